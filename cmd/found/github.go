package found

import (
	"fmt"
	"strings"

	"facilitate/session"
)

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
