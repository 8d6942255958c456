package shell

import "testing"

// TestRename names commands in texts as the program was called, and nothing else.
func TestRename(t *testing.T) {
	t.Parallel()
	for _, own := range []string{"", "facilitate"} {
		if Rename(own) != nil {
			t.Errorf("%q is its own name", own)
		}
	}
	for _, c := range []struct{ called, text, want string }{
		{"./facilitate", "facilitate report: how it went", "./facilitate report: how it went"},
		{"go run .", "try:\n  facilitate show x\n(facilitate list)", "try:\n  go run . show x\n(go run . list)"},
		{"fac$1", "see `facilitate check`", "see `fac$1 check`"},
		{"./f", "facilitate --help lists them; facilitate COMMAND", "./f --help lists them; ./f COMMAND"},
		{"go run .", "facilitate takes you through; facilitate reporters; ~/facilitate list; my-facilitate list", ""},
	} {
		if c.want == "" {
			c.want = c.text
		}
		if got := Rename(c.called)(c.text); got != c.want {
			t.Errorf("%s: %q, not %q", c.called, got, c.want)
		}
	}
}
