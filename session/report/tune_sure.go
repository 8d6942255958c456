package report

import (
	"slices"
	"sort"
	"time"

	"facilitate/session"
)

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

// as is the plan as it is proposed.
func (t *Tuned) as() *session.Plan {
	f := newFit(t.Plan, time.Second)
	f.stretches(t.Durations())
	return f.plan
}
