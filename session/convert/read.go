package convert

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Found is what was found in a document.
type Found struct {
	Title    string // may be empty
	Sessions []*Session
	Told     []string // what was decided and what differs, each with its place
	Unplaced []Unplaced

	aim, background, audience []string
	outcomes, resources       []string
	facilitators              []string
	counts                    map[string][]string // how many of a resource, by its plain name
	deck                      *document           // where it is one
	stated                    time.Duration
	statedText, statedAt      string
}

// Unplaced is text that is in no part of the draft.
type Unplaced struct{ Place, Text string }

// Read finds the sessions of a document, whose format its bytes tell, else the
// ending of its name. The error is one line of what is wrong with it.
func Read(name string, src []byte) (*Found, error) {
	kind := KindOf(name, src)
	if kind.read == nil {
		return nil, kind.refusal()
	}
	if len(src) > MaxSize {
		return nil, fmt.Errorf("it is larger than %d MiB", MaxSize>>20)
	}
	doc, err := kind.read(src)
	if err != nil {
		return nil, err
	}
	return find(doc)
}

// find reads the common form: each way to read the steps is tried, and the one
// that finds most of them is taken. Lines that are plainer than headings with
// times are often parts of steps, so there must be many more of them.
func find(doc *document) (*Found, error) {
	if len(doc.slides) > 0 {
		return findInDeck(doc)
	}
	best := byTables(doc)
	best.mergeShapes()
	ofLines := false
	for by := range ranks {
		f := byLines(doc, by)
		n := best.timedSteps()
		if ofLines || by >= clockLines && n >= 3 {
			n *= 2
		}
		if f.timedSteps() > n {
			best, ofLines = f, true
		}
	}
	if len(best.sessions) == 0 {
		if best = byList(doc); len(best.sessions) == 0 {
			return nil, errNoSteps
		}
	}
	f := &Found{Sessions: best.sessions, Told: best.told, stated: best.stated}
	f.around(doc, best.used)
	f.numberedOutcomes()
	f.name(doc)
	return f, nil
}

var errNoSteps = errors.New("no steps of a session were found in it: neither a table with times nor headings or lines with minutes")

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
		if shape == best {
			continue
		}
		if len(shapes[shape]) == 1 && len(shapes[best]) == 1 {
			a, b := shapes[best][0], shapes[shape][0]
			if pairs := pair(a, b); len(pairs)*10 >= 3*min(len(a.Steps), len(b.Steps)) {
				f.told = append(f.told, differences(a, b, pairs)...)
				takeFrom(a, b, pairs)
				dropped[shape] = true
			}
		}
	}
	f.sessions = slices.DeleteFunc(f.sessions, func(s *Session) bool { return dropped[s.shape] })
}

func weightOf(all []*Session) (n int) {
	for _, s := range all {
		n += s.weight() + len(s.Steps)
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

func minutesText(d time.Duration) string {
	switch {
	case d <= 0:
		return "no time"
	case d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return d.String()
}
