package draw

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// glyphs are figures and letters, three pixels wide where that is enough and five
// high, so that they are told from two metres. A pixel is
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

	' ':  {"  ", "  ", "  ", "  ", "  "},
	'?':  {"###", "  #", " ##", "   ", " # "},
	'!':  {"#", "#", "#", " ", "#"},
	',':  {" ", " ", " ", "#", "#"},
	'.':  {" ", " ", " ", " ", "#"},
	'&':  {" # ", "# #", " # ", "# #", " ##"},
	'/':  {"  #", "  #", " # ", "#  ", "#  "},
	'\'': {"#", "#", " ", " ", " "},

	'A': {"###", "# #", "###", "# #", "# #"},
	'B': {"## ", "# #", "## ", "# #", "## "},
	'C': {"###", "#  ", "#  ", "#  ", "###"},
	'D': {"## ", "# #", "# #", "# #", "## "},
	'E': {"###", "#  ", "## ", "#  ", "###"},
	'F': {"###", "#  ", "## ", "#  ", "#  "},
	'G': {"####", "#   ", "# ##", "#  #", "####"},
	'H': {"# #", "# #", "###", "# #", "# #"},
	'I': {"#", "#", "#", "#", "#"},
	'J': {"  #", "  #", "  #", "# #", "###"},
	'K': {"# #", "# #", "## ", "# #", "# #"},
	'L': {"#  ", "#  ", "#  ", "#  ", "###"},
	'M': {"#   #", "## ##", "# # #", "#   #", "#   #"},
	'N': {"#  #", "## #", "# ##", "#  #", "#  #"},
	'O': {"###", "# #", "# #", "# #", "###"},
	'P': {"###", "# #", "###", "#  ", "#  "},
	'Q': {"####", "#  #", "#  #", "# ##", "####"},
	'R': {"## ", "# #", "## ", "# #", "# #"},
	'S': {"###", "#  ", "###", "  #", "###"},
	'T': {"###", " # ", " # ", " # ", " # "},
	'U': {"# #", "# #", "# #", "# #", "###"},
	'V': {"# #", "# #", "# #", "# #", " # "},
	'W': {"#   #", "#   #", "# # #", "## ##", "#   #"},
	'X': {"# #", "# #", " # ", "# #", "# #"},
	'Y': {"# #", "# #", " # ", " # ", " # "},
	'Z': {"###", "  #", " # ", "#  ", "###"},
}

// Scale is how many cells a pixel of a figure takes, and from how many lines of a
// window on there is room for it.
type Scale struct{ wide, high, From int }

// Small and Normal are five lines high.
var (
	Small  = Scale{wide: 1, high: 1}
	Normal = Scale{wide: 2, high: 1}
)

// Scales are those for a clock beside a text, the largest first.
var Scales = []Scale{{7, 4, 76}, {5, 3, 50}, {3, 2, 28}, Normal}

// Rows is how many lines its figures take.
func (s Scale) Rows() int { return 5 * s.high }

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
				rows[y].WriteString(strings.Repeat(either(p == '#', "█", " "), size.wide))
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

// Blocks has a row in a style, its blocks as reversed spaces: those have
// no seams. Where nothing can be reversed they stay blocks.
func Blocks(row string, style lipgloss.Style) string { return BlocksBefore(row, style, "", false) }

// BlocksBefore is Blocks, and a text behind them in the same style, or a bold one.
// On a colour reversing is only turned on and off, and the style not begun anew,
// since such rows are sent each second; a terminal without colours may not know
// how to turn it off.
func BlocksBefore(row string, style lipgloss.Style, text string, strong bool) string {
	inverse := Inverse(style)
	if inverse.Render(" ") == " " {
		return row + text
	}
	if _, plain := style.GetBackground().(lipgloss.NoColor); plain || style.GetReverse() {
		row = byRuns(row, func(s string) string { return inverse.Render(s) }, func(s string) string { return style.Render(s) })
		if text == "" {
			return row
		}
		return row + style.Bold(strong).Render(text)
	}
	row = byRuns(row, func(s string) string { return "\x1b[7m" + s + "\x1b[27m" }, func(s string) string { return s })
	if strong {
		row += "\x1b[1m"
	}
	return style.Render(row + text)
}

// byRuns draws the blocks of a row, as spaces, by one function, and what is between them by another.
func byRuns(row string, blocks, rest func(string) string) string {
	var b strings.Builder
	for row != "" {
		n := len(row) - len(strings.TrimLeft(row, "█"))
		if n > 0 {
			b.WriteString(blocks(strings.Repeat(" ", n/len("█"))))
		} else {
			if n = strings.Index(row, "█"); n < 0 {
				n = len(row)
			}
			b.WriteString(rest(row[:n]))
		}
		row = row[n:]
	}
	return b.String()
}

// Inverse is a style with ink and ground exchanged.
func Inverse(s lipgloss.Style) lipgloss.Style { return s.Reverse(!s.GetReverse()) }

// FiguresWidth is how many cells wide bigDigits draws a text.
func FiguresWidth(text string, size Scale) int {
	pixels := -1
	for _, r := range text {
		pixels += len(glyphs[r][0]) + 1
	}
	return max(0, pixels) * size.wide
}

// Letters draws a text in capitals three lines high, two pixels a line, if each of
// its characters has a glyph and it is no wider than width.
func Letters(text string, width int) (lines []string, ok bool) {
	text = strings.ToUpper(text)
	for _, r := range text {
		if _, known := glyphs[r]; !known {
			return nil, false
		}
	}
	if text == "" || FiguresWidth(text, Small) > width {
		return nil, false
	}
	rows := append(Figures(text, Small), "")
	for y := 0; y < len(rows); y += 2 {
		lines = append(lines, halves([]rune(rows[y]), []rune(rows[y+1])))
	}
	return lines, true
}

// LettersByWord draws as many words of a text as Letters can.
func LettersByWord(text string, width int) (lines []string, ok bool) {
	for words := strings.Fields(text); len(words) > 0; words = words[:len(words)-1] {
		if lines, ok = Letters(strings.Join(words, " "), width); ok {
			return lines, true
		}
	}
	return nil, false
}

// halves are two rows of pixels in one line.
func halves(upper, lower []rune) string {
	lit := func(row []rune, x int) bool { return x < len(row) && row[x] != ' ' }
	var b strings.Builder
	for x := range max(len(upper), len(lower)) {
		switch {
		case lit(upper, x) && lit(lower, x):
			b.WriteRune('█')
		case lit(upper, x):
			b.WriteRune('▀')
		case lit(lower, x):
			b.WriteRune('▄')
		default:
			b.WriteRune(' ')
		}
	}
	return b.String()
}
