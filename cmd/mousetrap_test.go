package cmd

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
)

func TestDoubleClick(t *testing.T) {
	t.Parallel()
	if cobra.MousetrapHelpText != "" {
		t.Error("cobra refuses to be started by a double click")
	}
	for _, c := range []struct{ args, want []string }{
		{nil, nil},
		{[]string{`C:\plans\ours.YAML`}, []string{"deliver", `C:\plans\ours.YAML`}},
		{[]string{"ours.yml"}, []string{"deliver", "ours.yml"}},
		{[]string{"list"}, []string{"list"}},
		{[]string{"show", "ours.yaml"}, []string{"show", "ours.yaml"}},
	} {
		if got := doubleClickArgs(c.args); !slices.Equal(got, c.want) {
			t.Errorf("%q is taken for %q", c.args, got)
		}
	}
}

// TestDoubleClickStays sees that the window stays where there is something to
// read in it, and only there.
func TestDoubleClickStays(t *testing.T) {
	t.Parallel()
	const ask = "\npress Enter to close this window "
	for _, c := range []struct {
		args   []string
		status int
		stays  bool
	}{
		{[]string{"deliver", "--every", "often"}, cli.StatusUsage, true},
		{[]string{"nowhere.yaml"}, cli.StatusFailed, true},
		{[]string{"version"}, cli.StatusDone, false},
	} {
		var out, complaint bytes.Buffer
		in := strings.NewReader("\nnot read")
		env := &cli.Env{In: in, Out: &out, Err: &complaint, Getenv: func(string) string { return "" }, Now: time.Now}
		if status := runDoubleClick(env, c.args); status != c.status {
			t.Errorf("%q: exit status %d, not %d", c.args, status, c.status)
		}
		if (complaint.Len() > 0) != c.stays || strings.HasSuffix(out.String(), ask) != c.stays {
			t.Errorf("%q: %q and %q", c.args, &out, &complaint)
		}
		if read := in.Len() == 0; read != c.stays {
			t.Errorf("%q: waits for Enter: %v", c.args, read)
		}
	}
}
