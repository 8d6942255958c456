package timer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MinSec writes a span to the nearest second as a clock shows it: M:SS, or
// H:MM:SS from an hour on. A negative span carries a minus sign.
func MinSec(d time.Duration) string {
	sign, s := "", d.Round(time.Second)/time.Second
	if s < 0 {
		sign, s = "−", -s
	}
	if s >= 3600 {
		return fmt.Sprintf("%s%d:%02d:%02d", sign, s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%s%d:%02d", sign, s/60, s%60)
}

// Countdown writes a time left as a clock shows it, rounded up to the second,
// so that five minutes begin at 5:00 and read 0:00 only when their time is up.
// What is over carries a plus and counts whole seconds: "+0:01".
func Countdown(left time.Duration) string {
	switch {
	case left > 0:
		return MinSec((left + time.Second - 1).Truncate(time.Second))
	case left > -time.Second:
		return MinSec(0)
	}
	return "+" + MinSec(-left.Truncate(time.Second))
}

// InWords writes a span of zero or more as people read it: "1 h 30 min",
// "5 min", "45 s". Parts of a second are cut off; what is left of nothing is
// "0 min".
func InWords(d time.Duration) string {
	var parts []string
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if n := d / unit.of; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			d -= n * unit.of
		}
	}
	if len(parts) == 0 {
		return "0 min"
	}
	return strings.Join(parts, " ")
}

// InMinutes writes a span of zero or more under a heading that says minutes: as
// their number where it is whole, else as M:SS however many there are.
func InMinutes(d time.Duration) string {
	if d%time.Minute != 0 {
		return fmt.Sprintf("%d:%02d", d/time.Minute, d/time.Second%60)
	}
	return strconv.Itoa(int(d / time.Minute))
}
