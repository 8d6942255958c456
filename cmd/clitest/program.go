package clitest

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
)

// Program has a command line carried out with runs kept in a folder, and wants
// an exit status.
func Program(t *testing.T, carryOut func(*cli.Env, []string) int, want int, state string, args ...string) (out, complaint string) {
	t.Helper()
	var o, e bytes.Buffer
	env := &cli.Env{Out: &o, Err: &e, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"FACILITATE_STATE": state, "FACILITATE_PLANS": filepath.Join(state, "plans")}[name]
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
