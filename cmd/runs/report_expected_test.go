package runs

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"facilitate/session/run"
)

// counted is what a report must say of a run, as counted anew: the figures
// for programs, and the tables for people.
type counted struct {
	figures   map[figureKey]string
	tables    []expectedTable
	sentences []string             // to be read somewhere
	more      map[figureKey]string // of the JSON alone
}

// figureKey is what a row of the CSV is of.
type figureKey struct{ section, item, figure string }

// expectedTable has rows of cells by the heading of their column. Columns that
// are not named are not looked at.
type expectedTable struct {
	under, title string // the headings above it
	columns      []string
	rows         []map[string]people
	upright      bool // its figures stand one under the other
}

// people are the words for people, in documents and with less room.
type people struct{ whole, brief string }

func (c *recount) expect() counted {
	x := counted{figures: map[figureKey]string{}, more: map[figureKey]string{}}
	m := c.after(len(c.entries))
	turns, _, _ := c.turns(m)
	now := c.last.Add(m.jumped)
	ended := len(turns) > 0 && turns[len(turns)-1].phase == run.NoPhase
	if ended {
		now = turns[len(turns)-1].at
	}
	c.expectRun(&x, m, now, ended)
	c.expectPhases(&x, m, now)
	c.expectPromises(&x, m, now, ended)
	c.expectTaken(&x, m, now)
	c.expectPauses(&x, m, now)
	c.expectLines(&x, m)
	c.expectPeople(&x, m)
	c.expectQuizzes(&x, m)
	c.expectRounds(&x, m, now)
	c.expectEvaluation(&x, m)
	c.expectChanges(&x)
	if len(turns) == 0 { // what never started missed nothing
		x.tables = slices.DeleteFunc(x.tables, func(t expectedTable) bool { return t.under == "Not reached" })
		maps.DeleteFunc(x.figures, func(key figureKey, _ string) bool {
			return key.section == "not_reached" || key.section == "activities_not_reached"
		})
	}
	return x
}

func (x *counted) set(section, item, figure, value string) {
	if value != "" {
		x.figures[figureKey{section, item, figure}] = value
	}
}

func (x *counted) span(section, item, figure string, d time.Duration) {
	x.set(section, item, figure, strconv.FormatFloat(d.Seconds(), 'f', -1, 64))
}

// expectRun is what is to be read at a glance.
func (c *recount) expectRun(x *counted, m standingAt, now time.Time, ended bool) {
	spent, paused, pauses := c.spentAt(m, now)
	status, budget, credited := c.status(m)
	start, booked, hard := c.ends(m, now)
	turns, _, _ := c.turns(m)
	var running, breaks, allCredited, allPaused time.Duration
	for i, d := range spent {
		running += d
		if c.plan.Activities[c.activity(i)].Break {
			breaks += d
		}
	}
	for _, d := range credited {
		allCredited += d
	}
	for kind, d := range paused {
		x.span("summary", "run", "paused_"+string(kind)+"_s", d)
		allPaused += d
	}
	r := c.readAll(m, now)
	planned, _ := c.walk(start, c.planOrder(), func(i int) time.Duration { return c.phases[i].Duration }, r.plannedAt)
	projected := c.projected(r, status, budget, spent, ended)
	notReached := 0
	for i := range c.phases {
		if status[i] == "pending" {
			notReached++
		}
	}
	at := func(figure string, t time.Time) { x.set("summary", "run", figure, utc(t)) }
	at("until", now)
	if len(turns) > 0 {
		at("started", turns[0].at)
		if now.Sub(turns[0].at) != running+allPaused {
			panic("the recount does not add up") // it would be of no use
		}
	}
	if ended {
		at("ended", now)
	}
	at("scheduled_start", start)
	at("planned_end", planned)
	at("projected_end", projected)
	at("booked_end", booked)
	at("hard_end", hard)
	span := func(figure string, d time.Duration) { x.span("summary", "run", figure, d) }
	span("drift_s", projected.Sub(planned))
	span("in_hand_s", hard.Sub(projected))
	span("booked_s", booked.Sub(start))
	span("planned_s", c.planned())
	span("lasted_s", running+allPaused)
	span("running_s", running)
	span("credited_s", allCredited)
	span("breaks_s", breaks)
	span("paused_s", allPaused)
	for figure, n := range map[string]int{"pauses": len(pauses), "not_reached": notReached} {
		x.set("summary", "run", figure, strconv.Itoa(n))
	}
	row := map[string]people{}
	say := func(heading, words string) { row[heading] = people{words, words} }
	say("Planned", clockText(c.planned()))
	say("Booked", clockText(booked.Sub(start)))
	say("Planned end", c.timeText(planned))
	if !m.start.IsZero() {
		say("Booked start", c.timeText(start))
	}
	columns := func() []string { return slices.Sorted(maps.Keys(row)) }
	if len(turns) == 0 {
		say("Booked end", c.timeText(booked))
		if !hard.Equal(booked) {
			say("Hard end at last", c.timeText(hard))
		}
		x.tables = append(x.tables, expectedTable{under: "At a glance", upright: true, columns: columns(), rows: []map[string]people{row}})
		return
	}
	say("Started", c.timeText(turns[0].at))
	if allCredited > 0 {
		say("of it, taken as done", clockText(allCredited))
	}
	say("Lasted", clockText(running+allPaused))
	say("Running", clockText(running))
	if breaks > 0 {
		say("of it, breaks", clockText(breaks))
	}
	if paused[run.WaitKind] > 0 {
		say("Paused or waited", clockText(allPaused))
	} else {
		say("Paused", clockText(allPaused))
	}
	say("Against the plan", signedText(projected.Sub(planned), "behind", "ahead", "as planned"))
	if !ended {
		say("Known until", now.In(c.booking.Zone).Format("15:04"))
	}
	for kind, words := range map[run.PauseKind]string{
		run.Question: "question", run.Break: "break", run.Incident: "incident", run.Other: "other",
		run.GapKind: "gap left out", run.LapKind: "begun again", run.WaitKind: "waited",
	} {
		if d := paused[kind]; d > 0 {
			say("of it, "+words, clockText(d))
		}
	}
	x.tables = append(x.tables, expectedTable{under: "At a glance", upright: true, columns: columns(), rows: []map[string]people{row}})
}

// expectPhases is the plan against what happened, and what was not reached.
func (c *recount) expectPhases(x *counted, m standingAt, now time.Time) {
	spent, _, _ := c.spentAt(m, now)
	status, budget, credited := c.status(m)
	table := expectedTable{under: "Plan against actual", columns: []string{"Activity and phase", "Planned", "Given", "Actual", "Over or under", "Began"}}
	missed := expectedTable{under: "Not reached", columns: []string{"Activity or phase", "Planned", "Actual"}}
	r := c.readAll(m, now)
	entered := func(of func(int) bool) bool {
		return slices.ContainsFunc(r.turns, func(t countedTurn) bool { return t.phase != run.NoPhase && of(t.phase) })
	}
	n := 0
	for a := range c.plan.Activities {
		activity := &c.plan.Activities[a]
		from := n
		var sums [4]time.Duration // planned, given, spent, credited
		count := map[string]int{}
		var rows []map[string]people
		for _, p := range activity.Phases {
			word := map[string]string{"pending": "not_reached"}[status[n]]
			if word == "" {
				word = status[n]
			}
			switch {
			case c.outside[n]:
				word = "outside"
			case activity.Spare && word == "skipped" && !entered(func(i int) bool { return i >= from && i < from+len(activity.Phases) }):
				word = "not_taken"
			}
			count[word]++
			name := c.names[n]
			for i, d := range []time.Duration{p.Duration, budget[n], spent[n], credited[n]} {
				sums[i] += d
				x.span("phases", name, [...]string{"planned_s", "given_s", "spent_s", "credited_s"}[i], d)
			}
			x.set("phases", name, "status", word)
			over := ""
			if word == "done" {
				x.span("phases", name, "over_s", spent[n]-p.Duration)
				over = signedText(spent[n]-p.Duration, "over", "under", "as planned")
			}
			if word == "done" && credited[n] > 0 {
				over = clockText(credited[n]) + " taken as done"
			}
			first := r.began(func(i int) bool { return i == n })
			if !first.IsZero() {
				x.set("phases", name, "began", utc(first))
			}
			if word == "not_reached" {
				x.span("not_reached", name, "planned_s", p.Duration)
				x.span("not_reached", name, "spent_s", spent[n])
			}
			rows = append(rows, c.phaseRow(p.Name, word, over, entered(func(i int) bool { return i == n }), r.toldBegan(a, first), p.Duration, budget[n], spent[n]))
			n++
		}
		word := "done"
		switch total := len(activity.Phases); {
		case count["current"] > 0:
			word = "current"
		case count["outside"] == total:
			word = "outside"
		case count["not_taken"] == total:
			word = "not_taken"
		case count["skipped"] == total:
			word = "skipped"
		case count["not_reached"] == total:
			word = "not_reached"
		case count["not_reached"] > 0:
			word = "begun"
		}
		for i, figure := range []string{"planned_s", "given_s", "spent_s", "credited_s"} {
			x.span("activities", activity.ID, figure, sums[i])
		}
		x.set("activities", activity.ID, "status", word)
		over := ""
		if word == "done" {
			x.span("activities", activity.ID, "over_s", sums[2]-sums[0])
			over = signedText(sums[2]-sums[0], "over", "under", "as planned")
		}
		if activity.Single && sums[3] > 0 && word == "done" {
			over = clockText(sums[3]) + " taken as done"
		}
		first := r.began(func(i int) bool { return i >= from && i < n })
		if !first.IsZero() {
			x.set("activities", activity.ID, "began", utc(first))
		}
		if word == "outside" {
			continue
		}
		number := strconv.Itoa(a+1) + ". "
		table.rows = append(table.rows, c.phaseRow(number+activity.Title, word, over, entered(func(i int) bool { return i >= from && i < n }), r.toldBegan(a, first), sums[0], sums[1], sums[2]))
		if !activity.Single && word != "not_taken" {
			table.rows = append(table.rows, rows...)
		}
		switch {
		case word == "not_reached" && sums[2] == 0:
			missed.rows = append(missed.rows, map[string]people{
				"Activity or phase": {number + activity.Title, number + activity.Title}, "Planned": {clockText(sums[0]), clockText(sums[0])},
			})
			if !activity.Single {
				x.span("activities_not_reached", activity.ID, "planned_s", sums[0])
				x.span("activities_not_reached", activity.ID, "spent_s", 0)
			}
		default:
			for i := from; i < n; i++ {
				if status[i] == "pending" {
					whole, _ := c.label(c.names[i])
					row := map[string]people{
						"Activity or phase": {number + whole, number + whole}, "Planned": {clockText(c.phases[i].Duration), clockText(c.phases[i].Duration)},
					}
					if spent[i] > 0 {
						row["Actual"] = people{clockText(spent[i]), clockText(spent[i])}
					}
					missed.rows = append(missed.rows, row)
				}
			}
		}
	}
	x.tables = append(x.tables, table)
	if len(missed.rows) > 0 {
		x.tables = append(x.tables, missed)
	}
}

// phaseRow is a row of the plan against what happened, for people. Where there
// is less room, some columns are left out.
func (c *recount) phaseRow(name, word, over string, entered bool, began time.Time, planned, given, spent time.Duration) map[string]people {
	row := map[string]people{"Activity and phase": firstWord(name), "Planned": {clockText(planned), clockText(planned)}}
	if spent > 0 || word == "done" || word == "current" || word == "begun" {
		row["Actual"] = people{clockText(spent), clockText(spent)}
	}
	if given != planned {
		row["Given"] = people{clockText(given), ""}
	}
	if !began.IsZero() {
		row["Began"] = people{began.In(c.booking.Zone).Format("15:04"), ""}
	}
	if over == "" {
		over = map[string]string{"skipped": "skipped", "not_taken": "spare, not taken", "not_reached": "not reached", "current": "under way", "begun": "done in part"}[word]
		if word == "not_reached" && entered {
			over = "left, not reached again"
		}
	}
	row["Over or under"] = people{over, over}
	return row
}

// expectPauses are the pauses, and the gaps.
func (c *recount) expectPauses(x *counted, m standingAt, now time.Time) {
	_, _, pauses := c.spentAt(m, now)
	turns, _, out := c.turns(m)
	words := map[run.PauseKind]string{
		run.Question: "question", run.Break: "break", run.Incident: "incident", run.Other: "other", run.LapKind: "begun again",
	}
	table := expectedTable{under: "Pauses", columns: []string{"Why", "Lasted", "From", "To", "In"}}
	last := len(turns) - 1
	for i, p := range pauses {
		item := strconv.Itoa(i + 1)
		x.set("pauses", item, "kind", string(p.kind))
		x.span("pauses", item, "lasted_s", p.lasted)
		x.set("pauses", item, "begin", utc(p.begin))
		x.set("pauses", item, "end", utc(p.end))
		x.set("pauses", item, "phase", c.names[p.phase])
		x.set("pauses", item, "open", strconv.FormatBool(p.open))
		to := c.timeText(p.end)
		if p.open {
			to = "not ended"
		}
		whole, brief := c.label(c.names[p.phase])
		table.rows = append(table.rows, map[string]people{
			"Why": {words[p.kind], words[p.kind]}, "Lasted": {clockText(p.lasted), clockText(p.lasted)},
			"From": {c.timeText(p.begin), c.timeText(p.begin)}, "To": {to, to}, "In": {whole, brief},
		})
	}
	if len(table.rows) > 0 {
		x.tables = append(x.tables, table)
	}
	gaps := expectedTable{under: "Gaps", columns: []string{"Why", "Lasted", "From", "To", "Left out"}}
	for i, g := range m.gaps {
		item := strconv.Itoa(i + 1)
		left := time.Duration(0)
		isOut := slices.Contains(out, g)
		for k, t := range turns {
			end := now
			if k < last {
				end = turns[k+1].at
			}
			if isOut && t.phase != run.NoPhase {
				left += both(g, t.at, end)
			}
		}
		x.set("gaps", item, "cause", g.Cause)
		x.span("gaps", item, "lasted_s", g.End.Sub(g.Begin))
		x.set("gaps", item, "begin", utc(g.Begin))
		x.set("gaps", item, "end", utc(g.End))
		x.set("gaps", item, "left_out", strconv.FormatBool(isOut))
		x.span("gaps", item, "left_out_s", left)
		cause := map[string]string{"sleep": "the computer slept", "crash": "the program was gone"}[g.Cause]
		words := "no, it counts"
		if isOut {
			words = clockText(left)
		}
		lasted := clockText(g.End.Sub(g.Begin))
		gaps.rows = append(gaps.rows, map[string]people{
			"Why": {cause, cause}, "Lasted": {lasted, lasted}, "From": {c.timeText(g.Begin), c.timeText(g.Begin)},
			"To": {c.timeText(g.End), c.timeText(g.End)}, "Left out": {words, words},
		})
	}
	if len(gaps.rows) > 0 {
		x.tables = append(x.tables, gaps)
	}
}

// expectLines is what was typed.
func (c *recount) expectLines(x *counted, m standingAt) {
	count := map[run.CaptureKind]int{}
	struck := 0
	for _, kind := range []run.CaptureKind{run.RoomSaid, run.ParkingLot, run.OwnNote} {
		title := map[run.CaptureKind]string{run.RoomSaid: "What the room said", run.ParkingLot: "For later", run.OwnNote: "Own notes"}[kind]
		table := expectedTable{under: "What was written down", title: title, columns: []string{"Line", "At", "In"}}
		for _, l := range m.lines {
			if l.Kind != kind {
				continue
			}
			if l.Struck {
				struck++
				continue
			}
			count[kind]++
			section, item := "captures_"+string(kind), strconv.Itoa(l.ID)
			x.set(section, item, "text", l.Text)
			x.set(section, item, "at", utc(l.At))
			x.set(section, item, "edited", strconv.FormatBool(l.Edited))
			text := l.Text
			if l.Edited {
				text += " (edited)"
			}
			row := map[string]people{"Line": {text, text}, "At": {l.At.In(c.booking.Zone).Format("15:04"), l.At.In(c.booking.Zone).Format("15:04")}}
			if l.Phase != run.NoPhase {
				x.set(section, item, "phase", c.names[l.Phase])
				whole, brief := c.label(c.names[l.Phase])
				row["In"] = people{whole, brief}
			}
			table.rows = append(table.rows, row)
		}
		if len(table.rows) > 0 {
			x.tables = append(x.tables, table)
		}
		x.set("summary", "run", "captures_"+string(kind), strconv.Itoa(count[kind]))
	}
	x.set("summary", "run", "captures_struck", strconv.Itoa(struck))
}

// expectChanges is what was changed live.
func (c *recount) expectChanges(x *counted) {
	table := expectedTable{under: "Changes made live", columns: []string{"At", "Of", "From", "To", "Taken back"}}
	n, taken := 0, 0
	for i := range c.entries {
		at, command, during, effects, quiet, ok := c.changed(i)
		undone := time.Time{}
		if ok {
			undone = c.undoneAt(i)
		}
		if !ok || quiet && undone.IsZero() {
			continue
		}
		n++
		if !undone.IsZero() {
			taken++
		}
		if len(effects) == 0 { // it is there since it was taken back
			effects = []effect{{}}
		}
		for k, e := range effects {
			item := strconv.Itoa(n)
			if k > 0 {
				item += "." + strconv.Itoa(k+1)
			}
			x.set("changes", item, "at", utc(at))
			x.set("changes", item, "command", command)
			x.set("changes", item, "phase", during)
			x.set("changes", item, "figure", e.figure)
			x.set("changes", item, "of", e.of)
			x.set("changes", item, "from", e.from)
			x.set("changes", item, "to", e.to)
			row := map[string]people{"At": {at.In(c.booking.Zone).Format("15:04"), at.In(c.booking.Zone).Format("15:04")}}
			whole, brief := c.label(e.of)
			if e.figure == "fixed_at" {
				a := c.activity(slices.Index(c.names, e.of))
				whole, brief = c.plan.Activities[a].Title, strconv.Itoa(a+1)+". "+c.plan.Activities[a].Title
			}
			if e.figure == "" {
				whole, brief = c.label(during)
			}
			if whole == "" {
				whole, brief = "the session", "the session"
			}
			row["Of"] = people{whole, brief}
			row["From"], row["To"] = c.valueText(e.figure, e.from), c.valueText(e.figure, e.to)
			if !undone.IsZero() {
				x.set("changes", item, "undone", utc(undone))
				row["Taken back"] = people{undone.In(c.booking.Zone).Format("15:04"), undone.In(c.booking.Zone).Format("15:04")}
			}
			table.rows = append(table.rows, row)
		}
	}
	x.set("summary", "run", "changes", strconv.Itoa(n))
	x.set("summary", "run", "changes_undone", strconv.Itoa(taken))
	if len(table.rows) > 0 {
		x.tables = append(x.tables, table)
	}
}

// valueText is a figure as people read it, from how programs do.
func (c *recount) valueText(figure, value string) people {
	words := value
	if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
		words = c.timeText(at)
	} else if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		words = clockText(time.Duration(seconds * float64(time.Second)))
	} else if figure == "status" {
		words = map[string]string{"pending": "to come", "current": "under way", "done": "done", "skipped": "skipped"}[value]
	}
	return people{words, words}
}

// timeText is a time of day in the booking's zone, with the seconds there are.
func (c *recount) timeText(at time.Time) string {
	at = at.In(c.booking.Zone)
	if at.Truncate(time.Second).Second() == 0 {
		return at.Format("15:04")
	}
	return at.Format("15:04:05")
}

// clockText is a span to the second: M:SS or H:MM:SS.
func clockText(d time.Duration) string {
	d = d.Round(time.Second)
	if d < time.Hour {
		return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
}

func signedText(d time.Duration, plus, minus, none string) string {
	switch d = d.Round(time.Second); {
	case d == 0:
		return none
	case d > 0:
		return "+" + clockText(d) + " " + plus
	}
	return "−" + clockText(-d) + " " + minus
}
