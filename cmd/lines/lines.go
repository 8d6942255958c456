// Package lines is where a command takes lines in and puts lines out, in a
// terminal of any kind or through a pipe, in place of a screen. It must never
// know what is said in them.
package lines

import (
	"bufio"
	"io"
	"time"

	"facilitate/cmd/cli"
)

// Width is where lines are broken: far under what any reader takes as too long.
const Width = 160

// Ends are where lines come in and go out.
type Ends struct {
	In      <-chan string // closed at the end of the input
	Out     io.Writer
	Typed   bool   // a person types, in a terminal in which nothing but the program writes
	Restore func() // puts the terminal back
}

// patience is how long an input may say nothing that nobody types and nobody
// said would come: a machine that runs the program unattended gets its end.
const patience = 500 * time.Millisecond

// Open opens the ends that there are; asked is whether somebody said that lines
// come. Input is whether anything comes in.
func Open(env *cli.Env, asked bool) (e Ends, input bool) {
	if terminal, back, ok := env.Raw(); ok {
		typist := NewTypist(terminal.In, terminal.Out, func() {
			back()
			suspend()
			_, _, _ = env.Raw() // what it was before is known
		})
		return Ends{typist.Lines(), typist, true, back}, true
	}
	e = Ends{Of(env.In), env.Out, false, func() {}}
	if asked || env.InputIsTyped() {
		return e, true
	}
	e.In, input = first(e.In, time.After(patience))
	return e, input
}

const mostBytes = 1 << 16 // how long a line may be: longer than any that can be kept

// Of are the lines of an input, each as it comes; closed at its end.
func Of(in io.Reader) <-chan string {
	lines := make(chan string, 1)
	go func() {
		defer close(lines)
		if in == nil {
			return
		}
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, mostBytes)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
	}()
	return lines
}

// first waits for the first line of some, and gives it back with the others; false
// where there is none.
func first(in <-chan string, wait <-chan time.Time) (<-chan string, bool) {
	select {
	case line, ok := <-in:
		all := make(chan string)
		go func(line string, ok bool) {
			defer close(all)
			for ; ok; line, ok = <-in {
				all <- line
			}
		}(line, ok)
		return all, ok
	case <-wait:
		return in, false
	}
}
