package draw

import "strings"

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
