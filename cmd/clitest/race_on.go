//go:build race

package clitest

// atOnce is how many tests run at a time, unless -parallel says otherwise. The
// race detector keeps the processors busy with two.
const atOnce = "2"

// Raced is whether the race detector is on.
const Raced = true
