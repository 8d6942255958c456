//go:build linux || darwin

package deliver

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/cmd/record"
	"facilitate/cmd/tui"
	"facilitate/session/journal"
	"facilitate/session/run"
)

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
		if v.onDisk > 0 || v.id != "" {
			v.t.Fatal("the run is lost")
		}
		return
	}
	v.id = list[0].ID
	replay := v.replay()
	v.kept, v.last = v.read(), replay.Last.At
	v.keptDraft = record.ReadDraft(replay.Draft, v.kept)

	at := slices.IndexFunc(s.strokes[v.onDisk:], func(m moment) bool {
		return m.digest == digest(v.kept) && m.events == len(replay.Events)
	})
	if at < 0 {
		v.t.Fatalf("of %d keys %d were acknowledged, and all of %d; the record has %d events and\n%s\nafter those it is %d and\n%s\nafter all of them it is %d and\n%s",
			len(s.strokes)-1, v.floor, v.onDisk, len(replay.Events), digest(v.kept),
			s.strokes[v.onDisk].events, s.strokes[v.onDisk].digest, len(s.events), s.strokes[len(s.strokes)-1].digest)
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
	if len(events) > 0 && (v.last.Before(events[len(events)-1].At.Add(-clocksAgree)) || v.last.After(v.died.Add(clocksAgree))) {
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
	if how.key != "" {
		time.Sleep(gone) // it is not asked of less than a second
	}

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

// clocksAgree is how far the clocks of two programs may differ, which count the
// same time but were set one after the other, and tell it in milliseconds.
const clocksAgree = 250 * time.Millisecond

// draftEvery is how often a draft is kept, where it changes.
const draftEvery = time.Second

var resumeChoices = []resumeChoice{
	{flag: "--count", counted: true}, {flag: "--exclude"}, {key: "y", counted: true}, {key: "n"},
}
