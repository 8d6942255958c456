package runs

import (
	"fmt"
	"html"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/journal"
	"facilitate/session/run"
)

// everyFeature is a plan with all that a run can do something with.
const everyFeature = `
id: every-feature
title: Every feature
duration: 1h
start: "09:30"
activities:
  - {id: open, title: Opening, duration: 5m}
  - id: quiz
    title: Quiz
    phases: [{name: Ask, duration: 5m}, {name: Answer, duration: 5m}]
  - id: talk
    title: Talk
    phases: [{name: Hear, duration: 10m}, {name: Discuss, duration: 10m, at_least: 4m}]
  - {id: game, title: Game, duration: 5m, optional: true}
  - id: act
    title: Act
    phases: [{name: Plan, duration: 5m}, {name: Do, duration: 10m}]
  - {id: close, title: Closing, duration: 4m}
`

// reportedRuns are the runs whose reports are counted anew.
var reportedRuns = map[string]struct {
	booking run.Booking
	script  string
	plan    string // empty: everyFeature
}{
	"with everything": {booking: run.Booking{Start: reportStart, Zone: reportZone}, script: withEverything, plan: shippedSource()},
	"odd work":        {booking: run.Booking{Zone: reportZone, Rehearsal: true}, script: oddWork, plan: oddPlan},
	"one voice":       {booking: run.Booking{Start: reportStart, Zone: reportZone}, script: oneVoice, plan: oddPlan},
	"delivery": {booking: run.Booking{Start: reportStart, Zone: reportZone}, script: `
		0:00  book 0:30
		0:10  allot game 6m
		0:20  capture note before the start
		1:00  start
		1:10  undo
		1:30  start
		1:40  backdate 15s
		6:00  extend 1m
		6:10  trim 30s
		6:15  trim 10s
		6:17  undo
		8:00  next
		8:20  backdate 20s
		8:30  backdate 10s
		8:40  undo
		9:00  capture room Sleep matters
		9:10  capture parking Who pays?
		9:20  edit 3 Who pays for it?
		9:30  capture room A mistake
		9:40  strike 4
		10:00 pause
		10:20 pause question
		10:40 undo
		10:50 pause break
		12:00 next
		13:00 resume
		13:10 undo
		13:30 resume
		15:00 pause incident
		15:30 resume
		17:00 sleep 2m
		19:30 exclude-gap
		20:00 back
		21:00 next
		22:00 goto talk/2
		24:00 pause question
		24:30 crash 1m
		25:40 exclude-gap
		25:50 undo
		26:00 resume
		28:00 until 45:00
		28:05 undo
		28:08 until 44:00
		28:10 recover trim
		28:20 undo
		28:30 recover drop
		28:40 recover extend
		29:00 skip
		31:00 goto talk/1
		33:00 next
		33:30 sleep 45s
		34:30 skip activity
		35:00 pause
		35:10 sleep 20s
		35:40 exclude-gap
		35:50 resume
		36:00 goto act/1
		37:00 allot close 3m
		38:00 finish
		38:30 undo
		39:00 finish
		39:20 backdate 30s
	`},
	"promises": {booking: run.Booking{Start: reportStart, Zone: reportZone}, script: promisedScript, plan: promisedPlan},
	"promises, no longer": {booking: run.Booking{Start: reportStart, Zone: reportZone}, plan: promisedPlan, script: `
		0:00  fix coffee none
		0:10  start
		3:00  goto guest
		4:00  skip
		5:00  take look
		6:00  take coffee
		8:20  fix lunch +40:00
		9:00  fix walk +41:00
		9:30  fix walk none
	`},
	"promises, waiting": {booking: run.Booking{Start: reportStart, Zone: reportZone}, plan: promisedPlan, script: `
		0:00    start
		5:00    next
		29:40   goto coffee
		31:00   next
		49:20.5 next
		49:40   capture note she is not here yet
	`},
	"promises, practised": {booking: run.Booking{Zone: reportZone, Rehearsal: true}, plan: promisedPlan, script: `
		0:00  start
		2:00  credit
		3:00  lap
		4:00  take look
		5:00  credit
		6:00  credit
		7:00  credit
		8:00  credit
		10:00 credit
		11:00 credit
		11:30 undo
		12:00 credit
	`},
	"rehearsal": {booking: run.Booking{Zone: reportZone, Rehearsal: true}, script: `
		0:00  start
		2:00  lap
		4:00  pause
		4:30  resume
		5:00  lap
		5:10  undo
		5:20  lap
		9:00  next
		9:30  credit
		10:00 pause question
		10:10 credit
		10:12 crash 8s
		10:30 undo
		10:40 resume
		11:00 sleep 30s
		12:00 exclude-gap
		13:00 credit
		13:10 capture note say it slower
		14:00 next
		15:00 until 40:00
		16:00 pause break
		18:00 capture room the end
	`},
	"part": {booking: run.Booking{Zone: reportZone, Rehearsal: true, Part: &run.Part{From: 1, To: 2}, End: reportStart.Add(26 * time.Minute)}, script: `
		0:00  start
		2:00  lap
		3:00  jump talk/2
		9:00  next
	`},
	"never started": {booking: run.Booking{Start: reportStart, Zone: reportZone}, script: `
		0:00  allot game 7m
		1:00  capture note nobody came
	`},
}

var reportFormatNames = []string{"text", "markdown", "html", "csv", "json"}

// reportOf keeps a run and reports it in a format.
func reportOf(t testing.TB, name, format string) (c *recount, text string) {
	t.Helper()
	c, report := keptOnce(t, name)
	return c, report(format)
}

// keptOnce keeps a run, which is then reported in one format after the other.
func keptOnce(t testing.TB, name string) (c *recount, report func(format string) string) {
	t.Helper()
	dir := t.TempDir()
	plan := reportedRuns[name].plan
	if plan == "" {
		plan = everyFeature
	}
	id := kept(t, dir, plan, reportedRuns[name].booking, reportedRuns[name].script)
	replay, err := journal.Store{Dir: dir}.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = newRecount(replay); err != nil {
		t.Fatal(err)
	}
	return c, func(format string) string {
		t.Helper()
		return reported(t, dir, id, "--format", format)
	}
}

// TestReportAgreesWithTheJournal counts every figure anew from the entries of
// the journal, and wants it in all formats.
func TestReportAgreesWithTheJournal(t *testing.T) {
	t.Parallel()
	for name := range reportedRuns {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, report := keptOnce(t, name)
			x := c.expect()
			for _, format := range reportFormatNames {
				text := report(format)
				all := x.differences(format, text)
				for _, d := range all[:min(len(all), 10)] {
					t.Errorf("as %s: %s", format, d)
				}
				if len(all) > 0 {
					t.Log(text)
				}
			}
		})
	}
}

// TestReportedRunsUseEverything wants an event of every kind in them, and every
// command that says what people do taken back in one of them.
func TestReportedRunsUseEverything(t *testing.T) {
	t.Parallel()
	seen := map[reflect.Type]bool{}
	words, kinds, undone := map[run.Word]bool{}, map[run.PauseKind]bool{}, map[string]bool{}
	for name := range reportedRuns {
		c, _ := reportOf(t, name, "text")
		for i, e := range c.entries {
			seen[reflect.TypeOf(e.Event)] = true
			switch e := e.Event.(type) {
			case run.Moved:
				words[e.By] = true
			case run.Budgeted:
				words[e.By] = true
			case run.Stopped:
				kinds[e.Kind] = true
			}
			if word := workWord(e.Event); word != "" && !c.undoneAt(i).IsZero() {
				undone[word] = true
			}
		}
	}
	for _, e := range []run.Event{
		run.Booked{},
		run.Started{},
		run.Moved{},
		run.Stopped{},
		run.PauseNamed{},
		run.Resumed{},
		run.Budgeted{},
		run.Dropped{},
		run.Taken{},
		run.BegunEarly{},
		run.Fixed{},
		run.HardEndSet{},
		run.HardEndMoved{},
		run.Backdated{},
		run.GapExcluded{},
		run.Credited{},
		run.Lapped{},
		run.Undone{},
		run.GapRecorded{},
		run.Captured{},
		run.Edited{},
		run.Struck{},
		run.Gathered{},
		run.Paired{},
		run.Joined{},
		run.Departed{},
		run.SettingChosen{},
		run.QuizShown{},
		run.Revealed{},
		run.HandsCounted{},
		run.GroupsScored{},
		run.Asked{},
		run.Heard{},
		run.PassedOver{},
		run.FormTaken{},
		run.FormCorrected{},
		run.FormStruck{},
	} {
		if !seen[reflect.TypeOf(e)] {
			t.Errorf("no run has a %T", e)
		}
		if word := workWord(e); word != "" && !undone[word] {
			t.Errorf("in no run %s is taken back", word)
		}
	}
	for _, w := range []run.Word{
		run.CmdNext, run.CmdSkip, run.CmdBack, run.CmdGoto, run.CmdFinish, run.CmdExtend, run.CmdTrim, run.CmdAllot, run.CmdRecover,
	} {
		if !words[w] {
			t.Errorf("no run has a %s", w)
		}
	}
	for _, kind := range run.PauseKinds {
		if !kinds[kind] {
			t.Errorf("no run has a pause of kind %s", kind)
		}
	}
}

// TestCommandsHaveWords wants people never to read a command as programs do.
func TestCommandsHaveWords(t *testing.T) {
	t.Parallel()
	looked := 0
	for name := range reportedRuns {
		c, text := reportOf(t, name, "markdown")
		codes := map[string]bool{}
		for i := range c.entries {
			_, command, _, _, _, _ := c.changed(i)
			codes[command] = true
		}
		for _, table := range markdownTables(text) {
			if at := slices.Index(table.head, "What"); at >= 0 {
				for _, row := range table.rows {
					looked++
					if codes[row[at]] {
						t.Errorf("%s: people read %s", name, row[at])
					}
				}
			}
		}
	}
	if looked < 50 {
		t.Errorf("only %d commands were looked at", looked)
	}
}

// differences are where a report differs from what is expected.
func (x counted) differences(format, text string) []string {
	switch format {
	case "csv":
		got, err := csvFigures(text)
		if err != nil {
			return []string{err.Error()}
		}
		all := x.missing(got, false)
		for key := range got {
			_, known := x.figures[key]
			if !known && !slices.Contains(otherFigures, key.figure) {
				all = append(all, fmt.Sprintf("%v is %q, and nobody counted it", key, got[key]))
			}
		}
		return all
	case "json":
		got, err := jsonFigures(text)
		if err != nil {
			return []string{err.Error()}
		}
		return x.missing(got, true)
	case "markdown":
		return append(x.missingTables(markdownTables(text)), x.unsaid(unescaped(text))...)
	case "html":
		tables, err := htmlTables(text)
		if err != nil {
			return []string{err.Error()}
		}
		return append(x.missingTables(tables), x.unsaid(html.UnescapeString(text))...)
	}
	for _, t := range x.tables {
		if t.title != "" {
			x.sentences = append(slices.Clip(x.sentences), t.title)
		}
	}
	return append(x.missingLines(textLines(text)), x.unsaid(text)...)
}

// unsaid are the sentences that a report lacks.
func (x counted) unsaid(text string) (all []string) {
	said := oneLine(text) + oneLine(strings.NewReplacer("<p dir=\"auto\">", " ", "</p>", " ").Replace(text))
	for _, s := range x.sentences {
		if !strings.Contains(said, oneLine(s)) {
			all = append(all, "it does not say: "+s)
		}
	}
	return all
}

// otherFigures are those of the CSV that are not counted here: what the run is,
// and what the timeline draws.
var otherFigures = []string{"run", "kind", "state", "created", "visits", "planned_begin", "planned_end", "ended", "phase"}

// onlyCSV is whether a figure is counted up in the CSV alone: in the JSON it is
// the length of a list, or the sum of what is there.
func onlyCSV(key figureKey) bool {
	switch key.section {
	case "summary":
		switch key.figure {
		case "pauses", "not_reached", "changes", "changes_undone", "paused_s", "captures_room", "captures_parking", "captures_note":
			return true
		}
	case "activities":
		return key.figure == "began" || key.figure == "credited_s"
	case "phases":
		return key.figure == "credited_s"
	case "not_reached", "activities_not_reached", "evaluation_levels":
		return true
	case "people":
		return key.figure == "groups"
	case "rounds":
		return key.figure == "voices" || key.figure == "voices_heard"
	}
	return false
}

func (x counted) missing(got map[figureKey]string, inJSON bool) (all []string) {
	for key, want := range x.more {
		if inJSON && got[key] != want {
			all = append(all, fmt.Sprintf("%v is %q, and was counted as %q", key, got[key], want))
		}
	}
	for key, want := range x.figures {
		if inJSON && onlyCSV(key) {
			continue
		}
		value, ok := got[key]
		if inJSON && !ok && (key.figure == "open" || key.figure == "edited") && want == "false" {
			continue // left out
		}
		if value != want {
			all = append(all, fmt.Sprintf("%v is %q, and was counted as %q", key, value, want))
		}
	}
	slices.Sort(all)
	return all
}

func (x counted) missingTables(got []parsedTable) (all []string) {
	for _, want := range x.tables {
		at := slices.IndexFunc(got, func(t parsedTable) bool {
			return t.under == want.under && t.title == want.title && slices.Contains(t.upright().head, want.columns[0])
		})
		if at < 0 {
			all = append(all, fmt.Sprintf("there is no table %q %q", want.under, want.title))
			continue
		}
		t := got[at].upright()
		if len(t.rows) != len(want.rows) {
			all = append(all, fmt.Sprintf("%s %s has %d rows, and %d were counted", want.under, want.title, len(t.rows), len(want.rows)))
			continue
		}
		for n, row := range want.rows {
			for _, column := range want.columns {
				cell := ""
				if i := slices.Index(t.head, column); i >= 0 {
					cell = t.rows[n][i]
				}
				if cell != row[column].whole {
					all = append(all, fmt.Sprintf("%s %s, row %d, %s is %q, and was counted as %q", want.under, want.title, n+1, column, cell, row[column].whole))
				}
			}
		}
	}
	return all
}

// upright is a table whose figures stand one under the other, as one of one
// row.
func (t parsedTable) upright() parsedTable {
	if len(t.head) != 2 || t.head[0] != "Figure" {
		return t
	}
	turned := parsedTable{rows: [][]string{nil}}
	for _, row := range t.rows {
		turned.head = append(turned.head, row[0])
		turned.rows[0] = append(turned.rows[0], row[1])
	}
	return turned
}

// missingLines looks for each row as words in their order on one line, and
// wants these lines to be in order too.
func (x counted) missingLines(got map[string][]string) (all []string) {
	next := map[string]int{}
	for _, want := range x.tables {
		under := strings.ToUpper(want.under)
		lines := got[under]
		for n, row := range want.rows {
			if want.upright {
				for _, heading := range slices.Sorted(maps.Keys(row)) {
					if !slices.ContainsFunc(lines, func(l string) bool { return hasWords(l, heading+" "+row[heading].brief) }) {
						all = append(all, fmt.Sprintf("%s: no line has %s %s", under, heading, row[heading].brief))
					}
				}
				continue
			}
			words := ""
			for _, column := range want.columns {
				words += " " + row[column].brief
			}
			found := false
			for i := next[under]; i < len(lines) && !found; i++ {
				if found = inOrder(lines[i], words); found {
					next[under] = i + 1
				}
			}
			if !found {
				all = append(all, fmt.Sprintf("%s, row %d: no line has%s", under, n+1, words))
			}
		}
	}
	return all
}

// hasWords is whether a line has words one right after the other.
func hasWords(line, words string) bool {
	return strings.Contains(oneLine(line), oneLine(words))
}

// oneLine has the words of a text in one line, a blank before and after each.
func oneLine(text string) string { return " " + strings.Join(strings.Fields(text), " ") + " " }

// inOrder is whether a line has words in their order, others perhaps between.
func inOrder(line, words string) bool {
	at := 0
	fields := strings.Fields(line)
	for word := range strings.FieldsSeq(words) {
		i := slices.Index(fields[at:], word)
		if i < 0 {
			return false
		}
		at += i + 1
	}
	return true
}
