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

	secondsToo    bool // its clocks are minutes and seconds
	elapsed       bool // its spans are since the start
	lengthIsClock bool // a clock in the column of durations is one, as 0:05 is
	minutes       bool // bare numbers there are minutes
}

const (
	mostHeadRow = 20  // rows looked at for the heads of the columns
	mostColumns = 100 // that are looked at
)

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
	if c := g.column(durationRole, timeRole); c >= 0 {
		times, _ := g.timesIn(c, g.head)
		g.secondsToo = g.column(slideRole) >= 0 && areDurations(times)
		times, _ = g.timesIn(c, g.head)
		g.elapsed = runOn(times)
		isDuration := g.roles[c] == durationRole
		g.lengthIsClock = isDuration || g.column(startRole) >= 0 || areDurations(times)
		g.minutes = isDuration || g.head < 0 || areMinutes(times) || strings.Contains(strings.ToLower(g.heads[c]), "min")
	}
	return g
}

// cells are those of a row, each once.
func (g *grid) cells(r int) []*cell { return slices.Compact(slices.Clone(g.cols[r])) }

func (g *grid) headsIn(r int) (n int) {
	for _, cell := range g.cells(r) {
		if is, _ := roleOf(cell.text()); is != other {
			n++
		}
	}
	return n
}

// timesIn are the times in a column below a row, and how many cells are filled there.
func (g *grid) timesIn(c, above int) (times []reading, filled int) {
	for r := above + 1; r < len(g.cols); r++ {
		t, text := g.timeAt(r, c)
		if text != "" {
			filled++
		}
		if t.notation != noTime {
			times = append(times, t)
		}
	}
	return times, filled
}

var noCell cell

func (g *grid) at(r, c int) *cell {
	if r < len(g.cols) && c >= 0 && c < len(g.cols[r]) {
		return g.cols[r][c]
	}
	return &noCell
}

// column is the one with a role, the first that there is of several; -1: none.
func (g *grid) column(roles ...role) int {
	for _, is := range roles {
		if c := slices.Index(g.roles, is); c >= 0 {
			return c
		}
	}
	return -1
}

// isTimetable is whether the rows are steps: there are titles or notes, and
// times, or the heads say that much else of steps.
func (g *grid) isTimetable() bool {
	for _, is := range []role{timeRole, startRole, durationRole} {
		if times, _ := g.timesIn(g.column(is), g.head); len(times) > 0 {
			return g.column(titleRole, notesRole) >= 0 || g.width > 1
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
		text := g.wholeRow(r)
		isOverAll := len(g.cols[r]) > 1 && g.at(r, 0).span > 1
		if text != "" && (isDay(text) || isOverAll || g.isHeadOfGroup(r, text)) {
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
		if text := g.at(r, day).text(); text != "" && text != now.Name {
			begin(text)
		}
		g.row(now, r)
	}
	begin("")
	all = slices.DeleteFunc(all, func(s *Session) bool { return len(s.Steps) > maxSteps })
	for _, s := range all {
		if g.elapsed {
			s.startAtLengths()
		}
		s.settleTimes(g.lengthIsClock, g.minutes)
	}
	return all
}

// groupWords is how a row begins that names the steps below it.
var groupWords = session.Pattern(`(?i)^(?:part|block|section|phase|module|teil|modul|abschnitt|parte|partie|bloque)\s+(?:\d{1,2}|[a-h]|[ivx]{1,4})\b`)

// isHeadOfGroup is whether a row with one text only names those below: where the
// others have a time, and it is bold or says that it is a part.
func (g *grid) isHeadOfGroup(r int, text string) bool {
	c := g.column(durationRole, timeRole, startRole)
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
		step.Title = cleanTitle(t.title)
		step.time.place(&t.time, false)
	} else if !isBreak(text) {
		return nil
	}
	return step
}

// wholeRow is the text of a row that has only one.
func (g *grid) wholeRow(r int) string {
	text := ""
	for _, cell := range g.cells(r) {
		if t := cell.text(); t != "" && text != "" {
			return ""
		} else if t != "" {
			text = t
		}
	}
	return text
}

// runOn is whether spans are those since the start, from zero on: 0, 10, 25.
func runOn(times []reading) bool {
	for i, t := range times {
		if t.notation != span && t.notation != count || i == 0 && t.from != 0 || i > 0 && t.from <= times[i-1].from {
			return false
		}
	}
	return len(times) > 2
}

const longestStep = 4 * time.Hour // where a time may say how long or when

// areMinutes is whether bare numbers in a column of times are minutes: others in
// it say so, or they are not one after the other as hours are.
func areMinutes(times []reading) (are bool) {
	var before time.Duration
	for _, t := range times {
		switch {
		case t.notation == span:
			are = true
		case t.notation == count && t.from <= longestStep:
			are = are || t.from <= before
			before = t.from
		case t.notation != spanRange:
			return false
		}
	}
	return are
}

// areDurations is whether clocks are durations: short, not one after the other.
func areDurations(times []reading) (are bool) {
	var before time.Duration = -1
	for _, t := range times {
		switch {
		case t.notation == clockRange, t.notation == clock && (t.from >= longestStep || t.fromHalf != unsaid):
			return false
		case t.notation == clock:
			are = are || t.from <= before
			before = t.from
		}
	}
	return are
}
