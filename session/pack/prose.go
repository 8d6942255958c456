package pack

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"facilitate/session"
)

// A kind is a part of Markdown that documents know. Whatever else a text holds
// becomes words.
type kind int

const (
	group kind = iota // blocks after one another
	paragraph
	heading
	bulletList
	numberList
	listItem
	quotation
	codeBlock
	rule
	words
	emphasis
	strong
	code
	link
	printed // the address of a link, to be typed
	lineBreak
)

// A node is a part of a Markdown text, with nothing left in it that could do
// more than be read.
type node struct {
	kind   kind
	number int    // the level of a heading, or the first number of a list
	text   string // of words, code, codeBlock and printed
	url    string // of a link: one that mayLink allows
	kids   []node
}

// mostMarkdown is how many bytes are read as Markdown: far more than a sheet
// of paper holds. The time that some texts take grows with their square.
const mostMarkdown = 20_000

// mostNested is how deep lists and quotations may lie in one another before
// they are no longer set in: paper has no more room.
const mostNested = 6

// newParser leaves out what reads "[Pause]: breathe" as the address of a link
// and would print nothing of it.
var newParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...))
})

// parse reads a Markdown text.
func parse(markdown string) node {
	if tooMuch(markdown) {
		root := node{kind: group}
		for part := range strings.SplitSeq(markdown, "\n\n") {
			if part = strings.TrimSpace(session.Clean(part)); part != "" {
				root.kids = append(root.kids, node{kind: paragraph, kids: []node{{kind: words, text: part}}})
			}
		}
		return root
	}
	r := reader{source: []byte(markdown)}
	return node{kind: group, kids: r.blocks(newParser().Parse(text.NewReader(r.source)), 0)}
}

// deepNest begins a line with more quotations and lists in one another than
// anybody writes.
var deepNest = regexp.MustCompile(`(?m)^(?:[ ]*(?:>|[-*+][ ]|[0-9]{1,9}[.)][ ])){30}`)

// mostBrackets is more than the links on any sheet.
const mostBrackets = 500

// tooMuch is whether a text is one that takes long to read as Markdown. Nobody
// writes such; it is printed as it is written.
func tooMuch(markdown string) bool {
	return len(markdown) > mostMarkdown || strings.Count(markdown, "[") > mostBrackets || deepNest.MatchString(markdown)
}

// reader makes nodes of the library's tree.
type reader struct{ source []byte }

func (r reader) blocks(parent ast.Node, depth int) (all []node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, r.block(n, depth)...)
	}
	return all
}

func (r reader) block(n ast.Node, depth int) []node {
	flat := depth >= mostNested
	switch n := n.(type) {
	case *ast.Heading:
		return []node{{kind: heading, number: n.Level, kids: r.inlines(n)}}
	case *ast.ThematicBreak:
		return []node{{kind: rule}}
	case *ast.Blockquote:
		if flat {
			return r.blocks(n, depth)
		}
		return []node{{kind: quotation, kids: r.blocks(n, depth+1)}}
	case *ast.List:
		if flat {
			return r.blocks(n, depth)
		}
		list := node{kind: bulletList, kids: r.blocks(n, depth+1)}
		if n.IsOrdered() {
			list.kind, list.number = numberList, n.Start
		}
		return []node{list}
	case *ast.ListItem:
		if depth > mostNested { // its list is not set in
			return r.blocks(n, depth)
		}
		return []node{{kind: listItem, kids: r.blocks(n, depth)}}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return []node{{kind: codeBlock, text: r.lines(n)}}
	case *ast.HTMLBlock: // printed as it is written
		code := r.lines(n)
		if n.HasClosure() {
			code += "\n" + string(n.ClosureLine.Value(r.source))
		}
		return []node{{kind: paragraph, kids: []node{{kind: words, text: strings.TrimSpace(session.Clean(code))}}}}
	}
	return []node{{kind: paragraph, kids: r.inlines(n)}}
}

func (r reader) lines(n ast.Node) string {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(r.source))
	}
	return strings.TrimRight(session.Clean(b.String()), "\n")
}

func (r reader) inlines(parent ast.Node) (all []node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		all = append(all, r.inline(n)...)
	}
	return all
}

func (r reader) inline(n ast.Node) []node {
	switch n := n.(type) {
	case *ast.Text:
		all := []node{{kind: words, text: meant(n.Value(r.source))}}
		switch {
		case n.HardLineBreak():
			all = append(all, node{kind: lineBreak})
		case n.SoftLineBreak():
			all[0].text += " "
		}
		return all
	case *ast.String:
		return []node{{kind: words, text: session.Clean(string(n.Value))}}
	case *ast.Emphasis:
		if n.Level > 1 {
			return []node{{kind: strong, kids: r.inlines(n)}}
		}
		return []node{{kind: emphasis, kids: r.inlines(n)}}
	case *ast.CodeSpan:
		var b strings.Builder
		for t := n.FirstChild(); t != nil; t = t.NextSibling() {
			if t, ok := t.(*ast.Text); ok {
				b.Write(t.Value(r.source))
			}
		}
		return []node{{kind: code, text: session.CleanLine(b.String())}}
	case *ast.Link:
		return linked(r.inlines(n), meant(n.Destination))
	case *ast.AutoLink:
		return linked([]node{{kind: words, text: session.CleanLine(string(n.Label(r.source)))}}, string(n.URL(r.source)))
	case *ast.RawHTML: // printed as it is written
		var b strings.Builder
		for i := range n.Segments.Len() {
			part := n.Segments.At(i)
			b.Write(part.Value(r.source))
		}
		return []node{{kind: words, text: session.Clean(b.String())}}
	}
	// Of a picture its text is left: a page fetches nothing.
	return r.inlines(n)
}

// meant is a text without the marks that keep characters from being Markdown.
// A character may be written by its number, so it is cleaned again.
func meant(value []byte) string {
	value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	return session.CleanLine(string(value))
}

// linked is a link with its address in words behind it, for on paper nobody
// can follow it. Where the address is of a kind that documents do not lead to,
// the words alone are left.
func linked(text []node, address string) []node {
	if !mayLink(address) {
		return text
	}
	typed := node{kind: printed, text: printable(address)}
	if shown := plain(text); printable(shown) == typed.text || shown == "" {
		return []node{{kind: link, url: address, kids: []node{typed}}}
	}
	return []node{{kind: link, url: address, kids: text}, {kind: words, text: " ("}, typed, {kind: words, text: ")"}}
}

// mayLink is whether a document may lead to an address.
func mayLink(address string) bool {
	u, err := url.Parse(address)
	if err != nil || strings.ContainsAny(address, " <>\"'`\\\n\t") || session.CleanLine(address) != address {
		return false
	}
	switch u.Scheme { // in lower case
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return false
}

// printable is an address as people type it: without what every browser adds.
func printable(address string) string {
	for _, lead := range []string{"https://", "http://", "mailto:", "tel:"} {
		address = strings.TrimPrefix(address, lead)
	}
	return strings.TrimSuffix(address, "/")
}

// plain are the words alone.
func plain(all []node) string {
	var b strings.Builder
	for _, n := range all {
		switch n.kind {
		case lineBreak:
			b.WriteByte(' ')
		case words, code, codeBlock, printed:
			b.WriteString(n.text)
		default:
			b.WriteString(plain(n.kids))
			if n.kind == paragraph || n.kind == heading {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// line is a Markdown text as plain words on one line, for where there is room
// for no more.
func line(markdown string) string {
	return strings.Join(strings.Fields(plain([]node{parse(markdown)})), " ")
}

// short is a line of at most so many characters.
func short(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:most-1])) + "…"
}
