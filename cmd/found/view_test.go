package found

import (
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"

	"facilitate/session"
)

func TestProblemOnTerminal(t *testing.T) {
	at := func(line, column int) session.Position { return session.Position{Line: line, Column: column} }
	for _, test := range []struct {
		name, src string
		problem   session.Problem
		want      string
	}{
		{
			"an error", "title: A\nduration: 45\n",
			session.Problem{File: "a.yaml", At: at(2, 11), What: "duration \"45\" has no unit", Todo: "write it with units"},
			"a.yaml:2:11 error: duration \"45\" has no\n    unit\n" +
				"  2 | duration: 45\n    |           ^\n    write it with units\n",
		},
		{
			"a warning, after a byte order mark and wide letters", "\ufefftitle: 朝の会 x\n",
			session.Problem{File: "a.yaml", At: at(1, 12), What: "odd", Warning: true},
			"a.yaml:1:12 warning: odd\n  1 | title: 朝の会 x\n    |               ^\n",
		},
		{
			"a long line", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOP\n",
			session.Problem{File: "a.yaml", At: at(1, 37), What: "odd"},
			"a.yaml:1:37 error: odd\n  1 | …pqrstuvwxyz0123456789ABCDEFGHIJK…\n    |                       ^\n",
		},
		{
			"control characters", "a: \x1b[31m\u202eb\n",
			session.Problem{File: "a.yaml", At: at(1, 4), What: "odd"},
			"a.yaml:1:4 error: odd\n  1 | a: ",
		},
		{
			"past the end", "a: b\n",
			session.Problem{File: "a.yaml", At: at(7, 1), What: "odd"},
			"a.yaml:7:1 error: odd\n",
		},
		{
			"another file", "a: b\n",
			session.Problem{File: "b.yaml", At: session.Position{File: "b.yaml", Line: 1, Column: 1}, What: "odd"},
			"b.yaml:1:1 error: odd\n",
		},
	} {
		v := problemView{width: 40, bold: lipgloss.NewStyle(), src: test.src}
		got := strings.Join(v.lines(test.problem), "\n")
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
		for _, line := range strings.Split(got, "\n") {
			if lipgloss.Width(line) > 40 || strings.ContainsAny(line, "\x1b\u202e") {
				t.Errorf("%s: %q", test.name, line)
			}
		}
	}
}
