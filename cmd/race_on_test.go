//go:build race

package cmd

// atOnce is how many tests run at a time, unless -parallel says otherwise. The
// race detector keeps the processors busy with two.
const atOnce = "2"

// raced is whether the race detector is on.
const raced = true
