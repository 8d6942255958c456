package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/session"
)

// row makes a step of a row, or adds it to the step above.
func (g *grid) row(s *Session, r int) {
	step := &Step{Place: g.rowAt[r], Start: -1}
	g.times(step, r)
	g.fill(step, r)
	var last *Step
	if len(s.Steps) > 0 {
		last = s.Steps[len(s.Steps)-1]
	}
	hasTime := step.time.isGiven()
	isBare := step.Title == "" && len(step.notes) == 0
	switch {
	case isBare && !hasTime:
	case totalWords().MatchString(step.Title):
		if t := step.time.length; t != nil && t.notation == span {
			s.stated = t.from
		}
	case isBare && last != nil:
		g.timeAlone(s, step, r)
	case last != nil && !hasTime && (g.isMerged(r) || step.Title == "" || step.untitled):
		g.addTo(s, last, step, r)
	case step.Title == "" && !hasTime:
	case last == nil && g.isBefore(step, r):
		s.told = append(s.told, fmt.Sprintf("%s: %q has no time and stands before the first activity; it is left out", step.Place, step.Title))
	case milestone(g, r):
		s.told = append(s.told, fmt.Sprintf("%s: %q takes no time of its own and is left out", step.Place, step.Title))
	default:
		s.Steps = append(s.Steps, step)
	}
}

func (g *grid) addTo(s *Session, last, step *Step, r int) {
	last.notes = append(last.notes, step.notes...)
	last.resources = append(last.resources, step.resources...)
	if g.isMerged(r) {
		return
	}
	what := "has no time and no title"
	if step.slides != "" {
		what = fmt.Sprintf("(slide %s) has no time and no title", step.slides)
		last.slides = strings.TrimPrefix(last.slides+", "+step.slides, ", ")
	}
	s.told = append(s.told, fmt.Sprintf("%s: this row %s, and is added to %q above", step.Place, what, last.Title))
}

// timeAlone takes a row with nothing but a time: the last is that of the whole.
func (g *grid) timeAlone(s *Session, step *Step, r int) {
	if t := step.time.length; t != nil && r == len(g.cols)-1 {
		s.stated = t.from
	} else if !g.isMerged(r) {
		s.told = append(s.told, fmt.Sprintf("%s: there is nothing but %q, and it is left out", step.Place, oneLine(step.time.text)))
	}
}

// isBefore is whether a row without a time is no part of a session whose other
// rows all begin at a time: "Before", "Setup".
func (g *grid) isBefore(step *Step, r int) bool {
	c := g.column(startRole, timeRole)
	if c < 0 || step.time.isGiven() {
		return false
	}
	times, others := g.timesIn(c, r)
	clocks := slices.DeleteFunc(times, func(t reading) bool { return !t.isOfDay() })
	return others > 1 && (g.elapsed || len(clocks) == others)
}

// milestone is whether the row is a moment or the head of a group of rows.
func milestone(g *grid, r int) bool {
	for c := range g.width {
		switch plain(g.at(r, c).text()) {
		case "milestone", "group start", "group end", "group":
			return g.roles[c] == ignored || plain(g.heads[c]) == "timer type" || plain(g.heads[c]) == "type"
		}
	}
	return false
}

func (g *grid) isMerged(r int) bool {
	for c, cell := range g.cols[r] {
		if cell.merged && (g.roles[c] == timeRole || g.roles[c] == durationRole || g.roles[c] == startRole) {
			// Nothing was merged where the cell above is empty as well.
			for up := r - 1; up > g.head; up-- {
				if above := g.at(up, c); !above.merged {
					return true
				}
			}
		}
	}
	return false
}

func (g *grid) times(step *Step, r int) {
	read := func(c int) *reading {
		if c < 0 {
			return nil
		}
		t, text := g.timeAt(r, c)
		if t.notation == noTime {
			return nil
		}
		step.time.text = text
		if parts := strings.ReplaceAll(g.at(r, c).joined("\n"), "\n", ", "); t.notation == span && t.more != "" {
			if all, sum := partsIn(parts, nil); len(all) > 1 {
				t.from, t.more = sum, parts
			}
		}
		return &t
	}
	if t := read(g.column(startRole)); t != nil {
		step.time.place(t, false)
	}
	if t := read(g.column(endRole)); t != nil && t.notation == clock && step.time.start != nil {
		t.to, t.toHalf = t.from, t.fromHalf
		step.time.end = t
	}
	if t := read(g.column(durationRole, timeRole)); t != nil {
		step.time.place(t, g.lengthIsClock)
	}
}

// timeAt is the time in a cell. In a column of times 0930 is one of day, and
// beside the numbers of slides 0:45 is less than a minute.
func (g *grid) timeAt(r, c int) (reading, string) {
	text := g.at(r, c).text()
	t := parseTime(text)
	if m := timeLabel().FindStringSubmatch(text); t.notation == noTime && m != nil {
		t = parseTime(m[1])
	}
	switch {
	case t.notation == count || t.notation == countRange:
		t = inArmyForm(text, t)
	case t.notation == clock && g.secondsToo && (g.roles[c] == timeRole || g.roles[c] == durationRole):
		t.notation, t.from = span, t.from/60
	}
	return t, text
}

// place puts a reading where it belongs. A length may stand behind a clock.
func (t *times) place(r *reading, isLength bool) {
	t.text = cmp.Or(t.text, r.text)
	isClock := r.notation == clock && !isLength || r.notation == clockRange
	if l := parseTime(r.more); isClock && l.notation == span && l.more == "" && !l.about {
		t.length, r.more = &l, ""
	}
	if r.more != "" {
		t.more = r.more
	}
	switch r.notation {
	case clockRange:
		t.start, t.end = r, r
		if r.fromHalf == unsaid && r.toHalf != unsaid {
			inheritHalf(r)
		}
	case clock:
		if isLength {
			t.length = r
		} else if t.start == nil {
			t.start = r
		}
	default:
		t.length = r
	}
}

// inheritHalf gives the first clock of "11:00 – 11:05am" the half of the second,
// unless it would then come after it.
func inheritHalf(r *reading) {
	const half = 12 * time.Hour
	r.from, r.fromHalf = r.from%half, r.toHalf
	if r.toHalf == pm && r.from+half <= r.to {
		r.from += half
	}
}

func (g *grid) fill(step *Step, r int) {
	n := noter{step: step}
	titleCol := g.column(titleRole)
	if titleCol >= 0 {
		g.titleFrom(step, g.at(r, titleCol), &n)
	}
	for c, cell := range g.cols[r] {
		isAgain := c > 0 && cell == g.cols[r][c-1]
		text := cell.text()
		if isAgain || c == titleCol || text == "" || text == "-" || text == "–" {
			continue
		}
		n.kind, n.list = "", false
		g.fillFrom(step, c, cell, text, &n)
	}
	g.titleAtLast(step, r)
}

func (g *grid) fillFrom(step *Step, c int, cell *cell, text string, n *noter) {
	switch g.roles[c] {
	case slideRole:
		g.slide(step, text)
	case leadRole:
		step.Lead = cmp.Or(step.Lead, text)
	case resourcesRole:
		step.resources = append(step.resources, itemsOf(cell)...)
	case outcomeRole:
		for _, l := range cell.lines {
			step.outcomes = append(step.outcomes, cleanTitle(l.text))
		}
	case sayRole, doRole, notesRole:
		n.kind = map[role]session.NoteKind{sayRole: session.Say, doRole: session.Do}[g.roles[c]]
		g.notes(step, cell, n)
	case other:
		if g.heads[c] != "" && parseTime(text).notation == noTime {
			n.put(session.Remark, g.heads[c]+": "+text)
		} else if g.heads[c] == "" && step.Title == "" {
			step.Title = cleanTitle(text)
		}
	}
}

func (g *grid) slide(step *Step, text string) {
	if m := slideNumber().FindStringSubmatch(text); m != nil {
		step.slides = m[1]
		return
	}
	if m := numberedSlide().FindStringSubmatch(text); m != nil && step.Title == "" {
		step.slides, step.Title = m[1], cleanTitle(m[2])
		return
	}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '&' || r == ',' }) {
		switch m := slideNumber().FindStringSubmatch(part); {
		case m != nil:
			step.slides = m[1]
		case noteWords[plain(part)] == "" && plain(part) != "slide" && step.Title == "":
			step.Title = cleanTitle(part)
		}
	}
}

// titleFrom takes the title of its cell: the first line, or the first sentence
// of a long one where the table has no column of notes.
func (g *grid) titleFrom(step *Step, c *cell, n *noter) {
	if len(c.lines) == 0 {
		return
	}
	if t, ok := timeIn(c.lines[0].text); ok && !step.time.isGiven() && (t.time.notation == span || t.time.notation == clockRange) {
		step.time.place(&t.time, false)
		step.Title = cleanTitle(t.title)
		if t.more != "" {
			n.put(session.Do, t.more)
		}
	}
	if step.Title == "" {
		title, rest := oneLine(c.lines[0].text), ""
		if g.column(notesRole) < 0 && (len(title) > 60 || g.head < 0) {
			title, rest = firstSentence(title)
		}
		step.Title = cleanTitle(title)
		if rest != "" {
			n.put(session.Do, rest)
		}
	}
	for _, l := range c.lines[1:] {
		parts, _ := partsIn(l.text, nil)
		switch {
		case step.takeMarks(l.text):
		case len(parts) > 1 && step.time.more == "":
			step.time.more = oneLine(l.text)
		default:
			n.add(l)
		}
	}
}

// notes takes a cell of notes; without a column of titles a bold beginning is one.
func (g *grid) notes(step *Step, c *cell, n *noter) {
	for i, l := range c.lines {
		if step.Title == "" && g.column(titleRole) < 0 && l.bold && i < 2 {
			step.Title = cleanTitle(l.text)
			continue
		}
		n.add(l)
	}
}

// titleAtLast makes a title for a row that has a time and no title.
func (g *grid) titleAtLast(step *Step, r int) {
	if step.Title != "" || len(step.notes) == 0 {
		return
	}
	first := step.notes[0]
	text := first.text
	if _, after, ok := strings.Cut(text, ": "); ok && first.kind == session.Remark {
		text = after
	}
	title, _ := firstSentence(text)
	if m := usualStart().FindString(title); m != "" && len(title) > 60 {
		title = m
	}
	step.Title, step.untitled = cleanTitle(Shorten(title, 60)), true
	step.Guesses = append(step.Guesses, "the document gives no title; this is made from its notes")
}

func itemsOf(c *cell) (all []string) {
	for _, l := range c.lines {
		// An item of a list is one thing, whatever stands between its words.
		apart := func(r rune) bool { return r == '\n' || l.kind != item && (r == ',' || r == ';') }
		if strings.Contains(l.text, ";") {
			apart = func(r rune) bool { return r == '\n' || r == ';' }
		}
		for _, text := range strings.FieldsFunc(l.text, apart) {
			text = strings.TrimSpace(numbering().ReplaceAllString(strings.TrimSpace(text), ""))
			if text != "" && text != "-" {
				all = append(all, text)
			}
		}
	}
	return all
}
