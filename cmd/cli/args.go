package cli

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"facilitate/timer"
)

// OneArg wants exactly one argument, and says what it is and how it
// is given.
func OneArg(what, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return Usage("%s is missing; try: %s", what, example)
		case len(args) > 1:
			return Usage("%q is one argument too many; try: %s", args[1], example)
		}
		return nil
	}
}

// OptionalArg wants one argument at most.
func OptionalArg(example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return Usage("%q is one argument too many; try: %s", args[1], example)
		}
		return nil
	}
}

// NoArgs wants no argument.
func NoArgs(example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return Usage("%q is one argument too many; try: %s", args[0], example)
		}
		return nil
	}
}

// TimeFlag reads the text of a flag that takes a time of day; nil where
// the flag was not given. The error is one of usage.
func TimeFlag(flag, text string) (*timer.TimeOfDay, error) {
	if text == "" {
		return nil, nil
	}
	t, err := timer.ReadTimeOfDay(text)
	if err != nil {
		return nil, Usage("--%s: %v; write it like 09:30", flag, err)
	}
	return &t, nil
}

// CheckPort is what is wrong with the number of a port that a flag gives; nil
// where there can be such a port, and for 0, which is any that is free.
func CheckPort(flag string, port int) error {
	if port < 0 || port > 65535 {
		return Usage("--%s: there is no port %d; they go from 1 to 65535", flag, port)
	}
	return nil
}

// CountFlag is a flag that takes a number of at least 1; 0 where it was not
// given.
type CountFlag int

// Set is pflag.Value's.
func (f *CountFlag) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return errors.New("it takes a number from 1 on")
	}
	*f = CountFlag(n)
	return nil
}

// Type is pflag.Value's.
func (f *CountFlag) Type() string { return "N" }

// String is pflag.Value's.
func (f *CountFlag) String() string {
	if *f == 0 {
		return ""
	}
	return strconv.Itoa(int(*f))
}
