package evaluate

import (
	"cmp"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/lines"
	"facilitate/session/field"
	"facilitate/session/journal"
)

type evaluateOptions struct {
	run      string // empty: the newest delivery that was started
	csv      string // a file of forms
	again    bool   // though they seem to be in
	correct  int    // the form to correct; 0: none
	strike   string // forms, as 3 or 1-18 or 2,5
	restore  string
	followUp bool   // those of weeks later
	output   string // of the template; empty or "-": the standard output
	stateDir string

	undo, list, template, json, plain bool
	fromFile, corrects                bool // the flag was given
}

// New is the command evaluate.
func New(env *cli.Env) *cobra.Command {
	var o evaluateOptions
	c := &cobra.Command{
		Use:   "evaluate [RUN]",
		Short: "take in the evaluation forms that people filled in on paper",
		Long: `Takes in evaluation forms filled in on paper, one after the other: for each of
the plan's outcomes how confident somebody was before the session and is after
it, from 0 to 10, and the answers to the plan's questions. Type a number and
press Enter; Enter alone is no answer. Each form is kept as soon as it is whole.
Without RUN it is the newest delivery; the beginning of a run's name is enough.

  facilitate evaluate                          in a terminal
  facilitate evaluate --template -o forms.csv  a file to fill in with a spreadsheet
  facilitate evaluate --csv forms.csv          takes all its forms in, or none
  facilitate evaluate --follow-up              the forms of weeks later, in all these ways

Forms may come in batches, and be corrected, struck and taken back at any time.
facilitate report shows what they say. docs/evaluation.md has it all.`,
		Args: cli.OptionalArg("facilitate evaluate --csv forms.csv"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.run = args[0]
			}
			o.fromFile, o.corrects = c.Flags().Changed("csv"), c.Flags().Changed("correct")
			return runEvaluate(env, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.csv, "csv", "", "take in all forms of `FILE`; - is the standard input")
	f.BoolVar(&o.again, "again", false, "with --csv: take them in though the same forms are in already")
	f.BoolVar(&o.template, "template", false, "print the first line of such a file")
	f.StringVarP(&o.output, "output", "o", "", "with --template: write it to `FILE`, which must not exist yet")
	f.IntVar(&o.correct, "correct", 0, "correct form `N`; with --csv by the one form in FILE")
	f.StringVar(&o.strike, "strike", "", "strike `FORMS`, as 3 or 1-18 or 2,5: they no longer count")
	f.StringVar(&o.restore, "restore", "", "let struck `FORMS` count again")
	f.BoolVar(&o.undo, "undo", false, "take back the newest thing done to a form")
	f.BoolVar(&o.list, "list", false, "list the forms taken in")
	f.BoolVar(&o.followUp, "follow-up", false, "the forms of weeks later, with the questions of the plan's follow_up")
	f.BoolVar(&o.json, "json", false, "print JSON (not with --template)")
	f.BoolVar(&o.plain, "plain", false, "type them in line by line, for a screen reader or a pipe (docs/plain.md)")
	library.StateDirFlag(f, &o.stateDir)
	cli.ThemeFlag(env, f)
	return c
}

func (o evaluateOptions) check() error {
	var given []string
	names := []string{"--csv", "--template", "--list", "--strike", "--restore", "--undo"}
	for i, is := range []bool{o.fromFile, o.template, o.list, o.strike != "", o.restore != "", o.undo} {
		if is {
			given = append(given, names[i])
		}
	}
	switch {
	case len(given) > 1:
		return cli.Usage("%s and %s do two things; give one of them at a time", given[0], given[1])
	case o.fromFile && o.csv == "":
		return cli.Usage("--csv names no file; try: facilitate evaluate --csv forms.csv")
	case o.corrects && o.correct < 1:
		return cli.Usage("--correct wants the number of a form, from 1 on")
	case o.corrects && len(given) == 1 && !o.fromFile:
		return cli.Usage("--correct and %s do two things; give one of them at a time", given[0])
	case o.output != "" && !o.template:
		return cli.Usage("-o goes with --template")
	case o.again && !o.fromFile:
		return cli.Usage("--again goes with --csv")
	case o.json && (o.template || len(given) == 0):
		return cli.Usage("--json goes with --csv, --list, --strike, --restore or --undo")
	}
	return nil
}

// writeTemplate writes the first line of a file of forms, with the mark that
// spreadsheets ask for where it goes to a file, and says on standard error what
// goes into each column.
func (o evaluateOptions) writeTemplate(env *cli.Env, fields []field.Field) (err error) {
	if line := formsTemplate(fields); o.output == "" || o.output == "-" {
		err = env.Answer(line)
	} else if err = cli.WantEnding(o.output, "a file of forms", ".csv"); err == nil {
		err = cli.CreateFile(o.output, []byte(cli.Mark+line))
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Err, "one line for each form; an empty cell is no answer")
	for i := range fields {
		lead := fields[i].Column + ": "
		switch {
		case fields[i].After:
			continue // it is said with the one before
		case fields[i].Question == nil:
			lead = fields[i].Column + ", " + fields[i+1].Column + ": "
		}
		for _, l := range cli.Hang(lead, "    ", fields[i].Hint()+" ("+fields[i].Asks+")", cli.UsualWidth) {
			fmt.Fprintln(env.Err, l)
		}
	}
	return nil
}

func runEvaluate(env *cli.Env, o evaluateOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	id, err := findDelivery(store, o.run)
	if err != nil {
		return err
	}
	if o.list || o.template {
		return o.printReadOnly(env, store, id)
	}
	if !o.fromFile && o.strike == "" && o.restore == "" && !o.undo {
		return o.typeIn(env, store, id)
	}
	var data []byte
	if o.fromFile {
		if data, err = readFormsFile(env, o.csv); err != nil {
			return err
		}
	}
	t, err := openTaking(env, store, id, o.followUp)
	if err != nil {
		return err
	}
	done, err := o.carryOut(t, data)
	if err == nil && t.log.left {
		fmt.Fprintf(env.Err, "%s: %s\n", id, notFinished)
	}
	kept := t.countWords()
	if err = cmp.Or(err, t.close(env)); err != nil {
		return err
	}
	if o.json {
		done.Run = id
		list := listForms(id, t.fields, t.forms())
		done.Counted, done.Struck = list.Counted, list.Struck
		return env.AnswerJSON(done)
	}
	return env.Answer(fmt.Sprintf("%s; %s now has %s\n", done.words, id, kept))
}

func (o evaluateOptions) typeIn(env *cli.Env, store journal.Store, id string) error {
	show := o.screen
	if o.plain || !env.HasScreen() {
		ends, input := lines.Open(env, o.plain)
		if !input {
			if err := o.printReadOnly(env, store, id); err != nil {
				return err
			}
			return env.Answer("\nIn a terminal, or from lines, forms are typed in and help lists the words; --csv takes them\n" +
				"from a file, whose first line --template prints.\n")
		}
		defer ends.Restore()
		show = func(env *cli.Env, t *taking) error { return o.inLines(env, t, ends) }
	}
	t, err := openTaking(env, store, id, o.followUp)
	if err != nil {
		return err
	}
	err = show(env, t)
	if err = cmp.Or(err, t.close(env)); err != nil {
		return err
	}
	return env.Answer(fmt.Sprintf("%s\nwhat they say:\n  facilitate report %s\n", t.countWords(), id))
}

// carryOut does to the forms what the flags say; data is the file of --csv.
func (o evaluateOptions) carryOut(t *taking, data []byte) (done evaluateJSON, err error) {
	switch {
	case o.fromFile:
		return o.takeFile(t, data)
	case o.strike != "":
		return t.strike(o.strike, true)
	case o.restore != "":
		return t.strike(o.restore, false)
	}
	form, words, err := t.undo()
	return evaluateJSON{Did: "undone", Forms: []int{form}, words: words}, err
}

// evaluateJSON is the object that --json prints of what was done.
type evaluateJSON struct {
	Run     string `json:"run"`
	Did     string `json:"did"` // taken, corrected, struck, restored or undone
	Forms   []int  `json:"forms"`
	Counted int    `json:"counted"` // forms that count now
	Struck  int    `json:"struck"`  // and that do not

	words string
}

// findDelivery is findRun, which takes a delivery where nothing is asked for
// and there is one.
func findDelivery(store journal.Store, asked string) (string, error) {
	if asked == "" {
		if id, err := library.FindRun(store, "", journal.Delivery); err == nil {
			return id, nil
		}
	}
	return library.FindRun(store, asked)
}

// printReadOnly prints what can be read while another process has the run.
func (o evaluateOptions) printReadOnly(env *cli.Env, store journal.Store, id string) error {
	replay, err := store.Read(id)
	if err != nil {
		return err
	}
	state, err := library.LoadState(env, replay)
	if err != nil {
		return err
	}
	if err := checkTakesForms(id, state, o.followUp); err != nil {
		return err
	}
	fields, forms := field.All(state.Plan(), o.followUp), formsOf(state, o.followUp)
	switch {
	case o.template:
		return o.writeTemplate(env, fields)
	case o.json:
		return env.AnswerJSON(listForms(id, fields, forms))
	}
	if o.followUp {
		id = "--follow-up " + id // in what to do next
	}
	return env.AnswerLong(formsText(id, fields, forms, cmp.Or(replay.Head.Booking.Zone, time.UTC), env.Width()))
}
