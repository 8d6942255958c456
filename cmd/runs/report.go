package runs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/browser"
	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/report"
)

type reportOptions struct {
	run       string // empty: the newest that was started
	format    string // empty: by the file's ending, else text
	json      bool
	output    string // empty: standard output
	force     bool
	anonymous bool
	stateDir  string
}

// reportFormats are what a report can be written as, by the endings of files.
var reportFormats = []struct {
	name    string
	endings []string
}{
	{"text", []string{".txt"}},
	{"markdown", []string{".md", ".markdown"}},
	{"html", []string{".html", ".htm"}},
	{"csv", []string{".csv"}},
	{"json", []string{".json"}},
}

// NewReport is the command report.
func NewReport(env *cli.Env) *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use:   "report [RUN]",
		Short: "what became of a session: the plan against what happened",
		Long: `Reports a run: the plan against what happened, for every activity and phase;
pauses, what was changed live and taken back, what was typed, and what was not
reached. Without RUN it is the newest that was started; the beginning of a
run's name is enough. It can be a session that is still under way.

  facilitate report -o report.html              to print, with a timeline
  facilitate report -o report.pdf               printed by Chromium, Chrome or Edge
  facilitate report -o report.csv --anonymous   for a spreadsheet

--anonymous leaves out names and all that was typed, and keeps the figures.
docs/reports.md says what the figures are.`,
		Args: cli.OptionalArg("facilitate report -o report.html"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.run = args[0]
			}
			return runReport(env, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "", "write it as `FORMAT`: text, markdown, html, csv or json (default: by the ending of FILE, else text)")
	f.BoolVar(&o.json, "json", false, "the same as --format json")
	f.StringVarP(&o.output, "output", "o", "", "write it to `FILE`, which must not exist yet; - is the standard output")
	f.BoolVar(&o.force, "force", false, "write over a file that exists")
	f.BoolVar(&o.anonymous, "anonymous", false, "leave out names and all that was typed")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

func runReport(env *cli.Env, o reportOptions) error {
	if o.output == "-" {
		o.output = ""
	}
	format, err := o.formatName()
	if err != nil {
		return err
	}
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	id, err := library.FindRun(store, o.run)
	if err != nil {
		return err
	}
	replay, err := store.Read(id)
	if err != nil {
		return err
	}
	record, err := library.LoadRecord(env, replay)
	if err != nil {
		return err
	}
	r := report.Of(record)
	r.Foretold = report.Foretell(record, library.Readable(env, store, record.Plan))
	if o.anonymous {
		r = r.WithoutNames()
	}
	data, err := writeReport(env, r, format, o.output != "")
	if err != nil {
		return err
	}
	switch {
	case o.output == "" && format == "text":
		return env.AnswerLong(string(data))
	case o.output == "":
		return env.AnswerFile(data)
	}
	if format == "csv" {
		data = append([]byte(cli.Mark), data...)
	}
	if err := o.writeFile(env, data); err != nil {
		return err
	}
	return env.Answer(fmt.Sprintf("wrote the report of %s to %s\n", r.ID, session.CleanLine(o.output)))
}

// formatName is the format that is asked for, in one way or another.
func (o reportOptions) formatName() (string, error) {
	format := o.format
	if o.json {
		if format != "" && format != "json" {
			return "", cli.Usage("--json and --format %s contradict each other; give one of them", session.CleanLine(format))
		}
		format = "json"
	}
	ending := strings.ToLower(filepath.Ext(o.output))
	var names []string
	for _, f := range reportFormats {
		if format == "" && slices.Contains(f.endings, ending) {
			format = f.name
		}
		names = append(names, f.name)
	}
	switch {
	case format == "" && ending == ".pdf":
		return "html", nil // which a browser prints
	case format == "" && ending != "":
		return "", cli.Usage("a report is not written as %s; use .txt, .md, .html, .pdf, .csv or .json, or say as what with --format", session.CleanLine(ending))
	case format == "":
		return "text", nil
	case slices.Contains(names, format):
		return format, nil
	}
	if near := session.Nearest(format, names); near != "" {
		return "", cli.Usage("there is no format %q; did you mean %s?", session.CleanLine(format), near)
	}
	return "", cli.Usage("there is no format %q; use %s", session.CleanLine(format), strings.Join(names, ", "))
}

// writeFile writes the report to its file. A PDF is printed by a browser.
func (o reportOptions) writeFile(env *cli.Env, data []byte) error {
	write := cli.WritePrivate // it quotes people
	if o.anonymous {
		write = cli.WriteFile
	}
	if o.format != "" || strings.ToLower(filepath.Ext(o.output)) != ".pdf" {
		return write(o.output, data, o.force)
	}
	found, ok := browser.Find(env, library.SettingPath(env, "browser", env.Setting("browser")))
	if !ok {
		return errors.New("no Chromium, Chrome or Edge was found to print a PDF with; write report.html, open it in any browser and print it")
	}
	if cli.Exists(o.output) && !o.force {
		return write(o.output, nil, false) // which says so
	}
	folder, err := os.MkdirTemp(filepath.Dir(o.output), "report-")
	if err != nil {
		return fmt.Errorf("the folder of %s cannot be written: %w", session.CleanLine(o.output), cli.Reason(err))
	}
	defer browser.RemoveFolder(folder)
	page := filepath.Join(folder, "report.html")
	if err := cli.CreateFile(page, data); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err = browser.Browser{Path: found, Patience: time.Minute}.Print(ctx, page, o.output, o.force)
	if err == nil && !o.anonymous {
		_ = os.Chmod(o.output, 0o600) // a memory stick may know no permissions
	}
	return err
}

func writeReport(env *cli.Env, r *report.Run, format string, toFile bool) ([]byte, error) {
	switch format {
	case "markdown":
		return r.Markdown(), nil
	case "html":
		return r.HTML()
	case "csv":
		return r.CSV(), nil
	case "json":
		return r.JSON()
	}
	t := reportText{width: cli.UsualWidth}
	if !toFile {
		t.width, t.bold = env.Width(), env.Bold()
	}
	return []byte(t.of(r)), nil
}
