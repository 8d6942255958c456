package plain

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"facilitate/session/run"
)

// fakeScreen is a room's screen that keeps what it was last told.
type fakeScreen struct {
	open    atomic.Bool
	slide   bool // taken down
	revoked int
	last    View
}

func (f *fakeScreen) Open() (told string, err error) {
	f.open.Store(true)
	return "opened in the browser", nil
}

func (f *fakeScreen) Address() string {
	if f.open.Load() {
		return "http://localhost:4723/"
	}
	return ""
}

func (f *fakeScreen) Show(_ *run.State, _ time.Time, v View) { f.last = v }

func (f *fakeScreen) ToggleSlide(*run.State, time.Time) string {
	f.slide = !f.slide
	return "the slide is taken down"
}

func (f *fakeScreen) LetIn() (address, hint string, err error) {
	return "http://192.0.2.7:4724/#aB3", "where it does not get through, both must be in one network.", nil
}

func (f *fakeScreen) Revoke()              { f.revoked++ }
func (f *fakeScreen) Watching() (int, int) { return 2, 1 }
func (f *fakeScreen) Trouble() error       { return nil }

// TestRoomAndPhone says each thing that the room's screen and the phone can be asked
// for, why it cannot be, and has the room see what was said.
func TestRoomAndPhone(t *testing.T) {
	t.Parallel()
	screen := &fakeScreen{}
	script, before := []any{}, ""
	for _, c := range []struct {
		word string
		says string
		sees func() bool // nil: what it saw
	}{
		{"room black", "The room's screen is not open: room opens it.", nil},
		{"b", "The room's screen is not open: room opens it.", nil},
		{"room", "The room's screen is opened in the browser. Its address is http://localhost:4723/", nil},
		{"room", "The room's screen is at http://localhost:4723/. 2 displays and 1 phone follow.", nil},
		{"room countdown", "There is no booked start to count down to.", nil},
		{"room groups", "No groups are formed: people forms them.", nil},
		{"start", "Out. 5 minutes.", nil},
		{"room black", "The room's screen is black; the word black shows it again.", func() bool { return screen.last.Blank }},
		{"b", "The room's screen is shown again.", func() bool { return !screen.last.Blank }},
		{"room clock", "The room sees no clock.", func() bool { return screen.last.HideClock }},
		{"room slide", "The slide is taken down.", func() bool { return screen.slide }},
		{"people 8 2", "8 people in 2 groups: 4 in each.", nil},
		{"room groups", "The room sees the groups; they come down with the next phase.", func() bool { return screen.last.GroupsShown }},
		{"room back +10", "That is for a pause that is a break: pause break.", nil},
		{"pause break", "Paused: it is a break. resume goes on.", nil},
		{"room back +10", "The room reads: back at 00:10.", func() bool { return !screen.last.BackAt.IsZero() }},
		{"resume", "Going on. ", func() bool { return screen.last.BackAt.IsZero() }},
		{"room curtain", "Room takes [black|clock|slide|countdown|groups|back TIME]: ", nil},
		{"next", "Home. 5 minutes.", func() bool { return !screen.last.GroupsShown }},
		{"phone", "whoever has it can move the session on: http://192.0.2.7:4724/#aB3\nSign by sign: 1, 9, 2, dot, 0,", nil},
		{"phone on", "Phone takes [off]: ", nil},
		{"phone off", "Every phone is turned away; phone lets one in again.", func() bool { return screen.revoked == 1 }},
	} {
		script = append(script, time.Second, c.word)
		said, _, _ := deliverTo(t, walk, screen, Never, script...)
		if !strings.Contains(strings.TrimPrefix(said, before), c.says) {
			t.Errorf("%s: %q is not said:\n%s", c.word, c.says, said)
		}
		before = said
		if c.sees != nil && !c.sees() {
			t.Errorf("%s: the room sees %+v", c.word, screen.last)
		}
		*screen = fakeScreen{}
	}
	for _, word := range []string{"room", "room black", "phone", "phone off"} {
		said, _, _ := deliver(t, Never, word)
		if !strings.Contains(said, "There is no room's screen and no phone here: deliver has them.") {
			t.Errorf("%s where there is no screen:\n%s", word, said)
		}
	}
}

// TestGotoDrops: help says that goto may drop what is passed over, and it does.
func TestGotoDrops(t *testing.T) {
	t.Parallel()
	const further = walk + "  - {id: end, title: End, duration: 1m}\n"
	said, s, _ := deliverTo(t, further, nil, Never, "start", "help goto", "goto end drop")
	if s.Phases()[1].Status != run.Skipped || s.Phases()[2].Status != run.Current ||
		!strings.Contains(said, "Goto PHASE [drop], or g: go to a phase; drop leaves out what is passed over.\n") {
		t.Errorf("%v, %v:\n%s", s.Phases()[1].Status, s.Phases()[2].Status, said)
	}
	said, s, _ = deliverTo(t, further, nil, Never, "start", "goto end", "", "", "next")
	if s.Phases()[1].Status != run.Current || strings.Count(said, "That was the last. Jumped over: Home. next goes there, finish ends the session.\n") != 2 {
		t.Errorf("%v:\n%s", s.Phases()[1].Status, said)
	}
}
