package report

import (
	"cmp"
	"strconv"
	"time"

	"facilitate/session/prose"
	"facilitate/session/run"
)

// Section is a part of the report. Every format that people read, and the CSV,
// is made from the same list of sections and knows nothing of a run.
type Section struct {
	ID, Title string
	Lead      []string // sentences under the heading
	Timeline  *Timeline
	Tables    []Table
	For       For // Programs: people read the same elsewhere
}

// IsSeen is whether people see it; not in a drawing alone where they see none.
func (s *Section) IsSeen(drawings bool) bool {
	return s.For != Programs && (len(s.Tables) > 0 || len(s.Lead) > 0 || drawings && s.Timeline != nil)
}

// Table has columns, and a row for each thing.
type Table struct {
	ID      string // what its rows are of, for programs
	Title   string // empty: the section's is enough
	Columns []Column
	Rows    []Row
	Upright bool // of one row, whose figures people read one under the other
	Charted bool // its rows have bars
}

// Column is a column of a table.
type Column struct {
	ID    string // of the figure, for programs; empty: only people see it
	Title string
	Kind  CellKind
	For   For
}

// For says who sees a column.
type For uint8

const (
	Everyone  For = iota
	Documents     // not those who have no more than a terminal's width
	Programs      // no people
)

// peopleIf lets people see a column under a condition, and programs always.
func peopleIf(seen bool) For {
	if seen {
		return Everyone
	}
	return Programs
}

// CellKind is what a column or a cell holds.
type CellKind uint8

const (
	Text CellKind = iota // somebody's words: they may hold anything
	Word                 // one of a few words of the program's own
	Span
	Difference // a span with a sign, and a word for it
	Instant
	Count
)

// IsNumber is whether columns of the kind stand to the right.
func (k CellKind) IsNumber() bool { return k == Span || k == Count }

// Row is a row of a table.
type Row struct {
	Of    string // what it is of, where that is another than the table's ID
	Item  string // for programs: what its figures are of
	Name  string // the same in people's words
	Cells []Cell // one for each column
	Bar   *Bar

	Strong bool // it sums up those after it
	Indent bool // it is summed up by one before it
	Hidden bool // from people, who see the same in the row before
}

// Bar is a plan and what became of it, to be drawn side by side.
type Bar struct{ Planned, Actual Seconds }

// Cell is a figure or a text, for people and for programs; one of nothing has no data.
type Cell struct {
	Kind  CellKind
	Words string
	Short string // for people who have less room; empty: Words
	Data  string
}

// Brief are a cell's words for people who have less room.
func (c *Cell) Brief() string { return cmp.Or(c.Short, c.Words) }

func textCell(text string) Cell { return Cell{Kind: Text, Words: text, Data: text} }

// proseCell is a text of the plan's in Markdown, which people read in plain words.
func proseCell(markdown string) Cell {
	return Cell{Kind: Text, Words: prose.Plain(markdown), Data: markdown}
}

func wordCell(code, words string) Cell { return Cell{Kind: Word, Words: words, Data: code} }

func spanCell(s Seconds) Cell { return Cell{Kind: Span, Words: span(s), Data: s.String()} }

func countCell(n int) Cell { return Cell{Kind: Count, Words: strconv.Itoa(n), Data: strconv.Itoa(n)} }

func differenceCell(s Seconds, plus, minus, none string) Cell {
	return Cell{Kind: Difference, Words: difference(s, plus, minus, none), Data: s.String()}
}

// shownIf leaves a cell out for people but under a condition.
func (c Cell) shownIf(shown bool) Cell {
	if !shown {
		c.Words = ""
	}
	return c
}

func yesCell(yes bool) Cell {
	if yes {
		return wordCell("true", "yes")
	}
	return wordCell("false", "no")
}

func (r *Run) instantCell(at time.Time) Cell { return r.timeCell(at, false) }

// momentCell is instantCell to the second.
func (r *Run) momentCell(at time.Time) Cell { return r.timeCell(at, true) }

func (r *Run) timeCell(at time.Time, seconds bool) Cell {
	if at.IsZero() {
		return Cell{Kind: Instant}
	}
	return Cell{Kind: Instant, Words: r.clock(at, seconds), Data: at.UTC().Format(time.RFC3339Nano)}
}

// phaseCell names a phase to programs as commands do.
func (r *Run) phaseCell(phase string) Cell {
	return Cell{Kind: Text, Words: r.label(phase), Short: r.labels[phase].brief, Data: phase}
}

// anyCell is a figure that a command changed.
func (r *Run) anyCell(figure string, v any) Cell {
	switch v := v.(type) {
	case Seconds:
		return spanCell(v)
	case time.Time:
		return r.momentCell(v)
	case string:
		if figure == figureNames[run.FigurePause] {
			return wordCell(v, run.PauseKind(v).Word())
		}
		return wordCell(v, statusWord(v))
	}
	return Cell{Kind: Word}
}

// add adds a row with a cell for each column, the last of them empty if need be.
func (t *Table) add(item, name string, cells ...Cell) *Row {
	for i := len(cells); i < len(t.Columns); i++ {
		cells = append(cells, Cell{Kind: t.Columns[i].Kind})
	}
	t.Rows = append(t.Rows, Row{Item: item, Name: name, Cells: cells})
	return &t.Rows[len(t.Rows)-1]
}

// figure adds a column with its cell to a table of one row.
func (t *Table) figure(id, title string, whose For, c Cell) {
	t.Columns = append(t.Columns, Column{id, title, c.Kind, whose})
	t.Rows[0].Cells = append(t.Rows[0].Cells, c)
}

// LongestBar is the longest of those that rows have; 0 where they have none.
func (t *Table) LongestBar() (longest Seconds) {
	for i := range t.Rows {
		if b := t.Rows[i].Bar; b != nil {
			longest = max(longest, b.Planned, b.Actual)
		}
	}
	return longest
}

// ColumnsFor are the indexes of the columns that some people see: Everyone for a
// terminal's width, Documents for more; none in which nothing stands for them.
func (t *Table) ColumnsFor(by For) (columns []int) {
	for i := range t.Columns {
		if t.Columns[i].For > by {
			continue
		}
		for n := range t.Rows {
			if !t.Rows[n].Hidden && t.Rows[n].Cells[i].Words != "" {
				columns = append(columns, i)
				break
			}
		}
	}
	return columns
}
