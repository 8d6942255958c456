package convert

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func readHTML(src []byte) (*document, error) {
	h := htmlReader{z: html.NewTokenizer(bytes.NewReader([]byte(DecodeText(src))))}
	h.z.SetMaxBuf(maxText)
	for h.b.err == nil {
		switch h.z.Next() {
		case html.ErrorToken:
			if !errors.Is(h.z.Err(), io.EOF) {
				return nil, errTooLarge
			}
			return h.b.finish()
		case html.TextToken:
			h.text(string(h.z.Text()))
		case html.StartTagToken:
			h.start(h.tag(), true)
		case html.SelfClosingTagToken:
			h.start(h.tag(), false)
		case html.EndTagToken:
			h.end(h.tag())
		}
	}
	return nil, h.b.err
}

// htmlReader goes tag by tag, to read tags left open as browsers show them.
type htmlReader struct {
	z     *html.Tokenizer
	b     builder
	bold  int
	lists int
	skip  atom.Atom // of what nothing is read until it ends
	title bool
	pre   bool
}

func (h *htmlReader) text(text string) {
	switch {
	case h.title:
		h.b.doc.title = oneLine(text)
	case h.skip != 0:
	case h.pre:
		h.b.add(text, h.bold > 0)
	default:
		// A line break in the source is a blank on the page.
		h.b.add(blanks().ReplaceAllString(text, " "), h.bold > 0)
	}
}

func (h *htmlReader) tag() atom.Atom {
	name, _ := h.z.TagName()
	return atom.Lookup(name)
}

// start begins what a tag begins; opens is whether it has an end of its own.
func (h *htmlReader) start(tag atom.Atom, opens bool) {
	if h.skip != 0 {
		return
	}
	switch tag {
	case atom.Script, atom.Style, atom.Svg, atom.Nav:
		if opens {
			h.skip = tag
		}
	case atom.Title:
		h.title = opens
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		h.b.endLines()
		h.bold = 0
		h.b.begin(heading, int(tag.String()[1]-'0'))
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Dt, atom.Dd, atom.Blockquote:
		// A paragraph that opens an item of a list is the item.
		if l := h.b.line(); l == nil || l.all.Len() > 0 {
			h.b.endLines()
		}
	case atom.Pre:
		h.b.endLines()
		h.pre = true
	case atom.Ul, atom.Ol:
		h.b.endLines()
		h.lists++
	case atom.Li:
		h.b.endLines()
		h.b.begin(item, max(0, h.lists-1))
	case atom.Br:
		h.b.add("\n", h.bold > 0)
	case atom.B, atom.Strong:
		h.bold++
	case atom.Table:
		h.b.beginTable("")
	case atom.Tr:
		h.b.row()
	case atom.Td, atom.Th:
		h.bold = 0
		h.b.cell(h.number("colspan"), false)
	}
}

// number is an attribute of the tag that is being read; 1 where it has none.
func (h *htmlReader) number(name string) int {
	const most = 50 // attributes looked at
	for range most {
		key, value, more := h.z.TagAttr()
		if string(key) == name {
			n, _ := strconv.Atoi(string(value))
			return n
		}
		if !more {
			break
		}
	}
	return 1
}

func (h *htmlReader) end(name atom.Atom) {
	if h.skip != 0 {
		if name == h.skip {
			h.skip = 0
		}
		return
	}
	switch name {
	case atom.Title:
		h.title = false
	case atom.B, atom.Strong:
		h.bold = max(0, h.bold-1)
	case atom.Pre:
		h.pre = false
		h.b.endLines()
	case atom.Ul, atom.Ol:
		h.b.endLines()
		h.lists = max(0, h.lists-1)
	case atom.P, atom.Li, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Dd:
		h.b.endLines()
	case atom.Table:
		h.b.endTable()
	}
}
