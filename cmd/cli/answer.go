package cli

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"

	"facilitate/timer"
)

// Answer writes all that a command has to say in one go. What a terminal would
// obey is made visible, but for what Bold writes.
func (env *Env) Answer(text string) error { return env.write([]byte(env.visible(text))) }

// AnswerFile writes the bytes of a file as they are. On a terminal, which keeps no
// file, what it would obey is made visible.
func (env *Env) AnswerFile(data []byte) error {
	if env.clean != nil && env.OnTerminal() {
		data = []byte(env.clean(string(data)))
	}
	return env.write(data)
}

// write writes to the output. That it could not (a full disk behind a redirection)
// is a failure like any other.
func (env *Env) write(data []byte) error {
	if _, err := env.Out.Write(data); err != nil {
		return fmt.Errorf("the output cannot be written: %w; look at where it goes to", Reason(err))
	}
	return nil
}

// AnswerJSON is Answer for a program that reads it.
func (env *Env) AnswerJSON(v any) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	return env.write([]byte(env.visibleJSON(b.String())))
}

// The widths, in columns, between which text is laid out: longer lines are
// hard to read, and in shorter ones a table has no room.
const (
	UsualWidth = 80 // where nobody says how wide it is
	MinWidth   = 36
	MaxWidth   = 100
)

// Narrow is the width, in columns, below which a table has no room: what it
// would show stands one under the other.
const Narrow = 64

// Width is how many columns text has: by COLUMNS, else by the terminal, else 80.
func (env *Env) Width() int {
	columns, err := strconv.Atoi(env.Getenv("COLUMNS"))
	if err != nil || columns <= 0 {
		columns = UsualWidth
		if out, ok := env.Out.(*os.File); ok {
			if w, _, err := term.GetSize(out.Fd()); err == nil && w > 0 {
				columns = w
			}
		}
	}
	return min(max(columns, MinWidth), MaxWidth)
}

// Bold is the style of what stands out; without colours it is that of all text.
func (env *Env) Bold() lipgloss.Style {
	r := lipgloss.NewRenderer(env.Out)
	r.SetColorProfile(termenv.Ascii)
	if env.isColourful() {
		r.SetColorProfile(termenv.ANSI)
	}
	return r.NewStyle().Bold(true)
}

// Red and Magenta are the colours Bold may have beside.
const (
	Red     = lipgloss.Color("1")
	Magenta = lipgloss.Color("5") // yellow cannot be read on white
)

// OnTerminal is whether the output is a terminal: there people read it.
func (env *Env) OnTerminal() bool {
	out, ok := env.Out.(*os.File)
	return ok && term.IsTerminal(out.Fd())
}

// Paragraph is a text in lines as wide as there is room.
func (env *Env) Paragraph(text string) string {
	return strings.Join(Wrap(text, env.Width()), "\n") + "\n"
}

// Seconds is a span as JSON has it: a number of seconds, whole where it is.
type Seconds time.Duration

// MarshalJSON writes a number of seconds.
func (s Seconds) MarshalJSON() ([]byte, error) { return []byte(timer.Decimal(time.Duration(s))), nil }

// UnmarshalJSON reads a number of seconds.
func (s *Seconds) UnmarshalJSON(text []byte) error {
	var n float64
	err := json.Unmarshal(text, &n)
	*s = Seconds(math.Round(n * float64(time.Second)))
	return err
}

// Instant is an instant as JSON has it: RFC 3339 in UTC.
type Instant time.Time

// MarshalJSON writes it in quotation marks.
func (i Instant) MarshalJSON() ([]byte, error) {
	return time.Time(i).UTC().MarshalJSON()
}
