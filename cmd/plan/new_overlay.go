package plan

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/timer"
)

// newOverlay is a file that extends a plan and changes nothing of it yet: what
// it might change stands in comments, with the ids that the plan has.
func newOverlay(env *cli.Env, path, extends string) ([]byte, error) {
	f, err := library.LoadPlan(env, extends, library.Fill{})
	if err != nil {
		return nil, err
	}
	name := extends
	if library.IsPath(extends) {
		if name, err = relativeTo(filepath.Dir(path), f.File); err != nil {
			return nil, err
		}
	}
	base := filepath.Base(path)
	id, title := library.SuggestID(strings.TrimSuffix(base, filepath.Ext(base)))
	var b strings.Builder
	fmt.Fprintf(&b, `# What you change of %s, and nothing else. It stays as it is,
# and what is improved in it is improved here too.
# yaml-language-server: $schema=`+session.SchemaFile+`
#   facilitate show --diff FILE   says what this file changes
#   facilitate check FILE         finds mistakes, each at its own line
#   facilitate deliver FILE       runs the session
#
# Take the "# " off a line to change what it says. What you give takes the place of
# what the plan has. In a list an id names a thing that is there: its other keys are
# changed, "drop: true" leaves it out, and a new id adds one, where "before: ID" or
# "after: ID" says. docs/plan-format.md has the rules.

extends: %s
id: %s                          # its runs are told from those of the plan by it
title: %s

# duration: %s
`, session.CleanLine(f.Title), quote(name), quote(id), quote(f.Title+" ("+title+")"), timer.FormatSpan(f.Duration))
	if f.Start != nil {
		fmt.Fprintf(&b, "# start: %q\n", f.Start.String())
	}
	b.WriteString("\n# activities:\n")
	for i := range f.Activities {
		overlayActivity(&b, &f.Activities[i])
	}
	b.WriteString("#   - {id: tea, title: Tea, kind: break, duration: 10m, after: " + quote(f.Activities[0].ID) + "}\n")
	overlayContacts(&b, f.Plan)
	return []byte(b.String()), nil
}

// overlayActivity writes an activity's times in comments, as an overlay has them.
func overlayActivity(b *strings.Builder, a *session.Activity) {
	if a.Single {
		fmt.Fprintf(b, "#   - {id: %s, duration: %s}   # %s\n", quote(a.ID), timer.FormatSpan(a.Phases[0].Duration), a.Title)
		return
	}
	fmt.Fprintf(b, "#   - id: %s   # %s\n#     phases:\n", quote(a.ID), a.Title)
	for i := range a.Phases {
		ph := &a.Phases[i]
		key, name := "id", ph.ID
		if name == "" {
			key, name = "name", ph.Name
		}
		fmt.Fprintf(b, "#       - {%s: %s, duration: %s}\n", key, quote(name), timer.FormatSpan(ph.Duration))
	}
}

// overlayContacts writes how a number is changed and one is added, in comments.
func overlayContacts(b *strings.Builder, p *session.Plan) {
	for i := range p.Handouts {
		h := &p.Handouts[i]
		if len(h.Contacts) == 0 {
			continue
		}
		fmt.Fprintf(b, `
# handouts:
#   - id: %s
#     contacts:
#       - {name: %s, phone: "..."}
#       - {name: Someone near you, phone: "...", for: "...", checked: 2026-01-31, verified: true}
`, quote(h.ID), quote(h.Contacts[0].Name))
		return
	}
}

// quote is a text as YAML reads it: in quotes where it may mean something else.
func quote(text string) string {
	for _, r := range text {
		if (r < 'a' || r > 'z') && r != '-' {
			q, _ := json.Marshal(text) // of a string it cannot fail
			return string(q)
		}
	}
	if src := "title: T\nduration: 1m\nactivities: [{id: " + text + ", title: A, duration: 1m}]\n"; text != "" {
		if plan, _ := session.Load("", []byte(src)); plan != nil && plan.Activities[0].ID == text {
			return text
		}
	}
	return `"` + text + `"`
}

// relativeTo is the path of a file from a folder, as a plan names it.
func relativeTo(folder, file string) (string, error) {
	from, err := filepath.Abs(folder)
	if err == nil {
		file, err = filepath.Abs(file)
	}
	if err == nil {
		file, err = filepath.Rel(from, file)
	}
	return filepath.ToSlash(file), err
}
