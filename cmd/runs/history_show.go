package runs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/cli"
	"facilitate/cmd/odds"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/timer"
)

func (h *history) text(width int, bold lipgloss.Style) string {
	var b strings.Builder
	if h.plan != nil {
		b.WriteString(bold.Render(h.plan.Title) + "\n")
	}
	if len(h.runs) == 0 {
		b.WriteString("there is no " + cmp.Or(string(h.kind), "run") + " yet: facilitate deliver and facilitate rehearse keep a record of each\n")
		return b.String()
	}
	if width < cli.Narrow {
		b.WriteString(h.listNarrow(width))
	} else {
		b.WriteString(h.list(width, bold))
	}
	if h.plan != nil {
		b.WriteString(h.chart(width, bold))
		b.WriteString(h.foretold(width))
	}
	if i := slices.IndexFunc(h.runs, func(r pastRun) bool { return r.info.Unread == nil }); i >= 0 {
		b.WriteString("\nmore of a run:\n  facilitate report " + h.runs[i].short + "\n")
	}
	return b.String()
}

func (h *history) foretold(width int) string {
	var all []*report.Foretold
	for i := range h.runs {
		all = append(all, h.runs[i].foretold)
	}
	return odds.History(all, func(i int) string { return h.runs[i].brief }, width)
}

// listNarrow is the list where there is no room for a table.
func (h *history) listNarrow(width int) string {
	var b strings.Builder
	for _, r := range h.runs {
		words := []string{string(r.info.Head.Kind), timer.MinSec(r.Lasted) + " long", drift(r.Drift), r.progress()}
		switch {
		case r.info.Unread != nil:
			words = []string{r.progress()}
		case r.Ended && r.Passed == r.Phases:
			words = words[:3]
		}
		b.WriteString(r.short + "\n")
		if h.plan == nil && r.info.Head.Title != "" {
			words = append(words, r.info.Head.Title)
		}
		b.WriteString(strings.Join(cli.Hang("  ", "  ", strings.Join(words, ", "), width), "\n") + "\n")
	}
	return b.String()
}

// leastPlan is how many columns of a plan's title are shown at least.
const leastPlan = 12

func (h *history) list(width int, bold lipgloss.Style) string {
	t := cli.Table{Columns: cli.Columns("RUN", "KIND", "LENGTH", "AT THE END", "FINISHED"), Width: width, Bold: bold, Cut: true}
	t.Columns[2].Right = true
	if h.plan == nil {
		t.Columns = append(t.Columns, cli.Column{Title: "PLAN", Least: leastPlan})
	}
	for _, r := range h.runs {
		row := []string{r.brief, string(r.info.Head.Kind), "–", "–", r.progress()}
		if r.info.Unread == nil {
			row[2], row[3] = timer.MinSec(r.Lasted), drift(r.Drift)
		}
		if h.plan == nil {
			row = append(row, r.info.Head.Title)
		}
		t.Add(row...)
	}
	return t.String()
}

func (r *pastRun) progress() string {
	words := fmt.Sprintf("%d of %d", r.Passed, r.Phases)
	switch {
	case r.info.Unread != nil:
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
	if len(r.info.Damage) > 0 {
		words += ", damaged"
	}
	return words
}

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

func bar(took, planned time.Duration) string {
	if took == 0 {
		return notDone
	}
	half := len(bars) / 2
	eighths := int((took*time.Duration(half) + planned/2) / planned)
	return bars[min(max(eighths, 1), len(bars))-1]
}

// leastName is how many columns of an activity's title are shown at least,
// where the rest leaves any room.
const leastName = 18

// chart shows the activities' times over the runs, oldest first: bars with figures while
// there is room, else the bars alone and the figures that sum them up.
func (h *history) chart(width int, bold lipgloss.Style) string {
	var runs []*pastRun
	for i := range h.runs {
		if r := &h.runs[i]; r.info.Unread == nil {
			runs = append(runs, r)
		}
	}
	if len(runs) == 0 {
		return ""
	}
	slices.Reverse(runs)
	t := h.wideChart(runs)
	t.Width = width
	if _, left := t.Widths(); left < 0 {
		t = h.narrowChart(runs, width)
	}
	t.Bold, t.Cut = bold, true
	legend := fmt.Sprintf("Oldest run first. %s as planned, %s half of that, %s twice that or more, %s not done in whole.", bars[3], bars[1], bars[7], notDone)
	return "\n" + t.String() + strings.Join(cli.Wrap(legend, width), "\n") + "\n"
}

func (h *history) wideChart(runs []*pastRun) *cli.Table {
	figure := 0
	for _, r := range runs {
		for _, took := range r.times {
			figure = max(figure, len(timer.MinSec(took)))
		}
	}
	t := &cli.Table{Columns: []cli.Column{{Title: "ACTIVITY", Least: leastName}, {Title: "PLANNED", Right: true}}}
	for _, r := range runs {
		title := r.Started.In(cmp.Or(r.info.Head.Booking.Zone, time.UTC)).Format("2 Jan") + "\n" + kindWord(r)
		t.Columns = append(t.Columns, cli.Column{Title: title, Right: true, Wide: max(figure+2, len("21 Nov"))})
	}
	for i, a := range h.plan.Activities {
		row := []string{a.Title, timer.MinSec(a.Duration())}
		for _, r := range runs {
			text := notDone
			if r.times[i] > 0 {
				text = fmt.Sprintf("%s %*s", bar(r.times[i], a.Duration()), max(figure, len("21 Nov")-2), timer.MinSec(r.times[i]))
			}
			row = append(row, text)
		}
		t.Add(row...)
	}
	return t
}

// kindWord is short enough for a column.
func kindWord(r *pastRun) string {
	if r.info.Head.Kind == journal.Rehearsal {
		return "reh."
	}
	return "del."
}

// narrowChart has a bar for each run, of as many as there is room for.
func (h *history) narrowChart(runs []*pastRun, width int) *cli.Table {
	t := &cli.Table{Width: width, Columns: []cli.Column{
		{Title: "ACTIVITY", Most: leastName}, {Title: "PLANNED", Right: true}, {Title: "RUNS"}, {Title: "NEWEST", Right: true}, {Title: "SPREAD", Right: true},
	}}
	for i, a := range h.plan.Activities {
		var times []time.Duration
		for _, r := range runs {
			if r.times[i] > 0 {
				times = append(times, r.times[i])
			}
		}
		row := []string{a.Title, timer.MinSec(a.Duration()), "", notDone, notDone}
		if len(times) > 0 {
			row[3] = timer.MinSec(times[len(times)-1])
			row[4] = timer.MinSec(slices.Min(times)) + "–" + timer.MinSec(slices.Max(times))
		}
		t.Add(row...)
	}
	_, left := t.Widths()
	if left < 0 {
		t.Columns = t.Columns[:4]
		_, left = t.Widths()
	}
	runs = runs[max(0, len(runs)-len("RUNS")-max(0, left)):]
	t.Columns[0].Most, t.Columns[0].Least = 0, len("ACTIVITY")
	t.Columns[2].Title += "\n"
	for _, r := range runs {
		t.Columns[2].Title += kindWord(r)[:1]
		for i := range h.plan.Activities {
			t.Rows[i].Cells[2] += bar(r.times[i], h.plan.Activities[i].Duration())
		}
	}
	return t
}

// The objects of history --json; the command's help describes them.
type (
	historyJSON struct {
		Runs       []pastRunJSON      `json:"runs"`
		Folder     string             `json:"folder"`
		Bytes      int64              `json:"bytes"`
		Activities []pastActivityJSON `json:"activities,omitempty"`
	}
	pastRunJSON struct {
		Run        string           `json:"run"`
		Short      string           `json:"short"`
		PlanID     string           `json:"plan_id,omitempty"`
		Title      string           `json:"title,omitempty"`
		Kind       string           `json:"kind,omitempty"`
		Part       bool             `json:"part"`
		Started    *cli.Instant     `json:"started,omitempty"`
		Lasted     *cli.Seconds     `json:"lasted_s,omitempty"`
		Drift      *cli.Seconds     `json:"drift_s,omitempty"`
		State      string           `json:"state,omitempty"`
		Passed     int              `json:"passed"`
		Phases     int              `json:"phases"`
		Activities []*cli.Seconds   `json:"activities,omitempty"`
		Foretold   *report.Foretold `json:"foretold,omitempty"`
		Damage     []string         `json:"damage,omitempty"`
		Unread     string           `json:"unread,omitempty"`
	}
	pastActivityJSON struct {
		Activity string      `json:"activity"`
		Title    string      `json:"title"`
		Planned  cli.Seconds `json:"planned_s"`
	}
)

func (h *history) object() historyJSON {
	o := historyJSON{Runs: []pastRunJSON{}, Folder: h.folder, Bytes: h.bytes}
	for i := range h.runs {
		o.Runs = append(o.Runs, h.runs[i].object())
	}
	if h.plan != nil {
		for i := range h.plan.Activities {
			a := &h.plan.Activities[i]
			o.Activities = append(o.Activities, pastActivityJSON{a.ID, a.Title, cli.Seconds(a.Duration())})
		}
	}
	return o
}

func (r *pastRun) object() pastRunJSON {
	head := &r.info.Head
	o := pastRunJSON{
		Run: r.info.ID, Short: r.short, PlanID: head.PlanID, Title: head.Title, Kind: string(head.Kind),
		Part: r.Part, Passed: r.Passed, Phases: r.Phases, Damage: r.info.Damage,
	}
	if r.info.Unread != nil {
		o.Unread = session.CleanLine(r.info.Unread.Error())
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
	o.Foretold = r.foretold
	for _, d := range r.times {
		var took *cli.Seconds
		if s := cli.Seconds(d); d > 0 {
			took = &s
		}
		o.Activities = append(o.Activities, took)
	}
	return o
}
