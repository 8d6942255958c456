package convert

// dayTable is the part of a timetable that is of one day.
type dayTable struct {
	name string
	*table
}

// byDay takes a timetable apart whose columns are days; others stay whole.
func byDay(t *table, name string) []dayTable {
	g := newGrid(t)
	at := g.column(timeRole, startRole)
	var days []int
	for c, head := range g.heads {
		if g.head >= 0 && isDay(head) {
			days = append(days, c)
		}
	}
	if at < 0 || len(days) < 2 {
		return []dayTable{{name, t}}
	}
	headOf := func(text string) cell { return cell{lines: []line{{text: text}}} }
	var all []dayTable
	for _, c := range days {
		day := dayTable{g.heads[c], &table{
			place: t.place, rowAt: []string{t.rowAt[g.head]},
			rows: [][]cell{{headOf("Time"), headOf("Activity")}},
		}}
		for r := g.head + 1; r < len(g.cols); r++ {
			if when, what := *g.at(r, at), *g.at(r, c); what.text() != "" {
				when.span, what.span = 1, 1
				day.rows = append(day.rows, []cell{when, what})
				day.rowAt = append(day.rowAt, t.rowAt[r])
			}
		}
		all = append(all, day)
	}
	return all
}
