package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// mergeShapes looks at tables of different heads: where they have the same
// steps, they are one session told twice, and the more detailed one stays.
func (f *found) mergeShapes() {
	shapes := map[string][]*Session{}
	var order []string
	for _, s := range f.sessions {
		if len(shapes[s.shape]) == 0 {
			order = append(order, s.shape)
		}
		shapes[s.shape] = append(shapes[s.shape], s)
	}
	if len(order) < 2 || f.sheets {
		return
	}
	best := slices.MaxFunc(order, func(a, b string) int { return weightOf(shapes[a]) - weightOf(shapes[b]) })
	dropped := map[string]bool{}
	for _, shape := range order {
		if shape == best || len(shapes[shape]) != 1 || len(shapes[best]) != 1 {
			continue
		}
		a, b := shapes[best][0], shapes[shape][0]
		if pairs := pair(a, b); len(pairs)*10 >= 3*min(len(a.Steps), len(b.Steps)) {
			f.told = append(f.told, differences(a, b, pairs)...)
			takeFrom(a, b, pairs)
			dropped[shape] = true
		}
	}
	f.sessions = slices.DeleteFunc(f.sessions, func(s *Session) bool { return dropped[s.shape] })
}

func weightOf(all []*Session) (n int) {
	for _, s := range all {
		n += len(s.Steps)
		for _, step := range s.Steps {
			for _, note := range step.notes {
				n += len(note.text) + len(strings.Join(note.items, ""))
			}
		}
	}
	return n
}

// pair finds the steps of b that are also in a, in their order.
func pair(a, b *Session) map[int]int {
	pairs := map[int]int{}
	next := 0
	for i, x := range a.Steps {
		for j := next; j < len(b.Steps); j++ {
			if alike(x.Title, b.Steps[j].Title) {
				pairs[i], next = j, j+1
				break
			}
		}
	}
	return pairs
}

// alike is whether half of the words of two titles are the same.
func alike(a, b string) bool {
	x, y := strings.Fields(plain(a)), strings.Fields(plain(b))
	same := 0
	for _, word := range x {
		if slices.Contains(y, word) {
			same++
		}
	}
	return same > 0 && same*2 >= max(len(x), len(y))
}

func differences(a, b *Session, pairs map[int]int) (told []string) {
	allA, _ := a.Lasts()
	allB, _ := b.Lasts()
	text := fmt.Sprintf("%s and %s give the same steps; %s has more in it and is taken", b.place, a.place, a.place)
	if allA != allB {
		text += fmt.Sprintf(" (its steps add up to %s, those of %s to %s)", minutesText(allA), b.place, minutesText(allB))
	}
	told = append(told, text)
	for i, step := range a.Steps {
		if j, ok := pairs[i]; ok && b.Steps[j].Duration != step.Duration {
			told = append(told, fmt.Sprintf("%q: %s here, and %s in %s", step.Title, minutesText(step.Duration), minutesText(b.Steps[j].Duration), b.place))
		}
	}
	return told
}

// fillFrom takes what only the other table says of a step.
func (s *Step) fillFrom(other *Step) {
	if len(s.outcomes) == 0 {
		s.outcomes = other.outcomes
	}
	if len(s.resources) == 0 {
		s.resources = other.resources
	}
	s.Lead = cmp.Or(s.Lead, other.Lead)
}

// takeFrom takes from the other table what it alone says of the steps, and a
// title for one without, where only one there can be meant.
func takeFrom(a, b *Session, pairs map[int]int) {
	for i, step := range a.Steps {
		if j, ok := pairs[i]; ok {
			step.fillFrom(b.Steps[j])
		}
		if !step.untitled || i == 0 {
			continue
		}
		before, ok := pairs[i-1]
		after, okAfter := pairs[i+1]
		if ok && okAfter && after == before+2 {
			step.Title, step.outcomes = b.Steps[before+1].Title, b.Steps[before+1].outcomes
			step.Guesses = []string{"the title is from " + b.place}
		}
	}
}

// hasParts is whether the parts of half of the steps make the whole of them.
func (f *found) hasParts() bool {
	n, of := 0, 0
	for _, s := range f.sessions {
		for _, step := range s.Steps {
			of++
			if len(step.Phases) > 0 {
				n++
			}
		}
	}
	return n > 0 && n*2 >= of
}

// compare looks whether the document gives the same steps in another way too,
// as an agenda does before its activities, and tells what differs.
func (f *found) compare(ways []found) {
	if len(f.sessions) != 1 {
		return
	}
	s := f.sessions[0]
	for _, way := range ways {
		if len(way.sessions) != 1 || way.sessions[0] == s {
			continue
		}
		other := way.sessions[0]
		pairs := pair(s, other)
		if len(pairs) < 2 || len(pairs)*10 < 6*max(len(other.Steps), len(s.Steps)) || f.usesAll(way) {
			continue
		}
		if told := differences(s, other, pairs); len(told) > 1 {
			f.told = append(f.told, told...)
		}
	}
}

// usesAll is whether all that another way reads is in these steps already.
func (f *found) usesAll(way found) bool {
	for block := range way.used {
		if !f.used[block] {
			return false
		}
	}
	return true
}

// takeProse gives steps of a table what stands below headings of their names.
func (f *found) takeProse(doc *document) {
	if len(f.sessions) != 1 {
		return
	}
	at := f.namedAgain(doc)
	if len(at) < 2 || len(at)*2 < len(f.sessions[0].Steps) {
		return
	}
	var n *noter
	level := 0
	for i, b := range doc.blocks {
		switch step := at[i]; {
		case step != nil:
			n, level = &noter{step: step}, b.level
		case f.used[i] || b.table != nil || b.kind == heading && b.level <= level || b.sheet:
			n = nil
		case n != nil:
			n.add(b.line)
		}
		f.used[i] = f.used[i] || n != nil
	}
}

// namedAgain are the steps by the headings that name them again, in their order.
func (f *found) namedAgain(doc *document) map[int]*Step {
	at := map[int]*Step{}
	steps := f.sessions[0].Steps
	next := 0
	for i, b := range doc.blocks {
		if f.used[i] || b.table != nil || b.sheet || b.kind != heading && !b.bold {
			continue
		}
		title := cleanTitle(b.text)
		for j := next; j < len(steps); j++ {
			if plain(title) == plain(steps[j].Title) || within(title, steps[j].Title) {
				at[i], next = steps[j], j+1
				break
			}
		}
	}
	return at
}
