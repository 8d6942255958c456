// Package entry shows an entry for something to learn with, as a catalogue has it.
// It must never know a plan.
package entry

import (
	"fmt"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// Show prints an entry, where err is not why it cannot be had.
func Show(env *cli.Env, e *session.Entry, err error, asJSON bool) error {
	if err != nil {
		return err
	}
	if asJSON {
		return env.AnswerJSON(object(e))
	}
	const column = 17 // where what is said begins
	var b strings.Builder
	line := func(lead, text string) {
		b.WriteString(strings.Join(cli.Hang(lead, strings.Repeat(" ", column), text, env.Width()), "\n") + "\n")
	}
	for _, l := range cli.Wrap(e.Title, env.Width()) {
		b.WriteString(env.Bold().Render(l) + "\n")
	}
	if about := strings.Trim(e.Kind+", "+e.Provider, ", "); about != "" {
		b.WriteString(env.Paragraph(about))
	}
	part, list := "", true
	for _, r := range e.Rows() {
		if r.Part != part || list || len(r.Texts) > 1 {
			b.WriteString("\n")
		}
		if r.Part != part && r.Part != "" {
			b.WriteString(env.Bold().Render(cli.Upper(r.Part)) + "\n")
		}
		part, list = r.Part, len(r.Texts) > 1
		head := cli.Pad(r.Head, column)
		if len(r.Texts) == 0 {
			line(head, session.NotStated)
		}
		for i, text := range r.Texts {
			text = session.CleanLine(strings.Join(strings.Fields(text), " "))
			if len(r.Texts) > 1 {
				text = fmt.Sprintf("%d. %s", i+1, text)
			}
			line(head, text)
			head = strings.Repeat(" ", column)
		}
	}
	if e.Checked != "" {
		line(cli.Pad("Looked at", column), e.Checked)
	}
	if n := len(e.Covers); n > 0 {
		b.WriteString("\n" + env.Paragraph(fmt.Sprintf("It covers %s of the framework %s; facilitate coverage --with %s sets it beside a plan.",
			cli.Count(n, "statement", "statements"), e.Framework, e.ID)))
	}
	return env.Answer(b.String())
}

// entryJSON is an entry with the keys of its file.
type entryJSON struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	Kind      string            `json:"kind,omitempty"`
	Provider  string            `json:"provider,omitempty"`
	For       string            `json:"for,omitempty"`
	Time      string            `json:"time,omitempty"`
	Cost      string            `json:"cost,omitempty"`
	Endorsed  string            `json:"endorsed,omitempty"`
	Model     string            `json:"model,omitempty"`
	Supports  map[string]string `json:"supports"`
	Evidence  string            `json:"evidence,omitempty"`
	Impact    map[string]string `json:"impact"`
	Aims      []string          `json:"aims,omitempty"`
	Outcomes  []string          `json:"outcomes,omitempty"`
	Author    string            `json:"author,omitempty"`
	Contact   string            `json:"contact,omitempty"`
	URL       string            `json:"url,omitempty"`
	Checked   string            `json:"checked,omitempty"` // YYYY-MM-DD
	Framework string            `json:"framework,omitempty"`
	Covers    []string          `json:"covers,omitempty"`
	Touches   []string          `json:"touches,omitempty"`
}

func object(e *session.Entry) entryJSON {
	f, i := e.Facts, e.Impact
	return entryJSON{
		e.ID, e.Title, e.Kind, e.Provider, e.For, e.Time, f.Cost, f.Endorsed, e.Model,
		map[string]string{
			"workforce": f.Supports.Workforce, "technology": f.Supports.Technology,
			"administrative": f.Supports.Administrative, "financial": f.Supports.Financial,
		},
		e.Evidence,
		map[string]string{"reaction": i.Reaction, "learning": i.Learning, "behaviour": i.Behaviour, "results": i.Results},
		e.Aims, e.Outcomes, f.Author, f.Contact, e.URL, e.Checked, e.Framework, session.ClaimIDs(e.Covers), session.ClaimIDs(e.Touches),
	}
}
