package timer

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MaxSpan is the longest span that can be written: far beyond any workshop,
// and short enough that sums of spans stay within a time.Duration.
const MaxSpan = 10_000 * time.Hour

// SpanHint is the sentence that tells people how a span is written.
const SpanHint = "write it with units, like 45s, 5m, 1m30s or 1h30m"

// ParseSpan reads a span as plans and scripts write it: hours, minutes and
// seconds in that order, each at most once and with its unit ("1h30m", "45s"),
// or whole minutes as "5 min". A span is above zero and in whole seconds.
// The error says what is wrong; SpanHint says how to write it right.
func ParseSpan(text string) (time.Duration, error) {
	rest := text
	if minutes, ok := strings.CutSuffix(text, "min"); ok {
		rest = strings.TrimRight(minutes, " \u00a0\u202f") + "m" // as typesetters part them
		if strings.ContainsAny(minutes, "hms") {
			return 0, fmt.Errorf("%.40q is not a span of time", text)
		}
	}
	isNumber := func(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
	var total time.Duration
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second} {
		digits, after, found := strings.Cut(rest, "hms"[i:i+1])
		if !found || !isNumber(digits) {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err != nil || time.Duration(n) > (MaxSpan-total)/unit {
			return 0, fmt.Errorf("%.40q is longer than %d hours", text, MaxSpan/time.Hour)
		}
		total, rest = total+time.Duration(n)*unit, after
	}
	switch {
	case text == "":
		return 0, errors.New("a span of time is missing")
	case isNumber(rest):
		return 0, fmt.Errorf("%.40q has no unit", text)
	case rest != "":
		return 0, fmt.Errorf("%.40q is not a span of time", text)
	case total == 0:
		return 0, fmt.Errorf("%.40q is no time at all", text)
	}
	return total, nil
}

// FormatSpan writes a span so that ParseSpan reads the same one again:
// "1h30m", "5m", "1m30s". Parts of a second are cut off; zero is "0s" and a
// negative span carries a minus, neither of which a plan may hold.
func FormatSpan(d time.Duration) string {
	text := strings.Replace(d.Truncate(time.Second).String(), "h0m", "h", 1)
	if short := strings.TrimSuffix(text, "0s"); strings.HasSuffix(short, "h") || strings.HasSuffix(short, "m") {
		return short
	}
	return text
}

// Decimal is a span as a number of seconds, to the nanosecond and with no digit
// more than it has: "90", "-0.25".
func Decimal(d time.Duration) string {
	sign, n := "", uint64(d)
	if d < 0 {
		sign, n = "-", -n
	}
	text := fmt.Sprintf("%s%d.%09d", sign, n/1e9, n%1e9)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

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

// InWords writes a span of zero or more as people read it: "1 h 30 min", "5 min", "45 s".
// Parts of a second are cut off; nothing is "0 min".
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
