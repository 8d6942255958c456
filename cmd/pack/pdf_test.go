package pack_test

import (
	"bytes"
	"html/template"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/cmd"
	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/pack"
	"facilitate/sessions"
)

// runPacking runs the command in a folder of its own.
func runPacking(t *testing.T, args ...string) (status int, out, complaint string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	state := t.TempDir() // not what whoever runs the tests keeps
	env := &cli.Env{Out: &stdout, Err: &stderr, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"FACILITATE_STATE": state}[name]
	}}
	status = cmd.Run(env, append([]string{"pack"}, args...))
	return status, stdout.String(), stderr.String()
}

// TestPDF prints a document of the shipped plan by a real browser, on sheets of the
// size that the document asks for: those of a browser are the other way round.
func TestPDF(t *testing.T) {
	t.Parallel()
	clitest.Browser(t)
	folder := filepath.Join(t.TempDir(), "a folder #1 äöü") // with what a web address cannot have
	plan, _ := longestHead(t)
	status, out, complaint := runPacking(t, plan, "-o", folder, "--pdf", "--only", "slides")
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, complaint)
	}
	if !strings.Contains(out, "wrote 1 document") || !strings.Contains(out, "each as html, md and pdf") {
		t.Errorf("it says\n%s", out)
	}
	pdf, err := os.ReadFile(filepath.Join(folder, "slides.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	pages := bytes.Count(pdf, []byte("/Type /Page\n"))
	boxes := regexp.MustCompile(`/MediaBox \[0 0 84[12][.0-9]* 59[45][.0-9]*\]`).FindAll(pdf, -1) // of A4, as browsers round it
	if pages == 0 || len(boxes) != pages {
		t.Errorf("of %d pages %d are of the size they should be", pages, len(boxes))
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 3 {
		t.Errorf("something is left behind: %v %v", err, entries)
	}
}

// longestHead is the plan that ships with all that can stand at the head of its
// papers, and a file with six contacts near by.
func longestHead(t *testing.T) (plan, near string) {
	t.Helper()
	folder := t.TempDir()
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 300, 120))); err != nil {
		t.Fatal(err)
	}
	contacts := strings.Repeat("- {name: The perinatal mental health team, phone: \"01234 567892\", url: \"https://example.org/team\", "+
		"for: \"Mothers who are unwell in pregnancy or the first year, by their midwife or GP\", hours: Weekdays 9 to 5, checked: \"2026-11-21\", verified: true}\n", 6)
	for name, data := range map[string]string{"logo.png": logo.String(), "near.yaml": contacts, "plan.yaml": `
extends: infant-mental-health
organisation: Families First Leith
logo: logo.png
venue: Community hall, 12 Ferry Road, Leith
date: "2026-12-01"
start: "09:30"
facilitators: [Ann Morrison, "Bo Karlsson, in support"]
`} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "plan.yaml"), filepath.Join(folder, "near.yaml")
}

// sheets are papers whose length is promised, by their names, and on how many
// sheets each fits: those around the plans that ship on one, and on two what a
// facilitator and the people take home where all that can be stands in them.
func sheets(t *testing.T) (pages map[string][]byte, most map[string]int) {
	t.Helper()
	pages, most = map[string][]byte{}, map[string]int{}
	add := func(plan, of string, sides int, only string, args ...string) {
		folder := t.TempDir()
		if status, _, complaint := runPacking(t, append([]string{plan, "-o", folder, "--only", only}, args...)...); status != 0 {
			t.Fatal(complaint)
		}
		for name := range strings.SplitSeq(only, ",") {
			page, err := os.ReadFile(filepath.Join(folder, name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			pages[name+of], most[name+of] = page, sides
		}
	}
	for _, plan := range sessions.Names() {
		only := "record,invitation,catalogue"
		if strings.HasPrefix(plan, sessions.Usual) {
			only += ",follow-up"
		}
		add(plan, " of "+plan, 1, only)
	}
	plan, near := longestHead(t)
	add(plan, " with the longest head", 2, "handout-resources,run-sheet", "--local", near)
	return pages, most
}

// TestFitsThePage has a browser measure pages of a plan full of words that are longer
// than a line, and those that are to be one sheet of paper, or two.
func TestFitsThePage(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("word", 250)
	text := func(s string) string { return strings.ReplaceAll(s, "WORD", word) }
	plan, problems := session.Load("wide.yaml", []byte(text(`
title: WORD
duration: 1h
aim: WORD שלום
outcomes: [{id: o, text: WORD}]
resources: [{id: r, name: WORD}]
safety: WORD
slides: [{id: s, title: WORD, body: "- WORD"}]
quizzes: [{id: q, title: WORD, statements: [{text: WORD, answer: true, because: WORD}]}]
handouts: [{id: h, title: WORD, body: "> - WORD", contacts: [{name: WORD, phone: WORD, url: "https://example.org/WORD", for: WORD, hours: WORD, verified: true}]}]
evaluation: {questions: [{id: a, text: WORD, kind: scale}, {id: b, text: WORD, kind: choice, options: [WORD, WORD]}]}
activities: [{id: a, title: WORD, outcomes: [o], resources: [r], phases: [{name: WORD, duration: 5m, question: WORD, notes: [{say: WORD}, {listen: [WORD]}, {slide: s}, {quiz: q}]}]}]
`)))
	if plan == nil {
		t.Fatal(problems)
	}
	// A line that does not break shows that a page too wide is found.
	pages := map[string][]byte{"planted": []byte(`<p style="white-space: nowrap">` + word + "</p>")}
	for _, kind := range []string{"", "large "} {
		all, err := pack.Documents(plan, pack.Options{Large: kind != ""})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range all {
			pages[kind+d.Name] = d.HTML
		}
	}
	short, most := sheets(t)
	maps.Copy(pages, short)
	found := measure(t, pages)
	if len(found) != len(pages) {
		t.Errorf("%d pages were measured, not %d", len(found), len(pages))
	}
	for name, is := range found {
		if planted := name == "planted"; (is.wide != "no") != planted {
			t.Errorf("%s is too wide: %s", name, is.wide)
		}
		if n := most[name]; n > 0 && is.sheets > n {
			t.Errorf("%s takes %d sheets, more than %d", name, is.sheets, n)
		}
	}
	if n := found["guide"].sheets; n < 3 {
		t.Errorf("what is long is found to take %d sheets", n)
	}
}

// measured is whether a page is wider than the paper, "no" or how wide, and how many
// sheets it takes.
type measured struct {
	wide   string
	sheets int
}

// measure has a browser lay pages out as on paper.
func measure(t *testing.T, pages map[string][]byte) map[string]measured {
	t.Helper()
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><body>")
	for name, page := range pages {
		b.WriteString(`<iframe width="794" height="1123" title="` + name + `" srcdoc="` + template.HTMLEscapeString(string(page)) + `"></iframe>`)
	}
	b.WriteString(`<script>
addEventListener("load", () => {
	for (const f of document.querySelectorAll("iframe")) {
		const e = f.contentDocument.documentElement, p = document.createElement("p");
		const wide = e.scrollWidth > e.clientWidth + 1 ? e.scrollWidth + " of " + e.clientWidth : "no";
		const b = f.contentDocument.body; // in columns as large as a sheet between its margins, which break as sheets do
		Object.assign(b.style, { width: "178mm", maxWidth: "none", height: "264mm", margin: "0", padding: "0", columns: "178mm auto", columnGap: "0", columnFill: "auto" });
		p.textContent = "measured: " + f.title + ": " + wide + ": " + Math.round(b.scrollWidth / b.clientWidth);
		f.replaceWith(p);
	}
});
</script></body></html>`)
	file := filepath.Join(t.TempDir(), "pages.html")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out := clitest.Dump(t, file)
	all := map[string]measured{}
	for _, found := range regexp.MustCompile(`<p>measured: ([^:<]*): ([^:<]*): ([^<]*)</p>`).FindAllStringSubmatch(out, -1) {
		n, err := strconv.Atoi(found[3])
		if err != nil {
			t.Error(err)
		}
		all[found[1]] = measured{found[2], n}
	}
	return all
}
