package session

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong, or doubtful, in a plan, told to the person who
// writes it.
type Problem struct {
	ID      string // of its kind, one of ProblemKinds
	File    string
	At      Position
	End     Position // behind what is wrong, in the same file; the zero place: not known
	What    string   // what is wrong, lower case, no type names
	Todo    string   // what to do about it; may hold a "did you mean"
	Warning bool     // the plan can be used all the same
}

// String is "file:line:column: what; what to do", with "warning: " before the
// what of a warning.
func (p Problem) String() string {
	text := p.What
	if p.Warning {
		text = "warning: " + text
	}
	if p.Todo != "" {
		text += "; " + p.Todo
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.At.Line, p.At.Column, text)
}

// Problems are all that was found in one plan, in the order of their places.
type Problems []Problem

// Error lists the problems, a line each.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// FindEnds finds where what is wrong ends, of those that lie in a file.
func (ps Problems) FindEnds(file string, src []byte) {
	for i := range ps {
		if ps[i].File == file {
			ps[i].End = PlaceEnd(src, ps[i].At)
		}
	}
}

// Sort puts the problems in the order of their places.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.At.File, b.At.File), // the plan's own first
			cmp.Compare(a.At.Line, b.At.Line),
			cmp.Compare(a.At.Column, b.At.Column),
			strings.Compare(a.What, b.What))
	})
}
