package slides

import (
	"encoding/json"
	"strings"
	"testing"

	"facilitate/cmd/library"
	"facilitate/cmd/room"
	"facilitate/session"
)

// TestOpenOnSlides: a blank that nobody filled in is told of wherever the room would
// see it with a slide, and can be seen as one there.
func TestOpenOnSlides(t *testing.T) {
	t.Parallel()
	const plan = `title: T of TITLE
duration: 30m
blanks: [{id: lead, ask: your name}]
slides: [{id: s, title: S of SLIDE, body: B of BODY, image: s.png, alt: A of ALT}]
activities:
  - id: a
    title: A of ACTIVITY
    phases:
      - {name: P of PHASE, duration: 5m, question: Q of QUESTION, notes: [{slide: s}, {say: N of NOTE}]}
      - {name: Other, duration: 5m}
`
	for where, told := range map[string]bool{
		"SLIDE": true, "BODY": true, "ALT": true, "PHASE": true, "QUESTION": true, "ACTIVITY": true, "TITLE": false, "NOTE": false,
	} {
		src := strings.Replace(plan, where, "$lead", 1)
		p, _, problems := session.LoadWhole(session.File{Name: "p.yaml", Src: []byte(src), Filling: session.Filling{Open: library.OnScreen}})
		if p == nil {
			t.Fatal(problems)
		}
		if open := openOnSlides(p); (open == "to fill in on slides: your name") != told {
			t.Errorf("in the %s: %q", where, open)
		}
		seen := ""
		for _, s := range room.Showings(p) {
			scene, err := json.Marshal(s.Scene)
			if err != nil {
				t.Fatal(err)
			}
			seen += string(scene)
		}
		if strings.Contains(seen, "$") || strings.Contains(seen, "[your name]") != told {
			t.Errorf("in the %s the room sees %s", where, seen)
		}
	}
}
