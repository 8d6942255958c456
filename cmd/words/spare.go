package words

import (
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Use is something that there is time for.
type Use struct {
	Phase   int           // that is given time, or the first of what is taken
	More    time.Duration // that it is given; 0: it is taken now
	Command run.Command
}

// Uses are what there is time for while nothing is late: a phase that may have
// more, and a spare activity.
func Uses(s *run.State, now time.Time) (all []Use) {
	spare := spareTime(s, now)
	if phase, more := worthMore(s, spare, now); more > 0 {
		all = append(all, Use{phase, more, run.Allot{Phase: s.Name(phase), Time: s.Phases()[phase].Budget + more}})
	}
	for _, a := range s.Takeable() {
		if first := s.FirstOf(a); s.Plan().Activities[a].Spare && Fits(s, first, now) && spare > 0 {
			return append(all, Use{first, 0, run.Take{Activity: s.Plan().Activities[a].ID}})
		}
	}
	return all
}

// With is how things would stand with a command; nil: as they are.
func With(s *run.State, c run.Command, now time.Time, clock func(time.Time) string) string {
	if c != nil {
		s = s.Clone()
		e, err := run.Decide(s, c, now)
		if err != nil {
			return err.Error()
		}
		s.Apply(e)
	}
	v := VerdictOf(s, now, clock)
	return "ends " + v.Ends + ", out by " + v.Out
}

// spareTime is what is to spare before the next promise, in whole minutes.
func spareTime(s *run.State, now time.Time) time.Duration {
	return time.Duration(run.Worst(s.Promises(now)).Shown().Spare) * time.Minute
}

// worthMore is the phase that the minutes to spare go to: of those before the
// next promise the one that was cut most, else the one that is discussed most. Where
// none is worth more, or nothing is to spare, more is not above 0.
func worthMore(s *run.State, spare time.Duration, now time.Time) (phase int, more time.Duration) {
	reach := s.Reach(s.Verdict(now).Activity, now)
	for _, i := range reach {
		p := &s.Phases()[i]
		if cut := (p.Plan.Duration - p.Budget).Truncate(time.Minute); cut > more {
			phase, more = i, cut
		}
	}
	if more > 0 {
		return phase, min(more, spare)
	}
	talked := 0
	for _, i := range reach {
		if n := talk(s.Phases()[i].Plan); n > talked {
			phase, talked, more = i, n, 5*time.Minute
		}
	}
	return phase, min(more, spare)
}

func talk(p *session.Phase) (n int) {
	for i := range p.Notes {
		if k := p.Notes[i].Kind; k == session.Ask || k == session.Round {
			n++
		}
	}
	return n
}

// Takes is how long an activity takes that has a phase as its first.
func Takes(s *run.State, first int, now time.Time) (sum time.Duration) {
	for i := first; i < len(s.Phases()) && s.Phases()[i].Activity == s.Phases()[first].Activity; i++ {
		if s.Phases()[i].Status != run.Done {
			sum += max(0, s.Phases()[i].Budget-s.Spent(i, now))
		}
	}
	return sum
}

// Fits is whether there is time for a spare activity.
func Fits(s *run.State, first int, now time.Time) bool {
	return Takes(s, first, now) <= spareTime(s, now)
}
