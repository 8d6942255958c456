package plan

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/report"
	"facilitate/timer"
)

// showSpeech prints how long the spoken text of each phase takes.
func showSpeech(env *cli.Env, o showOptions, args []string) error {
	if o.rate == 0 {
		o.rate, _ = strconv.Atoi(env.Setting("words_a_minute"))
	}
	if o.rate != 0 && (o.rate < report.SlowestPace || o.rate > report.FastestPace) {
		return cli.Usage("--rate: nobody speaks %d words a minute; give %d to %d", o.rate, report.SlowestPace, report.FastestPace)
	}
	if o.forget && o.learn != "" {
		return cli.Usage("--learn and --forget-pace contradict each other; give one of them")
	}
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	var plan *session.Plan
	if o.forget {
		if err := library.ForgetPace(store); err != nil {
			return err
		}
	}
	if o.learn != "" {
		if plan, err = library.LearnPaceFrom(env, store, o.learn); err != nil {
			return err
		}
	}
	if plan == nil || len(args) > 0 {
		f, err := library.AskedPlan(env, args, library.Fill{})
		if err != nil {
			return err
		}
		plan = f.Plan
	}
	own, err := library.ReadSpeaker(store)
	if err != nil {
		fmt.Fprintln(env.Err, err) // the plan's own pace is left
	}
	t := newSpeechTable(plan, own, o.rate)
	if o.json {
		return env.AnswerJSON(t.object())
	}
	s := &show{plan: plan, width: env.Width(), bold: env.Bold()}
	t.print(s)
	return env.AnswerLong(s.String())
}

// mostSpoken is the part of a phase, in hundredths, above which what the
// facilitator says leaves the room too little of it.
const mostSpoken = 80

// speechMark says what is wrong with what is to be said in a phase.
type speechMark string

const (
	speechFits    speechMark = ""
	speechLonger  speechMark = "longer"  // than the phase
	speechCrowded speechMark = "crowded" // the room is left too little
)

var speechMarks = map[speechMark]string{
	speechLonger:  "! LONGER THAN THE PHASE",
	speechCrowded: "! LITTLE LEFT FOR THE ROOM",
}

// speechRow is a phase in the table of what is spoken.
type speechRow struct {
	activity *session.Activity
	number   int // of the phase, from 1
	phase    *session.Phase
	words    int
	mark     speechMark
}

// speechTable is how long the spoken text of a plan takes at one pace or at two.
type speechTable struct {
	plan  *session.Plan
	own   *library.Speaker
	paces []int // in words a minute; marks go by the last
	why   []string
	rows  []speechRow
	signs bool // some of it is written without blanks between words
}

func newSpeechTable(plan *session.Plan, own *library.Speaker, rate int) *speechTable {
	t := &speechTable{plan: plan, own: own, paces: []int{plan.WordsPerMinute}, why: []string{"the plan's pace"}}
	switch {
	case rate != 0:
		t.paces, t.why = append(t.paces, rate), append(t.why, "what --rate asks for")
	case own != nil:
		t.paces = append(t.paces, own.WordsPerMinute)
		t.why = append(t.why, fmt.Sprintf("yours, learnt on %s from %s in %s: %s",
			own.Learnt.Format(time.DateOnly), cli.Count(own.Words, "word", "words"), timer.MinSec(time.Duration(own.Spoken)), own.Run))
	}
	for i := range plan.Activities {
		a := &plan.Activities[i]
		for j := range a.Phases {
			ph := &a.Phases[j]
			row := speechRow{activity: a, number: j + 1, phase: ph, words: plan.SpokenWords(ph)}
			switch speech := session.SpeechAt(row.words, t.pace()); {
			case speech > ph.Duration:
				row.mark = speechLonger
			case ph.RoomWorks() && speech > ph.Duration*mostSpoken/100:
				row.mark = speechCrowded
			}
			t.rows = append(t.rows, row)
			t.signs = t.signs || slices.ContainsFunc(ph.Notes, func(n session.Note) bool { return session.IsUnspaced(n.Text) })
		}
	}
	return t
}

// pace is the one by which phases are marked.
func (t *speechTable) pace() int { return t.paces[len(t.paces)-1] }

// print prints the table; in a narrow one the marks stand on lines of their own.
func (t *speechTable) print(s *show) {
	s.strong("", t.plan.Title+": what is spoken")
	s.gap()
	for i, pace := range t.paces {
		s.line("  ", fmt.Sprintf("%d words a minute: %s", pace, t.why[i]))
	}
	s.gap()
	table := cli.Table{Width: s.width, Bold: s.bold, Columns: []cli.Column{{Title: "WORDS", Right: true}}}
	for _, pace := range t.paces {
		table.Columns = append(table.Columns, cli.Column{Title: fmt.Sprintf("AT %d", pace), Right: true, Wide: len("PLANNED")})
	}
	table.Columns = append(table.Columns, cli.Column{Title: "PLANNED", Right: true}, cli.Column{Title: "PHASE", Wide: 20, Least: 20})
	names := len(table.Columns) - 1
	_, left := table.Widths()
	stacked := left < 0 // then the names stand above their figures
	if stacked {
		table.Columns = table.Columns[:names]
	}
	above := ""
	row := func(words int, planned time.Duration, lead, name string) {
		cells := []string{strconv.Itoa(words)}
		for _, pace := range t.paces {
			cells = append(cells, timer.MinSec(session.SpeechAt(words, pace)))
		}
		if stacked {
			above += s.hang(lead, name)
		}
		table.Rows = append(table.Rows, cli.Row{Above: above, Cells: append(cells, timer.MinSec(planned), lead+"\t"+name)})
		above = ""
	}
	for _, r := range t.rows {
		lead, name := "", r.activity.Title
		if !r.activity.Single {
			switch {
			case r.number > 1:
			case stacked:
				above += s.hang("", name)
			default:
				table.Add(append(make([]string, names), name)...)
			}
			lead, name = "  ", r.phase.Name
		}
		name += settings(" · ", r.phase.Settings)
		if r.mark != speechFits {
			name += " " + speechMarks[r.mark]
		}
		row(r.words, r.phase.Duration, lead, name)
	}
	above += "\n"
	words, planned := t.total()
	row(words, planned, "", "all of it")
	s.WriteString(table.String())
	s.gap()
	if t.signs {
		s.line("", "Where there are no blanks between words, characters are counted, as the words that would say as much.")
	}
	if slices.ContainsFunc(t.rows, func(r speechRow) bool { return r.mark != speechFits }) {
		s.line("", fmt.Sprintf("Marks are by %d words a minute. Silences and answers come on top.", t.pace()))
	} else {
		s.line("", "Silences, answers and all that the room does come on top.")
	}
}

func (t *speechTable) total() (words int, planned time.Duration) {
	for _, r := range t.rows {
		words += r.words
		planned += r.phase.Duration
	}
	return words, planned
}

type (
	// speechJSON is the object of show --speech --json.
	speechJSON struct {
		Title   string            `json:"title"`
		PlanWPM int               `json:"plan_words_per_minute"`
		OwnWPM  int               `json:"own_words_per_minute,omitempty"`
		WPM     int               `json:"words_per_minute"` // that speech_s and marks go by
		Words   int               `json:"words"`
		Speech  cli.Seconds       `json:"speech_s"`
		Planned cli.Seconds       `json:"planned_s"`
		Phases  []speechPhaseJSON `json:"phases"`
	}
	speechPhaseJSON struct {
		Activity  string      `json:"activity"`
		Phase     int         `json:"phase"`
		Name      string      `json:"name"`
		Words     int         `json:"words"`
		Speech    cli.Seconds `json:"speech_s"`
		Planned   cli.Seconds `json:"planned_s"`
		RoomWorks bool        `json:"room_works"`
		Mark      speechMark  `json:"mark"`
	}
)

func (t *speechTable) object() speechJSON {
	words, planned := t.total()
	o := speechJSON{
		Title: t.plan.Title, PlanWPM: t.plan.WordsPerMinute, WPM: t.pace(),
		Words: words, Speech: cli.Seconds(session.SpeechAt(words, t.pace())), Planned: cli.Seconds(planned),
	}
	if t.own != nil {
		o.OwnWPM = t.own.WordsPerMinute
	}
	for _, r := range t.rows {
		o.Phases = append(o.Phases, speechPhaseJSON{
			r.activity.ID, r.number, r.phase.Name, r.words, cli.Seconds(session.SpeechAt(r.words, t.pace())),
			cli.Seconds(r.phase.Duration), r.phase.RoomWorks(), r.mark,
		})
	}
	return o
}
