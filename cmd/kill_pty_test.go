//go:build linux || darwin

package cmd

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
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
	"facilitate/timer"
)

// TestKilledAtAnyMoment delivers sessions with keys that a seed chooses, kills
// the program again and again and resumes it. What was acknowledged by the
// screen has to be there, and the time left has to be right within a second.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	deliveries, kills := 4, 5
	if os.Getenv("FACILITATE_LONG") != "" {
		deliveries, kills = 20, 10
	}
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
	clock   *timer.Clock
	id      string // of the run, once there is one

	p      *clitest.Terminal
	shadow *shadow
	floor  int           // the newest stroke of this life that the screen has acknowledged
	slow   time.Duration // the longest that an acknowledgement took in this life
	guards []time.Time   // when keys came that make Page Down and n wait
	lines  int           // texts typed so far, to tell them apart

	died      time.Time
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
		store: journal.Store{Dir: t.TempDir()}, clock: timer.NewClock(),
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
	src, err := os.ReadFile("../sessions/" + clitest.Shipped + ".yaml")
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
	now     func() time.Time
}

// moment is what is known after a key.
type moment struct {
	events int
	digest string
	face   face
}

type draftAt struct {
	at time.Time
	tui.Draft
}

func (s *shadow) Append(events []run.Event, _ time.Time) error {
	s.events = append(s.events, events...)
	return nil
}

func (s *shadow) Trouble() error { return nil }
func (s *shadow) Retry()         {}
func (s *shadow) Check() error   { return nil }
func (s *shadow) GiveUp()        {}
func (s *shadow) Answered()      {}
func (s *shadow) Draft(d tui.Draft) {
	s.drafts = append(s.drafts, draftAt{s.now(), d})
}

// haunt gives the program its shadow, which begins with these events.
func (v *victim) haunt(src []byte, booking run.Booking, events []run.Event, o tui.Options) {
	v.t.Helper()
	plan, problems := session.Load("plan.yaml", src)
	if plan == nil {
		v.t.Fatal(problems)
	}
	s := &shadow{plan: plan, booking: booking, events: slices.Clone(events), now: v.clock.Now}
	o.Desk, o.Now, o.Zone, o.Recorder = run.NewDesk(s.after(len(events)), s), v.clock.Now, time.UTC, s
	s.drafts = []draftAt{{v.clock.Now(), o.Draft}}
	s.Model = tui.New(o)
	s.Update(tea.WindowSizeMsg{Width: victimColumns, Height: victimRows})
	v.shadow, v.floor, v.slow = s, 0, 0
	v.remember()
}

// after is the state after so many events.
func (s *shadow) after(events int) *run.State {
	state := run.New(s.plan, s.booking)
	for _, e := range s.events[:events] {
		state.Apply(e)
	}
	return state
}

func (s *shadow) state() *run.State { return s.Desk.State() }

func (s *shadow) face() face { return faceOf(ansi.Strip(s.View())) }

func (v *victim) remember() {
	s := v.shadow
	s.strokes = append(s.strokes, moment{len(s.events), digest(s.state()), s.face()})
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
	v.send(s)
	v.follow(s)
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

func (v *victim) follow(s stroke) {
	v.shadow.Update(s.msg)
	v.remember()
	switch s.bytes {
	case clitest.PageDown, clitest.Enter, "n":
		v.guards = append(v.guards, time.Now())
	}
}

// acknowledged waits until the screen shows the effect of the last key.
func (v *victim) acknowledged() {
	v.t.Helper()
	began := time.Now()
	v.p.Until(fmt.Sprintf("%+v", v.shadow.face()), func(screen string) bool { return faceOf(screen) == v.shadow.face() })
	v.slow = max(v.slow, time.Since(began))
	v.floor = len(v.shadow.strokes) - 1
}

// live presses keys for a while, each after the one before was acknowledged.
func (v *victim) live() {
	if v.shadow.state().Stage() == run.Ready {
		v.press(strokeEnter)
		v.acknowledged()
	}
	for range 2 + v.random.IntN(6) {
		for _, s := range v.step() {
			if s.msg.Type == tea.KeyEsc {
				v.acknowledged() // an escape is one only where nothing follows it, and closes only what is seen to be open
			}
			v.press(s)
			if s.msg.Type != tea.KeyRunes && s.msg.Type != tea.KeySpace {
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
	_, _, paused := st.Pause(v.clock.Now())
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
			if st.Remaining(v.clock.Now()) > 90*time.Second {
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

// certain is whether a key that must not be a bounce is or is not one for the
// program and its shadow alike, though one of them sees it a little later.
func (v *victim) certain() bool {
	const bounce, margin = 500 * time.Millisecond, 150 * time.Millisecond
	return !slices.ContainsFunc(v.guards, func(at time.Time) bool { return (time.Since(at) - bounce).Abs() < margin })
}

// end kills the program, at once or in the middle of something, and holds that
// the record has all that was acknowledged.
func (v *victim) end() {
	killed := make(chan struct{})
	killIn := func(d time.Duration) {
		go func() {
			time.Sleep(d)
			_ = v.p.Cmd.Process.Kill()
			close(killed)
		}()
	}
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
			v.press(s)
			time.Sleep(v.upTo(4 * time.Millisecond))
		}
	case how == 2: // while a line is being typed
		killIn(v.upTo(4 * time.Second))
		for _, s := range append(strokes("c"), strokes(v.text()+strings.Repeat(" and so on", 4))...) {
			v.press(s)
			select {
			case <-killed:
			case <-time.After(v.upTo(150 * time.Millisecond)):
				continue
			}
			break
		}
	}
	<-killed
	died := v.clock.Now()
	if status := v.p.Exit(); status != -int(syscall.SIGKILL) {
		v.t.Fatalf("the program ended with %d before it was killed", status)
	}
	v.examine(died)
}

// examine holds that what the killed program left on disk is what the screen
// had acknowledged, or that and keys the screen had no time for.
func (v *victim) examine(died time.Time) {
	s := v.shadow
	for _, screen := range v.p.Seen() {
		f := faceOf(screen)
		for i := v.floor; i < len(s.strokes); i++ {
			if s.strokes[i].face == f {
				v.floor = i
				break
			}
		}
	}
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
	v.died, v.kept = died, v.read()
	v.keptDraft = readDraft(v.replay().Draft, v.kept)

	at := slices.IndexFunc(s.strokes[v.floor:], func(m moment) bool { return m.digest == digest(v.kept) })
	if at < 0 {
		v.t.Fatalf("of %d keys %d were acknowledged; the record has\n%s\nafter those it is\n%s\nafter all of them it is\n%s",
			len(s.strokes)-1, v.floor, digest(v.kept), s.strokes[v.floor].digest, s.strokes[len(s.strokes)-1].digest)
	}
	at += v.floor
	// The shadow took each key in as it was sent, the program a little later: as
	// late as it acknowledged others, on a busy computer.
	want, got := s.after(s.strokes[at].events).Remaining(died), v.kept.Remaining(died)
	if d := (want - got).Abs(); d > time.Second/2+max(time.Second/2, 2*v.slow) {
		v.t.Errorf("the record has %v left when the program was killed, and it was %v", got, want)
	}
	v.examineDraft()
}

// draftLoss is how much of what was being typed may be lost.
const draftLoss = 2 * time.Second

// examineDraft holds that the draft that was kept is not older than it may be.
func (v *victim) examineDraft() {
	drafts := v.shadow.drafts
	for i := len(drafts) - 1; i >= 0; i-- {
		d := drafts[i]
		if d.Text == v.keptDraft.Text && (d.Text == "" || d.Kind == v.keptDraft.Kind && d.Edit == v.keptDraft.Edit) {
			return
		}
		if age := v.died.Sub(d.at); age > draftLoss {
			v.t.Errorf("%+v was being typed for the last %v before the program was killed, and %+v was kept", d.Draft, age, v.keptDraft)
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
	// Only a gap of more than the tolerance tells counted from left out.
	gap := v.upTo(300 * time.Millisecond)
	if v.chance(3) {
		gap = 2200 * time.Millisecond
	}
	time.Sleep(gap)

	again := v.clock.Now() // the program runs at some time between these two
	if how.key == "" && v.chance(3) {
		// It may die while it takes the run up.
		p := clitest.RunInTerminal(v.t, victimColumns, victimRows, args...)
		time.Sleep(v.upTo(80 * time.Millisecond))
		_ = p.Cmd.Process.Kill()
		p.Exit()
	}
	v.p = clitest.RunInTerminal(v.t, victimColumns, victimRows, args...)
	paused := v.kept.Stage() == run.Paused
	if how.key != "" {
		v.p.UntilShown("BACK AGAIN")
	} else {
		v.p.Until("the console", func(screen string) bool { return faceOf(screen).top != "" })
	}
	running := v.clock.Now()

	replay := v.replay()
	var events []run.Event
	for _, e := range replay.Events {
		events = append(events, e.Event)
	}
	o := tui.Options{Draft: v.keptDraft}
	if how.key != "" {
		o.Dead = &tui.Dead{For: time.Second, Sure: true, Ask: true}
	}
	v.haunt(replay.Plan, replay.Head.Booking, events, o)
	v.acknowledged()
	if how.key != "" {
		v.send(strokeEnter) // answers nothing, and neither does a clicker
		v.send(strokeOn)
		v.press(strokes(how.key)[0])
		v.acknowledged()
	}
	if got := digest(v.shadow.state()); got != digest(v.kept) {
		v.t.Fatalf("before it was killed it was\n%s\nand resumed it is\n%s", digest(v.kept), got)
	}

	// When the seconds change, the figures are exact.
	read := func(screen string) (time.Duration, bool) {
		if m := pauseFor.FindStringSubmatch(screen); paused && m != nil {
			d, err := time.ParseDuration(m[1] + "m" + m[2] + "s")
			return d, err == nil
		}
		return clockOf(screen)
	}
	var first, shown time.Duration
	v.p.Until("a clock", func(screen string) (ok bool) { first, ok = read(screen); return ok })
	v.p.Until("the next second", func(screen string) (ok bool) {
		shown, ok = read(screen)
		return ok && shown != first
	})
	now := v.clock.Now()
	since, atLeast := now.Sub(again), now.Sub(running)
	if how.counted {
		since, atLeast = now.Sub(v.died), now.Sub(v.died)
	}
	if paused {
		_, lasted, _ := v.kept.Pause(v.died)
		v.within("the pause has lasted", shown, lasted+atLeast, lasted+since)
		if left, ok := clockOf(v.p.Seen()[len(v.p.Seen())-1]); !ok || (left-v.kept.Remaining(v.died)).Abs() > time.Second {
			v.t.Errorf("paused with %v left the clock shows %v\n%s", v.kept.Remaining(v.died), left, v.p.Seen()[len(v.p.Seen())-1])
		}
	} else {
		left := v.kept.Remaining(v.died)
		v.within("there is left", shown, left-since, left-atLeast)
	}

	// The kept lines, the budgets and the line that was being typed.
	for _, s := range []stroke{strokes("k")[0], strokeEsc, strokes("a")[0], strokeEsc, strokes("c")[0], strokeEsc} {
		v.press(s)
		v.acknowledged()
	}
}

// within holds that a span that the screen shows is right within a second.
func (v *victim) within(what string, got, least, most time.Duration) {
	v.t.Helper()
	if got < least-time.Second || got > most+time.Second {
		v.t.Errorf("%s %v, and it should be %v to %v", what, got, least, most)
	}
}
