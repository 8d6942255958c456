package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// Practice is what a rehearsal showed, phase by phase, and what to practise
// next. Times are held against the plan's own: a phase that was given more
// while it ran has still run over.
type Practice struct {
	Over     []Timing // phases that ran over, the furthest first
	Under    []Timing // phases that ran under, the furthest first
	Kept     int      // phases that kept their time
	Credited int      // phases that were taken as done in their time
	Missed   []int    // phases not reached or not finished, in plan order
	Next     Advice
}

// Timing is a phase whose time was not the planned one.
type Timing struct {
	Phase          int // its index in the plan's flat order
	Spent, Planned time.Duration
}

// Off is by how much it ran over; negative is under.
func (t Timing) Off() time.Duration { return t.Spent - t.Planned }

// Advice is the phase to practise next, and why that one.
type Advice struct {
	Why    Why
	Timing // of the phase: Phase is run.NoPhase where there is nothing to practise
}

// Why says what speaks for practising a phase.
type Why string

// The reasons, the strongest first.
const (
	RanOver    Why = "over"    // no phase ran over by a larger part of its time
	NotReached Why = "missed"  // the first phase that was not reached, or not finished
	NotSpoken  Why = "unsaid"  // the first whose words were passed over: it was taken as done before half of them can have been said
	RanUnder   Why = "under"   // no phase ran under by a larger part of its time
	AllKept    Why = "kept"    // every phase kept its time
	Nothing    Why = "nothing" // it was not begun
)

// Slack is by how much a phase may miss its planned time and still have kept
// it: nobody speaks to the second.
func Slack(planned time.Duration) time.Duration { return max(15*time.Second, planned/20) }

// Practise says what a rehearsal showed up to an instant. Phases outside the
// part that is practised, and phases skipped, are left alone; one that was
// taken as done, in whole or in part, neither runs over nor under.
func Practise(s *run.State, until time.Time) Practice {
	p := Practice{Next: Advice{Why: Nothing, Timing: Timing{Phase: run.NoPhase}}}
	if s.Stage() == run.Ready {
		return p
	}
	unsaid, broken := run.NoPhase, s.BrokenOff()
	for i, phase := range s.Phases() {
		t := timing(s, i, until)
		switch {
		case phase.Outside || phase.Status == run.Skipped:
		case phase.Credited > 0 && phase.Status == run.Done:
			p.Credited++
			if unsaid == run.NoPhase && wasPassedOver(s, i, until) {
				unsaid = i
			}
		case phase.Status == run.Done && t.Off().Abs() <= Slack(t.Planned):
			p.Kept++
		case i == broken && t.Off() < 0:
			p.Missed = append(p.Missed, i)
		case phase.Status == run.Done && t.Off() < 0:
			p.Under = append(p.Under, t)
		case t.Off() > Slack(t.Planned): // the one it was left in may be over already
			p.Over = append(p.Over, t)
		default:
			p.Missed = append(p.Missed, i)
		}
	}
	furthest := func(a, b Timing) int { return cmp.Compare(b.Off().Abs(), a.Off().Abs()) }
	slices.SortStableFunc(p.Over, furthest)
	slices.SortStableFunc(p.Under, furthest)
	p.Next = p.advise(s, unsaid, until)
	return p
}

func timing(s *run.State, phase int, until time.Time) Timing {
	return Timing{phase, s.Spent(phase, until), s.Phases()[phase].Plan.Duration}
}

// advise chooses what to practise next. Running over comes first: it takes its
// time from everything that follows, which running under does not.
func (p *Practice) advise(s *run.State, unsaid int, until time.Time) Advice {
	switch {
	case len(p.Over) > 0:
		return Advice{RanOver, slices.MaxFunc(p.Over, relative)}
	case len(p.Missed) > 0:
		return Advice{NotReached, timing(s, p.Missed[0], until)}
	case unsaid != run.NoPhase:
		return Advice{NotSpoken, timing(s, unsaid, until)}
	case len(p.Under) > 0:
		return Advice{RanUnder, slices.MaxFunc(p.Under, relative)}
	}
	return Advice{AllKept, Timing{Phase: run.NoPhase}}
}

// relative compares by how large a part of their time two phases are off; of
// two that are the same, the one that is off further counts for more.
func relative(a, b Timing) int {
	left, right := float64(a.Off().Abs())*float64(b.Planned), float64(b.Off().Abs())*float64(a.Planned)
	return cmp.Or(cmp.Compare(left, right), cmp.Compare(a.Off().Abs(), b.Off().Abs()), b.Phase-a.Phase)
}

// wasPassedOver is whether a phase was taken as done before half of what is to be
// said in it can have been said.
func wasPassedOver(s *run.State, phase int, until time.Time) bool {
	p := &s.Phases()[phase]
	speech := s.Plan().Speech(p.Plan)
	return speech > Slack(0) && s.Spent(phase, until)-p.Credited < speech/2
}

// Off writes by how much a time is off: "+1:20", "−0:30".
func Off(d time.Duration) string {
	text := span(Seconds(d))
	if strings.HasPrefix(text, "−") {
		return text
	}
	return "+" + text
}

// Words says why to practise a phase, behind its name.
func (a Advice) Words() string {
	off := span(Seconds(a.Off().Abs()))
	if a.Planned > 0 {
		off += fmt.Sprintf(", %d%% of its %s", a.Off().Abs()*100/a.Planned, timer.FormatSpan(a.Planned))
	}
	switch a.Why {
	case RanOver:
		return "it ran over by " + off
	case NotReached:
		if a.Spent > 0 {
			return "it was not finished"
		}
		return "it was not reached"
	case NotSpoken:
		return "it was taken as done before its words were spoken"
	case RanUnder:
		return "it ran under by " + off
	case AllKept:
		return "every phase kept its time"
	}
	return "nothing was practised"
}

// Pace is how fast somebody spoke.
type Pace struct {
	Words  int
	Spoken time.Duration
	Phases int // how many it is taken from
}

// The least that a pace can be taken from, and the slowest and the fastest
// that is believed, in words a minute: those that a plan may give itself.
const (
	LeastSpoken = 3 * time.Minute
	LeastWords  = 200
	SlowestPace = 60
	FastestPace = 300
)

// SpokenPace is how fast the notes of a rehearsal were spoken, from the phases for little
// else: those that are done, and not taken as done; in which all sit together and no
// round, quiz or handout is under way; and whose words, at the plan's own pace, would
// fill a quarter of their planned time or more.
func SpokenPace(s *run.State, until time.Time) (pace Pace) {
	for i, p := range s.Phases() {
		if p.Status != run.Done || p.Outside || p.Credited > 0 || !isForSpeaking(s.Plan(), p.Plan) {
			continue
		}
		spent := s.Spent(i, until)
		if spent < time.Second/2 {
			continue // passed through on the way elsewhere
		}
		pace.Words += s.Plan().SpokenWords(p.Plan)
		pace.Spoken += spent
		pace.Phases++
	}
	return pace
}

func isForSpeaking(plan *session.Plan, ph *session.Phase) bool {
	other := []session.NoteKind{session.Round, session.TakeQuiz, session.GiveOut}
	together := len(ph.Settings) == 0 || len(ph.Settings) == 1 && ph.Settings[0] == session.Plenary
	return together && plan.Speech(ph) >= ph.Duration/4 &&
		!slices.ContainsFunc(ph.Notes, func(n session.Note) bool { return slices.Contains(other, n.Kind) })
}

// PerMinute is the pace in words a minute, 0 where nothing was spoken.
func (p Pace) PerMinute() int {
	if p.Spoken <= 0 {
		return 0
	}
	return int((float64(p.Words)*float64(time.Minute) + float64(p.Spoken)/2) / float64(p.Spoken))
}

// Enough is whether it is taken from enough to go by.
func (p Pace) Enough() bool { return p.Words >= LeastWords && p.Spoken >= LeastSpoken }

// Believable is whether people speak like that.
func (p Pace) Believable() bool {
	return p.PerMinute() >= SlowestPace && p.PerMinute() <= FastestPace
}
