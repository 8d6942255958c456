package tui

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

func itoa(n int) string { return strconv.Itoa(n) }

// roundMinutes rounds a span to the nearest minute, halves away from zero.
func roundMinutes(d time.Duration) int { return int(d.Round(time.Minute) / time.Minute) }

func upper(s string) string { return strings.ToUpper(s) }

// plain is a text without its styles.
func plain(s string) string { return ansi.Strip(s) }
