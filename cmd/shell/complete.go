package shell

import (
	"cmp"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/pack"
	"facilitate/sessions"
)

// argument is something that is typed on a command line, and finds what may stand
// there. Those that begin otherwise than what is typed are left out afterwards.
type argument func(*typed) ([]cobra.Completion, cobra.ShellCompDirective)

// typed is a command line of which a word is to be completed.
type typed struct {
	env   *cli.Env // says nothing
	c     *cobra.Command
	args  []string // those before the word
	begun string   // of the word
}

// The directives, in words.
const (
	orFiles = cobra.ShellCompDirectiveDefault // where nothing fits, files do
	noFiles = cobra.ShellCompDirectiveNoFileComp
)

// mostRuns is how many runs are offered, the newest first: to read what they are
// takes time, and more than that nobody looks through.
const mostRuns = 40

func nothing(*typed) ([]cobra.Completion, cobra.ShellCompDirective) { return nil, noFiles }

func aFile(*typed) ([]cobra.Completion, cobra.ShellCompDirective) { return nil, orFiles }

func aFolder(*typed) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// aPlan is a plan that can be asked for by name, or a file of one here.
func aPlan(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	for _, ending := range []string{".yaml", ".yml"} {
		files, _ := filepath.Glob(t.begun + "*" + ending) // a begun pattern is no file
		for _, file := range files {
			all = append(all, cobra.CompletionWithDesc(file, "a file here"))
		}
	}
	own := library.OwnPlanNames(t.env)
	for _, name := range own {
		all = append(all, cobra.CompletionWithDesc(name, "your plan"))
	}
	for _, name := range sessions.Names() {
		if !slices.Contains(own, name) {
			all = append(all, cobra.CompletionWithDesc(name, "ships with the program"))
		}
	}
	for _, name := range sessions.Examples() {
		all = append(all, cobra.CompletionWithDesc(name, "an example"))
	}
	return all, orFiles
}

// aRun is a run that is kept: the newest first, by as much of its name as is
// enough.
func aRun(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	then = noFiles | cobra.ShellCompDirectiveKeepOrder
	dir, _ := t.c.Flags().GetString("state-dir")
	store, err := library.OpenStore(t.env, dir)
	if err != nil {
		return nil, then
	}
	names, err := store.Names()
	if err != nil {
		return nil, then
	}
	short := library.ShortNames(names)
	for _, name := range slices.Backward(names) {
		word := short[name]
		if len(t.begun) > len(word) {
			word = name
		}
		if !strings.HasPrefix(word, t.begun) || slices.Contains(t.args, word) {
			continue
		}
		if info, ok := store.Info(name); ok && (info.Unread != nil || info.Took()) {
			all = append(all, cobra.CompletionWithDesc(word, describeRun(string(info.Head.Kind), info.Head.Title)))
		}
		if len(all) == mostRuns {
			break
		}
	}
	return all, then
}

func describeRun(kind, title string) string {
	if kind == "" {
		return "cannot be read"
	}
	return kind + ", " + session.CleanLine(title)
}

func aPlanOrRun(t *typed) ([]cobra.Completion, cobra.ShellCompDirective) {
	if of, _ := t.c.Flags().GetBool("of"); of {
		return aRun(t)
	}
	return aPlan(t)
}

// plan is the plan that the command line names, else the usual one; nil where it
// cannot be read.
func (t *typed) plan() *session.Plan {
	name := sessions.Usual
	if len(t.args) > 0 {
		name = t.args[0]
	}
	f, err := library.FindPlan(t.env, name)
	if err != nil {
		return nil
	}
	f.Load(t.env)
	return f.Plan
}

func anActivity(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	if p := t.plan(); p != nil {
		for i := range p.Activities {
			a := &p.Activities[i]
			all = append(all, cobra.CompletionWithDesc(a.ID, a.Title))
		}
	}
	return all, noFiles | cobra.ShellCompDirectiveKeepOrder
}

func aDocument(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	if p := t.plan(); p != nil {
		all = pack.Names(p)
	}
	return all, noFiles
}

func aQuiz(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	if p := t.plan(); p != nil {
		for i := range p.Quizzes {
			all = append(all, cobra.CompletionWithDesc(p.Quizzes[i].ID, p.Quizzes[i].Title))
		}
	}
	return all, noFiles
}

func aBlank(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	if p := t.plan(); p != nil {
		for i := range p.Blanks {
			all = append(all, p.Blanks[i].ID+"=")
		}
	}
	return all, noFiles | cobra.ShellCompDirectiveNoSpace
}

func aCommand(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	for _, c := range t.c.Root().Commands() {
		if c.IsAvailableCommand() {
			all = append(all, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return all, noFiles
}

func aShell(*typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	for _, s := range shells {
		all = append(all, s.name)
	}
	return all, noFiles
}

// words is an argument that is one of some words.
func words(all []string) argument {
	return func(*typed) ([]cobra.Completion, cobra.ShellCompDirective) { return all, noFiles }
}

// function is an argument as cobra asks for it. What cannot be read is not told:
// somebody is in the middle of a line.
func (a argument) function(env *cli.Env) cobra.CompletionFunc {
	quiet := *env
	quiet.Err = io.Discard
	return func(c *cobra.Command, args []string, begun string) (fit []cobra.Completion, then cobra.ShellCompDirective) {
		all, then := a(&typed{&quiet, c, args, begun})
		for _, word := range all {
			if strings.HasPrefix(word, begun) {
				word, about, _ := strings.Cut(word, "\t")
				fit = append(fit, cobra.CompletionWithDesc(session.CleanLine(word), session.CleanLine(about)))
			}
		}
		return fit, then
	}
}

// complete has the arguments and flags of a command completed.
func (e *entry) complete(env *cli.Env, c *cobra.Command) {
	c.ValidArgsFunction = func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		at := e.args[min(len(args), len(e.args)-1)]
		return at.function(env)(c, args, begun)
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		at := "--" + f.Name
		own := c.Name() + " " + at
		arg := flagArgs[own]
		if arg == nil {
			arg = flagArgs[at]
		}
		if list := cmp.Or(len(flagWords[own]), len(flagWords[at])); arg == nil && list > 0 {
			arg = words(append(slices.Clone(flagWords[own]), flagWords[at]...))
		}
		if arg != nil {
			_ = c.RegisterFlagCompletionFunc(f.Name, arg.function(env)) // it fails for a flag there is not
		}
	})
}
