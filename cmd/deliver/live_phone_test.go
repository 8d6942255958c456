package deliver

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"facilitate/cmd/room"
	"facilitate/session"
	"facilitate/session/run"
)

// handheld is a phone without a browser.
type handheld struct {
	t       testing.TB
	address string
	cookie  *http.Cookie
	seq     int // of the next tap
}

// enters exchanges the token of an address for a cookie.
func enters(t testing.TB, address string) (*handheld, int) {
	t.Helper()
	base, token, ok := strings.Cut(address, "#")
	if !ok {
		t.Fatalf("%s has no token", address)
	}
	answer, err := http.Post(base+"enter", "application/json", strings.NewReader(fmt.Sprintf(`{"token":%q}`, token)))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	h := &handheld{t: t, address: base, seq: 1}
	for _, c := range answer.Cookies() {
		h.cookie = c
	}
	return h, answer.StatusCode
}

// sends taps a button with a number.
func (h *handheld) sends(seq int, action room.Action) (status int, told string, next int) {
	h.t.Helper()
	ask, err := http.NewRequest(http.MethodPost, h.address+"do", strings.NewReader(fmt.Sprintf(`{"seq":%d,"action":%q}`, seq, action)))
	if err != nil {
		h.t.Fatal(err)
	}
	ask.Header.Set("Content-Type", "application/json")
	ask.AddCookie(h.cookie)
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		h.t.Error(err)
		return 0, "", seq
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	var said struct {
		Told string
		Seq  int
	}
	if answer.StatusCode == http.StatusOK {
		if err := json.Unmarshal(text, &said); err != nil {
			h.t.Errorf("%s: %v", text, err)
		}
	}
	return answer.StatusCode, said.Told, said.Seq
}

// taps taps a button as the phone's page does.
func (h *handheld) taps(action room.Action) (told string) {
	h.t.Helper()
	status, told, next := h.sends(h.seq, action)
	if status != http.StatusOK || next != h.seq+1 {
		h.t.Fatalf("%s: %d %q, the next is %d", action, status, told, next)
	}
	h.seq = next
	return told
}

// withPhone is a delivery under way with a phone that was let in and follows.
func withPhone(t *testing.T, gather *run.Gather) (*stage, *handheld, *follower) {
	t.Helper()
	s := newStage(t, stagePlan(t), anyPort, gather)
	s.roomURL()
	door, err := s.live.LetIn()
	if err != nil {
		t.Fatal(err)
	}
	h, status := enters(t, door.Address)
	if status != http.StatusOK {
		t.Fatal(status)
	}
	return s, h, follow(t, h.address+"events", h.cookie)
}

// TestPhoneLeads leads a delivery from the phone.
func TestPhoneLeads(t *testing.T) {
	t.Parallel()
	s, h, phone := withPhone(t, nil)
	says := func(what string, wanted ...string) {
		t.Helper()
		phone.until(fmt.Sprint(what, " ", wanted), func(scene string) bool {
			for _, w := range wanted {
				if !strings.Contains(scene, w) {
					return false
				}
			}
			return true
		})
	}
	says("before the start", `"stage":"ready"`, s.plan.Title)
	if told := h.taps(room.NextNote); !strings.Contains(told, "not started") {
		t.Errorf("before the start: %q", told)
	}
	s.press("enter")
	says("under way", `"stage":"running"`, `"number":1`, `"verdict":"ends `)
	tap := func(action room.Action, want string) {
		t.Helper()
		s.pass(doubled)
		if told := h.taps(action); !strings.Contains(told, want) {
			t.Errorf("%s: told %q, not %q", action, told, want)
		}
	}
	tap(room.NextNote, "")
	says("the next note", `"number":2`)
	tap(room.PreviousNote, "")
	says("the note before", `"number":1`)
	tap(room.PreviousNote, "")
	tap(room.Pause, "paused")
	says("the pause", `"stage":"paused"`, `"runs":false`)
	tap(room.Pause, "paused already")
	tap(room.Resume, "going on")
	tap(room.Resume, "goes on already")
	says("after the pause", `"stage":"running"`, `"runs":true`)
	tap(room.MinuteMore, "this phase has 6:00 now")
	tap(room.Blank, "black")
	says("the room's screen is black", `"blank":true`)
	tap(room.Unblank, "shown again")
	tap(room.NextGroup, "nobody is to be heard")
	tap(room.NextPhase, "now: ")
	says("the next phase", s.plan.Activities[1].Title, `"number":1`)
	if told := h.taps(room.NextPhase); !strings.Contains(told, "only just begun") {
		t.Errorf("at once again: %q", told)
	}
	if here, _ := s.where(); here != 1 {
		t.Errorf("at phase %d", here)
	}

	// Looking ahead on the console, or a note too long for its window, is
	// nothing that the phone knows of.
	s.press("down", "down")
	tap(room.NextNote, "")
	says("whatever the console looks at", `"number":2`)

	// The session's last phase: what comes next is its end, and it is said.
	s.press("esc")
	for range len(s.plan.Activities) * 3 {
		if here, _ := s.where(); here == len(flatPhases(s))-1 {
			break
		}
		tap(room.NextPhase, "now: ")
	}
	for range 50 {
		s.pass(doubled)
		if told := h.taps(room.NextNote); told != "" {
			if told != "next again: the end of the session" {
				t.Errorf("told %q", told)
			}
			break
		}
	}
	tap(room.NextNote, "")
	says("the end", `"stage":"finished"`)
	tap(room.NextNote, "the session has ended")
}

// flatPhases are the phases of the plan in order.
func flatPhases(s *stage) (all []run.Phase) {
	s.state(func(state *run.State) { all = append(all, state.Phases()...) })
	return all
}

// TestPhoneHearsGroups leads a round from the phone: it shows who is to be
// heard, and gives the word to one after the other.
func TestPhoneHearsGroups(t *testing.T) {
	t.Parallel()
	s, h, phone := withPhone(t, &run.Gather{People: 18, Groups: 4})
	s.press("enter", "n", "n")
	for range 50 { // to the first round
		if s.atRound() {
			break
		}
		s.pass(doubled)
		h.taps(room.NextNote)
	}
	turn := func(group, number int, speaks bool) {
		t.Helper()
		phone.until(fmt.Sprintf("group %d, %t", group, speaks), func(scene string) bool {
			_, after, ok := strings.Cut(scene, `"turn":`)
			return ok && strings.HasPrefix(after, fmt.Sprintf(`{"group":"Group %d","number":%d,"of":4`, group, number)) && strings.Contains(after, `"clock"`) == speaks
		})
	}
	turn(1, 1, false)
	for i := range 4 {
		s.pass(doubled)
		h.taps(room.NextGroup)
		turn(i+1, i+1, true)
	}
	s.pass(doubled)
	h.taps(room.NextGroup) // the last one was heard
	phone.until("the round is over", func(scene string) bool { return !strings.Contains(scene, `"turn"`) })
	here, note := s.where()
	s.pass(doubled)
	if told := h.taps(room.NextGroup); told != "nobody is to be heard here" {
		t.Errorf("told %q", told)
	}
	if p, n := s.where(); p != here || n != note {
		t.Error("the button of a round moves on when it is over")
	}
}

// atRound is whether the delivery is at a round.
func (s *stage) atRound() (is bool) {
	s.state(func(state *run.State) {
		phase := state.Phases()[state.Current()]
		is = phase.Place < len(phase.Plan.Notes) && phase.Plan.Notes[phase.Place].Kind == session.Round
	})
	return is
}

// TestTappedTwice sends one tap several times at once, and again later.
func TestTappedTwice(t *testing.T) {
	t.Parallel()
	s, h, _ := withPhone(t, nil)
	s.press("enter")
	s.pass(doubled)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if status, _, next := h.sends(1, room.NextNote); status != http.StatusOK || next != 2 {
				t.Errorf("%d, the next is %d", status, next)
			}
		})
	}
	all.Wait()
	s.pass(doubled)
	if status, _, _ := h.sends(1, room.NextNote); status != http.StatusOK {
		t.Error(status)
	}
	if _, note := s.where(); note != 1 {
		t.Errorf("at note %d: a tap that came again was another step", note)
	}
	if status, _, _ := h.sends(1, room.NextPhase); status != http.StatusConflict {
		t.Errorf("an old number with another button: %d", status)
	}
}

// TestPhoneTurnedAway turns every phone away at the console: streams end, taps
// and tokens are refused, until another way in is given out.
func TestPhoneTurnedAway(t *testing.T) {
	t.Parallel()
	s, h, phone := withPhone(t, nil)
	s.press("enter")
	s.press("r")
	s.shows("1 phone follow")
	s.opening('p')
	s.shows("LET THE PHONE IN")
	s.shows(h.address)
	door, err := s.live.LetIn()
	if err != nil {
		t.Fatal(err)
	}
	s.press("v")
	eventually(t, "the stream ends", phone.isOver)
	if status, _, _ := h.sends(1, room.NextNote); status != http.StatusUnauthorized {
		t.Errorf("a tap of one that was turned away: %d", status)
	}
	if _, status := enters(t, door.Address); status != http.StatusForbidden {
		t.Errorf("a token from before: %d", status)
	}
	eventually(t, "nobody follows", func() bool { _, phones := s.live.Watching(); return phones == 0 })
	if door, err = s.live.LetIn(); err != nil {
		t.Fatal(err)
	}
	again, status := enters(t, door.Address)
	if status != http.StatusOK {
		t.Fatal(status)
	}
	again.taps(room.NextNote)
	if _, note := s.where(); note != 1 {
		t.Errorf("at note %d", note)
	}
}

// TestPhoneAnswersNothing taps while the console asks something, and while
// somebody types there.
func TestPhoneAnswersNothing(t *testing.T) {
	t.Parallel()
	s, h, _ := withPhone(t, nil)
	s.press("enter", "F")
	s.shows("FINISH?")
	for _, action := range []room.Action{room.NextNote, room.PreviousNote, room.NextPhase, room.NextGroup, room.Pause, room.Resume, room.MinuteMore} {
		s.pass(doubled)
		if told := h.taps(action); !strings.Contains(told, "answer it there") {
			t.Errorf("%s: %q", action, told)
		}
	}
	s.shows("FINISH?")
	if told := h.taps(room.Blank); !strings.Contains(told, "black") {
		t.Errorf("to blank answers nothing, and yet: %q", told)
	}
	h.taps(room.Unblank)
	s.press("n", "c", "somebody said")
	s.pass(doubled)
	h.taps(room.NextPhase)
	s.press(" no")
	s.shows("somebody said no")
	if here, _ := s.where(); here != 1 {
		t.Errorf("at phase %d", here)
	}
}
