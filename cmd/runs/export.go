package runs

import (
	"fmt"
	"os"
	"path/filepath"

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
