//go:build linux || darwin

package deliver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/clitest"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// TestKilledAtAnyMoment delivers sessions with keys that a seed chooses, kills
// the program again and again and resumes it. What was acknowledged by the
// screen has to be there, and the time left has to be right to the second.
//
// How fast this computer is must not matter: a key was taken in at some moment
// between the one at which it was sent and the one at which the screen was seen
// to show what came of it, and the program's own records say at which. What was
// decided at that moment is for the tests of the core.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	deliveries, kills := timertest.Amount(4, 20), timertest.Amount(5, 10)
	program := clitest.BuildProgram(t)
	// The programs mostly wait for a second to pass: more of them at once than
	// there are processors.
	const atOnce = 4
	var wg sync.WaitGroup
	seeds := make(chan int)
	for range atOnce {
		wg.Go(func() {
			for seed := range seeds {
				t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { newVictim(t, program, seed).deliver(kills) })
			}
		})
	}
	for seed := range deliveries {
		seeds <- seed + 1
	}
	close(seeds)
	wg.Wait()
}

// victim is a delivery that is killed and resumed.
type victim struct {
	t       *testing.T
	random  *rand.Rand
	program string
	store   journal.Store
	id      string // of the run, once there is one

	p      *clitest.Terminal
	shadow *shadow
	floor  int // the newest stroke of this life that the screen has acknowledged
	looked int // frames of this life that were looked at for that
	guard  int // the newest stroke of this life that makes Page Down and n wait
	lines  int // texts typed so far, to tell them apart

	died      time.Time  // at the latest
	last      time.Time  // when the program was last known to run, by its record
	kept      *run.State // what was on disk when the program was killed
	keptDraft tui.Draft
}

const (
	victimColumns = 100
	victimRows    = 60
)

func newVictim(t *testing.T, program string, seed int) *victim {
	return &victim{
		t: t, random: rand.New(rand.NewPCG(uint64(seed), 1)), program: program,
		store: journal.Store{Dir: t.TempDir()},
	}
}

func (v *victim) deliver(kills int) {
	for kill := range kills {
		if v.id == "" {
			v.begin()
		}
		if v.id != "" || !v.chance(4) {
			v.live()
		}
		v.end()
		if v.id == "" {
			continue // the program died before the run was made
		}
		v.resume(kill)
	}
}

func (v *victim) chance(of int) bool { return v.random.IntN(of) == 0 }

func (v *victim) upTo(d time.Duration) time.Duration {
	return time.Duration(v.random.Int64N(int64(d)))
}

// begin shows the console before the start. Only a run that the screen said
// nothing of may not be there.
func (v *victim) begin() {
	v.p = clitest.RunInTerminal(v.t, victimColumns, victimRows, v.program, "deliver", clitest.Shipped, "--state-dir", v.store.Dir)
	v.p.UntilShown("ENTER STARTS")
	src, err := os.ReadFile("../../sessions/" + clitest.Shipped + ".yaml")
	if err != nil {
		v.t.Fatal(err)
	}
	v.haunt(src, run.Booking{Zone: time.UTC}, nil, tui.Options{})
}

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
func (s *shadow) Check() error   { return nil }
func (s *shadow) GiveUp()        {}
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
	v.shadow, v.floor, v.guard = s, 0, 0
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

// saidFor is longer than the answer to a key stays on the screen.
const saidFor = 7 * time.Second

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

var (
	lastTime   = regexp.MustCompile(`\s+\d\d:\d\d$`)
	topBadge   = regexp.MustCompile(`(left of [\d:]+|(?:PAUSED(?: \(\w+\))?|OVER TIME)) `)
	timeOfDay  = regexp.MustCompile(`\d\d:\d\d`)
	pauseFor   = regexp.MustCompile(`PAUSED(?: \(\w+\))? (\d+):(\d\d)`)
	agendaLine = regexp.MustCompile(`^(  .).{22}(.{5}).{7}(.*)$`)
)

func faceOf(screen string) face {
	lines := strings.Split(screen, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	f := face{header: lastTime.ReplaceAllString(lines[0], ""), heading: heading(strings.Join(lines, "\n"))}
	if m := topBadge.FindStringSubmatch(strings.Join(lines[:min(len(lines), 14)], " \n")); m != nil {
		f.top = m[1]
	}
	f.keys, _, _ = strings.Cut(timeOfDay.ReplaceAllString(lines[len(lines)-1], "-"), ";")
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

// figures are the clock's, as tui draws them.
var figures = map[string]rune{
	"###/# #/# #/# #/###/": '0', "  #/  #/  #/  #/  #/": '1', "###/  #/###/#  /###/": '2', "###/  #/###/  #/###/": '3',
	"# #/# #/###/  #/  #/": '4', "###/#  /###/  #/###/": '5', "###/#  /###/# #/###/": '6', "###/  #/  #/  #/  #/": '7',
	"###/# #/###/# #/###/": '8', "###/# #/###/  #/###/": '9', " /#/ /#/ /": ':', "   / # /###/ # /   /": '+',
}

// clockOf reads the time in block figures from a screen; false where it has
// none.
func clockOf(screen string) (left time.Duration, ok bool) {
	var rows [][]rune
	for l := range strings.Lines(screen) {
		if !strings.Contains(l, "█") {
			if len(rows) > 0 {
				break
			}
			continue
		}
		rows = append(rows, []rune(l))
	}
	if len(rows) != 5 && len(rows) != 10 {
		return 0, false
	}
	high, wide := 1, 2
	if len(rows) == 10 {
		high, wide = 2, 3
	}
	pixel := func(x, y int) byte {
		if row := rows[y*high]; 2+x*wide < len(row) && row[2+x*wide] == '█' {
			return '#'
		}
		return ' '
	}
	text := ""
	for x := 0; ; {
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
			break
		}
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

var (
	strokeOn    = special(clitest.PageDown, tea.KeyPgDown)
	strokeEnter = special(clitest.Enter, tea.KeyEnter)
	strokeTab   = special("\t", tea.KeyTab)
	strokeEsc   = special("\x1b", tea.KeyEsc)
	strokeDown  = special("\x1b[B", tea.KeyDown)
	strokeBack  = special("\x7f", tea.KeyBackspace)
)

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

// press sends a key to the program and to its shadow.
func (v *victim) press(s stroke) {
	v.shadow.strokes = append(v.shadow.strokes, moment{frames: len(v.p.Frames(0)), sent: clitest.Clock.Now()})
	v.send(s)
	v.shadow.Update(s.msg)
	v.remember()
	if waits(s) {
		v.guard = len(v.shadow.strokes) - 1
	}
}

// mouseMoved is what terminals say when the mouse is moved. The program has no
// use for it; after each letter it keeps letters that come all at once from
// being taken for a paste.
const mouseMoved = "\x1b[<35;1;1M"

func (v *victim) send(s stroke) {
	bytes := s.bytes
	if s.msg.Type == tea.KeyRunes || s.msg.Type == tea.KeySpace {
		bytes += mouseMoved
	}
	if _, err := v.p.File.WriteString(bytes); err != nil && !errors.Is(err, syscall.EIO) {
		v.t.Fatal(err) // EIO: the program is dead
	}
}

// look takes in what was seen since it last looked. A frame acknowledges the
// first stroke that it may be of: one that was not acknowledged before and had
// been sent when the frame came.
func (v *victim) look() {
	s := v.shadow
	for _, frame := range v.p.Frames(v.looked) {
		v.looked++
		f := faceOf(frame.Screen)
		for i := v.floor; i < len(s.strokes) && s.strokes[i].frames < v.looked; i++ {
			if s.strokes[i].face != f && s.strokes[i].quiet != f {
				continue
			}
			for ; v.floor < i; v.floor++ {
				s.strokes[v.floor+1].seen = frame.At
			}
			break
		}
	}
}

// acknowledged waits until the screen shows the effect of the last key.
func (v *victim) acknowledged() {
	v.t.Helper()
	v.look()
	newest := v.shadow.strokes[len(v.shadow.strokes)-1]
	if at := v.shadow.strokes[v.floor]; at.face == newest.face && at.digest == newest.digest {
		return // there is nothing to be seen
	}
	v.p.UntilFrame(fmt.Sprintf("%+v", newest.face), newest.frames, func(screen string) bool {
		f := faceOf(screen)
		return f == newest.face || f == newest.quiet
	})
	v.look()
}

// live presses keys for a while, each after the one before was acknowledged.
func (v *victim) live() {
	if v.shadow.state().Stage() == run.Ready {
		v.press(strokeEnter)
		v.acknowledged()
	}
	for range 2 + v.random.IntN(6) {
		for i, s := range v.step() {
			if s.msg.Type == tea.KeyEsc {
				v.acknowledged() // an escape is one only where nothing follows it, and closes only what is seen to be open
			}
			v.press(s)
			if i == 0 || s.msg.Type != tea.KeyRunes && s.msg.Type != tea.KeySpace {
				v.acknowledged() // a text is acknowledged as a whole
			}
		}
		v.acknowledged()
	}
}

// text is a line nobody has typed before.
func (v *victim) text() string {
	v.lines++
	texts := []string{"two mothers said: \"rest\"", "größe?", "back\\slash", "a", "who looks after the one who looks after"}
	return fmt.Sprintf("%d %s", v.lines, texts[v.random.IntN(len(texts))])
}

// step is something a facilitator does.
func (v *victim) step() []stroke {
	st := v.shadow.state()
	_, _, paused := st.Pause(clitest.Clock.Now())
	last, _ := st.Undoable()
	captures := len(st.Captures())
	kept := func(then ...stroke) []stroke {
		keys := strokes("k")
		for range v.random.IntN(captures) {
			keys = append(keys, strokeDown)
		}
		return append(append(keys, then...), strokeEsc)
	}
	for {
		switch v.random.IntN(12) {
		case 0, 1:
			if st.Next() != run.NoPhase && v.certain() {
				return []stroke{strokeOn}
			}
		case 2:
			if st.Next() != run.NoPhase && v.certain() {
				return strokes("n")
			}
		case 3:
			return strokes("+")
		case 4:
			if st.Remaining(clitest.Clock.Now()) > 3*time.Minute { // whenever the program takes it in
				return strokes("-")
			}
		case 5:
			return strokes("p")
		case 6:
			if paused {
				return strokes(strconv.Itoa(1 + v.random.IntN(4)))
			}
		case 7:
			return strokes("m")
		case 8:
			if last != run.CmdStart && last != "" {
				return strokes("u")
			}
		case 9, 10:
			keys := strokes("c")
			for range v.random.IntN(3) {
				keys = append(keys, strokeTab)
			}
			keys = append(keys, strokes(v.text())...)
			if v.chance(4) {
				return append(keys, strokeEsc) // the draft stays
			}
			return append(keys, strokeEnter)
		case 11:
			switch {
			case captures == 0:
			case v.chance(2):
				return kept(strokes("x")...)
			default:
				keys := []stroke{strokeEnter, strokeBack}
				return kept(append(append(keys, strokes(v.text())...), strokeEnter)...)
			}
		}
	}
}

// waits is whether a key makes Page Down and n wait: so soon after it they are
// taken for the same press once more, and are so themselves.
func waits(s stroke) bool {
	return s.bytes == clitest.PageDown || s.bytes == clitest.Enter || s.bytes == "n"
}

// certain is whether a key that must not be a bounce is none, whenever the
// program takes it in.
func (v *victim) certain() bool {
	v.look()
	return v.guard <= v.floor && clitest.Clock.Now().Sub(v.shadow.strokes[v.guard].seen) > guard
}

// end kills the program, at once or in the middle of something, and holds that
// the record has all that was acknowledged.
func (v *victim) end() {
	kill := func() { _ = v.p.Cmd.Process.Kill() }
	var killed sync.WaitGroup
	killIn := func(d time.Duration) { killed.Go(func() { time.Sleep(d); kill() }) }
	how := v.random.IntN(3)
	ready := v.shadow.state().Stage() == run.Ready
	switch {
	case ready:
		killIn(v.upTo(10 * time.Millisecond))
		v.press(strokeEnter)
	case how == 0: // in a quiet moment
		killIn(v.upTo(900 * time.Millisecond))
	case how == 1: // in the middle of many keys
		var keys []stroke
		for len(keys) < 12 {
			step := v.step()
			// Moves in the same millisecond cannot be told apart by m, and a
			// phase trimmed twice may be left with a time that depends on one.
			if step[0].bytes == "m" || step[0].bytes == "-" && slices.ContainsFunc(keys, func(s stroke) bool { return s.bytes == "-" }) {
				continue
			}
			for _, s := range step {
				if s.msg.Type == tea.KeyEsc {
					s = strokeEnter // a lone escape is one only if nothing follows it
				}
				keys = append(keys, s)
			}
		}
		killIn(v.upTo(60 * time.Millisecond))
		for _, s := range keys {
			if waits(s) && !v.typing() && !v.certain() {
				continue
			}
			v.press(s)
			time.Sleep(v.upTo(4 * time.Millisecond))
		}
	case how == 2: // while a line is being typed
		until := v.signs() + v.random.IntN(8)
		v.press(strokes("c")[0])
		v.acknowledged()
		for _, s := range strokes(v.text() + strings.Repeat(" and so on", 4)) {
			v.press(s)
			time.Sleep(v.upTo(150 * time.Millisecond))
			if v.signs() >= until {
				break
			}
		}
		eventually(v.t, "the program notes again that it is there", func() bool { return v.signs() >= until })
		killIn(v.upTo(600 * time.Millisecond))
	}
	killed.Wait()
	if status := v.p.Exit(); status != -int(syscall.SIGKILL) {
		v.t.Fatalf("the program ended with %d before it was killed", status)
	}
	v.died = clitest.Clock.Now()
	v.examine()
}

// typing is whether a panel takes the keys.
func (v *victim) typing() bool {
	h := v.shadow.strokes[len(v.shadow.strokes)-1].face.heading
	return !strings.HasPrefix(h, "note ") && !strings.HasPrefix(h, "next")
}

// sign is a note of the program that it is there.
type sign struct {
	N  int
	At time.Time
}

// noted are the signs on disk, of which there are at most two: the newest last.
func (v *victim) noted() (signs []sign) {
	for _, name := range []string{"alive-1", "alive-2"} {
		files, _ := filepath.Glob(filepath.Join(v.store.Dir, "runs", "*", name))
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				v.t.Fatal(err)
			}
			var s sign // a check follows it; and it may be being written
			if json.NewDecoder(bytes.NewReader(text)).Decode(&s) == nil {
				signs = append(signs, s)
			}
		}
	}
	slices.SortFunc(signs, func(a, b sign) int { return a.N - b.N })
	return signs
}

// signs is how many times the program has noted that it is there.
func (v *victim) signs() int {
	if signs := v.noted(); len(signs) > 0 {
		return signs[len(signs)-1].N
	}
	return 0
}

// examine holds that what the killed program left on disk is what the screen
// had acknowledged, or that and keys the screen had no time for.
func (v *victim) examine() {
	v.look()
	s := v.shadow
	list, err := v.store.List()
	if err != nil {
		v.t.Fatal(err)
	}
	began := slices.ContainsFunc(list, func(i journal.Info) bool { return i.Started })
	if !began {
		if v.floor > 0 || v.id != "" {
			v.t.Fatal("the run is lost")
		}
		return
	}
	v.id = list[0].ID
	replay := v.replay()
	v.kept, v.last = v.read(), replay.Last.At
	v.keptDraft = readDraft(replay.Draft, v.kept)

	at := slices.IndexFunc(s.strokes[v.floor:], func(m moment) bool {
		return m.digest == digest(v.kept) && m.events == len(replay.Events)
	})
	if at < 0 {
		v.t.Fatalf("of %d keys %d were acknowledged; the record has %d events and\n%s\nafter those it is %d and\n%s\nafter all of them it is %d and\n%s",
			len(s.strokes)-1, v.floor, len(replay.Events), digest(v.kept),
			s.strokes[v.floor].events, s.strokes[v.floor].digest, len(s.events), s.strokes[len(s.strokes)-1].digest)
	}
	v.examineTimes(replay.Events)
	v.examineDraft()
}

// examineTimes holds that what came of each key happened when the program can
// have taken it in: its instants are what the time left is counted from.
func (v *victim) examineTimes(events []journal.Entry) {
	s := v.shadow
	for i := range s.strokes[1:] {
		stroke, from := s.strokes[i+1], s.strokes[i].events
		seen := stroke.seen
		if seen.IsZero() {
			seen = v.died
		}
		for at := from; at < min(stroke.events, len(events)); at++ {
			e := events[at]
			if got, want := reflect.TypeOf(e.Event), reflect.TypeOf(s.events[at]); got != want {
				v.t.Errorf("entry %d is a %v, and the key led to a %v", e.Seq, got, want)
			}
			for _, at := range instants(e) {
				if at.Before(stroke.sent.Add(-clocksAgree)) || at.After(seen.Add(clocksAgree)) {
					v.t.Errorf("entry %d is of %v, its key was sent at %v, and what came of it seen at %v", e.Seq, at, stroke.sent, seen)
				}
			}
		}
	}
	if len(events) > 0 && (v.last.Before(events[len(events)-1].At) || v.last.After(v.died.Add(clocksAgree))) {
		v.t.Errorf("the program was last known to run at %v; the last entry is of %v, and it was dead by %v", v.last, events[len(events)-1].At, v.died)
	}
}

// instants are those at which something happened, by its record and by itself.
func instants(e journal.Entry) []time.Time {
	if at := reflect.ValueOf(e.Event).FieldByName("At"); at.IsValid() {
		return []time.Time{e.At, at.Interface().(time.Time)}
	}
	return []time.Time{e.At}
}

// clocksAgree is how far the clocks of two programs may differ, which count the
// same time but were set one after the other, and tell it in milliseconds.
const clocksAgree = 250 * time.Millisecond

// draftEvery is how often a draft is kept, where it changes.
const draftEvery = time.Second

// examineDraft holds that the draft that was kept is not older than it may be.
// With the last sign but one that it was there the program had done what there
// was to do: what had been typed a while before that is on disk.
func (v *victim) examineDraft() {
	var due time.Time
	if signs := v.noted(); len(signs) > 1 {
		due = signs[0].At.Add(-draftEvery)
	}
	stroke := 0
	for i, m := range v.shadow.strokes {
		if !m.seen.IsZero() && m.seen.Before(due) {
			stroke = i
		}
	}
	drafts := v.shadow.drafts
	for i := len(drafts) - 1; i >= 0; i-- {
		d := drafts[i]
		if d.Text == v.keptDraft.Text && (d.Text == "" || d.Kind == v.keptDraft.Kind && d.Edit == v.keptDraft.Edit) {
			return
		}
		if d.stroke <= stroke {
			v.t.Errorf("%+v had been typed by %v, long before the program noted at %v that it was there, and %+v was kept",
				d.Draft, v.shadow.strokes[d.stroke].seen, due.Add(draftEvery), v.keptDraft)
			return
		}
	}
	v.t.Errorf("the draft %+v was never typed", v.keptDraft)
}

func (v *victim) replay() *journal.Replay {
	v.t.Helper()
	replay, err := v.store.Read(v.id)
	if err != nil {
		v.t.Fatal(err)
	}
	if len(replay.Damage) > 0 {
		v.t.Fatal(replay.Damage)
	}
	return replay
}

// read is the state in which a run is on disk.
func (v *victim) read() *run.State {
	v.t.Helper()
	state, skipped := v.replay().Fold(v.shadow.plan)
	if len(skipped) > 0 {
		v.t.Fatal(skipped)
	}
	return state
}

// choice is how a resumed program is told whether the gap counts.
type resumeChoice struct {
	flag, key string
	counted   bool
}

var resumeChoices = []resumeChoice{
	{flag: "--count", counted: true}, {flag: "--exclude"}, {key: "y", counted: true}, {key: "n"},
}

// resume takes the run up again and holds that the screen shows where it was,
// and the right time left.
func (v *victim) resume(kill int) {
	how := resumeChoices[(kill+v.random.IntN(2)*2)%len(resumeChoices)]
	args := []string{v.program, "resume", "--state-dir", v.store.Dir}
	if how.flag != "" {
		args = append(args, how.flag)
	}
	if v.chance(2) {
		args = append(args, v.id)
	}
	time.Sleep(v.upTo(300 * time.Millisecond))

	again := clitest.Clock.Now() // the program begins to run again between this and the next moment
	if how.key == "" && v.chance(3) {
		// It may die while it takes the run up.
		p := clitest.RunInTerminal(v.t, victimColumns, victimRows, args...)
		time.Sleep(v.upTo(80 * time.Millisecond))
		_ = p.Cmd.Process.Kill()
		p.Exit()
	}
	v.p = clitest.RunInTerminal(v.t, victimColumns, victimRows, args...)
	if how.key != "" {
		v.p.UntilShown("BACK AGAIN")
	} else {
		v.p.Until("the console", func(screen string) bool { return faceOf(screen).top != "" })
	}
	running := clitest.Clock.Now()
	if how.key != "" {
		v.send(strokeEnter) // answers nothing, and neither does a clicker
		v.send(strokeOn)
		v.send(strokes(how.key)[0])
		v.p.Until("the answer", func(screen string) bool { return !strings.Contains(screen, "BACK AGAIN") })
	}

	replay := v.replay()
	var events []run.Event
	for _, e := range replay.Events {
		events = append(events, e.Event)
	}
	v.haunt(replay.Plan, replay.Head.Booking, events, tui.Options{Draft: v.keptDraft})
	if got := digest(v.shadow.state()); got != digest(v.kept) {
		v.t.Fatalf("before it was killed it was\n%s\nand resumed it is\n%s", digest(v.kept), got)
	}

	// The kept lines, the budgets and the line that was being typed, with the
	// time beside them.
	for _, s := range []stroke{strokes("k")[0], strokeEsc, strokes("a")[0], strokeEsc, strokes("c")[0], strokeEsc} {
		v.press(s)
		v.acknowledged()
	}
	stroke := v.shadow.strokes[1]
	if v.floor != len(v.shadow.strokes)-1 {
		v.t.Fatalf("of %d keys %d were acknowledged", len(v.shadow.strokes)-1, v.floor)
	}
	for _, frame := range v.p.Frames(stroke.frames) {
		if f := faceOf(frame.Screen); f == stroke.face {
			v.timed(clitest.Sight{Screen: frame.Screen, Sent: stroke.sent, Seen: frame.At}, how.counted, again, running)
			return
		}
	}
}

// timed holds that a screen shows the right times. The program ran again from
// some moment between again and running.
func (v *victim) timed(s clitest.Sight, counted bool, again, running time.Time) {
	v.t.Helper()
	// What went by since the program was last known to run.
	least, most := s.Sent.Sub(running), s.Seen.Sub(again)
	if counted {
		least, most = s.Sent.Sub(v.last), s.Seen.Sub(v.last)
	}
	left, ok := clockOf(s.Screen)
	if !ok {
		v.t.Fatalf("there is no clock:\n%s", s.Screen)
	}
	was := v.kept.Remaining(v.last)
	_, lasted, paused := v.kept.Pause(v.last)
	if !paused {
		v.within("there is left", left, was-most, was-least+time.Second)
		return
	}
	v.within("there is left in the pause", left, was, was+time.Second)
	m := pauseFor.FindStringSubmatch(s.Screen)
	if m == nil {
		v.t.Fatalf("there is no pause:\n%s", s.Screen)
	}
	minutes, _ := strconv.Atoi(m[1])
	seconds, _ := strconv.Atoi(m[2])
	shown := time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second
	v.within("the pause has lasted", shown, lasted+least-time.Second, lasted+most)
}

// within holds that a span that the screen shows in whole seconds is right.
func (v *victim) within(what string, got, least, most time.Duration) {
	v.t.Helper()
	if got < least-clocksAgree || got > most+clocksAgree {
		v.t.Errorf("%s %v, and it should be %v to %v", what, got, least, most)
	}
}
