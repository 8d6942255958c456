package report

import (
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// The measures of a drawn timeline, in units of which its width has a
// thousand: some six to a millimetre of A4.
const (
	drawnWidth  = 1000.0
	laneHeight  = 52.0
	titleRoom   = 30.0 // above a lane
	axisRoom    = 40.0
	markRoom    = 26.0
	letter      = 10.5 // the width of a letter, rather more than less
	tickRoom    = 76.0 // between two times on the axis
	seen        = 0.4  // what is narrower is not drawn: its neighbours are on either side
	struckApart = 30.0 // two blocks together that are narrower are struck as one
	parted      = 4.0  // the least width of an activity whose phases are parted by lines
)

type drawing struct {
	Height float64
	Boxes  []box
	Lines  []line
	Words  []words
	Legend []legend
	About  string
}

type (
	box struct {
		X, Y, W, H coordinate
		Class      string // its look, or frame
	}
	line struct {
		X1, Y1, X2, Y2 coordinate
		Class          string
	}
	words struct {
		X, Y   coordinate
		Anchor string
		Class  string
		Text   string
	}
	legend struct {
		Class, Words string
	}
)

// coordinate is written with one digit after the point, if it needs any.
type coordinate float64

func (c coordinate) String() string {
	return strconv.FormatFloat(float64(int(c*10+0.5))/10, 'f', -1, 64)
}

func (t *Timeline) draw() *drawing {
	d := &drawing{About: t.Description}
	y := 0.0
	for _, lane := range t.Lanes {
		d.Words = append(d.Words, words{0, coordinate(y + 20), "start", "title", lane.Title})
		y += titleRoom
		t.drawLane(d, lane, y)
		t.strike(d, lane, y)
		y += laneHeight
	}
	top, bottom := titleRoom, y
	t.drawAxis(d, bottom)
	y += axisRoom
	for _, m := range t.Marks {
		x := t.x(m.At)
		d.Lines = append(d.Lines, line{coordinate(x), coordinate(top - 8), coordinate(x), coordinate(y + 6), "mark"})
		anchor, from := "start", x+6
		if x > drawnWidth/2 {
			anchor, from = "end", x-6
		}
		d.Words = append(d.Words, words{coordinate(from), coordinate(y + 6), anchor, "mark", m.Words})
		y += markRoom
	}
	d.Height = y
	for _, l := range lookWords {
		if t.has(l.Look) {
			d.Legend = append(d.Legend, legend{string(l.Look), l.Words})
		}
	}
	return d
}

func (t *Timeline) has(look Look) bool {
	return slices.ContainsFunc(t.Lanes, func(lane Lane) bool {
		return slices.ContainsFunc(lane.Blocks, func(b Block) bool { return b.Look == look })
	})
}

func (t *Timeline) x(at time.Time) float64 {
	return drawnWidth * float64(at.Sub(t.Begin)) / float64(t.End.Sub(t.Begin))
}

// drawLane draws blocks, and a frame with a number around those of one
// activity that follow one another.
func (t *Timeline) drawLane(d *drawing, lane Lane, y float64) {
	names := map[int]string{}
	for _, n := range t.Names {
		names[n.Number] = n.Title
	}
	drawn := 0.0 // up to where something is
	for i := 0; i < len(lane.Blocks); {
		b := lane.Blocks[i]
		n := i + 1
		for n < len(lane.Blocks) && b.Activity >= 0 && lane.Blocks[n].Activity == b.Activity && lane.Blocks[n].Begin.Equal(lane.Blocks[n-1].End) {
			n++
		}
		from, to := t.x(b.Begin), t.x(lane.Blocks[n-1].End)
		for k := i; k < n; k++ {
			drawn = t.drawBlock(d, lane.Blocks[k], y, drawn)
			if k > i && lane.Blocks[k].Phase != lane.Blocks[k-1].Phase && to-from >= parted*float64(n-i) {
				x := coordinate(t.x(lane.Blocks[k].Begin))
				d.Lines = append(d.Lines, line{x, coordinate(y), x, coordinate(y + laneHeight), "phase"})
			}
		}
		if b.Activity >= 0 && to-from >= seen {
			frame := "frame"
			if to-from < parted*2 {
				frame = "thin"
			}
			d.Boxes = append(d.Boxes, box{coordinate(from), coordinate(y), coordinate(to - from), laneHeight, frame})
			d.name(b.Activity+1, names[b.Activity+1], from, to, y)
		}
		i = n
	}
}

// drawBlock draws a block from where the one before it ended, so that many
// narrow ones make few shapes.
func (t *Timeline) drawBlock(d *drawing, b Block, y, drawn float64) float64 {
	from, to := t.x(b.Begin), t.x(b.End)
	if b.Look != LookGap && to-max(from, drawn) < seen && from <= drawn {
		return drawn
	}
	d.Boxes = append(d.Boxes, box{coordinate(from), coordinate(y), coordinate(max(to-from, seen)), laneHeight, string(b.Look)})
	return max(drawn, to)
}

// strike crosses out what was not reached, and strikes through what was
// skipped. Narrow blocks that follow one another are struck as one.
func (t *Timeline) strike(d *drawing, lane Lane, y float64) {
	for i := 0; i < len(lane.Blocks); {
		b := lane.Blocks[i]
		n := i + 1
		for n < len(lane.Blocks) && lane.Blocks[n].Look == b.Look && t.x(lane.Blocks[n].End)-t.x(lane.Blocks[n-1].Begin) < struckApart {
			n++
		}
		from, to := t.x(b.Begin), t.x(lane.Blocks[n-1].End)
		i = n
		if b.Look == LookNotReached {
			d.Lines = append(d.Lines, line{coordinate(from), coordinate(y), coordinate(to), coordinate(y + laneHeight), "strike"})
		}
		if b.Look == LookNotReached || b.Look == LookSkipped {
			d.Lines = append(d.Lines, line{coordinate(from), coordinate(y + laneHeight), coordinate(to), coordinate(y), "strike"})
		}
	}
}

// name writes an activity's number, with its title where there is room.
func (d *drawing) name(number int, title string, from, to, y float64) {
	text := strconv.Itoa(number)
	if whole := text + ". " + title; float64(utf8.RuneCountInString(whole))*letter <= to-from {
		text = whole
	}
	if float64(utf8.RuneCountInString(text))*letter+2 > to-from {
		return
	}
	d.Words = append(d.Words, words{coordinate((from + to) / 2), coordinate(y + laneHeight/2 + 6), "middle", "name", text})
}

// steps are the spans between the times on an axis.
var steps = []time.Duration{
	time.Second, 5 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

func (t *Timeline) drawAxis(d *drawing, bottom float64) {
	fits := func(step time.Duration) bool { return float64(t.End.Sub(t.Begin)/step)*tickRoom <= drawnWidth }
	step := steps[len(steps)-1]
	if i := slices.IndexFunc(steps, fits); i >= 0 {
		step = steps[i]
	}
	for !fits(step) {
		step *= 2 // of a run of many days
	}
	form := "15:04"
	if step < time.Minute {
		form = "15:04:05"
	}
	d.Lines = append(d.Lines, line{0, coordinate(bottom), drawnWidth, coordinate(bottom), "axis"})
	_, offset := t.Begin.In(t.Zone).Zone()
	east := time.Duration(offset) * time.Second
	at := t.Begin.Add(east).Truncate(step).Add(-east)
	for ; !at.After(t.End); at = at.Add(step) {
		if at.Before(t.Begin) {
			continue
		}
		x := t.x(at)
		d.Lines = append(d.Lines, line{coordinate(x), coordinate(bottom), coordinate(x), coordinate(bottom + 7), "axis"})
		anchor := "middle"
		switch {
		case x < tickRoom/2:
			anchor = "start"
		case x > drawnWidth-tickRoom/2:
			anchor = "end"
		}
		d.Words = append(d.Words, words{coordinate(x), coordinate(bottom + 26), anchor, "time", at.In(t.Zone).Format(form)})
	}
}

// bar is a row's chart: the plan above, what happened below.
type bar struct {
	Planned, Actual, Over coordinate // widths; Over is the part of Actual beyond the plan
	Words                 string
}

const barWidth = 200.0

// bars are the charts of a table's rows, all to one scale; nil where a row has none.
func (t *Table) bars() []*bar {
	longest := max(1, t.LongestBar())
	all := make([]*bar, len(t.Rows))
	width := func(s Seconds) coordinate { return coordinate(barWidth * float64(max(0, s)) / float64(longest)) }
	for i := range t.Rows {
		if b := t.Rows[i].Bar; b != nil {
			all[i] = &bar{
				Planned: width(b.Planned), Actual: width(min(b.Actual, b.Planned)), Over: width(max(0, b.Actual-b.Planned)),
				Words: "planned " + span(b.Planned) + ", actual " + span(b.Actual),
			}
		}
	}
	return all
}
