package forecast

import (
	"cmp"
	"math"
	"slices"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Past is a run of the plan, in whatever version, as it was kept.
type Past struct {
	State *run.State // to be read only
	Live  bool       // it was a delivery
	Other bool       // somebody else led it
}

// Least is how many runs a forecast needs: a band from fewer does not hold.
const Least = 2

// Forecaster is what the runs of a plan teach of it.
type Forecaster struct {
	plan            *session.Plan
	planned         time.Duration
	beliefs         beliefs
	runs            int
	judged, squares float64 // how many runs were forecast from those before them, and how far off that was

	pauses map[bool][]float64 // live and in rehearsals: of each run, the time that stood still over the time that ran
}

// Learn learns from the runs of a plan, which may be of earlier versions of it.
// One that has not ended teaches nothing; nor does a phase that was credited, that
// an incident cut, in which the session was broken off, or that was not reached.
func Learn(plan *session.Plan, past []Past) *Forecaster {
	budgets := durations(plan)
	f := &Forecaster{plan: plan, beliefs: newBeliefs(len(budgets)), pauses: map[bool][]float64{}}
	for _, d := range budgets {
		f.planned += d
	}
	var walks []*walk
	for i := range past {
		if end, ended := past[i].State.EndedAt(); ended {
			walks = append(walks, f.walkOf(&past[i], end))
		}
	}
	takeAsMeant(walks, len(budgets))
	for i, w := range walks {
		f.learn(w, len(walks)-i <= mostJudged)
	}
	return f
}

// takeAsMeant has phases that today's plan gives less than they took in runs of
// other versions be shortened in earnest: in the middle they take what it gives them.
// A run of today's version shows whether that is so.
func takeAsMeant(walks []*walk, phases int) {
	took := make([][]float64, phases)
	each := func(see func(*walked)) {
		for _, w := range walks {
			for i := range w.steps {
				if s := &w.steps[i]; s.teaches && s.changed {
					see(s)
				}
			}
		}
	}
	each(func(s *walked) { took[s.phase] = append(took[s.phase], s.took) })
	for i := range took {
		slices.Sort(took[i])
	}
	each(func(s *walked) { s.took -= max(0, quantile(took[s.phase], 0.5)) })
}

func (f *Forecaster) learn(w *walk, judge bool) {
	p, end := w.of, w.end
	taught := w.taught()
	if taught == 0 {
		return
	}
	whole := 2*taught >= f.planned
	f.beliefs.newRoom(p.Other)
	if judge && whole && f.runs > 0 && !p.Other {
		f.judge(w)
	}
	for _, s := range w.steps {
		if s.teaches {
			f.beliefs.learn(s.step)
		}
	}
	if whole {
		f.runs++
		f.pauses[p.Live] = append(f.pauses[p.Live], stoodStill(p.State, end))
	}
}

// Runs is how many runs taught half of the plan; under Least there is no forecast.
func (f *Forecaster) Runs() int { return f.runs }

type walk struct {
	of      *Past
	end     time.Time
	steps   []walked // in the order in which the phases were begun
	hardEnd time.Time
}

type walked struct {
	step
	begun   time.Time
	asked   time.Duration
	planned time.Duration // by today's plan
	fixed   time.Time
	teaches bool
	changed bool // today's plan gives it another time
}

func (f *Forecaster) walkOf(of *Past, now time.Time) *walk {
	s := of.State
	today := make([]int, len(s.Phases()))
	for i := range today {
		today[i] = session.NoMatch
	}
	for i, p := range session.Match(f.plan, s.Plan()) {
		if p != session.NoMatch {
			today[p] = i
		}
	}
	var rest time.Duration // that was still to come
	want := func(p *run.Phase) time.Duration { return cmp.Or(p.Asked, p.Budget) }
	for i := range s.Phases() {
		if p := &s.Phases()[i]; p.Status != run.Skipped || p.Asked > 0 {
			rest += want(p)
		}
	}
	budgets := durations(f.plan)
	w := &walk{of: of, end: now, hardEnd: s.HardEnd(now)}
	spoilt := spoilt(s, now)
	seen := map[int]bool{}
	for _, v := range s.Stays(now) {
		if seen[v.Phase] {
			continue
		}
		seen[v.Phase] = true
		p := &s.Phases()[v.Phase]
		step := walked{step: step{phase: today[v.Phase], live: of.Live, other: of.Other}, begun: v.Begun, asked: p.Asked, fixed: v.Fixed}
		if step.begun.IsZero() {
			step.begun = v.Begin
		}
		lacks := step.begun.Add(rest).Sub(w.hardEnd)
		step.late, step.early = part(min(lacks, f.mostLate()), rest, mostLate), part(-lacks, rest, mostEarly)
		rest -= want(p)
		spent, ok := s.Taught(v.Phase, now)
		if step.teaches = ok && !spoilt[v.Phase] && step.phase != session.NoMatch && p.Asked > 0; step.teaches {
			// What a phase was given live is kept to or not, in proportion; that a later
			// version of the plan gives it more does not make it longer.
			step.planned = budgets[step.phase]
			step.changed = step.planned != p.Plan.Duration
			step.took = math.Log(spent.Seconds() / p.Asked.Seconds() * p.Plan.Duration.Seconds() / step.planned.Seconds())
		}
		w.steps = append(w.steps, step)
	}
	return w
}

// taught is how much planned time of today's plan a run teaches.
func (w *walk) taught() (sum time.Duration) {
	for i := range w.steps {
		sum += w.steps[i].planned
	}
	return sum
}

// part is how large a part of the time to come some time is, from 0 to most.
func part(of, rest time.Duration, most float64) float64 {
	if of <= 0 || rest <= 0 {
		return 0
	}
	return min(most, of.Seconds()/rest.Seconds())
}

// spoilt are the phases from which nothing can be learnt, by what happened.
func spoilt(s *run.State, now time.Time) map[int]bool {
	phases := map[int]bool{s.BrokenOff(): true}
	for _, p := range s.Standstills(now) {
		if p.Kind == run.Incident {
			phases[p.Phase] = true
		}
	}
	return phases
}

// stoodStill is how much time stood still for each that ran.
func stoodStill(s *run.State, now time.Time) float64 {
	var ran, stood time.Duration
	for i := range s.Phases() {
		ran += s.Spent(i, now)
	}
	for _, kind := range []run.PauseKind{run.Question, run.Break, run.Other} {
		stood += s.Paused(now)[kind]
	}
	if ran <= 0 {
		return 0
	}
	return stood.Seconds() / ran.Seconds()
}

// durations are those of a plan's phases, in its flat order.
func durations(plan *session.Plan) (all []time.Duration) {
	for a := range plan.Activities {
		for i := range plan.Activities[a].Phases {
			all = append(all, plan.Activities[a].Phases[i].Duration)
		}
	}
	return all
}

// mostLate is how late counts at most, as a part of the time to come; and of what is
// planned it is half. How early counts for as much as there is to come.
const (
	mostLate  = 3
	mostEarly = 1
)

func (f *Forecaster) mostLate() time.Duration { return f.planned / 2 }

// Forecasts are judged by what became of them, run by run, and the band is made as
// much wider or narrower as it should have been. At first it is taken to be a little
// too narrow, as if so many runs had shown it.
const (
	judgedBefore  = 3
	squaresBefore = 1.1 * judgedBefore
)

// mostOff is how many standard deviations a run counts for at most: one that went
// quite otherwise tells nothing of the others.
const mostOff = 3

// mostJudged is how many runs are judged, the newest: more tell little more.
const mostJudged = 20

// judge forecasts a run from those before it, at its start and when half of its phases'
// time lay behind it, and sees how far off that was. Its room is in the belief.
func (f *Forecaster) judge(w *walk) {
	var whole, behind time.Duration
	for i := range w.steps {
		whole += w.steps[i].asked
	}
	b := f.beliefs.clone()
	var squares, times float64
	for i := range w.steps {
		s := &w.steps[i]
		if 2*behind >= time.Duration(times)*whole {
			times++
			squares += f.off(b, w, i)
		}
		behind += s.asked
		if s.teaches {
			b.learn(s.step)
		}
	}
	f.judged++
	f.squares += squares / times
}

// off is by how many standard deviations, squared, the end was off what was to be
// expected when a phase began.
func (f *Forecaster) off(b beliefs, w *walk, from int) float64 {
	now := w.steps[from].begun
	r := &rest{beliefs: b, live: w.of.Live, hardEnd: w.hardEnd.Sub(now).Seconds(), mostLate: f.mostLate().Seconds(), pauses: f.pauses[w.of.Live]}
	for _, s := range w.steps[from:] {
		ph := phase{budget: max(s.asked.Seconds(), 1), phase: s.phase, fixed: -1}
		if s.fixed.After(now) {
			ph.fixed = s.fixed.Sub(now).Seconds()
		}
		r.phases = append(r.phases, ph)
	}
	arrivals := r.arrivals(1, draws/parts)[0]
	slices.Sort(arrivals)
	wide := (quantile(arrivals, 0.9) - quantile(arrivals, 0.1)) / (2 * normalAt(0.9))
	off := (w.end.Sub(now).Seconds() - quantile(arrivals, 0.5)) / max(wide, 1)
	return math.Min(off*off, mostOff*mostOff)
}

// widen puts arrivals in order, and as much further from their middle as they have
// been found to be too near to it.
func (f *Forecaster) widen(arrivals []float64) {
	slices.Sort(arrivals)
	if f.judged == 0 {
		return
	}
	by, middle := math.Sqrt((squaresBefore+f.squares)/(judgedBefore+f.judged)), quantile(arrivals, 0.5)
	for i := range arrivals {
		arrivals[i] = max(0, middle+by*(arrivals[i]-middle))
	}
}

// quantile is what so large a part of some figures in order is not above.
func quantile(sorted []float64, q float64) float64 {
	return sorted[int(math.Round(q*float64(len(sorted)-1)))]
}
