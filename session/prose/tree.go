// Package prose is Markdown: read once into a tree of the few parts that people
// who write plans use, and written from that tree in three ways, each in a file
// of its own. HTML is for paper, pages and the room's screen, Markdown for
// documents that go on being edited, lines for whatever shows text in columns.
// A new part of Markdown is a Kind, a case where the library's tree is read
// (parse.go), and one in each writer.
//
// It must never know a plan, a terminal or a colour: lines come as spans that
// say what they are, and whoever draws them says what that looks like. Nothing
// in what it writes can do more than be read: no script, no raw HTML, no address
// but of the web, of mail and of telephones.
package prose

import (
	"strings"
	"unicode/utf8"

	"facilitate/session/prose/tables"
)

// Kind is a part of Markdown that is known here. Whatever else a text holds
// becomes words.
type Kind uint8

// The kinds. Those down to Cell are blocks, those from Words on stand in a line.
const (
	Group Kind = iota // blocks after one another
	Paragraph
	Heading
	Bullets // a list
	Numbers // a numbered list
	Item
	Quote
	CodeBlock
	Rule
	Table // its first Row is its head
	Row
	Cell
	Words
	Emphasis
	Strong
	Code
	Link
	Break // the line ends here

	Sign // what a writer of lines adds: a bullet, the bar of a quotation
)

// Node is a part of a Markdown text, with nothing left in it that could do more
// than be read.
type Node struct {
	Kind   Kind
	Number int    // the level of a heading, or the first number of a list
	Text   string // of Words, Code and CodeBlock; of Numbers what stands behind each
	URL    string // of a Link: an address that MayLink allows
	Align  Align  // of a Cell
	Kids   []Node // of a Link none where its address is all it says
}

// Align is where the text of a column stands.
type Align = tables.Align

// The values of Align: where lines begin, where they end, or between.
const (
	Start  = tables.Start
	Centre = tables.Centre
	End    = tables.End
)

// columns is how many columns a Table has.
func (n Node) columns() int { return len(n.Kids[0].Kids) }

// Plain are the words alone, on one line.
func (n Node) Plain() string { return strings.Join(strings.Fields(plain([]Node{n})), " ") }

func plain(all []Node) string {
	var b strings.Builder
	for _, n := range all {
		switch n.Kind {
		case Break:
			b.WriteByte(' ')
		case Words, Code, CodeBlock:
			b.WriteString(n.Text)
		case Link:
			if len(n.Kids) == 0 {
				b.WriteString(Typed(n.URL))
				break
			}
			b.WriteString(plain(n.Kids) + " (" + Typed(n.URL) + ")")
		default:
			b.WriteString(plain(n.Kids))
			if n.Kind == Paragraph || n.Kind == Heading || n.Kind == Cell {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// Leaves are the blocks that hold no others.
func (n Node) Leaves() (all []Node) {
	switch n.Kind {
	case Paragraph, Heading, CodeBlock, Rule, Row:
		return []Node{n}
	}
	for _, kid := range n.Kids {
		all = append(all, kid.Leaves()...)
	}
	return all
}

// Plain is a Markdown text as plain words on one line, where there is room for no more.
func Plain(markdown string) string { return Parse(markdown).Plain() }

// Short is a line of at most so many characters.
func Short(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:most-1])) + "…"
}
