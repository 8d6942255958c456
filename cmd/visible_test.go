package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session/journal"
	"facilitate/timer/timertest"
)

// hostile is a name that no terminal should get as it is: it would change the
// clipboard, clear the screen, write over the line, turn the direction of
// writing, hide, and delete.
const (
	hostile    = "h\x1b]52;c;aGk=\a\x1b[2J\r\b\u009b2J\u202e\u2066\u200b\x7fh"
	notUnicode = "\x9b2J" // which some systems have in no name of a file
	noFile     = "\x00"   // which none has
)

const smallPlan = `title: Walk
duration: 10m
activities:
- {id: a, title: A, duration: 5m}
- {id: b, title: B, phases: [{name: C, duration: 5m, notes: [{slide: map}, {quiz: myths}]}]}
slides: [{id: map, title: Map, image: map.png, alt: A map}]
quizzes: [{id: myths, title: Myths, statements: [{text: It rains, answer: true}]}]
evaluation: {questions: [{id: useful, text: Was it useful, kind: scale}]}
`

// firstObeyed is what a terminal would obey instead of showing it; empty if
// there is nothing.
func firstObeyed(text string) string {
	for i, r := range text {
		broken := r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD")
		if broken || r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return text[i:min(i+8, len(text))]
		}
	}
	return ""
}

// hostileWorld is where the test runs commands: a plan, a run and a script that
// are in order, and hostile names of all sorts.
type hostileWorld struct {
	dir, state, run    string
	plan, script, free string // free is the name of no file
	names              []string
}

func newHostileWorld(t *testing.T) hostileWorld {
	t.Helper()
	w := hostileWorld{dir: t.TempDir()}
	w.plan, w.script, w.free = filepath.Join(w.dir, "plan.yaml"), filepath.Join(w.dir, "script"), filepath.Join(w.dir, "free")
	src := []byte(smallPlan)
	hostileDir, bad := filepath.Join(w.dir, hostile), hostile+notUnicode
	w.state = filepath.Join(hostileDir, "state")
	if os.Mkdir(hostileDir, 0o777) != nil || os.WriteFile(filepath.Join(hostileDir, bad), nil, 0o666) != nil {
		bad = strings.ToValidUTF8(bad, "")
	}
	if err := os.Mkdir(hostileDir, 0o777); err != nil && !os.IsExist(err) {
		t.Skip("this system has no names like these: ", err)
	}
	plans := filepath.Join(w.state, "plans")
	if err := os.MkdirAll(filepath.Join(plans, bad), 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(path, text string) string {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write(w.plan, string(src))
	write(w.script, "0:00 start\n5:00 next\n")
	write(filepath.Join(plans, bad+".yaml"), string(src))
	wrong := "title: \"\\e]52;c;aGk=\\a\"\nduratoin: \"\\u202e\"\n\"\\e[2J\": \"\\x7f\"\nactivities: [{id: \"\\e\", title: \"\\u009b\"}]\n"
	write(filepath.Join(plans, bad+"2.yaml"), wrong)
	w.run = clitest.Run{Plan: src, Kind: journal.Rehearsal, Begin: time.Now().Add(-time.Hour).Truncate(time.Second), Script: "0:00 start\n5:00 next\n"}.Keep(t, w.state)
	w.names = []string{
		hostile + notUnicode, hostile + noFile, filepath.Join(w.dir, hostile+notUnicode), // of nothing
		bad, // a plan in the folder for plans
		filepath.Join(plans, bad), write(filepath.Join(w.dir, bad+".yaml"), string(src)),
		write(filepath.Join(w.dir, bad+"2.yaml"), wrong), write(filepath.Join(w.dir, bad+".txt"), "0:00 start\n1:00 \x1b[2J\n"),
		write(filepath.Join(w.dir, bad+".csv"), "useful,\x1b[2J\n\u202e,\u009b\n"),
	}
	return w
}

// lines are command lines of every command that do what they can; none asks for
// a browser that is there.
func (w hostileWorld) lines() map[string][][]string {
	name := w.names[0]
	return map[string][][]string{
		"facilitate": {{}},
		"bash":       {{}}, "fish": {{}}, "powershell": {{}}, "zsh": {{}}, "completion": {{}}, "help": {{}, {"show"}},
		"check":  {{w.plan}, {"--json", w.plan}},
		"config": {{}, {"--json"}}, "set": {{"theme", "light"}, {"organisation", name}}, "unset": {{"theme"}}, "keys": {{}},
		"coverage": {{w.plan}, {w.plan, "--gaps"}, {w.plan, "--json"}, {"--of", w.run}},
		"deliver":  {{w.plan}},
		"evaluate": {{w.run}, {w.run, "--list"}, {w.run, "--list", "--json"}, {w.run, "--template"}},
		"delete":   {{w.run}, {"--older-than", w.run}},
		"export":   {{w.run}, {w.run, "--json"}},
		"history":  {{w.plan}, {"--json"}},
		"import":   {{w.script}, {"--json", w.script}},
		"list":     {{}, {"--json"}},
		"new":      {{w.free}},
		"pack":     {{w.plan, "--only", "quiz", "-o", filepath.Join(w.dir, "papers"), "--force"}, {w.plan, "--pdf", "--browser", name, "-o", w.free}},
		"quiz":     {{w.plan, "myths"}},
		"rehearse": {{w.plan}, {w.plan, "--script", w.script}, {w.plan, "--script", w.script, "--json"}},
		"report":   {{w.run}, {w.run, "--json"}},
		"resume":   {{w.run}},
		"schema":   {{}, {"-o", w.free}},
		"show":     {{w.plan}, {w.plan, "--json"}, {w.plan, "--speech"}},
		"simulate": {{w.plan, "--script", w.script}},
		"slides":   {{w.plan}, {w.plan, "--check", "--browser", name}},
		"tune":     {{w.plan}, {w.plan, "--json"}, {w.plan, "--least", "1"}, {w.plan, "--least", "1", "--apply"}},
		"version":  {{}, {"--json"}},
	}
}

// TestNothingObeyed gives every command hostile names for all its arguments and
// flags, and as flags and commands that there are not: of what the terminal
// gets nothing may be anything to it but text.
func TestNothingObeyed(t *testing.T) {
	w := newHostileWorld(t)
	t.Chdir(w.dir) // some names are of files that are written
	lines := w.lines()
	runs, shown := 0, 0
	try := func(args []string) {
		var out, complaint bytes.Buffer
		env := &cli.Env{In: strings.NewReader(""), Out: &out, Err: &complaint, Now: time.Now, Getenv: func(name string) string {
			return map[string]string{"FACILITATE_STATE": w.state, "FACILITATE_PLANS": filepath.Join(w.state, "plans")}[name]
		}}
		Run(env, args)
		runs++
		if strings.Contains(out.String()+complaint.String(), "␛]52") {
			shown++
		}
		for where, text := range map[string]string{"output": out.String(), "errors": complaint.String()} {
			if found := firstObeyed(text); found != "" {
				t.Errorf("%q:\nthe terminal gets %q in the %s:\n%q", args, found, where, text)
			}
		}
	}
	var visit func(c *cobra.Command, path []string)
	visit = func(c *cobra.Command, path []string) {
		bases, known := lines[c.Name()]
		if !known {
			t.Errorf("nothing is known of %s here: give it a line", c.Name())
		}
		for i, base := range bases {
			for _, args := range w.hostileLines(c, base, i == 0 || timertest.Long) {
				try(slices.Concat(path, args))
			}
		}
		for _, sub := range c.Commands() {
			visit(sub, slices.Concat(path, []string{sub.Name()}))
		}
	}
	visit(NewRoot(&cli.Env{}, func(error) {}), nil)
	if runs < 1000 || shown < runs/4 {
		t.Errorf("of %d command lines %d showed the name", runs, shown)
	}
}

// hostileLines are the arguments of a command with a hostile name in every place
// where one can be; in its flags only where wanted, as these are the same whatever
// else is asked.
func (w hostileWorld) hostileLines(c *cobra.Command, base []string, flagsToo bool) (lines [][]string) {
	with := func(more ...string) { lines = append(lines, slices.Concat(base, more)) }
	for n, name := range w.names {
		nothing := n < 2
		with(name)
		for i := range base {
			line := slices.Clone(base)
			line[i] = name
			lines = append(lines, line)
		}
		if !flagsToo {
			continue
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if nothing || f.Value.Type() == "string" { // else what has the name is not looked at
				with("--" + f.Name + "=" + name)
			}
		})
		if nothing {
			with("--" + name)
			with("-" + name)
			with("--", name)
		}
	}
	return lines
}
