package session

import (
	"fmt"
	"strings"
	"testing"
)

// TestMatch writes plans as their activities and phases, "a: id=Name =Name",
// an activity without phases as "a:", and says for each phase of the first
// plan which of the second is the same, from 0.
func TestMatch(t *testing.T) {
	t.Parallel()
	plan := func(text string) *Plan {
		p := &Plan{}
		for activity := range strings.SplitSeq(text, "; ") {
			id, phases, _ := strings.Cut(activity, ":")
			a := Activity{ID: id, Title: id}
			for field := range strings.FieldsSeq(phases) {
				id, name, _ := strings.Cut(field, "=")
				a.Phases = append(a.Phases, Phase{ID: id, Name: name})
			}
			if a.Single = len(a.Phases) == 0; a.Single {
				a.Phases = []Phase{{Name: id}}
			}
			p.Activities = append(p.Activities, a)
		}
		return p
	}
	for _, c := range []struct{ today, other, want string }{
		{"a:; b:", "a:; b:", "0 1"},
		{"a:; b:", "b:; a:", "1 0"},
		{"a:; new:; b:", "a:; b:", "0 - 1"},
		{"a: x=X y=Y", "a: x=X y=Y", "0 1"},
		{"a: x=X y=Y", "a: y=Y x=X", "1 0"},
		{"a: x=New y=Names", "a: x=X y=Y", "0 1"},
		{"a: x=X z=Z y=Y", "a: x=X y=Y", "0 - 1"},
		{"a: =X =Z =Y", "a: =X =Y", "0 - 1"},
		{"a: =X =X =Y", "a: =Y =X =X", "1 2 0"},
		{"a: =X =X", "a: =X =Y", "0 -"},
		{"a: x=X y=Y", "a: =X =Y", "0 1"},   // ids were added
		{"a: =X =Y", "a: y=Y x=X", "1 0"},   // and taken away
		{"a: x=X y=X", "a: =X y=X", "0 1"},  // by id first
		{"a: =X y=X", "a: y=X =X", "1 0"},   // by id first
		{"a: x=X y=Y", "a: x2=X =Y", "- 1"}, // another id is another phase
		{"a: x=Feedback", "b: x=Feedback", "-"},
		{"a: x=X; b: x=X", "b: x=X; a: x=X", "1 0"},
		{"a:", "a: x=X", "0"}, // the only phase is the activity
		{"a: x=X", "a: y=Y", "0"},
		{"a: x=X", "a:", "0"},
		{"a:", "a: x=X =a", "-"}, // the whole is none of its parts
		{"a: x=X =a", "a:", "- -"},
		{"a: =X =X =X", "a: x=X y=X =X", "0 1 2"},
	} {
		var got []string
		for _, m := range Match(plan(c.today), plan(c.other)) {
			if m == NoMatch {
				got = append(got, "-")
				continue
			}
			got = append(got, fmt.Sprint(m))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s in %s: %s, not %s", c.today, c.other, strings.Join(got, " "), c.want)
		}
	}
}
