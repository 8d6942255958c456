package convert

import "slices"

// likelyHead is the first row, where a longer head in it tells what a column
// holds, and nothing in it is a time; else there is none.
func (g *grid) likelyHead() int {
	for r := range min(len(g.cols), 3) {
		n := g.headsIn(r)
		for _, cell := range g.cells(r) {
			text := cell.text()
			if parseTime(text).notation != noTime {
				n = -g.width
			}
			if is, _ := roleOf(text); is == other && likelyRole(text) != other {
				n++
			}
		}
		if n > 1 && n*2 > g.filledIn(r) || n > 0 && g.headsTimes(r) {
			return r
		}
	}
	return -1
}

// headsTimes is whether a row names a column that holds times from there on.
func (g *grid) headsTimes(r int) bool {
	for c, cell := range g.cols[r] {
		is, _ := roleOf(cell.text())
		if is != timeRole && is != startRole && is != durationRole {
			continue
		}
		if times, filled := g.timesIn(c, r); len(times) > 1 && len(times)*10 >= filled*8 {
			return true
		}
	}
	return false
}

func (g *grid) filledIn(r int) int {
	return len(slices.DeleteFunc(g.cells(r), func(c *cell) bool { return c.text() == "" }))
}

// hasHeadsBelow is whether the row below the heads says more of some of them:
// "From" and "To" below "Time", "(min)" below "Duration".
func (g *grid) hasHeadsBelow() bool {
	r := g.head + 1
	if r >= len(g.cols) || g.filledIn(r) == 0 || g.filledIn(r) >= g.filledIn(g.head) && g.headsIn(r) < g.filledIn(r) {
		return false
	}
	known := 0
	for c, cell := range g.cols[r] {
		text := cell.text()
		if text == "" || text == g.at(g.head, c).text() {
			continue
		}
		is, _ := roleOf(text)
		if is == other || parseTime(text).notation != noTime {
			return false
		}
		known++
	}
	return known > 0
}

// headOver is the head of a column of two rows: what is below says more, unless
// it is only the unit of how long.
func (g *grid) headOver(c int) string {
	above, below := g.at(g.head, c).text(), g.at(g.head+1, c).text()
	if is, _ := roleOf(above); below == "" || is == durationRole {
		return above
	}
	return below
}

// nameColumns tells the columns by their heads, and by those below them.
func (g *grid) nameColumns(below bool) {
	title, titleRank := -1, 0
	for c, cell := range g.cols[g.head] {
		if g.heads[c] = cell.text(); below {
			g.heads[c] = g.headOver(c)
		}
		is, rank := roleOf(g.heads[c])
		if is == other && g.heads[c] != "" {
			is, rank = likelyRole(g.heads[c]), 1000
		}
		if plain(g.heads[c]) == "wie" && g.isGerman() {
			is = notesRole // how; in Dutch it is who
		}
		switch {
		case is == titleRole && (title < 0 || rank < titleRank):
			if title >= 0 {
				g.roles[title] = notesRole
			}
			title, titleRank = c, rank
		case is == titleRole:
			is = notesRole
		case is == leadRole || is == ignored || is == notesRole || is == other || is == sayRole || is == doRole || is == resourcesRole:
		case slices.Contains(g.roles, is):
			is = other
		}
		g.roles[c] = is
	}
}

// isGerman is whether the heads have a word that sets German apart from Dutch.
func (g *grid) isGerman() bool {
	return slices.ContainsFunc(g.cols[g.head], func(c *cell) bool { return slices.Contains([]string{"was", "wer", "zeit", "uhrzeit"}, plain(c.text())) })
}

// timesBesideDurations takes a column Time for starts where another says how long.
func (g *grid) timesBesideDurations() {
	c := g.column(timeRole)
	if c < 0 || g.column(durationRole) < 0 || g.column(startRole) >= 0 {
		return
	}
	if times, _ := g.timesIn(c, g.head); slices.ContainsFunc(times, reading.isOfDay) {
		g.roles[c] = startRole
	}
}

// guessColumns finds columns of times without a head, and the title beside them.
func (g *grid) guessColumns() {
	for c := range g.width {
		if g.roles[c] != other || g.heads[c] != "" {
			continue
		}
		times, filled := g.timesIn(c, g.head)
		switch first := g.column(timeRole); {
		case filled < 2:
		case g.head >= 0 && clocksIn(times)*10 >= filled*6 && g.column(startRole) < 0:
			g.roles[c] = startRole
		case g.head >= 0 || len(times)*10 < filled*8:
		case g.column(timeRole, startRole, durationRole) < 0:
			g.roles[c] = timeRole
		case first >= 0 && g.areClocks(first):
			// A second column of times says when each ends, or how long it is.
			g.roles[first], g.roles[c] = startRole, durationRole
			if g.areClocks(c) && !areDurations(times) {
				g.roles[c] = endRole
			}
		}
	}
	if g.column(timeRole, startRole, durationRole) >= 0 && (g.head < 0 || g.column(titleRole, notesRole, slideRole) < 0) {
		g.guessTitle()
	}
}

// areClocks is whether all times of a column are of day, none of them a range.
func (g *grid) areClocks(c int) bool {
	times, _ := g.timesIn(c, g.head)
	return clocksIn(times) == len(times)
}

func clocksIn(times []reading) (n int) {
	for _, t := range times {
		if t.notation == clock {
			n++
		}
	}
	return n
}

// guessTitle takes the first column of short texts for the titles, else that
// with most text. What else stands beside it are notes.
func (g *grid) guessTitle() {
	const longest = 80 // bytes of a title, on average
	best, most := -1, 0
	for c := range g.width {
		n, filled := 0, 0
		for r := g.head + 1; r < len(g.cols); r++ {
			if text := g.at(r, c).text(); g.roles[c] == other && parseTime(text).notation == noTime && text != "" {
				n += len(text)
				filled++
			}
		}
		if n > 0 && filled*10 >= (len(g.cols)-g.head-1)*7 && n <= longest*filled && n > 2*filled {
			best = c
			break
		}
		if n > most {
			best, most = c, n
		}
	}
	if best < 0 {
		return
	}
	g.roles[best] = titleRole
	for c := range g.width {
		if g.roles[c] == other && g.heads[c] == "" {
			g.roles[c] = notesRole
		}
	}
}
