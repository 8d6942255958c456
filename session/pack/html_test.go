package pack_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"facilitate/session/pack"
)

// element is one of a page, with what is around it.
type element struct {
	name  string
	attrs map[string]string
	in    []string // the names of those around it, the outermost first
	text  string   // all within it
	read  []byte   // of it, so far
}

// elements reads a page. They are written so that a strict reader of XML takes
// them, and so every element is seen to be closed where it belongs.
func elements(page []byte) (all []*element, err error) {
	d := xml.NewDecoder(bytes.NewReader(page))
	var open []*element
	var names []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}, in: append([]string(nil), names...)}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all, open, names = append(all, e), append(open, e), append(names, e.name)
			apart(open)
		case xml.EndElement:
			apart(open)
			last := open[len(open)-1]
			last.text = string(last.read)
			open, names = open[:len(open)-1], names[:len(names)-1]
		case xml.CharData:
			for _, e := range open {
				e.read = append(e.read, token...)
			}
		case xml.Comment:
			return nil, fmt.Errorf("a comment: %s", token)
		}
	}
}

// apart keeps the words of one block from running into those of the next.
func apart(open []*element) {
	switch open[len(open)-1].name {
	case "a", "strong", "em", "code", "span", "wbr":
		return
	}
	for _, e := range open {
		e.read = append(e.read, ' ')
	}
}

// textOf is what is to be read on a page, its title and heads included, and
// the texts of its attributes.
func textOf(t testing.TB, page []byte) string {
	t.Helper()
	all, err := elements(page)
	if err != nil {
		t.Fatal(err)
	}
	text := all[0].text
	for _, e := range all {
		for _, value := range e.attrs {
			text += "\n" + value
		}
	}
	return text
}

// faults are what is wrong with a page for people who print it, or who have it
// read to them, and what would make it do more than be read.
func faults(page []byte) (all []string) {
	fault := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if !bytes.HasPrefix(page, []byte("<!DOCTYPE html>\n")) {
		fault("no doctype")
	}
	elements, err := elements(page)
	if err != nil {
		return append(all, err.Error())
	}
	if elements[0].name != "html" || elements[0].attrs["lang"] != "en-GB" {
		fault("the language is %q", elements[0].attrs["lang"])
	}
	level, firsts, policy := 0, 0, ""
	for _, e := range elements {
		switch e.name {
		case "script", "iframe", "object", "embed", "link", "base", "form", "svg", "math", "template", "video", "audio", "source", "input":
			fault("an element %s", e.name)
		case "h1", "h2", "h3", "h4", "h5", "h6":
			next, _ := strconv.Atoi(e.name[1:])
			if next > level+1 {
				fault("%s %q follows h%d", e.name, strings.TrimSpace(e.text), level)
			}
			if level = next; next == 1 {
				firsts++
			}
			if strings.TrimSpace(e.text) == "" {
				fault("an empty %s", e.name)
			}
		case "meta":
			if e.attrs["http-equiv"] == "Content-Security-Policy" {
				policy = e.attrs["content"]
			} else if e.attrs["http-equiv"] != "" {
				fault("meta %s", e.attrs["http-equiv"])
			}
		case "img":
			if e.attrs["alt"] == "" || !strings.HasPrefix(e.attrs["src"], "data:image/") {
				fault("a picture from %q with the text %q", e.attrs["src"], e.attrs["alt"])
			}
		case "th":
			switch e.attrs["scope"] {
			case "col", "row", "colgroup", "rowgroup":
			default:
				fault("the heading %q is of nothing", e.text)
			}
			if strings.TrimSpace(e.text) == "" {
				fault("an empty heading of a table")
			}
		case "title":
			if strings.TrimSpace(e.text) == "" {
				fault("no title")
			}
		}
		for name, value := range e.attrs {
			switch name {
			case "href":
				if !safeAddress.MatchString(value) {
					fault("a link to %s", value)
				}
			case "class", "lang", "dir", "charset", "content", "http-equiv", "name", "scope", "colspan", "rowspan", "start", "alt", "src", "xmlns":
			case "style":
				if !safeStyle.MatchString(value) {
					fault("the style %s", value)
				}
			default:
				fault("the attribute %s of %s", name, e.name)
			}
		}
	}
	if firsts != 1 {
		fault("%d headings of the first level", firsts)
	}
	if !strings.HasPrefix(policy, "default-src 'none';") {
		fault("it may fetch: %q", policy)
	}
	for _, table := range bytes.Split(page, []byte("<table"))[1:] {
		if !bytes.Contains(table[:bytes.Index(table, []byte("</table>"))], []byte("<thead><tr><th ")) {
			fault("a table without headings")
		}
	}
	return append(all, styleFaults(page)...)
}

var (
	safeAddress = regexp.MustCompile(`^(https?://[^/]|mailto:|tel:)`)
	safeStyle   = regexp.MustCompile(`^font-size: [0-9]{2}pt$`)
)

// styleFaults are those of a page's style sheet.
func styleFaults(page []byte) (all []string) {
	_, style, _ := strings.Cut(string(page), "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	for _, must := range []string{
		"size: A4", "overflow-wrap: anywhere", "break-inside: avoid", "orphans: 3", "widows: 3",
		"display: table-header-group", "counter(page)", "@top-left",
	} {
		if !strings.Contains(style, must) {
			all = append(all, "the style sheet lacks "+must)
		}
	}
	for _, mustNot := range []string{"url(", "@import", "expression", "ZgotmplZ", "</", "visibility:"} {
		if strings.Contains(style, mustNot) {
			all = append(all, "the style sheet has "+mustNot)
		}
	}
	return append(all, paleness(style)...)
}

// wellMade tells the faults of a document.
func wellMade(t *testing.T, d pack.Document) {
	t.Helper()
	for _, fault := range faults(d.HTML) {
		t.Errorf("%s: %s", d.Name, fault)
	}
}

func TestPagesAreWellMade(t *testing.T) {
	t.Parallel()
	for _, o := range []pack.Options{{}, {Large: true, Start: halfPastNine(t), People: 20, Groups: 4}} {
		for _, d := range documents(t, shipped(t), o) {
			wellMade(t, d)
		}
	}
}

// TestFaultsAreFound plants each and sees that it is told.
func TestFaultsAreFound(t *testing.T) {
	t.Parallel()
	page := string(documents(t, shipped(t), pack.Options{})["guide"].HTML)
	for _, plant := range []struct{ from, to, says string }{
		{`lang="en-GB"`, `lang="de"`, "the language is"},
		{"<!DOCTYPE html>\n", "", "no doctype"},
		{"</main>", "<h4>Deep</h4></main>", "h4 \"Deep\" follows h2"},
		{"</main>", "<h1>Twice</h1></main>", "2 headings of the first level"},
		{"</main>", "<h2> </h2></main>", "an empty h2"},
		{"</main>", "<p></main>", "syntax error"},
		{"</main>", "<!-- say --></main>", "a comment"},
		{"</main>", "<script>alert(1)</script></main>", "an element script"},
		{"</main>", `<a href="javascript:alert(1)">x</a></main>`, "a link to javascript"},
		{"</main>", `<a href="//evil.org">x</a></main>`, "a link to //evil"},
		{"</main>", `<p onclick="x">x</p></main>`, "the attribute onclick"},
		{"</main>", `<p style="background: red">x</p></main>`, "the style background"},
		{"</main>", `<img src="https://evil.org/x.png" alt="x" /></main>`, "a picture from"},
		{"</main>", `<img src="data:image/png;base64,AA==" alt="" /></main>`, "a picture from"},
		{"</main>", `<table><tbody><tr><td>x</td></tr></tbody></table></main>`, "a table without headings"},
		{`<th scope="col" class="number">Min</th>`, `<th>Min</th>`, "is of nothing"},
		{"<title>", "<title></title><title>", "no title"},
		{"default-src 'none'", "default-src *", "it may fetch"},
		{"overflow-wrap: anywhere", "", "the style sheet lacks overflow-wrap"},
		{"size: A4", "size: letter", "the style sheet lacks size"},
		{"</style>", "p { background: url(https://evil.org) }</style>", "the style sheet has url("},
		{"</style>", "p { color: #999 }</style>", "#999 on #fff"},
		{"</style>", "th { background: #555 }</style>", "#000 on #555"},
	} {
		planted := strings.Replace(page, plant.from, plant.to, 1)
		if planted == page {
			t.Errorf("%s is not there", plant.from)
		}
		if all := strings.Join(faults([]byte(planted)), "\n"); !strings.Contains(all, plant.says) {
			t.Errorf("with %s instead of %s it is not told that %q, but:\n%s", plant.to, plant.from, plant.says, all)
		}
	}
}

var (
	inkColour   = regexp.MustCompile(`[{; ]color: *([^;}]+)`)
	paperColour = regexp.MustCompile(`background(?:-color)?: *([^;}]+)`)
)

// leastContrast is what the guidelines for the web (WCAG 2.2, 1.4.6) ask for at
// their highest level.
const leastContrast = 7

// paleness are the letters of a style sheet that are hard to read on some
// background of it, be they ever on it or not.
func paleness(style string) (all []string) {
	inks, papers := inkColour.FindAllStringSubmatch(style, -1), paperColour.FindAllStringSubmatch(style, -1)
	if len(inks) == 0 || len(papers) == 0 {
		return []string{"the style sheet has no colours"}
	}
	for _, ink := range inks {
		for _, paper := range papers {
			a, aKnown := luminance(strings.TrimSpace(ink[1]))
			b, bKnown := luminance(strings.TrimSpace(paper[1]))
			if !aKnown || !bKnown || contrast(a, b) < leastContrast {
				all = append(all, fmt.Sprintf("too little contrast: %s on %s", strings.TrimSpace(ink[1]), strings.TrimSpace(paper[1])))
			}
		}
	}
	return all
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// luminance is that of a colour like #333 or #333333, as WCAG 2.2 reckons it.
func luminance(colour string) (float64, bool) {
	hex, ok := strings.CutPrefix(colour, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if !ok || err != nil || len(hex) != 6 {
		return 0, false
	}
	part := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(n>>16) + 0.7152*part(n>>8) + 0.0722*part(n), true
}

func TestContrast(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000", "#fff", 21}, {"#777777", "#fff", 4.48}, {"#fff", "#fff", 1}} {
		a, _ := luminance(c.a)
		b, _ := luminance(c.b)
		if got := contrast(a, b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on %s: %.2f, not %.2f", c.a, c.b, got, c.want)
		}
	}
	for _, colour := range []string{"red", "#12", "rgb(0,0,0)", ""} {
		if _, ok := luminance(colour); ok {
			t.Errorf("%s is taken for a colour", colour)
		}
	}
}
