package cmd

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session/journal"
	"facilitate/sessions"
)

// keptRun is a state folder with one delivery.
func keptRun(t *testing.T) (state string) {
	t.Helper()
	state = t.TempDir()
	plan, _ := sessions.Read(sessions.Usual)
	clitest.Run{
		Plan: plan, Kind: journal.Delivery, Begin: time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC),
		Script: "0:00 start\n6:00 next\n90:00 finish\n",
	}.Keep(t, state)
	return state
}

// completions are what is offered for the last word.
var completions = []struct {
	line []string
	want string // among what is offered
}{
	{[]string{"sho"}, "show"},
	{[]string{"show", "infant-mental-health-p"}, "infant-mental-health-parents"},
	{[]string{"report", "2026"}, "2026-11-21-0930"},
	{[]string{"delete", ""}, "2026-11-21-0930"},
	{[]string{"show", "--learn", ""}, "2026-11-21-0930"},
	{[]string{"coverage", "--of", ""}, "2026-11-21-0930"},
	{[]string{"rehearse", "--only", "self"}, "self-care"},
	{[]string{"rehearse", "running-a-workshop", "--from", ""}, "close"},
	{[]string{"report", "--format", "mark"}, "markdown"},
	{[]string{"history", "--kind", ""}, "deliveries"},
	{[]string{"pack", "--only", "handout-t"}, "handout-take-home"},
	{[]string{"quiz", "infant-mental-health", ""}, "myths"},
	{[]string{"deliver", "--theme", ""}, "contrast"},
	{[]string{"help", "tun"}, "tune"},
	{[]string{"completion", "po"}, "powershell"},
	{[]string{"list", "--color", "a"}, "always"},
}

// TestCompletion asks as every shell's script does.
func TestCompletion(t *testing.T) {
	state := keptRun(t)
	for _, c := range completions {
		out, _ := clitest.Program(t, Run, 0, state, append([]string{"__complete"}, c.line...)...)
		var offered []string
		for line := range strings.Lines(out) {
			word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
			offered = append(offered, word)
		}
		if !slices.Contains(offered, c.want) {
			t.Errorf("%q offers %q, not %s", c.line, offered, c.want)
		}
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("ours.yaml", []byte("title: T\nduration: 5m\nblanks: [{id: lead, ask: Your name}]\nactivities: [{id: a, title: A, duration: 5m, notes: [say: I am $lead.]}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _ := clitest.Program(t, Run, 0, state, "__complete", "check", "our"); !strings.HasPrefix(out, "ours.yaml\t") {
		t.Errorf("a plan here is not offered: %q", out)
	}
	if out, _ := clitest.Program(t, Run, 0, state, "__complete", "deliver", "ours.yaml", "--set", ""); !strings.HasPrefix(out, "lead=\n") {
		t.Errorf("a blank is not offered: %q", out)
	}
	if out, _ := clitest.Program(t, Run, 0, state, "__complete", "show", "--speech", "--no"); strings.Contains(out, "--notes") {
		t.Errorf("a flag that is excluded is offered: %q", out)
	}
}

// TestShells completes in the shells that there are. For PowerShell, which asks in
// the same way, its script is looked at.
func TestShells(t *testing.T) {
	program := clitest.FindProgram(t)
	bin := t.TempDir()
	if err := os.Symlink(program, filepath.Join(bin, "facilitate")); err != nil {
		t.Skip("there are no links here")
	}
	env := append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "FACILITATE_STATE="+keptRun(t), "TERM=dumb")
	for _, shell := range []struct{ name, ready, ask string }{
		{"bash", `_get_comp_words_by_ref() { cur=${COMP_WORDS[COMP_CWORD]}; prev=; words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; }
source <(facilitate completion bash)`, `COMP_WORDS=(facilitate %s); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); COMP_TYPE=9
__start_facilitate 2>/dev/null; printf '%%s\n' "${COMPREPLY[@]}"`},
		// Its own compinit reads a thousand files first.
		{"zsh", `compdef() { [[ $2 == facilitate ]] && completer=$1 }; source <(facilitate completion zsh)
_describe() { print -l -- "${completions[@]}" }`, `words=(facilitate %s); CURRENT=$#words; $completer`},
		{"fish", `facilitate completion fish | source`, `complete -C 'facilitate %s'`},
	} {
		t.Run(shell.name, func(t *testing.T) {
			path, err := exec.LookPath(shell.name)
			if err != nil {
				t.Skip("it is not here")
			}
			asked := [][2]string{{"show infant-mental-health-p", "infant-mental-health-parents"}, {"report 2026", "2026-11-21-0930"}, {"rehearse --only self", "self-care"}}
			script := shell.ready
			for _, c := range asked {
				script += fmt.Sprintf("\necho 'asked: %s'\n"+shell.ask, c[0], c[0])
			}
			run := exec.Command(path, "-c", script)
			run.Env = env
			out, err := run.CombinedOutput()
			for _, c := range asked {
				_, offered, _ := strings.Cut(string(out), "asked: "+c[0])
				offered, _, _ = strings.Cut(offered, "asked: ")
				if err != nil || !strings.Contains(offered, c[1]) {
					t.Errorf("%s: %v\n%s", c[0], err, out)
				}
			}
		})
	}
	out, _ := clitest.Program(t, Run, 0, t.TempDir(), "completion", "powershell")
	for _, want := range []string{"Register-ArgumentCompleter -CommandName 'facilitate'", "__complete"} {
		if !strings.Contains(out, want) {
			t.Errorf("the script for PowerShell lacks %s", want)
		}
	}
}

// eachCommand hands over every command that a person may give.
func eachCommand(t *testing.T, do func(c *cobra.Command)) {
	t.Helper()
	env := &cli.Env{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, Getenv: func(string) string { return "" }, Now: time.Now}
	n := 0
	for _, c := range NewRoot(env, func(error) {}).Commands() {
		n++
		do(c)
	}
	if n < 20 {
		t.Errorf("only %d commands were found", n)
	}
}

// TestHelp wants an example and a task of every command, and a help that fits.
func TestHelp(t *testing.T) {
	t.Parallel()
	fits := func(text string) {
		for line := range strings.Lines(text) {
			line = strings.TrimRight(line, "\n")
			if ansi.StringWidth(line) > 80 && !strings.HasPrefix(line, "  ") {
				t.Errorf("this is %d columns wide: %s", ansi.StringWidth(line), line)
			}
		}
	}
	out, _ := clitest.Program(t, Run, 0, t.TempDir(), "--help")
	fits(out)
	eachCommand(t, func(c *cobra.Command) {
		if !strings.Contains(c.Example, "facilitate "+c.Name()) || c.GroupID == "" {
			t.Errorf("%s has the examples %q and the task %q", c.Name(), c.Example, c.GroupID)
		}
		help, _ := clitest.Program(t, Run, 0, t.TempDir(), c.Name(), "--help")
		asked, _ := clitest.Program(t, Run, 0, t.TempDir(), "help", c.Name())
		if help != asked || !strings.Contains(help, "\nExamples:\n"+c.Example) {
			t.Errorf("help %s says\n%s, not\n%s", c.Name(), asked, help)
		}
		fits(help)
	})
	_, complaint := clitest.Program(t, Run, cli.StatusUsage, t.TempDir(), "help", "nosuch")
	if !strings.HasPrefix(complaint, `there is no command "nosuch"`) {
		t.Errorf("help of nothing says %q", complaint)
	}
}

// TestMistypedFlags misses a letter of every long flag of every command.
func TestMistypedFlags(t *testing.T) {
	t.Parallel()
	eachCommand(t, func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if len(f.Name) < 5 {
				return
			}
			_, complaint := clitest.Program(t, Run, cli.StatusUsage, t.TempDir(), c.Name(), "--"+f.Name[:2]+f.Name[3:])
			if !strings.Contains(complaint, "did you mean --"+f.Name+"?") {
				t.Errorf("%s without a letter of --%s says %q", c.Name(), f.Name, complaint)
			}
		})
	})
}

// TestSameStatus makes the same mistakes with every command that can be made to.
func TestSameStatus(t *testing.T) {
	t.Parallel()
	state := keptRun(t)
	for mistake, c := range map[string]struct {
		status int
		lines  []string
	}{
		"a plan there is not": {cli.StatusFailed, []string{
			"show nosuch.yaml", "show nosuch", "check nosuch.yaml", "pack nosuch.yaml", "slides nosuch", "rehearse nosuch.yaml --script -",
			"simulate nosuch --script -", "coverage nosuch.yaml", "deliver nosuch", "quiz nosuch", "history nosuch", "tune nosuch.yaml",
			"new x.yaml --from nosuch.yaml", "new x.yaml --extends nosuch.yaml",
		}},
		"a run there is not": {cli.StatusFailed, []string{
			"report 1999", "evaluate 1999 --list", "export 1999", "delete 1999 --yes", "show --learn 1999", "coverage --of 1999", "resume 1999", "pack --of 1999",
		}},
		"a file there is not": {cli.StatusFailed, []string{"evaluate --csv nosuch.csv", "pack --local nosuch.yaml", "import nosuch"}},
		// What simulate prints and when it fails is fixed, and so this is a mistake
		// of the command line.
		"a script there is not":       {cli.StatusUsage, []string{"simulate --script nosuch", "rehearse --script nosuch"}},
		"a format there is not":       {cli.StatusUsage, []string{"report --format x", "coverage --format x", "simulate --script - --format x"}},
		"a time there is not":         {cli.StatusUsage, []string{"show --start 25:00", "pack --start 25:00", "deliver --start 25:00", "simulate --start 25:00 --script -"}},
		"no terminal":                 {cli.StatusUsage, []string{"slides"}},
		"an argument too many":        {cli.StatusUsage, []string{"list x", "show a b", "pack a b", "new a b", "report a b", "version x", "help a b", "completion a b"}},
		"a flag there is not":         {cli.StatusUsage, []string{"list --nosuch", "show --nosuch", "completion --nosuch"}},
		"two that exclude":            {cli.StatusUsage, []string{"show --json --notes --speech", "tune --json --diff", "report --json --format csv", "new x --from a --extends b", "rehearse --from a --only b", "coverage --of --with x", "slides --check --no-open", "evaluate --list --undo"}},
		"a shell or topic unheard of": {cli.StatusUsage, []string{"completion tcsh", "help nosuch", "nosuch"}},
	} {
		for _, line := range c.lines {
			var out, complaint bytes.Buffer
			env := &cli.Env{In: strings.NewReader(""), Out: &out, Err: &complaint, Now: time.Now, Getenv: func(name string) string {
				return map[string]string{"FACILITATE_STATE": state, "FACILITATE_PLANS": state}[name]
			}}
			if status := Run(env, strings.Fields(line)); status != c.status || complaint.Len() == 0 {
				t.Errorf("%s: %s ends with status %d, not %d: %s%s", mistake, line, status, c.status, &out, &complaint)
			}
		}
	}
}

// TestFormatsAreOffered holds what Tab offers for --format to what its help says.
func TestFormatsAreOffered(t *testing.T) {
	t.Parallel()
	formats := 0
	for _, c := range NewRoot(&cli.Env{}, nil).Commands() {
		f := c.Flags().Lookup("format")
		if f == nil {
			continue
		}
		formats++
		out, _ := clitest.Program(t, Run, 0, t.TempDir(), "__complete", c.Name(), "--format", "")
		words := strings.Fields(out)
		if n := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, ":") }); n < 2 {
			t.Errorf("%s --format: it offers %q", c.Name(), out)
		} else {
			words = words[:n]
		}
		for _, w := range words {
			if !strings.Contains(f.Usage, w) {
				t.Errorf("%s --format: it offers %s, and help says %q", c.Name(), w, f.Usage)
			}
		}
	}
	if formats < 4 {
		t.Errorf("only %d commands have formats", formats)
	}
}
