package pack_test

import (
	"bytes"
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"facilitate/session"
	"facilitate/session/pack"
	"facilitate/timer/timertest"
)

// hostile are texts that would do harm to a page that took them as they are.
var hostile = []string{
	`<script>alert(1)</script>`,
	"<script>\nalert(1)\n</script>",
	`"><img src=x onerror=alert(1)>`,
	`</style><script>alert(1)</script>`,
	`"; } @import url(https://evil.example/x.css); @page { content: "`,
	`</td></tr></table><iframe src="https://evil.example"></iframe>`,
	`--> <!-- {{.Plan}} {{template "top"}} -->`,
	`[click](javascript:alert(1)) [me](JaVaScRiPt:alert(1)) [now](data:text/html,<script>alert(1)</script>)`,
	`[a](java&#x73;cript:alert(1)) [b](vbscript:x) [c](//evil.example) <javascript:alert(1)>`,
	`![picture](https://evil.example/track.png)`,
	"[x]: javascript:alert(1)\n\n[x]",
	"`<script>`\n\n    <script>alert(1)</script>\n\n```\n</code><script>alert(1)</script>\n```",
	"- a\n\n\n```\n<script>alert(1)</script>\n```",
	"| a | b |\n| --- | --- |\n| <script>alert(1)</script> | [x](javascript:alert(1)) |",
	"Title\n===\n\n# One\n\n###### Six\n\n> # In\n>\n> - # Deep",
	strings.Repeat("long", 2500),
	strings.Repeat("> ", 200) + "deep",
	"מה קורה לתינוק? שלום 123 (אבג)",
	"- الصحة النفسية للرضع\n- مرحبا https://example.org",
	"a &#x202e;gnp.exe &#8238; b &#27;]0;x&#7; &lt;script&gt;alert(1)&lt;/script&gt;",
	`\<script>alert(1)\</script> \[x](javascript:alert(1))`,
	`<a href="javascript:alert(1)">x</a><base href="https://evil.example"><meta http-equiv=refresh content="0;url=https://evil.example">`,
	"\u2028\u0000 \x1b[31m",
}

// addresses are those that the reader of plans lets pass.
var addresses = []string{
	`https://example.org/"><script>alert(1)</script>`,
	`https://example.org/'onmouseover='alert(1)`,
	`https://example.org/)](javascript:alert(1))`,
	"https://example.org/" + strings.Repeat("long", 2500),
}

// poison puts a hostile text in every field of a plan that holds words, the
// n-th in the first and so on. Ids and dates stay.
func poison(v reflect.Value, name string, n *int) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), name, n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				poison(v.Field(i), f.Name, n)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), name, n)
		}
	case reflect.String:
		if v.Type() != reflect.TypeFor[string]() || v.Len() == 0 {
			return
		}
		switch name {
		case "ID", "Ref", "Image", "Outcomes", "Resources", "Sources":
		case "URL":
			v.SetString(addresses[*n%len(addresses)])
			*n++
		default:
			v.SetString(strings.TrimSpace(session.Clean(hostile[*n%len(hostile)])))
			*n++
		}
	}
}

func poisoned(t testing.TB, n int) *session.Plan {
	t.Helper()
	plan := shipped(t)
	plan.Organisation, plan.Venue, plan.Date, plan.Facilitators = "o", "v", "d", []string{"f"}
	poison(reflect.ValueOf(plan), "", &n)
	plan.Language = "en-GB" // the reader of plans takes nothing but a tag
	return plan
}

// TestHostilePlan wants documents that can do nothing but be read, whichever
// text stands in whichever field.
func TestHostilePlan(t *testing.T) {
	t.Parallel()
	for n := 0; n < len(hostile); n += timertest.Every(5) { // each text is in some field every time; large and not in turn
		text := session.Clean(hostile[n]) // as the reader of plans does
		o := pack.Options{Large: n%2 == 1, Local: []session.Contact{{
			Name: text, Phone: text, For: text, Hours: text, Checked: text,
			URL: addresses[n%len(addresses)], Verified: true,
		}}}
		for _, d := range documents(t, poisoned(t, n), o) {
			for _, fault := range faults(d.HTML) {
				t.Errorf("%s, from text %d: %s", d.Name, n, fault)
			}
			for _, fault := range markdownFaults(d.Markdown) {
				t.Errorf("%s in Markdown, from text %d: %s", d.Name, n, fault)
			}
			if t.Failed() {
				return // one is enough to read
			}
		}
	}
}

var tags = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>`)

// markdownFaults are what a program that trusts Markdown would do with it.
func markdownFaults(text []byte) (all []string) {
	careless := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))
	var page bytes.Buffer
	if err := careless.Convert(text, &page); err != nil {
		return []string{err.Error()}
	}
	for _, tag := range tags.FindAllStringSubmatch(page.String(), -1) {
		switch strings.ToLower(tag[2]) {
		case "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "strong", "em", "br", "hr", "blockquote",
			"table", "thead", "tbody", "tr", "th", "td", "pre", "code":
		case "a":
			if tag[1] == "" && !safeLink.MatchString(tag[3]) {
				all = append(all, "a link"+tag[3])
			}
		default:
			all = append(all, tag[0])
		}
	}
	return all
}

var safeLink = regexp.MustCompile(`^ href="(https?://|mailto:|tel:)`)

// TestMarkdownFaultsAreFound plants some of them.
func TestMarkdownFaultsAreFound(t *testing.T) {
	t.Parallel()
	for _, plant := range []string{"<script>x</script>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "<img src=x>", "<!-- --><b>x</b>"} {
		if len(markdownFaults([]byte("# Walk\n\n"+plant+"\n"))) == 0 {
			t.Errorf("%s is not found", plant)
		}
	}
	if all := markdownFaults([]byte("# Walk\n\n- [x](https://example.org)\n")); len(all) > 0 {
		t.Errorf("found where there is nothing: %q", all)
	}
}

// TestHostilePictures names files that are none.
func TestHostilePictures(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	pictures := map[string][]byte{}
	for i, name := range []string{"a.svg", "b.html", "c.png", "d"} {
		plan.Slides[i].Image, plan.Slides[i].Alt = name, `"><script>alert(1)</script>`
		pictures[name] = []byte("<svg onload=alert(1)>")
	}
	d := documents(t, plan, pack.Options{Pictures: pictures})["slides"]
	wellMade(t, d)
	if all := markdownFaults(d.Markdown); len(all) > 0 {
		t.Errorf("in Markdown there is %q", all)
	}
	if n := bytes.Count(d.HTML, []byte("<img ")); n != 1 {
		t.Errorf("%d pictures are shown, not one", n)
	}
}

// TestAddressesAreThoseOfPlans holds the addresses to what a plan may give.
func TestAddressesAreThoseOfPlans(t *testing.T) {
	t.Parallel()
	for _, a := range addresses {
		if u, err := url.Parse(a); err != nil || u.Host != "example.org" || strings.ContainsAny(a, " \n\t") {
			t.Errorf("%s would be refused", short(a))
		}
	}
}

func short(text string) string { return fmt.Sprintf("%.40s", text) }
