package pack_test

import (
	"strings"
	"testing"

	"facilitate/session/pack"
)

// TestHead: every paper says whose session it is, when, where and by whom.
func TestHead(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	plan.Organisation, plan.Logo, plan.Venue = "Families & Co", "our/logo.png", "Hall <2>"
	plan.Date, plan.Facilitators = "2026-12-01", []string{"Ann", "Bo"}
	for name, d := range documents(t, plan, pack.Options{Pictures: map[string][]byte{"our/logo.png": []byte("\x89PNG")}}) {
		wellMade(t, d)
		if name == "catalogue" {
			continue // it is of the session, whenever that is given
		}
		head, _, _ := strings.Cut(string(d.HTML), "</header>")
		_, head, _ = strings.Cut(head, "<header>")
		for _, want := range []string{
			`<img src="data:image/png;base64,iVBORw==" alt="Logo" />`, "Families &amp; Co",
			"Tuesday 1 December 2026", "Hall &lt;2&gt;", "With Ann, Bo",
		} {
			if !strings.Contains(head, want) {
				t.Errorf("the head of %s lacks %s:\n%s", name, want, head)
			}
		}
		if line := "\nFamilies & Co · Tuesday 1 December 2026 · Hall \\<2\\> · With Ann, Bo\n"; !strings.Contains(string(d.Markdown), line) {
			t.Errorf("%s in Markdown lacks %q:\n%.300s", name, line, d.Markdown)
		}
	}
	plain := load(t, "title: Walk\nduration: 1h\nfacilitators: [\"____ (your name)\"]\nactivities: [{id: a, title: A, duration: 5m}]\n")
	for name, d := range documents(t, plain, pack.Options{}) {
		if strings.Contains(string(d.HTML), `class="sender"`) || strings.Contains(string(d.HTML), `class="particulars"`) {
			t.Errorf("%s has a head of a plan that says nothing of it", name)
		}
	}
}
