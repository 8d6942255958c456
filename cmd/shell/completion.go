package shell

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// shells are those that a completion can be had for, each with how it is written.
var shells = []struct {
	name  string
	write func(*cobra.Command, io.Writer) error
}{
	{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", (*cobra.Command).GenZshCompletion},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

func newCompletion(env *cli.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "let Tab complete commands, plans, runs and flags in your shell",
		Long: `Prints what makes a shell complete commands, flags, plans, runs, activities,
formats and documents at the Tab key: SHELL is bash, zsh, fish or powershell.
Type, once and for all:

  bash        echo 'source <(facilitate completion bash)' >> ~/.bashrc
  zsh         echo 'autoload -U compinit; compinit' >> ~/.zshrc
              echo 'source <(facilitate completion zsh)' >> ~/.zshrc
  fish        facilitate completion fish > ~/.config/fish/completions/facilitate.fish
  powershell  Add-Content $PROFILE 'facilitate completion powershell | Out-String | Invoke-Expression'

and open a new window. In bash the package bash-completion must be there, as it
is nearly everywhere.`,
		Args: cli.OneArg("the shell", "facilitate completion bash"),
		RunE: func(c *cobra.Command, args []string) error {
			names, _ := aShell(nil)
			i := slices.Index(names, args[0])
			if i < 0 {
				return cli.Usage("there is no completion for %q; it is for %s", session.CleanLine(args[0]), strings.Join(names, ", "))
			}
			var script bytes.Buffer
			if err := shells[i].write(c.Root(), &script); err != nil {
				return err
			}
			return env.AnswerFile(script.Bytes())
		},
	}
}
