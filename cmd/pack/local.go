package pack

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// readLocalContacts reads contacts from a file of their own: a list as it stands
// behind "contacts:" in a plan, with that key or without. Problems in it are
// printed here. The plan is that whose sources they may name.
func readLocalContacts(env *cli.Env, path string, plan *session.Plan) ([]session.Contact, error) {
	src, err := cli.ReadInput(env, path, session.CleanLine(path), session.MaxSize)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(plan.Handouts, func(h session.Handout) bool { return len(h.Contacts) > 0 }) {
		return nil, errors.New("--local adds to the handouts that list contacts, and the plan has none; add a contact to one of them")
	}
	contacts, problems := readContacts(path, src, plan)
	if len(problems) > 0 {
		fmt.Fprintln(env.Err, problems.Error())
		return nil, cli.ErrReported
	}
	if len(contacts) == 0 {
		return nil, fmt.Errorf("%s lists no contacts; write them like \"- {name: ..., phone: ..., verified: true}\"", path)
	}
	return contacts, nil
}

// contactsKey is a line that begins the list.
var contactsKey = session.Pattern(`(?m)^contacts:`)

// documentMark is the line that may begin a file in YAML.
var documentMark = session.Pattern(`\A(?:#.*\n|\s*\n)*---[ \t]*\r?\n`)

// readContacts has the list read by what reads plans, so that it is checked as
// strictly: as the list of the only handout of a small plan. Lines and columns
// of its problems are put back to where they are in the file.
func readContacts(file string, src []byte, plan *session.Plan) ([]session.Contact, session.Problems) {
	text := strings.TrimPrefix(string(src), "\ufeff")
	text = documentMark().ReplaceAllStringFunc(text, func(mark string) string {
		return strings.Replace(mark, "---", "", 1)
	})
	var head strings.Builder
	head.WriteString("title: Local\nduration: 1m\nactivities: [{id: a, title: A, duration: 1m}]\nsources:\n")
	for _, s := range plan.Sources {
		id, _ := json.Marshal(s.ID) // of a string it cannot fail
		fmt.Fprintf(&head, "- {id: %s, text: x}\n", id)
	}
	head.WriteString("handouts:\n- id: local\n  title: Local\n")
	if !contactsKey().MatchString(text) {
		head.WriteString("  contacts:\n")
	}
	const indent = "  "
	before := strings.Count(head.String(), "\n")
	body := indent + strings.ReplaceAll(text, "\n", "\n"+indent)
	small, problems := session.Load(file, []byte(head.String()+body))
	for i := range problems {
		problems[i].At.Line = max(problems[i].At.Line-before, 1)
		problems[i].At.Column = max(problems[i].At.Column-len(indent), 1)
	}
	if small == nil {
		return nil, problems
	}
	return small.Handouts[0].Contacts, nil
}
