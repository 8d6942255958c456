package sheet

import (
	"fmt"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

// details is a row for each activity with what to say and do, from a new page
// on. All of it is printed where it fits that page, a paragraph to each note.
// Where it does not it is brief: a paragraph to each phase prints what to do and
// ask, and the rest stands where it belongs as hidden text: word processors keep it
// with its row, show it when they are asked to, and do not print it.
func (s *Sheet) details(brief bool) string {
	heading := "What to say and do"
	if brief {
		heading = "What to do and ask"
	}
	title := func(a *session.Activity, _ []run.Window) string { return titleOf(a) }
	notes := func(a *session.Activity, _ []run.Window) string { return s.notesOf(a, brief) }
	return `<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:pageBreakBefore/></w:pPr>` + run1(heading, "") + "</w:p>" +
		s.table(false, s.timeColumn(), minutesColumn(), column{"Activity", 1500, title, false}, column{"Notes", 7000, notes, false})
}

// What a page has room for in the small type of the notes, measured with the
// widths of Arial.
const (
	linesOfPage   = 62
	charsOfLine   = 106
	linesAroundIt = 1 // what a row needs besides its lines
)

// linesOfNotes is about how many lines all notes take, a paragraph to each.
func (s *Sheet) linesOfNotes() (n int) {
	s.each(func(a *session.Activity, _ []run.Window) {
		n += linesAroundIt
		for i := range a.Phases {
			if !a.Single {
				n++
			}
			for j := range a.Phases[i].Notes {
				label, text := s.labelled(&a.Phases[i].Notes[j])
				for l := range strings.SplitSeq(label+text, "\n") {
					n += 1 + len([]rune(l))/charsOfLine
				}
			}
		}
	})
	return n
}

// isPrinted is whether a colleague needs a note in hand: what to do and to ask,
// what goes up and out, and what keeps people safe.
func isPrinted(kind session.NoteKind) bool {
	switch kind {
	case session.Do, session.Ask, session.Round, session.ShowSlide, session.TakeQuiz, session.GiveOut, session.SafetyTip:
		return true
	}
	return false
}

func (s *Sheet) notesOf(a *session.Activity, brief bool) string {
	var b strings.Builder
	for i := range a.Phases {
		var lines []noteLine
		ph := &a.Phases[i]
		if !a.Single {
			head := run1(fmt.Sprintf("%s (%s)", ph.Name, minutes(ph.Duration)), "<w:b/>")
			if ph.Lead != "" {
				head += run1(" – led by "+ph.Lead, "")
			}
			lines = append(lines, noteLine{head, true})
		}
		for j := range ph.Notes {
			lines = append(lines, s.noteLines(&ph.Notes[j], brief)...)
		}
		if brief {
			b.WriteString(inOne(lines))
			continue
		}
		for _, l := range lines {
			b.WriteString(styled("Notes", l.runs))
		}
	}
	return b.String()
}

// noteLine is what would be a line of its own, were all of them printed.
type noteLine struct {
	runs    string
	printed bool
}

// noteLines are those of a note: one, or where they are printed one behind the
// other, each of its own.
func (s *Sheet) noteLines(n *session.Note, brief bool) (lines []noteLine) {
	label, text := s.labelled(n)
	switch {
	case !brief:
		return []noteLine{{run1(label, "<w:b/>") + run1(text, ""), true}}
	case !isPrinted(n.Kind):
		return []noteLine{{run1(label+text, hidden), false}}
	}
	for i, l := range strings.Split(text, "\n") {
		runs := run1(l, "")
		if i == 0 {
			runs = run1(label, "<w:i/>") + runs
		}
		lines = append(lines, noteLine{runs, true})
	}
	return lines
}

// inOne is the notes of a phase in one paragraph, with hidden breaks. A blank that
// is not hidden ends it: what is typed behind something hidden is hidden with it.
func inOne(lines []noteLine) string {
	all, begun := "", false
	for i, l := range lines {
		if l.printed && begun {
			all += run1(" ", "")
		}
		if i > 0 {
			all += run1("\n", hidden)
		}
		all += l.runs
		begun = begun || l.printed
	}
	if all == "" {
		return ""
	}
	return styled("Notes", all+run1(" ", ""))
}
