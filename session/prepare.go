package session

import (
	"cmp"
	"strconv"
	"strings"
)

// Preparation is something to see to before the session.
type Preparation struct {
	When When     `json:"when"`
	Do   string   `json:"do"`
	At   Position `json:"-"`
}

// When is how long before the session something is to be seen to.
type When string

// The values of When.
const (
	MonthBefore When = "month"
	WeekBefore  When = "week"
	DayBefore   When = "day"
	OnTheDay    When = "today"
)

// whenWords are all values of When in the order of time, and their words.
var whenWords = []struct {
	when When
	word string
}{{MonthBefore, "A month before"}, {WeekBefore, "A week before"}, {DayBefore, "The day before"}, {OnTheDay, "On the day"}}

// Occasion is what is to be seen to at one time, the earliest first.
type Occasion struct {
	When string // "A week before"
	Do   []string
}

// Occasions are what is to be seen to before the session, by when; those for
// which the plan has nothing are left out.
func (p *Plan) Occasions() (all []Occasion) {
	for _, w := range whenWords {
		if do := p.PrepareFor(w.when); len(do) > 0 {
			all = append(all, Occasion{w.word, do})
		}
	}
	return all
}

// PrepareFor is what is to be seen to at one time.
func (p *Plan) PrepareFor(when When) (do []string) {
	for _, x := range p.Prepare {
		if x.When == when {
			do = append(do, x.Do)
		}
	}
	return do
}

func (d *decoder) preparation(m *mapping) Preparation {
	names := wordsOf(MonthBefore, WeekBefore, DayBefore, OnTheDay)
	m.need("when", `add "when: " and one of `+List(names, "or"))
	m.need("do", `add "do: ..."`)
	return Preparation{When: When(d.choice(m.get("when"), "when", names)), Do: m.prose("do"), At: m.at}
}

// mostCount is more of a thing than anybody brings for one person.
const mostCount = 1000

func (d *decoder) resource(m *mapping) Resource {
	m.need("id", `add an id by which activities name it, like "id: flipchart"`)
	m.need("name", `add "name: ..."`)
	per := d.choice(m.get("per"), "per", wordsOf(PerSession, PerPerson, PerGroup))
	return Resource{
		ID: m.id(resourceID), Name: m.line("name"), Per: cmp.Or(Per(per), PerSession),
		Count: max(1, m.wholeNumber("count", 1, mostCount)), At: m.at,
	}
}

// HowMany says in brackets how many of it there are to be for whom, like "(5 for
// each group)" where each is "for each"; it is empty for a single one.
func (r *Resource) HowMany(each string) string {
	var words []string
	if r.Count > 1 {
		words = append(words, strconv.Itoa(r.Count))
	}
	if r.Per != PerSession {
		words = append(words, each, string(r.Per))
	}
	if len(words) == 0 {
		return ""
	}
	return "(" + strings.Join(words, " ") + ")"
}

// LedBy is who leads a phase of the activity; empty where the plan does not say.
func (a *Activity) LedBy(ph *Phase) string { return cmp.Or(ph.Lead, a.Lead) }
