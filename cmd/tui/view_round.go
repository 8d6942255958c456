package tui

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// roundWork is a feedback round of groups that are known: who speaks, who was
// heard, who waits, and what is left for each of these.
type roundWork struct {
	at noteAt
	r  *run.Round
}

func (w roundWork) on(m *Model, past func()) {
	switch {
	case w.r.Next() != run.NoGroup:
		m.do(run.Hear{Note: w.at.note}, nil)
	case w.r.Speaking != run.NoGroup:
		// The last one is heard with the step that leaves the round.
		m.do(run.HearOut{Note: w.at.note}, past)
	default:
		past()
	}
}

// back takes no word from anybody: Page Up only looks at the note before, and
// what was done is taken back with undo.
func (roundWork) back(*Model) bool { return false }

func (w roundWork) keys(m *Model) keyRow {
	k := m.keys
	switch {
	case w.r.Over():
		return k.underWay("on", press(k.GiveWord, "a group once more"))
	case m.state().RoundShare(w.r, m.now).Waiting == 0:
		return k.underWay("heard, and on", press(k.Later, "later"))
	}
	return k.underWay("next group", press(k.GiveWord, "that group"), press(k.Later, "later"))
}

func (w roundWork) heading(m *Model, width int) string {
	head := m.notePlace(w.at, width) + either(width >= 60, "round · ", "")
	next := w.r.Next()
	switch {
	case w.r.Over():
		return head + "all heard · " + m.onwards(w.at)
	case next == run.NoGroup:
		return head + named(m.keys.On) + ": heard; " + m.comesNext(w.at)
	case w.r.Speaking == run.NoGroup:
		return head + hint(m.keys.On, "gives ") + w.name(m, next) + " the word"
	}
	return head + named(m.keys.On) + ": " + w.name(m, next) + " next"
}

func (w roundWork) name(m *Model, voice int) string {
	return either(w.isAlone(m), "one voice", "group "+itoa(w.r.Voices[voice].Group+1))
}

// isAlone is whether the round is of people who make no groups.
func (w roundWork) isAlone(m *Model) bool {
	return len(w.r.Voices) == 1 && len(m.state().Gathering().Groups) == 0
}

// The least room in which the clock of the group that speaks is drawn in block
// figures, with the list of the groups beside it.
const (
	roundWidth  = 60
	roundHeight = 9
	roundColumn = 30 // what the clock takes of the width
)

func (w roundWork) lines(m *Model, width, height int) []string {
	if width < roundWidth || height < roundHeight {
		return w.small(m, width, height)
	}
	clock, list := w.clock(m), w.list(m, 7)
	note := draw.Cut(m.drawNote(w.at, width), height-len(clock)-1)
	lines := slices.Clone(note)
	if height > len(note)+len(clock)+1 {
		lines = append(lines, "")
	}
	const listColumn = labelWidth + roundColumn
	for i, line := range draw.Rows(clock, max(len(clock), len(list))) {
		if line = strings.Repeat(" ", labelWidth) + line; i < len(list) {
			line = draw.Pad(line, listColumn) + draw.Fit(list[i], width-listColumn)
		}
		lines = append(lines, line)
	}
	return append(lines, m.beside("", draw.Wrap(w.othersStyled(m), besideWidth(width)), width)...)
}

// small is the round in a few lines: who speaks, what the others have, who is
// next; then what was asked.
func (w roundWork) small(m *Model, width, height int) []string {
	lines := append([]string{"  " + w.speaks(m)}, draw.Hang("  ", "  ", draw.Wrap(w.othersStyled(m), width-2))...)
	if order := w.order(m); order != "" {
		lines = append(lines, draw.Fit("  "+order, width))
	}
	switch room := height - len(lines); {
	case room == 1:
		lines = append(lines, draw.Fit("  "+plain(strings.Join(m.noteBody(w.at, 1000), " ")), width))
	case room > 1:
		lines = append(lines, draw.Cut(draw.Hang("  ", "  ", m.noteBody(w.at, width-2)), room)...)
	}
	return lines[:min(len(lines), height)]
}

// speaks says in a line who speaks, and how long yet.
func (w roundWork) speaks(m *Model) string {
	if w.r.Speaking == run.NoGroup {
		return m.theme.Strong.Render(w.nobody(m))
	}
	left := m.state().RoundShare(w.r, m.now).Left
	who := m.theme.Strong.Render(upper(w.name(m, w.r.Speaking))+" SPEAKS") + " "
	over := m.theme.Bad.Render(" OVER by " + timer.MinSec((-left).Truncate(time.Second)) + " ")
	return who + either(left <= -time.Second, over, m.theme.Strong.Render(timer.Countdown(left))+" left")
}

// nobody says how it stands where nobody speaks.
func (w roundWork) nobody(m *Model) string {
	switch {
	case w.r.Over():
		return "ALL HEARD"
	case m.state().Begun(w.r):
		return "NOBODY SPEAKS"
	case w.isAlone(m):
		return "ONE VOICE"
	}
	return upper(words.Plural(len(w.r.Voices), "group")) + " TO HEAR"
}

// others says what is left for those who wait.
func (w roundWork) others(m *Model) string {
	share := m.state().RoundShare(w.r, m.now)
	then := either(w.r.Speaking == run.NoGroup, "", "then ")
	whom := "the other " + itoa(share.Waiting)
	switch {
	case len(w.r.Voices) == 1:
		whom = "it"
	case share.Waiting == 1:
		whom = "the last one"
	case share.Waiting == len(w.r.Voices):
		whom = "the " + itoa(share.Waiting)
	}
	switch {
	case share.Waiting == 0:
		return either(w.r.Over(), "", "nobody else waits")
	case share.Each < time.Second:
		return "0:00 – no time left for " + whom + ": thank them or take a minute more (" + named(m.keys.More) + ")"
	case share.Waiting > 1:
		return then + timer.MinSec(share.Each) + " each for " + itoa(share.Waiting)
	}
	return then + timer.MinSec(share.Each) + " for " + whom
}

// othersStyled is others as it stands out: a warning where nothing is left.
func (w roundWork) othersStyled(m *Model) string {
	share := m.state().RoundShare(w.r, m.now)
	return draw.StyleWords(w.others(m), either(share.Waiting > 0 && share.Each < time.Second, m.theme.WarnText, m.theme.Strong))
}

func (w roundWork) order(m *Model) string {
	var parts, wait, heard []string
	next := w.r.Next()
	for i, v := range w.r.Voices {
		switch number := itoa(v.Group + 1); {
		case v.Heard:
			heard = append(heard, number)
		case i != w.r.Speaking && i != next:
			wait = append(wait, number)
		}
	}
	if next != run.NoGroup {
		parts = append(parts, "next: "+w.name(m, next))
	}
	if len(wait) > 0 {
		parts = append(parts, "then "+strings.Join(wait, " "))
	}
	if len(heard) > 0 {
		parts = append(parts, "heard "+strings.Join(heard, " "))
	}
	return strings.Join(parts, " · ")
}

// clock is the small clock of the group that speaks; where nobody does, what
// each of those who wait has.
func (w roundWork) clock(m *Model) []string {
	share := m.state().RoundShare(w.r, m.now)
	if w.r.Speaking == run.NoGroup {
		nobody := []string{m.theme.Strong.Render(w.nobody(m))}
		return either(w.r.Over(), nobody, append(nobody, roundFigures(timer.MinSec(share.Each), m.theme.Faint)...))
	}
	style, under := m.theme.Strong, "left of its "+timer.MinSec(w.r.Share)
	switch {
	case share.Left <= -time.Second && w.r.Share < time.Second:
		style, under = m.theme.BadText, m.theme.Bad.Render(" OVER ")+" nothing was left for it"
	case share.Left <= -time.Second:
		style, under = m.theme.BadText, m.theme.Bad.Render(" OVER ")+" its "+timer.MinSec(w.r.Share)
	case share.Left < 15*time.Second:
		style = m.theme.WarnText
	}
	lines := []string{m.theme.Calm.Render(" " + upper(w.name(m, w.r.Speaking)) + " SPEAKS ")}
	// That it is over stands in words under it.
	lines = append(lines, roundFigures(strings.TrimPrefix(timer.Countdown(share.Left), "+"), style)...)
	return append(lines, under)
}

// roundFigures are the small clock's figures, no wider than its column.
func roundFigures(text string, style lipgloss.Style) []string {
	rows := draw.Figures(text, either(draw.FiguresWidth(text, draw.Normal) > roundColumn-3, draw.Small, draw.Normal))
	return collect(rows, func(row string) string { return draw.Blocks(row, style) })
}

// list is each voice with how it stands with it, so many lines at most: those
// around the one that speaks.
func (w roundWork) list(m *Model, most int) []string {
	s := m.state()
	next := w.r.Next()
	lines := make([]string, len(w.r.Voices))
	for i, v := range w.r.Voices {
		mark, how := "·", "waits"
		switch {
		case i == w.r.Speaking:
			mark, how = "▸", "speaks"
		case v.Heard:
			mark, how = "✓", timer.MinSec(s.Spoke(w.r, i, m.now).Truncate(time.Second))
		case i == next:
			how = "next"
		case v.Passed:
			how = "later"
		}
		line := mark + " " + draw.Pad(w.name(m, i), 10) + how
		if members := s.Gathering().Groups; v.Group < len(members) && len(members[v.Group].Members) > 0 {
			line = draw.Pad(line, 19) + strings.Join(members[v.Group].Members, ", ")
		}
		switch {
		case i == w.r.Speaking:
			line = m.theme.Strong.Render(line)
		case v.Heard:
			line = m.theme.Faint.Render(line)
		}
		lines[i] = line
	}
	top := from(max(either(w.r.Speaking == run.NoGroup, next, w.r.Speaking), 0), len(lines), most)
	return lines[top:min(len(lines), top+most)]
}
