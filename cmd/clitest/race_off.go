//go:build !race

package clitest

// atOnce is how many tests run at a time, unless -parallel says otherwise: most
// of those in a terminal wait for its program and leave the processors alone.
const atOnce = "6"

// Raced is whether the race detector is on.
const Raced = false
