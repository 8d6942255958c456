package runs

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
)

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
	var told []error
	var b strings.Builder
	list := []importedRun{}
	progress := env.Progress(len(args), "files taken in")
	for _, file := range args {
		data, err := cli.ReadInput(env, file, session.CleanLine(file), journal.MaxTransfer)
		var done *journal.Imported
		if err == nil {
			if done, err = store.Import(data, env.Now()); err != nil {
				reason := err
				name := session.CleanLine(file)
				if file == "-" {
					name = "the standard input"
				}
				if err = library.OtherKind(file, data, library.ExportedRun); err == nil {
					err = fmt.Errorf("%s is not imported: %w", name, reason)
				}
			}
		}
		progress.Step()
		if err != nil {
			told = append(told, err)
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
	for _, err := range told {
		fmt.Fprintln(env.Err, err)
	}
	var failed error
	if len(told) > 0 {
		failed = cli.ErrReported
	}
	if o.json {
		err = env.AnswerJSON(list)
	} else {
		err = env.Answer(b.String())
	}
	return cmp.Or(err, failed)
}
