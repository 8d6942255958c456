package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// TestGroupsAsked: what is typed is answered at once with the groups it makes,
// with what to say, and with why not.
func TestGroupsAsked(t *testing.T) {
	for _, tt := range []struct {
		typed, shows string // while it is typed
		refused      string // at Enter
	}{
		{"18", "18 people in 4 groups: 5, 5, 4, 4", ""},
		{"18", "Count off 1 2 3 4, 1 2 3 4, and so on: five in groups 1 and 2, four in groups 3 and 4.", ""},
		{"18 3", "18 people in 3 groups: 6 in each", ""},
		{"18,3", "18 people in 3 groups: 6 in each", ""},
		{"20", "Count off 1 2 3 4, 1 2 3 4, and so on: five in each.", ""},
		{"7", "four in group 1, three in group 2", ""},
		{"5", "All of you are one group.", ""},
		{"1", "1 person: no groups, one voice", ""},
		{"60", "Count off from 1 to 12, and again from 1: five in each.", ""},
		{"61", "61 people in 12 groups: 6, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5", ""},
		{"66 13", "66 people in 13 groups: 5 to 6 in each", ""},
		{"200 4", "! 50 in a group is more than the 8 who can all be heard: 40 groups would have 5 each", ""},
		{"33 4", "! 9 in a group is more than the 8 who can all be heard: 7 groups would have 4 or 5 each", ""},
		{"3 4", "", "3 people cannot make 4 groups: at most 3"},
		{"0", "", "how many people are there? at least 1"},
		{"1001", "", "1001 is more than the 1000 that can be grouped"},
		{"", "", "how many people are there? a number, or their names"},
		{"Ann, Ann", "", "Ann is there twice; tell the two apart by another letter"},
	} {
		c := sleeping(t)
		c.press("j")
		c.write(tt.typed)
		said := strings.Join(strings.Fields(c.screen()), " ")
		if !strings.Contains(said, tt.shows) {
			t.Errorf("%q does not show %q:\n%s", tt.typed, tt.shows, c.screen())
		}
		c.press("enter")
		if tt.refused != "" {
			c.shows(tt.refused)
		} else {
			c.shows("PEOPLE AND GROUPS")
		}
		if g := c.m.state().Gathering(); (g.People == 0) != (tt.refused != "") {
			t.Errorf("%q made %+v", tt.typed, g)
		}
	}
}

// TestNamesDealt: names typed one by one or pasted as lines are dealt at
// random, with the seed recorded.
func TestNamesDealt(t *testing.T) {
	for name, enter := range map[string]func(c *console){
		"one by one": func(c *console) {
			for _, n := range strings.Fields("Ann Ben Cat Dan Eve Fay Gus Hal Zoe") {
				c.write(n)
				c.press("enter")
			}
			c.shows("NAMES: 9", "Ann, Ben, Cat", "9 people in 2 groups: 5, 4")
			c.press("backspace") // Zoe is out again
			c.write("Ida")
			c.press("enter")
		},
		"pasted lines":  func(c *console) { c.paste("Ann\nBen\r\nCat\nDan\tEve\nFay\nGus\nHal\n\nIda\n"); c.press("enter") },
		"pasted commas": func(c *console) { c.paste("Ann, Ben, Cat; Dan,Eve, Fay, Gus, Hal, Ida"); c.press("enter") },
		"lines that come as keys": func(c *console) {
			for _, n := range strings.Fields("Ann Ben Cat Dan Eve Fay Gus Hal Ida") {
				c.write(n)
				c.at(0, "enter")
			}
		},
	} {
		c := sleeping(t)
		c.press("j")
		enter(c)
		c.shows("NAMES: 9")
		c.write("3")
		c.shows("9 people in 3 groups: 3 in each")
		c.at(0, "enter")
		c.at(bounce, "enter")
		c.shows("PEOPLE AND GROUPS", "Dealt at random. Read the names out:")
		g := c.m.state().Gathering()
		var all []string
		for _, group := range g.Groups {
			all = append(all, group.Members...)
		}
		slices.Sort(all)
		if strings.Join(all, " ") != "Ann Ben Cat Dan Eve Fay Gus Hal Ida" || len(g.Groups) != 3 || g.Seed != 1 {
			t.Errorf("%s: %+v", name, g)
		}
		c.press("d")
		again := c.m.state().Gathering()
		if again.Seed != 2 || describe(again.Groups) == describe(g.Groups) {
			t.Errorf("%s, dealt again: %+v", name, again)
		}
	}
}

// TestSeedsDiffer: chance gives the seed where nothing else does.
func TestSeedsDiffer(t *testing.T) {
	m := ready(t).m
	if first, second := m.seed(), m.seed(); first == second {
		t.Error("two seeds are the same")
	}
}

// TestJoinAndLeave: somebody who joins goes into the smallest group, which is
// told; somebody who leaves is taken out.
func TestJoinAndLeave(t *testing.T) {
	c := sleeping(t)
	c.press("j")
	c.write("18")
	c.press("enter", "+")
	c.shows("one more goes into group 3, which has five now   (u takes it back)", "19 people in 4 groups: 5, 5, 5, 4")
	c.press("-")
	c.shows("Which group do they leave?")
	c.write("5")
	c.press("enter")
	c.shows("there is no such group; which one, from 1 to 4?")
	c.press("backspace")
	c.write("1")
	c.press("enter")
	c.shows("one fewer: group 1 has four now", "18 people in 4 groups: 4, 5, 5, 4")
	c.press("esc", "u", "u", "u")
	c.shows("taken back: the groups")
	c.press("j")
	c.paste("Ann, Ben, Cat, Dan")
	c.press("enter", "enter", "2")
	c.shows("2 pairs")
	c.press("+")
	c.write("Zoe")
	c.press("enter")
	c.shows("Zoe goes into group 1, which has five now", "Zoe")
	c.hides("2 pairs") // they are no longer right
	c.press("-")
	c.write("Bob")
	c.press("enter")
	c.shows(`nobody called "Bob" is in a group`)
	c.press("esc", "j", "-")
	c.write("Ann")
	c.press("enter")
	c.hides("Ann")
	c.press("+", "enter") // somebody without a name
	c.shows("one more goes into group 1", "1 more")
}

// TestPairs: a three of an odd one.
func TestPairs(t *testing.T) {
	for typed, want := range map[string]string{
		"2": "1 pair: turn to your neighbour", "3": "one three: turn to your neighbour",
		"18": "9 pairs: turn", "19": "8 pairs and a three: turn",
	} {
		c := sleeping(t)
		c.press("j")
		c.write(typed)
		c.press("enter", "2")
		c.shows(want)
		c.press("esc", "u")
		c.shows("taken back: the pairs")
	}
}

// TestSetting: where the plan offers several settings one is chosen.
func TestSetting(t *testing.T) {
	c := sleeping(t)
	c.press("j")
	c.write("18")
	c.press("enter")
	c.shows("e  True or false? · [individual] or groups")
	c.press("e")
	c.shows("e  True or false? · individual or [groups]", "True or false?: groups   (u takes it back)")
	if got := c.m.state().Setting(0); got != session.Groups {
		t.Error(got)
	}
	c.press("e", "esc", "u")
	c.shows("taken back: the other setting")
	if got := c.m.state().Setting(0); got != session.Groups {
		t.Error(got)
	}
	c.press("enter", "n", "j")
	c.hides("e  ") // no choice is left in the plan
	c.press("e")
	c.shows("PEOPLE AND GROUPS")
}

// TestGroupsHint: a phase in groups says how to form them, once, and costs no
// key.
func TestGroupsHint(t *testing.T) {
	c := sleepingWith(t, "")
	c.hides("j forms")
	c.press("n")
	c.shows("note 1 of 2 · groups: j forms them")
	c.press("n", "n")
	c.shows("pairs: j forms them")
	c.press("j")
	c.write("18")
	c.press("enter")
	c.press("esc")
	c.hides("j forms")
	c.press("backspace", "backspace")
	c.hides("j forms")

	rehearsed := newConsole(t, smallPlan, run.Booking{Rehearsal: true})
	rehearsed.press("enter", "n")
	rehearsed.isAt(2, 1)
	rehearsed.hides("j forms") // there is nobody
}

// TestPanelGroupsCloses: whatever a clicker sends closes or leaves it, and the
// pause key works in front of it.
func TestPanelGroupsCloses(t *testing.T) {
	for _, key := range []string{"esc", "j", "enter", "pgdown", " "} {
		c := sleepingWith(t, "18")
		c.press("j")
		c.shows("PEOPLE AND GROUPS")
		c.press(key)
		c.isAt(1, 1)
		c.at(bounce, "pgdown")
		c.isAt(1, 1)
	}
	c := sleepingWith(t, "18")
	c.press("j", "p")
	c.is(run.Paused)
	c.press("j", "s")
	c.shows("SAFETY CARD")
}

// TestGatheredBeforehand: groups asked for on the command line are formed with
// the start, so that nothing is recorded before.
func TestGatheredBeforehand(t *testing.T) {
	for _, keys := range [][]string{{"enter"}, {"j", "esc", "enter"}} {
		c := sleeping(t)
		c.m.Gather = &run.Gather{People: 18, Groups: 3}
		c.later(0).shows("People", "18 people in 3 groups: 6 in each. j changes them.")
		if c.m.state().Standing() != 0 {
			t.Error("something was recorded before the start")
		}
		c.press(keys...)
		c.is(run.Running)
		if g := c.m.state().Gathering(); g.People != 18 || len(g.Groups) != 3 {
			t.Errorf("%+v", g)
		}
		c.press("u")
		c.is(run.Ready)
		c.press("enter")
		if n := c.m.state().Standing(); n != 2 {
			t.Errorf("%d commands stand: the groups were formed twice", n)
		}
	}
}

// TestPeopleAfterTheEnd: it is too late for groups then.
func TestPeopleAfterTheEnd(t *testing.T) {
	c := ended(t)
	c.press("j")
	if c.m.front() != nil {
		t.Errorf("%T is in front after the end", c.m.front())
	}
}

// TestWholeEvening is a delivery with 18 people: a quiz with hands and points,
// groups, rounds; then all of it is taken back, one step at a time.
func TestWholeEvening(t *testing.T) {
	c := sleeping(t)
	first := c.snapshot() + c.work()
	c.press("j")
	c.write("18 4")
	c.press("enter", "e", "esc", "enter")
	c.wait(time.Second)
	for range 300 {
		q := c.quiz()
		if q.At >= 0 && !q.Over() && c.m.place() == (noteAt{0, 1}) && !q.Answers[q.At].Revealed && !q.Answers[q.At].Counted {
			c.hands(itoa(q.At+6), "9")
			c.press("v", "1", itoa(q.At+1), "enter")
		}
		c.press("pgdown")
		if c.m.state().Stage() == run.Finished {
			break
		}
	}
	c.is(run.Finished)
	q := c.quiz()
	if !q.Over() || q.Answers[3].True != 9 || q.Score(0) != 3 {
		t.Errorf("%+v", q)
	}
	if rounds := c.m.state().Rounds(); len(rounds) != 2 || !rounds[0].Over() || !rounds[1].Over() {
		t.Errorf("%+v", rounds)
	}
	for c.m.state().Standing() > 0 {
		was := c.m.state().Standing()
		c.press("u")
		if c.m.state().Standing() != was-1 {
			t.Fatalf("nothing was taken back:\n%s", c.screen())
		}
		if word := c.m.answer; !strings.HasPrefix(word, "taken back: ") || strings.TrimPrefix(word, "taken back: ") == "" {
			t.Fatalf("what was taken back is not said: %q", word)
		}
	}
	places := c.m.state().Phases()
	for i := range places {
		if places[i].Status != run.Pending {
			t.Errorf("phase %d is %v", i+1, places[i].Status)
		}
	}
	if got := c.snapshot() + c.work(); strip(got) != strip(first) {
		t.Errorf("taken back:\n%s\nnot\n%s", got, first)
	}
}

// strip leaves out the places, which are no commands.
func strip(snapshot string) string {
	words := strings.Fields(snapshot)
	for i, w := range words {
		if n := strings.LastIndex(w, ","); strings.Contains(w, "=") && n > 0 {
			words[i] = w[:n]
		}
	}
	return strings.Join(words, " ")
}
