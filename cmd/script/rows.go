package script

import (
	"fmt"
	"io"
	"time"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/cli"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// newRows prints the state as a row of a table, in the words of the console.
func newRows(sim *simulation, out io.Writer, width int, bold lipgloss.Style) printer {
	table := cli.Table{Width: width, Bold: bold, Columns: []cli.Column{
		{Title: "TIME", Wide: 5},
		{Title: "COMMAND", Wide: 12, Most: 12, Least: 8},
		{Title: "NOW", Wide: 28, Most: 28, Least: 10},
		{Title: "LEFT", Wide: 6, Right: true},
		{Title: "ENDS", Wide: 5},
		{Title: "VERDICT", Wide: 28, Least: 12},
	}}
	return func(command string, now time.Time, refused error) error {
		table.Rows = nil
		table.Add(sim.cells(command, now)...)
		text := table.String()
		if f, ok := sim.forecaster.At(sim.state, now); ok {
			text += "       " + words.Likely(&f, sim.clock) + "\n"
		}
		if refused != nil {
			text += fmt.Sprintf("       refused: %s\n", refused)
		}
		for i := range table.Columns {
			table.Columns[i].Title = "" // the header stands once
		}
		_, err := io.WriteString(out, text)
		return err
	}
}

func (sim *simulation) cells(command string, now time.Time) []string {
	s := sim.state
	v := words.VerdictOf(s, now, sim.clock)
	here, left := s.StageAt(now), ""
	if p := s.Current(); p != run.NoPhase {
		if at, waits := s.Waiting(now); waits {
			left = "from " + sim.clock(at)
		} else {
			left = timer.Countdown(s.Remaining(now))
		}
		here = s.Activity(p).PhaseTitle(s.Phases()[p].Plan, ": ")
		if s.Stage() == run.Paused {
			here += " (paused)"
		}
	}
	return []string{sim.clock(now), command, here, left, v.Ends, v.Word()}
}
