//go:build linux || darwin

package clitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// Patience is how long a test waits for a screen: far longer than it takes on
// a machine with much else to do.
const Patience = 60 * time.Second

// Terminal is a program that runs in a pseudo-terminal which answers no
// question the program may ask it.
type Terminal struct {
	T     testing.TB
	Cmd   *exec.Cmd
	File  *os.File
	ended chan struct{} // closed when the program has gone and all was read
	began time.Time     // just before it was started

	mu       sync.Mutex
	changed  *sync.Cond
	Emulator *emulator
	frames   []Frame // each settled screen that differs from the one before
	from     int     // the first of them that until looks at
	gone     bool
	first    time.Time // when a text came first
}

// RunInTerminal starts a command line. The environment is a fixed one.
func RunInTerminal(t testing.TB, columns, rows int, argv ...string) *Terminal {
	t.Helper()
	p := &Terminal{T: t, Emulator: newEmulator(columns, rows), ended: make(chan struct{})}
	p.changed = sync.NewCond(&p.mu)
	p.Cmd = exec.Command(argv[0], argv[1:]...)
	home := t.TempDir()
	p.Cmd.Dir = home
	p.Cmd.Env = []string{
		"TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "PATH=" + os.Getenv("PATH"),
		"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home, "FACILITATE_PLANS=" + home,
	}
	KeepBlanks(t, filepath.Join(home, "facilitate"))
	if i := slices.Index(argv, "--state-dir"); i >= 0 {
		KeepBlanks(t, argv[i+1])
	}
	p.began = Clock.Now()
	file, err := pty.StartWithSize(p.Cmd, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)})
	if err != nil {
		t.Fatal(err)
	}
	p.File = file
	go p.read()
	t.Cleanup(p.Close)
	return p
}

// Close ends the program, whatever it is at.
func (p *Terminal) Close() {
	_ = p.Cmd.Process.Kill() // it may have ended by itself
	<-p.ended
	_ = p.File.Close()
}

func (p *Terminal) read() {
	defer close(p.ended)
	buffer := make([]byte, 1<<16)
	for {
		n, err := p.File.Read(buffer)
		at := Clock.Now() // what is done with it takes its time
		p.mu.Lock()
		if p.first.IsZero() && strings.TrimSpace(ansi.Strip(string(buffer[:n]))) != "" {
			p.first = at
		}
		_, _ = p.Emulator.Write(buffer[:n])
		if p.Emulator.isSettled() {
			if s := p.Emulator.screen(); len(p.frames) == 0 || p.frames[len(p.frames)-1].Screen != s {
				p.frames = append(p.frames, Frame{s, at})
			}
		}
		if err != nil {
			p.gone = true
		}
		p.changed.Broadcast()
		p.mu.Unlock()
		if err != nil {
			_ = p.Cmd.Wait() // the status is in ProcessState
			return
		}
	}
}

// Until waits for a screen that is as wanted, and returns it. It looks at each
// one there was since the last key, or since the screen that was waited for
// before: one that came and went while the test had no processor counts.
func (p *Terminal) Until(what string, wanted func(screen string) bool) string {
	p.T.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.find(what, p.from, wanted)
	p.from = at
	return p.frames[at].Screen
}

// UntilFrame waits for a frame that is as wanted, but not for one of the first.
func (p *Terminal) UntilFrame(what string, first int, wanted func(screen string) bool) Frame {
	p.T.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.from = p.find(what, first, wanted)
	return p.frames[p.from]
}

// find waits for a frame that is as wanted, from one on. The lock is held.
func (p *Terminal) find(what string, from int, wanted func(screen string) bool) int {
	p.T.Helper()
	late := false
	timer := time.AfterFunc(Patience, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		late = true
		p.changed.Broadcast()
	})
	defer timer.Stop()
	for {
		for ; from < len(p.frames); from++ {
			if wanted(p.frames[from].Screen) {
				return from
			}
		}
		if late || p.gone {
			p.T.Fatalf("%s did not come; the screen shows\n%s", what, p.Emulator.screen())
		}
		p.changed.Wait()
	}
}

// FirstFrame is how long it took from the start until a text came; what is done to
// show it is not the program's time.
func (p *Terminal) FirstFrame() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.first.IsZero() && !p.gone {
		p.changed.Wait()
	}
	return p.first.Sub(p.began)
}

// UntilShown waits for a settled screen that shows a text, and returns it.
func (p *Terminal) UntilShown(text string) string {
	p.T.Helper()
	return p.Until(strconv.Quote(text), func(screen string) bool { return strings.Contains(screen, text) })
}

// Press sends a key's bytes.
func (p *Terminal) Press(bytes string) {
	p.T.Helper()
	p.mu.Lock()
	p.from = max(0, len(p.frames)-1)
	p.mu.Unlock()
	if _, err := p.File.WriteString(bytes); err != nil {
		p.T.Fatal(err)
	}
}

// Exit waits for the end of the program and gives its status.
func (p *Terminal) Exit() int {
	p.T.Helper()
	select {
	case <-p.ended:
	case <-time.After(Patience):
		p.T.Fatal("the program does not end")
	}
	if status, ok := p.Cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return -int(status.Signal())
	}
	return p.Cmd.ProcessState.ExitCode()
}

// Sent is all that was written to the terminal so far.
func (p *Terminal) Sent() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.Emulator.sent)
}

// Frames are the frames so far but for the first of them.
func (p *Terminal) Frames(first int) []Frame {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.frames[first:])
}

// Seen are all screens so far.
func (p *Terminal) Seen() (screens []string) {
	for _, f := range p.Frames(0) {
		screens = append(screens, f.Screen)
	}
	return screens
}

// Sight is a screen that shows what came of a key: it was drawn after the key
// was sent, and before it was seen.
type Sight struct {
	Screen     string
	Sent, Seen time.Time
}

// Shows sends a key and waits for a screen that shows what comes of it.
func (p *Terminal) Shows(key, what string, wanted func(screen string) bool) Sight {
	p.T.Helper()
	first, sent := len(p.Frames(0)), Clock.Now()
	p.Press(key)
	f := p.UntilFrame(what, first, wanted)
	return Sight{f.Screen, sent, f.At}
}

// Clean holds that the terminal was sent nothing it need not know.
func (p *Terminal) Clean() {
	p.T.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.Emulator.faults {
		p.T.Errorf("the terminal was sent %s", f)
	}
}

// Resize changes the size of the terminal.
func (p *Terminal) Resize(columns, rows int) {
	p.T.Helper()
	p.mu.Lock()
	p.Emulator.size(columns, rows)
	p.Emulator.loose = true
	p.from = len(p.frames)
	p.mu.Unlock()
	if err := pty.Setsize(p.File, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		p.T.Fatal(err)
	}
}

const (
	PageDown = "\x1b[6~"
	Enter    = "\r"
)
