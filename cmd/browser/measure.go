package browser

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
)

// Page is a page that measures itself when a browser loads it.
type Page interface {
	URL() string
	Done() <-chan struct{} // closed when a browser has answered
}

// Measure has a browser load a page, which is served already, and waits for the
// answer. The browser ends when the page is loaded, which it is once the answer
// is there. The error is cli.ErrInterrupted where the context ended it.
func (b Browser) Measure(ctx context.Context, page Page) error {
	// A profile of its own keeps the user's own browser, which may be running,
	// out of it.
	folder, err := os.MkdirTemp("", "facilitate-browser-")
	if err != nil {
		return fmt.Errorf("the folder for temporary files cannot be written: %w", cli.Reason(err))
	}
	defer RemoveFolder(folder)
	ctx, cancel := context.WithTimeout(ctx, b.Patience)
	defer cancel()
	run := exec.CommandContext(ctx, b.Path, append(Headless(filepath.Join(folder, "profile")), "--dump-dom", page.URL())...)
	run.WaitDelay = 2 * time.Second // for what it started
	var complaint bytes.Buffer
	run.Stderr = &complaint
	if err := run.Start(); err != nil {
		return fmt.Errorf("%s cannot be started: %w", b.Path, cli.Reason(err))
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	select {
	case <-page.Done():
		select {
		case <-ended:
		case <-time.After(2 * time.Second):
			cancel()
			<-ended
		}
	case err = <-ended:
	}
	select {
	case <-page.Done(): // whatever the browser made of its end
		return nil
	default:
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s did not end within %v", b.Path, b.Patience)
	case ctx.Err() != nil:
		return cli.ErrInterrupted
	case err == nil:
		err = errors.New("it measured nothing")
	}
	return fmt.Errorf("%s failed: %w%s", b.Path, err, lastLine(complaint.String()))
}
