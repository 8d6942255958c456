package cli

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a text into lines no wider than width, between words. A word
// that is wider is broken too, but not an address of the web, which would then
// lead nowhere.
func Wrap(text string, width int) []string {
	return Hang("", "", text, width)
}

// Hang is wrap with a lead in front of the first line, and another in front of
// those that follow.
func Hang(first, rest, text string, width int) []string {
	var lines []string
	line, used, empty := first, ansi.StringWidth(first), true
	for word := range strings.FieldsSeq(text) {
		w := ansi.StringWidth(word)
		if !empty && used+1+w > width {
			lines = append(lines, line)
			line, used, empty = rest, ansi.StringWidth(rest), true
		}
		if !empty {
			line += " "
			used++
		}
		if used+w > width && !strings.Contains(word, "://") {
			parts := strings.Split(ansi.Hardwrap(word, max(width-used, 1), false), "\n")
			for _, part := range parts[:len(parts)-1] {
				lines = append(lines, line+part)
				line, used = rest, ansi.StringWidth(rest)
			}
			word = parts[len(parts)-1]
			w = ansi.StringWidth(word)
		}
		line += word
		used += w
		empty = false
	}
	if empty {
		line = strings.TrimRight(line, " ")
	}
	return append(lines, line)
}

// Pad fills a text up with blanks to a width.
func Pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// Upper is a text in capitals. A sharp s becomes SS, as Unicode's own rule for
// whole texts has it; a character alone has no capital of the kind.
func Upper(text string) string { return strings.ReplaceAll(strings.ToUpper(text), "ß", "SS") }
