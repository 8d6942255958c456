package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/room"
)

// measurePatience is how long a browser may take to measure all slides.
const measurePatience = 2 * time.Minute

// measure has a browser without a window load the gauge's page, and waits for
// the answer. The browser at the path ends when the page is loaded, which it is
// once the answer is there.
func measure(ctx context.Context, path string, gauge *room.Gauge, patience time.Duration) ([]room.Fit, error) {
	if err := gauge.Start(); err != nil {
		return nil, err
	}
	defer func() { _ = gauge.Close() }()
	// A profile of its own keeps the user's own browser, which may be running,
	// out of it.
	folder, err := os.MkdirTemp("", "facilitate-slides-")
	if err != nil {
		return nil, fmt.Errorf("the folder for temporary files cannot be written: %w", cli.Reason(err))
	}
	defer removeSoon(folder)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	run := exec.CommandContext(ctx, path, append(headlessFlags(filepath.Join(folder, "profile")), "--dump-dom", gauge.URL())...)
	run.WaitDelay = 2 * time.Second // for what it started
	var complaint bytes.Buffer
	run.Stderr = &complaint
	if err := run.Start(); err != nil {
		return nil, fmt.Errorf("%s cannot be started: %w", path, cli.Reason(err))
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	select {
	case <-gauge.Measured():
		select {
		case <-ended:
		case <-time.After(2 * time.Second):
			cancel()
			<-ended
		}
	case err = <-ended:
	}
	select {
	case <-gauge.Measured(): // whatever the browser made of its end
		return gauge.Fits()
	default:
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("%s did not end within %v", path, patience)
	case ctx.Err() != nil:
		return nil, cli.ErrInterrupted
	case err == nil:
		err = errors.New("it measured nothing")
	}
	return nil, fmt.Errorf("%s failed: %w%s", path, err, lastLine(complaint.String()))
}
