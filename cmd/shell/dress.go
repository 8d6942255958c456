package shell

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// The commands are listed in the order in which one needs them.
func init() { cobra.EnableCommandSorting = false }

// Dress gives a root and its commands what a shell expects of them all. Of what
// could not be written of a help the error goes to told: cobra asks for none.
func Dress(root *cobra.Command, env *cli.Env, told func(error)) {
	help := newHelp(env)
	root.SetHelpCommand(help)
	root.AddCommand(newCompletion(env), help)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { told(env.Answer(helpOf(c, env.Width()))) })
	root.SetFlagErrorFunc(flagError)
	cli.ColourFlag(env, root.PersistentFlags())
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return refuseBoth(c) }
	for _, t := range tasks {
		root.AddGroup(&cobra.Group{ID: string(t), Title: string(t) + ":"})
	}
	_ = root.RegisterFlagCompletionFunc("color", flagArgs["--color"].function(env))
	for _, c := range root.Commands() {
		e := entries[c.Name()]
		c.GroupID = string(e.task)
		c.Example = "  " + strings.ReplaceAll(e.examples, "\n", "\n  ")
		e.complete(env, c)
		for _, flags := range e.exclusive {
			c.MarkFlagsMutuallyExclusive(flags...) // so that completion offers no second one
		}
	}
}

// flagError is the mistake of a flag that cannot be read.
func flagError(c *cobra.Command, err error) error {
	if words := c.Flags().Args(); !c.HasParent() && len(words) > 0 {
		return NoCommand(c, words[0]) // the flag was meant for that one
	}
	var none *pflag.NotExistError
	if errors.As(err, &none) {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := session.Nearest(none.GetSpecifiedName(), names); near != "" && len(none.GetSpecifiedName()) > 1 {
			return cli.Usage("%v; did you mean --%s? %s --help lists the flags", err, near, c.CommandPath())
		}
	}
	return cli.Usage("%v; %s --help lists the flags", err, c.CommandPath())
}

func refuseBoth(c *cobra.Command) error {
	for _, flags := range entries[c.Name()].exclusive {
		var given []string
		for _, name := range flags {
			if c.Flags().Changed(name) {
				given = append(given, "--"+name)
			}
		}
		if len(given) > 1 {
			return cli.Usage("%s and %s contradict each other; give one of them", given[0], given[1])
		}
	}
	return nil
}
