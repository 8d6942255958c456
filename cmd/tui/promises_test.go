package tui

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// dayPlan has a guest at half past nine and lunch at ten: 25 minutes lead to the
// guest, and 10 to lunch, which takes half an hour.
const dayPlan = `
title: A day
duration: 1h30m
start: "09:00"
activities:
  - {id: open, title: Opening, duration: 5m, notes: [{say: Hello.}]}
  - {id: work, title: Work, duration: 20m, notes: [{ask: "What now?"}, {ask: "What else?"}]}
  - {id: guest, title: The guest, at: "09:30", duration: 10m, notes: [{say: Welcome.}]}
  - {id: talk, title: Talk, duration: 10m, optional: true}
  - {id: lunch, title: Lunch, at: "10:00", kind: break, duration: 20m}
  - {id: extra, title: One more thing, spare: true, duration: 4m}
  - {id: close, title: Goodbye, duration: 5m}
`

func onDay(t *testing.T) *console {
	t.Helper()
	c := newConsole(t, dayPlan, run.Booking{Start: nine})
	c.size(80, 24)
	c.at(0, "enter")
	return c
}

func TestVerdictNamesItsPromise(t *testing.T) {
	c := onDay(t)
	c.shows("ON TIME, 5 MIN SPARE", "THERE 09:25", "due 09:30 The guest", "ends 10:25, out by 10:30")
	c.wait(13 * time.Minute)
	c.shows("THE GUEST 3 MIN LATE", "THERE 09:33", "due 09:30", "! press l: what can be done")
	c.at(0, "l")
	c.shows("1  SHORTEN later phases  → The guest 09:33→09:30, on time", "Work 20:00→17:00", "3  AGREE a later time  → The guest at 09:33")
	c.at(0, "1")
	c.shows("on time, none spare before The guest at 09:30")
	c.at(0, "u", "l", "3")
	c.shows("ON TIME, NONE SPARE", "due 09:33 The guest")
}

func TestAgendaSaysWhatIsPromised(t *testing.T) {
	c := onDay(t)
	c.press("a")
	c.shows("The guest (fixed 09:30, 5 min spare)", "Lunch (fixed 10:00, 10 min spare)")
	c.wait(13 * time.Minute)
	c.shows("The guest (fixed 09:30, 4 min late)")
	c.press("esc", "n", "n", "a")
	c.shows("The guest (waits for 09:30)", "Lunch (fixed 10:00, 10 min spare)")
	c.press("esc", "N", "a")
	c.hides("The guest (")
	c.shows("× –      –             4:00        One more thing")
}

func TestOnlyThisPhaseStandsBefore(t *testing.T) {
	c := onDay(t)
	c.press("n")
	c.at(time.Minute, "+", "+", "+", "+", "+", "+", "+", "+", "+", "+", "+", "+", "+")
	c.press("l")
	c.shows("Only this phase stands before The guest: it has to give 4 min.")
}

func TestWaitsForItsTime(t *testing.T) {
	c := onDay(t)
	c.press("n")
	c.at(time.Minute, "pgdown", "pgdown")
	c.shows("It begins at 09:30, in 28 min: until then it waits.")
	c.at(time.Minute, "pgdown")
	c.shows("BEGINS AT 09:30", "THE GUEST")
	if _, waits := c.m.state().Waiting(c.m.now); !waits {
		t.Error("the guest does not wait")
	}
	// Neither Page Down nor n nor the phone begins it, and leaving it asks.
	c.at(time.Minute, "pgdown", "pgdown")
	c.shows("NOT BEGUN YET", "The guest begins at 09:30, in 25 min.")
	c.press("n")
	c.hides("NOT BEGUN YET")
	c.press("n")
	c.shows("NOT BEGUN YET")
	c.press("esc")
	c.hides("NOT BEGUN YET")
	c.press("n", "b") // a clicker's black key answers nothing
	c.shows("NOT BEGUN YET")
	c.press("y")
	c.shows("begun: The guest")
	if _, waits := c.m.state().Waiting(c.m.now); waits {
		t.Error("it still waits")
	}
	c.press("u")
	c.shows("taken back: the beginning", "BEGINS AT 09:30")
	c.press("N")
	c.shows("begun: The guest")
}

func TestTakesAndComesBack(t *testing.T) {
	c := onDay(t)
	c.press("n")
	c.at(5*time.Minute, "i")
	c.shows("TAKE NOW, AND COME BACK", "20:00  break  Lunch", "4:00  spare  One more thing")
	c.press("enter")
	c.shows("now: Lunch", "LUNCH")
	c.at(20*time.Minute, "pgdown")
	c.shows("BACK TO WORK")
	c.at(time.Minute, "pgdown")
	c.shows("now: Work")
	c.press("u", "u")
	c.shows("taken back: what was taken in between")
}

func TestAnotherFixedTime(t *testing.T) {
	c := onDay(t)
	c.press("f")
	c.shows("A FIXED TIME FOR", "09:30  The guest", "10:00  Lunch", "Talk")
	c.press("j", "enter")
	c.shows("Lunch is fixed for 10:00")
	c.write("10.10")
	c.press("enter")
	c.shows("Lunch at 10:10")
	c.press("u")
	c.shows("taken back: the other fixed time")
	c.at(5*time.Minute, "f", "j", "enter")
	c.shows("for ten minutes later than that, or none")
	c.write("+10")
	c.press("enter")
	c.shows("Lunch at 10:10")
	c.press("u")
	c.press("f", "enter")
	c.write("none")
	c.press("enter")
	c.shows("The guest is fixed no more")
}

func TestWhatThereIsTimeFor(t *testing.T) {
	c := onDay(t)
	c.at(time.Minute, "n")
	c.wait(10 * time.Second)
	c.shows("4 min ahead: l says what there is time for")
	c.press("l")
	c.shows("WHAT THERE IS TIME FOR", "TAKE One more thing now, 4:00, and come back", "GO ON as it is")
	c.press("1")
	c.shows("now: One more thing")
}

func TestSpareIsNotPlanned(t *testing.T) {
	t.Parallel()
	plan := "title: T\nduration: 30m\nactivities:\n  - {id: a, title: A, duration: 20m}\n  - {id: b, title: B, spare: true, duration: 4m}\n"
	newConsole(t, plan, run.Booking{}).shows("20 of 30 min planned")
}
