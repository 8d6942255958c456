package tui

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"facilitate/timer"
)

func itoa(n int) string { return strconv.Itoa(n) }

// minutes writes a span in words, to the minute below: "0 min", "2 min",
// "1 h 5 min".
func minutes(d time.Duration) string { return timer.InWords(d.Truncate(time.Minute)) }

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
