package tui

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
)

// Draft is a line being typed, kept so that not even a killed program loses
// more than the last words of it.
type Draft struct {
	Kind   run.CaptureKind `json:"kind"`
	Text   string          `json:"text"`
	Edit   int             `json:"edit,omitempty"`   // the captured line being edited
	Kept   int             `json:"kept,omitempty"`   // how many lines were kept when it was typed
	Before *Draft          `json:"before,omitempty"` // a new line that waits while a kept one is changed
}

// capturePanel takes a line: what the room said, a question for later, a note.
type capturePanel struct {
	textLine
	draft  Draft
	isSent bool // it is being written down, and takes no more letters
}

func newCapturePanel(d Draft) *capturePanel {
	d.Kind = cmp.Or(d.Kind, run.RoomSaid)
	p := &capturePanel{textLine: newTextLine(run.MaxCapture), draft: d}
	p.input.SetValue(d.Text)
	return p
}

func (p *capturePanel) title(*Model) string {
	return either(p.draft.Edit > 0, "CHANGE A KEPT LINE", "KEEP A LINE: "+p.draft.Kind.Label())
}

func (p *capturePanel) hint(m *Model) keyRow {
	k := m.keys
	if p.draft.Edit > 0 {
		return keyRow{press(k.Enter, "keeps it"), press(k.Cancel, "leaves it as it was")}
	}
	return keyRow{press(k.Enter, "keeps it"), press(k.OtherKind, "another kind"), press(k.Cancel, "closes; the draft stays")}
}

func (p *capturePanel) draw(m *Model, width, height int) []string {
	kinds := collect(run.CaptureKinds, func(k run.CaptureKind) string {
		return either(k == p.draft.Kind, m.theme.Panel.Render(" "+k.Label()+" "), k.Label())
	})
	lines := []string{p.input.View()}
	if p.draft.Edit == 0 && height > 3 {
		lines = append([]string{strings.Join(kinds, "  "), ""}, lines...)
	}
	lines = draw.Hang("  ", "  ", append(lines, m.warning(p.problem, width-3)...))
	// What was kept last shows that lines arrive.
	captures := m.state().Captures()
	for i := len(captures) - 1; i >= 0 && len(lines)+1 < height && p.draft.Edit == 0; i-- {
		if i == len(captures)-1 {
			lines = append(lines, "")
		}
		lines = append(lines, m.theme.Faint.Render(draw.Fit("  "+m.captureLine(captures[i]), width)))
	}
	return lines
}

func (m *Model) captureLine(c run.Capture) string {
	return m.label(c.At) + "  " + c.Kind.Sign() + either(c.Struck, " [struck] ", " ") + c.Text
}

func (p *capturePanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Cancel):
		m.closeCapture(p, false)
		return nil
	case key.Matches(msg, k.Enter):
		p.enter(m)
		return nil
	case key.Matches(msg, k.OtherKind):
		if all := run.CaptureKinds; p.draft.Edit == 0 {
			p.draft.Kind = all[(slices.Index(all, p.draft.Kind)+1)%len(all)]
		}
	case !key.Matches(msg, k.Clicker):
		p.edit(msg)
	}
	p.keepTyped(m)
	return nil
}

// enter has the line written down. What is wrong with it is told at once; with
// the answer the line closes.
func (p *capturePanel) enter(m *Model) {
	var c run.Command = run.CaptureLine{Kind: p.draft.Kind, Text: p.input.Value()}
	if p.draft.Edit > 0 {
		c = run.EditLine{ID: p.draft.Edit, Text: p.input.Value()}
	}
	if _, err := run.Decide(m.state(), c, m.now); err != nil {
		p.problem = err.Error()
		return
	}
	p.isSent = true
	keep := func() tea.Cmd {
		m.give(func(refused error) {
			if p.isSent = false; refused != nil {
				p.problem = refused.Error()
				return
			}
			m.closeCapture(p, true)
			m.say("kept: " + words.Plural(len(m.state().Captures()), "line") + "; " + hint(m.keys.Kept, "shows them"))
		}, c)
		return nil
	}
	if m.turns.isTaking {
		keep()
	} else {
		m.inTurn(m.newStep(keep))
	}
}

// typeAtOnce types into a line without waiting for a turn, and opens one: what
// is said in the room is not repeated. It is false where the key has to wait.
func (m *Model) typeAtOnce(s step, msg tea.KeyMsg) bool {
	front := m.front()
	line, open := front.(*capturePanel)
	_, kept := front.(*keptPanel)
	draft := m.draft
	switch {
	case key.Matches(msg, m.keys.Suspend):
		return false
	case open && !line.isSent:
		m.setInstant(s.at)
		line.key(m, msg)
		return true
	case !key.Matches(msg, m.keys.Capture), slices.ContainsFunc(m.turns.waiting, func(w step) bool { return w.opens }):
		return false
	case open:
		draft = Draft{Kind: line.draft.Kind} // that one is as good as kept
	case front != nil && !kept:
		return false
	}
	m.overlay.add(layer{panel: newCapturePanel(draft), turn: s.turn})
	m.answer = ""
	return true
}

func (p *capturePanel) paste(m *Model, text string) {
	p.textLine.paste(m, text)
	p.keepTyped(m)
}

func (p *capturePanel) keepTyped(m *Model) {
	p.draft.Text = p.input.Value()
	m.keepDraft(p.draft)
}

// closeCapture goes back to where the line was asked for. A draft that was not
// kept waits for the next time; a change that was not kept is forgotten.
func (m *Model) closeCapture(p *capturePanel, kept bool) {
	m.close(p)
	switch {
	case p.draft.Edit > 0:
		m.keepDraft(m.newLineDraft())
	case kept && m.draft.Text != p.draft.Text: // another line's, begun meanwhile
	case kept:
		m.keepDraft(Draft{Kind: p.draft.Kind})
	default:
		m.keepDraft(p.draft)
	}
}

// keepDraft remembers what is being typed, here and on disk. The draft of a
// change stands in front of a new line's only while it is being typed.
func (m *Model) keepDraft(d Draft) {
	d.Before, d.Kept = nil, 0
	if before := m.newLineDraft(); d.Edit > 0 && before.Text != "" {
		d.Before = &before
	}
	if d.Edit == 0 {
		d.Kept = len(m.state().Captures())
		m.draft = d
	}
	if m.Recorder != nil {
		m.Recorder.Draft(d)
	}
}

// newLineDraft is the draft of a new line. A session may be resumed while a kept
// line was being changed.
func (m *Model) newLineDraft() Draft {
	switch {
	case m.draft.Edit == 0:
		return m.draft
	case m.draft.Before != nil:
		return *m.draft.Before
	}
	return Draft{}
}

// keptPanel lists the kept lines: to read back, change and strike.
type keptPanel struct{ cursor int }

func (p *keptPanel) title(m *Model) string {
	return "KEPT LINES: " + itoa(len(m.state().Captures()))
}

func (p *keptPanel) hint(m *Model) keyRow {
	k := m.keys
	if len(m.state().Captures()) == 0 {
		return keyRow{press(k.Capture, "keeps a line"), press(k.Leave, "closes")}
	}
	return keyRow{k.chooses(), press(k.Enter, "changes"), press(k.Strike, "strikes"), press(k.Capture, "another"), press(k.Leave, "closes")}
}

func (p *keptPanel) where(m *Model, height int) string {
	all := len(m.state().Captures())
	return whereIn(p.cursor+1, from(p.cursor, all, height), height, all)
}

// fit keeps the cursor at a line: the newest may have been taken back.
func (p *keptPanel) fit(m *Model, _, _ int) {
	p.cursor = max(0, min(p.cursor, len(m.state().Captures())-1))
}

func (p *keptPanel) draw(m *Model, width, height int) []string {
	captures := m.state().Captures()
	if len(captures) == 0 {
		return draw.Hang("  ", "  ", draw.Wrap("Nothing is kept yet. "+hint(m.keys.Capture, "opens a line for what the room said, a question for later, or a note to yourself."), width-2))
	}
	var lines []string
	for i := from(p.cursor, len(captures), height); i < len(captures) && len(lines) < height; i++ {
		line := m.captureLine(captures[i])
		if i != p.cursor {
			lines = append(lines, draw.Fit("  "+line, width))
			continue
		}
		for _, part := range draw.Hang("> ", strings.Repeat(" ", 11), draw.Wrap(line, width-11)) {
			lines = append(lines, m.theme.Panel.Render(draw.Pad(part, width)))
		}
	}
	return lines
}

func (p *keptPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	captures := m.state().Captures()
	switch k := m.keys; {
	case key.Matches(msg, k.Kept, k.Leave):
		m.close(p)
	case key.Matches(msg, k.ListDown):
		p.cursor++
	case key.Matches(msg, k.ListUp):
		p.cursor--
	case key.Matches(msg, k.Capture):
		m.openOver(newCapturePanel(m.draft))
	case key.Matches(msg, k.Enter):
		if len(captures) > 0 {
			c := captures[p.cursor]
			m.openOver(newCapturePanel(Draft{Kind: c.Kind, Text: c.Text, Edit: c.ID}))
		}
	case key.Matches(msg, k.Strike):
		if len(captures) > 0 {
			m.do(run.StrikeLine{ID: captures[p.cursor].ID}, nil)
		}
	}
	p.fit(m, 0, 0)
	return nil
}
