package runs

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
)

type exportOptions struct {
	run      string // empty: the newest one
	file     string
	json     bool
	stateDir string
}

// NewExport is the command export.
func NewExport(env *cli.Env) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export [RUN]",
		Short: "write a run to one file, to take it to another computer",
		Long: `Writes a run to one file that facilitate import takes in on another computer:
the plan as it was delivered, and the record with everything that was kept in
it. So the file holds what people said; send it only to those who may read it.
The text being typed and not yet kept is left out.

Without RUN it is the newest run that was started; the beginning of its name is
enough. A session under way may be exported too, as far as it has come. The
file is RUN` + library.RunEnding + ` in this folder unless -o says otherwise, and no file
is ever written over.

--json prints an object: run, file (the name of the file), bytes, damage (what
of the run could not be read; none if it is whole).`,
		Args: cli.OptionalArg("facilitate export"),
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("output") && o.file == "" {
				return cli.Usage("-o names no file; try: facilitate export -o my%s", library.RunEnding)
			}
			if info, err := os.Stat(o.file); err != nil || !info.IsDir() {
				if err := cli.WantEnding(o.file, "a run", library.RunEnding, ".run"); err != nil {
					return err
				}
			}
			if o.json && o.file == "-" {
				return cli.Usage("--json and -o - both want the standard output; give one of them")
			}
			if len(args) == 1 {
				o.run = args[0]
			}
			return runExport(env, o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.file, "output", "o", "", "write to `FILE`, a new one, or to a folder; - is the standard output (default: RUN"+library.RunEnding+")")
	f.BoolVar(&o.json, "json", false, "print JSON")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

// exportedRun is the object of export --json; the command's help describes it.
type exportedRun struct {
	Run    string   `json:"run"`
	File   string   `json:"file"`
	Bytes  int      `json:"bytes"`
	Damage []string `json:"damage,omitempty"`
}

func runExport(env *cli.Env, o exportOptions) error {
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	id, err := library.FindRun(store, o.run)
	if err != nil {
		return err
	}
	data, replay, err := store.Export(id)
	if err != nil {
		return err
	}
	damage := library.Damage(replay)
	if o.file == "-" {
		if err := env.AnswerFile(data); err != nil {
			return err
		}
		tellOfExport(env, data, replay, damage)
		return nil
	}
	path := o.file
	if info, err := os.Stat(path); path == "" || err == nil && info.IsDir() {
		path = filepath.Join(path, id+library.RunEnding)
	}
	if err := cli.CreatePrivate(path, data); err != nil {
		return err
	}
	tellOfExport(env, data, replay, damage)
	if o.json {
		return env.AnswerJSON(exportedRun{id, path, len(data), damage})
	}
	return env.Answer(fmt.Sprintf("%s: written to %s\n", id, session.CleanLine(path)))
}

// tellOfExport says on standard error what the file holds and lacks.
func tellOfExport(env *cli.Env, data []byte, replay *journal.Replay, damage []string) {
	fmt.Fprintln(env.Err, "the file holds what people said; send it only to those who may read it")
	if len(replay.Draft) > 0 {
		fmt.Fprintln(env.Err, "the text that was being typed is not in it")
	}
	for _, words := range damage {
		fmt.Fprintf(env.Err, "%s: %s\n", replay.ID, words)
	}
	switch err := journal.CheckTransfer(data); {
	case len(damage) > 0:
		fmt.Fprintln(env.Err, "what can be read is in the file; import takes no damaged run")
	case err != nil:
		fmt.Fprintf(env.Err, "import will refuse the file: %v\n", err)
	}
}

type importOptions struct {
	json     bool
	stateDir string
}

// NewImport is the command import.
func NewImport(env *cli.Env) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "take in runs that facilitate export wrote",
		Long: `Takes in runs that facilitate export wrote, perhaps on another computer. FILE is
such a file; - is the standard input.

Each file is checked as a whole before anything is kept of it: one that was cut
off, damaged or changed on the way is refused. A run that is here is never
changed: a file that holds it, or its beginning, does nothing, and any other run
of the same name gets a new name.

--json prints an array of objects: file, run (its name here), was (its name in
the file), status (imported, here or refused), error.`,
		Args: func(_ *cobra.Command, args []string) error {
			stdin := 0
			for _, arg := range args {
				if arg == "-" {
					stdin++
				}
			}
			switch {
			case len(args) == 0:
				return cli.Usage("the file to import is missing; try: facilitate import my%s", library.RunEnding)
			case stdin > 1:
				return cli.Usage("- is given %d times; the standard input can be read once", stdin)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runImport(env, o, args) },
	}
	f := c.Flags()
	f.BoolVar(&o.json, "json", false, "print JSON")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

// importedRun is one object of import --json; the command's help describes it.
type importedRun struct {
	File   string `json:"file"`
	Run    string `json:"run,omitempty"`
	Was    string `json:"was,omitempty"`
	Status string `json:"status"`
	Error  string `json:"error,omitempty"`
}

func runImport(env *cli.Env, o importOptions, args []string) error {
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	var b strings.Builder
	list := []importedRun{}
	progress := env.Progress(len(args), "files taken in")
	for _, file := range args {
		data, err := cli.ReadInput(env, file, session.CleanLine(file), journal.MaxTransfer)
		var done *journal.Imported
		if err == nil {
			if done, err = store.Import(data, env.Now()); err != nil {
				name := cmp.Or(map[string]string{"-": "the standard input"}[file], session.CleanLine(file))
				err = cmp.Or(library.OtherKind(file, data, library.ExportedRun), fmt.Errorf("%s is not imported: %w", name, err))
			}
		}
		progress.Step()
		if err != nil {
			list = append(list, importedRun{File: file, Status: "refused", Error: err.Error()})
			continue
		}
		switch {
		case done.Here && done.ID != done.From:
			fmt.Fprintf(&b, "%s: here already, as %s\n", done.From, done.ID)
		case done.Here:
			fmt.Fprintf(&b, "%s: here already\n", done.ID)
		case done.ID != done.From:
			fmt.Fprintf(&b, "%s: imported; another %s is here and was left as it is\n", done.ID, done.From)
		default:
			fmt.Fprintf(&b, "%s: imported\n", done.ID)
		}
		list = append(list, importedRun{File: file, Run: done.ID, Was: done.From, Status: map[bool]string{true: "here", false: "imported"}[done.Here]})
	}
	progress.End()
	var failed error
	for _, done := range list {
		if done.Error != "" {
			failed = cli.ErrReported
			fmt.Fprintln(env.Err, done.Error)
		}
	}
	if o.json {
		err = env.AnswerJSON(list)
	} else {
		err = env.Answer(b.String())
	}
	return cmp.Or(err, failed)
}
