package script

import (
	"time"

	"github.com/spf13/pflag"

	"facilitate/session/run"
	"facilitate/timer"
)

// InstantFlag adds a flag that takes an instant, or where there is a clock a time
// of day: today's. It is zero where it was not given.
func InstantFlag(f *pflag.FlagSet, to *time.Time, now func() time.Time, name, usage string) {
	f.Func(name, usage, func(text string) (err error) {
		if now != nil {
			if at, err := timer.ReadTimeOfDay(text); err == nil {
				*to = at.OnDayOf(now())
				return nil
			}
		}
		*to, err = run.ParseInstant(text)
		return err
	})
}
