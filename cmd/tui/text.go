package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

func itoa(n int) string { return strconv.Itoa(n) }

// countdown writes a time left, rounded up to the second, so that a phase of
// five minutes begins at 5:00 and reads 0:00 only when its time is up.
func countdown(d time.Duration) string {
	if d > 0 {
		d = (d + time.Second - 1).Truncate(time.Second)
		return clockface(d)
	}
	if d > -time.Second {
		return clockface(0)
	}
	return "+" + clockface(-d)
}

// clockface writes a span as M:SS, or H:MM:SS from an hour on.
func clockface(d time.Duration) string {
	s := int(d / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// minutes writes a span in words, to the minute below: "no time", "2 min",
// "1 h 5 min".
func minutes(d time.Duration) string {
	m := int(d / time.Minute)
	switch {
	case m >= 60 && m%60 == 0:
		return fmt.Sprintf("%d h", m/60)
	case m >= 60:
		return fmt.Sprintf("%d h %d min", m/60, m%60)
	}
	return fmt.Sprintf("%d min", m)
}

// minutesUp is minutes, to the minute above.
func minutesUp(d time.Duration) string { return minutes(d + time.Minute - 1) }

// roundMinutes rounds a span to the nearest minute, halves away from zero.
func roundMinutes(d time.Duration) int { return int(d.Round(time.Minute) / time.Minute) }

// plural is "1 phase" or "3 phases".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + one + "s"
}

func upper(s string) string { return strings.ToUpper(s) }

func lower(s string) string { return strings.ToLower(s) }

// plain is a text without its styles.
func plain(s string) string { return ansi.Strip(s) }
