package convert

import (
	"cmp"
	"strings"
	"time"

	"facilitate/session"
)

// rank is what kind of line begins a step.
type rank int

const (
	headings   rank = iota // with a time
	boldLines              // with a time
	clockLines             // that begin with a time of day
	timedItems             // of lists, with a time
	timedLines             // plain ones, with a time
	ranks
)

// flatLine is a line of the document outside of tables, soft breaks made lines.
type flatLine struct {
	line
	block  int
	joined bool // it goes on in the paragraph of the line above
	at     titled
	timed  bool
	taken  bool // it only says how long what stands above it takes
	role   headingRole
}

func (l *flatLine) rank() rank {
	switch {
	case !l.timed || l.taken:
		return ranks
	case l.kind == heading:
		return headings
	case l.bold && len(l.text) < 120,
		// Only the title is bold, and its time stands behind it: "**Welcome** (5 min)".
		l.kind == paragraph && l.lead != "" && l.at.more == "" && plain(l.lead) == plain(l.at.title):
		return boldLines
	case l.at.time.isOfDay():
		return clockLines
	case l.kind == item && len(l.text) < 160:
		return timedItems
	case l.kind == paragraph && len(l.at.title) <= 60 && (l.at.more != "" || len(l.text) < 100):
		return timedLines
	}
	return ranks
}

// found is one way to read a document: its sessions, and the blocks in them.
type found struct {
	sessions []*Session
	used     map[int]bool
	stated   time.Duration
	told     []string
	sheets   bool // of a spreadsheet: each is a session of its own
}

func (f *found) timedSteps() (n int) {
	for _, s := range f.sessions {
		for _, step := range s.Steps {
			if step.Duration > 0 || step.time.length != nil && step.time.length.about {
				n++
			}
		}
	}
	return n
}

// walker makes sessions of lines of one rank.
type walker struct {
	lines  []flatLine
	by     rank
	level  int // of headings that are steps without a time
	last   int // the last line that begins a step
	out    found
	now    *Session
	step   *Step
	stepAt int // its heading's level
	notes  noter
}

type headingRole int

const (
	isStep    headingRole = iota
	isFrame               // of steps, with their total
	isPart                // of a step
	isSession             // of several, with what is in it below
)

// byLines reads the steps from lines of a rank; none where there are too few.
func byLines(doc *document, by rank) (f found) {
	w := walker{lines: flatten(doc), by: by, now: &Session{}}
	w.out.used = map[int]bool{}
	n := 0
	levels := map[int]int{}
	for i := range w.lines {
		if w.begins(&w.lines[i]) {
			n++
			w.last = i
			levels[w.lines[i].level]++
		}
	}
	if n < 2 || n > maxSteps || by >= clockLines && n < 3 {
		return f
	}
	for level, n := range levels {
		if n > levels[w.level] || n == levels[w.level] && level < w.level {
			w.level = level
		}
	}
	if by == headings {
		w.nest()
	}
	for i := range w.lines {
		w.line(i)
	}
	w.endSession("")
	for _, s := range w.out.sessions {
		s.settleTimes(false, false)
	}
	return w.out
}

// nest finds the headings whose time is that of the headings beneath them.
func (w *walker) nest() {
	for i := range w.lines {
		h := &w.lines[i]
		if h.rank() != headings || h.at.time.notation != span || h.role == isPart {
			continue
		}
		var sum time.Duration
		var within []int
		for j := i + 1; j < len(w.lines); j++ {
			l := &w.lines[j]
			if l.kind == heading && l.level <= h.level {
				break
			}
			if l.rank() == headings && l.at.time.notation == span {
				sum += l.at.time.from
				within = append(within, j)
			}
		}
		switch {
		case len(within) > 1 && halfOfDay().MatchString(h.text):
			h.role = isFrame
		case len(within) > 0 && isDay(h.text) && !w.alone(i):
			h.role = isSession
		case len(within) < 2 || sum != h.at.time.from:
		case w.alone(i):
			h.role = isFrame
		default:
			for _, j := range within {
				w.lines[j].role = isPart
			}
		}
	}
}

// alone is whether no other heading of the level has a time.
func (w *walker) alone(i int) bool {
	for j := range w.lines {
		if j != i && w.lines[j].rank() == headings && w.lines[j].level == w.lines[i].level {
			return false
		}
	}
	return true
}

func (w *walker) line(i int) {
	l := &w.lines[i]
	switch {
	case l.taken:
		if w.step == nil {
			return
		}
	case l.rank() == w.by && l.role == isFrame:
		w.step = nil
		w.out.stated += l.at.time.from
	case l.role == isSession:
		w.endSession(cleanTitle(l.at.title))
		w.now.stated = l.at.time.from
	case w.begins(l) && l.role == isStep:
		w.begin(l)
	case isDay(l.text) && (l.kind == heading || l.bold || l.lead != ""):
		w.endSession(oneLine(l.text))
	case w.ends(i):
		w.step = nil
		if w.by != headings || l.kind != heading || l.level != w.level || len(w.now.Steps) == 0 || i >= w.last || sectionOf(l.text) != "" {
			return
		}
		w.begin(l)
	case w.step == nil:
		return
	default:
		w.notes.add(l.line)
	}
	w.out.used[l.block] = true
}

// begins is whether a line begins a step; of those with a time of day some are bold.
func (w *walker) begins(l *flatLine) bool {
	is := l.rank()
	return is == w.by || w.by == clockLines && is == boldLines && l.at.time.isOfDay()
}

// ends is whether a line does not belong to the step above it.
func (w *walker) ends(i int) bool {
	l := &w.lines[i]
	if w.step == nil {
		return false
	}
	switch {
	case l.kind == heading:
		return w.by != headings || l.level <= w.stepAt
	case w.by == headings:
		return false
	case sectionOf(l.text) != "" && (l.bold || strings.HasSuffix(l.text, ":")):
		return true
	}
	// What stands between two lines with a time of day is said of the first.
	return (w.by == timedItems || w.by == clockLines && i > w.last) && l.kind == paragraph && !l.joined
}

func (w *walker) begin(l *flatLine) {
	w.step = &Step{Place: l.place, Start: -1}
	w.stepAt = l.level
	w.notes = noter{step: w.step}
	title := l.text
	if l.timed {
		w.step.time.place(&l.at.time, false)
		title = l.at.title
		if l.at.more != "" {
			w.notes.put(session.Remark, l.at.more)
		}
	}
	if before, after, ok := strings.Cut(title, "->"); ok && strings.TrimSpace(before) != "" {
		title = before
		w.notes.put(session.Remark, strings.TrimSpace(after))
	}
	w.step.Title = cleanTitle(title)
	w.now.Steps = append(w.now.Steps, w.step)
	w.now.place = cmp.Or(w.now.place, l.place)
}

func (w *walker) endSession(name string) {
	w.step = nil
	if len(w.now.Steps) > 0 {
		w.out.sessions = append(w.out.sessions, w.now)
		w.now = &Session{}
	}
	w.now.Name = name
}

func byTables(doc *document) (f found) {
	f.used = map[int]bool{}
	name := ""
	for i, b := range doc.blocks {
		if b.table == nil {
			f.sheets = f.sheets || b.sheet
			if b.kind == heading || b.bold || isDay(b.text) {
				name = oneLine(b.text)
			}
			continue
		}
		for _, day := range byDay(b.table, name) {
			g := newGrid(day.table)
			if !g.isTimetable() {
				continue
			}
			sessions := g.sessions(day.name)
			f.used[i] = f.used[i] || len(sessions) > 0
			f.sessions = append(f.sessions, sessions...)
		}
	}
	return f
}

// byList reads steps without times from the list under a heading that speaks of
// an agenda; where there is none, there are no steps.
func byList(doc *document) (f found) {
	f.used = map[int]bool{}
	s := &Session{}
	under := false
	for i, b := range doc.blocks {
		switch {
		case b.table != nil:
			under = false
		case b.kind == heading || b.bold:
			under = agendaWords().MatchString(b.text) && len(s.Steps) == 0
		case under && b.kind == item && b.level == 0:
			title, rest := firstSentence(b.text)
			step := &Step{Title: cleanTitle(title), Start: -1, Place: b.place}
			if rest != "" {
				step.notes = []note{{kind: session.Do, text: rest}}
			}
			s.Steps = append(s.Steps, step)
			f.used[i] = true
		}
	}
	if len(s.Steps) > 1 {
		f.sessions = []*Session{s}
	}
	return f
}
