package room

import (
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

const roundsPlan = `
title: Rounds
duration: 1h
activities:
  - id: first
    title: First
    phases:
      - name: Talk
        duration: 5m
        question: What do you think?
        notes: [{do: Private.}]
      - name: More
        duration: 5m
        question: And why?
        notes: [{do: Private.}]
      - name: Feedback
        duration: 5m
        notes:
          - ask: A private prompt.
          - round: A private note.
          - say: Private.
  - id: second
    title: Second
    phases:
      - name: Feedback
        duration: 5m
        notes: [{round: A private note.}]
      - name: Once more
        duration: 5m
        question: Its own?
        notes: [{round: A private note.}]
`

// grouped is a delivery with three groups under way.
func grouped(t *testing.T) *delivery {
	t.Helper()
	d := deliver(t, load(t, roundsPlan))
	d.say("start")
	d.do(run.Gather{People: 9, Groups: 3})
	return d
}

func (d *delivery) following() View { return View{}.Following(d.state, d.now) }

// TestRoundQuestion is the question over a round: its own phase's, never one left
// over from another or what its note says.
func TestRoundQuestion(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		moves []string // each after a minute
		note  int
		want  string
	}{
		"not of the phase before":       {[]string{"next", "next"}, 1, ""},
		"not of one that was talked in": {[]string{"goto first/3"}, 1, ""},
		"of no other activity":          {[]string{"goto second/1"}, 0, ""},
		"of its own phase":              {[]string{"goto second/2"}, 0, "Its own?"},
	} {
		d := grouped(t)
		for _, move := range c.moves {
			d.pass(time.Minute)
			d.say(strings.Fields(move)...)
		}
		d.place(c.note)
		round := d.following().Round
		if round == nil || round.Question != c.want || len(round.Groups) != 3 {
			t.Errorf("%s: %+v", what, round)
		}
		if sent := toJSON(t, d.scene(d.following())); strings.Contains(sent, "rivate") {
			t.Errorf("%s: a note is sent: %s", what, sent)
		}
	}
}

// TestFollowing is what takes the page at which note.
func TestFollowing(t *testing.T) {
	t.Parallel()
	d := grouped(t)
	if v := (View{GroupsShown: true}).Following(d.state, d.now); v.Groups == nil || v.Groups.CountTo != 3 || len(v.Groups.Groups) != 3 {
		t.Errorf("the groups: %+v", v.Groups)
	}
	d.say("goto", "first/3")
	for note, round := range []bool{false, true, false} {
		d.place(note)
		if v := d.following(); (v.Round != nil) != round || v.Quiz != nil || v.Groups != nil {
			t.Errorf("at note %d: %+v", note+1, v)
		}
		if turn := TurnOf(d.state, d.now); (turn != nil) != round {
			t.Errorf("at note %d the phone reads %+v", note+1, turn)
		}
	}
	d.place(1)
	d.do(run.Hear{Note: 1})
	d.pass(10 * time.Second)
	v := d.following()
	if v.Round.Groups[0].Turn != Speaking || v.Round.Groups[1].Turn != Waiting || v.Round.Clock == nil || !v.Round.Clock.Runs {
		t.Errorf("the first speaks: %+v", v.Round)
	}
	d.pass(time.Hour) // far over its time, of which the room knows nothing
	d.say("pause")
	if clock := d.following().Round.Clock; clock.Left != 0 || clock.Runs {
		t.Errorf("over time and paused: %+v", clock)
	}
	if turn := TurnOf(d.state, d.now); turn.Group != "Group 1" || turn.Of != 3 || turn.Clock.Left >= 0 {
		t.Errorf("the phone reads %+v", turn)
	}
	d.say("resume")
	for range 2 {
		d.do(run.Hear{Note: 1})
	}
	d.do(run.HearOut{Note: 1})
	if v := d.following(); v.Round == nil || v.Round.Clock != nil || v.Round.Groups[2].Turn != Heard {
		t.Errorf("all were heard: %+v", v.Round)
	}
	if turn := TurnOf(d.state, d.now); turn != nil {
		t.Errorf("all were heard, and the phone reads %+v", turn)
	}
	for what, people := range map[string]run.Command{
		"one person": run.Gather{People: 1}, "one group": run.Gather{People: 4, Groups: 1},
	} {
		d := grouped(t)
		d.do(people)
		d.say("goto", "first/3")
		d.place(1)
		if v := d.following(); v.Round != nil || TurnOf(d.state, d.now) != nil {
			t.Errorf("%s takes turns: %+v", what, v.Round)
		}
	}
	if v := (View{GroupsShown: true}).Following(run.New(d.state.Plan(), run.Booking{}), d.now); v.Groups != nil || v.Round != nil {
		t.Errorf("before the start: %+v", v)
	}
}

// TestGroupsOfNames deals names: the room reads how many there are, and no
// name.
func TestGroupsOfNames(t *testing.T) {
	t.Parallel()
	d := grouped(t)
	d.do(run.Gather{Names: []string{"Zora", "Zeno", "Zita", "Zack"}, Groups: 2, Seed: 1})
	view := View{GroupsShown: true}.Following(d.state, d.now)
	sent := toJSON(t, d.scene(view))
	if view.Groups == nil || view.Groups.CountTo != 0 || strings.Contains(sent, "Z") || !strings.Contains(sent, `"size":2`) {
		t.Error(sent)
	}
}
