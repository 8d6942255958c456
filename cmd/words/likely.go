package words

import (
	"fmt"
	"math"
	"time"

	"facilitate/session/forecast"
)

// Likely is a forecast of the end: eight in ten sessions would end between these
// times of day, and so many in time.
func Likely(f *forecast.Forecast, clock func(time.Time) string) string {
	return fmt.Sprintf("8 in 10 end from %s to %s; %s end in time", clock(f.Early.Round(time.Minute)), clock(f.Late.Round(time.Minute)), InTen(f.End()))
}

// Odds are how likely a session ends in time before it starts, by so many runs.
func Odds(inTime float64, runs int) string {
	return fmt.Sprintf("ends in time %s, from %d runs", InTen(inTime), runs)
}

// InTen is a chance in words. Nothing is certain.
func InTen(chance float64) string {
	n := int(math.Round(10 * chance))
	switch {
	case n < 1:
		return "less than 1 in 10"
	case n > 9:
		return "more than 9 in 10"
	}
	return fmt.Sprintf("%d in 10", n)
}
