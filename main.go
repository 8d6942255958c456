// Facilitate takes a facilitator through a timed session from a plan.
package main

import (
	"os"

	"facilitate/cmd"
)

func main() { os.Exit(cmd.Main(os.Args[1:])) }
