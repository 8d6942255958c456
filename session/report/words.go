package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// The words of people for what programs call by a code.

var statusWords = map[Status]string{
	PhaseDone:       "done",
	PhaseSkipped:    "skipped",
	PhaseCurrent:    "under way",
	PhaseNotReached: "not reached",
	PhaseNotTaken:   "spare, not taken",
	PhaseOutside:    "not rehearsed",
	PhaseBegun:      "done in part",
}

var stateWords = map[string]string{
	run.Ready.String():    "never started",
	run.Running.String():  "not finished",
	run.Paused.String():   "not finished, paused",
	run.Finished.String(): "finished",
}

var outcomeWords = map[Outcome]string{
	PromiseKept:       "kept",
	PromiseMissed:     "missed",
	PromiseToCome:     "to come",
	PromiseNotReached: "not reached",
	PromiseLeftOut:    "left out",
	PromiseWithdrawn:  "fixed no more",
}

var causeWords = map[string]string{
	"sleep": "the computer slept",
	"crash": "the program was gone",
}

// statusWord is what people read of a status that a command gave or took.
func statusWord(code string) string {
	if i := slices.IndexFunc(run.Statuses, func(s run.Status) bool { return s.String() == code }); i >= 0 {
		return run.Statuses[i].Word()
	}
	return code
}

// in are the words for a code, or the code where there are none: a newer
// program may have written it.
func in[K ~string](words map[K]string, code K) string {
	if w, ok := words[code]; ok {
		return w
	}
	return string(code)
}

func span(s Seconds) string { return timer.MinSec(time.Duration(s)) }

// isSeenDifference is whether a difference is seen where it is written to the second.
func isSeenDifference(s Seconds) bool { return time.Duration(s).Round(time.Second) != 0 }

// difference writes a span that has a sign, with a word for what it means.
func difference(s Seconds, plus, minusWord, none string) string {
	switch {
	case !isSeenDifference(s):
		return none
	case s > 0:
		return "+" + span(s) + " " + plus
	}
	return span(s) + " " + minusWord
}

// clock is the time of day of an instant, with the date where that is not the run's.
// Seconds are shown only if asked for, and not those of a whole minute.
func (r *Run) clock(at time.Time, seconds bool) string {
	at = at.In(r.zone)
	form := "15:04"
	if seconds && at.Second() != 0 {
		form = "15:04:05"
	}
	if day := r.day(); day.Year() != at.Year() || day.YearDay() != at.YearDay() {
		form = "2 Jan " + form
	}
	return at.Format(form)
}

func (r *Run) day() time.Time {
	if !r.Started.IsZero() {
		return r.Started.In(r.zone)
	}
	return r.Created.In(r.zone)
}

type label struct {
	whole string
	brief string // with the number of its activity
}

func labelOf(number int, a *session.Activity, ph *session.Phase) label {
	return label{a.PhaseTitle(ph, ", "), strconv.Itoa(number+1) + ". " + ph.Name}
}

func (r *Run) label(phase string) string { return r.labels[phase].whole }

// Verdict says in a sentence or two how the run went.
func (r *Run) Verdict() []string {
	switch r.State {
	case run.Ready.String():
		return []string{"Never started."}
	case run.Finished.String():
		words := []string{r.ending(), r.againstPlan("It ended")}
		if booked, out := r.clock(r.BookedEnd, false), r.clock(r.HardEnd, false); booked != out {
			words = append(words, fmt.Sprintf("The end was booked for %s and was moved to %s.", booked, out))
		}
		return append(words, r.broken()...)
	}
	where := ""
	for _, a := range r.Activities {
		if i := slices.IndexFunc(a.Phases, func(p Phase) bool { return p.Status == PhaseCurrent }); i >= 0 {
			where = ", at " + a.Phases[i].label.whole
		}
	}
	return append([]string{
		fmt.Sprintf("Not finished: the last that is known of it is from %s%s.", r.clock(r.Until, false), where),
		r.againstPlan("It would have ended"),
	}, r.broken()...)
}

// ending is how a finished run stood to the time booked, in the whole minutes
// in which it was told during the session.
func (r *Run) ending() string {
	end := r.end()
	ended, out, off := r.clock(end.Arrival, false), r.clock(end.At, false), minutes(end.Spare)
	switch {
	case r.Kind == Rehearsal && end.Spare == 0:
		return "Fits the time booked, with none to spare."
	case r.Kind == Rehearsal && end.Spare > 0:
		return fmt.Sprintf("Fits the time booked, with %s to spare.", off)
	case r.Kind == Rehearsal:
		return fmt.Sprintf("Would have run over the time booked by %s.", off)
	case end.Spare == 0:
		return fmt.Sprintf("Ended in time: at %s, when everybody had to be out.", ended)
	case end.Spare > 0:
		return fmt.Sprintf("Ended in time: at %s, %s before everybody had to be out at %s.", ended, off, out)
	}
	return fmt.Sprintf("Ran over by %s: it ended at %s, and everybody had to be out at %s.", off, ended, out)
}

func (r *Run) againstPlan(ended string) string {
	switch {
	case !isSeenDifference(r.Drift):
		return ended + " as planned."
	case r.Drift > 0:
		return fmt.Sprintf("%s %s later than planned.", ended, span(r.Drift))
	}
	return fmt.Sprintf("%s %s earlier than planned.", ended, span(-r.Drift))
}

// What is the run in a line: what it was, of what, when.
func (r *Run) What() string {
	words := "Delivery"
	if r.Kind == Rehearsal {
		words = "Rehearsal"
	}
	if r.Part != nil {
		words += " of " + r.titleOf(r.Part.From)
		if r.Part.To != r.Part.From {
			words += " to " + r.titleOf(r.Part.To)
		}
	}
	return words + ", " + r.Date()
}

// Date is the day of the run.
func (r *Run) Date() string { return r.day().Format("Monday 2 January 2006") }

func (r *Run) titleOf(activity string) string {
	if i := r.indexOf(activity); i >= 0 {
		return r.Activities[i].Title
	}
	return activity
}

func (r *Run) indexOf(activity string) int {
	return slices.IndexFunc(r.Activities, func(a Activity) bool { return a.ID == activity })
}

func count(n int, one, several string) string {
	switch n {
	case 0:
		return "no " + several
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}

func sentenceStart(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// Seconds is a span as programs read it: a number of seconds, with a fraction if need be.
type Seconds time.Duration

// String is the number alone.
func (s Seconds) String() string { return timer.Decimal(time.Duration(s)) }

// MarshalJSON writes the number.
func (s Seconds) MarshalJSON() ([]byte, error) { return []byte(s.String()), nil }
