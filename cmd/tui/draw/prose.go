package draw

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"facilitate/session"
)

// Prose draws Markdown for the terminal: emphasis, lists, links, quotes and
// headings, wrapped to a width. What it does not know it draws as text.
type Prose struct {
	theme  *Theme
	parser parser.Parser
}

// NewProse leaves out what reads "[Pause]: breathe" as the address of a link
// and would show nothing of it.
func NewProse(t Theme) Prose {
	return Prose{&t, parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...))}
}

// mostMarkdown is how many bytes are read as Markdown: far more than anybody
// says between two notes. The time for a nest of brackets or quotes grows with
// its square and its depth, so what is longer is drawn as it is written.
const mostMarkdown = 10_000

// Lines are the lines of a text, none wider than width.
func (p Prose) Lines(markdown string, width int) []string {
	width = max(width, 8)
	if len(markdown) > mostMarkdown || !strings.ContainsAny(markdown, "*_`[#>-+\n0123456789<\\&!") {
		return Wrap(strings.TrimSpace(markdown), width) // plain prose: most notes
	}
	source := []byte(markdown)
	root := p.parser.Parse(text.NewReader(source))
	return p.blocks(root, source, width)
}

// blocks draws the blocks inside a node, with a blank line between paragraphs.
func (p Prose) blocks(parent ast.Node, source []byte, width int) []string {
	var out []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if _, tight := n.(*ast.TextBlock); n.PreviousSibling() != nil && !tight && n.Kind() != ast.KindList {
			out = append(out, "")
		}
		out = append(out, p.block(n, source, width)...)
	}
	return out
}

// leastIndented is the width down to which a quote or a list in another is
// set in: no depth may leave its words without room.
const leastIndented = 16

func (p Prose) block(n ast.Node, source []byte, width int) []string {
	switch n := n.(type) {
	case *ast.List:
		return p.list(n, source, width)
	case *ast.Blockquote:
		if width < leastIndented {
			return p.blocks(n, source, width)
		}
		return Hang("│ ", "│ ", p.blocks(n, source, width-2))
	case *ast.Heading:
		return Wrap(p.theme.Bold.Render(p.inline(n, source)), width)
	case *ast.ThematicBreak:
		return []string{strings.Repeat("─", min(width, 20))}
	case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
		var lines []string
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			lines = append(lines, Wrap(strings.TrimRight(string(line.Value(source)), "\n"), width)...)
		}
		return lines
	}
	return Wrap(p.inline(n, source), width)
}

func (p Prose) list(n *ast.List, source []byte, width int) []string {
	var out []string
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "• "
		if n.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		if width < leastIndented {
			mark = ""
		}
		indent := strings.Repeat(" ", lipgloss.Width(mark))
		out = append(out, Hang(mark, indent, p.blocks(item, source, width-len(indent)))...)
	}
	return out
}

// inline draws the text inside a block as one line.
func (p Prose) inline(parent ast.Node, source []byte) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.WriteString(p.words(n, source))
			if n.SoftLineBreak() {
				b.WriteByte(' ')
			}
			if n.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.Emphasis:
			style := p.theme.Emphasis
			if n.Level > 1 {
				style = p.theme.Bold
			}
			b.WriteString(StyleWords(p.inline(n, source), style))
		case *ast.Link:
			words, to := p.inline(n, source), string(n.Destination)
			b.WriteString(words)
			if words != to {
				b.WriteString(" (" + to + ")")
			}
		case *ast.AutoLink:
			b.Write(n.URL(source))
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				seg := n.Segments.At(i)
				b.Write(seg.Value(source))
			}
		default:
			b.WriteString(p.inline(n, source))
		}
	}
	return b.String()
}

// words is a stretch of text without the marks that keep characters from being
// Markdown. A character may be written by its number, so it is cleaned again.
func (p Prose) words(n *ast.Text, source []byte) string {
	value := n.Segment.Value(source)
	if n.Parent().Kind() == ast.KindCodeSpan {
		return string(value)
	}
	value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	return session.CleanLine(string(value))
}
