package pack_test

import (
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/session/pack"
)

// TestGoFurther puts what there is to learn with on the first handout that lists
// contacts, and on no other.
func TestGoFurther(t *testing.T) {
	t.Parallel()
	plan := load(t, `
title: T
duration: 1h
learning: [{id: course}, {id: gone}, {id: "own/talk.yaml", place: before}]
activities: [{id: a, title: A, duration: 5m, notes: [{handout: x}, {handout: y}, {handout: z}]}]
handouts:
- {id: x, body: Read}
- {id: y, contacts: [{name: N, verified: true}]}
- {id: z, contacts: [{name: M, verified: true}]}
`)
	o := pack.Options{Entries: map[string]*session.Entry{
		"course":        {ID: "course", Title: "A *course*", Kind: "online module", For: "Anybody. All.", Time: "2 hours", Facts: session.Facts{Cost: "Free"}, URL: "https://example.org/course"},
		"own/talk.yaml": {ID: "talk", Title: "A talk"},
	}}
	all := documents(t, plan, o)
	want := `## Go further

- Before the session: **A talk**.
- After the session: **A \*course\***. Online module. 2 hours. Free. Anybody. <https://example.org/course>`
	if got := string(all["handout-y"].Markdown); !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s", got)
	}
	if got := textOf(t, all["handout-y"].HTML); !strings.Contains(got, "A *course*") || !strings.Contains(got, "Online module. 2 hours. Free. Anybody.") {
		t.Errorf("got\n%s", got)
	}
	for _, name := range []string{"handout-x", "handout-z", "agenda"} {
		if strings.Contains(string(all[name].HTML), "Go further") {
			t.Errorf("%s goes further too", name)
		}
	}
}
