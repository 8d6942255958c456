package found

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// problemView is how a problem looks on a terminal: its place, how bad it is in
// a word, the line with a caret under the place, and what to do.
type problemView struct {
	width int
	bold  lipgloss.Style
	src   string // the plan's file; a place in another file is shown without its line
}

func (v problemView) lines(p session.Problem) []string {
	word := v.bold.Foreground(cli.Red).Render("error:")
	if p.Warning {
		word = v.bold.Foreground(cli.Magenta).Render("warning:")
	}
	place := v.bold.Render(fmt.Sprintf("%s:%d:%d", p.File, p.At.Line, p.At.Column))
	lines := cli.Hang(place+" "+word+" ", "    ", p.What, v.width)
	lines = append(lines, v.excerpt(p.At)...)
	if p.Todo != "" {
		lines = append(lines, cli.Hang("    ", "    ", p.Todo, v.width)...)
	}
	return append(lines, "")
}

// excerpt is the line of a place, with its number, and under it a caret; of a
// long line what lies about the place.
func (v problemView) excerpt(at session.Position) []string {
	all := strings.Split(v.src, "\n")
	if at.File != "" || at.Line > len(all) {
		return nil
	}
	line := strings.TrimPrefix(all[at.Line-1], "\ufeff")
	before := line
	for i := range line {
		if utf8.RuneCountInString(line[:i]) == at.Column-1 {
			before = line[:i]
			break
		}
	}
	text, caret := session.CleanLine(line), ansi.StringWidth(session.CleanLine(before))
	lead := "  " + strconv.Itoa(at.Line) + " | "
	room := v.width - len(lead)
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if from := caret - 2*room/3; from > 0 && ansi.StringWidth(text) > room {
		text, caret = "…"+ansi.Cut(text, from+1, ansi.StringWidth(text)), caret-from
	}
	return []string{
		lead + ansi.Truncate(text, room, "…"),
		strings.Repeat(" ", len(lead)-2) + "| " + strings.Repeat(" ", caret) + v.bold.Render("^"),
	}
}

// GitHub is the problems as commands of a GitHub workflow, which marks their lines:
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
func (c Plan) GitHub() string {
	if c.Unreadable != "" {
		p := session.Problem{ID: "unreadable", File: session.CleanLine(c.File), What: c.Unreadable, Todo: ""}
		return fmt.Sprintf("::error file=%s,title=%s::%s\n", property.Replace(p.File), p.ID, message.Replace(p.What))
	}
	var b strings.Builder
	for _, p := range c.found {
		word, text := "error", p.What
		if p.Warning {
			word = "warning"
		}
		if p.Todo != "" {
			text += "; " + p.Todo
		}
		fmt.Fprintf(&b, "::%s file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,title=%s::%s\n", word, property.Replace(p.File),
			p.At.Line, p.At.Column, p.End.Line, p.End.Column, p.ID, message.Replace(text))
	}
	return b.String()
}

// What may not stand as it is in a command's message, and in what is said before that.
var (
	message  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
