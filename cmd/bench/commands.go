//go:build linux || darwin

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The limits of the commands that run to their end.
const (
	maxCheck    = 250 * millisecond // a plan as large as a plan may be
	maxSimulate = 500 * millisecond // the short script
	maxPack     = 300 * millisecond // all papers of the plan that ships, without PDF
	maxGrowth   = 12                // the long script is ten times as long
)

const (
	shortScript = 5_000
	longScript  = 50_000
)

// commands measures those that need no terminal, and --help in one that
// answers nothing.
func (b *bench) commands(large string) error {
	scripts := map[int]string{}
	for _, n := range []int{shortScript, longScript} {
		text, err := script(n)
		if err != nil {
			return err
		}
		scripts[n] = filepath.Join(b.folder, fmt.Sprintf("%d.script", n))
		if err := os.WriteFile(scripts[n], text, 0o600); err != nil {
			return err
		}
	}
	b.help()
	b.command("check, plan of 1 MiB", maxCheck, "check", large)
	b.command("pack", maxPack, "pack", shippedPlan, "--force", "-o", filepath.Join(b.folder, "papers"))
	short := b.command(fmt.Sprintf("simulate, %d commands", shortScript), maxSimulate,
		"simulate", shippedPlan, "--script", scripts[shortScript])
	b.command(fmt.Sprintf("simulate, %d commands", longScript), maxGrowth*short,
		"simulate", shippedPlan, "--script", scripts[longScript])
	b.histories()
	return nil
}

// command measures one command line and returns its median, 0 if it failed.
func (b *bench) command(what string, limit float64, args ...string) float64 {
	progress("%s", what)
	var took samples
	for range b.runs {
		env, err := b.environment()
		if err != nil {
			b.table.fail(what, nil, err)
			return 0
		}
		cmd := exec.Command(b.program, args...)
		cmd.Env = env
		var complaint bytes.Buffer
		cmd.Stderr = &complaint
		began := time.Now()
		if err := cmd.Run(); err != nil {
			first, _, _ := strings.Cut(complaint.String(), "\n")
			b.table.fail(what, nil, fmt.Errorf("%w: %s", err, first))
			return 0
		}
		took = append(took, time.Since(began).Seconds())
	}
	b.table.add(row{what: what, got: took.median(), limit: limit, unit: inMilliseconds})
	return took.median()
}

// help measures --help where it once might have waited for an answer.
func (b *bench) help() {
	const what = "--help, no answers"
	progress(what)
	var took samples
	for range b.runs {
		t, err := b.open(sizes[0], false, []string{b.program, "--help"})
		if err != nil {
			b.table.fail(what, sizes[0], err)
			return
		}
		_, _ = t.watch(patience) // until it ends, which here is no error
		took = append(took, time.Since(t.began).Seconds())
		t.close()
	}
	b.table.add(row{what: what, where: sizes[0], got: took.median(), unit: inMilliseconds})
}
