package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"
)

// patience is how long something may take before it is said how far it is.
const patience = time.Second

// Progress says on the terminal how far something is that takes long. Where
// standard error is none, it says nothing.
type Progress struct {
	mu       sync.Mutex
	to       io.Writer // nil: nobody is told
	what     string
	done, of int
	slow     *time.Timer
	isShown  bool
}

// Progress begins to count so many things, named as several are.
func (env *Env) Progress(of int, what string) *Progress {
	to := env.Err
	if v, ok := to.(visible); ok {
		to = v.to // what is shown are the program's own words
	}
	if f, ok := to.(*os.File); !ok || !term.IsTerminal(f.Fd()) {
		to = nil
	}
	return newProgress(to, of, what)
}

func newProgress(to io.Writer, of int, what string) *Progress {
	p := &Progress{to: to, of: of, what: what}
	p.slow = time.AfterFunc(patience, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.isShown = p.to != nil
		p.show()
	})
	return p
}

// Step is one of them more.
func (p *Progress) Step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	p.show()
}

// End takes the line away again.
func (p *Progress) End() {
	p.slow.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isShown {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
	p.isShown, p.to = false, nil
}

func (p *Progress) show() {
	if p.isShown {
		fmt.Fprintf(p.to, "\r\x1b[K%d of %d %s", p.done, p.of, p.what)
	}
}
