package clitest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/timer/timertest"
)

// Program has a command line carried out with runs kept in a folder, and wants
// an exit status.
func Program(t *testing.T, carryOut func(*cli.Env, []string) int, want int, state string, args ...string) (out, complaint string) {
	t.Helper()
	var o, e bytes.Buffer
	env := &cli.Env{Out: &o, Err: &e, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"FACILITATE_STATE": state, "FACILITATE_PLANS": filepath.Join(state, "plans"), "FACILITATE_CONFIG": filepath.Join(state, "config.yaml")}[name]
	}}
	if status := carryOut(env, args); status != want {
		t.Fatalf("%s: exit status %d, not %d\n%s%s", args, status, want, &o, &e)
	}
	return o.String(), e.String()
}

// Execute carries out a command without the program's other ones, as the root
// would, and is the exit status.
func Execute(env *cli.Env, command *cobra.Command, args ...string) int {
	root := &cobra.Command{Use: "facilitate", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(command)
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	root.SetArgs(append([]string{command.Name()}, args...))
	return env.Status(root.Execute())
}

// FindProgram is the program to be started: the tests' own file under its name,
// as the scripts run it, so that nothing is linked twice. Under the race detector
// a test that starts it is skipped: that sees one process, and what a program
// does at once its own tests show it.
func FindProgram(t testing.TB) string {
	t.Helper()
	if timertest.Raced {
		t.Skip("it starts the program, in which the race detector does not see")
	}
	path, err := exec.LookPath("facilitate")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// built is the program, once for all that a package does with it.
var built struct {
	once   sync.Once
	folder string
	err    error
}

// BuildProgram builds the program where Main removes it again: for benchmarks and
// pictures, which are of it as it is given to people.
func BuildProgram(t testing.TB) string {
	t.Helper()
	built.once.Do(func() {
		if built.folder, built.err = os.MkdirTemp("", "facilitate-test-"); built.err != nil {
			return
		}
		AtEnd(func() { _ = os.RemoveAll(built.folder) })
		build := exec.Command("go", "build", "-o", built.folder, "facilitate")
		build.Env = append(os.Environ(), "CGO_ENABLED=0") // as a release is
		if out, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return filepath.Join(built.folder, "facilitate")
}
