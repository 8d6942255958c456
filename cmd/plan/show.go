package plan

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/entry"
	"facilitate/cmd/handover"
	"facilitate/cmd/library"
	"facilitate/cmd/planjson"
	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/report"
	"facilitate/timer"
)

type showOptions struct {
	notes bool
	start string
	json  bool
	diff  bool

	format, output string

	speech   bool
	rate     int
	learn    string
	forget   bool
	stateDir string
}

// NewShow is the command show.
func NewShow(env *cli.Env) *cobra.Command {
	var o showOptions
	c := &cobra.Command{
		Use:   "show [PLAN]",
		Short: "print a plan to be read: its agenda, or with --notes all of it",
		Long: `Prints a plan to be read: its aim, an agenda with the time of each activity, the
outcomes and what to bring. With --notes it prints all of the plan: background,
safety card, every phase with what to say, do and ask, the slides and quizzes
where they come up, handouts, evaluation and sources.

Times are times of day where --start or the plan says when the session starts,
else they count from its beginning. Without PLAN the one that ships is shown.
Lines are as long as the terminal is wide, or as COLUMNS says, 100 columns at
most.

--speech prints how many words each phase has to speak, how long they take at the
plan's words a minute, and beside that at your own pace, where it is known:
rehearse --talk offers to learn it, and --learn RUN takes it from a rehearsal
that is kept. Marked is where speaking alone takes longer than the phase, or
leaves less than a fifth of it to a room that is to work or be heard.

--diff prints what a plan changes of the one it extends, and with --json an object:
extends, planned_s and planned_before_s, and changes, each with where (from the
outside in), key (left out where the whole is meant), kind (changed, added, moved
or left out), before, after and text, and its line in the file.

--format csv, md, ics or docx writes it for those who have no facilitate, with -o
to a file whose ending says the format as well: a table that Ontime and
spreadsheets take, an agenda, an entry for a calendar, or a run sheet for a word
processor, which new --from reads back.

--json prints the whole plan, notes too, as one object. Its keys are those of
docs/plan-format.md, with these differences: spans of time are in seconds and
their keys end in _s; "duration" is booked_s in the plan, and planned_s is what
its phases add up to; an activity always has phases; each activity and phase
has begins_s, counted from the start; a phase has speech_s, how long it takes
to speak its notes; a note has a kind, and text, items, or in ref the id of the
slide, quiz or handout. What the plan leaves out is left out.`,
		Args: cli.OptionalArg("facilitate show infant-mental-health"),
		RunE: func(_ *cobra.Command, args []string) error {
			if o.speech || o.rate != 0 || o.learn != "" || o.forget {
				return showSpeech(env, o, args)
			}
			return runShow(env, o, args)
		},
	}
	f := c.Flags()
	f.BoolVar(&o.notes, "notes", false, "print all of the plan")
	f.StringVar(&o.start, "start", "", "when the session starts, a time of day `HH:MM` (default: the plan's)")
	f.BoolVar(&o.json, "json", false, "print JSON")
	f.StringVar(&o.format, "format", "", "write it as `FORMAT`: "+handover.Formats)
	f.StringVarP(&o.output, "output", "o", "", "write it to `FILE`, which must not exist yet; - is the standard output")
	f.BoolVar(&o.diff, "diff", false, "print what the plan changes of the one it extends")
	f.BoolVar(&o.speech, "speech", false, "print how long it takes to speak what is to be said")
	f.IntVar(&o.rate, "rate", 0, "with --speech: at `N` words a minute instead of your own pace")
	f.StringVar(&o.learn, "learn", "", "with --speech: learn your pace from the rehearsal `RUN`")
	f.BoolVar(&o.forget, "forget-pace", false, "with --speech: forget the pace that was learnt")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

func runShow(env *cli.Env, o showOptions, args []string) error {
	start, err := cli.TimeFlag("start", o.start)
	if err != nil {
		return err
	}
	if e, err := library.AskedEntry(env, args); e != nil || err != nil {
		return entry.Show(env, e, err, o.json)
	}
	f, err := library.AskedPlan(env, args, library.Fill{})
	if err != nil {
		return err
	}
	if start == nil {
		start = f.Start
	}
	if o.format != "" || o.output != "" {
		return handover.Write(env, f, start, o.format, o.output)
	}
	if o.diff {
		return showDiff(env, o, f)
	}
	s := &show{plan: f.Plan, times: f.Plan.TimesFrom(start), index: f.Plan.Index(), width: env.Width(), bold: env.Bold(), printed: map[any]bool{}}
	if o.json {
		return env.AnswerJSON(planjson.Of(f.Plan, start, s.begins))
	}
	s.odds = library.Odds(env, o.stateDir, f.Plan)
	s.head()
	s.agenda()
	s.lists()
	if o.notes {
		s.everything()
	}
	return env.AnswerLong(s.String())
}

// show is a plan being printed.
type show struct {
	strings.Builder
	plan  *session.Plan
	times *session.Times
	index session.Index
	width int
	bold  lipgloss.Style
	odds  report.Odds

	printed map[any]bool // slides and quizzes that were
}

// line prints a line with a lead in front of it, wrapped under its beginning.
func (s *show) line(lead, text string) { s.WriteString(s.hang(lead, text)) }

func (s *show) hang(lead, text string) string {
	return strings.Join(cli.Hang(lead, strings.Repeat(" ", lipgloss.Width(lead)), text, s.width), "\n") + "\n"
}

// prose prints Markdown, indented.
func (s *show) prose(indent int, markdown string) {
	lead := strings.Repeat(" ", indent)
	for _, line := range draw.PlainProse(markdown, s.width-indent) {
		s.put(lead + line)
	}
}

// put prints a line without blanks at its end.
func (s *show) put(line string) { s.WriteString(strings.TrimRight(line, " ") + "\n") }

// gap leaves one line empty.
func (s *show) gap() {
	if !strings.HasSuffix(s.String(), "\n\n") {
		s.WriteByte('\n')
	}
}

// heading begins a part, behind a lead in its first line.
func (s *show) heading(lead, text string) {
	s.gap()
	s.strong(lead, cli.Upper(text))
}

// strong prints a text that stands out, behind a lead in its first line.
func (s *show) strong(lead, text string) {
	for _, line := range cli.Hang(lead, strings.Repeat(" ", len(lead)), text, s.width) {
		s.put(s.bold.Render(line))
	}
}

// head says what the plan is, and how its times come out.
func (s *show) head() {
	p := s.plan
	s.strong("", p.Title)
	if p.Aim != "" {
		s.gap()
		s.prose(0, p.Aim)
	}
	s.gap()
	for _, x := range [][2]string{{"to fill in: ", p.ToFillIn()}, {"", p.Organisation}, {"with ", strings.Join(p.Facilitators, ", ")}, {"on ", p.Date}, {"at ", p.Venue}} {
		if x[1] != "" {
			s.line("", x[0]+x[1])
		}
	}
	s.line("", fmt.Sprintf("%s booked, %s planned%s", timer.FormatSpan(p.Duration), timer.FormatSpan(p.Lasts()), spare(p)))
	if s.odds.IsKnown() {
		s.line("", words.Odds(s.odds.InTime, s.odds.From))
	}
	if p.Start != nil {
		s.line("", "usually starts at "+p.Start.String())
	}
}

// spare says what the phases leave of the time booked.
func spare(p *session.Plan) string {
	switch left := p.Duration - p.Lasts(); {
	case left > 0:
		return ", " + timer.FormatSpan(left) + " to spare"
	case left < 0:
		return ", " + timer.FormatSpan(-left) + " too much"
	}
	return ""
}

// lists prints the outcomes under their numbers, and what to bring.
func (s *show) lists() {
	if len(s.plan.Outcomes) > 0 {
		s.heading("", "outcomes")
		for i, o := range s.plan.Outcomes {
			s.line(fmt.Sprintf("%2d. ", i+1), o.Text)
		}
	}
	if len(s.plan.Resources) > 0 {
		s.heading("", "to bring")
		for _, r := range s.plan.Resources {
			s.line("  - ", r.ID+": "+r.Name+behind(" ", r.HowMany("for each")))
		}
	}
	for _, o := range s.plan.Occasions() {
		s.heading("", o.When)
		for _, do := range o.Do {
			s.item("  - ", do)
		}
	}
}

// outcomes are the numbers of the outcomes that an activity serves.
func (s *show) outcomes(a *session.Activity) string {
	var numbers []string
	for _, id := range a.Outcomes {
		numbers = append(numbers, strconv.Itoa(s.index.Outcomes[id]+1))
	}
	return strings.Join(numbers, ", ")
}

// begins is when a phase begins, counted from the start; nil where it is spare.
func (s *show) begins(phase int) *cli.Seconds {
	begin := s.times.Begin[phase]
	if begin.IsZero() {
		return nil
	}
	after := cli.Seconds(begin.Sub(s.times.From))
	return &after
}
