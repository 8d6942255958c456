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
		return env.AnswerJSON(t)
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

// speechTable is how long the spoken text of a plan takes at one pace or at two,
// and the object of show --speech --json.
type speechTable struct {
	Title   string      `json:"title"`
	PlanWPM int         `json:"plan_words_per_minute"`
	OwnWPM  int         `json:"own_words_per_minute,omitempty"`
	WPM     int         `json:"words_per_minute"` // that speech_s and marks go by
	Words   int         `json:"words"`
	Speech  cli.Seconds `json:"speech_s"`
	Planned cli.Seconds `json:"planned_s"`
	Phases  []speechRow `json:"phases"`

	paces []int // in words a minute; marks go by the last
	why   []string
	signs bool // some of it is written without blanks between words
}

type speechRow struct {
	Activity  string      `json:"activity"`
	Number    int         `json:"phase"` // from 1
	Name      string      `json:"name"`
	Words     int         `json:"words"`
	Speech    cli.Seconds `json:"speech_s"`
	Planned   cli.Seconds `json:"planned_s"`
	RoomWorks bool        `json:"room_works"`
	Mark      speechMark  `json:"mark"`

	activity *session.Activity
	settings []session.Setting
}

func newSpeechTable(plan *session.Plan, own *library.Speaker, rate int) *speechTable {
	t := &speechTable{Title: plan.Title, PlanWPM: plan.WordsPerMinute, paces: []int{plan.WordsPerMinute}, why: []string{"the plan's pace"}}
	if own != nil {
		t.OwnWPM = own.WordsPerMinute
	}
	switch {
	case rate != 0:
		t.paces, t.why = append(t.paces, rate), append(t.why, "what --rate asks for")
	case own != nil:
		t.paces = append(t.paces, own.WordsPerMinute)
		t.why = append(t.why, fmt.Sprintf("yours, learnt on %s from %s in %s: %s",
			own.Learnt.Format(time.DateOnly), cli.Count(own.Words, "word", "words"), timer.MinSec(time.Duration(own.Spoken)), own.Run))
	}
	t.WPM = t.paces[len(t.paces)-1]
	for i := range plan.Activities {
		a := &plan.Activities[i]
		for j := range a.Phases {
			ph := &a.Phases[j]
			words := plan.SpokenWords(ph)
			speech, mark := session.SpeechAt(words, t.WPM), speechFits
			switch {
			case speech > ph.Duration:
				mark = speechLonger
			case ph.RoomWorks() && speech > ph.Duration*mostSpoken/100:
				mark = speechCrowded
			}
			t.Phases = append(t.Phases, speechRow{
				a.ID, j + 1, ph.Name, words, cli.Seconds(speech), cli.Seconds(ph.Duration), ph.RoomWorks(), mark, a, ph.Settings,
			})
			t.Words += words
			t.Planned += cli.Seconds(ph.Duration)
			t.signs = t.signs || slices.ContainsFunc(ph.Notes, func(n session.Note) bool { return session.IsUnspaced(n.Text) })
		}
	}
	t.Speech = cli.Seconds(session.SpeechAt(t.Words, t.WPM))
	return t
}

// print prints the table; in a narrow one the marks stand on lines of their own.
func (t *speechTable) print(s *show) {
	s.strong("", t.Title+": what is spoken")
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
	row := func(words int, planned cli.Seconds, lead, name string) {
		cells := []string{strconv.Itoa(words)}
		for _, pace := range t.paces {
			cells = append(cells, timer.MinSec(session.SpeechAt(words, pace)))
		}
		if stacked {
			above += s.hang(lead, name)
		}
		table.Rows = append(table.Rows, cli.Row{Above: above, Cells: append(cells, timer.MinSec(time.Duration(planned)), lead+"\t"+name)})
		above = ""
	}
	for _, r := range t.Phases {
		lead, name := "", r.activity.Title
		if !r.activity.Single {
			switch {
			case r.Number > 1:
			case stacked:
				above += s.hang("", name)
			default:
				table.Add(append(make([]string, names), name)...)
			}
			lead, name = "  ", r.Name
		}
		name += behind(" · ", settings(r.settings)) + behind(" ", speechMarks[r.Mark])
		row(r.Words, r.Planned, lead, name)
	}
	above += "\n"
	row(t.Words, t.Planned, "", "all of it")
	s.WriteString(table.String())
	s.gap()
	if t.signs {
		s.line("", "Where there are no blanks between words, characters are counted, as the words that would say as much.")
	}
	if slices.ContainsFunc(t.Phases, func(r speechRow) bool { return r.Mark != speechFits }) {
		s.line("", fmt.Sprintf("Marks are by %d words a minute. Silences and answers come on top.", t.WPM))
	} else {
		s.line("", "Silences, answers and all that the room does come on top.")
	}
}
