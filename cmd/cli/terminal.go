package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"

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

// UntilTold is a context that ends when a signal tells the program to end or that
// its terminal is gone, or when one of more comes: none of them may leave the
// terminal as a screen has set it.
func UntilTold(more ...os.Signal) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), append(more, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)...)
}
