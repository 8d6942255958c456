package draw

import "time"

// Bar is time of which some is left, eaten from the right.
type Bar struct {
	Left, Of time.Duration
	Marks    []time.Duration // where something is told, by the time left then
}

const step = 5 * time.Second // in what steps it is eaten, so that its row is not sent each second

// Row draws it so wide, in half blocks, which touch no figures above them, and a line.
func (b Bar) Row(width int) string {
	row := make([]rune, max(0, width))
	left := b.cell((b.Left + step - 1).Truncate(step), width)
	for i := range row {
		row[i] = either(i < left, '▄', '─')
	}
	for _, mark := range b.Marks {
		if at := b.cell(mark, width); 0 < at && at < width {
			row[at] = either(at < left, ' ', '┼')
		}
	}
	return string(row)
}

// cell is where so much is left. As long as something is, so is some of the bar.
func (b Bar) cell(left time.Duration, width int) int {
	if left <= 0 || b.Of <= 0 {
		return 0
	}
	return max(1, min(width, int(int64(left)*int64(width)/int64(b.Of))))
}

func either[T any](is bool, one, other T) T {
	if is {
		return one
	}
	return other
}
