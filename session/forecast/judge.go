package forecast

import (
	"math"
	"slices"
	"time"
)

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
