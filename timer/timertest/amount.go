package timertest

import "os"

// Long is whether tests may take their time.
var Long = os.Getenv("FACILITATE_LONG") != ""

// Amount is how much of a thing a test does: how many random rounds, how large a
// text. With FACILITATE_LONG it is the long amount. The race detector makes
// everything many times slower and looks at who touches what, which the first
// rounds show as well as the last: with it a tenth has to do.
func Amount(usual, long int) int {
	switch {
	case Long:
		return long
	case Raced:
		return max(1, usual/10)
	}
	return usual
}

// Every is at how many of the things that it could look at a test looks at one,
// where all of them would take long. With FACILITATE_LONG it looks at all.
func Every(usual int) int {
	switch {
	case Long:
		return 1
	case Raced:
		return 10 * usual
	}
	return usual
}
