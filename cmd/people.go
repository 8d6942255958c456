package cmd

import (
	"errors"
	"strconv"
	"time"

	"github.com/spf13/pflag"

	"facilitate/session/run"
)

// countFlag is a flag that takes a number of at least 1; 0 where it was not
// given.
type countFlag int

func (f *countFlag) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return errors.New("it takes a number from 1 on")
	}
	*f = countFlag(n)
	return nil
}

func (f *countFlag) Type() string { return "N" }

func (f *countFlag) String() string {
	if *f == 0 {
		return ""
	}
	return strconv.Itoa(int(*f))
}

// peopleFlags say who is in the room.
type peopleFlags struct{ people, groups countFlag }

func (o *peopleFlags) add(f *pflag.FlagSet) {
	f.Var(&o.people, "people", "the number `N` of people there (default: not known; the key j says it later)")
	f.Var(&o.groups, "groups", "the number `N` of groups they make (default: four to six people in each)")
}

func (o *peopleFlags) given() bool { return o.people != 0 || o.groups != 0 }

// gather is the command that forms the groups asked for; nil where none were.
func (o *peopleFlags) gather(s *run.State, now time.Time) (*run.Command, error) {
	if !o.given() {
		return nil, nil
	}
	c := run.Command{Word: run.CmdPeople, People: int(o.people), Groups: int(o.groups)}
	if _, err := run.Decide(s, c, now); err != nil {
		flag := "--people"
		if o.groups != 0 {
			flag = "--groups"
		}
		return nil, usage("%s: %v", flag, err)
	}
	return &c, nil
}
