package pack

import (
	"strings"
	"time"

	"facilitate/timer"
)

// column is the heading above a column of the plan's times.
func (p *pack) column() string {
	if p.times.Start == nil {
		return "From the start"
	}
	return "Time"
}

// span writes a length of time in words which no end of a line parts.
func span(d time.Duration) string { return strings.ReplaceAll(timer.InWords(d), " ", "\u00a0") }

// weekday and date write YYYY-MM-DD as people read it, with the day of the week or
// without; another text stays as it is.
func weekday(text string) string { return dated(text, "Monday 2 January 2006") }

func date(text string) string { return dated(text, "2 January 2006") }

func dated(text, layout string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return day.Format(layout)
}
