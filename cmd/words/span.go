package words

import (
	"strconv"
	"time"

	"facilitate/timer"
)

// Minutes writes a span in words, to the minute below: "0 min", "2 min", "1 h 5 min".
func Minutes(d time.Duration) string { return timer.InWords(d.Truncate(time.Minute)) }

// MinutesUp is Minutes, to the minute above.
func MinutesUp(d time.Duration) string { return Minutes(d + time.Minute - 1) }

// Span is a span for a sentence: seconds where it is short.
func Span(d time.Duration) string {
	if d < 2*time.Minute {
		return Plural(int(d/time.Second), "second")
	}
	return Minutes(d)
}

// Plural is "1 phase" or "3 phases".
func Plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

var numberWords = []string{
	"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
}

// Number is a small number in words: "five".
func Number(n int) string {
	if n < len(numberWords) {
		return numberWords[n]
	}
	return strconv.Itoa(n)
}

// Spoken is a span to be listened to, with its seconds: "4 minutes 50",
// "50 seconds", "1 hour 5 minutes".
func Spoken(d time.Duration) string {
	d = d.Truncate(time.Second)
	hours, minutes, seconds := int(d/time.Hour), int(d/time.Minute)%60, int(d/time.Second)%60
	switch {
	case hours > 0 && minutes > 0:
		return Plural(hours, "hour") + " " + Plural(minutes, "minute")
	case hours > 0:
		return Plural(hours, "hour")
	case minutes > 0 && seconds > 0:
		return Plural(minutes, "minute") + " " + strconv.Itoa(seconds)
	case minutes > 0:
		return Plural(minutes, "minute")
	}
	return Plural(seconds, "second")
}
