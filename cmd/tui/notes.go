package tui

import (
	"fmt"
	"slices"
	"strings"

	"facilitate/cmd/tui/draw"
	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// kindLabel marks a kind of note by its sign and its word.
func (m *Model) kindLabel(kind session.NoteKind) string {
	return m.theme.Label.Render(kind.Sign() + " " + kind.Label())
}

const (
	labelWidth = 13 // the column in which the kinds stand, the place's mark with it
	mostProse  = 80 // how wide prose is at most: longer lines are hard to read
)

// noteAt names a note: its phase in the flat order and its index there.
type noteAt struct{ phase, note int }

// noteKey names a note as it was drawn once: a frame asks for the same one
// several times, and a plan may hold a very long one.
type noteKey struct {
	at    noteAt
	width int
	reach reach
}

const mostDrawnNotes = 100 // how many drawn notes are kept

// noteLines draws a note beside its kind. The lines are to be read only.
func (m *Model) noteLines(at noteAt, width int) []string {
	if lines, ok := m.workLines(at, width); ok {
		return lines
	}
	key := noteKey{at, width, m.reach(at)}
	if lines, ok := m.drawnNotes[key]; ok {
		return lines
	}
	if m.drawnNotes == nil || len(m.drawnNotes) >= mostDrawnNotes {
		m.drawnNotes = map[noteKey][]string{}
	}
	m.drawnNotes[key] = m.drawNote(at, width)
	return m.drawnNotes[key]
}

// drawNote draws a note. A narrow window puts the kind on a line of its own.
func (m *Model) drawNote(at noteAt, width int) []string {
	notes := m.state().Phases()[at.phase].Plan.Notes
	if len(notes) == 0 {
		return []string{"  " + m.theme.Faint.Render("(this phase has no notes)")}
	}
	n := &notes[at.note]
	label := "  " + m.kindLabel(n.Kind)
	indent := either(width < 60, 2, labelWidth)
	body := m.noteBody(at, min(width-indent, mostProse))
	if m.reach(at) == reached {
		for i, line := range body {
			body[i] = draw.Bold(m.theme.Bold, line)
		}
	}
	if width < 60 {
		return append([]string{label}, draw.Hang("  ", "  ", body)...)
	}
	return draw.Hang(draw.Pad(label, labelWidth), strings.Repeat(" ", labelWidth), body)
}

func (m *Model) noteBody(at noteAt, width int) []string {
	n := &m.state().Phases()[at.phase].Plan.Notes[at.note]
	switch n.Kind {
	case session.ShowSlide:
		return m.slideBody(n.Ref, m.reach(at), width)
	case session.TakeQuiz:
		return m.quizBody(n.Ref, width)
	case session.GiveOut:
		return m.prose.Lines("Give out the handout **"+prose.Escape(m.plan.Handout(n.Ref).Title)+"**", width)
	}
	var lines []string
	if n.Text != "" {
		lines = m.prose.Lines(n.Text, width)
	}
	if n.Title != "" {
		lines = append(lines, draw.Wrap(m.theme.Bold.Render(n.Title), width)...)
	}
	for _, item := range n.Items {
		lines = append(lines, draw.Hang("· ", "  ", m.prose.Lines(item, width-2))...)
	}
	return lines
}

// slideBody says which slide goes up and what stands on it: the facilitator
// reads it from here with the back to the screen.
func (m *Model) slideBody(id string, reach reach, width int) []string {
	s := m.plan.Slide(id)
	what := "Slide " + itoa(m.slideNumber(id))
	switch reach {
	case passed:
		what += " went up here"
	case reached:
		what += " is up" + either(s.Read, ": read it out", "")
	case ahead:
		what += " will go up here" + either(s.Read, ", to be read out", "")
	}
	lines := draw.Wrap(m.theme.Faint.Render(what), width)
	lines = append(lines, draw.Wrap(m.theme.Bold.Render(s.Title), width)...)
	if s.Body != "" {
		lines = append(lines, m.prose.Lines(s.Body, width)...)
	}
	if s.Alt != "" {
		lines = append(lines, draw.Wrap("Picture: "+s.Alt, width)...)
	}
	return lines
}

func (m *Model) slideNumber(id string) int {
	return 1 + slices.IndexFunc(m.plan.Slides, func(s session.Slide) bool { return s.ID == id })
}

func (m *Model) quizBody(id string, width int) []string {
	q := m.plan.Quiz(id)
	lines := draw.Wrap(m.theme.Bold.Render(q.Title), width)
	for i, s := range q.Statements {
		mark := fmt.Sprintf("%d. ", i+1)
		indent := strings.Repeat(" ", len(mark))
		body := m.prose.Lines(s.Text, width-len(mark))
		because := "**" + strings.ToUpper(s.Verdict()) + "**"
		if s.Because != "" {
			because += ": " + s.Because
		}
		lines = append(lines, draw.Hang(mark, indent, append(body, m.prose.Lines(because, width-len(mark))...))...)
	}
	return lines
}

func (m *Model) place() noteAt {
	p := m.state().Current()
	if p == run.NoPhase {
		return noteAt{phase: m.state().First()}
	}
	return noteAt{p, m.state().Phases()[p].Place}
}

// reach is how the place stands to a note: a slide goes up when it is reached.
type reach uint8

const (
	ahead reach = iota
	reached
	passed
)

func (m *Model) reach(at noteAt) reach {
	place := m.place()
	switch phase := m.state().Phases()[at.phase]; {
	case m.state().Current() == run.NoPhase:
		return ahead
	case at == place:
		return reached
	case at.phase == place.phase && at.note < place.note, at.phase != place.phase && phase.Status == run.Done:
		return passed
	}
	return ahead
}

// step is the note after (1) or before (-1) another, over the borders of
// phases; false at the ends of the plan.
func (m *Model) step(at noteAt, by int) (noteAt, bool) {
	phases := m.state().Phases()
	notes := func(phase int) int { return max(1, len(phases[phase].Plan.Notes)) }
	to := noteAt{at.phase, at.note + by}
	if to.note < 0 || to.note >= notes(at.phase) {
		if to.phase += by; to.phase < 0 || to.phase == len(phases) || phases[to.phase].Outside {
			return at, false
		}
		to.note = either(by < 0, notes(to.phase)-1, 0)
	}
	return to, true
}
