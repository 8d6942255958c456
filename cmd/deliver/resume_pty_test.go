//go:build linux || darwin

package deliver

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/cmd/record"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// deliveries are programs that keep their runs in one folder. They run in a
// shell, which says at the end with what status they ended and how they left
// the terminal; what they say on standard error goes to a file.
type deliveries struct {
	t       *testing.T
	program string
	store   journal.Store
	errs    string
	ours    string // a plan that is read faster than the one that ships
}

func newDeliveries(t *testing.T, program string) *deliveries {
	dir := t.TempDir()
	clitest.KeepBlanks(t, filepath.Join(dir, "state"))
	d := &deliveries{t: t, program: program, store: journal.Store{Dir: filepath.Join(dir, "state")}, errs: filepath.Join(dir, "errors")}
	d.ours = d.plan("Ours", "5m")
	return d
}

const (
	wide = 150
	high = 24
)

func (d *deliveries) run(args ...string) *clitest.Terminal {
	d.t.Helper()
	line := "cd " + filepath.Dir(d.errs) + " && FACILITATE_STATE=" + cli.ShellWord(d.store.Dir) + " " + d.program
	for _, a := range args {
		line += " " + cli.ShellWord(a)
	}
	return clitest.RunInTerminal(d.t, wide, high, "sh", "-c", line+" 2>>"+d.errs+"; echo status $?; stty -a")
}

// ended waits for the end of a program and holds that it left the terminal as
// it found it.
func (d *deliveries) ended(p *clitest.Terminal, status int) {
	d.t.Helper()
	p.Exit()
	sent := p.Sent()
	if want := fmt.Sprintf("status %d\r\n", status); !strings.Contains(sent, want) {
		d.t.Errorf("not %q, but at the end: %q", want, sent[max(0, len(sent)-300):])
	}
	if strings.Contains(sent, "-icanon") || !strings.Contains(sent, "icanon") || strings.Contains(sent, "-echo ") {
		d.t.Errorf("the terminal is not as it was: %q", sent[max(0, len(sent)-500):])
	}
	if p.Emulator.Alt {
		d.t.Error("the alternate screen is still on")
	}
	if strings.LastIndex(sent, ansi.SetModeMouseButtonEvent) > strings.LastIndex(sent, ansi.ResetModeMouseButtonEvent) {
		d.t.Error("the terminal still tells of the mouse")
	}
	p.Clean()
}

// said is all that was said on standard error so far.
func (d *deliveries) said() string {
	text, _ := os.ReadFile(d.errs)
	return string(text)
}

func (d *deliveries) saidThat(want string) {
	d.t.Helper()
	if !strings.Contains(d.said(), want) {
		d.t.Errorf("%q was not said, but %q", want, d.said())
	}
}

// newest is the newest run.
func (d *deliveries) newest() journal.Info {
	d.t.Helper()
	list, err := d.store.List()
	if err != nil || len(list) == 0 {
		d.t.Fatal(list, err)
	}
	return list[0]
}

// signal sends a signal to the program that has the newest run.
func (d *deliveries) signal(s syscall.Signal) {
	d.t.Helper()
	h := d.newest().Holder
	if h == nil {
		d.t.Fatal("nobody has the run")
	}
	if err := syscall.Kill(h.PID, s); err != nil {
		d.t.Fatal(err)
	}
}

// started is a delivery under way, at its second note.
func (d *deliveries) started(args ...string) *clitest.Terminal {
	d.t.Helper()
	if len(args) == 0 {
		args = []string{d.ours}
	}
	p := d.run(append([]string{"deliver"}, args...)...)
	p.UntilShown("ENTER STARTS")
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	time.Sleep(guard)
	p.Press(clitest.PageDown)
	p.UntilShown("note 2 of")
	return p
}

func (d *deliveries) killed(p *clitest.Terminal) {
	d.t.Helper()
	d.signal(syscall.SIGKILL)
	p.Exit()
}

// gone is how long a program is gone so that it shows in a time in seconds.
const gone = 1500 * time.Millisecond

// askedOf is the screen with a question that comes up by itself, once it takes
// answers.
func askedOf(p *clitest.Terminal, heading string) string {
	p.T.Helper()
	p.UntilShown(heading)
	return p.Until("the keys of the answers", func(screen string) bool {
		keys := screen[strings.LastIndex(screen, "\n")+1:]
		return strings.TrimSpace(keys) != "" && !strings.Contains(keys, "Enter")
	})
}

// stays holds that keys change nothing on the screen but the time.
func stays(p *clitest.Terminal, text string, keys ...string) {
	p.T.Helper()
	first := len(p.Frames(0)) - 1
	for _, k := range keys {
		p.Press(k)
	}
	time.Sleep(200 * time.Millisecond)
	for _, f := range p.Frames(first) {
		if !strings.Contains(f.Screen, text) {
			p.T.Fatalf("%q is gone:\n%s", text, f.Screen)
		}
	}
}

// reading is what the block figures say, of some moment between two.
type reading struct {
	left       time.Duration
	sent, seen time.Time
}

// clockRead reads the block figures from a screen that answers a key, so that it
// is known when they were drawn.
func clockRead(p *clitest.Terminal) reading {
	p.T.Helper()
	help := func(screen string) bool { return strings.Contains(screen, "── KEYS ") }
	s := p.Shows("?", "the help", help)
	left, ok := clockOf(s.Screen)
	if !ok {
		p.T.Fatalf("there is no clock:\n%s", s.Screen)
	}
	p.Press("\x1b")
	p.Until("the help closed", func(screen string) bool { return !help(screen) })
	return reading{left, s.Sent, s.Seen}
}

// countsOn holds that the clock counted all the time between two readings.
func countsOn(p *clitest.Terminal, was, is reading) {
	p.T.Helper()
	// Each is shown in whole seconds.
	least, most := is.sent.Sub(was.seen)-time.Second, is.seen.Sub(was.sent)+time.Second
	if d := was.left - is.left; d < least || d > most {
		p.T.Errorf("of %v to %v the clock has counted %v", least, most, d)
	}
}

func TestResumeInTerminal(t *testing.T) {
	t.Parallel()
	program := clitest.FindProgram(t)
	for name, test := range map[string]func(*deliveries){
		"an unfinished session is offered": offered,
		"begun anew":                       begunAnew,
		"two programs, one run":            twoPrograms,
		"TERM":                             func(d *deliveries) { told(d, syscall.SIGTERM) },
		"HUP":                              func(d *deliveries) { told(d, syscall.SIGHUP) },
		"QUIT":                             func(d *deliveries) { told(d, syscall.SIGQUIT) },
		"the terminal is gone":             func(d *deliveries) { terminalGone(d) },
		"INT asks":                         interrupted,
		"stopped and continued":            stopped,
		"no place for a record":            noPlace,
		"the plan was edited and removed":  planGone,
		"a damaged journal":                damaged,
		"a draft of a change":              changeDraft,
		"a line kept just before the end":  keptDraft,
		"killed at the start":              killedAtStart,
		"the space runs out":               brokenFolder,
		"the space stays away":             copied,
		"small window":                     smallResume,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDeliveries(t, program)
			d.t = t
			test(d)
		})
	}
}

func offered(d *deliveries) {
	p := d.started(clitest.Shipped)
	p.Press("+")
	p.UntilShown("left of 6:00")
	d.killed(p)
	id := d.newest().ID
	time.Sleep(gone) // it is not told of less than a second

	// An answer that needs neither the flag nor the question.
	p = d.run("deliver", clitest.Shipped)
	screen := askedOf(p, "NOT FINISHED")
	for _, want := range []string{"has been gone", "Welcome and overview", "left of 6m"} {
		if !strings.Contains(strings.Join(wordsOf(screen), " "), strings.Join(wordsOf(want), " ")) {
			d.t.Errorf("it does not say %q:\n%s", want, screen)
		}
	}
	stays(p, "NOT FINISHED", clitest.Enter, clitest.PageDown, " ", "\x1b[5~", "b", ".")
	p.Press("x")
	p.UntilShown("note 2 of")
	p.UntilShown("left of 6:00")
	was := clockRead(p)
	d.killed(p)

	time.Sleep(gone)
	p = d.run("deliver", clitest.Shipped)
	askedOf(p, "NOT FINISHED")
	p.Press("r")
	p.UntilShown("note 2 of")
	countsOn(p, was, clockRead(p))
	if list, _ := d.store.List(); len(list) != 1 || list[0].ID != id {
		d.t.Errorf("there are other runs: %v", list)
	}
	p.Press("q")
	p.UntilShown("LEAVE?")
	p.Press("y")
	d.ended(p, cli.StatusDone)
	d.saidThat("facilitate resume " + id)
}

func begunAnew(d *deliveries) {
	p := d.started()
	d.killed(p)
	first := d.newest().ID
	before, err := d.store.Read(first)
	if err != nil {
		d.t.Fatal(err)
	}
	p = d.run("deliver", d.ours)
	askedOf(p, "NOT FINISHED")
	p.Press("n")
	p.UntilShown("ENTER STARTS")
	time.Sleep(guard)
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	if id := d.newest().ID; id == first {
		d.t.Error("it is the old run")
	}
	if after, err := d.store.Read(first); err != nil || after.Records != before.Records {
		d.t.Errorf("the other run was changed: %v", err)
	}
	p.Press("q")
	p.UntilShown("LEAVE?")
	p.Press("y")
	d.ended(p, cli.StatusDone)

	// Another plan's run is not offered, a finished one neither.
	plan := d.plan("Other", "5m")
	p = d.run("deliver", plan)
	p.UntilShown("ENTER STARTS")
	p.Press(clitest.Enter)
	p.UntilShown("OTHER")
	p.Press("F")
	p.UntilShown("FINISH?")
	p.Press("y")
	p.UntilShown("THE END")
	p.Press("q")
	d.ended(p, cli.StatusDone)
	p = d.run("deliver", plan)
	p.UntilShown("ENTER STARTS")
	p.Press("q")
	d.ended(p, cli.StatusDone)
}

// plan writes a small plan and returns its path, which its title gives.
func (d *deliveries) plan(title, first string) string {
	d.t.Helper()
	file := filepath.Join(filepath.Dir(d.errs), strings.ToLower(title)+".yaml")
	src := "title: " + title + "\nduration: 30m\nactivities:\n" +
		"  - {id: first, title: First, duration: " + first + ", notes: [{say: One.}, {say: Two.}, {say: Three.}]}\n" +
		"  - {id: last, title: Last, duration: 2m, setting: pairs, notes: [{do: Talk.}, {say: Goodbye.}]}\n"
	if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return file
}

func twoPrograms(d *deliveries) {
	first := d.started()
	id := d.newest().ID
	pid := fmt.Sprintf("process %d on ", d.newest().Holder.PID)
	d.ended(d.run("resume", id), cli.StatusFailed)
	d.saidThat(pid)
	d.ended(d.run("resume"), cli.StatusFailed)
	if n := strings.Count(d.said(), pid); n != 2 {
		d.t.Errorf("who has it was said %d times: %q", n, d.said())
	}
	// Another delivery of the plan is nobody else's business.
	other := d.run("deliver", d.ours)
	askedOf(other, "BEING DELIVERED")
	stays(other, "BEING DELIVERED", clitest.Enter, clitest.PageDown)
	other.Press("n")
	other.UntilShown("ENTER STARTS")
	other.Press("q")
	d.ended(other, cli.StatusDone)

	first.Press("+")
	first.UntilShown("left of 6:00")
	d.killed(first)
	p := d.run("resume", id, "--count")
	p.UntilShown("left of 6:00")
	p.Press("q")
	p.UntilShown("LEAVE?")
	p.Press("y")
	d.ended(p, cli.StatusDone)
}

// told sends a signal to end.
func told(d *deliveries, s syscall.Signal) {
	p := d.started()
	p.Press("c")
	p.UntilShown("KEEP A LINE")
	p.Press("half a line")
	p.UntilShown("half a line")
	d.signal(s)
	d.ended(p, cli.StatusInterrupted)
	id := d.newest().ID
	d.saidThat("facilitate resume " + id)
	replay, err := d.store.Read(id)
	if err != nil || !replay.Closed || !bytes.Contains(replay.Draft, []byte("half a line")) {
		d.t.Errorf("the run was not closed, or its draft not kept: %+v, %v", replay, err)
	}
	p = d.run("resume", "--exclude")
	p.UntilShown("note 2 of")
	p.Press("c")
	p.UntilShown("> half a line")
	p.Press("\r")
	p.UntilShown("kept: 1 line")
	p.Press("c")
	p.Until("an empty line", func(screen string) bool {
		return strings.Contains(screen, "KEEP A LINE") && !strings.Contains(screen, "> half")
	})
}

// terminalGone closes the terminal itself.
func terminalGone(d *deliveries) {
	p := clitest.RunInTerminal(d.t, wide, high, d.program, "deliver", d.ours, "--state-dir", d.store.Dir)
	p.UntilShown("ENTER STARTS")
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	p.Press("+")
	p.UntilShown("left of 6:00")
	id := d.newest().ID
	_ = p.File.Close()
	p.Exit()
	replay, err := d.store.Read(id)
	if err != nil || !replay.Closed || len(replay.Damage) > 0 {
		d.t.Fatalf("the run was not closed: %+v, %v", replay, err)
	}
	p = d.run("resume", id, "--count")
	p.UntilShown("left of 6:00")
}

func interrupted(d *deliveries) {
	p := d.started()
	d.signal(syscall.SIGINT)
	p.UntilShown("LEAVE?")
	stays(p, "LEAVE?", clitest.Enter, clitest.PageDown)
	p.Press("n")
	p.Until("no question", func(screen string) bool { return !strings.Contains(screen, "LEAVE?") })
	d.signal(syscall.SIGINT)
	p.UntilShown("LEAVE?")
	p.Press("y")
	d.ended(p, cli.StatusDone)
	d.saidThat("facilitate resume " + d.newest().ID)
}

// stopped goes back to the shell and returns.
func stopped(d *deliveries) {
	p := clitest.RunInTerminal(d.t, wide, high, "sh", "-i")
	line := fmt.Sprintf("FACILITATE_STATE=%s %s deliver %s\n", cli.ShellWord(d.store.Dir), d.program, cli.ShellWord(d.ours))
	p.Press(line)
	p.UntilShown("ENTER STARTS")
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	was := clockRead(p)
	p.Press("\x1a")
	sent(p, "Stopped", "suspended", "Suspended")
	time.Sleep(gone)
	p.Press("fg\n")
	p.UntilShown("note 1 of")
	countsOn(p, was, clockRead(p))
	p.Press("+")
	p.UntilShown("left of 6:00")
	pid := d.newest().Holder.PID
	d.signal(syscall.SIGTERM)
	sent(p, "facilitate resume "+d.newest().ID)
	eventually(d.t, "the program is gone", func() bool { return syscall.Kill(pid, 0) != nil }) // it reads keys till then
	p.Press("exit\n")
	p.Exit()
	replay, err := d.store.Read(d.newest().ID)
	if err != nil || !replay.Closed {
		d.t.Errorf("the run was not closed: %v", err)
	}
}

// sent waits until one of some texts was sent to the terminal.
func sent(p *clitest.Terminal, texts ...string) {
	p.T.Helper()
	eventually(p.T, fmt.Sprintf("one of %q is sent", texts), func() bool {
		return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(p.Sent(), text) })
	})
}

func noPlace(d *deliveries) {
	dir := filepath.Dir(d.errs)
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		d.t.Fatal(err)
	}
	places := []string{file, filepath.Join(file, "below")}
	if runtime.GOOS == "linux" {
		places = append(places, "/proc/facilitate")
	}
	deliver := []string{"deliver", clitest.Shipped} // where nothing is kept of what is filled in
	for id, text := range clitest.ShippedBlanks {
		deliver = append(deliver, "--set", id+"="+text)
	}
	for i, place := range places {
		d.store.Dir = place
		p := d.run(deliver...)
		screen := askedOf(p, "NO RECORD")
		if !strings.Contains(screen, filepath.Dir(place)) || // the rest of it may be in two lines
			!strings.Contains(screen, "ANSWER BELOW FIRST") {
			d.t.Errorf("it does not say where:\n%s", screen)
		}
		stays(p, "NO RECORD", clitest.Enter, clitest.PageDown)
		if i == 0 { // the answers are the same everywhere
			p.Press("q")
			d.ended(p, cli.StatusDone)
			p = d.run(deliver...)
			askedOf(p, "NO RECORD")
		}
		p.Press("y")
		p.UntilShown("ENTER STARTS")
		time.Sleep(guard)
		p.Press(clitest.Enter)
		screen = p.UntilShown("note 1 of")
		if strings.Contains(screen, "RECORD IS FAILING") {
			d.t.Errorf("it goes on about the record:\n%s", screen)
		}
		p.Press("c")
		p.UntilShown("KEEP A LINE")
		p.Press("a line" + clitest.Enter)
		p.UntilShown("kept: 1 line")
		p.Press("q")
		p.UntilShown("LEAVE?")
		p.Press("y")
		d.ended(p, cli.StatusDone)
		for line := range strings.Lines(d.said()) {
			if !strings.HasPrefix(line, "what was filled in cannot be kept: ") {
				d.t.Errorf("at the end it said %q", line)
			}
		}
	}
}

func planGone(d *deliveries) {
	p := d.started()
	d.killed(p)
	d.plan("Ours", "17m")
	p = d.run("resume", "--exclude")
	p.UntilShown("left of 5:00")
	p.UntilShown("note 2 of 3")
	d.killed(p)

	// The run of the edited plan is still one of this plan.
	p = d.run("deliver", d.ours)
	askedOf(p, "NOT FINISHED")
	p.Press("x")
	p.UntilShown("left of 5:00")
	d.killed(p)

	if err := os.Remove(d.ours); err != nil {
		d.t.Fatal(err)
	}
	p = d.run("resume", "--exclude")
	p.UntilShown("left of 5:00")
	p.UntilShown("note 2 of 3")
}

func damaged(d *deliveries) {
	p := d.started()
	for i := range 4 {
		p.Press("c")
		p.UntilShown("KEEP A LINE")
		p.Press(fmt.Sprintf("line %d", i+1) + clitest.Enter)
		p.UntilShown(fmt.Sprintf("kept: %d line", i+1))
	}
	p.Press("+")
	p.UntilShown("left of 6:00")
	d.killed(p)
	id := d.newest().ID
	file := filepath.Join(d.store.Dir, "runs", id, "journal")
	text, err := os.ReadFile(file)
	if err != nil {
		d.t.Fatal(err)
	}
	at := bytes.Index(text, []byte("line 2"))
	text[at] ^= 1
	if err := os.WriteFile(file, text, 0o600); err != nil {
		d.t.Fatal(err)
	}
	p = d.run("resume", id, "--exclude")
	p.UntilShown("note 2 of")
	p.UntilShown("left of 6:00")
	d.saidThat("damaged")
	p.Press("k")
	screen := p.UntilShown("KEPT LINES: 4")
	for _, want := range []string{"line 1", "(this line was lost)", "line 3", "line 4"} {
		if !strings.Contains(screen, want) {
			d.t.Errorf("%q is not there:\n%s", want, screen)
		}
	}
	kept, err := os.ReadFile(filepath.Join(d.store.Dir, "runs", id, "journal.damaged-1"))
	if err != nil || !bytes.Equal(kept, text) {
		d.t.Errorf("the damaged journal was not kept as it was: %v", err)
	}
}

// hasDraft waits until a text that is being typed is on disk.
func (d *deliveries) hasDraft(text string) {
	d.t.Helper()
	eventually(d.t, "the draft is kept", func() bool {
		r, err := d.store.Read(d.newest().ID)
		if err != nil {
			d.t.Fatal(err)
		}
		return bytes.Contains(r.Draft, []byte(text))
	})
}

// changeDraft dies while a kept line is changed and a new one waits.
func changeDraft(d *deliveries) {
	p := d.started()
	p.Press("c")
	p.UntilShown("KEEP A LINE")
	p.Press("the first" + clitest.Enter)
	p.UntilShown("kept: 1 line")
	p.Press("c")
	p.UntilShown("KEEP A LINE")
	p.Press("\t")
	p.UntilShown("KEEP A LINE: FOR LATER")
	p.Press("waiting")
	p.UntilShown("> waiting")
	p.Press("\x1b")
	p.Until("the notes alone", func(screen string) bool { return !strings.Contains(screen, "KEEP A LINE") })
	p.Press("k")
	p.UntilShown("KEPT LINES: 1")
	p.Press(clitest.Enter)
	p.UntilShown("> the first")
	p.Press(" and more")
	p.UntilShown("> the first and more")
	d.hasDraft("and more")
	d.killed(p)

	p = d.run("resume", "--exclude")
	p.UntilShown("note 2 of")
	p.Press("c")
	p.UntilShown("CHANGE A KEPT LINE")
	p.UntilShown("> the first and more")
	p.Press("!" + clitest.Enter)
	p.UntilShown("kept: 1 line")
	p.Press("c")
	p.UntilShown("KEEP A LINE: FOR LATER")
	p.UntilShown("> waiting")
	p.Press(clitest.Enter)
	p.UntilShown("kept: 2 lines")
	p.Press("k")
	p.UntilShown("the first and more!")
}

// keptDraft dies just after a line was kept whose draft the disk has still.
func keptDraft(d *deliveries) {
	p := d.started()
	p.Press("c")
	p.UntilShown("KEEP A LINE")
	p.Press("kept in the end")
	p.UntilShown("> kept in the end")
	d.hasDraft("in the end")
	p.Press(clitest.Enter)
	p.UntilShown("kept: 1 line")
	d.killed(p)
	p = d.run("resume", "--exclude")
	p.UntilShown("note 2 of")
	p.Press("c")
	if screen := p.UntilShown("KEEP A LINE"); strings.Contains(screen, "> kept in the end") {
		d.t.Errorf("a line that was kept is offered again:\n%s", screen)
	}
}

// killedAtStart dies before the program had time to note that it is there, and
// long after it was begun.
func killedAtStart(d *deliveries) {
	p := d.run("deliver", d.ours)
	p.UntilShown("ENTER STARTS")
	time.Sleep(gone)
	s := p.Shows(clitest.Enter, "the first note", func(screen string) bool { return strings.Contains(screen, "note 1 of") })
	d.killed(p)
	p = d.run("resume", "--count")
	p.UntilShown("note 1 of")
	countsOn(p, reading{5 * time.Minute, s.Sent, s.Seen}, clockRead(p))
}

// brokenFolder takes the folder away and gives it back.
func brokenFolder(d *deliveries) {
	p := d.started()
	id := d.newest().ID
	away := d.store.Dir + "-away"
	if err := os.Rename(d.store.Dir, away); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.store.Dir, nil, 0o600); err != nil {
		d.t.Fatal(err)
	}
	p.Press("+")
	p.UntilShown("left of 6:00")
	p.UntilShown("RECORD IS FAILING")
	p.Press("c")
	p.UntilShown("KEEP A LINE")
	p.Press("in memory" + clitest.Enter)
	p.UntilShown("kept: 1 line")
	if err := os.Remove(d.store.Dir); err != nil {
		d.t.Fatal(err)
	}
	p.Until("the end of the trouble", func(screen string) bool { return !strings.Contains(screen, "RECORD IS FAILING") })
	p.Press("+")
	p.UntilShown("left of 7:00")
	if got := d.newest().ID; got != id {
		d.t.Errorf("the run is called %s now", got)
	}
	d.killed(p)
	p = d.run("resume", id, "--count")
	p.UntilShown("left of 7:00")
	p.Press("k")
	p.UntilShown("in memory")
}

// copied takes the folder away for good, and holds that the command said at the
// end brings all of it to another.
func copied(d *deliveries) {
	p := d.started()
	if err := os.Rename(d.store.Dir, d.store.Dir+"-away"); err != nil {
		d.t.Fatal(err)
	}
	// What it leads to is not there: nothing can be made in it, by whomever.
	if err := os.Symlink(filepath.Join(d.store.Dir, "not", "there"), d.store.Dir); err != nil {
		d.t.Fatal(err)
	}
	p.UntilShown("RECORD IS FAILING")
	p.Press("+")
	p.UntilShown("left of 6:00")
	p.Press("c")
	p.UntilShown("KEEP A LINE")
	p.Press("in memory" + clitest.Enter)
	p.UntilShown("kept: 1 line")
	p.Press("q")
	p.UntilShown("LEAVE?")
	p.Press("y")
	d.ended(p, cli.StatusDone)
	d.saidThat("the record is not whole on disk: ")
	d.saidThat("to take the session up again by the name that import says:\n  facilitate resume RUN\n")
	typed := regexp.MustCompile("facilitate import (.*" + library.RunEnding + ")\n").FindStringSubmatch(d.said())
	if typed == nil {
		d.t.Fatalf("no command is said: %s", d.said())
	}
	d.store.Dir += "-fresh"
	p = d.run("import", typed[1])
	d.ended(p, cli.StatusDone)
	info := d.newest()
	if !strings.Contains(p.Sent(), info.ID+": imported") || len(info.Damage) > 0 || !info.Started || info.Finished {
		d.t.Errorf("%q, %+v", p.Sent(), info)
	}
	p = d.run("resume", info.ID, "--exclude")
	p.UntilShown("left of 6:00")
	p.Press("k")
	p.UntilShown("in memory")
}

// smallResume holds that the questions can be read and answered in a small
// window.
func smallResume(d *deliveries) {
	p := d.started()
	d.killed(p)
	time.Sleep(gone)
	for _, question := range []struct {
		args  []string
		shows []string
	}{
		{[]string{"deliver", d.ours}, []string{"NOT FINISHED", "gone for", "left of 5m", "r  go on; the time since counts", "x  go on; the time since is left out", "n  begin anew"}},
		{[]string{"resume"}, []string{"BACK AGAIN", "y  it counts", "n  leave it out"}},
	} {
		argv := append(append([]string{d.program}, question.args...), "--state-dir", d.store.Dir)
		p := clitest.RunInTerminal(d.t, 40, 12, argv...)
		for _, want := range question.shows {
			p.Until(want, func(screen string) bool {
				return strings.Contains(strings.Join(strings.Fields(screen), " "), strings.Join(strings.Fields(want), " "))
			})
		}
		if err := p.Cmd.Process.Kill(); err != nil {
			d.t.Fatal(err)
		}
		p.Exit()
	}
}

// failures make the program fail in the middle of a session.
var failures = map[string]func(*console, *run.State){
	// No event leads to a note that the second phase does not have.
	"view": func(_ *console, state *run.State) { state.Phases()[1].Place = 1 },
	"beat": func(c *console, _ *run.State) { c.recorder.Clock = nil },
}

// TestFailure holds that a failure of the program itself puts the terminal
// back and keeps the run. The test's own binary is the program that fails.
func TestFailure(t *testing.T) {
	if how, ok := failures[flag.Arg(0)]; ok {
		fmt.Println("status", failing(how, flag.Arg(1)))
		return
	}
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	begin := func(t *testing.T, how string) (*deliveries, *clitest.Terminal) {
		t.Parallel()
		d := newDeliveries(t, self)
		p := clitest.RunInTerminal(t, wide, 60, "sh", "-c", self+" -test.run=^TestFailure$ "+how+" "+d.store.Dir+" 2>>"+d.errs+"; stty -a")
		p.UntilShown("ENTER STARTS")
		p.Press(clitest.Enter)
		p.UntilShown("left of 5:00")
		return d, p
	}
	t.Run("of the screen", func(t *testing.T) {
		d, p := begin(t, "view")
		time.Sleep(guard)
		p.Press("n")
		d.ended(p, cli.StatusFailed)
		d.saidThat("the program failed, and put the terminal back")
		d.saidThat("facilitate resume " + d.newest().ID)
		if replay, err := d.store.Read(d.newest().ID); err != nil || !replay.Closed {
			t.Errorf("the run was not closed: %v", err)
		}
	})
	t.Run("behind the screen", func(t *testing.T) {
		d, p := begin(t, "beat")
		p.UntilShown("RECORD IS FAILING: the program failed")
		p.Press("+")
		p.UntilShown("left of 6:00")
		p.Press("q")
		p.UntilShown("LEAVE?")
		p.Press("y")
		d.ended(p, cli.StatusDone)
		d.saidThat("facilitate resume " + d.newest().ID)
	})
}

// failing runs a console that fails, and gives its exit status.
func failing(how func(*console, *run.State), dir string) int {
	env := &cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now}
	src := "title: Failing\nduration: 30m\nactivities:\n" +
		"  - {id: first, title: First, duration: 5m}\n  - {id: second, title: Second, duration: 5m, notes: [{say: Two.}]}\n"
	plan, problems := session.Load("plan.yaml", []byte(src))
	terminal, err := env.Terminal()
	if plan == nil || err != nil {
		fmt.Fprintln(env.Err, problems, err)
		return cli.StatusFailed
	}
	state := run.New(plan, run.Booking{})
	c := &console{front: front{terminal: terminal}, clock: timer.NewClock()}
	head := journal.Head{Kind: journal.Delivery, Title: plan.Title}
	c.recorder = record.New(journal.Store{Dir: dir}, nil, func() []byte { return []byte(src) }, head, c.clock)
	how(c, state)
	if err := c.show(env, state, tui.Options{}); err != nil {
		return cli.StatusFailed
	}
	return cli.StatusDone
}
