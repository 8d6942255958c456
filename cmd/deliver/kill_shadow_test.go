//go:build linux || darwin

package deliver

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/clitest"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
)

// shadow is a console in this process that is given the same keys at the same
// time. What it shows the program has to show.
type shadow struct {
	*tui.Model
	plan    *session.Plan
	booking run.Booking
	events  []run.Event // those it began with, and its own
	strokes []moment    // the first is before any key
	drafts  []draftAt
	ahead   time.Duration // of its clock, to see what it will show
}

// moment is what is known of a key: the terminal was sent it, and at some time
// until it was seen the program had taken it in.
type moment struct {
	frames     int       // there were so many when it was sent
	sent, seen time.Time // seen: zero while it was not
	events     int
	digest     string
	face       face // that the screen has then
	quiet      face // and once the answer to the key has gone from it
}

// draftAt is a draft, and the stroke with which it was typed.
type draftAt struct {
	stroke int
	tui.Draft
}

func (s *shadow) Append(events []run.Event, _ time.Time) error {
	s.events = append(s.events, events...)
	return nil
}

func (s *shadow) Trouble() error { return nil }

func (s *shadow) Check() error { return nil }

func (s *shadow) GiveUp() {}

func (s *shadow) Draft(d tui.Draft) {
	s.drafts = append(s.drafts, draftAt{len(s.strokes), d})
}

// haunt gives the program its shadow, which begins with these events.
func (v *victim) haunt(src []byte, booking run.Booking, events []run.Event, o tui.Options) {
	v.t.Helper()
	plan, problems := session.Load("plan.yaml", src)
	if plan == nil {
		v.t.Fatal(problems)
	}
	s := &shadow{plan: plan, booking: booking, events: slices.Clone(events)}
	now := func() time.Time { return clitest.Clock.Now().Add(s.ahead) }
	o.Writer, o.State = tui.AtOnce(run.NewWriter(s.after(len(events)), s)), s.after(len(events))
	o.Now, o.Zone, o.Recorder = now, time.UTC, s
	s.drafts = []draftAt{{0, o.Draft}}
	s.Model = tui.New(o)
	s.Update(tea.WindowSizeMsg{Width: victimColumns, Height: victimRows})
	v.shadow, v.floor, v.onDisk, v.guard = s, 0, 0, 0
	v.looked = len(v.p.Frames(0))
	s.strokes = []moment{{}}
	v.remember()
	s.strokes[0].seen = clitest.Clock.Now()
}

// after is the state after so many events.
func (s *shadow) after(events int) *run.State {
	state := run.New(s.plan, s.booking)
	for _, e := range s.events[:events] {
		state.Apply(e)
	}
	return state
}

func (s *shadow) state() *run.State { return s.State }

// face is what it shows, and what it will show when it has no more to say.
func (s *shadow) face() (now, quiet face) {
	at := func(ahead time.Duration) face {
		s.ahead = ahead
		s.Update(nil)
		return faceOf(ansi.Strip(s.View()))
	}
	quiet = at(saidFor)
	return at(0), quiet
}

// remember notes what is known of the newest stroke now that the shadow has
// taken it in.
func (v *victim) remember() {
	s := v.shadow
	m := &s.strokes[len(s.strokes)-1]
	m.events, m.digest = len(s.events), digest(s.state())
	m.face, m.quiet = s.face()
	if kind, _, paused := s.state().Pause(clitest.Clock.Now()); paused && !strings.Contains(m.face.top, strings.ToUpper(kind.Word())) && kind != run.Other {
		v.t.Fatalf("of a pause of the kind %s the test sees only %q", kind, m.face.top)
	}
}

// digest is all of a state that depends on no clock.
func digest(s *run.State) string {
	var b strings.Builder
	kind, _, paused := s.Pause(time.Time{})
	fmt.Fprintln(&b, s.Stage(), s.Current(), paused, kind)
	for _, p := range s.Phases() {
		fmt.Fprint(&b, p.Status, p.Budget, p.Place, "; ")
	}
	for _, c := range s.Captures() {
		fmt.Fprintf(&b, "\n%d %s %q %d %t %t", c.ID, c.Kind, c.Text, c.Phase, c.Edited, c.Struck)
	}
	return b.String()
}

// face is what a screen shows, without what another second would change.
type face struct{ header, top, heading, body, keys string }

// isLine is whether a line is typed that is kept. It is shown while what came before
// is still on its way to the disk: what is said in the room is not repeated.
func (f face) isLine() bool { return strings.HasPrefix(f.heading, "KEEP A LINE") }

var (
	lastTime   = regexp.MustCompile(`\s+\d\d:\d\d$`)
	bandSays   = regexp.MustCompile(`PAUSED|OVER TIME|of \d+:\d\d|QUESTION|BREAK|INCIDENT`)
	timeOfDay  = regexp.MustCompile(`\d\d:\d\d`)
	pauseFor   = regexp.MustCompile(`PAUSED (\d+):(\d\d)`)
	agendaLine = regexp.MustCompile(`^(  .).{22}(.{5}).{7}(.*)$`)
)

func faceOf(screen string) face {
	lines := strings.Split(screen, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	f := face{header: lastTime.ReplaceAllString(lines[0], ""), heading: heading(strings.Join(lines, "\n"))}
	f.top = strings.Join(bandSays.FindAllString(strings.Join(lines[:min(len(lines), 14)], "\n"), -1), " ")
	keys := strings.Join(strings.Fields(lines[len(lines)-1]), " ") // reversed keys have blanks around them
	f.keys, _, _ = strings.Cut(timeOfDay.ReplaceAllString(keys, "-"), ";")
	if before, _, ok := strings.Cut(f.keys, "going on:"); ok {
		f.keys = before
	}
	switch inside := body(strings.Join(lines, "\n")); {
	case strings.HasPrefix(f.heading, "KE"), strings.HasPrefix(f.heading, "CHANGE"):
		f.body = timeOfDay.ReplaceAllString(strings.Join(inside, "\n"), "-")
	case f.heading == "AGENDA":
		for _, l := range inside {
			if m := agendaLine.FindStringSubmatch(l); m != nil {
				f.body += strings.Join(m[1:], " ") + "\n"
			}
		}
	}
	return f
}

// blocksOf leaves of a line the blocks of figures. Those of letters, as the phase
// and the verdict have them, are one wide.
func blocksOf(line string) string {
	row := []rune(" " + line + " ")
	blocks := []rune(strings.Repeat(" ", len(row)))
	for x := 1; x+1 < len(row); x++ {
		if row[x] == '█' && (row[x-1] == '█' || row[x+1] == '█') {
			blocks[x] = '█'
		}
	}
	return string(blocks)
}

// figuresOf reads block figures from a column on, up to an end; empty where they are
// none.
func figuresOf(rows [][]rune, from, end, wide, high int) (text string) {
	pixel := func(x, y int) byte {
		row, at := rows[y*high], from+x*wide
		if at >= 0 && at < len(row) && row[at] == '█' {
			return '#'
		}
		return ' '
	}
	x := 0
	for from+x*wide < end {
		found := false
		for width := 3; width > 0 && !found; width -= 2 {
			var glyph []byte
			for y := range 5 {
				for i := range width {
					glyph = append(glyph, pixel(x+i, y))
				}
				glyph = append(glyph, '/')
			}
			if r, known := figures[string(glyph)]; known {
				text, x, found = text+string(r), x+width+1, true
			}
		}
		if !found {
			return ""
		}
	}
	return text
}

// clockOf reads the time in block figures from a screen; false where it has
// none.
func clockOf(screen string) (left time.Duration, ok bool) {
	var rows [][]rune
	for l := range strings.Lines(screen) {
		l = blocksOf(l)
		if !strings.Contains(l, "██") {
			if len(rows) > 0 {
				break
			}
			continue
		}
		rows = append(rows, []rune(l))
	}
	if len(rows)%5 == 1 {
		rows = rows[:len(rows)-1] // the bar
	}
	if len(rows) != 5 && len(rows) != 10 {
		return 0, false
	}
	high, wide := 1, 2
	if len(rows) == 10 {
		high, wide = 2, 3
	}
	first, end := len(rows[0]), 0
	for _, row := range rows {
		for x, r := range row {
			if r == '█' {
				first, end = min(first, x), max(end, x+1)
			}
		}
	}
	text := ""
	for from := first - 2*wide; from <= first && text == ""; from += wide { // a 1 begins with blanks
		text = figuresOf(rows, from, end, wide, high)
	}
	digits, over := strings.CutPrefix(text, "+")
	for part := range strings.SplitSeq(digits, ":") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return 0, false
		}
		left = left*60 + time.Duration(n)*time.Second
	}
	if over {
		left = -left
	}
	return left, true
}

// stroke is a key, as the terminal sends it and as the console gets it.
type stroke struct {
	bytes string
	msg   tea.KeyMsg
}

func special(bytes string, key tea.KeyType) stroke { return stroke{bytes, tea.KeyMsg{Type: key}} }

// strokes types a text.
func strokes(text string) (all []stroke) {
	for _, r := range text {
		s := stroke{string(r), tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}}
		if r == ' ' {
			s.msg.Type = tea.KeySpace
		}
		all = append(all, s)
	}
	return all
}

// saidFor is longer than the answer to a key stays on the screen.
const saidFor = 7 * time.Second

// figures are the clock's, as tui draws them.
var figures = map[string]rune{
	"###/# #/# #/# #/###/": '0', "  #/  #/  #/  #/  #/": '1', "###/  #/###/#  /###/": '2', "###/  #/###/  #/###/": '3',
	"# #/# #/###/  #/  #/": '4', "###/#  /###/  #/###/": '5', "###/#  /###/# #/###/": '6', "###/  #/  #/  #/  #/": '7',
	"###/# #/###/# #/###/": '8', "###/# #/###/  #/###/": '9', " /#/ /#/ /": ':', "   / # /###/ # /   /": '+',
}
