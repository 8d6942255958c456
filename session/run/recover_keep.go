package run

import "time"

// Keep shortens later phases, as RecoverTrim does, until so much is to spare at the
// end, or as much as can be.
type Keep struct{ Spare time.Duration }

func (Keep) Word() Word { return CmdRecover }

func (c Keep) decide(s *State, now time.Time) (Event, error) {
	r := s.Keeping(c.Spare, now)
	if r.Refused != nil {
		return nil, r.Refused
	}
	e := Budgeted{By: c.Word()}
	for _, change := range r.Changes {
		e.Set = append(e.Set, Budget{change.Phase, change.To})
	}
	return e, nil
}

// Keeping is what Keep does: RecoverTrim with a hard end that is so much earlier.
func (s *State) Keeping(spare time.Duration, now time.Time) Recovery {
	o := s.outlook(now)
	o.hardEnd = o.hardEnd.Add(-spare)
	r := s.recovery(RecoverTrim, o, now)
	for _, promises := range [][]Promise{r.Before, r.After} {
		promises[len(promises)-1].At = s.HardEnd(now)
	}
	r.see(r.After)
	return r
}
