package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

func safetyLines(m *Model, width int) []string {
	if len(m.plan.Safety) == 0 {
		return draw.Wrap("  "+words.NoSafety, width)
	}
	var lines []string
	for _, item := range m.plan.Safety {
		lines = append(lines, draw.Hang(m.theme.BadText.Render("!")+" ", "  ", m.prose.Lines(item, width-3))...)
	}
	return draw.Hang(" ", " ", lines)
}

func newSafetyPanel(m *Model) panel {
	return &textPanel{heading: "SAFETY CARD", opens: m.keys.Safety, lines: safetyLines}
}

// helpLines are the keys that do something at this moment.
func helpLines(m *Model, width int) []string {
	k := m.keys
	works := append(collect(m.bindings(), func(d deed) key.Binding { return d.key }), k.Suspend, k.Close)
	var lines []string
	for _, b := range slices.Concat([]key.Binding{k.Start, k.BookStart, k.Tick, k.TakeClicker}, k.rehearsal(), k.console(), k.work(), k.room()) {
		if b.Enabled() && slices.ContainsFunc(works, func(w key.Binding) bool { return w.Help() == b.Help() }) {
			lines = append(lines, draw.Hang("  "+m.theme.Strong.Render(draw.Pad(b.Help().Key, 7)), strings.Repeat(" ", 9), draw.Wrap(b.Help().Desc, width-9))...)
		}
	}
	return lines
}

// sign marks a phase's status without a colour.
func sign(s run.Status) string {
	return map[run.Status]string{run.Pending: "·", run.Current: "▸", run.Done: "✓", run.Skipped: "×"}[s]
}

// promised says of each activity with a fixed time still to come when that is,
// and how far from it the session will be.
func (m *Model) promised() map[int]string {
	said := map[int]string{}
	for _, p := range m.state().Promises(m.now) {
		if shown := p.Shown(); p.Activity != run.End {
			said[p.Activity] = " (fixed " + m.label(shown.At) + ", " + words.Spare(shown.Spare) + ")"
		}
	}
	if at, waits := m.state().Waiting(m.now); waits {
		said[m.state().Phases()[m.state().Current()].Activity] = " (waits for " + m.label(at) + ")"
	}
	return said
}

// agendaLines are all phases with the times planned, expected or actual, and
// the latest at which an activity can begin so that the rest still fits.
func agendaLines(m *Model, width int) []string {
	s := m.state()
	planned, expected, visits := s.Planned(m.now), s.Expected(m.now), s.Visits(m.now)
	latest, promised := s.LatestStarts(m.now), m.promised()
	// A narrow window has room for the names beside two of the columns.
	columns := func(plan, now, latest, given, took string) string {
		if width < 60 {
			return fmt.Sprintf("%-6s %-6s", now, given)
		}
		return fmt.Sprintf("%-6s %-6s %-6s %-5s %-6s", plan, now, latest, given, took)
	}
	head := "    " + columns("PLAN", "NOW", "LATEST", "MIN", "TOOK")
	lines := []string{m.theme.Faint.Render(head)}
	activity := -1
	for i, p := range s.Phases() {
		if p.Outside {
			continue
		}
		if p.Activity != activity {
			activity = p.Activity
			if len(m.plan.Activities[activity].Phases) > 1 {
				lines = append(lines, strings.Repeat(" ", len(head))+m.theme.Strong.Render(draw.Fit(m.plan.Activities[activity].Title+promised[activity], width-len(head))))
			}
		}
		plan, now := m.labelOr(planned[i].Begin, "–"), "–" // a spare activity has no time of its own
		switch {
		case len(visits[i]) > 0 && p.Status != run.Pending:
			now = m.label(visits[i][0].Begin)
		case p.Status == run.Pending:
			now = m.labelOr(expected[i].Begin, "–")
		}
		took := ""
		if spent := s.Spent(i, m.now); spent > 0 || p.Status == run.Done {
			took = timer.MinSec(spent.Truncate(time.Second))
		}
		name := p.Plan.Name + promised[activity]
		if len(m.plan.Activities[activity].Phases) > 1 {
			name = "  " + p.Plan.Name
		}
		by := either(p.Number == 1, m.labelOr(latest[activity], ""), "")
		row := "  " + sign(p.Status) + " " + columns(plan, now, by, timer.MinSec(p.Budget), took)
		if p.Budget != p.Plan.Duration {
			name += " (planned " + timer.MinSec(p.Plan.Duration) + ")"
		}
		row = draw.Fit(row+name, width)
		if p.Status == run.Current {
			row = m.theme.Strong.Render(row)
		}
		lines = append(lines, row)
	}
	v := m.verdict()
	lines = append(lines, "")
	return append(lines, draw.Hang("  ", "  ", draw.Wrap("planned end "+m.label(s.PlannedEnd(m.now))+" · "+v.Line()+" · out by "+v.Out, width-3))...)
}

// agendaSides is what stands beside a title in the agenda: its sign and time of
// day before it, its minutes after it.
const agendaSides = 8 + 1 + 6

// agendaNeeds is the width in which no title of the agenda takes a second line.
func agendaNeeds(p *session.Plan) (width int) {
	for i := range p.Activities {
		width = max(width, agendaSides+lipgloss.Width(p.Activities[i].Title))
	}
	return width
}

// agendaColumn is the agenda beside the console: when each activity is
// expected to begin, or began, the current one with its phases, and a ribbon
// of the session in proportion to time.
func (m *Model) agendaColumn(width, height int) []string {
	s := m.state()
	expected, visits := s.Expected(m.now), s.Visits(m.now)
	lines := []string{m.theme.Panel.Render(draw.Pad(" AGENDA", width))}
	here, inner := -1, 0
	if p := s.Current(); p != run.NoPhase {
		if here = s.Phases()[p].Activity; !m.plan.Activities[here].Single {
			inner = len(m.plan.Activities[here].Phases)
		}
	}
	room := max(0, height-len(lines)-3)
	first, end := m.activities()
	rowsFrom := func(top int, isWhole bool) (rows []string) {
		for a := top; a < end && len(rows) <= room; a++ {
			rows = append(rows, m.agendaRow(a, width, isWhole, expected, visits)...)
			for i := 0; a == here && i < inner; i++ {
				p := s.Phases()[s.FirstOf(a)+i]
				rows = append(rows, draw.Apart("        "+sign(p.Status)+" "+p.Plan.Name, timer.MinSec(p.Budget), width))
			}
		}
		return rows
	}
	// Where not all titles fit whole, each has a line, and those around the current
	// activity are seen.
	rows := rowsFrom(first, true)
	if len(rows) > room {
		rows = rowsFrom(max(first, min(here-room/3, end+inner-room)), false)
	}
	lines = append(append(lines, rows[:min(len(rows), room)]...), "")
	return append(lines, m.ribbon(width)...)
}

// agendaRow is an activity in the agenda: with its whole title, in as many lines as
// that takes, or in one.
func (m *Model) agendaRow(a, width int, isWhole bool, expected []run.Window, visits [][]run.Window) []string {
	status, budget, begin := m.activityAt(a, expected, visits)
	title := []string{m.plan.Activities[a].Title}
	if isWhole {
		title = draw.Wrap(title[0], width-agendaSides)
	}
	title[0] = draw.Apart(title[0], padLeft(words.Minutes(budget), 6), width-8)
	rows := draw.Hang(sign(status)+" "+begin+" ", "        ", title)
	for i := range rows {
		switch status {
		case run.Current:
			rows[i] = m.theme.Strong.Render(rows[i])
		case run.Done, run.Skipped:
			rows[i] = m.theme.Faint.Render(rows[i])
		}
	}
	return rows
}

// activityAt is an activity's status, its time, and when it began or is expected to.
func (m *Model) activityAt(a int, expected []run.Window, visits [][]run.Window) (status run.Status, budget time.Duration, begin string) {
	s := m.state()
	first := s.FirstOf(a)
	var at time.Time
	has := map[run.Status]bool{}
	for i := first; i < first+len(m.plan.Activities[a].Phases); i++ {
		p := s.Phases()[i]
		budget += p.Budget
		has[p.Status] = true
		switch {
		case !at.IsZero():
		case len(visits[i]) > 0:
			at = visits[i][0].Begin
		case p.Status == run.Pending:
			at = expected[i].Begin
		}
	}
	for _, status = range []run.Status{run.Current, run.Pending, run.Done, run.Skipped} {
		if has[status] {
			break
		}
	}
	return status, budget, m.labelOr(at, "  –  ")
}

// ribbon is the session from its start to its hard end, with now on it.
func (m *Model) ribbon(width int) []string {
	s := m.state()
	from := s.ScheduledStart(m.now)
	if at, ok := s.StartedAt(); ok && at.Before(from) {
		from = at
	}
	end, hard := s.ProjectedEnd(m.now), s.HardEnd(m.now)
	to := slices.MaxFunc([]time.Time{hard, end}, time.Time.Compare)
	span := to.Sub(from)
	if span <= 0 {
		return nil
	}
	cell := func(t time.Time) int {
		return max(0, min(width-1, int(int64(t.Sub(from))*int64(width)/int64(span))))
	}
	bar := []rune(strings.Repeat("─", cell(end)) + strings.Repeat(" ", width-cell(end)))
	copy(bar, []rune(strings.Repeat("█", cell(m.now))))
	for a, w := range s.Expected(m.now) {
		if s.Phases()[a].Number == 1 && s.Phases()[a].Status == run.Pending {
			bar[cell(w.Begin)] = '┬'
		}
	}
	if hard.Before(to) {
		bar[cell(hard)] = '!'
	}
	bar[width-1] = '┤'
	return []string{
		draw.Blocks(string(bar), m.theme.Strong),
		draw.Apart(m.label(from), "out by "+m.label(hard), width),
	}
}

// either is one of two, by whether something is so.
func either[T any](is bool, one, other T) T {
	if is {
		return one
	}
	return other
}

// collect is what is made of each of some things.
func collect[T, U any](all []T, of func(T) U) []U {
	made := make([]U, len(all))
	for i, one := range all {
		made[i] = of(one)
	}
	return made
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-len([]rune(s)))) + s
}
