package tui

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
)

// The band is the top of the console: its ground is the state, and on it stand
// what is under way, the clock, and the verdict beside it.

type said struct {
	text   string
	strong bool
	ground *lipgloss.Style // of its own; nil: the band's
	short  []string        // to be said in large letters: the first for which there is room
}

func light(text string) said { return said{text: text} }
func bold(text string) said  { return said{text: text, strong: true} }

// on is its style on the band, and the margin that a ground of its own needs.
func (s said) on(band lipgloss.Style) (style lipgloss.Style, margin string) {
	if s.ground != nil {
		return *s.ground, " "
	}
	return band.Bold(s.strong), ""
}

// lines are the text so wide at most, on the band or on a ground of its own.
func (s said) lines(band lipgloss.Style, width int) []string {
	style, margin := s.on(band)
	lines := draw.Wrap(s.text, width-2*len(margin))
	for i := range lines {
		lines[i] = style.Render(margin + lines[i] + margin)
	}
	return lines
}

// rows are it line by line, in large letters if asked for and if there is room.
// What has a ground of its own stands in a block of it.
func (s said) rows(width int, large bool) []said {
	_, margin := s.on(lipgloss.Style{})
	lines, drawn := []string(nil), false
	for short := s.short; large && !drawn && len(short) > 0; short = short[1:] {
		lines, drawn = draw.Letters(short[0], width-2*len(margin))
	}
	switch {
	case !drawn:
		lines = draw.Wrap(s.text, width-2*len(margin))
	case s.ground != nil: // the letters have a blank half below them already
		lines = append([]string{""}, lines...)
	}
	wide := 0
	if drawn {
		wide = lipgloss.Width(strings.Join(lines, "\n"))
	}
	return collect(lines, func(l string) said {
		return said{text: margin + draw.Pad(l, max(wide, lipgloss.Width(l))) + margin, strong: s.strong, ground: s.ground}
	})
}

// inLine are as many of the texts, the first ones first, as fit side by side.
func inLine(band lipgloss.Style, width int, texts []said) (line string) {
	for i, s := range texts {
		next := s.lines(band, width)
		gap := either(i == 0, "", band.Render(" "))
		if len(next) > 1 || lipgloss.Width(line+gap+next[0]) > width {
			return cmp.Or(line, next[0])
		}
		line += gap + next[0]
	}
	return line
}

// On the band there is a margin before the clock, and a gap between it and the
// verdict, which needs so much room: with hours on the clock, all of 80 columns.
const (
	clockMargin  = 2
	verdictGap   = 3
	verdictWidth = 29
)

const lettersFrom = 28 // from how many lines of the window on the phase is in large letters

// widest is the widest that a clock can come to in a phase, by what it shows at
// the beginning and now: one size and one place do for all of it.
func widest(clocks ...string) string {
	wide := "+00:00"
	for _, c := range clocks {
		if len(c) > len(wide) {
			wide = c
		}
	}
	return wide
}

// clockScale is the largest clock that leaves the verdict its room.
func (m *Model) clockScale(wide string) draw.Scale {
	for _, s := range draw.Scales {
		if m.height >= s.From && clockMargin+draw.FiguresWidth(wide, s)+verdictGap+verdictWidth <= m.width {
			return s
		}
	}
	if usual := draw.Scales[len(draw.Scales)-1]; clockMargin+draw.FiguresWidth(strings.TrimPrefix(wide, "+"), usual) <= m.width {
		return usual
	}
	return draw.Small
}

// onBand fills a line of the band up to its width.
func (m *Model) onBand(f frame, line string) string {
	line = draw.Fit(line, m.width)
	if lipgloss.Width(line) == m.width {
		return line
	}
	return line + f.ground.Render(strings.Repeat(" ", m.width-lipgloss.Width(line)))
}

// band is what is under way, and the clock in figures with the verdict beside it,
// or under it where there is no room.
func (m *Model) band(f frame) []string {
	ground := f.ground
	header := draw.Apart(" "+f.header, m.rehearsalMark()+m.label(m.now)+" ", m.width)
	lines := []string{ground.Bold(true).Render(header)}
	letters, ok := draw.LettersByWord(f.phase, m.width-2*clockMargin)
	switch {
	case ok && m.height >= lettersFrom:
		for _, l := range letters {
			lines = append(lines, m.onBand(f, ground.Bold(true).Render("  "+l)))
		}
	case m.isRoomy() && f.bar == nil:
		lines = append(lines, m.onBand(f, ""))
	}
	wide := widest(f.longest, f.clock)
	size := m.clockScale(wide)
	clock, field := f.clock, draw.FiguresWidth(wide, size)
	if clockMargin+field > m.width {
		field = draw.FiguresWidth(strings.TrimPrefix(wide, "+"), size) // the words say that it is over
		clock = strings.TrimPrefix(clock, "+")
	}
	left := clockMargin + field
	figures := draw.Figures(clock, size)
	before := strings.Repeat(" ", max(0, left-draw.FiguresWidth(clock, size)))
	room := m.width - left - verdictGap
	var beside []said
	if room >= verdictWidth {
		beside = m.besideClock(f, room, len(figures))
	}
	first := max(0, (len(figures)-len(beside)+1)/2)
	for i, row := range figures {
		row = before + row
		switch j := i - first; {
		case j < 0 || j >= len(beside):
			row = draw.Blocks(padRow(row, m.width), ground)
		case beside[j].ground != nil:
			row = m.onBand(f, draw.Blocks(padRow(row, left+verdictGap), ground)+beside[j].ground.Render(beside[j].text))
		default:
			row = draw.BlocksBefore(padRow(row, left+verdictGap), ground, draw.Pad(beside[j].text, m.width-left-verdictGap), beside[j].strong)
		}
		lines = append(lines, row)
	}
	if room < verdictWidth {
		lines = append(lines, m.onBand(f, ground.Render(" ")+inLine(ground, m.width-2, f.brief)))
	}
	if f.bar != nil && m.isRoomy() {
		bar := f.bar.Row(m.width - 2*clockMargin)
		lines = append(lines, m.onBand(f, ground.Render(strings.Repeat(" ", clockMargin))+ground.Render(bar)))
	}
	return lines
}

// padRow is draw.Pad for a row of figures, which are a cell each: it is quicker, and
// a clock has many rows.
func padRow(row string, width int) string {
	return row + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(row)))
}

// besideClock are the state, the verdict and what it is about; the last of it is
// left out where there are not so many rows.
func (m *Model) besideClock(f frame, room, rows int) (lines []said) {
	if first := inLine(f.ground, room, f.state); first != "" {
		lines = append(lines, said{text: first, ground: &lipgloss.Style{}}) // drawn already
	}
	lines = append(lines, f.verdict.rows(room, rows >= draw.Scales[len(draw.Scales)-2].Rows())...)
	for _, s := range f.beside {
		lines = append(lines, s.rows(room, false)...)
	}
	return lines[:min(len(lines), rows)]
}

// verdictSaid is the verdict on the band, and in large letters: quiet while all is well, else on a ground
// that the band has not.
func (m *Model) verdictSaid(text string, short []string, late, calm, over bool) said {
	s := said{text: text, strong: true, short: short}
	switch {
	case late && over:
		inverse := draw.Inverse(m.theme.Bad)
		s.ground = &inverse
	case late:
		s.ground = &m.theme.Bad
	case !calm:
		s.ground = &m.theme.Good
	}
	return s
}
