// Package quiet keeps bubbletea from asking the terminal for its background
// colour while the program starts: a terminal that does not answer would hold
// up every command, even --help, for five seconds.
//
// Go initialises packages that are ready in the order of their import paths,
// and this one's sorts before github.com/charmbracelet/bubbletea, whose init
// asks. So it must import nothing else, and the module must keep a name that
// sorts before "github.com".
package quiet

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
