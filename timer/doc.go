// Package timer holds what the rest of the program knows about time: spans as
// people write them, times of day, and the clock that still tells the truth
// after the computer slept or somebody set its wall clock.
//
// Everything but the clock itself is pure arithmetic. The package must never
// know what a plan, an activity or a screen is.
package timer
