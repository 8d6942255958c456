package clitest

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/testscript"

	"facilitate/session/journal"
	"facilitate/sessions"
	"facilitate/timer/timertest"
)

// updateScripts rewrites what the scripts compare with: look at the difference
// before it is kept.
var updateScripts = flag.Bool("update-scripts", false, "rewrite what the scripts compare with")

// Main runs the tests of a package with its own binary as the program that the
// scripts run; the program is given its arguments and returns its exit status.
func Main(m *testing.M, program func(args []string) int) {
	// Most tests in a terminal wait for its program and leave the processors
	// alone; the race detector keeps them busy with two.
	atOnce := "6"
	if timertest.Raced {
		atOnce = "2"
	}
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	testscript.Main(tests{m}, map[string]func(){
		"facilitate": func() { os.Exit(program(os.Args[1:])) },
	})
}

// tests are those of a package, and what is to be done after them.
type tests struct{ *testing.M }

func (t tests) Run() int {
	defer func() {
		for _, f := range atEnd.do {
			f()
		}
	}()
	return timertest.Main(t.M)
}

var atEnd struct {
	mu sync.Mutex
	do []func()
}

// AtEnd has something done when all tests of a package that begins with Main
// have run: for what they share.
func AtEnd(f func()) {
	atEnd.mu.Lock()
	defer atEnd.mu.Unlock()
	atEnd.do = append(atEnd.do, f)
}

// Scripts runs the scripts in testdata/script, and in that of families whose
// other tests do not start the program: to link it for these alone takes longer.
// Each runs the whole program from the command line. Beside the commands of testscript they know
//
//	status N COMMAND...    runs a command that must exit with exactly N
//	bytes FILE PART...     writes a file of Go strings, each perhaps repeated: "a\n"*3
//	kept STATE KIND BEGIN PLAN M:SS...
//	                       keeps a run of the kind in which the phases of the
//	                       plan took these times one after the other; "-" is a
//	                       phase that was skipped
//	widest N               wants the longest line of the last output to have N
//	                       columns; lines with a web address may have more
//	holds FOLDER TEXT      wants a file below the folder, or its name, to have the text
//
// With the race detector they are skipped: nearly all of these commands do one
// thing after the other, and what deliver does at once its own tests do too.
func Scripts(t *testing.T, families ...string) {
	timertest.OneByOne(t)
	t.Parallel()
	var scripts []string
	for _, family := range append(families, ".") {
		of, err := filepath.Glob(filepath.Join(family, "testdata/script/*.txtar"))
		if err != nil || len(of) == 0 {
			t.Fatalf("%s has no scripts: %v", family, err)
		}
		scripts = append(scripts, of...)
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *updateScripts,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": scriptStatus,
			"bytes":  scriptBytes,
			"kept":   scriptKept,
			"widest": scriptWidest,
			"holds":  scriptHolds,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("FACILITATE_PLANS", filepath.Join(env.WorkDir, "plans"))
			src, _ := sessions.Read(Shipped)
			return os.WriteFile(filepath.Join(env.WorkDir, "shipped.yaml"), src, 0o666)
		},
	})
}

func scriptStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, not %d", got, want)
	}
}

// scriptHolds is the command holds of the scripts.
func scriptHolds(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: holds FOLDER TEXT")
	}
	var in []string
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(path+string(data), args[1]) {
			in = append(in, path)
		}
		return err
	}))
	if found := len(in) > 0; found == neg {
		ts.Fatalf("%q is in %q", args[1], in)
	}
}

func scriptBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf(`usage: bytes FILE '"PART"'[*N]...`)
	}
	var b strings.Builder
	for _, part := range args[1:] {
		quoted, n := part, 1
		if i := strings.LastIndex(part, `"*`); i > 0 {
			times, err := strconv.Atoi(part[i+2:])
			ts.Check(err)
			quoted, n = part[:i+1], times
		}
		text, err := strconv.Unquote(quoted)
		if err != nil {
			ts.Fatalf("%s: %v", part, err)
		}
		b.WriteString(strings.Repeat(text, n))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o666))
}

func scriptWidest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: widest N")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	widest, which := 0, ""
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if w := ansi.StringWidth(strings.TrimRight(line, "\r\n")); w > widest && !strings.Contains(line, "://") {
			widest, which = w, line
		}
	}
	if widest != want {
		ts.Fatalf("the widest line has %d columns, not %d: %s", widest, want, which)
	}
}

// scriptKept is the command kept of the scripts.
func scriptKept(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 5 {
		ts.Fatalf("usage: kept STATE KIND BEGIN PLAN M:SS...")
	}
	begin, err := time.Parse(time.RFC3339, args[2])
	ts.Check(err)
	_, err = Run{
		Plan: []byte(ts.ReadFile(args[3])), Kind: journal.Kind(args[1]), Begin: begin, Script: ScriptOfTimes(args[4:]...),
	}.make(ts.MkAbs(args[0]))
	ts.Check(err)
}
