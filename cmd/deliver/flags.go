package deliver

import (
	"cmp"
	"time"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session/run"
	"facilitate/timer"
)

// booking sets the booked times. The plan's usual start is on the day of now; one that
// was asked for is the nearest to now, so that 23:50 given at five past midnight was
// yesterday. An end that comes before the start is after midnight.
func booking(usual, start, end *timer.TimeOfDay, now time.Time) run.Booking {
	b := run.Booking{Zone: now.Location()}
	switch {
	case start != nil:
		b.Start = start.Nearest(now)
	case usual != nil:
		b.Start = usual.OnDayOf(now)
	}
	if end != nil {
		b.End = end.From(cmp.Or(b.Start, now))
	}
	return b
}

type peopleFlags struct{ people, groups int }

func (o *peopleFlags) add(f *pflag.FlagSet) {
	cli.CountFlag(f, &o.people, "people", "the number `N` of people there (default: not known; the key j says it later)")
	cli.CountFlag(f, &o.groups, "groups", "the number `N` of groups they make (default: four to six people in each)")
}

func (o *peopleFlags) areGiven() bool { return o.people != 0 || o.groups != 0 }

// gather is the command that forms the groups asked for; nil where none were.
func (o *peopleFlags) gather(s *run.State, now time.Time) (*run.Gather, error) {
	if !o.areGiven() {
		return nil, nil
	}
	c := run.Gather{People: o.people, Groups: o.groups}
	switch _, err := run.Decide(s, c, now); {
	case err == nil:
		return &c, nil
	case o.groups != 0:
		return nil, cli.Usage("--groups: %v", err)
	default:
		return nil, cli.Usage("--people: %v", err)
	}
}

// consoleFlags say how a session is shown, and where its record is kept.
type consoleFlags struct {
	frontFlags
	stateDir string
	bell     bool
	talk     bool // a rehearsal in which what only the room does is taken as done
	room     roomOptions
}

func (o *consoleFlags) add(f *pflag.FlagSet) {
	library.StateDirFlag(f, &o.stateDir)
	f.BoolVar(&o.bell, "bell", false, "ring the terminal's bell at each cue")
	o.frontFlags.add(f)
	roomFlags(f, &o.room)
}
