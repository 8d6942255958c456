package draw

import "strings"

// glyphs are the clock's figures, and the letters of TRUE and FALSE: three
// pixels wide and five high, so that they are told from two metres. A pixel is
// drawn wider than high in cells, since a cell is higher than wide.
var glyphs = map[rune][5]string{
	'0': {"###", "# #", "# #", "# #", "###"},
	'1': {"  #", "  #", "  #", "  #", "  #"},
	'2': {"###", "  #", "###", "#  ", "###"},
	'3': {"###", "  #", "###", "  #", "###"},
	'4': {"# #", "# #", "###", "  #", "  #"},
	'5': {"###", "#  ", "###", "  #", "###"},
	'6': {"###", "#  ", "###", "# #", "###"},
	'7': {"###", "  #", "  #", "  #", "  #"},
	'8': {"###", "# #", "###", "# #", "###"},
	'9': {"###", "# #", "###", "  #", "###"},
	':': {" ", "#", " ", "#", " "},
	'+': {"   ", " # ", "###", " # ", "   "},
	'-': {"   ", "   ", "###", "   ", "   "},

	'A': {"###", "# #", "###", "# #", "# #"},
	'E': {"###", "#  ", "## ", "#  ", "###"},
	'F': {"###", "#  ", "## ", "#  ", "#  "},
	'L': {"#  ", "#  ", "#  ", "#  ", "###"},
	'R': {"## ", "# #", "## ", "# #", "# #"},
	'S': {"###", "#  ", "###", "  #", "###"},
	'T': {"###", " # ", " # ", " # ", " # "},
	'U': {"# #", "# #", "# #", "# #", "###"},
}

// Scale is how many cells a pixel of a figure takes.
type Scale struct{ wide, high int }

// The scales: for a small window, a usual one and a large one.
var (
	Small  = Scale{1, 1}
	Normal = Scale{2, 1}
	Large  = Scale{3, 2}
)

// Figures draws a time such as "12:34" in block figures, in five lines at the
// least; characters without a figure are left out.
func Figures(text string, size Scale) []string {
	var rows [5]strings.Builder
	for i, r := range text {
		for y, pixels := range glyphs[r] {
			if i > 0 {
				rows[y].WriteString(strings.Repeat(" ", size.wide))
			}
			for _, p := range pixels {
				cell := " "
				if p == '#' {
					cell = "█"
				}
				rows[y].WriteString(strings.Repeat(cell, size.wide))
			}
		}
	}
	var lines []string
	for y := range rows {
		line := strings.TrimRight(rows[y].String(), " ")
		for range size.high {
			lines = append(lines, line)
		}
	}
	return lines
}

// FiguresWidth is how many cells wide bigDigits draws a text.
func FiguresWidth(text string, size Scale) int {
	pixels := -1
	for _, r := range text {
		pixels += len(glyphs[r][0]) + 1
	}
	return max(0, pixels) * size.wide
}
