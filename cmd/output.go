package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"
)

// answer writes all that a command has to say in one go. That it could not be
// written (a full disk behind a redirection) is a failure like any other.
func (env *Env) answer(text string) error {
	if _, err := io.WriteString(env.Out, text); err != nil {
		return fmt.Errorf("the output cannot be written: %w; look at where it goes to", reason(err))
	}
	return nil
}

// answerJSON is answer for a program that reads it.
func (env *Env) answerJSON(v any) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	return env.answer(b.String())
}

// The widths, in columns, between which text is laid out: longer lines are
// hard to read, and in shorter ones a table has no room.
const (
	usualWidth = 80
	minWidth   = 36
	maxWidth   = 100
)

// width is how many columns there are for text: those COLUMNS says, else those
// of the terminal, else 80.
func (env *Env) width() int {
	columns, err := strconv.Atoi(env.Getenv("COLUMNS"))
	if err != nil || columns <= 0 {
		columns = usualWidth
		if out, ok := env.Out.(*os.File); ok {
			if w, _, err := term.GetSize(out.Fd()); err == nil && w > 0 {
				columns = w
			}
		}
	}
	return min(max(columns, minWidth), maxWidth)
}

// bold is the style of what stands out, which on anything but a terminal, and
// where NO_COLOR is set, is that of all other text.
func (env *Env) bold() lipgloss.Style {
	r := lipgloss.NewRenderer(env.Out)
	r.SetColorProfile(termenv.Ascii)
	out, ok := env.Out.(*os.File)
	if ok && term.IsTerminal(out.Fd()) && env.Getenv("NO_COLOR") == "" && env.Getenv("TERM") != "dumb" {
		r.SetColorProfile(termenv.ANSI)
	}
	return r.NewStyle().Bold(true)
}

// count is a number of things in words: "no errors", "1 error", "2 errors".
func count(n int, one, several string) string {
	switch n {
	case 0:
		return "no " + several
	case 1:
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + several
}

// shellWord is an argument as it is typed in a command.
func shellWord(text string) string {
	if text == "" || strings.ContainsAny(text, " \t\"'`$&|;<>()*?#!~") {
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}
