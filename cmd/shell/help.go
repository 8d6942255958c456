package shell

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/session"
)

func newHelp(env *cli.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "say what a command is for, as its --help does",
		Long:  "Says what a command is for, what it takes, and shows examples, as its --help does.",
		Args:  cli.OptionalArg("facilitate help deliver"),
		RunE: func(c *cobra.Command, args []string) error {
			about := c.Root()
			if len(args) == 1 {
				i := slices.IndexFunc(about.Commands(), func(c *cobra.Command) bool { return c.Name() == args[0] })
				if i < 0 {
					return NoCommand(about, args[0])
				}
				about = about.Commands()[i]
			}
			about.InitDefaultHelpFlag()
			return env.Answer(helpOf(about, env.Width()))
		},
	}
}

// NoCommand is the mistake of asking for a command that there is not.
func NoCommand(root *cobra.Command, word string) error {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if near := session.Nearest(word, names); near != "" {
		return cli.Usage("there is no command %q; did you mean %s? facilitate --help lists them all", word, near)
	}
	return cli.Usage("there is no command %q; facilitate --help lists them", word)
}

// helpOf is what a command says of itself, broken at words.
func helpOf(c *cobra.Command, width int) string {
	var b strings.Builder
	b.WriteString(fold(c.Long, width))
	use := c.UseLine()
	if !c.HasParent() {
		use = c.Name() + " COMMAND"
	}
	b.WriteString("\nUsage:\n  " + use + "\n")
	if c.Example != "" {
		b.WriteString("\nExamples:\n" + c.Example + "\n")
	}
	if c.HasSubCommands() {
		b.WriteString(commandList(c, width))
	}
	flags := func(title string, set *pflag.FlagSet) {
		if set.HasAvailableFlags() {
			b.WriteString("\n" + title + "\n" + strings.TrimRight(set.FlagUsagesWrapped(width), "\n") + "\n")
		}
	}
	flags("Flags:", c.LocalFlags())
	flags("Flags of every command:", c.InheritedFlags())
	if !c.HasParent() {
		b.WriteString("\n" + fold("facilitate COMMAND --help tells more of each; facilitate completion --help makes Tab complete them in your shell.", width))
		b.WriteString("\n" + fold("The exit status is 0 where it is done, 1 where something failed or problems were found, 2 where the command was written wrong, and 130 where it was interrupted.", width))
	}
	return b.String()
}

// fold breaks the paragraphs of a text that have a line too wide. What is indented
// goes on below where it began.
func fold(text string, width int) string {
	var b strings.Builder
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		lines := strings.Split(paragraph, "\n")
		isWide := func(line string) bool { return ansi.StringWidth(line) > width }
		if slices.ContainsFunc(lines, isWide) && !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, " ") }) {
			lines = cli.Wrap(paragraph, width)
		}
		for _, line := range lines {
			if isWide(line) {
				lead := line[:min(len(line)-len(strings.TrimLeft(line, " ")), width/2)]
				line = strings.Join(cli.Hang(lead, lead, line, width), "\n")
			}
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func commandList(root *cobra.Command, width int) string {
	t := cli.Table{Columns: []cli.Column{{}, {Least: 20}}, Width: width}
	groups := root.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{Title: "Commands:"}}
	}
	for _, group := range groups {
		above := "\n" + group.Title + "\n"
		for _, c := range root.Commands() {
			if c.GroupID == group.ID {
				t.Rows = append(t.Rows, cli.Row{Cells: []string{"  " + c.Name(), c.Short}, Above: above})
				above = ""
			}
		}
	}
	return t.String()
}
