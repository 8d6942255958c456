package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session/run"
)

// makers make the sections, in the order of the report. What comes of more
// commands than one can take in at a glance is last.
var makers = []func(*Run) (Section, bool){
	(*Run).summary,
	(*Run).promises,
	(*Run).foretold,
	(*Run).timeline,
	(*Run).activities,
	(*Run).notReached,
	(*Run).takenBetween,
	(*Run).pauses,
	(*Run).gaps,
	(*Run).captures,
	(*Run).people,
	(*Run).quiz,
	(*Run).rounds,
	(*Run).evaluation,
	(*Run).changes,
}

// Sections are the parts of the report, without those for which there is nothing.
func (r *Run) Sections() []Section {
	var all []Section
	for _, m := range makers {
		if s, ok := m(r); ok {
			s.Tables = slices.DeleteFunc(s.Tables, func(t Table) bool { return len(t.Rows) == 0 })
			all = append(all, s)
		}
	}
	return all
}

func (r *Run) summary() (Section, bool) {
	t := Table{ID: "summary", Rows: []Row{{Item: "run", Name: r.Title}}, Upright: true}
	add := t.figure
	started, ended := !r.Started.IsZero(), !r.Ended.IsZero()
	add("run", "Run", Programs, wordCell(r.ID, r.ID))
	add("kind", "Kind", Programs, wordCell(string(r.Kind), string(r.Kind)))
	add("state", "How far it got", peopleIf(!ended), wordCell(r.State, in(stateWords, r.State)))
	add("created", "Created", Programs, r.instantCell(r.Created))
	add("until", "Known until", peopleIf(started && !ended), r.instantCell(r.Until))
	add("started", "Started", peopleIf(started), r.momentCell(r.Started))
	add("ended", "Ended", Programs, r.momentCell(r.Ended))
	add("scheduled_start", "Booked start", peopleIf(r.StartBooked), r.momentCell(r.ScheduledStart))
	add("planned_end", "Planned end", Everyone, r.momentCell(r.PlannedEnd))
	add("projected_end", "Would have ended", Programs, r.momentCell(r.ProjectedEnd))
	add("booked_end", "Booked end", peopleIf(!started), r.momentCell(r.BookedEnd))
	add("hard_end", "Hard end at last", peopleIf(!started && !r.HardEnd.Equal(r.BookedEnd)), r.momentCell(r.HardEnd))
	add("drift_s", "Against the plan", peopleIf(started), differenceCell(r.Drift, "behind", "ahead", "as planned"))
	add("in_hand_s", "Against the hard end", Programs, differenceCell(r.InHand, "in hand", "over", "to the second"))
	add("booked_s", "Booked", Everyone, spanCell(r.Booked))
	add("planned_s", "Planned", Everyone, spanCell(r.Planned))
	add("lasted_s", "Lasted", peopleIf(started), spanCell(r.Lasted))
	add("running_s", "Running", peopleIf(started), spanCell(r.Running))
	add("credited_s", "of it, taken as done", peopleIf(r.Credited > 0), spanCell(r.Credited))
	add("breaks_s", "of it, breaks", peopleIf(r.Breaks > 0), spanCell(r.Breaks))
	paused := "Paused"
	if r.Paused[run.WaitKind] > 0 {
		paused = "Paused or waited"
	}
	add("paused_s", paused, peopleIf(started), spanCell(r.pausedIn()))
	for _, kind := range run.AllPauseKinds {
		if d := r.Paused[kind]; d != 0 {
			add("paused_"+string(kind)+"_s", "of it, "+kind.Word(), Everyone, spanCell(d))
		}
	}
	undone := 0
	for i := range r.Changes {
		if !r.Changes[i].Undone.IsZero() {
			undone++
		}
	}
	add("pauses", "Pauses", Programs, countCell(len(r.Pauses)))
	add("not_reached", "Phases not reached", Programs, countCell(len(r.NotReached)))
	add("changes", "Changes", Programs, countCell(len(r.Changes)))
	add("changes_undone", "Changes taken back", Programs, countCell(undone))
	for _, kind := range run.CaptureKinds {
		add("captures_"+string(kind), "Lines", Programs, countCell(r.count(kind)))
	}
	add("captures_struck", "Lines struck", Programs, countCell(r.Struck))
	return Section{ID: "summary", Title: "At a glance", Lead: r.Verdict(), Tables: []Table{t}}, true
}

// activities is the plan against what happened. An activity's row sums up the
// rows of its phases after it.
func (r *Run) activities() (Section, bool) {
	t := Table{ID: "phases", Charted: true, Columns: []Column{
		{"", "Activity and phase", Text, Everyone},
		{"planned_s", "Planned", Span, Everyone},
		{"given_s", "Given", Span, Documents},
		{"spent_s", "Actual", Span, Everyone},
		{"over_s", "Over or under", Difference, Everyone},
		{"status", "What became of it", Word, Programs},
		{"credited_s", "Credited", Span, Programs},
		{"visits", "Visits", Count, Programs},
		{"planned_begin", "Planned to begin", Instant, Programs},
		{"planned_end", "Planned to end", Instant, Programs},
		{"began", "Began", Instant, Documents},
		{"ended", "Ended", Instant, Programs},
	}}
	for i, a := range r.Activities {
		title := strconv.Itoa(i+1) + ". " + a.Title
		outside := a.Status == PhaseOutside
		sum := Row{Of: "activities", Item: a.ID, Name: a.Title, Strong: !a.single, Hidden: outside}
		var credited Seconds
		visits := 0
		for j := range a.Phases {
			credited += a.Phases[j].Credited
			visits += len(a.Phases[j].Visits)
		}
		first, last := &a.Phases[0], &a.Phases[len(a.Phases)-1]
		ended := a.lastVisit()
		sum.Cells = r.figureCells(title, a.Planned, a.Given, a.Spent, a.Over, a.Status, credited, visits, len(a.Phases))
		sum.Cells = append(sum.Cells, r.instantCell(first.PlannedBegin), r.instantCell(last.PlannedEnd), r.beganCell(a.ID, a.began()), r.instantCell(ended.End))
		if !outside && a.Status != PhaseNotTaken {
			sum.Bar = &Bar{a.Planned, a.Spent}
		}
		t.Rows = append(t.Rows, sum)
		for _, p := range a.Phases {
			row := Row{Item: p.Phase, Name: p.label.whole, Indent: true, Hidden: a.single || outside || a.Status == PhaseNotTaken}
			if !outside && p.Status != PhaseNotTaken {
				row.Bar = &Bar{p.Planned, p.Spent}
			}
			row.Cells = r.figureCells(p.Name, p.Planned, p.Given, p.Spent, p.Over, p.Status, p.Credited, len(p.Visits), 1)
			row.Cells = append(row.Cells, r.instantCell(p.PlannedBegin), r.instantCell(p.PlannedEnd), r.beganCell(a.ID, p.Began), r.instantCell(p.lastVisit().End))
			t.Rows = append(t.Rows, row)
		}
	}
	return Section{ID: "phases", Title: "Plan against actual", Tables: []Table{t}}, true
}

// figureCells are the cells that activities and phases have in common.
func (r *Run) figureCells(name string, planned, given, spent Seconds, over *Seconds, status Status, credited Seconds, visits, phases int) []Cell {
	actual := spanCell(spent).shownIf(spent != 0 || !slices.Contains([]Status{PhaseNotReached, PhaseNotTaken, PhaseOutside, PhaseSkipped}, status))
	off := Cell{Kind: Difference}
	if over != nil {
		off = differenceCell(*over, "over", "under", "as planned")
	}
	switch {
	case status == PhaseNotReached && visits > 0:
		off.Words = "left, not reached again"
	case over == nil:
		off.Words = in(statusWords, status)
	case credited > 0 && phases == 1:
		off.Words = span(credited) + " taken as done"
	}
	return []Cell{
		textCell(name), spanCell(planned), spanCell(given).shownIf(given != planned), actual, off,
		wordCell(string(status), in(statusWords, status)), spanCell(credited), countCell(visits),
	}
}

// lastVisit is a phase's; none where it was never entered.
func (p *Phase) lastVisit() (last Visit) {
	if n := len(p.Visits); n > 0 {
		last = p.Visits[n-1]
	}
	return last
}

// lastVisit is an activity's last visit in time.
func (a *Activity) lastVisit() (last Visit) {
	for i := range a.Phases {
		if l := a.Phases[i].lastVisit(); l.End.After(last.End) {
			last = l
		}
	}
	return last
}

func (a *Activity) began() (first time.Time) {
	for i := range a.Phases {
		if at := a.Phases[i].Began; !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// notReached is what nobody came to. People read of an activity as a whole
// where none of it was reached.
func (r *Run) notReached() (Section, bool) {
	t := Table{ID: "not_reached", Columns: []Column{
		{"", "Activity or phase", Text, Everyone},
		{"planned_s", "Planned", Span, Everyone},
		{"spent_s", "Actual", Span, Everyone},
	}}
	var sum Seconds
	for i, a := range r.Activities {
		whole := !a.single && a.Status == PhaseNotReached && a.Spent == 0
		if whole {
			name := r.numbered(a.ID)
			t.add(a.ID, a.Title, textCell(name), spanCell(a.Planned), spanCell(0).shownIf(false)).Of = "activities_not_reached"
		}
		for _, p := range a.Phases {
			if p.Status == PhaseNotReached {
				t.add(p.Phase, p.label.whole, textCell(strconv.Itoa(i+1)+". "+p.label.whole), spanCell(p.Planned), spanCell(p.Spent).shownIf(p.Spent != 0)).Hidden = whole
				sum += p.Planned
			}
		}
	}
	if len(t.Rows) == 0 || r.Started.IsZero() {
		return Section{}, false
	}
	lead := count(len(r.NotReached), "phase was", "phases were") + " not reached, planned for " + span(sum) + "."
	return Section{ID: "not_reached", Title: "Not reached", Lead: []string{sentenceStart(lead)}, Tables: []Table{t}}, true
}

func (r *Run) pauses() (Section, bool) {
	t := Table{ID: "pauses", Columns: []Column{
		{"kind", "Why", Word, Everyone},
		{"lasted_s", "Lasted", Span, Everyone},
		{"begin", "From", Instant, Everyone},
		{"end", "To", Instant, Everyone},
		{"phase", "In", Text, Everyone},
		{"open", "Still under way", Word, Programs},
	}}
	for i, p := range r.Pauses {
		end := r.momentCell(p.End)
		if p.Open {
			end.Words = "not ended"
		}
		t.add(strconv.Itoa(i+1), r.label(p.Phase),
			wordCell(string(p.Kind), p.Kind.Word()), spanCell(p.Lasted), r.momentCell(p.Begin), end, r.phaseCell(p.Phase), yesCell(p.Open))
	}
	return Section{ID: "pauses", Title: "Pauses", Tables: []Table{t}}, len(t.Rows) > 0
}

func (r *Run) gaps() (Section, bool) {
	t := Table{ID: "gaps", Columns: []Column{
		{"cause", "Why", Word, Everyone},
		{"lasted_s", "Lasted", Span, Everyone},
		{"begin", "From", Instant, Everyone},
		{"end", "To", Instant, Everyone},
		{"phase", "In", Text, Everyone},
		{"left_out", "Left out", Word, Programs},
		{"left_out_s", "Left out", Span, Everyone},
	}}
	for i, g := range r.Gaps {
		out := spanCell(g.LeftOut)
		if !g.Left {
			out.Words = "no, it counts"
		}
		t.add(strconv.Itoa(i+1), r.label(g.Phase),
			wordCell(g.Cause, in(causeWords, g.Cause)), spanCell(g.Lasted), r.momentCell(g.Begin), r.momentCell(g.End), r.phaseCell(g.Phase), yesCell(g.Left), out)
	}
	return Section{
		ID: "gaps", Title: "Gaps", Lead: []string{"While the computer slept or the program was gone, nothing was seen. That time counts, unless it was left out."},
		Tables: []Table{t},
	}, len(t.Rows) > 0
}

func (r *Run) captures() (Section, bool) {
	s := Section{ID: "captures", Title: "What was written down"}
	for _, kind := range run.CaptureKinds {
		t := Table{ID: "captures_" + string(kind), Title: kind.Title(), Columns: []Column{
			{"text", "Line", Text, Everyone},
			{"at", "At", Instant, Everyone},
			{"phase", "In", Text, Everyone},
			{"edited", "Edited", Word, Programs},
		}}
		for _, c := range r.Captures {
			if c.Kind != kind {
				continue
			}
			line := textCell(c.Text)
			switch {
			case r.Anonymous && !c.Lost:
				line = Cell{Kind: Text, Words: "(left out)"}
			case c.Edited:
				line.Words += " (edited)"
			}
			t.add(strconv.Itoa(c.ID), r.label(c.Phase),
				line, r.instantCell(c.At), r.phaseCell(c.Phase), yesCell(c.Edited))
		}
		s.Tables = append(s.Tables, t)
	}
	if r.Struck > 0 {
		s.Lead = append(s.Lead, sentenceStart(count(r.Struck, "line was", "lines were"))+" struck.")
	}
	if r.Anonymous && len(r.Captures) > 0 {
		s.Lead = append(s.Lead, "What was written is left out.")
	}
	return s, len(r.Captures) > 0 || len(s.Lead) > 0
}

// changes has a row for each figure that a command changed.
func (r *Run) changes() (Section, bool) {
	t := Table{ID: "changes", Columns: []Column{
		{"at", "At", Instant, Everyone},
		{"command", "What", Word, Everyone},
		{"phase", "During", Text, Programs},
		{"figure", "Figure", Word, Programs},
		{"of", "Of", Text, Everyone},
		{"from", "From", Word, Everyone},
		{"to", "To", Word, Everyone},
		{"undone", "Taken back", Instant, Everyone},
	}}
	for i, c := range r.Changes {
		item := strconv.Itoa(i + 1)
		effects := c.Effects
		if len(effects) == 0 {
			effects = []Effect{{}}
		}
		for n, e := range effects {
			of := r.phaseCell(e.Phase)
			switch {
			case e.Phase == "" && e.Figure == "" && c.Phase != "": // it changed no figure
				of = r.phaseCell(c.Phase)
				of.Data = ""
			case e.Phase == "":
				of.Words = "the session"
			case e.Figure == figureNames[run.FigureFixed]:
				activity, _, _ := strings.Cut(e.Phase, "/")
				of.Words, of.Short = r.titleOf(activity), r.numbered(activity)
			}
			if n > 0 {
				item = strconv.Itoa(i+1) + "." + strconv.Itoa(n+1)
			}
			t.add(item, run.Did(c.Command), r.instantCell(c.At), wordCell(c.Command, run.Did(c.Command)), r.phaseCell(c.Phase),
				wordCell(e.Figure, ""), of, r.anyCell(e.Figure, e.From), r.anyCell(e.Figure, e.To), r.instantCell(c.Undone))
		}
	}
	return Section{ID: "changes", Title: "Changes made live", Tables: []Table{t}}, len(t.Rows) > 0
}
