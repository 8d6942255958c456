package evaluate

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/tui/draw"
	"facilitate/session/field"
	"facilitate/session/run"
)

// The widths from which more is said.
const (
	wideForm  = 60
	valueRoom = 16 // columns for what was answered
	lessRoom  = 11
)

// View is tea.Model's. It has as many lines as the screen, and none is longer.
func (s *formScreen) View() string {
	lines := s.viewEntry
	if s.listing {
		lines = s.viewList
	}
	return draw.Screen(lines(), s.width, s.height)
}

// top are the first lines: what this is and how many forms are kept, then what is
// wrong with the disk, else whose forms these are.
func (s *formScreen) top(what string) []string {
	kept := " " + s.t.countWords() + " "
	bar := s.style.Panel.Render(draw.Pad(" "+what, s.width-ansi.StringWidth(kept)) + kept)
	switch err := s.t.log.Trouble(); {
	case err != nil:
		return []string{bar, s.style.Strong.Render(" ! NOT ON DISK: " + err.Error())}
	case s.height < 14:
		return []string{bar}
	}
	return []string{bar, s.style.Faint.Render(" " + s.title + " · " + s.t.id)}
}

// foot is the last line: a question, what the last key did, or the keys.
func (s *formScreen) foot(hints ...draw.KeyHint) string {
	switch {
	case s.ask != nil:
		answers := fmt.Sprintf("  %s %s   %s %s", named(keys.Yes), keys.Yes.Help().Desc, named(keys.No), keys.No.Help().Desc)
		return s.style.Strong.Render(draw.Fit(" "+s.ask.text, s.width-len(answers)) + answers)
	case s.wrong:
		return s.style.Strong.Render(" ! " + s.said)
	case s.said != "":
		return s.style.Strong.Render(" " + s.said)
	}
	full, short := "", ""
	for _, k := range hints {
		full += "  " + s.style.Strong.Render(k.Key) + " " + s.style.Faint.Render(k.Does)
		if k.Short != "" {
			short += " " + s.style.Strong.Render(k.Key) + " " + s.style.Faint.Render(k.Short)
		}
	}
	if full = full[1:]; ansi.StringWidth(full) <= s.width {
		return full
	}
	return short
}

func (s *formScreen) viewEntry() []string {
	name := strings.ToUpper(s.name(&s.entry))
	switch {
	case s.entry.id > 0:
		name += ": correcting it"
	case s.width >= wideForm:
		name += " · write this number on its sheet"
	}
	lines := s.top(name)
	foot := []string{
		s.line(), s.foot(
			hint(keys.On, "on"), hint(keys.Back, "back"), hint(keys.Keep, "keep"), hint(keys.Forms, "forms")),
	}
	room := s.height - len(lines) - len(foot)
	// The answers to choose from matter most, then what is asked.
	hint := s.hint(s.width - 1)
	hint = hint[:min(len(hint), max(1, room-1))]
	room -= len(hint)
	asks := draw.Cut(cli.Wrap(s.fieldTitle(), s.width-1), room-4)
	asks = asks[:min(len(asks), max(0, room))]
	switch rows := room - len(asks) - 1; {
	case rows == 0:
		lines = append(lines, "")
	case rows > 0:
		lines = append(append(lines, s.rows(rows)...), s.style.Faint.Render(strings.Repeat("─", s.width)))
	}
	for _, l := range asks {
		lines = append(lines, s.style.Strong.Render(" "+l))
	}
	return append(append(lines, draw.Hang(" ", " ", hint)...), foot...)
}

func (s *formScreen) fieldTitle() string {
	f := s.field()
	switch {
	case f.Question != nil:
		return f.Asks
	case f.After:
		return "AFTER the session: " + f.Asks
	}
	return "BEFORE the session: " + f.Asks
}

// hint is what may be typed, in lines no wider than width where they can be.
func (s *formScreen) hint(width int) []string {
	f := s.field()
	switch {
	case f.IsText():
		return cli.Wrap("in their words; Enter alone: no answer", width)
	case f.IsChoice():
		var options []string
		for i, o := range f.Options {
			options = append(options, strconv.Itoa(i+1)+" "+o)
		}
		return draw.Pack(width, "   ", options...)
	}
	hint := fmt.Sprintf("0 not at all … %d completely; Enter alone: no answer", run.MaxScale)
	if ansi.StringWidth(hint) > width {
		hint = fmt.Sprintf("0 to %d; Enter alone: no answer", run.MaxScale)
	}
	return cli.Wrap(hint, width)
}

func (s *formScreen) line() string {
	at := fmt.Sprintf("%d of %d ", s.entry.at+1, len(s.t.fields))
	s.input.Width = max(1, s.width-ansi.StringWidth(at)-5)
	left := " > " + s.input.View()
	return cli.Pad(left, s.width-ansi.StringWidth(at)) + s.style.Faint.Render(at)
}

// rows is as much of the form as there is room for, around the field. An outcome has
// two fields in one line.
func (s *formScreen) rows(room int) []string {
	var lines []string
	here := 0
	for i := range s.t.fields {
		if !s.t.fields[i].After {
			lines = append(lines, s.row(i))
		}
		if i == s.entry.at {
			here = len(lines) - 1
		}
	}
	top := max(0, min(here-room/2, len(lines)-room))
	return draw.Rows(lines[top:], room)
}

// row is the line of a field, and of the one after the session that belongs to it.
func (s *formScreen) row(i int) string {
	room, here, value := valueRoom, i == s.entry.at, s.value(i)
	if s.width < wideForm {
		room = lessRoom
	}
	if f := s.t.fields[i]; f.Question == nil {
		here = here || i+1 == s.entry.at
		if value += "→" + s.value(i+1); room == valueRoom {
			value = cli.Pad(s.value(i), 4) + " → " + s.value(i+1)
		}
	}
	asks := draw.Fit(s.t.fields[i].Asks, max(1, s.width-room-5))
	return s.marked(cli.Pad(asks, s.width-room-4)+draw.Fit(value, room), here)
}

// marked is a line of a list, with a mark before it where one is.
func (s *formScreen) marked(line string, here bool) string {
	if here {
		return s.style.Strong.Render(draw.Fit(" > "+line, s.width))
	}
	return "   " + line
}

// value is what is answered in a field; where one types it stands in brackets.
func (s *formScreen) value(i int) string {
	f := &s.t.fields[i]
	if i == s.entry.at {
		return "[" + cmp.Or(f.Words(s.input.Value()), " ") + "]"
	}
	return cmp.Or(f.Words(s.entry.typed[i]), "·")
}

func (s *formScreen) viewList() []string {
	forms := s.t.state.Forms()
	lines := s.top("FORMS")
	foot := s.foot(hint(keys.Choose, ""), hint(keys.Correct, "edit"), hint(keys.Strike, "strike"), hint(keys.Undo, "undo"), hint(keys.Next, "new"), hint(keys.Leave, "end"))
	room := max(0, s.height-len(lines)-1)
	top := max(0, min(s.chosen-1-room/2, len(forms)-room))
	var rows []string
	for i := top; i < min(len(forms), top+room); i++ {
		rows = append(rows, s.listRow(i))
	}
	if len(forms) == 0 {
		rows = append(rows, " None yet. "+named(keys.Next)+" goes to the first.")
	}
	return append(append(lines, draw.Rows(rows, room)...), foot)
}

// listRow is a form: its number, and what was typed in the order of the sheet.
func (s *formScreen) listRow(i int) string {
	form := &s.t.state.Forms()[i]
	typed := field.TypedOf(s.t.fields, &form.Form)
	line := fmt.Sprintf("%3d  ", form.ID)
	switch {
	case form.Form.FollowUp != s.t.followUp && !form.Lost:
		line += "of " + map[bool]string{true: "weeks later", false: "the end of the session"}[form.Form.FollowUp]
		typed = nil
	case form.Struck:
		line += "STRUCK  "
	case form.Lost:
		line += "LOST    "
	case s.width >= wideForm:
		line += form.At.In(s.t.zone).Format("15:04") + "   "
	}
	var values []string
	for _, text := range typed {
		values = append(values, fmt.Sprintf("%2s", cmp.Or(text, "·")))
	}
	return s.marked(line+strings.Join(values, " "), form.ID == s.chosen)
}
