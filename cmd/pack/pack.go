package pack

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/pack"
)

type packOptions struct {
	dir      string
	set      []string
	only     []string
	of       string // a run
	stateDir string
	start    string
	date     string
	venue    string
	people   int
	groups   int
	local    string
	large    bool
	pdf      bool
	browser  string
	force    bool
	json     bool
}

// mostPeople is more than any room holds: a number above it is a slip.
const mostPeople = 10_000

// New is the command pack.
func New(env *cli.Env) *cobra.Command {
	var o packOptions
	c := &cobra.Command{
		Use:   "pack [PLAN]",
		Short: "make the papers: guide, run sheet, agenda, quiz, handouts, evaluation form and more",
		Long: `Makes the papers of a session, each as a page of HTML that prints well on A4 and
as Markdown, and with --pdf as PDF:

  guide        all notes by activity, with times    the facilitator's
  run-sheet    all of it on two sides, by phase     the facilitator's
  agenda       what comes when, and how people work for participants
  quiz         the statements, to tick              for participants
  answers      the quiz with answers and sources    the facilitator's
  handout-...  each handout, with its contacts      for participants
  evaluation   the form to fill in at the end       for participants
  bring        what to bring, and how many          the facilitator's
  slides       a sheet for each slide               for participants
  record       of taking part, to sign and to keep  for participants
  follow-up    the form of some weeks later         for participants
  invitation   what it is, and what it touches on   to send
  catalogue    the session under a catalogue's headings, to file

They are written to the folder DIR, by default one beside where you are, named
after the plan. No file is written over unless --force says so. Without PLAN
the papers are those of the plan that ships.

With --of RUN they are of a session that was delivered: the record alone, unless
--only names others, with its day, the time it took and what of the plan was given.

Contacts that are not marked "verified: true" are left out, and named on
standard error. --local FILE adds contacts of your area to the handouts that
list some: a file in YAML with a list of contacts, their keys as in a plan.

--pdf needs Chromium, Chrome or Edge. Without one, open the HTML in any browser
and print from there.

--json prints one object: folder, and documents, an array of objects: name, title,
for (facilitator, participants or everyone), copies (left out where the number of
people is not known), and files, in the folder.`,
		Args: cli.OptionalArg("facilitate pack infant-mental-health"),
		RunE: func(_ *cobra.Command, args []string) error { return runPack(env, o, args) },
	}
	f := c.Flags()
	f.StringVarP(&o.dir, "output", "o", "", "write to the folder `DIR` (default: the plan's id and -pack)")
	f.StringSliceVar(&o.only, "only", nil, "make the document `NAME` alone; may be given more than once")
	f.StringVar(&o.of, "of", "", "of the session that was delivered as `RUN`: the record of taking part in it")
	library.StateDirFlag(f, &o.stateDir)
	f.StringVar(&o.start, "start", "", "when the session starts, a time of day `HH:MM` (default: the plan's)")
	f.StringVar(&o.date, "date", "", "the day of the session, `YYYY-MM-DD`, for the head of the papers (default: the plan's)")
	f.StringVar(&o.venue, "venue", "", "where it is held, a `TEXT` for the same (default: the plan's)")
	f.IntVar(&o.people, "people", 0, "how many participants are expected, for what to bring and print")
	f.IntVar(&o.groups, "groups", 0, "how many groups they work in")
	f.StringVar(&o.local, "local", "", "add the contacts of your area in `FILE`; - is the standard input")
	library.SetFlag(f, &o.set)
	f.BoolVar(&o.large, "large", false, "large print, 18 point")
	f.BoolVar(&o.pdf, "pdf", false, "make PDF too, by an installed Chromium, Chrome or Edge")
	f.StringVar(&o.browser, "browser", "", "make PDF with the browser at `PATH`")
	f.BoolVar(&o.json, "json", false, "print JSON")
	f.BoolVar(&o.force, "force", false, "write over files that exist")
	return c
}

// check is what is wrong with the flags.
func (o *packOptions) check() error {
	if _, err := time.Parse(time.DateOnly, o.date); o.date != "" && err != nil {
		return cli.Usage("--date takes a day like 2026-11-21, not %q", session.CleanLine(o.date))
	}
	if o.dir == "-" {
		return cli.Usage("the papers are several files; name a folder behind -o")
	}
	for _, n := range []struct {
		flag string
		is   int
	}{{"people", o.people}, {"groups", o.groups}} {
		if n.is < 0 || n.is > mostPeople {
			return cli.Usage("--%s is a number from 1 to %d, not %d", n.flag, mostPeople, n.is)
		}
	}
	return nil
}

// asked is the plan that the arguments name, or that of a run and what became of it.
func (o *packOptions) asked(env *cli.Env, args []string) (f *library.PlanFile, delivered *pack.Delivered, err error) {
	switch {
	case o.of == "":
		f, err = library.AskedPlan(env, args, library.Fill{Set: o.set, StateDir: o.stateDir, Ask: true, Open: library.OnPaper})
		return f, nil, err
	case len(args)+len(o.set) > 0:
		return nil, nil, cli.Usage("--of takes the plan of the run; name no plan beside it, and no --set")
	case len(o.only) == 0:
		o.only = []string{"record"}
	}
	return planOf(env, o.stateDir, o.of)
}

func runPack(env *cli.Env, o packOptions, args []string) error {
	start, err := cli.TimeFlag("start", o.start)
	if err = cmp.Or(err, o.check()); err != nil {
		return err
	}
	f, delivered, err := o.asked(env, args)
	if err != nil {
		return err
	}
	f.Organisation = cmp.Or(f.Organisation, env.Setting("organisation"))
	f.Logo = cmp.Or(f.Logo, env.Setting("logo"))
	if open := f.StillOpen(); open != "" {
		fmt.Fprintln(env.Err, open+"; a line to write on stands in their place")
	}
	f.Date, f.Venue = cmp.Or(o.date, f.Date), cmp.Or(session.CleanLine(o.venue), f.Venue)
	if err := checkDocuments(f.Plan, o.only); err != nil {
		return err
	}
	options := pack.Options{Start: start, Large: o.large, People: o.people, Groups: o.groups, Delivered: delivered}
	if o.local != "" {
		if options.Local, err = readLocalContacts(env, o.local, f.Plan); err != nil {
			return err
		}
	}
	options.Pictures, options.Entries, options.Framework = readPictures(env, f), f.Entries(env), f.FrameworkIfAny(env)
	documents, err := pack.Documents(f.Plan, options, o.only...)
	if err != nil {
		return err
	}
	p := &packWriter{env: env, dir: o.dir, documents: documents, force: o.force}
	if p.dir == "" {
		p.dir = packFolder(f)
	}
	p.kinds = []string{"html", "md"}
	if o.pdf || o.browser != "" {
		p.kinds = append(p.kinds, "pdf")
	}
	if err := p.write(); err != nil {
		return err
	}
	if slices.ContainsFunc(documents, func(d pack.Document) bool { return strings.HasPrefix(d.Name, "handout-") }) {
		tellUnverified(env, pack.Unverified(f.Plan, options.Local))
	}
	var failed error
	if slices.Contains(p.kinds, "pdf") {
		if failed = p.writePDF(o.browser); failed != nil {
			p.kinds = p.kinds[:2]
		}
	}
	if o.json {
		return cmp.Or(env.AnswerJSON(p.object()), failed)
	}
	return cmp.Or(env.Answer(p.summary(start == nil && f.Start == nil)), failed)
}

// checkDocuments is the mistake of asking for a document that the plan has not.
func checkDocuments(plan *session.Plan, only []string) error {
	names := pack.Names(plan)
	for _, name := range only {
		if slices.Contains(names, name) {
			continue
		}
		todo := "its documents are " + strings.Join(names, ", ")
		if near := session.Nearest(name, names); near != "" {
			todo = "did you mean " + near + "?"
		}
		return cli.Usage("the plan has no document %q; %s", name, todo)
	}
	return nil
}

// packFolder is the folder named after a plan: by its id, else by its file.
func packFolder(f *library.PlanFile) string {
	id := f.ID
	if id == "" {
		base := filepath.Base(f.File)
		id, _ = library.SuggestID(strings.TrimSuffix(base, filepath.Ext(base)))
	}
	return cmp.Or(strings.Trim(id, "."), "session") + "-pack"
}

// tellUnverified names the contacts that are not printed.
func tellUnverified(env *cli.Env, all []session.Contact) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(env.Err, "not printed, because nobody has checked them yet (make sure of each, then mark it \"verified: true\"):\n")
	for _, c := range all {
		fmt.Fprintf(env.Err, "  - %s\n", strings.TrimSuffix(c.Name+", "+c.Phone, ", "))
	}
}

// packWriter is documents on their way to a folder.
type packWriter struct {
	env       *cli.Env
	dir       string
	documents []pack.Document
	kinds     []string // the endings of the files made of each
	force     bool
}

func (p *packWriter) path(d *pack.Document, kind string) string {
	return filepath.Join(p.dir, d.Name+"."+kind)
}

// write writes the HTML and the Markdown, once it is clear that nothing is in
// their way, nor in that of the PDF to come.
func (p *packWriter) write() error {
	if err := makeFolder(p.dir); err != nil {
		return err
	}
	var taken []string
	for i := range p.documents {
		for _, kind := range p.kinds {
			if path := p.path(&p.documents[i], kind); cli.Exists(path) {
				taken = append(taken, filepath.Base(path))
			}
		}
	}
	if len(taken) > 0 && !p.force {
		return fmt.Errorf("%s already has %s; choose another folder with -o, or write over them with --force",
			session.CleanLine(p.dir), strings.Join(taken, ", "))
	}
	for i := range p.documents {
		d := &p.documents[i]
		for kind, data := range map[string][]byte{"html": d.HTML, "md": append(d.Markdown, '\n')} {
			if err := cli.WriteFile(p.path(d, kind), data, p.force); err != nil {
				return err
			}
		}
	}
	return nil
}

// makeFolder makes a folder with those around it, where there is none.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		info, statErr := os.Stat(dir)
		if statErr == nil && !info.IsDir() {
			return fmt.Errorf("%s is a file, not a folder; choose another with -o", session.CleanLine(dir))
		}
		return fmt.Errorf("the folder %s cannot be made: %w; choose another with -o", session.CleanLine(dir), cli.Reason(err))
	}
	return nil
}

// summary says what was made, for whom, and how many to print.
func (p *packWriter) summary(counted bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "wrote %s to %s, each as %s\n", cli.Count(len(p.documents), "document", "documents"),
		session.CleanLine(p.dir), session.List(p.kinds, "and"))
	t := cli.Table{Columns: cli.Columns("", "")}
	for _, part := range []struct {
		audience pack.Audience
		words    string
	}{{pack.Facilitator, "for the facilitator only"}, {pack.Participants, "for participants"}, {pack.Everyone, "to announce the session, and to file"}} {
		above := "\n" + part.words + "\n"
		for _, d := range p.documents {
			if d.Audience == part.audience {
				t.Rows = append(t.Rows, cli.Row{Above: above, Cells: []string{"  " + d.Name, copiesOf(d.Copies)}})
				above = ""
			}
		}
	}
	b.WriteString(t.String())
	if counted {
		b.WriteString("\ntimes count from the start; --start HH:MM gives times of day\n")
	}
	return b.String()
}

func copiesOf(n int) string {
	if n == 0 {
		return "1 for each person"
	}
	return cli.Count(n, "copy", "copies")
}
