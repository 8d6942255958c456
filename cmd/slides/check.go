package slides

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/browser"
	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/room"
	"facilitate/session"
)

// measurePatience is how long a browser may take to measure all slides.
const measurePatience = 2 * time.Minute

// windowSize is that of the window on the projector, in CSS pixels.
type windowSize struct{ width, height int }

// What a projector may have, and what most have.
const (
	usualSize  = "1280x720"
	leastSide  = 240
	mostSide   = 8192
	leastBody  = 24.0 // pixels of a body's text in a window of the usual height
	usualHigh  = 720
	pixelsOff  = .25 // to which the page finds the size that fits
	leastShare = 4   // of the window's height, one in so many is the least for a picture
)

func parseSize(text string) (s windowSize, err error) {
	w, h, ok := strings.Cut(strings.ReplaceAll(strings.ToLower(text), "×", "x"), "x")
	s.width, err = strconv.Atoi(w)
	if err == nil {
		s.height, err = strconv.Atoi(h)
	}
	if !ok || err != nil || min(s.width, s.height) < leastSide || max(s.width, s.height) > mostSide {
		return s, cli.Usage("--size: %q is no size of a window; write it like %s, from %d to %d each way", text, usualSize, leastSide, mostSide)
	}
	return s, nil
}

func (s windowSize) String() string { return fmt.Sprintf("%d×%d", s.width, s.height) }

// least is how large a slide's text must be to be read from the last row: the
// same part of any screen's height.
func (s windowSize) least() float64 { return leastBody * float64(s.height) / usualHigh }

// slidesJSON is what slides --check --json prints; the command's help
// describes it.
type slidesJSON struct {
	Plan     string         `json:"plan"`
	File     string         `json:"file"`
	OK       bool           `json:"ok"`
	Width    int            `json:"width"`
	Height   int            `json:"height"`
	Least    float64        `json:"least_px"`
	Smallest float64        `json:"smallest_px,omitempty"`
	Slides   []checkedSlide `json:"slides"`

	size windowSize
}

type checkedSlide struct {
	ID       string         `json:"id"`
	Title    string         `json:"title,omitempty"`
	Line     int            `json:"line"`
	Column   int            `json:"column"`
	OK       bool           `json:"ok"`
	Body     float64        `json:"body_px,omitempty"`
	Problems []slideProblem `json:"problems"`
}

type slideProblem struct {
	What string `json:"what"`
	Todo string `json:"todo"`
}

func checkSlides(env *cli.Env, o slidesOptions, f *library.PlanFile) error {
	size, err := parseSize(o.size)
	if err != nil {
		return err
	}
	c := slidesJSON{
		Plan: session.CleanLine(f.Name), File: session.CleanLine(f.File), OK: true,
		Width: size.width, Height: size.height, Least: size.least(), Slides: []checkedSlide{}, size: size,
	}
	if len(f.Slides) > 0 {
		path, ok := browser.Find(env, o.browser)
		switch {
		case !ok && o.browser != "":
			return fmt.Errorf("there is no browser at %s to measure the slides with", session.CleanLine(o.browser))
		case !ok:
			return errors.New("no Chromium, Chrome or Edge was found to measure the slides with; install one, " +
				"or name one that is installed with --browser PATH")
		}
		if err := c.measure(f, path); err != nil {
			return err
		}
	}
	if o.json {
		err = env.AnswerJSON(c)
	} else {
		err = env.AnswerLong(c.String())
	}
	if err == nil && !c.OK {
		err = cli.ErrReported
	}
	return err
}

// measure fills in what a browser says of the slides.
func (c *slidesJSON) measure(f *library.PlanFile, path string) error {
	showings := room.Showings(f.Plan)
	scenes := make([]room.Scene, len(showings))
	for i := range showings {
		scenes[i] = showings[i].Scene
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	gauge := room.NewGauge(room.GaugeOptions{Plan: f.Plan, Folder: f.Folder(), Width: c.Width, Height: c.Height, Scenes: scenes})
	err := gauge.Start()
	var fits []room.Fit
	if err == nil {
		defer func() { _ = gauge.Close() }()
		if err = (browser.Browser{Path: path, Patience: measurePatience}).Measure(ctx, gauge); err == nil {
			fits, err = gauge.Fits()
		}
	}
	switch {
	case errors.Is(err, cli.ErrInterrupted):
		return err
	case err != nil:
		return fmt.Errorf("the slides could not be measured: %w", err)
	}
	for i := range f.Slides {
		s := &f.Slides[i]
		var of []measuredSlide
		for k := range showings {
			if showings[k].Slide == i {
				of = append(of, measuredSlide{&showings[k], fits[k]})
			}
		}
		is := c.judge(s, room.PictureTrouble(f.Plan, s, f.Folder()), of)
		c.OK = c.OK && is.OK
		if is.Body > 0 && (c.Smallest == 0 || is.Body < c.Smallest) {
			c.Smallest = is.Body
		}
		c.Slides = append(c.Slides, is)
	}
	return nil
}

// measuredSlide is how a slide fits where it comes up once.
type measuredSlide struct {
	*room.Showing
	fit room.Fit
}

// judge says what is wrong with a slide, whose picture may be in trouble.
func (c *slidesJSON) judge(s *session.Slide, picture error, of []measuredSlide) checkedSlide {
	f := c.worst(of)
	is := checkedSlide{ID: s.ID, Title: s.Title, Line: s.At.Line, Column: s.At.Column, Body: f.Body, Problems: []slideProblem{}}
	told := func(todo, format string, args ...any) {
		is.Problems = append(is.Problems, slideProblem{fmt.Sprintf(format, args...), todo})
	}
	todo := "split it, or shorten it"
	switch {
	case f.where != "":
		todo = "shorten it, or the phase's question, which stands under it"
	case s.Image != "":
		todo = "put the words on one slide and the picture on another"
	}
	text := "body text"
	if s.Body == "" {
		text = "the title"
	}
	switch {
	case f.Over:
		told(todo, "%s%s do not fit, however small the letters are", amount(f.Fit), f.where)
	case c.tooSmall(f.Fit):
		told(todo, "%s; %s would be %s px%s, less than %s", amount(f.Fit), text, pixels(f.Body), f.where, pixels(c.Least))
	}
	if f.Broken != "" {
		todo := "write it in several words, or use another"
		if strings.Contains(f.Broken, "/") {
			todo = "write a shorter address, or keep it for a handout"
		}
		told(todo, "%q is wider than the slide, and is broken in two", ansi.Truncate(f.Broken, 40, "…"))
	}
	name := session.CleanLine(s.Image)
	switch {
	case picture != nil:
		told("put it beside the plan, as a PNG, JPEG, WebP or GIF, or correct its name", "the picture %s cannot be shown: %v", name, cli.Reason(picture))
	case f.Blind:
		told("save it anew from a program that shows it", "the picture %s cannot be shown: the browser makes nothing of it", name)
	case f.squeezed:
		told("shorten the title", "the picture %s has less than a quarter of the window's height", name)
	}
	is.OK = len(is.Problems) == 0
	return is
}

// worstFit is how a slide fits at its worst, of all the times that it comes up.
type worstFit struct {
	room.Fit        // of the time with the smallest letters, but for what any of them has
	where    string // the phase in which its letters are too small, where that is not everywhere
	squeezed bool   // its picture is too low
}

func (c *slidesJSON) worst(of []measuredSlide) (f worstFit) {
	var worst measuredSlide
	small, broken, blind := 0, "", false
	for _, m := range of {
		if worst.Showing == nil || m.fit.Over && !worst.fit.Over || m.fit.Over == worst.fit.Over && m.fit.Body < worst.fit.Body {
			worst = m
		}
		if m.fit.Over || c.tooSmall(m.fit) {
			small++
		}
		blind = blind || m.fit.Blind
		broken = cmp.Or(broken, m.fit.Broken)
		f.squeezed = f.squeezed || m.fit.Picture > 0 && m.fit.Picture < float64(c.Height)/leastShare
	}
	f.Fit = worst.fit // which is over where any is
	f.Broken, f.Blind = broken, blind
	if small < len(of) && worst.Showing != nil && worst.Phase != nil {
		f.where = fmt.Sprintf(" in %q", ansi.Truncate(worst.Phase.Name, 40, "…"))
	}
	return f
}

// tooSmall is whether letters cannot be read from the last row.
func (c *slidesJSON) tooSmall(f room.Fit) bool { return f.Body > 0 && f.Body < c.Least-pixelsOff }

// amount is how much there is on a slide, in its points where it has some.
func amount(f room.Fit) string {
	if f.Points > 1 {
		return strconv.Itoa(f.Points) + " points"
	}
	return cli.Count(f.Words, "word", "words")
}

// pixels is a size as it is told: what is a little too small does not look as
// if it were not.
func pixels(px float64) string { return strconv.FormatFloat(math.Floor(px*10)/10, 'f', -1, 64) }

// String is the problems, a line each, and a line that sums up.
func (c slidesJSON) String() string {
	var b strings.Builder
	wrong := 0
	for _, s := range c.Slides {
		for _, p := range s.Problems {
			b.WriteString(session.Problem{ID: "slide-does-not-fit", File: c.File, At: session.Position{Line: s.Line, Column: s.Column}, What: s.ID + ": " + p.What, Todo: p.Todo}.String())
			b.WriteByte('\n')
		}
		if !s.OK {
			wrong++
		}
	}
	switch n := len(c.Slides); {
	case n == 0:
		fmt.Fprintf(&b, "%s: no slides", c.Plan)
	case wrong == 0:
		fmt.Fprintf(&b, "%s: %s %s at %v", c.Plan, cli.Count(n, "slide", "slides"), map[bool]string{true: "fits", false: "fit"}[n == 1], c.size)
	default:
		fmt.Fprintf(&b, "%s: %d of %s to mend at %v", c.Plan, wrong, cli.Count(n, "slide", "slides"), c.size)
	}
	if c.Smallest > 0 {
		fmt.Fprintf(&b, "; smallest text %s px", pixels(c.Smallest))
	}
	b.WriteByte('\n')
	return b.String()
}
