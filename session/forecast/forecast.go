package forecast

import (
	"math"
	"slices"
	"sort"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Forecast is how likely a session goes on.
type Forecast struct {
	Early, Middle, Late time.Time // one in ten ends before Early, half before Middle, nine in ten before Late
	Promises            []Chance  // as run.State.Promises has them, the end last
}

// Chance is how likely a promise is kept.
type Chance struct {
	Activity int // by its index, or run.End
	Kept     float64
}

// End is how likely the session ends by its hard end.
func (f *Forecast) End() float64 { return f.Promises[len(f.Promises)-1].Kept }

// At is the forecast of a delivery of the plan; false where too few runs are known
// for one, and after the end.
//
// It is made for whole minutes since the last move: it can change no oftener
// while nothing happens, and no faster than the clock.
func (f *Forecaster) At(s *run.State, now time.Time) (Forecast, bool) {
	if f == nil || f.runs < Least || s.Stage() == run.Finished {
		return Forecast{}, false
	}
	if moved := s.LastTurn(); !moved.IsZero() && now.After(moved) {
		now = moved.Add(now.Sub(moved).Round(time.Minute))
	}
	promises := s.Promises(now)
	all := Forecast{Promises: make([]Chance, len(promises))}
	arrivals := f.rest(s, now).arrivals(len(promises), draws)
	for i, p := range promises {
		f.widen(arrivals[i])
		kept, _ := slices.BinarySearch(arrivals[i], math.Nextafter(p.At.Sub(now).Seconds(), math.Inf(1)))
		all.Promises[i] = Chance{p.Activity, float64(kept) / draws}
	}
	at := func(q float64) time.Time {
		seconds := min(quantile(arrivals[len(promises)-1], q), maxSeconds)
		return now.Add(time.Duration(seconds * float64(time.Second))).Truncate(time.Second)
	}
	all.Early, all.Middle, all.Late = at(0.1), at(0.5), at(0.9)
	return all, true
}

// maxSeconds is how far a forecast can see: as far as a time.Duration.
const maxSeconds = 100 * 365 * 24 * 3600.

// rest is what is still to come of a delivery, in seconds from now.
type rest struct {
	beliefs beliefs
	live    bool
	begin   float64 // when the first phase began, or can
	spent   float64 // of the first, by now
	hardEnd float64
	// mostLate is how late counts at most: who begins at another hour altogether
	// does not hurry for it.
	mostLate float64
	phases   []phase
	pauses   []float64
	columns  []*column // of what is common, of how large chance is, of how much one hurries and slackens, then of each phase
}

type phase struct {
	budget  float64
	log     float64 // of the budget
	phase   int     // of today's plan, or session.NoMatch
	fixed   float64 // when it must begin; less than nothing: at no time
	promise int     // which one that is
}

func (f *Forecaster) rest(s *run.State, now time.Time) *rest {
	b := f.beliefs.clone()
	b.newRoom(false)
	live := !s.Rehearsal()
	for _, step := range f.walkOf(&Past{State: s, Live: live}, now).steps {
		if step.teaches {
			b.learn(step.step)
		}
	}
	r := &rest{beliefs: b, live: live, hardEnd: s.HardEnd(now).Sub(now).Seconds(), mostLate: f.mostLate().Seconds(), pauses: f.pauses[live]}
	promise := 0
	add := func(i int, fixed time.Time) {
		p := &s.Phases()[i]
		ph := phase{budget: max(p.Budget.Seconds(), 1), phase: i, fixed: -1}
		if !fixed.IsZero() {
			ph.fixed, ph.promise = max(0, fixed.Sub(now).Seconds()), promise
			promise++
		}
		r.phases = append(r.phases, ph)
	}
	if here := s.Current(); here != run.NoPhase {
		add(here, time.Time{})
		if until, waits := s.Waiting(now); waits {
			r.begin = until.Sub(now).Seconds()
		} else {
			r.spent = s.Spent(here, now).Seconds()
		}
	} else if scheduled := s.ScheduledStart(now); scheduled.After(now) {
		r.begin = scheduled.Sub(now).Seconds()
	}
	for _, i := range s.Way() {
		var fixed time.Time
		if p := &s.Phases()[i]; p.Number == 1 {
			fixed = s.FixedAt(p.Activity, now)
		}
		add(i, fixed)
	}
	return r
}

// arrivals are, in each draw, when the session comes to each promise, the end last.
func (r *rest) arrivals(promises, draws int) [][]float64 {
	all := make([][]float64, promises)
	for i := range all {
		all[i] = make([]float64, draws)
	}
	for i := range r.phases {
		r.phases[i].log = math.Log(r.phases[i].budget)
	}
	r.columns = columns(globals + 2 + len(r.phases))
	upTo := r.beliefs.upTo()
	var roots [suppositions][globals]vector
	for i, b := range r.beliefs {
		roots[i] = b.root()
	}
	for k := range draws {
		which := 0
		for u := normal(r.columns[globals+1][k/2]); u > upTo[which] && which < suppositions-1; {
			which++
		}
		all[promises-1][k] = r.draw(k, r.beliefs[which], &roots[which], func(promise int, arrival float64) { all[promise][k] = arrival })
	}
	return all
}

// draw is when the session ends in one of the ways in which it may go on. See is
// told when it comes to what else is promised.
func (r *rest) draw(k int, b *belief, root *[globals]vector, see func(promise int, arrival float64)) float64 {
	var common vector
	for i := range common {
		common[i] = b.mean[i]
		for j := 0; j <= i; j++ {
			common[i] += root[i][j] * r.columns[j].at(k)
		}
	}
	base := common[pace] + common[room]
	if r.live {
		base += common[live]
	}
	variance := b.chanceSquares / spread(b.chances, r.columns[globals].at(k))
	still := 0.
	if len(r.pauses) > 0 {
		still = r.pauses[k/2%len(r.pauses)]
	}
	var left float64 // the budgets still to come
	for i := range r.phases {
		left += r.phases[i].budget
	}
	at, spent := r.begin, r.spent
	for i := range r.phases {
		p := &r.phases[i]
		if p.fixed >= 0 {
			see(p.promise, at)
			at = max(at, p.fixed)
		}
		lacks := at - spent + left - r.hardEnd
		late, early := min(mostLate, max(0, min(lacks, r.mostLate))/left), min(mostEarly, max(0, -lacks)/left)
		left -= p.budget
		h := &newPhase
		if p.phase != session.NoMatch {
			h = &b.own[p.phase]
		}
		expected := p.log + base + h.at + b.asLate(late, early)
		for j := range common {
			expected += h.by[j] * common[j]
		}
		at += beyond(spent, expected, math.Sqrt(variance+h.variance), r.columns[globals+2+i].at(k)) * (1 + still)
		spent = 0
	}
	return at
}

var newPhase = habit{variance: habitSD * habitSD}

// beyond is how much longer something takes than it has, whose logarithm is spread
// around what is expected, at a chance from the standard normal distribution. Of
// what is over by more than a standard deviation nobody knows more than at that
// time: so the end never moves faster than the clock.
func beyond(spent, expected, sd, z float64) float64 {
	if spent <= 0 {
		return math.Exp(expected + sd*z)
	}
	spent = min(spent, math.Exp(expected+sd))
	over := normal((math.Log(spent) - expected) / sd) // how likely it would be over by now
	return max(0, math.Exp(expected+sd*normalAt(over+(1-over)*normal(z)))-spent)
}

// Sure is how surely a recovery may aim at the end.
const Sure = 0.8

// Aim is what to shorten so that the session ends in time more surely.
type Aim struct {
	run.Keep
	Recovery run.Recovery // what it changes
	Kept     float64      // how likely the session ends in time then
}

const mostKept = 2 * time.Hour

// Aim is how a session under way ends in time so surely, or as surely as it can, by
// whole minutes; nil where it does already, or nothing can be gained.
func (f *Forecaster) Aim(s *run.State, sure float64, now time.Time) *Aim {
	is, ok := f.At(s, now)
	if !ok || s.Stage() == run.Ready || is.End() >= sure {
		return nil
	}
	from := max(0, s.InHand(now)).Truncate(time.Minute)
	aim := func(minutes int) *Aim {
		a := Aim{Keep: run.Keep{Spare: from + time.Duration(minutes+1)*time.Minute}, Kept: is.End()}
		if a.Recovery = s.Keeping(a.Spare, now); a.Recovery.Refused != nil {
			return &a
		}
		with := s.Clone()
		if e, err := run.Decide(with, a.Keep, now); err == nil {
			with.Apply(e)
			then, _ := f.At(with, now)
			a.Kept = then.End()
		}
		return &a
	}
	most := int(mostKept / time.Minute)
	best := aim(most)
	if best.Kept <= is.End() {
		return nil
	}
	target := min(sure, best.Kept)
	return aim(sort.Search(most, func(n int) bool { return aim(n).Kept >= target }))
}
