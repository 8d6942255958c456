package report

import (
	"fmt"
	"strconv"
	"time"

	"facilitate/session/run"
)

// Promise is a time that was promised, and what became of it. Slack is what
// there was to spare when the session came to it, and Spare the same in whole
// minutes, as people were told of it: rounded down, below zero where it was late.
type Promise struct {
	Activity string    `json:"activity"`            // empty: the end
	Planned  time.Time `json:"planned_at,omitzero"` // by the plan, or booked
	At       time.Time `json:"at,omitzero"`         // as it stood when it began, or at last; zero: it was fixed no more
	Arrival  time.Time `json:"arrival,omitzero"`    // when the session came to it, or would
	Began    time.Time `json:"began,omitzero"`      // of an activity
	Slack    *Seconds  `json:"slack_s,omitempty"`   // none where the session did not come to it
	Spare    *int      `json:"spare_min,omitempty"` // with Slack
	Waited   Seconds   `json:"waited_s"`            // for it to be time
	Outcome  Outcome   `json:"outcome"`

	promise run.Promise
}

// Outcome is what became of a promise.
type Outcome string

const (
	PromiseKept       Outcome = "kept"
	PromiseMissed     Outcome = "missed"
	PromiseToCome     Outcome = "to_come" // the run has not ended; Slack is as it would be
	PromiseNotReached Outcome = "not_reached"
	PromiseLeftOut    Outcome = "left_out"
	PromiseWithdrawn  Outcome = "withdrawn" // it was to begin at any time
)

func (r *Run) promised(f *folded) []Promise {
	all := []Promise{}
	s := f.state
	if s.Stage() == run.Ready {
		return all
	}
	begun, coming := map[int]run.Beginning{}, map[int]run.Promise{}
	for _, b := range s.Beginnings(f.until) {
		begun[b.Activity] = b
	}
	for _, p := range s.Promises(f.until) {
		coming[p.Activity] = p
	}
	waited := make([]Seconds, len(r.Activities))
	for i := range r.stretches {
		if st := &r.stretches[i]; st.Kind == run.WaitKind {
			waited[s.Phases()[st.Phase].Activity] += Seconds(st.Lasted())
		}
	}
	for a := range r.Activities {
		p := Promise{Activity: r.Activities[a].ID, Planned: s.PlannedAt(a, f.until).UTC(), Waited: waited[a]}
		at := s.FixedAt(a, f.until)
		b, hasBegun := begun[a]
		next, comes := coming[a]
		status := s.Phases()[s.FirstOf(a)].Status
		switch {
		case hasBegun:
			p.come(b.Promise, PromiseKept)
			p.Began = b.Began.UTC()
		case at.IsZero() && p.Planned.IsZero() && p.Waited == 0 || r.Activities[a].Status == PhaseOutside:
			continue
		case at.IsZero():
			p.Outcome = PromiseWithdrawn
		case status == run.Current: // it waits
			p.Outcome, p.At = PromiseToCome, at.UTC()
			if stays := s.Stays(f.until); len(stays) > 0 {
				p.come(run.Promise{Activity: a, At: at, Arrival: stays[len(stays)-1].Begin}, PromiseToCome)
			}
		case comes:
			p.come(next, PromiseToCome)
		case status == run.Pending:
			p.Outcome, p.At = PromiseNotReached, at.UTC()
		default:
			p.Outcome, p.At = PromiseLeftOut, at.UTC()
		}
		all = append(all, p)
	}
	end := Promise{Planned: r.BookedEnd}
	end.come(coming[run.End], PromiseKept)
	if r.Ended.IsZero() {
		end.Outcome = PromiseToCome
	}
	return append(all, end)
}

// come takes in how the session came to what was promised, or would.
func (p *Promise) come(to run.Promise, outcome Outcome) {
	slack, spare := Seconds(to.Slack()), to.Shown().Spare
	p.promise, p.At, p.Arrival, p.Slack, p.Spare = to, to.At.UTC(), to.Arrival.UTC(), &slack, &spare
	if p.Outcome = outcome; outcome == PromiseKept && to.Missed() {
		p.Outcome = PromiseMissed
	}
}

// end is the promise that everybody would be out in time.
func (r *Run) end() run.Shown {
	return run.Promise{Activity: run.End, At: r.HardEnd, Arrival: r.ProjectedEnd}.Shown()
}

func minutes(n int) string { return fmt.Sprintf("%d min", max(n, -n)) }

func (p *Promise) words() string {
	switch {
	case p.Outcome == PromiseLeftOut && p.Waited > 0:
		return "left before its time"
	case p.Spare == nil:
		return in(outcomeWords, p.Outcome)
	}
	words := "none spare"
	if *p.Spare != 0 {
		words = minutes(*p.Spare) + " spare"
	}
	if early := (run.Promise{At: p.At, Arrival: p.Began}).Shown().Spare; !p.Began.IsZero() && early > 0 {
		words = "begun " + minutes(early) + " early"
	}
	if *p.Spare < 0 {
		words = minutes(*p.Spare) + " late"
	}
	if p.Outcome == PromiseMissed {
		return words
	}
	return in(outcomeWords, p.Outcome) + ", " + words
}

// waitedWords are the whole minutes waited, rounded down as those to spare are.
func (p *Promise) waitedWords() string {
	switch n := int(time.Duration(p.Waited) / time.Minute); {
	case p.Waited <= 0:
		return ""
	case n > 0:
		return minutes(n)
	}
	return "under 1 min"
}

// promises are the times promised, and what became of them: in whole minutes,
// as they were told in the session.
func (r *Run) promises() (Section, bool) {
	t := Table{ID: "promises", Columns: []Column{
		{"", "Promise", Text, Everyone},
		{"planned_at", "In the plan", Instant, Documents},
		{"at", "Promised", Instant, Everyone},
		{"arrival", "Come to", Instant, Everyone},
		{"began", "Began", Instant, Programs},
		{"waited_s", "Waited", Span, Everyone},
		{"outcome", "What became of it", Word, Everyone},
		{"slack_s", "To spare", Difference, Programs},
		{"spare_min", "Minutes to spare", Count, Programs},
	}}
	for _, p := range r.Promises {
		name := "The end"
		if p.Activity != "" {
			name = r.numbered(p.Activity)
		}
		planned, at, arrival := r.instantCell(p.Planned), r.instantCell(p.At), r.instantCell(p.Arrival)
		if planned.Words == at.Words {
			planned.Words = ""
		}
		slack, spare := Cell{Kind: Difference}, Cell{Kind: Count}
		if p.Slack != nil {
			shown := p.promise.Shown()
			at.Words, arrival.Words = r.clock(shown.At, false), r.clock(shown.Arrival, false)
			slack, spare = Cell{Kind: Difference, Data: p.Slack.String()}, Cell{Kind: Count, Data: strconv.Itoa(*p.Spare)}
		}
		waited := spanCell(p.Waited)
		waited.Words = p.waitedWords()
		t.add(p.Activity, name,
			textCell(name), planned, at, arrival, r.instantCell(p.Began), waited, wordCell(string(p.Outcome), p.words()), slack, spare)
	}
	whose := peopleIf(len(t.Rows) > 1 || r.Ended.IsZero()) // of the end alone the verdict says it
	return Section{ID: "promises", Title: "Promises", Tables: []Table{t}, For: whose}, len(t.Rows) > 0
}

func (r *Run) numbered(activity string) string {
	if i := r.indexOf(activity); i >= 0 {
		return strconv.Itoa(i+1) + ". " + r.Activities[i].Title
	}
	return activity
}

// beganCell is when something of an activity began, told as it is among the promises.
func (r *Run) beganCell(activity string, at time.Time) Cell {
	cell := r.instantCell(at)
	for i := range r.Promises {
		if p := &r.Promises[i]; p.Activity == activity && !p.Began.IsZero() && p.Began.Equal(at) {
			cell.Words = r.clock((run.Promise{At: p.At, Arrival: at}).Shown().Arrival, false)
		}
	}
	return cell
}

// broken says which activities did not begin when it was promised.
func (r *Run) broken() (sentences []string) {
	for i := range r.Promises {
		if p := &r.Promises[i]; p.Activity != "" && p.Outcome == PromiseMissed {
			sentences = append(sentences, fmt.Sprintf("%s began %s late.", r.titleOf(p.Activity), minutes(*p.Spare)))
		}
	}
	return sentences
}

// Taken is an activity that was taken in between.
type Taken struct {
	Activity string    `json:"activity"`
	OutOf    string    `json:"out_of"` // the phase that was left for it
	Begin    time.Time `json:"begin"`
	End      time.Time `json:"end"` // when the session came back, or did something else instead
	Lasted   Seconds   `json:"lasted_s"`
	Back     bool      `json:"back"`           // it came back to that phase
	Open     bool      `json:"open,omitempty"` // it was under way still
}

func (f *folded) taken() []Taken {
	all := []Taken{}
	for _, a := range f.state.Asides(f.until) {
		all = append(all, Taken{
			Activity: f.state.Activity(a.To).ID, OutOf: f.name(a.From), Begin: a.Begin.UTC(), End: a.End.UTC(),
			Lasted: Seconds(a.Lasted), Back: a.Back, Open: a.Open,
		})
	}
	return all
}

func (r *Run) takenBetween() (Section, bool) {
	t := Table{ID: "taken", Columns: []Column{
		{"activity", "Activity", Text, Everyone},
		{"lasted_s", "Lasted", Span, Everyone},
		{"begin", "From", Instant, Everyone},
		{"end", "To", Instant, Everyone},
		{"out_of", "Out of", Text, Everyone},
		{"back", "Come back", Word, Everyone},
		{"open", "Still under way", Word, Programs},
	}}
	for i, a := range r.Taken {
		activity := Cell{Kind: Text, Words: r.numbered(a.Activity), Data: a.Activity}
		end := r.momentCell(a.End)
		if a.Open {
			end.Words = "not ended"
		}
		t.add(strconv.Itoa(i+1), r.titleOf(a.Activity),
			activity, spanCell(a.Lasted), r.momentCell(a.Begin), end, r.phaseCell(a.OutOf), yesCell(a.Back), yesCell(a.Open))
	}
	return Section{ID: "taken", Title: "Taken in between", Tables: []Table{t}}, len(t.Rows) > 0
}
