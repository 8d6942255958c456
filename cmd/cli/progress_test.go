package cli

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"
)

// TestProgress sees that nothing is said of what is quick, and how far what is slow.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name string
		each time.Duration
		want string
	}{
		{"quick", 100 * time.Millisecond, ""},
		{"slow", 700 * time.Millisecond, "\r\x1b[K1 of 3 papers\r\x1b[K2 of 3 papers\r\x1b[K3 of 3 papers\r\x1b[K"},
		{"slow from the first", 1100 * time.Millisecond, "\r\x1b[K0 of 3 papers\r\x1b[K1 of 3 papers\r\x1b[K2 of 3 papers\r\x1b[K3 of 3 papers\r\x1b[K"},
	} {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			p := newProgress(&out, 3, "papers")
			for range 3 {
				time.Sleep(c.each)
				p.Step()
			}
			p.End()
			time.Sleep(2 * patience)
			if out.String() != c.want {
				t.Errorf("%s: %q, not %q", c.name, out.String(), c.want)
			}
		})
	}
	env := &Env{Err: &bytes.Buffer{}}
	if p := env.Visible(func(s string) string { return s }).Progress(1, "papers"); p.to != nil {
		t.Error("it is told where there is no terminal")
	}
}

func TestSecondsAreClean(t *testing.T) {
	t.Parallel()
	for span, want := range map[time.Duration]string{
		2756 * time.Millisecond: "2.756", 300 * time.Millisecond: "0.3", 90 * time.Minute: "5400", -1001 * time.Millisecond: "-1.001",
		time.Hour + 1100*time.Microsecond: "3600.0011",
	} {
		text, err := Seconds(span).MarshalJSON()
		if string(text) != want || err != nil {
			t.Errorf("%s is %s, not %s; %v", span, text, want, err)
		}
		var back Seconds
		if err := back.UnmarshalJSON(text); time.Duration(back) != span || err != nil {
			t.Errorf("%s is read back as %s; %v", text, time.Duration(back), err)
		}
	}
}
