package plan

import (
	"strings"
	"testing"

	"facilitate/session"
)

// TestNewPlanIsSound makes plans of all sorts of names.
func TestNewPlanIsSound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ path, id, title string }{
		{"first-aid.yaml", "first-aid", "First aid"},
		{"in/some/folder/First_Aid.yml", "First-Aid", "First Aid"},
		{"no-ending", "no-ending", "No ending"},
		{"a.b.yaml", "a-b", "A b"},
		{"Übung 1.yaml", "Übung-1", "Übung 1"},
		{"2026.yaml", "2026", "2026"},
		{"yes.yaml", "yes", "Yes"},
		{`"quoted": [x] #y.yaml`, "quoted-x-y", "Quoted x y"},
		{"null.yaml", "my-session", "My session"},
		{"-.yaml", "my-session", "My session"},
		{strings.Repeat("long", 20) + ".yaml", "my-session", "My session"},
		{"\x1b[31m.yaml", "31m", "31m"},
		{"\xff.yaml", "my-session", "My session"},
	} {
		plan, problems := session.Load(c.path, newPlan(c.path))
		if plan == nil {
			t.Errorf("%q: %v", c.path, problems)
			continue
		}
		if plan.ID != c.id || plan.Title != c.title {
			t.Errorf("%q: the id is %q, the title %q; not %q and %q", c.path, plan.ID, plan.Title, c.id, c.title)
		}
		if warnings := session.Check(c.path, plan); len(warnings) > 0 {
			t.Errorf("%q: %v", c.path, warnings)
		}
	}
}
