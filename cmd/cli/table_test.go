package cli

import (
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

func TestTable(t *testing.T) {
	t.Parallel()
	name, figure, words := Column{Title: "NAME", Least: 6}, Column{Title: "MIN", Right: true}, Column{Title: "WHY", Least: 5}
	rows := []Row{{Cells: []string{"心の健康", "5:00", "as planned"}}, {Cells: []string{"  \tQuiz and answers", "12:00"}}}
	for _, c := range []struct {
		name  string
		table Table
		want  string
	}{
		{"as wide as it comes", Table{Columns: []Column{name, figure, words}, Rows: rows}, `
NAME                  MIN  WHY
心の健康             5:00  as planned
  Quiz and answers  12:00
`},
		{"what may be narrowest gives way first", Table{Columns: []Column{name, figure, words}, Rows: rows, Width: 34}, `
NAME                  MIN  WHY
心の健康             5:00  as
                           planned
  Quiz and answers  12:00
`},
		{"then what is wider", Table{Columns: []Column{name, figure, words}, Rows: rows, Width: 22}, `
NAME        MIN  WHY
心の健康   5:00  as
                 plann
                 ed
  Quiz    12:00
  and
  answer
  s
`},
		{"of those alike the widest", Table{Columns: []Column{{Least: 4}, {Least: 4}}, Width: 12, Rows: []Row{{Cells: []string{"one two", "three four"}}}}, `
one    three
two    four
`},
		{"cut off", Table{Columns: []Column{name, figure, words}, Rows: rows, Width: 22, Cut: true}, `
NAME        MIN  WHY
心の健康   5:00  as p…
  Quiz …  12:00
`},
		{"cut off where nothing gives way", Table{Columns: Columns("NAME", "MIN"), Rows: rows, Width: 8, Cut: true}, `
NAME   …
心の健…
  Quiz …
`},
		{"at most, at least, without a header", Table{Columns: []Column{{Most: 4}, {Wide: 7}, {}}, Rows: []Row{{Cells: []string{"1, 2, 3", "a", "b"}}}}, `
1,    a        b
2, 3
`},
		{"lines above a row, and in a cell and a title", Table{Columns: Columns("ONE\ntwo", "B"), Rows: []Row{{Cells: []string{"1"}, Above: "\nabove\n"}, {Cells: []string{"2\n3", "4"}}}}, `
ONE  B
two

above
1
2    4
3
`},
		{"a rule", Table{Columns: Columns("ONE", "TWO"), Rule: true, Rows: []Row{{Cells: []string{"1", "2", "no column"}}}}, `
ONE  TWO
────────
1    2
`},
	} {
		if got := "\n" + c.table.String(); got != c.want {
			t.Errorf("%s:%s\nnot:%s", c.name, got, c.want)
		}
	}
}

// TestTableFits wants no line wider than there is room, nor blanks at its end.
func TestTableFits(t *testing.T) {
	t.Parallel()
	table := Table{Columns: []Column{{Title: "NAME", Least: 4}, {Title: "MIN", Right: true}, {Title: "WHY", Least: 2}}, Rows: []Row{
		{Cells: []string{"  \tDonaudampfschifffahrtsgesellschaft and on", "1:00:00", "私たちは赤ちゃんの心の健康"}}, {Cells: []string{"x", "1"}},
	}}
	for _, table.Cut = range []bool{false, true} {
		for table.Width = 17; table.Width < 90; table.Width++ {
			if _, left := table.Widths(); left < 0 {
				t.Fatalf("%d columns are not enough", table.Width)
			}
			for line := range strings.Lines(table.String()) {
				line = strings.TrimSuffix(line, "\n")
				if ansi.StringWidth(line) > table.Width || strings.HasSuffix(line, " ") {
					t.Errorf("%d columns: %q", table.Width, line)
				}
			}
		}
	}
	for _, table.Width = range []int{16, 1} {
		if _, left := table.Widths(); left >= 0 {
			t.Errorf("%d columns are said to be enough", table.Width)
		}
	}
}

func TestTableStandsOut(t *testing.T) {
	t.Parallel()
	r := lipgloss.NewRenderer(&strings.Builder{})
	r.SetColorProfile(termenv.ANSI)
	table := Table{Columns: []Column{{Title: "A", Strong: true}, {Title: "B"}}, Bold: r.NewStyle().Bold(true)}
	table.Rows = []Row{{Cells: []string{"one", "two"}, Strong: true}, {Cells: []string{"one", "two"}}}
	const on, off = "\x1b[1m", "\x1b[0m"
	if got, want := table.String(), on+"A    B"+off+"\n"+on+"one"+off+"  two\none  two\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	table.Rule = true
	if got := table.String(); !strings.HasPrefix(got, "A    B\n────────\n") {
		t.Errorf("%q", got)
	}
}
