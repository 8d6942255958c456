//go:build !windows

// Package stayawake keeps the computer from sleeping, and its display from
// locking, while a session is delivered. It must never know what for.
package stayawake

import (
	"bufio"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// answerWithin is how long the helper may take to say that it holds.
const answerWithin = 3 * time.Second

// helpers keep the computer awake for as long as what they run, by its system.
var helpers = map[string][]string{
	"darwin": {"caffeinate", "-d", "-i", "-s"},
	"linux":  {"systemd-inhibit", "--what=idle:sleep", "--who=facilitate", "--why=a session is being delivered", "--mode=block"},
}

// Start keeps the computer awake until stop is called or the program ends. The
// error says that it cannot. A helper does it for as long as its standard input
// stays open: however this program ends, the helper ends with it. It says "held"
// once it has what it asked for.
func Start() (stop func(), err error) {
	helper := helpers[runtime.GOOS]
	if helper == nil {
		return nil, errors.New("this program does not know how to keep this system awake")
	}
	c := exec.Command(helper[0], append(helper[1:], "sh", "-c", "echo held; exec cat")...)
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
	return nil, errors.New(helper[0] + " does not keep this computer awake")
}
