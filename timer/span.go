package timer

import (
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
	total, seen := time.Duration(0), time.Duration(0)
	for rest != "" {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if digits == 0 {
			return 0, fmt.Errorf("%.40q is not a span of time", text)
		}
		if digits == len(rest) {
			return 0, fmt.Errorf("%.40q has no unit", text)
		}
		var unit time.Duration
		switch rest[digits] {
		case 'h':
			unit = time.Hour
		case 'm':
			unit = time.Minute
		case 's':
			unit = time.Second
		}
		if unit == 0 || (seen != 0 && unit >= seen) {
			return 0, fmt.Errorf("%.40q is not a span of time", text)
		}
		n, err := strconv.Atoi(rest[:digits])
		if err != nil || time.Duration(n) > (MaxSpan-total)/unit {
			return 0, fmt.Errorf("%.40q is longer than %d hours", text, MaxSpan/time.Hour)
		}
		total += time.Duration(n) * unit
		seen, rest = unit, rest[digits+1:]
	}
	if seen == 0 {
		return 0, fmt.Errorf("a span of time is missing")
	}
	if total == 0 {
		return 0, fmt.Errorf("%.40q is no time at all", text)
	}
	return total, nil
}

// FormatSpan writes a span so that ParseSpan reads the same one again:
// "1h30m", "5m", "1m30s". Parts of a second are cut off; zero is "0s" and a
// negative span carries a minus, neither of which a plan may hold.
func FormatSpan(d time.Duration) string {
	var b strings.Builder
	d = d.Truncate(time.Second)
	if d < 0 {
		b.WriteByte('-')
		d = -d
	}
	h, m, s := d/time.Hour, d/time.Minute%60, d/time.Second%60
	if h > 0 {
		fmt.Fprintf(&b, "%dh", h)
	}
	if m > 0 {
		fmt.Fprintf(&b, "%dm", m)
	}
	if s > 0 || (h == 0 && m == 0) {
		fmt.Fprintf(&b, "%ds", s)
	}
	return b.String()
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
