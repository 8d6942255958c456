package runs

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/timer"
)

// text is the history as people read it.
func (h *history) text(width int, bold lipgloss.Style) string {
	var b strings.Builder
	if h.plan != nil {
		b.WriteString(bold.Render(h.plan.Title) + "\n")
	}
	if len(h.runs) == 0 {
		kinds := "run"
		if h.kind != "" {
			kinds = map[string]string{"rehearsals": "rehearsal", "deliveries": "delivery"}[h.kind]
		}
		b.WriteString("there is no " + kinds + " yet: facilitate deliver and facilitate rehearse keep a record of each\n")
		return b.String()
	}
	if width < cli.Narrow {
		b.WriteString(h.stacked(width))
	} else {
		b.WriteString(h.list(width, bold))
	}
	if h.plan != nil {
		b.WriteString(h.chart(width, bold))
	}
	if i := slices.IndexFunc(h.runs, func(r pastRun) bool { return r.unread == nil }); i >= 0 {
		b.WriteString("\nmore of a run:\n  facilitate report " + h.runs[i].short + "\n")
	}
	return b.String()
}

// stacked is the list where there is no room for a table.
func (h *history) stacked(width int) string {
	var b strings.Builder
	for i := range h.runs {
		r := &h.runs[i]
		words := []string{string(r.info.Head.Kind), timer.MinSec(r.Lasted) + " long", drift(r.Drift), r.howFar()}
		switch {
		case r.unread != nil:
			words = []string{r.howFar()}
		case r.Ended && r.Passed == r.Phases:
			words = words[:3]
		}
		b.WriteString(r.short + "\n")
		if h.plan == nil && r.info.Head.Title != "" {
			words = append(words, r.info.Head.Title)
		}
		for _, line := range cli.Hang("  ", "  ", strings.Join(words, ", "), width) {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// list is the table of runs.
func (h *history) list(width int, bold lipgloss.Style) string {
	rows := [][]string{{"RUN", "KIND", "LENGTH", "AT THE END", "FINISHED"}}
	if h.plan == nil {
		rows[0] = append(rows[0], "PLAN")
	}
	for i := range h.runs {
		r := &h.runs[i]
		row := []string{r.short, string(r.info.Head.Kind), "–", "–", r.howFar()}
		if r.unread == nil {
			row[2], row[3] = timer.MinSec(r.Lasted), drift(r.Drift)
		}
		if h.plan == nil {
			row = append(row, r.info.Head.Title)
		}
		rows = append(rows, row)
	}
	lengths := 0
	for _, row := range rows {
		lengths = max(lengths, ansi.StringWidth(row[2]))
	}
	for _, row := range rows[1:] {
		row[2] = strings.Repeat(" ", lengths-ansi.StringWidth(row[2])) + row[2]
	}
	lines := strings.SplitAfter(cli.Table(rows), "\n")
	for i, line := range lines {
		line = strings.TrimSuffix(line, "\n")
		if ansi.StringWidth(line) > width {
			line = ansi.Truncate(line, width, "…")
		}
		if i == 0 {
			line = bold.Render(line)
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// howFar says how far a run came.
func (r *pastRun) howFar() string {
	words := fmt.Sprintf("%d of %d", r.Passed, r.Phases)
	switch {
	case r.unread != nil:
		return "cannot be read"
	case r.Ended && r.Passed == r.Phases:
		words = "yes"
	case r.Ended:
		words += ", ended"
	case r.info.Holder != nil:
		words += ", under way"
	}
	if r.Part {
		words += ", a part"
	}
	if len(r.damage) > 0 {
		words += ", damaged"
	}
	return words
}

// drift says in words how a run kept to its plan.
func drift(d time.Duration) string {
	switch d = d.Round(time.Second); {
	case d > 0:
		return timer.MinSec(d) + " behind"
	case d < 0:
		return timer.MinSec(-d) + " ahead"
	}
	return "as planned"
}

// The bars of the chart, from an eighth of what is planned twice over to all of
// it: the one in the middle is what is planned.
var bars = []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}

const notDone = "·"

// bar shows a time against what is planned.
func bar(took, planned time.Duration) string {
	if took == 0 {
		return notDone
	}
	half := len(bars) / 2
	eighths := int((took*time.Duration(half) + planned/2) / planned)
	return bars[min(max(eighths, 1), len(bars))-1]
}

// chart shows the activities' times over the runs, oldest first: a bar with
// its figure for each run while there is room, else the bars alone and the
// figures that sum them up.
func (h *history) chart(width int, bold lipgloss.Style) string {
	var runs []*pastRun
	for i := range h.runs {
		if r := &h.runs[i]; r.unread == nil {
			runs = append(runs, r)
		}
	}
	if len(runs) == 0 {
		return ""
	}
	slices.Reverse(runs)
	names, figures := len("ACTIVITY"), len("PLANNED")
	cell := len("21 Nov")
	for i := range h.plan.Activities {
		a := &h.plan.Activities[i]
		names = max(names, ansi.StringWidth(a.Title))
		figures = max(figures, len(timer.MinSec(activityPlanned(a))))
		for _, r := range runs {
			cell = max(cell, len(timer.MinSec(r.times[i]))+2)
		}
	}
	const gap = 2
	room := width - figures - 2*gap // for the names and the runs
	c := &chart{width: width, names: names, figures: figures, cell: cell, bold: bold}
	if wide := len(runs)*(cell+gap) - gap; wide <= room-min(names, leastName) {
		c.names = min(names, room-wide)
		return c.wide(h, runs)
	}
	return c.narrow(h, runs, room)
}

// leastName is how many columns of an activity's title are shown at least.
const leastName = 18

type chart struct {
	strings.Builder
	width, names, figures, cell int
	bold                        lipgloss.Style
}

// row begins a row with an activity's name and what is planned.
func (c *chart) row(name, planned, rest string, strong bool) {
	line := cli.Pad(ansi.Truncate(name, c.names, "…"), c.names) + fmt.Sprintf("  %*s  ", c.figures, planned) + rest
	line = strings.TrimRight(line, " ")
	if strong {
		line = c.bold.Render(line)
	}
	c.WriteString(line + "\n")
}

// wide has a bar and a figure for each run.
func (c *chart) wide(h *history, runs []*pastRun) string {
	var days, kinds []string
	for _, r := range runs {
		zone := r.info.Head.Booking.Zone
		if zone == nil {
			zone = time.UTC
		}
		days = append(days, fmt.Sprintf("%*s", c.cell, r.Started.In(zone).Format("2 Jan")))
		kinds = append(kinds, fmt.Sprintf("%*s", c.cell, kindWord(r)))
	}
	c.WriteByte('\n')
	c.row("ACTIVITY", "PLANNED", strings.Join(days, "  "), true)
	c.row("", "", strings.Join(kinds, "  "), true)
	for i := range h.plan.Activities {
		a := &h.plan.Activities[i]
		planned := activityPlanned(a)
		var cells []string
		for _, r := range runs {
			text := notDone
			if r.times[i] > 0 {
				text = bar(r.times[i], planned) + " " + fmt.Sprintf("%*s", c.cell-2, timer.MinSec(r.times[i]))
			}
			cells = append(cells, cli.Pad(strings.Repeat(" ", c.cell-ansi.StringWidth(text))+text, c.cell))
		}
		c.row(a.Title, timer.MinSec(planned), strings.Join(cells, "  "), false)
	}
	c.legend()
	return c.String()
}

// kindWord is short enough for a column.
func kindWord(r *pastRun) string {
	if r.info.Head.Kind == journal.Rehearsal {
		return "reh."
	}
	return "del."
}

// narrow has a bar for each run, of as many as there is room for.
func (c *chart) narrow(h *history, runs []*pastRun, room int) string {
	const gap = 2
	last, spread := len("NEWEST"), len("SPREAD")
	type figures struct{ last, spread string }
	all := make([]figures, len(h.plan.Activities))
	for i := range all {
		var times []time.Duration
		for _, r := range runs {
			if r.times[i] > 0 {
				times = append(times, r.times[i])
			}
		}
		all[i] = figures{notDone, notDone}
		if len(times) > 0 {
			all[i] = figures{timer.MinSec(times[len(times)-1]), timer.MinSec(slices.Min(times)) + "–" + timer.MinSec(slices.Max(times))}
		}
		last, spread = max(last, ansi.StringWidth(all[i].last)), max(spread, ansi.StringWidth(all[i].spread))
	}
	room -= last + gap + min(c.names, leastName)
	brief := room-spread-gap < len("RUNS")
	if !brief {
		room -= spread + gap
	}
	if most := max(room, len("RUNS")); len(runs) > most {
		runs = runs[len(runs)-most:]
	}
	columns := max(len(runs), len("RUNS"))
	c.names = min(c.names, max(min(c.names, leastName)+room-columns, len("ACTIVITY")))
	kinds := ""
	for _, r := range runs {
		kinds += kindWord(r)[:1]
	}
	right := func(text string, width int) string {
		return strings.Repeat(" ", gap+max(0, width-ansi.StringWidth(text))) + text
	}
	sums := func(newest, least string) string {
		if brief {
			return right(newest, last)
		}
		return right(newest, last) + right(least, spread)
	}
	c.WriteByte('\n')
	c.row("ACTIVITY", "PLANNED", cli.Pad("RUNS", columns)+sums("NEWEST", "SPREAD"), true)
	c.row("", "", kinds, true)
	for i := range h.plan.Activities {
		a := &h.plan.Activities[i]
		planned, line := activityPlanned(a), ""
		for _, r := range runs {
			line += bar(r.times[i], planned)
		}
		c.row(a.Title, timer.MinSec(planned), cli.Pad(line, columns)+sums(all[i].last, all[i].spread), false)
	}
	c.legend()
	return c.String()
}

// legend explains the signs.
func (c *chart) legend() {
	text := fmt.Sprintf("Oldest run first. %s as planned, %s half of that, %s twice that or more, %s not done in whole.", bars[3], bars[1], bars[7], notDone)
	for _, line := range cli.Wrap(text, c.width) {
		c.WriteString(line + "\n")
	}
}

// activityPlanned is what all phases of an activity are planned to take.
func activityPlanned(a *session.Activity) (sum time.Duration) {
	for i := range a.Phases {
		sum += a.Phases[i].Duration
	}
	return sum
}

// The objects of history --json; the command's help describes them.
type (
	historyObject struct {
		Runs       []pastRunObject      `json:"runs"`
		Activities []pastActivityObject `json:"activities,omitempty"`
	}
	pastRunObject struct {
		Run        string         `json:"run"`
		Short      string         `json:"short"`
		PlanID     string         `json:"plan_id,omitempty"`
		Title      string         `json:"title,omitempty"`
		Kind       string         `json:"kind,omitempty"`
		Part       bool           `json:"part"`
		Started    *cli.Instant   `json:"started,omitempty"`
		Lasted     *cli.Seconds   `json:"lasted_s,omitempty"`
		Drift      *cli.Seconds   `json:"drift_s,omitempty"`
		State      string         `json:"state,omitempty"`
		Passed     int            `json:"passed"`
		Phases     int            `json:"phases"`
		Activities []*cli.Seconds `json:"activities,omitempty"`
		Damage     []string       `json:"damage,omitempty"`
		Unread     string         `json:"unread,omitempty"`
	}
	pastActivityObject struct {
		Activity string      `json:"activity"`
		Title    string      `json:"title"`
		Planned  cli.Seconds `json:"planned_s"`
	}
)

func (h *history) object() historyObject {
	o := historyObject{Runs: []pastRunObject{}}
	for i := range h.runs {
		o.Runs = append(o.Runs, h.runs[i].object())
	}
	if h.plan != nil {
		for i := range h.plan.Activities {
			a := &h.plan.Activities[i]
			o.Activities = append(o.Activities, pastActivityObject{a.ID, a.Title, cli.Seconds(activityPlanned(a))})
		}
	}
	return o
}

func (r *pastRun) object() pastRunObject {
	head := &r.info.Head
	o := pastRunObject{
		Run: r.info.ID, Short: r.short, PlanID: head.PlanID, Title: head.Title, Kind: string(head.Kind),
		Part: r.Part, Passed: r.Passed, Phases: r.Phases, Damage: r.damage,
	}
	if r.unread != nil {
		o.Unread = session.CleanLine(r.unread.Error())
		return o
	}
	started, lasted, drift := cli.Instant(r.Started), cli.Seconds(r.Lasted), cli.Seconds(r.Drift)
	o.Started, o.Lasted, o.Drift = &started, &lasted, &drift
	switch {
	case r.Ended:
		o.State = "finished"
	case r.info.Holder != nil:
		o.State = "under_way"
	default:
		o.State = "unfinished"
	}
	for _, d := range r.times {
		var took *cli.Seconds
		if s := cli.Seconds(d); d > 0 {
			took = &s
		}
		o.Activities = append(o.Activities, took)
	}
	return o
}
