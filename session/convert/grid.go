package convert

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/session"
)

// grid is a table of which each column is known.
type grid struct {
	*table
	cols  [][]*cell // by row, each column's cell; the same one where it spans several
	head  int       // the last row of the heads; -1: there is none
	roles []role
	heads []string
	width int

	secondsToo bool // its clocks are minutes and seconds
	elapsed    bool // its spans are since the start
}

const (
	mostHeadRow = 20  // rows looked at for the heads of the columns
	mostColumns = 100 // that are looked at
)

// newGrid finds out what a table's columns hold.
func newGrid(t *table) *grid {
	g := &grid{table: t, head: -1}
	for _, row := range t.rows {
		var cols []*cell
		for i := range row {
			for range max(1, row[i].span) {
				if len(cols) < mostColumns {
					cols = append(cols, &row[i])
				}
			}
		}
		g.cols = append(g.cols, cols)
		g.width = max(g.width, len(cols))
	}
	g.roles, g.heads = make([]role, g.width), make([]string, g.width)
	best := 1
	for r := range min(len(g.cols), mostHeadRow) {
		if n := g.headsIn(r); n > best {
			best, g.head = n, r
		}
	}
	if g.head < 0 {
		g.head = g.likelyHead()
	}
	if g.head >= 0 {
		below := g.hasHeadsBelow()
		g.nameColumns(below)
		if below {
			g.head++
		}
		g.timesBesideDurations()
	}
	g.guessColumns()
	if c := g.lengthColumn(); c >= 0 {
		g.secondsToo = g.column(slideRole) >= 0 && g.areDurations(c)
		g.elapsed = g.runsOn(c)
	}
	return g
}

// headsIn counts the known heads of a row.
func (g *grid) headsIn(r int) (n int) {
	for c, cell := range g.cols[r] {
		if c > 0 && cell == g.cols[r][c-1] {
			continue
		}
		if is, _ := roleOf(cell.text()); is != other {
			n++
		}
	}
	return n
}

// count counts the cells of a column, those that are clocks, and all that are
// times.
func (g *grid) count(c int) (filled, clocks, timed int) {
	for r := g.head + 1; r < len(g.cols); r++ {
		text := g.at(r, c).text()
		if text == "" {
			continue
		}
		filled++
		switch t, _ := g.timeAt(r, c); t.notation {
		case noTime:
		case clock:
			clocks++
			timed++
		default:
			timed++
		}
	}
	return filled, clocks, timed
}

// hasTimes is whether a column holds times.
func (g *grid) hasTimes() bool {
	return slices.ContainsFunc(g.roles, func(r role) bool { return r == timeRole || r == startRole || r == durationRole })
}

var noCell cell

func (g *grid) at(r, c int) *cell {
	if r < len(g.cols) && c < len(g.cols[r]) {
		return g.cols[r][c]
	}
	return &noCell
}

func (g *grid) column(is role) int { return slices.Index(g.roles, is) }

// isTimetable is whether the rows are steps: there are titles or notes, and
// times, or the heads say that much else of steps.
func (g *grid) isTimetable() bool {
	hasTitle := g.column(titleRole) >= 0 || g.column(notesRole) >= 0
	for _, is := range []role{timeRole, startRole, durationRole} {
		if c := g.column(is); c >= 0 && g.timesIn(c) > 0 {
			return hasTitle || g.width > 1
		}
	}
	return g.head >= 0 && g.column(titleRole) >= 0 && (g.headsIn(g.head) >= 3 || g.timesInTitles())
}

// timesInTitles is whether half of the titles have their time with them.
func (g *grid) timesInTitles() bool {
	n := 0
	for r := g.head + 1; r < len(g.cols); r++ {
		if t, ok := timeIn(g.at(r, g.column(titleRole)).text()); ok && t.time.notation == span {
			n++
		}
	}
	return n > 1 && n*2 >= len(g.cols)-g.head-1
}

func (g *grid) timesIn(c int) (n int) {
	for r := g.head + 1; r < len(g.cols); r++ {
		if t, _ := g.timeAt(r, c); t.notation != noTime {
			n++
		}
	}
	return n
}

// sessions makes steps of the rows; name is of the first session.
func (g *grid) sessions(name string) (all []*Session) {
	shape := ""
	for c := range g.width {
		shape += plain(g.heads[c]) + "|"
	}
	now := &Session{Name: name, shape: shape, place: g.place}
	begin := func(name string) {
		if len(now.Steps) > 0 {
			all = append(all, now)
			now = &Session{shape: shape, place: g.place}
		}
		now.Name = name
	}
	if r := g.head - 1; r >= 0 && isDay(g.wholeRow(r)) {
		begin(g.wholeRow(r))
	}
	day := g.column(dayRole)
	for r := g.head + 1; r < len(g.cols); r++ {
		if g.head >= 0 && g.headsIn(r) >= 2 && g.headsIn(r) == g.headsIn(g.head) {
			continue
		}
		if text := g.wholeRow(r); g.standsAlone(r, text) {
			switch step := g.wholeStep(r, text); {
			case isDay(text):
				begin(text)
			case step != nil:
				now.Steps = append(now.Steps, step)
			default:
				now.told = append(now.told, fmt.Sprintf("%s: %q is a heading over the steps and is left out", g.rowAt[r], text))
			}
			continue
		}
		if day >= 0 {
			if text := g.at(r, day).text(); text != "" && text != now.Name {
				begin(text)
			}
		}
		g.row(now, r)
	}
	begin("")
	all = slices.DeleteFunc(all, func(s *Session) bool { return len(s.Steps) > maxSteps })
	for _, s := range all {
		g.settle(s)
	}
	return all
}

// settle works out the times of a session whose rows are all there.
func (g *grid) settle(s *Session) {
	if g.elapsed {
		s.startAtLengths()
	}
	lengthIsClock, minutes := g.kindOfTimes()
	s.settleTimes(lengthIsClock, minutes)
	s.timed = slices.ContainsFunc(s.Steps, func(s *Step) bool { return s.Duration > 0 })
}

// groupWords is how a row begins that names the steps below it.
var groupWords = session.Pattern(`(?i)^(?:part|block|section|phase|module|teil|modul|abschnitt|parte|partie|bloque)\s+(?:\d{1,2}|[a-h]|[ivx]{1,4})\b`)

// standsAlone is whether the only text of a row is no step, or one that spans the
// columns.
func (g *grid) standsAlone(r int, text string) bool {
	return text != "" && (isDay(text) || len(g.cols[r]) > 1 && g.at(r, 0).span > 1 || g.isHeadOfGroup(r, text))
}

// isHeadOfGroup is whether a row with one text only names those below: where the
// others have a time, and it is bold or says that it is a part.
func (g *grid) isHeadOfGroup(r int, text string) bool {
	c := g.lengthColumn()
	if c < 0 {
		c = g.column(startRole)
	}
	if c < 0 || g.head < 0 || g.column(titleRole) < 0 || parseTime(text).notation != noTime || isBreak(text) {
		return false
	}
	bold := func(r int) bool {
		lines := g.at(r, g.column(titleRole)).lines
		return len(lines) > 0 && !slices.ContainsFunc(lines, func(l line) bool { return !l.bold })
	}
	timed, alsoBold := 0, 0
	for other := g.head + 1; other < len(g.cols); other++ {
		if t, _ := g.timeAt(other, c); t.notation != noTime {
			timed++
			if bold(other) && !totalWords().MatchString(g.at(other, g.column(titleRole)).text()) {
				alsoBold++
			}
		}
	}
	return timed > 2 && (bold(r) && alsoBold == 0 || groupWords().MatchString(text))
}

// wholeStep is the step of a row that has only one text over its columns: one
// with a time in it, or a break; nil where it is none.
func (g *grid) wholeStep(r int, text string) *Step {
	step := &Step{Place: g.rowAt[r], Start: -1, Title: cleanTitle(text)}
	if t, ok := timeIn(text); ok && t.title != "" {
		step.Title, step.time.text = cleanTitle(t.title), t.time.text
		step.time.place(&t.time, false)
	} else if !isBreak(text) {
		return nil
	}
	return step
}

// wholeRow is the text of a row that has only one.
func (g *grid) wholeRow(r int) string {
	text := ""
	for c, cell := range g.cols[r] {
		if c > 0 && cell == g.cols[r][c-1] {
			continue
		}
		if t := cell.text(); t != "" {
			if text != "" {
				return ""
			}
			text = t
		}
	}
	return text
}

// kindOfTimes is whether a clock in the column of durations is a duration, as
// 0:05 is, and whether bare numbers in it are minutes.
func (g *grid) kindOfTimes() (lengthIsClock, minutes bool) {
	c := g.lengthColumn()
	if c < 0 {
		return false, false
	}
	minutes = g.roles[c] == durationRole || g.head < 0 || g.areMinutes(c) || strings.Contains(strings.ToLower(g.heads[c]), "min")
	return g.roles[c] == durationRole || g.column(startRole) >= 0 || g.areDurations(c), minutes
}

func (g *grid) lengthColumn() int {
	if c := g.column(durationRole); c >= 0 {
		return c
	}
	return g.column(timeRole)
}

// runsOn is whether the spans of a column are those since the start, from zero
// on: 0, 10, 25.
func (g *grid) runsOn(c int) bool {
	n := 0
	var before time.Duration
	for r := g.head + 1; r < len(g.cols); r++ {
		t, _ := g.timeAt(r, c)
		switch {
		case t.notation == noTime:
			continue
		case t.notation != span && t.notation != count, n == 0 && t.from != 0, n > 0 && t.from <= before:
			return false
		}
		n++
		before = t.from
	}
	return n > 2
}

// areMinutes is whether bare numbers in a column of times are minutes: others in
// it say so, or they are not one after the other as hours are.
func (g *grid) areMinutes(c int) bool {
	const most = 4 * time.Hour
	spans, falling := 0, 0
	var before time.Duration
	for r := g.head + 1; r < len(g.cols); r++ {
		switch t, _ := g.timeAt(r, c); t.notation {
		case span:
			spans++
		case count:
			if t.from > most {
				return false
			}
			if t.from <= before {
				falling++
			}
			before = t.from
		case clock, clockRange, countRange:
			return false
		}
	}
	return spans+falling > 0
}

// areDurations is whether the clocks of a column are durations: short, and not
// one after the other.
func (g *grid) areDurations(c int) bool {
	n, falling := 0, 0
	var before time.Duration = -1
	for r := g.head + 1; r < len(g.cols); r++ {
		switch t, _ := g.timeAt(r, c); t.notation {
		case clock:
			if t.from >= 4*time.Hour || t.fromHalf != unsaid {
				return false
			}
			if n++; t.from <= before {
				falling++
			}
			before = t.from
		case clockRange:
			return false
		}
	}
	return n > 1 && falling > 0
}
