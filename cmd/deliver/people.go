package deliver

import (
	"time"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/session/run"
)

// peopleFlags say who is in the room.
type peopleFlags struct{ people, groups cli.CountFlag }

func (o *peopleFlags) add(f *pflag.FlagSet) {
	f.Var(&o.people, "people", "the number `N` of people there (default: not known; the key j says it later)")
	f.Var(&o.groups, "groups", "the number `N` of groups they make (default: four to six people in each)")
}

func (o *peopleFlags) areGiven() bool { return o.people != 0 || o.groups != 0 }

// gather is the command that forms the groups asked for; nil where none were.
func (o *peopleFlags) gather(s *run.State, now time.Time) (*run.Gather, error) {
	if !o.areGiven() {
		return nil, nil
	}
	c := run.Gather{People: int(o.people), Groups: int(o.groups)}
	if _, err := run.Decide(s, c, now); err != nil {
		flag := "--people"
		if o.groups != 0 {
			flag = "--groups"
		}
		return nil, cli.Usage("%s: %v", flag, err)
	}
	return &c, nil
}
