package run_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// thing is what is known of a line, a form, a phase … by its name, and the
// event, by its index, that said so last.
type thing struct {
	is string
	by int
}

// account is a second reading of a delivery, by the plainest of rules: what an
// event says holds until another says otherwise, undo takes an event off the
// list, and so does damage.
type account struct {
	things map[string]thing
	round  map[string]*spoken
	at     int // the current phase, or the one it will begin with
	phases int // how many there are
	people int
	gaps   []int // their numbers
}

// spoken is who was heard in a round.
type spoken struct {
	heard    map[int]bool
	speaking int
}

// accountOf is the account of all events but one, or with -1 of all, of a delivery
// that begins fresh.
func accountOf(entries []run.Entry, lost int, fresh *run.State) *account {
	a := &account{things: map[string]thing{}, round: map[string]*spoken{}, at: fresh.First(), phases: len(fresh.Phases())}
	for i, p := range fresh.Phases() {
		a.say(-1, p.Budget, "budget %d", i)
		if p.Status == run.Skipped {
			a.say(-1, p.Status, "status %d", i)
		}
	}
	var standing []int
	for i := range entries {
		switch e := entries[i].Event.(type) {
		case run.Undone:
			if i != lost && (lost < 0 || e.Of != entries[lost].Number) {
				standing = slices.DeleteFunc(standing, func(s int) bool { return entries[s].Number >= e.Of })
			}
		case run.GapRecorded, run.WallStepped, run.Booked, run.Placed, run.Captured, run.Edited, run.Struck:
			if i != lost {
				a.fact(i, entries[i].Number, e)
			}
		default:
			if i != lost {
				standing = append(standing, i)
			}
		}
	}
	for _, i := range standing {
		a.command(i, entries[i].Event)
	}
	a.fillIn("line ")
	a.fillIn("form ")
	return a
}

func (a *account) say(by int, is any, format string, args ...any) {
	a.things[fmt.Sprintf(format, args...)] = thing{fmt.Sprint(is), by}
}

func (a *account) fact(by, number int, e run.Event) {
	switch e := e.(type) {
	case run.Captured:
		a.say(by, e.Text, "line %d", e.ID)
	case run.Edited:
		a.say(by, e.Text, "line %d", e.ID)
	case run.Struck:
		a.say(by, e.Struck, "line %d struck", e.ID)
	case run.GapRecorded:
		a.gaps = append(a.gaps, number)
	}
}

func (a *account) command(by int, e run.Event) {
	switch e := e.(type) {
	case run.Started:
		for a.at = 0; a.at < a.phases-1 && a.things[fmt.Sprintf("status %d", a.at)].is == run.Skipped.String(); {
			a.at++
		}
		a.say(by, run.Current, "status %d", a.at)
	case run.Taken:
		for _, p := range e.Reopened {
			a.say(by, run.Pending, "status %d", p)
		}
		a.move(by, run.Pending, e.To, nil)
	case run.Moved:
		a.move(by, e.Left, e.To, e.Skipped)
	case run.Credited:
		a.move(by, run.Done, e.To, nil)
	case run.Dropped:
		for _, p := range e.Phases {
			a.say(by, run.Skipped, "status %d", p)
		}
	case run.Budgeted:
		for _, b := range e.Set {
			a.say(by, b.Time, "budget %d", b.Phase)
		}
	case run.SettingChosen:
		a.say(by, e.Setting, "setting %d", e.Phase)
	case run.GapExcluded:
		a.say(by, true, "gap %d out", slices.Index(a.gaps, e.Of))
	case run.FormTaken:
		a.say(by, formWords(e.Form), "form %d", e.ID)
	case run.FormCorrected:
		a.say(by, formWords(e.Form), "form %d", e.ID)
	case run.FormStruck:
		a.say(by, e.Struck, "form %d struck", e.ID)
	case run.QuizShown:
		a.say(by, e.Statement, "quiz %d", e.Quiz)
	case run.Revealed:
		a.say(by, true, "answer %d/%d shown", e.Quiz, e.Statement)
	case run.HandsCounted:
		a.say(by, fmt.Sprint(e.True, ":", e.False), "answer %d/%d hands", e.Quiz, e.Statement)
	case run.GroupsScored:
		a.say(by, fmt.Sprint(e.Right), "answer %d/%d right", e.Quiz, e.Statement)
	case run.Gathered:
		a.people = e.People
		a.say(by, a.people, "people")
	case run.Joined:
		a.people++
		a.say(by, a.people, "people")
	case run.Departed:
		a.people--
		a.say(by, a.people, "people")
	case run.Asked:
		r := a.in(e.Phase, e.Note)
		r.finish()
		r.speaking, r.heard[e.Group] = e.Group, false
		a.voices(by, e.Phase, e.Note)
	case run.Heard:
		a.in(e.Phase, e.Note).finish()
		a.voices(by, e.Phase, e.Note)
	case run.PassedOver:
		r := a.in(e.Phase, e.Note)
		if r.speaking == e.Group {
			r.speaking = run.NoGroup
		}
		r.heard[e.Group] = false
		a.voices(by, e.Phase, e.Note)
	}
}

func (a *account) move(by int, left run.Status, to int, skipped []int) {
	a.say(by, left, "status %d", a.at)
	for _, p := range skipped {
		a.say(by, run.Skipped, "status %d", p)
	}
	if a.at = to; to != run.NoPhase {
		a.say(by, run.Current, "status %d", to)
	}
}

func (a *account) in(phase, note int) *spoken {
	key := fmt.Sprint(phase, note)
	if a.round[key] == nil {
		a.round[key] = &spoken{map[int]bool{}, run.NoGroup}
	}
	return a.round[key]
}

func (s *spoken) finish() {
	if s.speaking != run.NoGroup {
		s.heard[s.speaking] = true
		s.speaking = run.NoGroup
	}
}

func (a *account) voices(by, phase, note int) {
	r := a.in(phase, note)
	a.say(by, r, "round %d/%d", phase, note)
}

func (s *spoken) String() string {
	var heard []int
	for g, is := range s.heard {
		if is {
			heard = append(heard, g)
		}
	}
	slices.Sort(heard)
	return fmt.Sprint(heard, " ", s.speaking)
}

// fillIn has numbers go on without a gap: what is missing is lost.
func (a *account) fillIn(kind string) {
	last := 0
	for name := range a.things {
		if rest, ok := strings.CutPrefix(name, kind); ok {
			digits, _, _ := strings.Cut(rest, " ")
			n, _ := strconv.Atoi(digits)
			last = max(last, n)
		}
	}
	for n := 1; n <= last; n++ {
		name := fmt.Sprint(kind, n)
		if _, there := a.things[name]; !there {
			a.things[name] = thing{"lost", -1}
		}
	}
}

func formWords(f run.Form) string { return fmt.Sprintf("%+v", f) }

// answers are the same of a state.
func answers(s *run.State, fresh *run.State) map[string]string {
	all := map[string]string{}
	say := func(is any, format string, args ...any) { all[fmt.Sprintf(format, args...)] = fmt.Sprint(is) }
	for i, c := range s.Captures() {
		if say(c.Text, "line %d", i+1); c.Lost {
			say("lost", "line %d", i+1)
		}
		say(c.Struck, "line %d struck", i+1)
	}
	for i, f := range s.Forms() {
		if say(formWords(f.Form), "form %d", i+1); f.Lost {
			say("lost", "form %d", i+1)
		}
		say(f.Struck, "form %d struck", i+1)
	}
	for i, g := range s.Absences(zero) {
		say(g.Out, "gap %d out", i)
	}
	for i := range s.Phases() {
		p, was := &s.Phases()[i], &fresh.Phases()[i]
		if p.Status != was.Status || p.Status == run.Skipped {
			say(p.Status, "status %d", i)
		}
		say(p.Budget, "budget %d", i)
		if p.Setting != "" {
			say(p.Setting, "setting %d", i)
		}
	}
	for i, q := range s.Quizzes() {
		if q.At != run.NotBegun {
			say(q.At, "quiz %d", i)
		}
		for n, answer := range q.Answers {
			say(answer.Revealed, "answer %d/%d shown", i, n)
			if answer.Counted {
				say(fmt.Sprint(answer.True, ":", answer.False), "answer %d/%d hands", i, n)
			}
			say(fmt.Sprint(answer.Right), "answer %d/%d right", i, n)
		}
	}
	for _, r := range s.Rounds() {
		spoke := spoken{map[int]bool{}, run.NoGroup}
		for i, v := range r.Voices {
			spoke.heard[v.Group] = v.Heard
			if i == r.Speaking {
				spoke.speaking = v.Group
			}
		}
		say(&spoke, "round %d/%d", r.Phase, r.Note)
	}
	if people := s.Gathering().People; people > 0 {
		say(people, "people")
	}
	return all
}

// nothing is what a thing is of which no event speaks: as it is in the plan.
func nothing(name string) []string {
	switch {
	case strings.HasPrefix(name, "status"):
		return []string{"", "pending"}
	case strings.HasPrefix(name, "people"):
		return []string{"", "0"}
	case strings.HasPrefix(name, "round"):
		return []string{"", "[] -1"}
	case strings.HasSuffix(name, "right"):
		return []string{"", "[]"}
	}
	return []string{"", "false"}
}

func (a *account) holds(name, is string) bool {
	t, ok := a.things[name]
	if !ok || slices.Contains(nothing(name), t.is) {
		return slices.Contains(nothing(name), is)
	}
	return t.is == is
}

// hangs is whether an event may have no place once another is lost, or was left
// out itself.
func hangs(e run.Event, lost run.Entry) bool {
	in := func(kinds ...run.Event) bool {
		return slices.ContainsFunc(kinds, func(k run.Event) bool { return fmt.Sprintf("%T", k) == fmt.Sprintf("%T", lost.Event) })
	}
	turns := in(run.Started{}, run.Moved{}, run.Stopped{}, run.Resumed{}, run.Credited{}, run.Lapped{}, run.Backdated{}, run.Undone{},
		run.Taken{}, run.BegunEarly{}, run.Dropped{})
	switch e := e.(type) {
	case run.Undone:
		return e.Of == lost.Number
	case run.GapExcluded:
		return e.Of == lost.Number || in(run.Undone{})
	case run.Joined, run.Departed, run.Paired, run.GroupsScored:
		return in(run.Gathered{}, run.Joined{}, run.Departed{}, run.Undone{})
	case run.Asked, run.Heard, run.PassedOver:
		return in(run.Asked{}, run.Heard{}, run.PassedOver{}, run.Undone{}, run.Gathered{})
	case run.PauseNamed, run.Resumed, run.Stopped, run.Backdated, run.Moved, run.Credited, run.Lapped, run.Dropped, run.Taken, run.BegunEarly:
		return turns
	}
	return false
}

// TestEveryRecordLost loses each event of many deliveries in turn. All others
// stand under their numbers, by a second account of them, but for those that hang
// on the lost one, and these are told.
func TestEveryRecordLost(t *testing.T) {
	t.Parallel()
	lost, left := 0, 0
	for w := range deliveries(t) {
		r := recordedWalk(w)
		full := accountOf(r.Entries, -1, w.fresh())
		whole, told := r.Fold(w.plan, nil)
		if wrong := disagreements(answers(whole, w.fresh()), full); len(wrong) > 0 || len(told) > 0 {
			w.failf("the accounts differ already: %q, told %q", wrong, told)
		}
		for i := range r.Entries {
			hurt := without(r, i)
			s, told := hurt.Fold(w.plan, nil)
			lost++
			out := map[int]bool{i: true}
			for n, e := range r.Entries {
				if !slices.ContainsFunc(told, func(text string) bool { return strings.HasPrefix(text, fmt.Sprintf("entry %d does not fit", e.Seq)) }) {
					continue
				}
				if !slices.ContainsFunc(slices.Collect(maps.Keys(out)), func(gone int) bool { return hangs(e.Event, r.Entries[gone]) }) {
					w.failf("without %T%+v, %T%+v is left out: %q", r.Entries[i].Event, r.Entries[i].Event, e.Event, e.Event, told)
				}
				out[n] = true
				left++
			}
			minus := accountOf(r.Entries, i, w.fresh())
			for name, is := range disagreements(answers(s, w.fresh()), minus) {
				if writer := minus.things[name].by; len(told) == 0 || !full.holds(name, is) && !out[writer] && !explains(told, name) {
					w.failf("without entry %d, %T%+v, %s is %s, and not %+v, or %+v with it; told %q", r.Entries[i].Seq,
						r.Entries[i].Event, r.Entries[i].Event, name, is, minus.things[name], full.things[name], told)
				}
			}
		}
	}
	if lost < timertest.Amount(1500, 100_000) || left == 0 || left > lost/2 {
		t.Errorf("%d events were lost, and %d left out with them", lost, left)
	}
}

// explains is whether what is told speaks of what a thing is.
func explains(told []string, name string) bool {
	words := []string{"and so it is with"} // more than is told one by one
	switch kind, _, _ := strings.Cut(name, " "); kind {
	case "status":
		words = append(words, "a move to", "was not the next", "the session went on", "the start is lost", "takes back", "was taken back is lost", "does not fit", "all was left out")
	case "round":
		words = append(words, "the beginning of the feedback round", "takes back")
	case "people":
		words = append(words, "does not fit")
	case "form":
		words = append(words, name+" is lost")
	}
	return slices.ContainsFunc(told, func(text string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
	})
}

// disagreements are the things of which a state says something else than an
// account.
func disagreements(state map[string]string, a *account) map[string]string {
	wrong := map[string]string{}
	for name, is := range state {
		if !a.holds(name, is) {
			wrong[name] = is
		}
	}
	for name := range a.things {
		if _, there := state[name]; !there && !a.holds(name, "") {
			wrong[name] = ""
		}
	}
	return wrong
}

// recordedWalk is a walk as it is kept. Its notes are those of the current phase, as
// people go through them.
func recordedWalk(w *walk) run.Recording {
	r := run.Recording{Booking: w.booking}
	keep := func(do func()) {
		n, jumped := len(w.history), w.state.Jumped()
		do()
		for _, h := range w.history[n:] {
			for _, e := range h.events {
				n := len(r.Entries)
				r.Entries = append(r.Entries, run.Entry{Seq: n + 2, Number: n + 1, At: w.now.Add(-jumped), Event: e})
				if c, ok := e.(run.Credited); ok {
					r.Entries[n].At = c.At.Add(-jumped)
				}
			}
		}
	}
	for range w.steps() {
		keep(w.pass)
		c := w.randomCommand()
		if p, ok := c.(run.Place); ok {
			if w.state.Current() == run.NoPhase {
				continue
			}
			p.Phase = w.state.Name(w.state.Current())
			c = p
		}
		keep(func() { _ = w.do(c) })
	}
	return r
}

// What a lost record of a feedback round costs.
func TestLostInARound(t *testing.T) {
	t.Parallel()
	plan := roundPlan()
	whole := run.New(plan, run.Booking{})
	var r run.Recording
	for i, c := range []run.Command{run.Gather{People: 9, Groups: 3}, run.Start{}, run.Hear{Note: 1}, run.Hear{Note: 1}, run.Hear{Note: 1}, run.HearOut{Note: 1}} {
		now := at(time.Duration(i) * time.Minute)
		e, err := run.Decide(whole, c, now)
		if err != nil {
			t.Fatal(err)
		}
		whole.Apply(e)
		r.Entries = append(r.Entries, run.Entry{Seq: i + 2, Number: i + 1, At: now, Event: e})
	}
	for lost, want := range []string{
		"[0 1 2] -1",
		"[0 1 2] -1: the start is lost",
		"[1 2] -1: the beginning of the feedback round in a/1 is lost",
		"[0 2] -1: an entry is lost while group 1 had the word in a/1",
		"[0 1] -1: an entry is lost while group 2 had the word in a/1",
		"[0 1] 2",
	} {
		hurt := without(r, lost)
		s, told := hurt.Fold(plan, nil)
		got := answers(s, run.New(plan, run.Booking{}))["round 0/1"]
		if len(told) > 0 {
			got += ": " + strings.Join(told, "; ")
		}
		if !strings.HasPrefix(got, want) || !strings.Contains(want, ":") && got != want {
			t.Errorf("without %T: %s, want %s", r.Entries[lost].Event, got, want)
		}
	}
}
