package words

import (
	"cmp"
	"strings"
	"time"
	"unicode"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// What is told once, of the plan, the record and the computer.
const (
	PlanEdited  = "the plan's file was changed: this run keeps the plan it began with"
	CannotWake  = "set this computer not to sleep or lock: the program cannot"
	RecordWhole = "the record is whole again"
	NoSafety    = "This plan has no safety card."
	AsPlanned   = "as planned"
	NotShown    = "that is for a statement that is shown"
)

// NoRecord says that a session will leave no record, and what that means.
func NoRecord(why error) []string {
	return []string{
		"No record of this session can be kept: " + why.Error() + ".",
		"Without one, the times and the kept lines are gone if this computer fails. Another place for it: --state-dir FOLDER.",
	}
}

// Gone asks whether the time counts in which the program was not there; sure is
// whether the clocks agree on it.
func Gone(lasted time.Duration, sure bool) string {
	if sure {
		return "The program was gone for " + Span(lasted) + ". Does that time count?"
	}
	return "By the wall clock the program was gone for " + Span(lasted) +
		", but this computer's clocks do not agree. Does that time count?"
}

// ToMend is how many things of a plan are to be mended.
func ToMend(n int) string { return Plural(n, "thing") + " to mend" }

// Delivery names what a session is, and what is done with its plan.
func Delivery(s *run.State) (what, being string) {
	if s.Rehearsal() {
		return "rehearsal", "rehearsed"
	}
	return "delivery", "delivered"
}

// Busy says who has a session of the same plan under way.
func Busy(s *run.State, by string) string {
	_, being := Delivery(s)
	return "this plan is being " + being + " already, by " + by
}

// Unfinished says that a session of the same plan can be taken up again.
func Unfinished(s *run.State, begun string) string {
	what, _ := Delivery(s)
	return "a " + what + " begun at " + begun + " is not finished: facilitate resume takes it up"
}

// ToTick are the things to tick off before the start: what to bring, and what to
// see to on the day itself.
func ToTick(plan *session.Plan) (all []string) {
	for i := range plan.Resources {
		r := &plan.Resources[i]
		all = append(all, strings.TrimSpace(r.Name+" "+r.HowMany("each")))
	}
	for _, do := range plan.PrepareFor(session.OnTheDay) {
		all = append(all, prose.Plain(do))
	}
	return all
}

// AgainstPlan is the time that an activity took and was to take, and in a word or
// two how they compare.
func AgainstPlan(s *run.State, activity int, now time.Time) (spent, planned time.Duration, word string) {
	credited, with := 0, map[run.Status]int{}
	first, phases := s.FirstOf(activity), len(s.Plan().Activities[activity].Phases)
	for i := first; i < first+phases; i++ {
		p := s.Phases()[i]
		planned += p.Plan.Duration
		spent += s.Spent(i, now)
		with[p.Status]++
		if p.Credited > 0 {
			credited++
		}
	}
	word = AsPlanned
	switch n := (spent - planned).Round(time.Minute) / time.Minute; {
	case s.Plan().Activities[activity].Spare && spent == 0:
		word = "not taken"
	case with[run.Skipped] == phases:
		word = "skipped"
	case with[run.Pending]+with[run.Skipped] == phases && spent == 0:
		word = "not reached"
	case credited == phases:
		word = "taken as done"
	case n > 0:
		word = Minutes(n*time.Minute) + " over"
	case n < 0:
		word = Minutes(-n*time.Minute) + " under"
	}
	return spent, planned, word
}

// Spelt is what is to be typed elsewhere, sign by sign, for who only hears it:
// what says which letters are capitals is heard before they are.
func Spelt(text string) string {
	var all []string
	for _, r := range text {
		sign := string(r)
		if unicode.IsUpper(r) {
			sign = "capital " + sign
		}
		all = append(all, cmp.Or(signs[r], sign))
	}
	return strings.Join(all, ", ")
}

var signs = map[rune]string{
	'.': "dot", ':': "colon", '/': "slash", '#': "hash", '-': "hyphen", '_': "underscore", '[': "bracket", ']': "closing bracket",
}
