package browser

import (
	"context"
	"fmt"
	"os"
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
	// A profile of its own keeps the user's browser, which may be running, out of it.
	folder, err := os.MkdirTemp("", "facilitate-browser-")
	if err != nil {
		return fmt.Errorf("the folder for temporary files cannot be written: %w", cli.Reason(err))
	}
	defer RemoveFolder(folder)
	ctx, cancel := context.WithTimeout(ctx, b.Patience)
	defer cancel()
	run, complaint := b.command(ctx, folder, "--dump-dom", page.URL())
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
		return b.failure(ctx, err, "it measured nothing", complaint)
	}
}
