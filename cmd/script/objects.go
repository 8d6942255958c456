package script

import (
	"encoding/json"
	"io"
	"time"

	"facilitate/cmd/cli"
	"facilitate/session/run"
)

// simulateJSON is one object of the output; docs/simulate.md describes it.
type simulateJSON struct {
	Offset       cli.Seconds                   `json:"offset_s"`
	Command      string                        `json:"command"`
	Refused      string                        `json:"refused,omitempty"`
	State        string                        `json:"state"`
	Activity     string                        `json:"activity"`
	Phase        int                           `json:"phase"`
	Budget       cli.Seconds                   `json:"budget_s"`
	Spent        cli.Seconds                   `json:"spent_s"`
	Remaining    cli.Seconds                   `json:"remaining_s"`
	ProjectedEnd cli.Instant                   `json:"projected_end"`
	PlannedEnd   cli.Instant                   `json:"planned_end"`
	HardEnd      cli.Instant                   `json:"hard_end"`
	Drift        cli.Seconds                   `json:"drift_s"`
	InHand       cli.Seconds                   `json:"in_hand_s"`
	Paused       map[run.PauseKind]cli.Seconds `json:"paused_s"`
	LatestStart  map[string]cli.Instant        `json:"latest_start"`
	Promises     []promiseJSON                 `json:"promises"`
	Verdict      verdictJSON                   `json:"verdict"`
	Shown        shownJSON                     `json:"shown"`
	Phases       []simulatePhaseJSON           `json:"phases"`
	Odds         *oddsJSON                     `json:"odds,omitempty"`
}

// oddsJSON is a forecast; without one only how many runs there are to learn from.
type oddsJSON struct {
	Runs     int          `json:"runs"`
	Early    *cli.Instant `json:"early,omitempty"`
	Middle   *cli.Instant `json:"middle,omitempty"`
	Late     *cli.Instant `json:"late,omitempty"`
	OnTime   *float64     `json:"on_time,omitempty"`
	Promises []chanceJSON `json:"promises,omitempty"`
}

type chanceJSON struct {
	Activity string  `json:"activity"` // empty: the end
	Kept     float64 `json:"kept"`
}

// promiseJSON is a promise; the activity is empty where it is the end.
type promiseJSON struct {
	Activity string      `json:"activity"`
	At       cli.Instant `json:"at"`
	Arrival  cli.Instant `json:"arrival"`
	Slack    cli.Seconds `json:"slack_s"`
}

type verdictJSON struct {
	Activity string      `json:"activity"`
	Slack    cli.Seconds `json:"slack_s"`
}

// shownJSON is the verdict as people are told of it: times of day.
type shownJSON struct {
	Arrival string `json:"arrival"`
	At      string `json:"at"`
	Spare   int    `json:"spare_min"`
}

type simulatePhaseJSON struct {
	Activity string      `json:"activity"`
	Phase    int         `json:"phase"`
	Status   string      `json:"status"`
	Budget   cli.Seconds `json:"budget_s"`
	Spent    cli.Seconds `json:"spent_s"`
}

func newObjects(sim *simulation, out io.Writer) printer {
	to := json.NewEncoder(out)
	to.SetEscapeHTML(false)
	return func(command string, now time.Time, refused error) error {
		return to.Encode(sim.object(command, now, refused))
	}
}

func (sim *simulation) object(command string, now time.Time, refused error) *simulateJSON {
	s := sim.state
	r := simulateJSON{
		Offset: cli.Seconds(sim.offset), Command: command, State: s.StageAt(now),
		ProjectedEnd: cli.Instant(s.ProjectedEnd(now)), PlannedEnd: cli.Instant(s.PlannedEnd(now)), HardEnd: cli.Instant(s.HardEnd(now)),
		Drift: cli.Seconds(s.Drift(now)), InHand: cli.Seconds(s.InHand(now)),
		Paused: map[run.PauseKind]cli.Seconds{}, LatestStart: map[string]cli.Instant{},
	}
	if refused != nil {
		r.Refused = refused.Error()
	}
	for kind, d := range s.Paused(now) {
		r.Paused[kind] = cli.Seconds(d)
	}
	for a, at := range s.LatestStarts(now) {
		if !at.IsZero() {
			r.LatestStart[s.Plan().Activities[a].ID] = cli.Instant(at)
		}
	}
	sim.promises(&r, now)
	r.Odds = sim.odds(now)
	for i, p := range s.Phases() {
		r.Phases = append(r.Phases, simulatePhaseJSON{
			s.Activity(i).ID, p.Number, p.Status.String(), cli.Seconds(p.Budget), cli.Seconds(s.Spent(i, now)),
		})
	}
	if p := s.Current(); p != run.NoPhase {
		c := r.Phases[p]
		r.Activity, r.Phase, r.Budget, r.Spent = c.Activity, c.Phase, c.Budget, c.Spent
		r.Remaining = cli.Seconds(s.Remaining(now))
	}
	return &r
}

func (sim *simulation) odds(now time.Time) *oddsJSON {
	if sim.forecaster == nil {
		return nil
	}
	o := &oddsJSON{Runs: sim.forecaster.Runs()}
	f, ok := sim.forecaster.At(sim.state, now)
	if !ok {
		return o
	}
	instant := func(t time.Time) *cli.Instant { i := cli.Instant(t); return &i }
	onTime := f.End()
	o.Early, o.Middle, o.Late, o.OnTime = instant(f.Early), instant(f.Middle), instant(f.Late), &onTime
	for _, p := range f.Promises {
		o.Promises = append(o.Promises, chanceJSON{sim.activity(p.Activity), p.Kept})
	}
	return o
}

// activity is the id of what a promise is about; empty: the end.
func (sim *simulation) activity(index int) string {
	if index == run.End {
		return ""
	}
	return sim.state.Plan().Activities[index].ID
}

func (sim *simulation) promises(r *simulateJSON, now time.Time) {
	s := sim.state
	for _, p := range s.Promises(now) {
		r.Promises = append(r.Promises, promiseJSON{sim.activity(p.Activity), cli.Instant(p.At), cli.Instant(p.Arrival), cli.Seconds(p.Slack())})
	}
	verdict := s.Verdict(now)
	r.Verdict = verdictJSON{sim.activity(verdict.Activity), cli.Seconds(verdict.Slack())}
	shown := verdict.Shown()
	r.Shown = shownJSON{sim.clock(shown.Arrival), sim.clock(shown.At), shown.Spare}
}
