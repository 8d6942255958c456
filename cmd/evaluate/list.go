package evaluate

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/cli"
	"facilitate/session/field"
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

func listForms(id string, fields []field.Field, forms []run.TakenForm) listedForms {
	l := listedForms{Run: id, Columns: columns(fields), Forms: []listedForm{}}
	for i := range forms {
		form := listedForm{forms[i].ID, forms[i].At.UTC(), forms[i].Struck, forms[i].Lost, map[string]any{}}
		switch {
		case form.Struck:
			l.Struck++
		case !form.Lost:
			l.Counted++
		}
		for k := range fields {
			f := &fields[k]
			typed := f.Typed(&forms[i].Form)
			switch n, ok := field.Digits(typed); {
			case typed == "":
			case f.IsText() || f.IsChoice() || !ok:
				form.Answers[f.Column] = f.Words(typed)
			default:
				form.Answers[f.Column] = n
			}
		}
		l.Forms = append(l.Forms, form)
	}
	return l
}

// formsText is the list for people to hold their sheets against.
func formsText(id string, fields []field.Field, forms []run.TakenForm, zone *time.Location, width int) string {
	var b strings.Builder
	line := func(first, rest, text string) {
		for _, l := range cli.Hang(first, rest, text, width) {
			b.WriteString(l + "\n")
		}
	}
	if len(forms) == 0 {
		line("", "", fmt.Sprintf("no form was taken in yet; facilitate evaluate %s takes them in", id))
	}
	for i := range forms {
		struck := ""
		switch {
		case forms[i].Struck:
			struck = ", struck: it does not count"
		case forms[i].Lost:
			struck = ", lost: it does not count until it is corrected from its sheet"
		}
		typed := field.TypedOf(fields, &forms[i].Form)
		line("", "", fmt.Sprintf("Form %d, %s: %d of %d answered%s", forms[i].ID, forms[i].At.In(zone).Format("2 January 15:04"),
			countAnswers(typed), len(fields), struck))
		var words []string
		for k := range fields {
			switch f := &fields[k]; {
			case f.Question == nil && !f.After && typed[k]+typed[k+1] != "":
				words = append(words, fmt.Sprintf("%s %s→%s", f.Outcome, cmp.Or(typed[k], "–"), cmp.Or(typed[k+1], "–")))
			case f.Question == nil || f.IsText() || typed[k] == "":
			default:
				words = append(words, f.Column+" "+f.Words(typed[k]))
			}
		}
		if len(words) > 0 {
			line("   ", "   ", strings.Join(words, " · "))
		}
		for k := range fields {
			if fields[k].IsText() && typed[k] != "" {
				line("   ", "     ", fields[k].Column+": "+typed[k])
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

func (s *formScreen) toList() {
	s.store()
	if s.entry.id > 0 && s.entry.isChanged() {
		s.ask = &formQuestion{
			text: fmt.Sprintf("Form %d was changed. Leave it as it was?", s.entry.id),
			yes:  func() tea.Cmd { s.list(s.entry.id); return nil },
		}
		return
	}
	s.wait()
	s.list(cmp.Or(s.entry.id, len(s.t.state.Forms())))
}

// wait has a new form wait that is not whole yet.
func (s *formScreen) wait() {
	if s.entry.id == 0 && s.unfinished == nil {
		waiting := s.entry
		s.unfinished = &waiting
	}
}

func (s *formScreen) list(chosen int) {
	s.listing, s.chosen, s.typedID = true, chosen, ""
}

func (s *formScreen) listKey(msg tea.KeyMsg) tea.Cmd {
	n := len(s.t.state.Forms())
	typed := s.typedID
	s.typedID = ""
	if by, moves := (map[string]int{"up": -1, "down": 1, "pgup": -10, "pgdown": 10, "home": -n, "end": n})[msg.String()]; moves {
		s.chosen = max(min(1, n), min(n, s.chosen+by))
		return nil
	}
	switch {
	case key.Matches(msg, keys.Correct):
		s.correct(s.chosen)
	case key.Matches(msg, keys.Strike):
		s.strike()
	case key.Matches(msg, keys.Undo):
		if form, words, err := s.t.undo(); err != nil {
			s.refuse("%v", err)
		} else {
			s.say("%s", words)
			s.chosen = min(form, len(s.t.state.Forms()))
		}
	case key.Matches(msg, keys.Next):
		s.begin()
	case key.Matches(msg, keys.Leave):
		return s.leave()
	default:
		s.number(typed, msg)
	}
	return nil
}

// number chooses a form by the digits typed so far.
func (s *formScreen) number(typed string, msg tea.KeyMsg) {
	more := string(msg.Runes)
	if _, ok := field.Digits(more); msg.Type != tea.KeyRunes || !ok {
		return
	}
	id, _ := field.Digits(typed + more)
	if _, err := s.t.form(id); err != nil && typed != "" {
		typed = "" // it begins anew
		id, _ = field.Digits(more)
	}
	if _, err := s.t.form(id); err != nil {
		s.refuse("%v", err)
		return
	}
	s.chosen, s.typedID = id, typed+more
}

func (s *formScreen) strike() {
	form, err := s.t.form(s.chosen)
	if err != nil {
		s.refuse("%v", err)
		return
	}
	words := "struck: it does not count"
	if form.Struck {
		words = "no longer struck"
	}
	if err := s.t.do(run.StrikeForm{ID: s.chosen}); err != nil {
		s.refuse("%v", err)
		return
	}
	s.say("form %d is %s", s.chosen, words)
}

func (s *formScreen) leave() tea.Cmd {
	half := s.unsaved()
	if half == nil {
		return tea.Quit
	}
	name := s.name(half)
	s.ask = &formQuestion{
		text: strings.ToUpper(name[:1]) + name[1:] + " is not kept yet. Leave without it?",
		yes:  func() tea.Cmd { return tea.Quit },
	}
	return nil
}
