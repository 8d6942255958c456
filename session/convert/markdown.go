package convert

import (
	"bytes"
	"errors"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"facilitate/session"
	"facilitate/session/prose/tables"
)

const maxMarkdown = 128 << 10 // bytes

var (
	blanks      = session.Pattern(`[ \t\r\n]+`)
	frontMatter = session.Pattern(`(?s)\A---\r?\n(.*?)\r?\n---\r?\n`)
	frontTitle  = session.Pattern(`(?m)^title:\s*["']?(.*?)["']?\s*$`)
	titleBlock  = session.Pattern(`\A(?:%[^\n]*\n)+`)
	liquid      = session.Pattern(`(?s)\{%\s*capture.*?endcapture\s*%\}|\{%.*?%\}`)
	deepMarks   = session.Pattern(`(?m)^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){50}`) // lists and quotes within one another
	// A line that begins with a time or a label is one of its own, not the rest of
	// that above; so is one that is set in below a time.
	timedStart = session.Pattern(`\n([*_]{0,2}(?:` + clockWords + `|\p{Lu}[\pL ]{1,20}:[*_]{0,2}[ \t]))`)
	belowATime = session.Pattern(`(?m)^([*_]{0,2}` + clockWords + `.*)\n([ \t]+\S)`)
	codeFence  = session.Pattern(`(?m)^:::.*$`)
)

// readMarkdown is the front end for Markdown, by way of the page it makes.
func readMarkdown(src []byte) (*document, error) {
	if len(src) > maxMarkdown {
		return nil, errTooLarge
	}
	text := strings.ReplaceAll(DecodeText(src), "\r\n", "\n")
	title := ""
	if m := frontMatter().FindStringSubmatch(text); m != nil {
		if t := frontTitle().FindStringSubmatch(m[1]); t != nil {
			title = t[1]
		}
		text = text[len(m[0]):]
	}
	if block := titleBlock().FindString(text); block != "" {
		first, _, _ := strings.Cut(block, "\n")
		title = strings.TrimSpace(strings.TrimPrefix(first, "%"))
		text = text[len(block):]
	}
	text = codeFence().ReplaceAllString(liquid().ReplaceAllString(text, ""), "")
	if deepMarks().MatchString(text) {
		return nil, errTooDeep
	}
	text = belowATime().ReplaceAllString(timedStart().ReplaceAllString(text, "  \n$1"), "$1  \n$2")
	var page bytes.Buffer
	md := goldmark.New(
		goldmark.WithParserOptions(parser.WithParagraphTransformers(util.Prioritized(tables.Reader{}, 0))),
		goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(tableWriter{}, 0))))
	if err := md.Convert([]byte(text), &page); err != nil {
		return nil, errors.New("it cannot be read as Markdown")
	}
	doc, err := readHTML(page.Bytes())
	if err == nil && title != "" {
		doc.title = oneLine(title)
	}
	return doc, err
}

// tableWriter writes the tables of Markdown as a page has them.
type tableWriter struct{}

// RegisterFuncs tells the library what writes which node.
func (tableWriter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	for kind, tag := range map[ast.NodeKind]string{tables.TableKind: "table", tables.RowKind: "tr", tables.CellKind: "td"} {
		r.Register(kind, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
			_, err := w.WriteString(map[bool]string{true: "<", false: "</"}[entering] + tag + ">")
			return ast.WalkContinue, err
		})
	}
}
