package report

import (
	"slices"
	"sort"
	"time"

	"facilitate/session"
)

// Tuning says how durations are proposed; the zero value of a field is its usual one.
type Tuning struct {
	Least int           // runs that must teach something of a phase; usually 2
	Step  time.Duration // proposals are multiples of it, in whole seconds; usually 30 s
	Sure  int           // phases are shortened until so many of ten sessions would end in time; usually none are
}

// The usual values of a Tuning.
const (
	UsualLeast = 2
	UsualStep  = 30 * time.Second
)

// Proposal is what a phase is proposed to be given, and why.
type Proposal struct {
	Activity *session.Activity
	Phase    *session.Phase
	Samples  []time.Duration // in the order of the runs
	Median   time.Duration   // zero where there are no samples; so are the two below
	Shortest time.Duration
	Longest  time.Duration
	Proposed time.Duration // what is planned, where the phase is left alone
	Cut      time.Duration // by how much it was shortened so that all fits the time booked
	Reason   Reason
}

// Reason is why a phase is given what it is, apart from what was cut.
type Reason string

const (
	TooFewRuns  Reason = "too_few_runs" // left alone
	AsMeasured  Reason = "as_measured"  // the median, in whole steps
	AtLeast     Reason = "at_least"     // the plan says that it must not be shorter
	IsProtected Reason = "protected"    // the same, by protect: true, or since it is a break
	NeedsSpeech Reason = "speech"       // its notes could not be spoken in less
)

// Tuned is a proposal for a whole plan.
type Tuned struct {
	Plan      *session.Plan
	Runs      map[Kind]int  // how many were looked at
	Earlier   int           // how many of these were of an earlier version of the plan
	Proposals []Proposal    // of each phase in plan order
	Planned   time.Duration // how long the session takes as planned, with waiting for fixed times
	Proposed  time.Duration // and as proposed
	Over      time.Duration // by how much that is longer than what is booked; zero where it fits
	Surety
}

// Durations are what the phases are proposed to be given, in plan order.
func (t *Tuned) Durations() []time.Duration {
	all := make([]time.Duration, len(t.Proposals))
	for i := range t.Proposals {
		all[i] = t.Proposals[i].Proposed
	}
	return all
}

// Changes is how many phases are proposed another duration.
func (t *Tuned) Changes() (n int) {
	for i := range t.Proposals {
		if p := &t.Proposals[i]; p.Proposed != p.Phase.Duration {
			n++
		}
	}
	return n
}

// isVersion is whether a run was of the plan as it is now. What a plan with blanks
// says differs from run to run, so there it is the parts and their times that count.
func isVersion(plan, delivered *session.Plan) bool {
	if len(plan.Blanks) == 0 {
		return session.Same(plan, delivered)
	}
	return slices.EqualFunc(flat(plan), flat(delivered), func(a, b flatPhase) bool {
		return a.activity.ID == b.activity.ID && a.ID == b.ID && a.Duration == b.Duration && a.AtLeast == b.AtLeast
	})
}

// Tune proposes durations for a plan from its runs, as docs/rehearsing.md says.
func Tune(plan *session.Plan, runs []*Record, how Tuning) *Tuned {
	if how.Least <= 0 {
		how.Least = UsualLeast
	}
	if how.Step < time.Second {
		how.Step = UsualStep
	}
	t := propose(plan, runs, how, 0)
	t.sure(runs, how)
	return t
}

// propose proposes durations that leave so much time at the end, as far as that can be.
func propose(plan *session.Plan, runs []*Record, how Tuning, keep time.Duration) *Tuned {
	t := &Tuned{Plan: plan, Runs: map[Kind]int{}}
	for _, r := range runs {
		t.Runs[r.Kind]++
		if !isVersion(plan, r.Plan) {
			t.Earlier++
		}
	}
	f := newFit(plan, how.Step)
	f.booked -= keep
	samples, speech := Samples(plan, runs), plan.SpeechFloors()
	for i, p := range flat(plan) {
		proposal := Proposal{Activity: p.activity, Phase: p.Phase, Reason: TooFewRuns, Proposed: p.Duration}
		proposal.learn(samples[i])
		floor := p.Duration // a phase left alone is not cut either
		if len(samples[i]) >= how.Least {
			floor = proposal.propose(speech[i], how.Step)
		}
		if p.activity.Spare {
			floor = proposal.Proposed // shorter, it would not help
		}
		f.durations[i], f.floors[i] = proposal.Proposed, floor
		t.Proposals = append(t.Proposals, proposal)
	}
	f.cut()
	for i := range t.Proposals {
		p := &t.Proposals[i]
		p.Cut = p.Proposed - f.durations[i]
		p.Proposed = f.durations[i]
	}
	t.Planned, t.Proposed = newFit(plan, how.Step).lasts(), f.lasts()
	t.Over = max(0, t.Proposed-plan.Duration)
	return t
}

func (p *Proposal) learn(samples []Sample) {
	if len(samples) == 0 {
		return
	}
	for _, s := range samples {
		p.Samples = append(p.Samples, s.Spent)
	}
	sorted := slices.Sorted(slices.Values(p.Samples))
	p.Shortest, p.Longest = sorted[0], sorted[len(sorted)-1]
	p.Median = medianSpan(sorted)
}

// medianSpan is the middle one of some spans in order, or the mean of the middle
// two, to the second; half a second is rounded up.
func medianSpan(sorted []time.Duration) time.Duration {
	n := len(sorted)
	return ((sorted[(n-1)/2] + sorted[n/2]) / 2).Round(time.Second)
}

// propose takes the median in whole steps, but no less than the phase must
// have. It returns what the phase can be cut to if all is too long.
//
// That floor is the one of a recovery, but for half of the time: it is half of
// what is proposed, not of what is planned, so that a plan once tuned is not
// tuned otherwise the next time.
func (p *Proposal) propose(speech, step time.Duration) (floor time.Duration) {
	planned := p.Phase.Duration
	p.Proposed, p.Reason = min(max(step, p.Median.Round(step)), longest), AsMeasured
	least, why := p.Phase.AtLeast, AtLeast
	speech = min((speech+step-1)/step*step, planned)
	if speech > least {
		least, why = speech, NeedsSpeech
	}
	if p.Activity.Protect || p.Phase.Protect || p.Activity.Break && p.Phase.AtLeast == 0 {
		least, why = planned, IsProtected
	}
	if p.Proposed < least {
		p.Proposed, p.Reason = least, why
	}
	if p.Phase.AtLeast == 0 {
		half := (p.Proposed/2 + time.Minute - 1).Truncate(time.Minute)
		least = max(least, half)
	}
	return min(least, planned)
}

const longest = 24 * time.Hour

// Sample is how long a phase took in a run.
type Sample struct {
	Run   int           // index of the run
	Spent time.Duration // in whole seconds
}

// Samples are what the runs teach of each phase of today's plan, in plan order;
// those of a phase stand in the order of the runs. The runs may be of earlier
// versions of the plan: see session.Match.
//
// A run teaches how long a phase takes if the phase was done in it, was not
// outside the part that was rehearsed, nothing of it was credited, and it took
// half a second at least; and if it was not broken off by calling the session
// finished while others were still to come.
func Samples(today *session.Plan, runs []*Record) [][]Sample {
	all := make([][]Sample, len(flat(today)))
	for n, r := range runs {
		s := r.State()
		until, broken := r.Until(s), s.BrokenOff()
		for i, p := range session.Match(today, r.Plan) {
			if p == session.NoMatch || p == broken {
				continue
			}
			if spent, ok := s.Taught(p, until); ok {
				all[i] = append(all[i], Sample{n, spent.Round(time.Second)})
			}
		}
	}
	return all
}

type flatPhase struct {
	activity *session.Activity
	*session.Phase
}

func flat(p *session.Plan) (all []flatPhase) {
	for i := range p.Activities {
		a := &p.Activities[i]
		for j := range a.Phases {
			all = append(all, flatPhase{a, &a.Phases[j]})
		}
	}
	return all
}

// UsualSure is in how many of ten a plan is to end in time.
const UsualSure = 8

// Surety is how likely a session ends in time as it is proposed, and what it takes to
// be as sure of it as is wanted. Odds say whether anything of it is known.
type Surety struct {
	Odds
	Sure    int           // in how many of ten it is to end in time
	Missing time.Duration // what would have to be booked besides; zero where nothing has to
	// Payers are the phases, by their index, that can be shortened instead, until it
	// is Paid; where all that they can give is too little, Paid is what they come to.
	// Where that was asked for they are shortened already.
	Payers []Payer
	Paid   float64
}

// Payer is a phase that is shortened so that time is left at the end.
type Payer struct {
	Phase int
	By    time.Duration
}

// sure finds how likely a session ends in time with what is proposed, and what would
// make it so. It changes the proposal where that was asked for.
func (t *Tuned) sure(runs []*Record, how Tuning) {
	plan := t.as()
	f := Learn(plan, runs)
	t.Surety = Surety{Odds: Odds{f.Runs(), inTime(f, plan, plan.Duration)}, Sure: how.Sure}
	if how.Sure == 0 {
		t.Sure = UsualSure
	}
	wanted := float64(t.Sure) / 10
	if !t.IsKnown() || t.InTime >= wanted {
		return
	}
	minutes := 1 + sort.Search(int(plan.Duration/time.Minute), func(n int) bool {
		return inTime(f, plan, plan.Duration+time.Duration(n+1)*time.Minute) >= wanted
	})
	t.Missing = time.Duration(minutes) * time.Minute
	keep := func(steps int) *Tuned { return propose(t.Plan, runs, how, time.Duration(steps)*how.Step) }
	chance := func(t *Tuned) float64 { return OddsOf(t.as(), runs).InTime }
	most := int(plan.Duration / how.Step)
	paid := keep(sort.Search(most, func(n int) bool { return chance(keep(n)) >= wanted }))
	t.Paid = chance(paid)
	for i := range t.Proposals {
		if by := t.Proposals[i].Proposed - paid.Proposals[i].Proposed; by > 0 {
			t.Payers = append(t.Payers, Payer{i, by})
		}
	}
	slices.SortStableFunc(t.Payers, func(a, b Payer) int { return int(b.By - a.By) })
	if how.Sure > 0 {
		paid.Surety = t.Surety
		*t = *paid
		t.InTime = t.Paid
	}
}

func (t *Tuned) as() *session.Plan {
	f := newFit(t.Plan, time.Second)
	f.stretches(t.Durations())
	return f.plan
}
