package cli

import (
	"regexp"
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

// block is a line of Markdown that begins something of its own: an item of a
// list, a heading, a quotation, a row of a table.
var block = regexp.MustCompile(`^( *)([-*+] +|[0-9]{1,9}[.)] +|#{1,6} +|> ?|\|)`)

// WrapMarkdown breaks Markdown into lines no wider than width and leaves its
// marks as they stand. Lines that belong together are joined first, for people
// break theirs where their own editor ends.
func WrapMarkdown(text string, width int) []string {
	var lines []string
	var first, rest string // the leads of the block that is being gathered
	var words []string     // its text
	flush := func() {
		if words != nil {
			lines = append(lines, Hang(first, rest, strings.Join(words, " "), width)...)
		}
		first, rest, words = "", "", nil
	}
	fenced := false
	for line := range strings.SplitSeq(text, "\n") {
		bare := strings.TrimSpace(line)
		fence := strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~")
		switch m := block.FindString(line); {
		case fence || fenced:
			flush()
			lines = append(lines, line) // what stands between fences is kept to the letter
			fenced = fenced != fence
			continue
		case bare == "":
			flush()
			lines = append(lines, "")
			continue
		case m != "":
			flush()
			first, rest = m, strings.Repeat(" ", len(m))
			words = append(words, line[len(m):])
			if strings.Contains(m, "#") { // a heading ends with its line
				flush()
			}
		default:
			words = append(words, bare)
		}
		if strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`) { // a line break that is meant
			lead := rest
			flush()
			first, rest = lead, lead
		}
	}
	flush()
	return lines
}

// Pad fills a text up with blanks to a width.
func Pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}
