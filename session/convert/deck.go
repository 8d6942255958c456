package convert

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"facilitate/session"
)

// leastOfAgenda is how many steps with times make a slide the agenda.
const leastOfAgenda = 3

// byDeck reads the steps of a deck, with their slides and what is said to them: from
// the slide that is its agenda, else from those that give a time, else from its parts.
func byDeck(doc *document) (f found) {
	f.used = map[int]bool{}
	var best found
	at := 0
	for i, sl := range doc.slides {
		if sub := agendaOf(sl); sub.timedSteps() > best.timedSteps() {
			best, at = sub, i
		}
	}
	if best.timedSteps() >= leastOfAgenda {
		f.sessions = best.sessions
		f.told = append(f.told, fmt.Sprintf("the times are from slide %d alone; which slides belong to which activity is guessed from their titles", doc.slides[at].n))
		f.dealSlides(doc)
		return f
	}
	s := &Session{}
	s.fromTimes(doc)
	if len(s.Steps) == 0 {
		s.fromParts(doc)
	}
	if len(s.Steps) > 0 {
		s.settleTimes(false, true)
		f.sessions = []*Session{s}
	}
	return f
}

func agendaOf(s *slide) (best found) {
	sub := document{blocks: pairTimes(s.blocks)}
	best = byTables(&sub)
	for _, by := range []rank{timedItems, clockLines} {
		if f := byLines(&sub, by); f.timedSteps() > best.timedSteps() {
			best = f
		}
	}
	for _, session := range best.sessions {
		session.Name = ""
		for _, step := range session.Steps {
			step.Place = fmt.Sprintf("slide %d", s.n)
		}
	}
	return best
}

// pairTimes puts a time that stands alone before the line it belongs to: that
// below it, or that above where the first line is none.
func pairTimes(blocks []block) (paired []block) {
	first := slices.IndexFunc(blocks, func(b block) bool { return isTimeAlone(b.text) })
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		b.kind = item
		switch {
		case b.table != nil || i+1 == len(blocks):
		case first == 0 && isTimeAlone(b.text):
			i++
			b.text = oneLine(b.text) + ": " + oneLine(blocks[i].text)
		case first > 0 && isTimeAlone(blocks[i+1].text):
			i++
			b.text = oneLine(blocks[i].text) + ": " + oneLine(b.text)
		}
		paired = append(paired, b)
	}
	return paired
}

func isTimeAlone(text string) bool {
	r := parseTime(text)
	return r.notation != noTime && r.notation != count && r.more == "" && !r.open
}

// fromTimes makes a step of each slide with a time; others go with the one before.
func (s *Session) fromTimes(doc *document) {
	common := commonTitles(doc)
	var before []*slide
	untimed := 0
	for _, sl := range doc.slides {
		before = append(before, sl)
		if title, r := timeOfSlide(sl, common); r != nil {
			step := sl.step(title)
			step.time.place(r, false)
			s.Steps = append(s.Steps, step)
		} else {
			untimed++
		}
		if n := len(s.Steps); n > 0 {
			s.Steps[n-1].show(before...)
			before = nil
		}
	}
	if untimed > 0 {
		s.told = append(s.told, fmt.Sprintf("%d of %d slides have no time; they go with the activity before them", untimed, len(doc.slides)))
	}
}

// step is one that begins with the slide.
func (s *slide) step(title string) *Step {
	return &Step{Title: title, Start: -1, Place: fmt.Sprintf("slide %d", s.n)}
}

// commonTitles are those of several slides, which name none of them.
func commonTitles(doc *document) map[string]int {
	n := map[string]int{"": 1}
	for _, sl := range doc.slides {
		n[plain(sl.title)]++
	}
	maps.DeleteFunc(n, func(title string, times int) bool { return title != "" && times <= 2 })
	return n
}

// timeOfSlide is the time that a slide gives for what is done: in its title,
// behind a label, or in a line of its own. There the title is without it.
func timeOfSlide(s *slide, common map[string]int) (title string, r *reading) {
	title = s.title
	if common[plain(title)] > 0 && len(s.blocks) > 0 && s.blocks[0].table == nil {
		title, _, _ = strings.Cut(s.blocks[0].text, "\n")
	}
	title = cleanTitle(title)
	lines := make([]string, 0, len(s.blocks)+len(s.said))
	for _, b := range s.blocks {
		if b.table == nil {
			lines = append(lines, strings.Split(b.text, "\n")...)
		}
	}
	lines = append(lines, s.said...)
	for i, text := range lines {
		if first, _ := firstSentence(text); isTimeAlone(first) {
			text = first // "5 minutes. Say hello."
		}
		if m := timeLabel().FindStringSubmatch(text); m != nil {
			if text = m[1]; text == "" && i+1 < len(lines) {
				text = lines[i+1]
			}
		} else if m := bracketed().FindStringSubmatchIndex(text); m != nil && m[0] == 0 {
			text = text[m[2]:m[3]] // "[5 min] Say …"
		} else if !isTimeAlone(text) {
			continue
		}
		if is := parseTime(text); is.isSpan() {
			return title, &is
		}
	}
	if t, ok := timeIn(title); ok && t.time.isSpan() {
		return cleanTitle(t.title), &t.time
	}
	return title, nil
}

// fromParts makes steps without times of the deck's sections, or of the slides
// that hold nothing but a title, else of each slide.
func (s *Session) fromParts(doc *document) {
	dividers := 0
	sections := map[string]bool{}
	for _, sl := range doc.slides {
		sections[sl.section] = true
		if sl.isDivider() {
			dividers++
		}
	}
	for i, sl := range doc.slides {
		title, begins := sl.title, true
		switch {
		case len(sections) > 2:
			title = cmp.Or(sl.section, sl.title)
			begins = i == 0 || sl.section != doc.slides[i-1].section
		case dividers > 2 && dividers*3 <= len(doc.slides):
			begins = i == 0 || sl.isDivider()
		}
		if begins {
			s.Steps = append(s.Steps, sl.step(cleanTitle(title)))
		}
		s.Steps[len(s.Steps)-1].show(sl)
	}
}

// isDivider is whether a slide only says what comes next.
func (s *slide) isDivider() bool { return s.title != "" && len(s.blocks) == 0 && s.picture == "" }

// show puts slides up in a step, with what is said to them.
func (s *Step) show(slides ...*slide) {
	for _, sl := range slides {
		s.deck = append(s.deck, sl)
		s.notes = append(s.notes, note{kind: session.ShowSlide, slide: sl})
		n := noter{step: s}
		for _, text := range sl.said {
			if !timeLabel().MatchString(text) && !isTimeAlone(text) {
				n.kind = session.Say
				n.add(line{text: text})
			}
		}
	}
}

// dealSlides gives the slides to the steps of an agenda: a slide called as a
// step begins it, and a slide before it that says no more than a title.
func (f *found) dealSlides(doc *document) {
	if len(f.sessions) != 1 {
		return
	}
	steps := f.sessions[0].Steps
	first := make([]int, len(steps))
	from := 0
	for i, step := range steps {
		first[i] = -1
		for j := from; j < len(doc.slides); j++ {
			if title := doc.slides[j].title; alike(step.Title, title) || within(step.Title, title) {
				first[i], from = j, j+1
				if j > 0 && doc.slides[j-1].isDivider() && !slices.Contains(first[:i], j-1) {
					first[i] = j - 1
				}
				break
			}
		}
	}
	step := 0
	for j, sl := range doc.slides {
		if next := slices.Index(first, j); next > step {
			step = next
		}
		steps[step].show(sl)
	}
}

// within is whether the words of one title are all in the other.
func within(a, b string) bool {
	x, y := strings.Fields(plain(a)), strings.Fields(plain(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	left := slices.DeleteFunc(slices.Clone(x), func(word string) bool { return word == "the" || word == "a" || slices.Contains(y, word) })
	return len(x) > 1 && len(left) == 0
}
