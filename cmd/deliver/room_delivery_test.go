package deliver

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// TestRoomSeesDelivery delivers the plan that ships with people in groups, and
// looks at what the room sees at every note of every activity. What it should
// see is worked out here from the plan and from where the delivery is.
func TestRoomSeesDelivery(t *testing.T) {
	t.Parallel()
	d := &watched{stage: newStage(t, stagePlan(t), anyPort, &run.Gather{People: 18, Groups: 4}), at: [2]int{-1, -1}}
	b := newTheatre(t)
	d.page = b.open(t, d.roomURL())
	d.page.until("the title", func(s seen) bool { return s.Page == "title" && s.Heading == d.plan.Title && s.Under == "begins 10:00" })
	d.page.timed()
	d.pass(3 * time.Minute)
	d.press("enter")
	d.looks("the start")
	activities := map[string]bool{}
	for steps := 0; ; steps++ {
		began := time.Now()
		d.press("pgdown")
		pressed := time.Now()
		if d.stageIs(run.Finished) {
			break
		}
		d.looks(fmt.Sprintf("step %d", steps))
		if d.moved {
			d.reached.add(d.page.changedAt(time.UnixMicro(0)).Sub(began))
			d.pressed.add(pressed.Sub(began))
		}
		d.state(func(s *run.State) { activities[s.Activity(s.Current()).ID] = true })
		if steps > 500 {
			t.Fatal("the session does not end")
		}
	}
	d.page.until("the thanks", func(s seen) bool { return s.Page == "thanks" && s.Heading == "Thank you" && s.Under == d.plan.Title })
	all := 0
	for i := range d.plan.Activities {
		if !d.plan.Activities[i].Spare {
			all++
		}
	}
	if len(activities) != all || d.slides != len(d.plan.Slides) || d.statements != 8 || d.answers != 8 || d.heard < 20 {
		t.Errorf("%d activities, %d slides, %d statements, %d answers and %d turns were seen", len(activities), d.slides, d.statements, d.answers, d.heard)
	}
	t.Logf("%d changes reached the page: half within %v, 99 in 100 within %v; the console's part of it %v, %v",
		len(d.reached.all), d.reached.of(50), d.reached.of(99), d.pressed.of(50), d.pressed.of(99))
}

// watched is a delivery whose room's screen is looked at.
type watched struct {
	*stage
	page projector

	up       string // the slide that is up
	activity int
	at       [2]int // the phase and the note it is up from
	last     seen
	moved    bool // the newest step showed the room something new
	left     time.Duration

	slides, statements, answers, heard int

	reached, pressed delays
}

func (d *watched) stageIs(want run.Stage) (is bool) {
	d.state(func(s *run.State) { is = s.Stage() == want })
	return is
}

// looks waits until the room sees what it should.
func (d *watched) looks(step string) {
	d.t.Helper()
	want := d.wanted()
	d.moved = !d.last.same(want)
	d.last = want
	asked := time.Now()
	got := d.page.until(fmt.Sprintf("%s at %v: %s", step, d.at, want), want.same)
	// Where the page was not told anew it hears of time that only this test let
	// pass with the next heartbeat. And it counts on until it is looked at, which
	// on a busy computer may take a while.
	if off := d.left - got.left(); d.moved && (off < -2*time.Second || off > 2*time.Second+time.Since(asked)) {
		d.t.Errorf("%s at %v: the room sees %s left, and it is %v", step, d.at, got.Clock, d.left)
	}
}

// wanted is what the room should see.
func (d *watched) wanted() (want seen) {
	d.state(func(s *run.State) {
		here := s.Current()
		phase := &d.plan.Activities[s.Phases()[here].Activity].Phases[here-s.FirstOf(s.Phases()[here].Activity)]
		activity := &d.plan.Activities[s.Phases()[here].Activity]
		note := s.Phases()[here].Place
		if s.Phases()[here].Activity != d.activity {
			d.up, d.activity = "", s.Phases()[here].Activity
		}
		arrived := d.at != [2]int{here, note}
		d.at = [2]int{here, note}
		want = seen{Page: "work", Turns: []string{}}
		where := []string{activity.Title}
		if phase.Name != activity.Title {
			where = append(where, phase.Name)
		}
		setting := s.Phases()[here].Setting
		if setting == "" && len(phase.Settings) == 1 {
			setting = phase.Settings[0]
		}
		if setting != "" {
			where = append(where, map[session.Setting]string{
				session.Plenary: "all together", session.Individual: "on your own", session.Pairs: "in pairs", session.Groups: "in groups",
			}[setting])
		}
		d.left = s.Remaining(d.time())
		want.Clock = "0:00" // or another time
		if note < len(phase.Notes) {
			switch n := phase.Notes[note]; n.Kind {
			case session.ShowSlide:
				d.up = n.Ref
				if arrived {
					d.slides++
				}
			case session.TakeQuiz:
				q := s.Quiz(n.Ref)
				if q.At == run.NotBegun || q.Over() {
					break
				}
				statement := q.Plan.Statements[q.At]
				want.Over, want.Said = fmt.Sprintf("%s · %d of 8", q.Plan.Title, q.At+1), oneLine(statement.Text)
				if q.Answers[q.At].Revealed {
					want.Verdict = map[bool]string{true: "✓ True", false: "✗ False"}[statement.Answer]
					d.answers++
				} else {
					d.statements++
				}
				want.Where = strings.Join(where, " · ")
				return
			case session.Round:
				round := s.RoundAt(here, note)
				for i, v := range round.Voices {
					how := "waiting Group %d to come"
					switch {
					case i == round.Speaking:
						how = "speaking Group %d ▶ speaking"
						d.heard++
					case v.Heard:
						how = "heard Group %d ✓ heard"
					}
					want.Turns = append(want.Turns, fmt.Sprintf(how, v.Group+1))
				}
				want.Said = oneLine(phase.Question)
				want.Where = strings.Join(where, " · ")
				return
			}
		}
		if d.up != "" {
			slide := d.plan.Slide(d.up)
			want.Heading, want.Asked = slide.Title, oneLine(phase.Question)
		} else {
			want.Said = oneLine(phase.Question)
			if want.Said == "" {
				want.Said, where = activity.Title, where[1:]
			}
		}
		want.Where = strings.Join(where, " · ")
	})
	return want
}

// TestRoomSeesChoices is what the facilitator chooses for the room: pauses,
// a black screen, no clock, the groups, no slide; and what is taken back.
func TestRoomSeesChoices(t *testing.T) {
	t.Parallel()
	s := newStage(t, stagePlan(t), anyPort, &run.Gather{People: 18, Groups: 4})
	page := newTheatre(t).open(t, s.roomURL())
	sees := func(what string, wanted func(seen) bool) {
		t.Helper()
		page.until(what, wanted)
	}
	slide := func(s seen) bool { return s.Page == "work" && s.Heading == "Today" && s.Clock != "" && !s.Standing }
	s.press("b")
	sees("black before the start", func(s seen) bool { return s.Page == "black" && s.Heading == "" })
	s.press("b")
	sees("the title again", func(s seen) bool { return s.Page == "title" })
	s.press("enter", "pgdown", "pgdown", "pgdown")
	sees("the slide", slide)
	s.press("p")
	sees("a pause", func(s seen) bool { return s.Heading == "Today" && s.Standing })
	s.press("3")
	sees("an incident", func(s seen) bool { return s.same((seen{}).with("short", "A short break", "")) })
	s.press("esc", "2")
	sees("a break", func(s seen) bool { return s.same((seen{}).with("break", "Break", "")) })
	s.press("11:05", "enter") // which is asked at once
	sees("a break with its end", func(s seen) bool { return s.Page == "break" && s.Said == "back at 11:05" })
	s.press("p")
	sees("after the break", slide)
	s.press("p", "2")
	sees("another break", func(s seen) bool { return s.Page == "break" && s.Said == "" })
	s.press("esc", "p", "b")
	sees("black", func(s seen) bool { return s.same((seen{}).with("black", "", "")) })
	s.press("pgdown", ".")
	sees("after black", slide)
	s.press("r", "c")
	sees("no clock", func(s seen) bool { return s.Heading == "Today" && s.Clock == "" })
	s.press("c", "d")
	sees("no slide", func(s seen) bool { return s.Said == "Welcome and overview" && s.Heading == "" && s.Clock != "" })
	s.press("d", "g")
	sees("the groups", func(s seen) bool {
		return slices.Equal(s.Turns, []string{"Group 1 5 people", "Group 2 5 people", "Group 3 4 people", "Group 4 4 people"}) &&
			s.Said == "Count off, one after the other" && s.Under == "Your number is your group."
	})
	s.press("g", "esc")
	sees("the slide again", slide)
	s.press("n")
	sees("the next activity", func(s seen) bool {
		return s.Where == "Myth buster · Quiz" && s.Heading == "" && strings.HasPrefix(s.Said, "True or false?")
	})
	s.press("u")
	sees("the move taken back", slide)
	s.press("F", "y")
	sees("the end", func(s seen) bool { return s.Page == "thanks" })
	s.press("u")
	sees("the end taken back", slide)
}

// with is a page of few words.
func (s seen) with(page, heading, under string) seen {
	s.Page, s.Heading, s.Under, s.Turns = page, heading, under, []string{}
	return s
}
