package timer_test

import (
	"strings"
	"testing"
	"time"

	"facilitate/timer"
)

func TestParseSpan(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"1s":         time.Second,
		"45s":        45 * time.Second,
		"90s":        90 * time.Second, // parts may pass 59: only the order is fixed
		"5m":         5 * time.Minute,
		"05m":        5 * time.Minute,
		"90m":        90 * time.Minute,
		"1m30s":      90 * time.Second,
		"1m0s":       time.Minute,
		"0m1s":       time.Second,
		"1m60s":      2 * time.Minute,
		"1h":         time.Hour,
		"1h30m":      90 * time.Minute,
		"1h5s":       time.Hour + 5*time.Second,
		"1h2m3s":     time.Hour + 2*time.Minute + 3*time.Second,
		"0h0m1s":     time.Second,
		"5min":       5 * time.Minute,
		"5\u00a0min": 5 * time.Minute,
		"5 min":      5 * time.Minute,
		"5   min":    5 * time.Minute,
		"90 min":     90 * time.Minute,
		"10000h":     timer.MaxSpan,
		"10000h0s":   timer.MaxSpan,
		"9999h60m":   timer.MaxSpan,
		"600000m":    timer.MaxSpan,
		"600000min":  timer.MaxSpan,
		"36000000s":  timer.MaxSpan,
		"9999h59m59s": timer.MaxSpan -
			time.Second,
	} {
		got, err := timer.ParseSpan(text)
		if got != want || err != nil {
			t.Errorf("%q is %v (%v), want %v", text, got, err, want)
		}
	}
}

func TestParseSpanErrors(t *testing.T) {
	const missing, unreadable, unitless, nothing, long = "a span of time is missing",
		"is not a span of time", "has no unit", "is no time at all", "is longer than 10000 hours"
	for text, want := range map[string]string{
		"": missing,

		" ":         unreadable,
		"x":         unreadable,
		"m":         unreadable,
		"min":       unreadable,
		" min":      unreadable,
		" 5m":       unreadable,
		"5m ":       unreadable,
		"5 m":       unreadable,
		"5\tmin":    unreadable,
		"5\u00a0m":  unreadable, // a no-break space
		"-5m":       unreadable,
		"+5m":       unreadable,
		"1.5m":      unreadable,
		"1,5m":      unreadable,
		"1_000s":    unreadable,
		"0x5m":      unreadable,
		"1e3s":      unreadable,
		"5M":        unreadable,
		"5d":        unreadable,
		"5ms":       unreadable,
		"5us":       unreadable,
		"5 minutes": unreadable,
		"5 mins":    unreadable,
		"5 MIN":     unreadable,
		"5s1m":      unreadable,
		"30m1h":     unreadable,
		"5m5m":      unreadable,
		"1h1h":      unreadable,
		"1h 30m":    unreadable,
		"1h5 min":   unreadable,
		"5m min":    unreadable,
		"30s min":   unreadable,
		"5 min 30s": unreadable,
		"5minmin":   unreadable,
		"٥m":        unreadable, // a digit, but not one of ours
		"5m\x00":    unreadable,

		"5":       unitless,
		"0":       unitless,
		"1h30":    unitless,
		"5m30s10": unitless,

		"0s":     nothing,
		"0 min":  nothing,
		"0h0m0s": nothing,
		"000m":   nothing,

		"10001h":                             long,
		"10000h1s":                           long,
		"9999h60m1s":                         long,
		"600001 min":                         long,
		"36000001s":                          long,
		"2562048h":                           long, // would not fit into a time.Duration
		"9223372036854775807s":               long,
		"9223372036854775808s":               long, // would not fit into an int
		strings.Repeat("9", 1000) + "h":      long,
		"1h" + strings.Repeat("9", 50) + "s": long,
	} {
		got, err := timer.ParseSpan(text)
		if err == nil || got != 0 || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %v (%v), want an error that it %s", text, got, err, want)
		}
	}
}

// People look for the text of an error in what they wrote.
func TestParseSpanQuotesWhatWasWritten(t *testing.T) {
	for _, text := range []string{"0 min", "600001 min", "x min", "1h5 min", "1.5m", "90"} {
		if _, err := timer.ParseSpan(text); err == nil || !strings.Contains(err.Error(), `"`+text+`"`) {
			t.Errorf("the error for %q does not quote it: %v", text, err)
		}
	}
}

// The hint must not tell people to write what is not read.
func TestSpanHint(t *testing.T) {
	_, list, _ := strings.Cut(timer.SpanHint, "like ")
	examples := strings.Split(strings.ReplaceAll(list, " or ", ", "), ", ")
	if len(examples) < 2 {
		t.Fatalf("no examples in %q", timer.SpanHint)
	}
	for _, example := range examples {
		if _, err := timer.ParseSpan(example); err != nil {
			t.Errorf("the hint offers %q: %v", example, err)
		}
	}
}

func TestFormatSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                               "0s",
		time.Nanosecond:                 "0s",
		time.Second:                     "1s",
		time.Second - 1:                 "0s",
		59 * time.Second:                "59s",
		time.Minute:                     "1m",
		time.Minute - 1:                 "59s",
		90 * time.Second:                "1m30s",
		5900 * time.Millisecond:         "5s",
		time.Hour:                       "1h",
		time.Hour + time.Second:         "1h1s",
		time.Hour + time.Minute:         "1h1m",
		90 * time.Minute:                "1h30m",
		3*time.Hour + 123*time.Second:   "3h2m3s",
		timer.MaxSpan:                   "10000h",
		-time.Second:                    "-1s",
		-90 * time.Second:               "-1m30s",
		-(90*time.Minute + time.Second): "-1h30m1s",
	} {
		if got := timer.FormatSpan(d); got != want {
			t.Errorf("%d ns is %q, want %q", d, got, want)
		}
	}
}

// Every second of the first hours, then by steps that share no factor with
// the units, up to the limit.
func TestFormatSpanRoundTrip(t *testing.T) {
	for d := time.Second; d <= timer.MaxSpan; d += time.Second {
		if d > 3*time.Hour {
			d += 997 * time.Second
		}
		text := timer.FormatSpan(min(d, timer.MaxSpan))
		if got, err := timer.ParseSpan(text); got != min(d, timer.MaxSpan) || err != nil {
			t.Fatalf("%v is written %q, which reads as %v (%v)", d, text, got, err)
		}
	}
}

func FuzzParseSpan(f *testing.F) {
	for _, text := range []string{
		"", "45s", "5m", "1m30s", "1h30m", "1h2m3s", "5 min", "5min", "0s", "10000h", "10000h1s",
		"9223372036854775808h", "min", "1h5 min", "5m5m", "5s1m", "-1s", "1.5h", "٥m", "5\x00m",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := timer.ParseSpan(text)
		if err != nil {
			if d != 0 {
				t.Errorf("%q is refused and yet is %v", text, d)
			}
			return
		}
		if d <= 0 || d > timer.MaxSpan || d%time.Second != 0 {
			t.Fatalf("%q is %v", text, d)
		}
		if again, err := timer.ParseSpan(timer.FormatSpan(d)); again != d || err != nil {
			t.Errorf("%q is %v, written %q, which reads as %v (%v)", text, d, timer.FormatSpan(d), again, err)
		}
	})
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0", time.Minute: "60", 100 * time.Second: "100", -250 * time.Millisecond: "-0.25", 1: "0.000000001",
		9*time.Second + 100*time.Millisecond: "9.1", 1<<63 - 1: "9223372036.854775807", -1 << 63: "-9223372036.854775808",
	} {
		if got := timer.Decimal(d); got != want {
			t.Errorf("%d is %s, not %s", d, got, want)
		}
	}
}
