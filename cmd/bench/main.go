//go:build linux || darwin

// Bench measures the whole program from outside, as a facilitator meets it: in
// a terminal, from the first frame to the key that is answered. It prints a
// table against the limits, and its exit status is 1 where one is passed.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// bench is one measurement of everything.
type bench struct {
	folder  string // for all that is built or written meanwhile
	program string
	floor   string
	homes   int
	table   table

	runs     int
	period   time.Duration
	pressing time.Duration
}

func main() {
	var b bench
	flag.IntVar(&b.runs, "runs", 7, "how often each is measured; the medians are shown")
	flag.DurationVar(&b.period, "period", 10*time.Second, "how long the countdown is watched")
	flag.DurationVar(&b.pressing, "pressing", 20*time.Second, "how long keys are pressed")
	flag.Parse()
	if b.runs < 1 {
		fmt.Fprintln(os.Stderr, "measure once at least")
		os.Exit(2)
	}
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (b *bench) run() (err error) {
	if b.folder, err = os.MkdirTemp("", "facilitate-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.folder)
	if b.program, err = b.build("facilitate", "facilitate"); err != nil {
		return err
	}
	if b.floor, err = b.build("floor", "facilitate/cmd/bench/floor"); err != nil {
		return err
	}
	large := filepath.Join(b.folder, "large.yaml")
	if err := os.WriteFile(large, largePlan(), 0o600); err != nil {
		return err
	}
	if err := b.commands(large); err != nil {
		return err
	}
	b.screens(large)
	b.table.print(os.Stdout)
	if b.table.missed > 0 {
		return errors.New("not everything is within its limit")
	}
	return nil
}

// build builds one of the module's programs.
func (b *bench) build(name, pkg string) (string, error) {
	file := filepath.Join(b.folder, name)
	build := exec.Command("go", "build", "-buildvcs=false", "-o", file, pkg)
	build.Stderr = os.Stderr
	return file, build.Run()
}

// environment is that of somebody who has never used the program: nothing of
// whoever measures may change the figures, and no delivery the next.
func (b *bench) environment() ([]string, error) {
	b.homes++
	home := filepath.Join(b.folder, fmt.Sprintf("home-%d", b.homes))
	return []string{
		"HOME=" + home,
		"PATH=" + os.Getenv("PATH"),
		"TERM=xterm-256color",
		"COLORTERM=truecolor",
		"LANG=C.UTF-8",
	}, os.Mkdir(home, 0o700)
}

// progress says what is being done: the whole takes minutes.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
