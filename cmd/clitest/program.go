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

// built is the program, once for all tests of a package.
var built struct {
	once   sync.Once
	folder string
	err    error
}

// BuildProgram builds the program where Main removes it again. Under the race
// detector a test that does so is skipped: the program would be built without
// it, so only the plain run proves anything.
func BuildProgram(t testing.TB) string {
	t.Helper()
	if timertest.Raced {
		t.Skip("it runs the program as it is built, which the race detector does not see")
	}
	built.once.Do(func() {
		if built.folder, built.err = os.MkdirTemp("", "facilitate-test-"); built.err != nil {
			return
		}
		AtEnd(func() { _ = os.RemoveAll(built.folder) })
		if out, err := exec.Command("go", "build", "-o", built.folder, "facilitate").CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return filepath.Join(built.folder, "facilitate")
}
