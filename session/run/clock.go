package run

import "time"

// Backdate moves the newest turn to an earlier time: we moved on By ago, and
// nobody pressed the key. It does not go before the turn before it.
type Backdate struct{ By time.Duration } // above zero

// Word is the command's name.
func (Backdate) Word() Word { return CmdBackdate }

func readBackdate(args []string) (Command, error) {
	by, err := parseSpan(args)
	return Backdate{by}, err
}

func (c Backdate) decide(s *State, _ time.Time) (Event, error) {
	by, turns := c.By, s.line.turns
	newest := turns[len(turns)-1]
	if n := len(turns); n > 1 {
		by = min(by, newest.at.Sub(turns[n-2].at))
	}
	if by <= 0 || newest.fixed || tooFar(newest.at.Add(-by)) {
		return nil, refuse("the last move cannot be put any earlier")
	}
	return Backdated{by}, nil
}

// ExcludeGap takes the newest recorded gap that still counts out of the
// session.
type ExcludeGap struct{}

// Word is the command's name.
func (ExcludeGap) Word() Word { return CmdExcludeGap }

func (ExcludeGap) decide(s *State, now time.Time) (Event, error) {
	gap := s.excludable(now)
	if gap < 0 {
		return nil, refuse("no gap is left that could be taken out")
	}
	return GapExcluded{gap}, nil
}

// Book sets the scheduled start, before the delivery begins.
type Book struct{ At time.Time }

// Word is the command's name.
func (Book) Word() Word { return CmdBook }

func (c Book) decide(s *State, _ time.Time) (Event, error) {
	if s.Stage() != Ready {
		return nil, refuse("the booked start cannot change once the session has started")
	}
	return Booked{c.At}, nil
}
