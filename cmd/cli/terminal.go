package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/tui/paint"
)

// Terminal is its two ends, and the theme asked for; unknown: it is to say itself.
type Terminal struct {
	In, Out *os.File
	Theme   draw.ThemeName
}

// Terminal is where a screen can be shown and take keys. The error is one of
// usage where there is no terminal, or one that cannot show it.
func (env *Env) Terminal() (Terminal, error) {
	t, ok := env.bothEnds()
	switch {
	case !ok:
		return Terminal{}, Usage("the console needs a terminal; facilitate show PLAN --notes prints a plan anywhere")
	case !env.HasScreen():
		return Terminal{}, Usage("this terminal (TERM=dumb) cannot show the console; facilitate show PLAN --notes prints a plan anywhere")
	}
	var err error
	t.Theme, err = env.chooseTheme()
	return t, err
}

// HasScreen is whether there is a terminal that can show a screen.
func (env *Env) HasScreen() bool {
	_, ok := env.bothEnds()
	return ok && env.Getenv("TERM") != "dumb"
}

func (env *Env) bothEnds() (Terminal, bool) {
	in, okIn := env.In.(*os.File)
	out, okOut := env.Out.(*os.File)
	return Terminal{In: in, Out: out}, okIn && okOut && term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd())
}

// IsAnswered is whether somebody at a terminal, whatever it can show, can be asked.
func (env *Env) IsAnswered() bool {
	_, ok := env.bothEnds()
	return ok
}

// InputIsTyped is whether somebody types the input, wherever the output goes.
func (env *Env) InputIsTyped() bool {
	in, ok := env.In.(*os.File)
	return ok && term.IsTerminal(in.Fd())
}

// Raw is a terminal, whatever it can show, in which nothing but the program
// writes, what is typed too, until it is restored; false where there is none.
func (env *Env) Raw() (t Terminal, restore func(), ok bool) {
	if t, ok = env.bothEnds(); !ok {
		return t, nil, false
	}
	was, err := term.MakeRaw(t.In.Fd())
	if err != nil {
		return t, nil, false
	}
	return t, func() { _ = term.Restore(t.In.Fd(), was) }, true
}

// UntilTold is a context that ends when a signal tells the program to end or that
// its terminal is gone, or when one of more comes: none of them may leave the
// terminal as a screen has set it.
func UntilTold(more ...os.Signal) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), append(more, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)...)
}

// Show shows a screen until it is left. The model is told the terminal's size
// before it draws. The error is ErrInterrupted where a signal or the keyboard's
// interrupt ended it, and ErrReported where the program failed.
func (t Terminal) Show(env *Env, screen tea.Model) error {
	// The first frame comes before bubbletea's word of the terminal's size.
	if width, height, err := term.GetSize(t.Out.Fd()); err == nil && width > 0 && height > 0 {
		screen, _ = screen.Update(tea.WindowSizeMsg{Width: width, Height: height})
	}
	screen, _ = screen.Update(draw.NewTheme(t.Theme))
	ctx, stop := UntilTold(os.Interrupt)
	defer stop()
	var program *tea.Program
	in := &draw.Asked{File: t.In, Tell: func(theme draw.Theme) { program.Send(theme) }}
	ask := func(_ tea.Model, msg tea.Msg) tea.Msg {
		if t.Theme == draw.Unknown {
			in.Ask(t.Out)
		}
		return msg
	}
	program = paint.NewProgram(screen, t.Out, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithInput(in),
		tea.WithFilter(ask))
	_, err := program.Run()
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	return ScreenEnded(env, err)
}

// ScreenEnded is how a screen ended as commands say it: ErrInterrupted, ErrReported
// where the program failed, which is told here, or what bubbletea says.
func ScreenEnded(env *Env, err error) error {
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		fmt.Fprintln(env.Err, "the program failed, and put the terminal back")
		return ErrReported
	case errors.Is(err, tea.ErrInterrupted):
		return ErrInterrupted
	}
	return err
}
