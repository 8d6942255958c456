package cli

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// Terminal are the terminal's two ends.
type Terminal struct{ In, Out *os.File }

// Terminal is where a screen can be shown and take keys. The error is one of
// usage where there is no terminal, or one that cannot show it.
func (env *Env) Terminal() (Terminal, error) {
	in, okIn := env.In.(*os.File)
	out, okOut := env.Out.(*os.File)
	switch {
	case !okIn || !okOut || !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()):
		return Terminal{}, Usage("the console needs a terminal; facilitate show PLAN --notes prints a plan anywhere")
	case env.Getenv("TERM") == "dumb":
		return Terminal{}, Usage("this terminal (TERM=dumb) cannot show the console; facilitate show PLAN --notes prints a plan anywhere")
	}
	return Terminal{in, out}, nil
}
