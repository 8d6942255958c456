package evaluate

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
)

func (s *formScreen) toList() {
	s.store()
	if s.entry.id > 0 && s.entry.isChanged() {
		s.ask = &formQuestion{
			text: fmt.Sprintf("Form %d was changed. Leave it as it was?", s.entry.id),
			yes:  func() tea.Cmd { s.list(s.entry.id); return nil },
		}
		return
	}
	if s.entry.id == 0 && s.unfinished == nil { // a new form that is not whole yet waits
		waiting := s.entry
		s.unfinished = &waiting
	}
	chosen := s.entry.id
	if chosen == 0 {
		chosen = len(s.t.state.Forms())
	}
	s.list(chosen)
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
	switch msg.String() {
	case "enter":
		s.correct(s.chosen)
	case "s":
		s.strike()
	case "u":
		if form, words, err := s.t.undo(); err != nil {
			s.refuse("%v", err)
		} else {
			s.say("%s", words)
			s.chosen = min(form, len(s.t.state.Forms()))
		}
	case "n", "esc":
		s.begin()
	case "q":
		return s.leave()
	default:
		s.number(typed, msg)
	}
	return nil
}

// number chooses a form by the digits typed so far.
func (s *formScreen) number(typed string, msg tea.KeyMsg) {
	more := string(msg.Runes)
	if _, ok := digits(more); msg.Type != tea.KeyRunes || !ok {
		return
	}
	id, _ := digits(typed + more)
	if _, err := s.t.form(id); err != nil && typed != "" {
		typed = "" // it begins anew
		id, _ = digits(more)
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
	name := half.name(len(s.t.state.Forms()))
	s.ask = &formQuestion{
		text: strings.ToUpper(name[:1]) + name[1:] + " is not kept yet. Leave without it?",
		yes:  func() tea.Cmd { return tea.Quit },
	}
	return nil
}
