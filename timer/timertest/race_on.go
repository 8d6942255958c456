//go:build race

package timertest

// Raced is whether the race detector is on.
const Raced = true
