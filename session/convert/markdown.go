package convert

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

const maxMarkdown = 128 << 10 // bytes

var (
	blanks      = regexp.MustCompile(`[ \t\r\n]+`)
	frontMatter = regexp.MustCompile(`(?s)\A---\r?\n(.*?)\r?\n---\r?\n`)
	frontTitle  = regexp.MustCompile(`(?m)^title:\s*["']?(.*?)["']?\s*$`)
	titleBlock  = regexp.MustCompile(`\A(?:%[^\n]*\n)+`)
	liquid      = regexp.MustCompile(`(?s)\{%\s*capture.*?endcapture\s*%\}|\{%.*?%\}`)
	deepMarks   = regexp.MustCompile(`(?m)^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){50}`) // lists and quotes within one another
	codeFence   = regexp.MustCompile(`(?m)^:::.*$`)
)

// readMarkdown is the front end for Markdown, by way of the page it makes.
func readMarkdown(src []byte) (*document, error) {
	if len(src) > maxMarkdown {
		return nil, errTooLarge
	}
	text := strings.ReplaceAll(DecodeText(src), "\r\n", "\n")
	title := ""
	if m := frontMatter.FindStringSubmatch(text); m != nil {
		if t := frontTitle.FindStringSubmatch(m[1]); t != nil {
			title = t[1]
		}
		text = text[len(m[0]):]
	}
	if block := titleBlock.FindString(text); block != "" {
		first, _, _ := strings.Cut(block, "\n")
		title = strings.TrimSpace(strings.TrimPrefix(first, "%"))
		text = text[len(block):]
	}
	text = codeFence.ReplaceAllString(liquid.ReplaceAllString(text, ""), "")
	if deepMarks.MatchString(text) {
		return nil, errTooDeep
	}
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := md.Convert([]byte(text), &page); err != nil {
		return nil, errors.New("it cannot be read as Markdown")
	}
	doc, err := readHTML(page.Bytes())
	if err == nil && title != "" {
		doc.title = oneLine(title)
	}
	return doc, err
}
