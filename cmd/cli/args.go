package cli

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/timer"
)

// OneArg wants exactly one argument, and says what it is and how it is given.
func OneArg(what, example string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return Usage("%s is missing; try: %s", what, example)
		}
		return OptionalArg(example)(c, args)
	}
}

// OptionalArg wants one argument at most.
func OptionalArg(example string) cobra.PositionalArgs { return atMost(1, example) }

// NoArgs wants no argument.
func NoArgs(example string) cobra.PositionalArgs { return atMost(0, example) }

func atMost(most int, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > most {
			return Usage("%q is one argument too many; try: %s", args[most], example)
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

// CountFlag adds a flag for a number of at least 1; 0 where it was not given.
func CountFlag(f *pflag.FlagSet, to *int, name, usage string) {
	f.Func(name, usage, func(text string) error {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return errors.New("it takes a number from 1 on")
		}
		*to = n
		return nil
	})
}
