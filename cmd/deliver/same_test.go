//go:build linux || darwin

package deliver

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/plain"
	"facilitate/cmd/record"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/sessions"
	"facilitate/timer"
)

// move is something the facilitator does: by keys, the last of which has it done,
// and by a word.
type move struct {
	after time.Duration
	keys  []string
	word  string
}

// aMorning is the shipped session from start to end, with all that there is.
func aMorning() (all []move) {
	do := func(after time.Duration, word string, keys ...string) { all = append(all, move{after, keys, word}) }
	on := func(times int) {
		for range times {
			do(15*time.Second, "", "pgdown")
		}
	}
	do(time.Second, "people 18 4", "j", "18 4", "enter")
	do(time.Second, "repeat", "esc") // the console shows the groups
	do(time.Second, "start", "enter")
	on(4)
	do(time.Second, "c Who comes for the babies?", "c", "Who comes for the babies?", "enter")
	do(time.Second, "p", "p")
	do(time.Minute, "2", "2")
	do(time.Minute, "p", "p")
	on(12) // into the quiz
	do(time.Second, "+", "+")
	do(time.Second, "-", "-")
	do(time.Second, "u", "u")
	on(6)
	do(10*time.Second, "hands 12 6", "h", "12 6", "enter")
	do(10*time.Second, "score 1 3", "v", "1", "3", "enter")
	on(3)
	do(12*time.Minute, "m", "m") // late by now
	do(time.Second, "l 1", "l", "1")
	do(time.Second, "strike 1", "k", "x")
	do(time.Second, "repeat", "esc")
	do(time.Second, "n", "n")
	do(time.Second, "n", "n")
	on(9) // a round is heard
	do(time.Second, "y", "y")
	do(20*time.Second, "3", "3")
	do(time.Second, "x", "x")
	do(time.Second, "back", "backspace")
	do(time.Second, "until +70", "e", "+70", "enter")
	do(time.Second, "X", "X")
	on(120)
	do(time.Second, "F", "F", "y")
	return all
}

// logged is a delivery of the shipped session whose record is on disk.
func logged(t *testing.T) (*record.Recorder, *run.Writer, *run.State) {
	t.Helper()
	src, _ := sessions.Read(sessions.Usual)
	p, problems := session.Load("plan.yaml", src)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	booking := run.Booking{Start: time.Now(), Zone: time.UTC}
	head := journal.Head{Kind: journal.Delivery, Title: p.Title, Booking: booking}
	rec := record.New(journal.Store{Dir: t.TempDir()}, nil, func() []byte { return src }, head, virtualClock{})
	state := run.New(p, booking)
	return rec, run.NewWriter(state.Clone(), rec), state
}

func keptBy(t *testing.T, rec *record.Recorder) []journal.Entry {
	t.Helper()
	id := rec.ID()
	if _, err := rec.End(); err != nil {
		t.Fatal(err)
	}
	replay, err := rec.Store.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	return replay.Events
}

// doubledAt is when a key of a move is pressed, so that the last is at its instant.
func doubledAt(keys, i int) time.Duration { return time.Duration(keys-1-i) * doubled }

// TestSameJournal delivers the shipped session by keys on the console and by words
// through a pipe, at the same instants: what is on disk is the same.
func TestSameJournal(t *testing.T) {
	t.Parallel()
	var console, lines []journal.Entry
	synctest.Test(t, func(t *testing.T) {
		rec, writer, state := logged(t)
		now := func() time.Time { return time.Now().Round(0) }
		m := tui.New(tui.Options{Writer: tui.AtOnce(writer), State: state, Now: now, Zone: time.UTC})
		m.Update(tea.WindowSizeMsg{Width: 200, Height: 120}) // no note is too long for it
		begun := time.Now()
		for _, s := range aMorning() {
			var keys []tea.KeyMsg
			for _, name := range s.keys {
				if kind, is := stageKeys[name]; is {
					keys = append(keys, tea.KeyMsg{Type: kind})
					continue
				}
				for _, r := range name {
					keys = append(keys, key(r))
				}
			}
			begun = begun.Add(s.after + doubledAt(len(keys), 0) + doubled)
			for i, k := range keys {
				time.Sleep(time.Until(begun.Add(-doubledAt(len(keys), i))))
				m.Update(k)
			}
		}
		console = keptBy(t, rec)
	})
	synctest.Test(t, func(t *testing.T) {
		rec, writer, state := logged(t)
		in, ended := make(chan string), make(chan error)
		var said strings.Builder
		look := func() timer.Look { return timer.Look{Now: time.Now().Round(0)} }
		o := plain.Options{CarryOut: writer.CarryOut, State: state, Look: look, Wall: time.Now, Zone: time.UTC, In: in, Out: &said, Typed: true, Keys: tui.KeysByName(nil)}
		go func() { ended <- plain.Run(context.Background(), o) }()
		at := time.Now()
		for _, s := range aMorning() {
			keys := 0
			for _, name := range s.keys {
				if keys++; stageKeys[name] == 0 {
					keys += len([]rune(name)) - 1
				}
			}
			at = at.Add(s.after + doubledAt(keys, 0) + doubled)
			time.Sleep(time.Until(at))
			in <- s.word
			synctest.Wait()
		}
		close(in)
		if err := <-ended; err != nil && !errors.Is(err, plain.ErrInputEnded) {
			t.Error(err)
		}
		lines = keptBy(t, rec)
		spoken(t, said.String())
	})
	words := map[string]bool{}
	for i, e := range console {
		words[fmt.Sprintf("%T", e.Event)] = true
		if i >= len(lines) || !reflect.DeepEqual(e, lines[i]) {
			t.Fatalf("record %d: on the console\n%s, and in lines\n%s", i+1, firstOf(console[max(0, i-3):]), firstOf(lines[max(0, i-3):]))
		}
	}
	if len(lines) != len(console) || len(words) < 18 {
		t.Errorf("%d records, and %d in lines; of %d kinds: %v", len(console), len(lines), len(words), words)
	}
}

// firstOf are the first few of some records.
func firstOf(all []journal.Entry) string {
	var b strings.Builder
	for _, e := range all[:min(len(all), 6)] {
		fmt.Fprintf(&b, "%T %+v\n", e.Event, e)
	}
	return b.String()
}

// spoken holds that what was said can be listened to.
func spoken(t *testing.T, said string) {
	t.Helper()
	for line := range strings.Lines(said) {
		line = strings.TrimRight(line, "\r\n")
		if len([]rune(line)) > 200 || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r >= 0x2580 && r < 0x25a0 }) {
			t.Errorf("a line is %q", line)
		}
	}
}
