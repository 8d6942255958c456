package draw

import (
	"regexp"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// styling is what sets a style, or ends all of them.
var styling = regexp.MustCompile(`\x1b\[[\d;]*m`)

const endOfStyle = "\x1b[0m"

// Wrap breaks a text into lines no wider than width, between words where it can. No
// style reaches over the end of a line, where it would colour what stands beside it.
func Wrap(s string, width int) []string {
	lines := strings.Split(ansi.Wrap(s, width, ""), "\n")
	open := ""
	for i, line := range lines {
		line = open + strings.TrimRight(line, " ")
		open = ""
		for _, set := range styling.FindAllString(line, -1) {
			open = either(set == endOfStyle, "", open+set)
		}
		lines[i] = line + either(open == "", "", endOfStyle)
	}
	return lines
}

// Fit cuts a text to a width, with a sign where something was cut.
func Fit(s string, width int) string {
	switch {
	case width <= 0:
		return ""
	case len(s) <= width: // no character has more cells than bytes
		return s
	}
	return ansi.Truncate(s, width, "…")
}

// Pad cuts or fills a text to exactly a width.
func Pad(s string, width int) string {
	s = Fit(s, width)
	return s + strings.Repeat(" ", max(0, width-lipgloss.Width(s)))
}

// Apart puts two texts at the two ends of a line; the left one gives way.
func Apart(left, right string, width int) string {
	room := width - lipgloss.Width(right) - 1
	if room < 1 {
		return Fit(left, width)
	}
	return Pad(left, room) + " " + right
}

// Screen is as many lines as a screen has room for, none wider than it is.
func Screen(lines []string, width, height int) string {
	lines = lines[:min(len(lines), height)]
	for i := range lines {
		lines[i] = Fit(lines[i], width)
	}
	return strings.Join(lines, "\n")
}

// Rows are so many lines: some left out at the end, or empty ones added.
func Rows(lines []string, n int) []string {
	return append(lines[:min(len(lines), max(0, n)):len(lines)], make([]string, max(0, n-len(lines)))...)
}

// Hang puts a mark before the first line and an indent before the others.
func Hang(mark, indent string, lines []string) []string {
	if len(lines) == 0 {
		return []string{strings.TrimRight(mark, " ")}
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i], mark = mark+line, indent
	}
	return out
}

// Pack puts parts into as few lines as can be, each part whole, and a text between those
// in one line; none for a part that is empty.
func Pack(width int, between string, parts ...string) (lines []string) {
	for _, part := range parts {
		last := len(lines) - 1
		switch {
		case part == "":
		case last >= 0 && lipgloss.Width(lines[last]+between+part) <= width:
			lines[last] += between + part
		default:
			lines = append(lines, part)
		}
	}
	return lines
}

// Cut leaves of the lines as many as there is room for, one at least.
func Cut(lines []string, room int) []string {
	if room = max(1, room); len(lines) > room {
		lines = append(lines[:room-1:room-1], lines[room-1]+" …")
	}
	return lines
}

// Bold has a line bold, whatever styles there are within it.
func Bold(bold lipgloss.Style, line string) string {
	open, _, _ := strings.Cut(bold.Render("x"), "x")
	if open == "" {
		return line
	}
	return open + strings.ReplaceAll(line, endOfStyle, endOfStyle+open) + endOfStyle
}

// StyleWords styles each word alone, so that a line can break anywhere
// between them without a style reaching over the break.
func StyleWords(s string, style lipgloss.Style) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if w != "" {
			words[i] = style.Render(w)
		}
	}
	return strings.Join(words, " ")
}
