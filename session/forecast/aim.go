package forecast

import (
	"sort"
	"time"

	"facilitate/session/run"
)

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
