package prose

import (
	"strconv"
	"strings"
)

// Markdown are the lines of a Markdown text that was read and written anew, so
// that whoever turns it into a page with a careless program gets no more than
// stands in the tree. Its first headings have a level, and the others follow
// without leaving one out; level 0 is for where no heading may stand: they
// become bold.
func Markdown(markdown string, level int) []string {
	return (&markdownWriter{level: level}).blocks(Parse(markdown).Kids)
}

// markdownWriter writes nodes as Markdown again.
type markdownWriter struct {
	level int
	open  []int
}

func (w *markdownWriter) blocks(all []Node) (lines []string) {
	for _, n := range all {
		block := w.block(n)
		if len(lines) > 0 && len(block) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

func (w *markdownWriter) block(n Node) []string {
	switch n.Kind {
	case Paragraph:
		return strings.Split(w.inline(n.Kids), "\n")
	case Heading:
		return []string{w.heading(n)}
	case Bullets, Numbers:
		var lines []string
		for i, item := range n.Kids {
			lead := "- "
			if n.Kind == Numbers {
				lead = strconv.Itoa(n.Number+i) + n.Text + " "
			}
			lines = append(lines, Hang(lead, w.tight(item.Kids))...)
		}
		return lines
	case Quote:
		return Indent("> ", w.blocks(n.Kids))
	case CodeBlock:
		return fence(n.Text)
	case Rule:
		return []string{"---"}
	case Table:
		return w.table(n)
	}
	return w.blocks(n.Kids)
}

var dashes = map[Align]string{Start: "---", Centre: ":---:", End: "---:"}

func (w *markdownWriter) table(n Node) (lines []string) {
	for i, row := range n.Kids {
		line := "|"
		for _, cell := range row.Kids {
			line += " " + w.inline(cell.Kids) + " |"
		}
		lines = append(lines, line+strings.Repeat("  |", n.columns()-len(row.Kids)))
		if i == 0 {
			line = "|"
			for _, cell := range row.Kids {
				line += " " + dashes[cell.Align] + " |"
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// fence is a text between fences longer than any within it. Set in instead, it
// would be part of a list that stands before it, and Markdown again.
func fence(text string) []string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return append(append([]string{fence}, strings.Split(text, "\n")...), fence)
}

// tight is blocks with no empty line between the first and a list after it.
func (w *markdownWriter) tight(all []Node) []string {
	if len(all) == 2 && (all[1].Kind == Bullets || all[1].Kind == Numbers) {
		return append(w.block(all[0]), w.block(all[1])...)
	}
	return w.blocks(all)
}

func (w *markdownWriter) heading(n Node) string {
	text := strings.ReplaceAll(w.inline(n.Kids), "\n", " ")
	if w.level == 0 {
		return "**" + text + "**"
	}
	for len(w.open) > 0 && w.open[len(w.open)-1] >= n.Number {
		w.open = w.open[:len(w.open)-1]
	}
	level := min(w.level+len(w.open), 6)
	w.open = append(w.open, n.Number)
	return strings.Repeat("#", level) + " " + text
}

// inline is what stands in a block, with blocks in it after one another.
func (w *markdownWriter) inline(all []Node) string {
	var b strings.Builder
	for _, n := range all {
		switch n.Kind {
		case Words:
			b.WriteString(Escape(n.Text))
		case Break:
			b.WriteString("\\\n")
		case Emphasis:
			b.WriteString("*" + w.inline(n.Kids) + "*")
		case Strong:
			b.WriteString("**" + w.inline(n.Kids) + "**")
		case Code, CodeBlock:
			b.WriteString(Escape(n.Text))
		case Link:
			b.WriteString(w.link(n))
		case Rule:
		default:
			b.WriteString(w.inline(n.Kids) + " ")
		}
	}
	return strings.TrimRight(b.String(), " ") + trailingSpace(all)
}

// link writes an address behind its words: the document may be printed.
func (w *markdownWriter) link(n Node) string {
	url := strings.ReplaceAll(n.URL, "|", "%7C") // which would end a cell
	if len(n.Kids) == 0 {
		return "[" + Escape(Typed(n.URL)) + "](<" + url + ">)"
	}
	return "[" + w.inline(n.Kids) + "](<" + url + ">) (" + Escape(Typed(n.URL)) + ")"
}

// trailingSpace is the blank at the end of words before which a line was broken.
func trailingSpace(all []Node) string {
	if n := len(all); n > 0 && all[n-1].Kind == Words && strings.HasSuffix(all[n-1].Text, " ") {
		return " "
	}
	return ""
}

// Hang puts a lead before the first line, and sets the others in as far.
func Hang(lead string, lines []string) []string {
	if len(lines) == 0 {
		return []string{strings.TrimRight(lead, " ")}
	}
	blank := strings.Repeat(" ", len([]rune(lead)))
	return append([]string{lead + lines[0]}, Indent(blank, lines[1:])...)
}

// Indent sets lines in.
func Indent(by string, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimRight(by+line, " ")
	}
	return out
}
