//go:build linux || darwin

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Figures are kept in seconds and bytes.
const (
	millisecond = 1e-3
	megabyte    = 1e6
)

// unit is how a figure is written.
type unit struct {
	factor float64
	format string
}

var (
	inMilliseconds = unit{1 / millisecond, "%.1f ms"}
	inMegabytes    = unit{1 / megabyte, "%.1f MB"}
	inPercent      = unit{100, "%.2f %%"}
	inBytes        = unit{1, "%.0f B/s"}
)

func (u unit) write(figure float64) string { return fmt.Sprintf(u.format, figure*u.factor) }

// row is a line of the table. A floor or a limit of 0 is none.
type row struct {
	what              string
	where             fmt.Stringer // a size, or nil
	got, floor, limit float64
	unit              unit
	failed            error // instead of figures
}

type table struct {
	rows   []row
	missed int // limits passed, and what could not be measured
}

func (t *table) add(r row) {
	if r.failed != nil || r.limit > 0 && r.got > r.limit {
		t.missed++
	}
	t.rows = append(t.rows, r)
}

// fail adds what could not be measured.
func (t *table) fail(what string, where fmt.Stringer, err error) {
	t.add(row{what: what, where: where, failed: err})
}

func (t *table) print(w io.Writer) {
	var text strings.Builder
	out := tabwriter.NewWriter(&text, 0, 0, 3, ' ', 0)
	fmt.Fprintln(out, "measured\tterminal\tprogram\tfloor\tlimit\t")
	for _, r := range t.rows {
		fmt.Fprintln(out, strings.Join(r.cells(), "\t"))
	}
	out.Flush()
	for line := range strings.Lines(text.String()) {
		fmt.Fprintln(w, strings.TrimRight(line, " \n"))
	}
}

func (r row) cells() []string {
	cells := []string{r.what, "", "", "", "", ""}
	if r.where != nil {
		cells[1] = r.where.String()
	}
	if r.failed != nil {
		cells[5] = "FAILED: " + r.failed.Error()
		return cells
	}
	cells[2] = r.unit.write(r.got)
	if r.floor > 0 {
		cells[3] = r.unit.write(r.floor)
	}
	if r.limit > 0 {
		cells[4], cells[5] = r.unit.write(r.limit), "ok"
		if r.got > r.limit {
			cells[5] = "OVER"
		}
	}
	return cells
}

// samples are the figures of several runs.
type samples []float64

func (s samples) median() float64 { return s.percentile(50) }

// percentile is the figure that p of 100 do not pass.
func (s samples) percentile(p int) float64 {
	sorted := slices.Sorted(slices.Values(s))
	return sorted[(len(sorted)*p+99)/100-1]
}
