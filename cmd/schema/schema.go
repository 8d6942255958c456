// Package schema is the command that writes the JSON Schema of plans, by which an
// editor checks and explains them as they are typed. What a plan may hold is the
// business of session.
package schema

import (
	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// New is the command schema.
func New(env *cli.Env) *cobra.Command {
	var to string
	var force bool
	c := &cobra.Command{
		Use:   "schema",
		Short: "write what editors need to check a plan as you type",
		Long: `Writes the JSON Schema (draft 7) of plans and of those that extend another one: an
editor that knows YAML (VS Code with Red Hat's extension, Neovim, Helix, Emacs and
others through yaml-language-server) then offers keys, says what each is for, and
underlines what is wrong. Type once, in the folder of your plans:

  facilitate schema -o ` + session.SchemaFile + `

The first line of a plan names that file, which lies beside it, so that no network
is asked; facilitate new writes the line. What names another place of the plan and
how times add up only facilitate check knows.`,
		Args: cli.NoArgs("facilitate schema -o " + session.SchemaFile),
		RunE: func(*cobra.Command, []string) error {
			if to == "" || to == "-" {
				return env.AnswerFile(session.Schema())
			}
			if err := cli.WantEnding(to, "the schema", ".json"); err != nil {
				return err
			}
			if err := cli.WriteFile(to, session.Schema(), force); err != nil {
				return err
			}
			return env.Answer("wrote " + session.CleanLine(to) + "; plans name it in their first line:\n" + session.Modeline)
		},
	}
	c.Flags().StringVarP(&to, "output", "o", "", "write it to `FILE`; - is the standard output")
	c.Flags().BoolVar(&force, "force", false, "write over a file that exists")
	return c
}
