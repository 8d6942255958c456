package words

import (
	"fmt"
	"math"
	"strings"
	"time"

	"facilitate/session/forecast"
	"facilitate/session/run"
)

// Likely is a forecast of the end: eight in ten sessions would end between these
// times of day, and so many in time.
func Likely(f *forecast.Forecast, clock func(time.Time) string) string {
	return fmt.Sprintf("8 in 10 end from %s to %s; %s end in time", clock(f.Early.Round(time.Minute)), clock(f.Late.Round(time.Minute)), InTen(f.End()))
}

// Band is that in capitals, beside the verdict: for the end between which times of
// day it is likely, and for a promise before it how likely it is kept.
func Band(f *forecast.Forecast, about int, clock func(time.Time) string) string {
	for _, p := range f.Promises {
		if p.Activity == about && about != run.End {
			return strings.ToUpper(InTen(p.Kept)) + " ON TIME"
		}
	}
	early, late := clock(f.Early.Round(time.Minute)), clock(f.Late.Round(time.Minute))
	if early == late {
		return "LIKELY " + early
	}
	return "LIKELY " + early + " TO " + late
}

// LastRuns is what so many runs say before the start.
func LastRuns(f *forecast.Forecast, runs int, clock func(time.Time) string) string {
	return fmt.Sprintf("your last %d runs: ends %s to %s, 8 in 10", runs, clock(f.Early.Round(time.Minute)), clock(f.Late.Round(time.Minute)))
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
