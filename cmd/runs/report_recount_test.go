package runs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
)

// recount is a run counted anew from the entries of its journal, by sums and
// with nothing kept from one question to the next: slow, and sharing no code
// with what makes reports but the names of the events.
type recount struct {
	plan    *session.Plan
	booking run.Booking
	entries []journal.Entry
	last    time.Time // in true time, when the run was last known to be under way
	outside []bool    // of each phase
	spare   []bool
	phases  []*session.Phase
	names   []string // ACTIVITY/N
}

// standingAt is what is known after so many entries.
type standingAt struct {
	standing []run.Event
	gaps     []run.Gap
	jumped   time.Duration
	start    time.Time // booked
	lines    []run.Capture
}

func (c *recount) after(n int) (m standingAt) {
	m.start = c.booking.Start
	gapsAt := []int{} // how many gaps there were at each standing command
	for _, entry := range c.entries[:n] {
		switch e := entry.Event.(type) {
		case run.GapRecorded:
			m.gaps = append(m.gaps, e.Gap)
		case run.Booked:
			m.start = e.Start
		case run.Captured:
			m.lines = append(m.lines, run.Capture{ID: e.ID, Kind: e.Kind, Text: e.Text, At: e.At, Phase: e.Phase})
		case run.Edited:
			m.lines[e.ID-1].Text, m.lines[e.ID-1].Edited = e.Text, true
		case run.Struck:
			m.lines[e.ID-1].Struck = e.Struck
		case run.Undone:
			gone := m.standing[len(m.standing)-1]
			if credit, ok := gone.(run.Credited); ok {
				m.jumped -= credit.Waited + credit.By
				for i := gapsAt[len(gapsAt)-1]; i < len(m.gaps); i++ {
					m.gaps[i].Begin = m.gaps[i].Begin.Add(-credit.Waited - credit.By)
					m.gaps[i].End = m.gaps[i].End.Add(-credit.Waited - credit.By)
				}
			}
			m.standing, gapsAt = m.standing[:len(m.standing)-1], gapsAt[:len(gapsAt)-1]
		case run.Placed, run.WallStepped:
		default:
			m.standing, gapsAt = append(m.standing, e), append(gapsAt, len(m.gaps))
			if credit, ok := e.(run.Credited); ok {
				m.jumped += credit.Waited + credit.By
			}
		}
	}
	return m
}

// both is how much of a gap lies between two instants.
func both(g run.Gap, from, to time.Time) time.Duration {
	if g.Begin.After(from) {
		from = g.Begin
	}
	if g.End.Before(to) {
		to = g.End
	}
	return max(0, to.Sub(from))
}

// status is that of every phase, and budget the time it has.
func (c *recount) status(m standingAt) (status []string, budget, credited []time.Duration) {
	for i, p := range c.phases {
		status = append(status, "pending")
		if c.outside[i] || c.spare[i] {
			status[i] = "skipped"
		}
		budget, credited = append(budget, p.Duration), append(credited, 0)
	}
	here := run.NoPhase
	enter := func(to int) {
		if here = to; to != run.NoPhase {
			status[to] = "current"
		}
	}
	for _, e := range m.standing {
		switch e := e.(type) {
		case run.Started:
			enter(slices.Index(status, "pending"))
		case run.Moved:
			status[here] = [...]string{"pending", "current", "done", "skipped"}[e.Left]
			for _, p := range e.Skipped {
				status[p] = "skipped"
			}
			enter(e.To)
		case run.Taken:
			for _, p := range append(slices.Clone(e.Reopened), here) {
				status[p] = "pending"
			}
			enter(e.To)
		case run.Dropped:
			for _, p := range e.Phases {
				status[p] = "skipped"
			}
		case run.Credited:
			status[here] = "done"
			credited[here] += e.By
			enter(e.To)
		case run.Lapped:
			credited[here] = 0
		case run.Budgeted:
			for _, b := range e.Set {
				budget[b.Phase] = b.Time
			}
		}
	}
	return status, budget, credited
}

// ends are the scheduled start and the hard end, as booked and as agreed last.
func (c *recount) ends(m standingAt, now time.Time) (start, booked, hard time.Time) {
	_, paused, _ := c.spentAt(m, now)
	start = m.start
	if start.IsZero() {
		start = now
		if turns, _, _ := c.turns(m); len(turns) > 0 {
			start = turns[0].at
		}
	}
	if !m.start.IsZero() || !start.Equal(now) {
		start = start.Add(paused[run.LapKind])
	}
	length := c.plan.Duration
	if c.booking.Part != nil {
		length = c.planned()
	}
	booked = start.Add(length)
	if !c.booking.End.IsZero() {
		booked = c.booking.End.Add(paused[run.LapKind])
	}
	hard = booked
	for _, e := range m.standing {
		switch e := e.(type) {
		case run.HardEndSet:
			hard = e.Until
		case run.HardEndMoved:
			hard = hard.Add(e.By)
		}
	}
	return start, booked, hard
}

func (c *recount) planned() (sum time.Duration) {
	for i, p := range c.phases {
		if !c.outside[i] && !c.spare[i] {
			sum += p.Duration
		}
	}
	return sum
}

// effect is a figure that a command changed, as CSV writes it.
type effect struct{ figure, of, from, to string }

// changed is what the n-th entry did; false where that is no change.
func (c *recount) changed(n int) (at time.Time, command, during string, effects []effect, quiet, ok bool) {
	before, after := c.after(n), c.after(n+1)
	at = c.entries[n].At.Add(before.jumped)
	statusA, budgetA, creditedA := c.status(before)
	statusB, budgetB, creditedB := c.status(after)
	turns, pauses, _ := c.turns(before)
	here := run.NoPhase
	if len(turns) > 0 {
		here = turns[len(turns)-1].phase
	}
	if here != run.NoPhase {
		during = c.names[here]
	}
	statuses := func(only ...int) {
		for _, i := range only {
			effects = append(effects, effect{"status", c.names[i], statusA[i], statusB[i]})
		}
	}
	kind := ""
	if len(turns) > 0 && turns[len(turns)-1].pause != nil {
		kind = string(pauses[len(pauses)-1].kind)
	}
	number := func(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }
	switch e := c.entries[n].Event.(type) {
	case run.Booked:
		from := ""
		if !before.start.IsZero() {
			from = utc(before.start)
		}
		return at, "book", during, []effect{{"scheduled_start", "", from, utc(e.Start)}}, false, true
	case run.Started:
		statuses(slices.Index(statusB, "current"))
		return e.At, "start", during, effects, true, true
	case run.Moved:
		statuses(append([]int{here}, e.Skipped...)...)
		command = string(e.By)
		switch {
		case e.By == run.CmdSkip && len(e.Skipped) > 0:
			command = "skip activity"
		case e.By == run.CmdBack || e.By == run.CmdGoto:
			statuses(e.To)
		}
		return e.At, command, during, effects, e.By == run.CmdNext || e.By == run.CmdFinish, true
	case run.Stopped:
		return e.At, "pause", during, []effect{{"pause", "", "", string(e.Kind)}}, true, true
	case run.PauseNamed:
		return at, "pause", during, []effect{{"pause", "", kind, string(e.Kind)}}, true, true
	case run.Resumed:
		return e.At, "resume", during, []effect{{"pause", "", kind, ""}}, true, true
	case run.Budgeted:
		for _, b := range e.Set {
			effects = append(effects, effect{"budget_s", c.names[b.Phase], number(budgetA[b.Phase]), number(budgetB[b.Phase])})
		}
		if command = string(e.By); e.By == run.CmdRecover {
			command = "recover trim"
		}
		return at, command, during, effects, false, true
	case run.Dropped:
		statuses(e.Phases...)
		return at, "recover drop", during, effects, false, true
	case run.Taken:
		statuses(here)
		for _, p := range e.Reopened {
			if p != e.To {
				statuses(p)
			}
		}
		statuses(e.To)
		return e.At, "take", during, effects, true, true
	case run.BegunEarly:
		return e.At, "begin", during, c.refixed(before, after, at, c.activity(here)), false, true
	case run.Fixed:
		return at, "fix", during, c.refixed(before, after, at, e.Activity), false, true
	case run.HardEndSet, run.HardEndMoved:
		command = "until"
		_, _, from := c.ends(before, at)
		_, _, to := c.ends(after, at)
		if e, moved := e.(run.HardEndMoved); moved {
			command = "recover extend"
			for _, f := range e.Fixed {
				effects = append(effects, c.refixed(before, after, at, f.Activity)...)
			}
		}
		if !to.Equal(from) {
			effects = append(effects, effect{"hard_end", "", utc(from), utc(to)})
		}
		return at, command, during, effects, false, true
	case run.Backdated:
		moved, _, _ := c.turns(after)
		return at, "backdate", during, []effect{{"last_move", "", utc(turns[len(turns)-1].at), utc(moved[len(moved)-1].at)}}, false, true
	case run.GapExcluded:
		_, from, _ := c.spentAt(before, at)
		_, to, _ := c.spentAt(after, at)
		return at, "exclude-gap", during, []effect{{"paused_gap_s", "", number(from[run.GapKind]), number(to[run.GapKind])}}, false, true
	case run.Credited:
		return e.At, "credit", during, []effect{{"credited_s", during, number(creditedA[here]), number(creditedB[here])}}, false, true
	case run.Lapped:
		from, _, _ := c.spentAt(before, e.At)
		to, _, _ := c.spentAt(after, e.At)
		return e.At, "lap", during, []effect{{"spent_s", during, number(from[here]), number(to[here])}}, false, true
	}
	command = workWord(c.entries[n].Event)
	return at, command, during, nil, true, command != ""
}

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// undoneAt is when the n-th entry was taken back; the zero time where it
// stands.
func (c *recount) undoneAt(n int) time.Time {
	if _, fact := c.entries[n].Event.(run.Booked); fact {
		return time.Time{}
	}
	depth := len(c.after(n + 1).standing)
	for i := n + 1; i < len(c.entries); i++ {
		if before := c.after(i); len(before.standing) == depth && len(c.after(i+1).standing) == depth-1 {
			return c.entries[i].At.Add(before.jumped)
		}
	}
	return time.Time{}
}

// label is how people call a phase, in documents and with less room.
func (c *recount) label(name string) (whole, brief string) {
	for a := range c.plan.Activities {
		for i, p := range c.plan.Activities[a].Phases {
			if c.plan.Activities[a].ID+"/"+strconv.Itoa(i+1) != name {
				continue
			}
			number := strconv.Itoa(a+1) + ". "
			if c.plan.Activities[a].Single {
				return c.plan.Activities[a].Title, number + c.plan.Activities[a].Title
			}
			return c.plan.Activities[a].Title + ", " + p.Name, number + p.Name
		}
	}
	return "", ""
}

// newRecount counts a kept run.
func newRecount(replay *journal.Replay) (*recount, error) {
	plan, problems := session.Load("plan.yaml", replay.Plan)
	if plan == nil {
		return nil, problems
	}
	c := &recount{plan: plan, booking: replay.Head.Booking, entries: replay.Events, last: replay.Last.At}
	for a := range plan.Activities {
		part := c.booking.Part
		for i := range plan.Activities[a].Phases {
			c.phases = append(c.phases, &plan.Activities[a].Phases[i])
			c.spare = append(c.spare, plan.Activities[a].Spare)
			c.outside = append(c.outside, part != nil && (a < part.From || a > part.To))
			c.names = append(c.names, strings.Join([]string{plan.Activities[a].ID, strconv.Itoa(i + 1)}, "/"))
		}
	}
	return c, nil
}
