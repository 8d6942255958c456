//go:build linux || darwin

package deliver

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/clitest"
	"facilitate/cmd/tui"
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
	deliveries, kills := timertest.Amount(3, 20), timertest.Amount(4, 10)
	program := clitest.FindProgram(t)
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
	onDisk int // the newest one of which that says that all until then is on disk
	looked int // frames of this life that were looked at for that
	guard  int // the newest stroke of this life that makes Page Down and n wait
	lines  int // texts typed so far, to tell them apart

	died      time.Time  // at the latest
	last      time.Time  // when the program was last known to run, by its record
	kept      *run.State // what was on disk when the program was killed
	keptDraft tui.Draft
}

const (
	victimColumns = 120
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
	src, file := victimPlan(), filepath.Join(v.t.TempDir(), "plan.yaml")
	if err := os.WriteFile(file, src, 0o600); err != nil {
		v.t.Fatal(err)
	}
	v.p = clitest.RunInTerminal(v.t, victimColumns, victimRows, v.program, "deliver", file, "--state-dir", v.store.Dir)
	v.p.UntilShown("ENTER STARTS")
	v.haunt(src, run.Booking{Zone: time.UTC}, nil, tui.Options{})
}

// victimPlan has more phases than a victim lives to see, and is read in no time.
func victimPlan() []byte {
	src := "title: Victim\nduration: 6h\nactivities:\n"
	for i := range 30 {
		src += fmt.Sprintf("  - {id: a%d, title: Activity %d, phases: [{name: One, duration: 5m, notes: [{say: One.}, {ask: Two}, {do: Three.}]}, {name: Two, duration: 5m}]}\n", i, i)
	}
	return []byte(src)
}

var (
	strokeOn    = special(clitest.PageDown, tea.KeyPgDown)
	strokeEnter = special(clitest.Enter, tea.KeyEnter)
	strokeTab   = special("\t", tea.KeyTab)
	strokeEsc   = special("\x1b", tea.KeyEsc)
	strokeDown  = special("\x1b[B", tea.KeyDown)
	strokeBack  = special("\x7f", tea.KeyBackspace)
)

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
			if !f.isLine() {
				v.onDisk = i
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
