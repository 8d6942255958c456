//go:build linux || darwin

// Package pictures takes pictures of the console as it runs, in the states and on
// the terminals that people meet it in, also shrunk to what two metres leave of
// them. make pictures runs it; it needs Xvfb, xterm and ImageMagick.
package pictures

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/journal"
)

// TestMain takes pictures for make pictures alone, and has no tests beside them.
func TestMain(m *testing.M) {
	if os.Getenv(folderIn) != "" {
		clitest.Main(m, nil)
	}
}

// The environment says where the pictures go, and which are wanted: "over",
// "120x40/over" or "campbell"; all, where it does not.
const (
	folderIn = "FACILITATE_PICTURES"
	onlyIn   = "FACILITATE_PICTURES_ONLY"
)

var (
	sizes  = [][2]int{{120, 40}, {120, 30}, {80, 24}}
	widths = []int{640, 320}
)

func TestPictures(t *testing.T) {
	folder := os.Getenv(folderIn)
	only, err := regexp.Compile(os.Getenv(onlyIn))
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range []string{"Xvfb", "xterm", "import", "convert"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing: the pictures are of xterm in Xvfb, taken with ImageMagick", tool)
		}
	}
	d := openDisplay(t)
	take := func(name string, p palette, s state, columns, rows int, shrunk []int) {
		if !only.MatchString(name) {
			return
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel() // nearly all of the time nothing happens
			file := filepath.Join(folder, filepath.FromSlash(name)+".png")
			d.photograph(t, p, s.sent(t, p, columns, rows), file, columns, rows)
			for _, width := range shrunk {
				small := strings.TrimSuffix(file, ".png") + fmt.Sprintf("-%d.png", width)
				run(t, exec.Command("convert", file, "-resize", fmt.Sprint(width), small))
			}
		})
	}
	for _, s := range states {
		for _, size := range sizes {
			take(fmt.Sprintf("%dx%d/%s", size[0], size[1], s.name), palettes[0], s, size[0], size[1], widths)
		}
		for _, p := range palettes[1:] {
			take(p.name+"/"+s.name, p, s, 110, 34, nil)
		}
	}
}

// state is a moment of a session: what was done until then, and what is pressed
// then. The session was booked to begin so long ago.
type state struct {
	name   string
	booked time.Duration
	script string // see clitest.Run; empty: before the start
	keys   []string
}

const (
	down  = clitest.PageDown
	enter = clitest.Enter
)

var states = []state{
	{"ready", -7 * time.Minute, "", nil},
	{"early", 80 * time.Second, "0:00 start", []string{down, down}},
	{"two-minutes", 8*time.Minute + 5*time.Second, "0:00 start\n5:00 next", []string{down}},
	{"over", 11*time.Minute + 12*time.Second, "0:00 start\n5:00 next", []string{down, down}},
	{"paused", 13*time.Minute + 20*time.Second, "0:00 start\n5:00 next\n9:00 pause break", nil},
	{"behind", 39*time.Minute + 40*time.Second, "12:00 start\n18:00 next\n26:00 next\n32:00 next", []string{down}},
	{"recovery", 43*time.Minute + 10*time.Second, "12:00 start\n18:00 next\n26:00 next\n36:00 next", []string{"l"}},
	{"safety", 13 * time.Minute, "0:00 start\n5:00 next\n10:00 next", []string{"s"}},
	{"capture", 17 * time.Minute, "0:00 start\n5:00 next\n10:00 next\n15:00 next", []string{"c", "babies notice more than we think"}},
	{"quiz", 11*time.Minute + 40*time.Second, "0:00 start\n5:00 next\n10:00 next", []string{down, down, down}},
	{"round", 21*time.Minute + 30*time.Second, "0:00 start\n5:00 next\n10:00 next\n15:00 next\n20:00 next", []string{"j", "18 4" + enter, down, down}},
	{"waiting", 21 * time.Minute, "0:00 start\n4:00 next\n8:00 next\n12:00 next\n16:00 next\n20:00 next", nil},
}

// fixed has the plan's figures begin at a fixed time, half an hour from the start.
func fixed(plan []byte, begin time.Time) []byte {
	at := fmt.Sprintf("$1    at: %q\n", begin.Add(30*time.Minute).Format("15:04"))
	return regexp.MustCompile(`(?m)(^    title: What the figures say\n)`).ReplaceAll(plan, []byte(at))
}

// sent is what the program sends to its terminal in this state.
func (s state) sent(t *testing.T, p palette, columns, rows int) string {
	t.Helper()
	begin := time.Now().Add(-s.booked).UTC()
	if s.booked < 0 {
		begin = begin.Truncate(time.Minute)
	}
	plan, _ := clitest.ShippedPlan(t)
	if s.name == "waiting" {
		begin = begin.Truncate(time.Minute)
		plan = fixed(plan, begin)
	}
	// A run keeps its plan as it is delivered, with what was filled in.
	_, plan, problems := session.LoadWhole(session.File{Name: clitest.Shipped, Src: plan, Filling: session.Filling{Values: clitest.ShippedBlanks}})
	if problems != nil {
		t.Fatal(problems)
	}
	dir := t.TempDir()
	argv := append([]string{"env"}, p.environment...)
	argv = append(argv, clitest.BuildProgram(t))
	if s.script == "" {
		argv = append(argv, "deliver", clitest.Shipped, "--start", begin.Format("15:04"))
	} else {
		argv = append(argv, "resume", clitest.Run{Plan: plan, Kind: journal.Delivery, Begin: begin, Script: s.script}.Keep(t, dir), "--count")
	}
	term := clitest.RunInTerminal(t, columns, rows, append(argv, "--state-dir", dir)...)
	term.Until("the first frame", func(screen string) bool { return strings.TrimSpace(screen) != "" })
	if p.answers {
		for !strings.Contains(term.Sent(), "\x1b]11;?") {
			time.Sleep(moment / 10)
		}
		term.Press(fmt.Sprintf("\x1b]11;rgb:%s/%s/%s\x1b\\", p.ground[1:3], p.ground[3:5], p.ground[5:7]))
	}
	time.Sleep(moment)
	for _, key := range s.keys {
		term.Press(key)
		time.Sleep(moment)
	}
	time.Sleep(6 * time.Second) // what answers the last key goes
	return term.Sent()
}

// moment is longer than a key is kept off what has only just come.
const moment = 700 * time.Millisecond

// palette is a terminal's colours: the ground, the ink, and the sixteen.
type palette struct {
	name, ground, ink string
	colours           string
	answers           bool // it says its ground when it is asked
	environment       []string
}

const (
	xtermColours     = "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5 #7f7f7f #ff0000 #00ff00 #ffff00 #5c5cff #ff00ff #00ffff #ffffff"
	oneHalfColours   = "#383a42 #e45649 #50a14f #c18401 #0184bc #a626a4 #0997b3 #fafafa #4f525d #df6c75 #98c379 #e4c07a #61afef #c577dd #56b5c1 #ffffff"
	campbellColours  = "#0c0c0c #c50f1f #13a10e #c19c00 #0037da #881798 #3a96dd #cccccc #767676 #e74856 #16c60c #f9f1a5 #3b78ff #b4009e #61d6d6 #f2f2f2"
	solarizedColours = "#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #eee8d5 #002b36 #cb4b16 #586e75 #657b83 #839496 #6c71c4 #93a1a1 #fdf6e3"
)

var palettes = []palette{
	{"dark", "#101014", "#e6e6e6", xtermColours, true, nil},
	{"xterm-white", "#ffffff", "#000000", xtermColours, true, nil},
	{"one-half-light", "#fafafa", "#383a42", oneHalfColours, true, nil},
	{"one-half-light-silent", "#fafafa", "#383a42", oneHalfColours, false, nil},
	{"campbell", "#0c0c0c", "#cccccc", campbellColours, false, nil},
	{"solarized-dark", "#002b36", "#839496", solarizedColours, true, nil},
	{"solarized-light", "#fdf6e3", "#657b83", solarizedColours, true, nil},
	{"16-colours", "#000000", "#e5e5e5", xtermColours, false, []string{"TERM=xterm"}},
	{"16-colours-white", "#ffffff", "#000000", xtermColours, false, []string{"TERM=xterm"}},
	{"no-color", "#ffffff", "#000000", xtermColours, false, []string{"NO_COLOR=1"}},
	{"vt100", "#000000", "#c0c0c0", xtermColours, false, []string{"TERM=vt100"}},
	{"high-contrast", "#000000", "#ffffff", xtermColours, false, []string{"FACILITATE_THEME=contrast"}},
}

// display is an X server of our own that nobody sees.
type display struct {
	name string
	mu   sync.Mutex
}

func openDisplay(t *testing.T) *display {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "2400x1500x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{in}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait() })
	_ = in.Close()
	var number int
	if _, err := fmt.Fscan(out, &number); err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	return &display{name: fmt.Sprintf(":%d", number)}
}

// photograph has a terminal show what was sent to one of its size, and takes a
// picture of it.
func (d *display) photograph(t *testing.T, p palette, sent, file string, columns, rows int) {
	t.Helper()
	d.mu.Lock() // a window in front of another would be in its picture
	defer d.mu.Unlock()
	dir := t.TempDir()
	log, done := filepath.Join(dir, "sent"), filepath.Join(dir, "done")
	if err := os.WriteFile(log, []byte(sent), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	args := []string{
		"-display", d.name, "-fa", "DejaVu Sans Mono", "-fs", "11", "-b", "0", "-bw", "0", "+sb",
		"-geometry", fmt.Sprintf("%dx%d+0+0", columns, rows), "-bg", p.ground, "-fg", p.ink, "-u8",
	}
	for i, colour := range strings.Fields(p.colours) {
		args = append(args, "-xrm", fmt.Sprintf("XTerm*color%d: %s", i, colour))
	}
	x := exec.Command("xterm", append(args, "-e", "sh", "-c", `stty raw -echo; cat "$0"; echo "$WINDOWID" >"$1.new"; mv "$1.new" "$1"; exec sleep 60`, log, done)...)
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Process.Kill(); _ = x.Wait() }()
	for end := time.Now().Add(clitest.Patience); ; time.Sleep(50 * time.Millisecond) {
		window, err := os.ReadFile(done)
		if err == nil {
			time.Sleep(moment) // until it is painted
			run(t, exec.Command("import", "-display", d.name, "-window", strings.TrimSpace(string(window)), file))
			return
		}
		if time.Now().After(end) {
			t.Fatal("xterm shows nothing")
		}
	}
}

func run(t *testing.T, c *exec.Cmd) {
	t.Helper()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", c.Args[0], err, out)
	}
}
