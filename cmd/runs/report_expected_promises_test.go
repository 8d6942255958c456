package runs

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"facilitate/session/run"
)

// projected is when the session ends, or would.
func (c *recount) projected(r *reading, status []string, budget []time.Duration, spent map[int]time.Duration, ended bool) time.Time {
	if ended {
		return r.now
	}
	end, _ := c.walk(c.onwards(r, status, budget, spent), c.way(r, status), func(i int) time.Duration {
		return max(0, budget[i]-spent[i])
	}, r.fixedAt)
	return end
}

// onwards is when what is still to come can begin.
func (c *recount) onwards(r *reading, status []string, budget []time.Duration, spent map[int]time.Duration) time.Time {
	here := slices.Index(status, "current")
	from := r.now
	if here < 0 {
		return from
	}
	if waits := r.turns[len(r.turns)-1].visit.waits; waits.After(from) {
		from = waits
	}
	return from.Add(max(0, budget[here]-spent[here]))
}

// told is a promise as people are told of it: the time promised to the minute,
// whole minutes to spare, and one less the other.
func told(at, arrival time.Time) (due, comes time.Time, spare int) {
	spare = int(math.Floor(at.Sub(arrival).Minutes()))
	due = at.Add(-time.Duration(at.Second())*time.Second - time.Duration(at.Nanosecond()))
	return due, due.Add(time.Duration(-spare) * time.Minute), spare
}

// beganAt is when a promised activity began.
func (r *reading) beganAt(p countedPromise) time.Time {
	began := r.turns[p.began].at
	if p.waited && p.at.After(began) {
		began = p.at
		if p.end >= 0 && r.turns[p.end].at.Before(began) {
			began = r.turns[p.end].at
		}
	}
	return began
}

// toldBegan is when something of an activity began, as people are told.
func (r *reading) toldBegan(activity int, at time.Time) time.Time {
	if p, begun := r.promises[activity]; begun && !at.IsZero() && r.beganAt(p).Equal(at) {
		_, at, _ = told(p.at, at)
	}
	return at
}

// minutesText are minutes to spare, or those that are missing.
func minutesText(n int) string {
	switch {
	case n == 0:
		return "none spare"
	case n < 0:
		return fmt.Sprintf("%d min late", -n)
	}
	return fmt.Sprintf("%d min spare", n)
}

// expectPromises is what became of what was promised.
func (c *recount) expectPromises(x *counted, m standingAt, now time.Time, ended bool) {
	r := c.readAll(m, now)
	if len(r.turns) == 0 {
		return
	}
	status, budget, _ := c.status(m)
	spent, _, _ := c.spentAt(m, now)
	_, booked, hard := c.ends(m, now)
	end := c.projected(r, status, budget, spent, ended)
	coming := map[int]come{}
	if !ended {
		_, coming = c.walk(c.onwards(r, status, budget, spent), c.way(r, status), func(i int) time.Duration {
			return max(0, budget[i]-spent[i])
		}, r.fixedAt)
	}
	waited := map[int]time.Duration{}
	for i, d := range r.waited() {
		if r.turns[i].phase != run.NoPhase {
			waited[c.activity(r.turns[i].phase)] += d
		}
	}
	table := expectedTable{under: "Promises", columns: []string{"Promise", "In the plan", "Promised", "Come to", "Waited", "What became of it"}}
	clock := func(t time.Time) string { return t.In(c.booking.Zone).Format("15:04") }
	add := func(item, name, outcome string, planned, at, arrival, began time.Time, waited time.Duration) {
		row := map[string]people{"Promise": {name, name}}
		say := func(column, words string) { row[column] = people{words, words} }
		set := func(figure string, t time.Time) {
			if !t.IsZero() {
				x.set("promises", item, figure, utc(t))
			}
		}
		set("planned_at", planned)
		set("at", at)
		set("arrival", arrival)
		set("began", began)
		words := map[string]string{"not_reached": "not reached", "left_out": "left out", "withdrawn": "fixed no more"}[outcome]
		if outcome == "left_out" && waited > 0 {
			words = "left before its time"
		}
		if !at.IsZero() {
			say("Promised", clock(at))
		}
		if !arrival.IsZero() {
			due, comes, spare := told(at, arrival)
			say("Promised", clock(due))
			say("Come to", clock(comes))
			x.span("promises", item, "slack_s", at.Sub(arrival))
			x.set("promises", item, "spare_min", strconv.Itoa(spare))
			words = minutesText(spare)
			if outcome == "kept" && spare < 0 {
				outcome = "missed"
			} else {
				if _, _, early := told(at, began); !began.IsZero() && early > 0 {
					words = fmt.Sprintf("begun %d min early", early)
				}
				words = map[string]string{"kept": "kept", "to_come": "to come"}[outcome] + ", " + words
			}
		}
		if !planned.IsZero() && clock(planned) != row["Promised"].whole {
			row["In the plan"] = people{whole: clock(planned)}
		}
		x.set("promises", item, "outcome", outcome)
		x.span("promises", item, "waited_s", waited)
		if waited >= time.Minute {
			say("Waited", fmt.Sprintf("%d min", int(waited.Minutes())))
		} else if waited > 0 {
			say("Waited", "under 1 min")
		}
		say("What became of it", words)
		table.rows = append(table.rows, row)
		if outcome == "missed" && item != "" {
			_, _, spare := told(at, arrival)
			x.sentences = append(x.sentences, fmt.Sprintf("%s began %d min late.", c.plan.Activities[c.activity(slices.Index(c.names, item+"/1"))].Title, -spare))
		}
	}
	for a := range c.plan.Activities {
		activity := &c.plan.Activities[a]
		name := strconv.Itoa(a+1) + ". " + activity.Title
		planned, at := r.plannedAt(a), r.fixedAt(a)
		first := c.firstOf(a)
		if c.outside[first] {
			continue
		}
		if p, begun := r.promises[a]; begun {
			add(activity.ID, name, "kept", planned, p.at, r.turns[p.come].at, r.beganAt(p), waited[a])
			continue
		}
		if at.IsZero() {
			if !planned.IsZero() || waited[a] > 0 {
				add(activity.ID, name, "withdrawn", planned, at, time.Time{}, time.Time{}, waited[a])
			}
			continue
		}
		next, comes := coming[a]
		switch {
		case status[first] == "current":
			add(activity.ID, name, "to_come", planned, at, r.turns[r.turns[len(r.turns)-1].visit.from].at, time.Time{}, waited[a])
		case comes:
			add(activity.ID, name, "to_come", planned, next.at, next.arrival, time.Time{}, waited[a])
		case status[first] == "pending":
			add(activity.ID, name, "not_reached", planned, at, time.Time{}, time.Time{}, waited[a])
		default:
			add(activity.ID, name, "left_out", planned, at, time.Time{}, time.Time{}, waited[a])
		}
	}
	outcome := "to_come"
	if ended {
		outcome = "kept"
	}
	add("", "The end", outcome, booked, hard, end, time.Time{}, 0)
	if len(table.rows) > 1 || !ended {
		x.tables = append(x.tables, table)
	}
	if ended && !c.booking.Rehearsal {
		out, at, spare := told(hard, end)
		switch {
		case spare < 0:
			x.sentences = append(x.sentences, fmt.Sprintf("Ran over by %d min: it ended at %s, and everybody had to be out at %s.", -spare, clock(at), clock(out)))
		case spare > 0:
			x.sentences = append(x.sentences, fmt.Sprintf("Ended in time: at %s, %d min before everybody had to be out at %s.", clock(at), spare, clock(out)))
		}
	}
}

// expectTaken is what was taken in between.
func (c *recount) expectTaken(x *counted, m standingAt, now time.Time) {
	r := c.readAll(m, now)
	table := expectedTable{under: "Taken in between", columns: []string{"Activity", "Lasted", "From", "To", "Out of", "Come back"}}
	for i, taken := range r.takings {
		item, activity := strconv.Itoa(i+1), c.activity(taken.to)
		begin, end := r.turns[taken.begin].at, now
		to := "not ended"
		if taken.end >= 0 {
			end = r.turns[taken.end].at
			to = c.timeText(end)
		}
		lasted, _ := r.lasted(begin, end)
		x.set("taken", item, "activity", c.plan.Activities[activity].ID)
		x.set("taken", item, "out_of", c.names[taken.from])
		x.set("taken", item, "begin", utc(begin))
		x.set("taken", item, "end", utc(end))
		x.span("taken", item, "lasted_s", lasted)
		x.set("taken", item, "back", strconv.FormatBool(taken.back))
		x.set("taken", item, "open", strconv.FormatBool(taken.end < 0))
		name := strconv.Itoa(activity+1) + ". " + c.plan.Activities[activity].Title
		whole, brief := c.label(c.names[taken.from])
		back := map[bool]string{true: "yes", false: "no"}[taken.back]
		table.rows = append(table.rows, map[string]people{
			"Activity": {name, name}, "Lasted": {clockText(lasted), clockText(lasted)}, "From": {c.timeText(begin), c.timeText(begin)},
			"To": {to, to}, "Out of": {whole, brief}, "Come back": {back, back},
		})
	}
	if len(table.rows) > 0 {
		x.tables = append(x.tables, table)
	}
}
