package slides

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"facilitate/cmd/browser"
	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/room"
	"facilitate/session"
)

type slidesOptions struct {
	noOpen bool
	port   int

	check   bool
	size    string
	browser string
	json    bool
}

// New is the command slides.
func New(env *cli.Env) *cobra.Command {
	var o slidesOptions
	c := &cobra.Command{
		Use:   "slides [PLAN]",
		Short: "show a plan's slides in the browser to practise, or check that they fit",
		Long: `Shows the slides of a plan in the browser, without a session, to practise with
them: each as the room will see it, in the first phase that it comes up in, with
the phase's time on a clock that stands. Page Down and Page Up, here in the
terminal, page through them, as a clicker does. The page is served to this
computer only. Without PLAN the slides are those of the plan that ships.

--check opens nothing. It measures every slide in an installed Chromium, Chrome
or Edge, in a window of 1280×720, under every band that the plan puts it up
with, and says which do not fit: those whose text would be smaller than 24 px,
or than the same part of another window's height, those with a word wider than
the slide, and those whose picture cannot be shown. Letters differ from computer
to computer: check on the one that will be at the projector.

--check --json prints one object: plan, file, ok, width and height, least_px,
smallest_px, and slides, each with id, title, line, column, ok, body_px (the
size of its text where it is smallest) and problems, each with what and todo.

The exit status of --check is 0 if all slides fit, 1 if not or if there is no
browser.`,
		Args: cli.OptionalArg("facilitate slides infant-mental-health"),
		RunE: func(c *cobra.Command, args []string) error {
			for _, flag := range []string{"size", "browser", "json"} {
				if c.Flags().Changed(flag) && !o.check {
					return cli.Usage("--%s goes with --check", flag)
				}
			}
			return runSlides(env, o, args)
		},
	}
	f := c.Flags()
	f.BoolVar(&o.noOpen, "no-open", false, "do not start a browser: only say where the page is")
	f.IntVar(&o.port, "port", room.ScreenPort, "the `PORT` of the page")
	f.BoolVar(&o.check, "check", false, "measure the slides instead, and say which do not fit")
	f.StringVar(&o.size, "size", usualSize, "with --check: the size of the window, `WxH` in pixels")
	f.StringVar(&o.browser, "browser", "", "with --check: measure with the browser at `PATH`")
	f.BoolVar(&o.json, "json", false, "with --check: print JSON")
	cli.ThemeFlag(env, f)
	return c
}

func runSlides(env *cli.Env, o slidesOptions, args []string) error {
	if err := cli.CheckPort("port", o.port); err != nil {
		return err
	}
	if _, err := parseSize(o.size); err != nil {
		return err
	}
	f, err := library.AskedPlan(env, args, library.Fill{})
	if err != nil {
		return err
	}
	open := openOnSlides(f.Plan)
	if o.check {
		if open != "" {
			fmt.Fprintln(env.Err, open)
		}
		return checkSlides(env, o, f)
	}
	if len(f.Slides) == 0 {
		return errors.New("the plan has no slides; docs/plan-format.md says how they are written")
	}
	terminal, err := env.Terminal()
	if err != nil {
		return cli.Usage("to page through the slides takes a terminal; facilitate slides --check measures them anywhere")
	}
	return practise(env, o, f, terminal, open)
}

// openOnSlides says which blanks the slides show open, with what stands under them;
// empty where there is none.
func openOnSlides(plan *session.Plan) string {
	var shown, asks []string
	for _, s := range room.Showings(plan) {
		slide := &plan.Slides[s.Slide]
		shown = append(shown, slide.Title, slide.Body, slide.Alt, s.Scene.Activity, s.Scene.Phase, s.Scene.Question)
	}
	for _, b := range plan.OpenBlanks() {
		if strings.Contains(strings.Join(shown, "\n"), library.OnScreen(b)) {
			asks = append(asks, b.Ask)
		}
	}
	if len(asks) == 0 {
		return ""
	}
	return "to fill in on slides: " + strings.Join(asks, ", ")
}

func practise(env *cli.Env, o slidesOptions, f *library.PlanFile, terminal cli.Terminal, open string) error {
	var broke atomic.Pointer[error]
	server := room.New(room.Options{Plan: f.Plan, Folder: f.Folder(), Port: o.port, Failed: func(err error) { broke.Store(&err) }})
	if err := server.Start(); err != nil {
		return fmt.Errorf("the slides cannot be shown: %w", err)
	}
	defer func() { _ = server.Close() }()
	s := newSlideScreen(f.Plan, server)
	s.browse = func(url string) error { return browser.Open(env, url) }
	s.trouble = func() error {
		if err := broke.Load(); err != nil {
			return *err
		}
		return nil
	}
	s.message = open
	if o.noOpen {
		s.opens, s.message = false, cmp.Or(open, "open the address above in a browser; o does it too")
	}
	return terminal.Show(env, s)
}
