//go:build linux || darwin

// Package stayawake keeps the computer from sleeping, and its display from
// locking, while a session is delivered. It must never know what for.
package stayawake

import (
	"bufio"
	"errors"
	"io"
	"os/exec"
	"strings"
	"time"
)

// answerWithin is how long the system's helper may take to say that it holds
// the computer awake.
const answerWithin = 3 * time.Second

// hold runs a helper that keeps the computer awake for as long as its standard
// input stays open: however this program ends, the helper ends with it. The
// helper says "held" once it has what it asked for.
func hold(name string, args ...string) (stop func(), err error) {
	c := exec.Command(name, args...)
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = in.Close()
		_ = c.Wait()
	}
	said := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		said <- strings.TrimSpace(line)
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case word := <-said:
		if word == "held" {
			return stop, nil
		}
	case <-time.After(answerWithin):
		_ = c.Process.Kill()
	}
	stop()
	return nil, errors.New(name + " does not keep this computer awake")
}
