package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"facilitate/session"
	"facilitate/session/report"
	"facilitate/session/run"
)

// faults are what is wrong with a report in a format.
func faults(format, text string) []string {
	switch format {
	case "html":
		return pageFaults(text)
	case "markdown":
		return markdownFaults(text)
	}
	return nil
}

// The elements and attributes that a page may have: none runs, fetches or sends
// anything.
var (
	pageElements = strings.Fields(`html head meta title style body header main section h1 h2 h3 p b div dl dt dd ol ul li
		figure table thead tbody tr th td svg defs pattern rect line path circle text desc`)
	pageAttributes = strings.Fields(`lang charset http-equiv content name class dir scope xmlns viewBox preserveAspectRatio id role
		aria-hidden aria-labelledby x y x1 x2 y1 y2 width height fill stroke stroke-width cx cy r d text-anchor patternUnits patternTransform`)
	plainStart = regexp.MustCompile(`^(url\(#[a-z]+\)|#[0-9a-f]{3})$`)
)

// pageFaults are what makes a page do more than be read, and what is wrong with
// it for those who print it or have it read to them. It has to be written so
// that a strict reader of XML takes it.
func pageFaults(page string) (all []string) {
	fault := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en-GB\">") {
		fault("it begins %.40q", page)
	}
	d := xml.NewDecoder(strings.NewReader(page))
	ids := map[string]bool{}
	level, firsts, policy := 0, 0, ""
	var open []string
	drawings, named := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return append(all, err.Error())
		}
		switch token := token.(type) {
		case xml.Comment:
			fault("a comment: %s", token)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.StartElement:
			name := token.Name.Local
			if !slices.Contains(pageElements, name) {
				fault("an element %s", name)
			}
			attrs := map[string]string{}
			for _, a := range token.Attr {
				attrs[a.Name.Local] = a.Value
				if !slices.Contains(pageAttributes, a.Name.Local) {
					fault("the attribute %s of %s", a.Name.Local, name)
				}
				if a.Name.Local == "fill" && !plainStart.MatchString(a.Value) {
					fault("filled with %q", a.Value)
				}
			}
			if id := attrs["id"]; id != "" {
				if ids[id] {
					fault("two elements are %s", id)
				}
				ids[id] = true
			}
			switch name {
			case "h1", "h2", "h3":
				next := int(name[1] - '0')
				if next > level+1 {
					fault("%s follows h%d", name, level)
				}
				if level = next; next == 1 {
					firsts++
				}
			case "meta":
				switch attrs["http-equiv"] {
				case "":
				case "Content-Security-Policy":
					policy = attrs["content"]
				default:
					fault("meta %s", attrs["http-equiv"])
				}
			case "th":
				if attrs["scope"] != "col" {
					fault("a heading of nothing")
				}
			case "svg":
				if attrs["role"] == "img" {
					drawings++
				} else if attrs["aria-hidden"] != "true" {
					fault("a drawing that nobody hears of")
				}
			case "title":
				if len(open) > 0 && open[len(open)-1] == "svg" {
					named++
				}
			}
			open = append(open, name)
		}
	}
	if firsts != 1 {
		fault("%d headings of the first level", firsts)
	}
	if policy != "default-src 'none'; style-src 'unsafe-inline'" {
		fault("it may fetch: %q", policy)
	}
	if drawings != named {
		fault("%d drawings, and %d of them have a title", drawings, named)
	}
	return append(all, styleFaults(page)...)
}

func styleFaults(page string) (all []string) {
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	for _, must := range []string{
		"size: A4", "overflow-wrap: anywhere", "break-inside: avoid", "orphans: 3", "widows: 3",
		"display: table-header-group", "counter(page)", "@top-left",
	} {
		if !strings.Contains(style, must) {
			all = append(all, "the style sheet lacks "+must)
		}
	}
	for _, mustNot := range []string{"url(", "@import", "expression", "ZgotmplZ", "visibility:"} {
		if strings.Contains(style, mustNot) {
			all = append(all, "the style sheet has "+mustNot)
		}
	}
	return append(all, paleness(style)...)
}

var (
	ink   = regexp.MustCompile(`[ {;]color: ([^;}]+)`)
	paper = regexp.MustCompile(`background: ([^;}]+)`)
)

// leastContrast is that of normal text by WCAG 2.2, level AAA.
const leastContrast = 7

// paleness are the letters that are hard to read on some background, be they
// ever on it or not.
func paleness(style string) (all []string) {
	inks, papers := ink.FindAllStringSubmatch(style, -1), paper.FindAllStringSubmatch(style, -1)
	if len(inks) == 0 || len(papers) == 0 {
		return []string{"the style sheet has no colours"}
	}
	for _, i := range inks {
		for _, p := range papers {
			a, aKnown := luminance(strings.TrimSpace(i[1]))
			b, bKnown := luminance(strings.TrimSpace(p[1]))
			if !aKnown || !bKnown || (max(a, b)+0.05)/(min(a, b)+0.05) < leastContrast {
				all = append(all, "too little contrast: "+i[1]+" on "+p[1])
			}
		}
	}
	return all
}

// luminance is that of a colour like #333, as WCAG 2.2 reckons it.
func luminance(colour string) (float64, bool) {
	hex, ok := strings.CutPrefix(colour, "#")
	if !ok || len(hex) != 3 {
		return 0, false
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[i:i+1], 16, 8)
		if err != nil {
			return 0, false
		}
		v := float64(n*17) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum, true
}

var markdownTag = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>`)

// markdownFaults are what a program that trusts Markdown would do with it, and
// tables whose rows have another number of cells than their head.
func markdownFaults(text string) (all []string) {
	careless := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	var page bytes.Buffer
	if err := careless.Convert([]byte(text), &page); err != nil {
		return []string{err.Error()}
	}
	for _, tag := range markdownTag.FindAllStringSubmatch(page.String(), -1) {
		switch strings.ToLower(tag[2]) {
		case "h1", "h2", "h3", "p", "br", "table", "thead", "tbody", "tr", "th", "td", "strong":
		case "a":
			if tag[1] == "" && !strings.HasPrefix(tag[3], ` href="http`) && !strings.HasPrefix(tag[3], ` href="mailto:`) {
				all = append(all, "a link"+tag[3])
			}
		default:
			all = append(all, tag[0])
		}
	}
	columns := 0
	for line := range strings.Lines(text) {
		n := strings.Count(strings.ReplaceAll(strings.ReplaceAll(line, `\\`, ""), `\|`, ""), "|")
		switch {
		case n == 0:
			columns = 0
		case columns == 0:
			columns = n
		case n != columns:
			all = append(all, fmt.Sprintf("a row with %d bars after one with %d: %s", n, columns, line))
		}
	}
	if n, rules := strings.Count(page.String(), "<table>"), strings.Count(text, "\n| ---"); n != rules {
		all = append(all, fmt.Sprintf("%d tables of %d", n, rules))
	}
	return all
}

// hostile are texts that would do harm to a report that took them as they are.
var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`</style><script>alert(1)</script>`,
	`"; } @import url(https://evil.example/x.css); @page { content: "`,
	`</td></tr></table><iframe src="https://evil.example"></iframe>`,
	`--> <!-- {{.Title}} {{template "bar"}} -->`,
	`</title></svg><script>alert(1)</script>`,
	`[click](javascript:alert(1)) ![x](https://evil.example/x.png) <javascript:alert(1)>`,
	"a | b | c \\| d \\\\| e",
	"| --- | --- |",
	"`code` **bold** ~~gone~~ # title - item 1. one",
	`=HYPERLINK("https://evil.example")`,
	strings.Repeat("long", 400),
	strings.Repeat("wide ", 300),
	"מה קורה לתינוק? שלום 123 (אבג)",
	"a &#x202e;gnp.exe &lt;script&gt; &amp; \\<b>",
	"\\",
	"|",
}

func TestHostileTexts(t *testing.T) {
	t.Parallel()
	for _, text := range hostile {
		plan := walk(t)
		plan.ID, plan.Title = text, text
		plan.Activities[0].Title, plan.Activities[1].Title = text, text
		plan.Activities[1].Phases[0].Name = text
		booking := run.Booking{Start: halfPastNine, Zone: time.UTC}
		r := report.Of(recordOf(t, plan, booking,
			do(0, run.CmdStart), kept(minute, text), do(2*minute, run.CmdNext), do(3*minute, run.CmdBack), do(4*minute, run.CmdPause),
			do(5*minute, run.CmdNext), do(6*minute, run.CmdResume), do(9*minute, run.CmdFinish)))
		for format, written := range all(t, r) {
			for _, fault := range faults(format, written) {
				t.Errorf("%s, from %.40q: %s", format, text, fault)
			}
		}
	}
}

// TestFaultsAreFound plants each and sees that it is told.
func TestFaultsAreFound(t *testing.T) {
	t.Parallel()
	r := report.Of(recordOf(t, walk(t), run.Booking{}, do(0, run.CmdStart), do(minute, run.CmdNext)))
	page := all(t, r)["html"]
	for _, plant := range []struct{ from, to, says string }{
		{"</main>", "<script>alert(1)</script></main>", "an element script"},
		{"</main>", `<p onclick="x">x</p></main>`, "the attribute onclick"},
		{"</main>", `<p>`, "syntax error"},
		{"</main>", "<!-- x --></main>", "a comment"},
		{"</main>", `<svg xmlns="x"></svg></main>`, "nobody hears of"},
		{"</main>", `<svg role="img"></svg></main>`, "have a title"},
		{"</main>", `<h1>Again</h1></main>`, "2 headings of the first"},
		{"<h2>", "<h3>x</h3><h2>", "h3 follows h1"},
		{`scope="col"`, "", "a heading of nothing"},
		{"default-src 'none'", "default-src *", "it may fetch"},
		{"size: A4", "size: A5", "lacks size: A4"},
		{"#333", "#999", "too little contrast"},
		{`fill="url(#paused)"`, `fill="url(https://evil.example)"`, "filled with"},
		{`id="paused"`, `id="gap"`, "two elements are gap"},
	} {
		spoilt := strings.Replace(page, plant.from, plant.to, 1)
		if plant.from == `fill="url(#paused)"` && spoilt == page {
			spoilt = strings.Replace(page, `fill="#fff"`, `fill="url(https://evil.example)"`, 1)
		}
		if spoilt == page || !strings.Contains(strings.Join(pageFaults(spoilt), "\n"), plant.says) {
			t.Errorf("%q planted for %q: %q", plant.to, plant.from, pageFaults(spoilt))
		}
	}
	if found := pageFaults(page); len(found) > 0 {
		t.Errorf("found where there is nothing: %q", found)
	}
	for _, plant := range []string{"<script>x</script>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "- x", "| a | b |\n| --- | --- |\n| a |"} {
		if len(markdownFaults("# Walk\n\n"+plant+"\n")) == 0 {
			t.Errorf("%s is not found", plant)
		}
	}
}

// TestNoLabelsOverlap looks at the words of drawn timelines, taking letters to
// be as wide as they may be.
func TestNoLabelsOverlap(t *testing.T) {
	t.Parallel()
	for name, length := range map[string]time.Duration{"seconds": 20 * time.Second, "minutes": 90 * time.Minute, "a day": 9 * time.Hour, "weeks": 500 * time.Hour} {
		plan := &session.Plan{Title: "Walk", Duration: length}
		for n := range 12 + 60*int(length/(9*time.Hour)%2) { // once so many that not all have room
			plan.Activities = append(plan.Activities, session.Activity{
				ID: fmt.Sprintf("a%d", n), Title: fmt.Sprintf("Activity %d", n),
				Phases: []session.Phase{{Name: "One", Duration: length / time.Duration(13+5*n)}, {Name: "Two", Duration: length / 300}},
			})
		}
		commands := []timed{do(length/50, run.CmdStart)}
		for n := range 18 {
			commands = append(commands, do(length/16*time.Duration(n+1)+length/40*time.Duration(n%3), run.CmdNext))
		}
		r := report.Of(recordOf(t, plan, run.Booking{Start: halfPastNine}, append(commands, do(length*5/4, run.CmdFinish))...))
		page := all(t, r)["html"]
		labels := labelsOf(t, page)
		if len(labels) < 12 {
			t.Errorf("%s: there are only %d labels", name, len(labels))
		}
		for i, a := range labels {
			if a.from < -2.5 || a.to > 1002.5 {
				t.Errorf("%s: %q stands from %.1f to %.1f", name, a.text, a.from, a.to)
			}
			if a.class == "name" && !slices.ContainsFunc(framesOf(t, page), func(f placed) bool {
				return f.from <= a.from && a.to <= f.to && math.Abs(f.y+32-a.y) < 1
			}) {
				t.Errorf("%s: %q does not fit into its block", name, a.text)
			}
			for _, b := range labels[:i] {
				if a.from < b.to && b.from < a.to && math.Abs(a.y-b.y) < 16 {
					t.Errorf("%s: %q and %q lie over each other", name, a.text, b.text)
				}
			}
		}
	}
}

type placed struct {
	from, to, y float64
	text, class string
}

var drawnFrame = regexp.MustCompile(`<rect class="(?:frame|thin)" x="([-0-9.]+)" y="([-0-9.]+)" width="([-0-9.]+)"`)

// framesOf are those around the blocks of one activity.
func framesOf(t *testing.T, page string) (all []placed) {
	t.Helper()
	for _, m := range drawnFrame.FindAllStringSubmatch(page, -1) {
		var n [3]float64
		for i := range n {
			var err error
			if n[i], err = strconv.ParseFloat(m[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, placed{from: n[0], to: n[0] + n[2], y: n[1]})
	}
	return all
}

var drawnText = regexp.MustCompile(`<text class="([a-z]+)" x="([-0-9.]+)" y="([-0-9.]+)" text-anchor="([a-z]+)">([^<]*)</text>`)

func labelsOf(t *testing.T, page string) (all []placed) {
	t.Helper()
	for _, m := range drawnText.FindAllStringSubmatch(page, -1) {
		x, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		y, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		width := float64(len([]rune(m[5]))) * 9.5
		from := map[string]float64{"start": x, "middle": x - width/2, "end": x - width}[m[4]]
		all = append(all, placed{from, from + width, y, m[5], m[1]})
	}
	return all
}
