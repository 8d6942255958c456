package browser

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// Browser is one that works without a window.
type Browser struct {
	Path     string
	Patience time.Duration // how long it may take for one page
}

// Print makes a PDF of a page in a file. One that exists stays unless it is to go.
func (b Browser) Print(ctx context.Context, page, pdf string, replace bool) error {
	// A folder of its own keeps the user's browser, which may be running, out of it. It
	// is beside the page, for a browser in a sandbox may see no other place.
	folder, err := os.MkdirTemp(filepath.Dir(pdf), "pdf-")
	if err != nil {
		return fmt.Errorf("the folder cannot be written: %w", cli.Reason(err))
	}
	defer RemoveFolder(folder)
	if folder, err = filepath.Abs(folder); err != nil {
		return err
	}
	if page, err = filepath.Abs(page); err != nil {
		return err
	}
	printed := filepath.Join(folder, "printed.pdf")
	ctx, cancel := context.WithTimeout(ctx, b.Patience)
	defer cancel()
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(page)}
	if !strings.HasPrefix(address.Path, "/") { // C:/...
		address.Path = "/" + address.Path
	}
	run, complaint := b.command(ctx, folder, "--no-pdf-header-footer", "--print-to-pdf="+printed, address.String())
	err = run.Run()
	if data, _ := os.ReadFile(printed); ctx.Err() == nil && bytes.HasPrefix(data, []byte("%PDF-")) {
		return cli.WriteFile(pdf, data, replace)
	}
	return b.failure(ctx, err, "it wrote nothing", complaint)
}

// command is a call of the browser, its profile in a folder, and what it complains of.
func (b Browser) command(ctx context.Context, folder string, flags ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.CommandContext(ctx, b.Path, append(Headless(filepath.Join(folder, "profile")), flags...)...)
	c.WaitDelay = 2 * time.Second // for what it started
	var complaint bytes.Buffer
	c.Stderr = &complaint
	return c, &complaint
}

// failure is why the browser did not do what it was to: by its error, else by what
// is missing. The end of what it said stands behind.
func (b Browser) failure(ctx context.Context, err error, missing string, complaint *bytes.Buffer) error {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s did not end within %v", b.Path, b.Patience)
	case ctx.Err() != nil:
		return cli.ErrInterrupted
	}
	lines := strings.Split(strings.TrimSpace(complaint.String()), "\n")
	last := session.CleanLine(strings.TrimSpace(lines[len(lines)-1]))
	if last != "" {
		last = " (" + last + ")"
	}
	return fmt.Errorf("%s failed: %w%s", b.Path, cmp.Or(err, errors.New(missing)), last)
}

// Headless are the flags for a browser without a window, whose profile is its own.
func Headless(profile string) []string {
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

// RemoveFolder removes a folder. What the browser started may write to it for a
// moment longer than the browser itself.
func RemoveFolder(folder string) {
	for range 20 {
		if os.RemoveAll(folder) == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}
