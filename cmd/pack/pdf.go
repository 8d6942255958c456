package pack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"time"

	"facilitate/cmd/browser"
	"facilitate/cmd/cli"
)

const (
	// pdfPatience is how long a browser may take for one document.
	pdfPatience = 2 * time.Minute
	// pdfTogether is how many browsers work at the same time.
	pdfTogether = 3
)

// writePDF prints the HTML files, which are written already, to PDF.
func (p *packWriter) writePDF(path string) error {
	found, ok := browser.Find(p.env, path)
	switch {
	case ok:
	case path != "":
		return fmt.Errorf("there is no browser at %s; the HTML is written: open it in any browser and print it on A4", path)
	default:
		return errors.New("no Chromium, Chrome or Edge was found to make PDF with; the HTML is written: " +
			"open it in any browser and print it on A4, or name a browser with --browser PATH")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := browser.Browser{Path: found, Patience: pdfPatience}
	errs := make([]error, len(p.documents))
	var all sync.WaitGroup
	free := make(chan struct{}, pdfTogether)
	progress := p.env.Progress(len(p.documents), "papers as PDF; Ctrl+C stops")
	for i := range p.documents {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			defer progress.Step()
			d := &p.documents[i]
			if errs[i] = b.Print(ctx, p.path(d, "html"), p.path(d, "pdf"), p.force); errs[i] != nil {
				errs[i] = fmt.Errorf("no PDF of %s: %w", d.Name, errs[i])
			}
		})
	}
	all.Wait()
	progress.End()
	if ctx.Err() != nil {
		return cli.ErrInterrupted
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("%w\nthe HTML is written: open it in any browser and print it on A4", err)
	}
	return nil
}
