//go:build linux || darwin

package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"

	"facilitate/session"
)

// moves are what a script does beside undoing, as often as they stand here.
// N is a number of seconds and A an activity.
var moves = strings.Split(strings.TrimSpace(`
next
next
next
next
back
back
goto A
goto A
skip
skip activity
pause
pause question
pause break
resume
resume
resume
extend Ns
extend Ns
trim Ns
trim Ns
allot A Ns
allot A Ns
until 2000-01-03T12:00:NZ
recover trim
recover drop
recover extend
backdate Ns
exclude-gap
sleep Ns
show
finish
start`), "\n")

// script is a script of n commands for the plan, the same every time. A third
// of them undo, which is what costs most.
func script(p *session.Plan, n int) []byte {
	r := rand.New(rand.NewPCG(3, 4))
	var b bytes.Buffer
	fmt.Fprintln(&b, "0:00 start")
	for second := 0; n > 1; n-- {
		second += r.IntN(3)
		fmt.Fprintf(&b, "%d:%02d ", second/60, second%60)
		if r.IntN(3) == 0 {
			fmt.Fprintln(&b, "undo")
			continue
		}
		span := 10 + r.IntN(50)
		activity := p.Activities[r.IntN(len(p.Activities))].ID
		move := moves[r.IntN(len(moves))]
		if strings.HasPrefix(move, "sleep") {
			second += span // nothing can happen before it ends
		}
		move = strings.Replace(move, " A", " "+activity, 1)
		move = strings.Replace(move, "N", fmt.Sprint(span), 1)
		fmt.Fprintln(&b, move)
	}
	return b.Bytes()
}
