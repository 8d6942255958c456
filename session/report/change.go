package report

import (
	"strings"
	"time"

	"facilitate/session/run"
)

// Change is a command that changed times, statuses or ends, or that was taken back.
type Change struct {
	At      time.Time `json:"at"`
	Command string    `json:"command"`         // as a script writes it, without times and targets
	Phase   string    `json:"phase,omitempty"` // that was current
	Effects []Effect  `json:"effects"`
	Undone  time.Time `json:"undone,omitzero"` // when it was taken back
}

// Effect is a figure that a command changed.
type Effect struct {
	Figure string `json:"figure"`          // as figureNames has it
	Phase  string `json:"phase,omitempty"` // whose; none: the session's
	From   any    `json:"from"`            // Seconds, time.Time or string, or nil where there was none
	To     any    `json:"to"`
}

// changes are what was given that changed times, statuses or ends otherwise
// than the plan has it, or was taken back, oldest first.
func (f *folded) changes() []Change {
	all := []Change{}
	for _, g := range f.history {
		if g.Undone.IsZero() && asPlanned(&g) {
			continue
		}
		command := strings.TrimSpace(string(g.Word) + " " + g.Option)
		c := Change{At: g.At.UTC(), Command: command, Phase: f.name(g.Phase), Effects: []Effect{}, Undone: g.Undone.UTC()}
		for _, e := range g.Effects {
			c.Effects = append(c.Effects, Effect{figureNames[e.Figure], f.name(e.Phase), figure(e.From), figure(e.To)})
		}
		all = append(all, c)
	}
	return all
}

// asPlanned is whether a command is none of the changes: the session went on, or
// paused, or something was taken in between, which have sections of their own.
func asPlanned(g *run.Given) bool {
	switch g.Word {
	case run.CmdStart, run.CmdNext, run.CmdFinish, run.CmdPause, run.CmdResume, run.CmdTake:
		return true
	}
	return len(g.Effects) == 0
}

// figureNames are what programs call figures.
var figureNames = map[run.Figure]string{
	run.FigureBudget: "budget_s", run.FigureStatus: "status", run.FigureHardEnd: "hard_end",
	run.FigureStart: "scheduled_start", run.FigureMove: "last_move", run.FigureGap: "paused_gap_s",
	run.FigureCredited: "credited_s", run.FigureSpent: "spent_s", run.FigurePause: "pause", run.FigureFixed: "fixed_at",
}

func figure(value any) any {
	switch v := value.(type) {
	case time.Duration:
		return Seconds(v)
	case time.Time:
		return v.UTC()
	case run.Status:
		return v.String()
	case run.PauseKind:
		return string(v)
	}
	return nil
}
