package prose

import (
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"facilitate/session/prose/tables"
)

// mostMarkdown is how many bytes are read as Markdown: far more than a sheet
// of paper holds. The time that some texts take grows with their square.
const mostMarkdown = 20_000

// mostNested is how deep lists and quotations may lie in one another before
// they are no longer set in: paper has no more room.
const mostNested = 6

// library is made when the first text needs it: other commands do not pay for
// it. It leaves out what reads "[Pause]: breathe" as the address of a link
// and would print nothing of it.
var library = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(util.Prioritized(tables.Reader{}, 0)))
})

// Parse reads a Markdown text.
func Parse(markdown string) Node {
	if isPlain(markdown) {
		return Node{Kind: Group, Kids: []Node{{Kind: Paragraph, Kids: []Node{{Kind: Words, Text: clean(markdown)}}}}}
	}
	if isTooSlow(markdown) {
		root := Node{Kind: Group}
		for part := range strings.SplitSeq(markdown, "\n\n") {
			if part = strings.TrimSpace(clean(part)); part != "" {
				root.Kids = append(root.Kids, Node{Kind: Paragraph, Kids: []Node{{Kind: Words, Text: part}}})
			}
		}
		return root
	}
	r := reader{source: []byte(markdown)}
	return Node{Kind: Group, Kids: r.blocks(library().Parse(text.NewReader(r.source)), 0)}
}

// isPlain is whether a text has nothing in it that could be Markdown: most
// have not, and need nobody to read them.
func isPlain(text string) bool {
	return text != "" && text == strings.TrimSpace(text) &&
		!strings.ContainsAny(text, "\n\t\\`*_[<&") && !strings.ContainsAny(text[:1], "0123456789-+=>#~")
}

// deepNest begins a line with more quotations and lists in one another than
// anybody writes.
var deepNest = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^(?:[ ]*(?:>|[-*+][ ]|[0-9]{1,9}[.)][ ])){30}`)
})

// mostBrackets is more than the links on any sheet.
const mostBrackets = 500

// isTooSlow is whether a text is one that takes long to read as Markdown. Nobody
// writes such; it is printed as it is written.
func isTooSlow(markdown string) bool {
	return len(markdown) > mostMarkdown || strings.Count(markdown, "[") > mostBrackets || deepNest().MatchString(markdown)
}

// reader makes nodes of the library's tree.
type reader struct {
	source  []byte
	inTable bool
}

func (r reader) blocks(parent ast.Node, depth int) (all []Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, r.block(n, depth)...)
	}
	return all
}

func (r reader) block(n ast.Node, depth int) []Node {
	flat := depth >= mostNested
	switch n := n.(type) {
	case *ast.Heading:
		return []Node{{Kind: Heading, Number: n.Level, Kids: r.inlines(n)}}
	case *ast.ThematicBreak:
		return []Node{{Kind: Rule}}
	case *ast.Blockquote:
		if flat {
			return r.blocks(n, depth)
		}
		return []Node{{Kind: Quote, Kids: r.blocks(n, depth+1)}}
	case *ast.List:
		if flat {
			return r.blocks(n, depth)
		}
		list := Node{Kind: Bullets, Kids: r.blocks(n, depth+1)}
		if n.IsOrdered() {
			list.Kind, list.Number, list.Text = Numbers, n.Start, string(n.Marker)
		}
		return []Node{list}
	case *ast.ListItem:
		if depth > mostNested { // its list is not set in
			return r.blocks(n, depth)
		}
		return []Node{{Kind: Item, Kids: r.blocks(n, depth)}}
	case *tables.Table:
		return []Node{r.table(n)}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return []Node{{Kind: CodeBlock, Text: r.lines(n)}}
	case *ast.HTMLBlock: // printed as it is written
		code := r.lines(n)
		if n.HasClosure() {
			code += "\n" + string(n.ClosureLine.Value(r.source))
		}
		return []Node{{Kind: Paragraph, Kids: []Node{{Kind: Words, Text: strings.TrimSpace(clean(code))}}}}
	}
	return []Node{{Kind: Paragraph, Kids: r.inlines(n)}}
}

func (r reader) lines(n ast.Node) string {
	return strings.TrimRight(clean(string(n.Lines().Value(r.source))), "\n")
}

func (r reader) inlines(parent ast.Node) (all []Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, r.inline(n)...)
	}
	return all
}

func (r reader) inline(n ast.Node) []Node {
	switch n := n.(type) {
	case *ast.Text:
		all := []Node{{Kind: Words, Text: unescape(n.Value(r.source))}}
		switch {
		case n.HardLineBreak():
			all = append(all, Node{Kind: Break})
		case n.SoftLineBreak():
			all[0].Text += " "
		}
		return all
	case *ast.String:
		return []Node{{Kind: Words, Text: clean(string(n.Value))}}
	case *ast.Emphasis:
		if n.Level > 1 {
			return []Node{{Kind: Strong, Kids: r.inlines(n)}}
		}
		return []Node{{Kind: Emphasis, Kids: r.inlines(n)}}
	case *ast.CodeSpan:
		var b strings.Builder
		for t := n.FirstChild(); t != nil; t = t.NextSibling() {
			if t, ok := t.(*ast.Text); ok {
				b.Write(t.Value(r.source))
			}
		}
		text := cleanLine(b.String())
		if r.inTable { // where a bar that is text has its backslash in code too
			text = strings.ReplaceAll(text, `\|`, "|")
		}
		return []Node{{Kind: Code, Text: text}}
	case *ast.Link:
		return linkNode(r.inlines(n), unescape(n.Destination))
	case *ast.AutoLink:
		return linkNode([]Node{{Kind: Words, Text: cleanLine(string(n.Label(r.source)))}}, string(n.URL(r.source)))
	case *ast.RawHTML: // printed as it is written
		return []Node{{Kind: Words, Text: clean(string(n.Segments.Value(r.source)))}}
	}
	// Of a picture its text is left: a page fetches nothing.
	return r.inlines(n)
}

// unescape is a text without the marks that keep characters from being Markdown.
// A character may be written by its number, so it is cleaned again.
func unescape(value []byte) string {
	value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	return cleanLine(string(value))
}

// linkNode is a link. Where its address is of a kind that texts do not lead to,
// the words alone are left.
func linkNode(words []Node, address string) []Node {
	if !MayLink(address) {
		return words
	}
	if shown := plain(words); shown == "" || Typed(shown) == Typed(address) {
		words = nil
	}
	return []Node{{Kind: Link, URL: address, Kids: words}}
}

// table is a table of the library's as a node.
func (r reader) table(n *tables.Table) Node {
	table := Node{Kind: Table}
	r.inTable = true
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		read := Node{Kind: Row}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			align := Start
			if cell, ok := cell.(*tables.Cell); ok {
				align = cell.Align
			}
			read.Kids = append(read.Kids, Node{Kind: Cell, Align: align, Kids: r.inlines(cell)})
		}
		table.Kids = append(table.Kids, read)
	}
	return table
}
