package evaluate

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/session/run"
)

type listedForms struct {
	Run     string       `json:"run"`
	Columns []string     `json:"columns"`
	Counted int          `json:"counted"`
	Struck  int          `json:"struck"`
	Forms   []listedForm `json:"forms"`
}

type listedForm struct {
	Form    int            `json:"form"`
	At      time.Time      `json:"at"`
	Struck  bool           `json:"struck"`
	Lost    bool           `json:"lost,omitempty"`
	Answers map[string]any `json:"answers"` // numbers, and texts
}

func listForms(id string, fields []formField, forms []run.TakenForm) listedForms {
	l := listedForms{Run: id, Columns: []string{}, Forms: []listedForm{}}
	for i := range fields {
		l.Columns = append(l.Columns, fields[i].column)
	}
	for i := range forms {
		form := listedForm{Form: forms[i].ID, At: forms[i].At.UTC(), Struck: forms[i].Struck, Lost: forms[i].Lost, Answers: map[string]any{}}
		switch {
		case form.Struck:
			l.Struck++
		case !form.Lost:
			l.Counted++
		}
		for k := range fields {
			f := &fields[k]
			typed := f.typed(&forms[i].Form)
			switch n, ok := digits(typed); {
			case typed == "":
			case f.isText() || f.isChoice() || !ok:
				form.Answers[f.column] = f.words(typed)
			default:
				form.Answers[f.column] = n
			}
		}
		l.Forms = append(l.Forms, form)
	}
	return l
}

// formsText is the list for people to hold their sheets against.
func formsText(id string, fields []formField, forms []run.TakenForm, zone *time.Location, width int) string {
	var b strings.Builder
	line := func(first, rest, text string) {
		for _, l := range cli.Hang(first, rest, text, width) {
			b.WriteString(l + "\n")
		}
	}
	if len(forms) == 0 {
		line("", "", fmt.Sprintf("no form was taken in yet; facilitate evaluate %s takes them in", id))
		return b.String()
	}
	for i := range forms {
		struck := ""
		switch {
		case forms[i].Struck:
			struck = ", struck: it does not count"
		case forms[i].Lost:
			struck = ", lost: it does not count until it is corrected from its sheet"
		}
		typed := typedOf(fields, &forms[i].Form)
		line("", "", fmt.Sprintf("Form %d, %s: %d of %d answered%s", forms[i].ID, forms[i].At.In(zone).Format("2 January 15:04"),
			countAnswers(typed), len(fields), struck))
		var words []string
		for k := range fields {
			switch f := &fields[k]; {
			case f.question == nil && !f.after && typed[k]+typed[k+1] != "":
				words = append(words, fmt.Sprintf("%s %s→%s", f.outcome, cmp.Or(typed[k], "–"), cmp.Or(typed[k+1], "–")))
			case f.question == nil || f.isText() || typed[k] == "":
			default:
				words = append(words, f.column+" "+f.words(typed[k]))
			}
		}
		if len(words) > 0 {
			line("   ", "   ", strings.Join(words, " · "))
		}
		for k := range fields {
			if fields[k].isText() && typed[k] != "" {
				line("   ", "     ", fields[k].column+": "+typed[k])
			}
		}
	}
	return b.String()
}

func countAnswers(typed []string) (n int) {
	for _, text := range typed {
		if strings.TrimSpace(text) != "" {
			n++
		}
	}
	return n
}
