package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"facilitate/cmd/cli"
	"facilitate/session"
)

const (
	// pdfPatience is how long a browser may take for one document.
	pdfPatience = time.Minute
	// pdfTogether is how many browsers work at the same time.
	pdfTogether = 3
)

// writePDF prints the HTML files, which are written already, to PDF.
func (p *packing) writePDF(path string) error {
	path, err := findBrowser(path)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := browser{path: path, patience: pdfPatience}
	errs := make([]error, len(p.documents))
	var all sync.WaitGroup
	free := make(chan struct{}, pdfTogether)
	for i := range p.documents {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			d := &p.documents[i]
			if errs[i] = b.print(ctx, p.path(d, "html"), p.path(d, "pdf"), p.force); errs[i] != nil {
				errs[i] = fmt.Errorf("no PDF of %s: %w", d.Name, errs[i])
			}
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return cli.ErrInterrupted
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("%w\nthe HTML is written: open it in any browser and print it on A4", err)
	}
	return nil
}

// browser is one that can print without a window.
type browser struct {
	path     string
	patience time.Duration
}

// print makes a PDF of a page.
func (b browser) print(ctx context.Context, page, pdf string, replace bool) error {
	// A folder of its own keeps the user's own browser out of it, which may be
	// running. It is beside the page, for a browser in a sandbox may see no
	// other place.
	folder, err := os.MkdirTemp(filepath.Dir(pdf), "pdf-")
	if err != nil {
		return fmt.Errorf("the folder cannot be written: %w", cli.Reason(err))
	}
	defer removeSoon(folder)
	if folder, err = filepath.Abs(folder); err != nil {
		return err
	}
	if page, err = filepath.Abs(page); err != nil {
		return err
	}
	printed := filepath.Join(folder, "printed.pdf")
	ctx, cancel := context.WithTimeout(ctx, b.patience)
	defer cancel()
	run := exec.CommandContext(ctx, b.path, printFlags(folder, printed, page)...)
	run.WaitDelay = 2 * time.Second // for what it started
	var complaint bytes.Buffer
	run.Stderr = &complaint
	err = run.Run()
	data, readErr := os.ReadFile(printed)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s did not end within %v", b.path, b.patience)
	case readErr == nil && bytes.HasPrefix(data, []byte("%PDF-")):
		return cli.WriteFile(pdf, data, replace)
	case err == nil:
		err = errors.New("it wrote nothing")
	}
	return fmt.Errorf("%s failed: %w%s", b.path, err, lastLine(complaint.String()))
}

// printFlags are for a browser that does nothing but print a page.
func printFlags(folder, pdf, page string) []string {
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(page)}
	if !strings.HasPrefix(address.Path, "/") { // C:/...
		address.Path = "/" + address.Path
	}
	flags := headlessFlags(filepath.Join(folder, "profile"))
	return append(flags, "--no-pdf-header-footer", "--print-to-pdf="+pdf, address.String())
}

// headlessFlags are for a browser without a window, whose profile is its own.
func headlessFlags(profile string) []string {
	flags := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
		"--disable-breakpad", "--disable-dev-shm-usage", "--password-store=basic", "--use-mock-keychain",
		"--hide-scrollbars", "--force-device-scale-factor=1", "--user-data-dir=" + profile,
	}
	if os.Geteuid() == 0 {
		flags = append(flags, "--no-sandbox") // which a browser refuses to the superuser
	}
	return flags
}

// removeSoon removes a folder. What the browser started may write to it for a
// moment longer than the browser itself.
func removeSoon(folder string) {
	for range 20 {
		if os.RemoveAll(folder) == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// lastLine is the end of what a program said, to be put behind a sentence.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	last := session.CleanLine(strings.TrimSpace(lines[len(lines)-1]))
	if last == "" {
		return ""
	}
	return " (" + last + ")"
}
