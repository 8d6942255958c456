package cli

import "testing"

func TestAllowsColour(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		flag     colourWhen
		vars     map[string]string
		terminal bool
		want     bool
	}{
		{terminal: true, want: true},
		{terminal: false, want: false},
		{flag: "never", terminal: true, want: false},
		{flag: "always", terminal: false, want: true},
		{flag: "always", vars: map[string]string{"NO_COLOR": "1"}, want: true},
		{flag: "auto", terminal: true, want: true},
		{vars: map[string]string{"NO_COLOR": "1"}, terminal: true, want: false},
		{vars: map[string]string{"NO_COLOR": ""}, terminal: true, want: true},
		{vars: map[string]string{"CLICOLOR": "0"}, terminal: true, want: false},
		{vars: map[string]string{"CLICOLOR": "1"}, terminal: false, want: false},
		{vars: map[string]string{"FORCE_COLOR": "1"}, terminal: false, want: true},
		{vars: map[string]string{"FORCE_COLOR": "0"}, terminal: true, want: false},
		{vars: map[string]string{"CLICOLOR_FORCE": "1"}, terminal: false, want: true},
		{vars: map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, terminal: true, want: false},
		{vars: map[string]string{"TERM": "dumb"}, terminal: true, want: false},
	} {
		env := &Env{colour: c.flag, Getenv: func(name string) string { return c.vars[name] }}
		if got := env.allowsColour(c.terminal); got != c.want {
			t.Errorf("--color %q, %v, a terminal %v: %v", c.flag, c.vars, c.terminal, got)
		}
	}
}
