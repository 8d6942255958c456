package run

import (
	"cmp"
	"errors"
	"slices"
	"time"
)

// Backdate moves the newest turn to an earlier time: we moved on By ago, and
// nobody pressed the key. It does not go before the turn before it.
type Backdate struct{ By time.Duration } // above zero

func (c Backdate) decide(s *State, _ time.Time) (Event, error) {
	by, newest := c.By, s.line.newest
	if newest.before != nil {
		by = min(by, newest.at.Sub(newest.before.at))
	}
	if by <= 0 || newest.pinned || tooFar(newest.at.Add(-by)) {
		return nil, refuse("the last move cannot be put any earlier")
	}
	return Backdated{by}, nil
}

// ExcludeGap takes the newest recorded gap that still counts out of the session.
type ExcludeGap struct{}

func (ExcludeGap) decide(s *State, now time.Time) (Event, error) {
	gap := s.excludable(now)
	if gap < 0 {
		return nil, refuse("no gap is left that could be taken out")
	}
	return GapExcluded{gap, s.gaps[gap].number}, nil
}

// Book sets the scheduled start, before the delivery begins.
type Book struct{ At time.Time }

func (c Book) decide(s *State, _ time.Time) (Event, error) {
	if s.Stage() != Ready {
		return nil, refuse("the booked start cannot change once the session has started")
	}
	return Booked{c.At}, nil
}

type (
	// Backdated moves the newest turn to an earlier time.
	Backdated struct {
		By time.Duration `json:"by"`
	}
	// GapExcluded takes a recorded gap out of the session: the one that event Of
	// recorded. Records of earlier versions say only which of all it is, from 0.
	GapExcluded struct {
		Gap int `json:"gap"`
		Of  int `json:"of,omitempty"`
	}
	// GapRecorded is a fact: from Begin to End the computer slept or the
	// program was dead. It counts until it is excluded.
	GapRecorded struct {
		Gap
	}
	// WallStepped is a fact as well: somebody set the wall clock. It changes no
	// span and no instant, only what they are called.
	WallStepped struct {
		At time.Time     `json:"at"`
		By time.Duration `json:"by"`
	}
	// Booked sets the scheduled start, before the delivery begins. It is a fact.
	Booked struct {
		Start time.Time `json:"start"`
	}
)

// Gap is a stretch in which the program saw nothing.
type Gap struct {
	Begin time.Time `json:"begin"`
	End   time.Time `json:"end"`
	Cause string    `json:"cause"` // "sleep" or "crash"
}

// SleepGap is the gap that a sleep leaves. It cannot have begun before the look that
// showed none: nothing that was decided there lies behind its beginning.
func SleepGap(before, now time.Time, slept time.Duration) GapRecorded {
	gap := Gap{Begin: now.Add(-slept), End: now, Cause: "sleep"}
	if gap.Begin.Before(before) {
		gap.Begin = before
	}
	return GapRecorded{Gap: gap}
}

func (Backdate) Word() Word    { return CmdBackdate }
func (ExcludeGap) Word() Word  { return CmdExcludeGap }
func (Book) Word() Word        { return CmdBook }
func (Backdated) word() Word   { return CmdBackdate }
func (GapExcluded) word() Word { return CmdExcludeGap }
func (GapRecorded) word() Word { return "" }
func (WallStepped) word() Word { return "" }
func (Booked) word() Word      { return "" }

func (e Backdated) check(s *State) error {
	newest := s.line.newest
	switch {
	case newest == nil:
		return errTooEarly
	case e.By <= 0 || e.By > maxTime || newest.pinned:
		return errInstant
	case newest.before != nil && e.By > newest.at.Sub(newest.before.at):
		return errors.New("the move would come before the one before it")
	}
	return CheckInstant(newest.at.Add(-e.By))
}

func (e GapExcluded) check(s *State) error {
	if s.Stage() == Ready {
		return errTooEarly
	}
	gap, ok := e.index(s)
	if !ok {
		return errors.New("there is no such gap")
	}
	if _, out := s.line.isOut(gap); out {
		return errors.New("the gap was taken out already")
	}
	return nil
}

// index is where the gap is among those recorded.
func (e GapExcluded) index(s *State) (int, bool) {
	if e.Of == 0 {
		return e.Gap, e.Gap >= 0 && e.Gap < len(s.gaps)
	}
	return slices.BinarySearchFunc(s.gaps, e.Of, func(g recorded, number int) int { return g.number - number })
}

func (e GapRecorded) check(*State) error {
	switch {
	case e.End.Before(e.Begin):
		return errors.New("it ends before it begins")
	case e.Cause != Sleep && e.Cause != Crash:
		return errors.New("there is no such cause of a gap")
	}
	return cmp.Or(CheckInstant(e.Begin), CheckInstant(e.End))
}

func (e WallStepped) check(*State) error { return cmp.Or(CheckInstant(e.At), checkTime(e.By)) }

func (e Booked) check(s *State) error {
	if s.Stage() != Ready {
		return errStarted
	}
	return CheckInstant(e.Start)
}

func (e Backdated) apply(s *State) { s.shift(-e.By) }

func (e GapExcluded) apply(s *State) {
	gap, _ := e.index(s)
	s.exclude(excluded{s.gap(gap), gap})
}

func (e GapRecorded) apply(s *State) {
	s.gaps = append(s.gaps, recorded{e.Gap, s.number, s.Jumped()})
}

func (WallStepped) apply(*State) {}

func (e Booked) apply(s *State) { s.booking.Start = e.Start }

func (e Backdated) effects(s *State, _ time.Time) (string, []Effect) {
	at := s.line.newest.at
	return "", []Effect{{FigureMove, NoPhase, at, at.Add(-e.By)}}
}

func (e GapExcluded) effects(s *State, now time.Time) (string, []Effect) {
	return "", []Effect{{FigureGap, NoPhase, s.Paused(now)[GapKind], nil}}
}

func (e Booked) effects(s *State, now time.Time) (string, []Effect) {
	var was time.Time
	if s.Booked() {
		was = s.ScheduledStart(now)
	}
	return "", []Effect{{FigureStart, NoPhase, unlessZero(was), e.Start}}
}

// recorded is a gap as it was recorded: under the number of its event, when the
// delivery's clock was so far ahead of true time.
type recorded struct {
	Gap
	number int
	jumped time.Duration
}

// gap is a recorded gap as it lies on the delivery's clock. Where a credit
// before it was taken back since, the clock has gone back, and the gap with it.
func (s *State) gap(index int) Gap {
	g := &s.gaps[index]
	by := s.jumpedBefore(g.number) - g.jumped
	return Gap{g.Begin.Add(by), g.End.Add(by), g.Cause}
}

// Gaps are the recorded gaps, oldest first.
func (s *State) Gaps() []Gap {
	gaps := make([]Gap, len(s.gaps))
	for i := range gaps {
		gaps[i] = s.gap(i)
	}
	return gaps
}

// Excludable is the newest gap that exclude-gap would take out; false: there is none.
func (s *State) Excludable(now time.Time) (Gap, bool) {
	i := s.excludable(now)
	if i < 0 {
		return Gap{}, false
	}
	return s.gap(i), true
}

// excludable is the index of the newest gap that can be taken out at now: one
// that lies, in whole or part, between start and end; -1 where there is none.
func (s *State) excludable(now time.Time) int {
	begin, started := s.StartedAt()
	if !started {
		return -1
	}
	end := now
	if at, ended := s.EndedAt(); ended {
		end = at
	}
	for i := len(s.gaps) - 1; i >= 0; i-- {
		g := s.gap(i)
		if !g.End.After(begin) {
			break
		}
		if _, out := s.line.isOut(i); !out && overlap(g, begin, end) > 0 {
			return i
		}
	}
	return -1
}

func (s *State) asleep(at time.Time) bool {
	return slices.ContainsFunc(s.Gaps(), func(g Gap) bool { return !g.Begin.After(at) && g.End.After(at) })
}

const (
	Sleep = "sleep"
	Crash = "crash"
)
