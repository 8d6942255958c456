package shell

import (
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
		all = append(all, described(files, "a file here")...)
	}
	own := library.OwnPlanNames(t.env)
	ship := slices.DeleteFunc(sessions.Names(), func(name string) bool { return slices.Contains(own, name) })
	all = append(all, described(own, "your plan")...)
	all = append(all, described(ship, "ships with the program")...)
	return append(all, described(sessions.Examples(), "an example")...), orFiles
}

func described(words []string, about string) (all []cobra.Completion) {
	for _, word := range words {
		all = append(all, cobra.CompletionWithDesc(word, about))
	}
	return all
}

// aRun is a kept run: the newest first, by as much of its name as is enough.
func aRun(t *typed) (all []cobra.Completion, then cobra.ShellCompDirective) {
	then = noFiles | cobra.ShellCompDirectiveKeepOrder
	dir, _ := t.c.Flags().GetString("state-dir")
	store, err := library.OpenStore(t.env, dir)
	if err != nil {
		return nil, then
	}
	names, _ := store.Names()
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
			about := "cannot be read"
			if kind := string(info.Head.Kind); kind != "" {
				about = kind + ", " + session.CleanLine(info.Head.Title)
			}
			all = append(all, cobra.CompletionWithDesc(word, about))
		}
		if len(all) == mostRuns {
			break
		}
	}
	return all, then
}

func aPlanOrRun(t *typed) ([]cobra.Completion, cobra.ShellCompDirective) {
	if of, _ := t.c.Flags().GetBool("of"); of {
		return aRun(t)
	}
	return aPlan(t)
}

// ofPlan is an argument that is in the plan which the command line names, else in
// the usual one; nothing is offered where that cannot be read.
func ofPlan(of func(*session.Plan) []cobra.Completion, then cobra.ShellCompDirective) argument {
	return func(t *typed) ([]cobra.Completion, cobra.ShellCompDirective) {
		f, err := library.FindPlan(t.env, slices.Concat(t.args, []string{sessions.Usual})[0])
		if err != nil {
			return nil, then
		}
		if f.Load(t.env); f.Plan == nil {
			return nil, then
		}
		return of(f.Plan), then
	}
}

var (
	aDocument = ofPlan(pack.Names, noFiles)

	anActivity = ofPlan(func(p *session.Plan) (all []cobra.Completion) {
		for _, a := range p.Activities {
			all = append(all, cobra.CompletionWithDesc(a.ID, a.Title))
		}
		return all
	}, noFiles|cobra.ShellCompDirectiveKeepOrder)

	aQuiz = ofPlan(func(p *session.Plan) (all []cobra.Completion) {
		for _, q := range p.Quizzes {
			all = append(all, cobra.CompletionWithDesc(q.ID, q.Title))
		}
		return all
	}, noFiles)

	aBlank = ofPlan(func(p *session.Plan) (all []cobra.Completion) {
		for _, b := range p.Blanks {
			all = append(all, b.ID+"=")
		}
		return all
	}, noFiles|cobra.ShellCompDirectiveNoSpace)
)

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

// oneOf is an argument that is one of some words.
func oneOf(all ...string) argument {
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
	c.ValidArgsFunction = func(c *cobra.Command, typed []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		args := e.args
		if len(args) == 0 {
			args = []argument{nothing}
		}
		return args[min(len(typed), len(args)-1)].function(env)(c, typed, begun)
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		arg := flagArgs[c.Name()+" --"+f.Name]
		if arg == nil {
			arg = flagArgs["--"+f.Name]
		}
		if arg != nil {
			_ = c.RegisterFlagCompletionFunc(f.Name, arg.function(env)) // it fails for a flag there is not
		}
	})
}
