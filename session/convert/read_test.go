package convert

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"facilitate/session"
)

// said is a session in short: a line for each step with its minutes, a ? where
// there are none, its phases, and whether it is a break.
func said(s *Session) string {
	var lines []string
	for _, step := range s.Steps {
		text := "?"
		if step.Duration > 0 {
			text = fmt.Sprint(step.Duration.Minutes())
		}
		text += " " + step.Title
		for _, ph := range step.Phases {
			text += fmt.Sprintf(" +%g %s", ph.Duration.Minutes(), ph.Name)
		}
		if step.Break {
			text += " (break)"
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

func saidAll(f *Found) string {
	var all []string
	for _, s := range f.Sessions {
		text := said(s)
		if len(f.Sessions) > 1 {
			text = "[" + s.Name + "]\n" + text
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

// TestRead reads small documents of each shape that people have.
func TestRead(t *testing.T) {
	t.Parallel()
	for _, c := range []readCase{
		{"a title and minutes without heads", "a.csv", "Hello, 1\nThe plan, 2\nQuestions, 12", "1 Hello\n2 The plan\n12 Questions", ""},
		{"semicolons, starts, an end", "a.csv", "Time;Activity\n9:00;Welcome\n9:30;Coffee break\n9:45;Groups\n11:00;End", "30 Welcome\n15 Coffee break (break)\n75 Groups", "starts only"},
		{"no end", "a.csv", "Time,Activity\n9:00,Welcome\n9:30,Talk", "30 Welcome\n? Talk", "has no end"},
		{"noon without am and pm", "a.csv", "Start,Topic\n11:30,One\n12:15,Lunch\n1:00,Two\n2:30,Ende", "45 One\n45 Lunch (break)\n90 Two", ""},
		{"hours and minutes that are durations", "a.csv", "Start Time,Activity,Time\n6:30 PM,Hello,0:05\n6:35 PM,Web,0:10\n6:45 PM,END,0:00", "5 Hello\n10 Web", ""},
		{"minutes that run on", "a.csv", "Minutes,Activity\n0–20,Open\n20–50,Work\n50–60,Close up", "20 Open\n30 Work\n10 Close up", ""},
		{"minutes and seconds since the start", "a.csv", "Time,Activity\n0:00–5:00,Open\n5:00–35:00,Work\n35:00–50:00,Share", "5 Open\n30 Work\n15 Share", ""},
		{"a soft time", "a.csv", "Duration,Topic\n5-10 min,Open\n15+ min,Work\n20 min,Share", "? Open\n? Work\n20 Share", "have no minutes"},
		{"days", "a.csv", "Day,Time,Activity\nMon,9:00-9:30,One\nTue,9:00-10:00,Two", "[Mon]\n30 One\n[Tue]\n60 Two", ""},
		{"phases in the time", "a.csv", "Time,Activity\n\"10 min (5 min activity, 5 min feedback)\",Myths\n\"10 min (5 min activity, 3 min feedback)\",More", "10 Myths +5 Activity +5 Feedback\n10 More", "5 min activity, 3 min feedback"},
		{"a total", "a.csv", "Activity,Minutes\nOne,10\nTwo,20\nTotal,45 min", "10 One\n20 Two", "45 min"},
		{"a gap", "a.csv", "Time,Activity\n9:00-9:30,One\n9:45-10:00,Two", "30 One\n15 Two", "nothing is planned from 09:30 to 09:45"},
		{
			"headings with minutes, and traps after them", "a.md",
			"# Guide: A walk\n\n## Before\n- Bring **a map** (5 min)\n\n## Outline (30 minutes)\n### Welcome (10 minutes)\n- Greet\n\n### Part 1: Walk (20 min)\n- **Look** (5 min): trees\n- **Talk** (15 min): birds\n\n## Ideas\n- **Shorter** (15 min)\n",
			"10 Welcome\n20 Part 1: Walk +5 Look +15 Talk", "",
		},
		{"headings that run on", "a.md", "# A\n### One (0-10 mins)\nx\n### Two (10-30 mins, with a 5min break)\ny\n### Three (30 -45 mins)\nz\n", "10 One\n20 Two\n15 Three", "with a 5min break"},
		{"a heading without minutes between", "a.md", "# A\n## One : 10 minutes\n## Two\nSomething\n## Three : 5 minutes\n## Cleanup\n", "10 One\n? Two\n5 Three", `"Two"`},
		{"bold lines with clocks", "a.md", "**16:00–16:10 | Hello**\n\n- hi\n\n**16:10–16:30 | Essays**\n\n- write\n", "10 Hello\n20 Essays", ""},
		{"tables of several days", "a.md", "**Wednesday, October 4**\n\n| **Time** | **Topic** |\n|--|--|\n| 9:00 AM – 9:30 AM | Hi |\n| 9:30 AM - 12:00 PM | Lab + Break: x |\n\n**Thursday, October 5**\n\n| **Time** | **Topic** |\n|--|--|\n| 1:00 PM – 2:00 PM | LUNCH |\n", "[Wednesday, October 4]\n30 Hi\n150 Lab + Break: x\n[Thursday, October 5]\n60 LUNCH (break)", ""},
		{"a page with tags left open", "a.html", "<h2>T</h2><h3>1. Do: A (7 min)<ul><li>x<li>y</ul><h3>2. BREAK (15 min)</h3><h3>END (0 min)</h3>", "7 Do: A\n15 BREAK (break)", ""},
		{"a dash between time and title", "a.md", "# A\n### 9:00 - Hello -> Ann\n### 9:20 – Teams\n### 10:00 — Lunch\n### 11:00 - End\n", "20 Hello\n40 Teams\n60 Lunch (break)", ""},
		{"four digits", "a.md", "# A\n### 0900–0910 Hello\n### 0910–0930 News\n", "10 Hello\n20 News", ""},
		{"minutes before their range", "a.md", "# A\n### Hello (minutes 0–10)\n### News (minutes 10–30)\n### Minute 30-35: Bye\n", "10 Hello\n20 News\n5 Bye", ""},
		{"dots up to the minutes", "a.md", "- Hello … 5 min\n- News ..... 10 min\n- Bye … 5 min\n", "5 Hello\n10 News\n5 Bye", ""},
		{"a clock's picture", "a.md", "# A\n### Hello\n⏱ 5 min\n\n### News\n⏱ 10 min\n", "5 Hello\n10 News", ""},
		{"only about", "a.md", "# A\n### Hello (approx. 5 min)\n### News (ca. 10 min)\n", "? Hello\n? News", "2 of 2 activities have no minutes"},
		{"boxes to tick", "a.md", "# A\n- [ ] Hello (5 min)\n- [x] News (10 min)\n- [ ] Bye (5 min)\n", "5 Hello\n10 News\n5 Bye", ""},
		{"parts of an hour", "a.md", "# A\n## One (¼ hour)\n## Two (½ hour)\n## Three (¾ hour)\n", "15 One\n30 Two\n45 Three", ""},
		{"hours alone", "a.md", "# A\n- 9h – 9h15 : Accueil\n- 9h15 – 10h : Tri\n- 10h – 10h45 : Bilan\n", "15 Accueil\n45 Tri\n45 Bilan", ""},
		{"tabs", "a.html", "<h1>A</h1><pre>9:00\tHello\tAnn</pre><pre>9:10\tNews\tBo</pre><pre>9:30\tPlans\tAnn</pre><pre>10:00\tEnd</pre>", "10 Hello\n20 News\n30 Plans", ""},
		{"names of parts between the rows", "a.md", "| Step | Min |\n|--|--|\n| **Mornings** | |\n| One | 10 |\n| Part B: later | |\n| Two | 20 |\n| Three | 5 |\n", "10 One\n20 Two\n5 Three", `"Mornings" is a heading over the steps`},
		{"titles and times behind labels", "a.md", "# A\n## Activity 1\n**Title:** Sugar\n**Duration:** 15 minutes\n\n## Activity 2\n**Title:** Salt\n**Duration:** 20 minutes\n", "15 Sugar\n20 Salt", ""},
		{"what is set in below a time", "a.md", "9:00 - 9:10  Hello\n9:10 - 9:30  News\n    - a form\n9:30 - 9:40  Bye\n", "10 Hello\n20 News\n10 Bye", ""},
		{"how and who in German", "a.csv", "Zeit,Was,Wie,Wer\n5 min,Hallo,Plenum,Ute\n10 min,Frühstückspause,,\n", "5 Hallo\n10 Frühstückspause (break)", ""},
		{"an agenda without times", "a.md", "# Meeting\n## Agenda\n- Hello\n- Plans\n", "? Hello\n? Plans", "2 of 2 activities have no minutes"},
	} {
		t.Run(c.what, c.try)
	}
}

// readCase is a document, what is read of it, and what is told beside that.
type readCase struct{ what, name, src, want, told string }

func (c readCase) try(t *testing.T) {
	t.Parallel()
	f, err := Read(c.name, []byte(c.src))
	if err != nil {
		t.Fatal(err)
	}
	if got := saidAll(f); got != c.want {
		t.Errorf("read as\n%s\nnot\n%s", got, c.want)
	}
	var told []string
	for _, s := range f.Sessions {
		told = append(told, f.Notices(s)...)
	}
	if all := strings.Join(told, "\n"); !strings.Contains(all, c.told) {
		t.Errorf("told is\n%s\nwithout %q", all, c.told)
	}
}

// TestReadEncodings reads one table as programs save it.
func TestReadEncodings(t *testing.T) {
	t.Parallel()
	const text = "Zeit,Thema\r\n5 min,Café – los\r\n10 min,\"Ja; nein\"\r\n"
	const want = "5 Café – los\n10 Ja; nein"
	wide := []byte{0xff, 0xfe}
	for _, r := range strings.ReplaceAll(text, ",", "\t") {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for what, src := range map[string][]byte{
		"UTF-8":        []byte(text),
		"a mark":       []byte("\ufeff" + text),
		"UTF-16":       wide,
		"Windows-1252": []byte(strings.NewReplacer("é", "\xe9", "–", "\x96").Replace(text)),
	} {
		f, err := Read("a.csv", src)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if got := said(f.Sessions[0]); got != want {
			t.Errorf("%s is read as %q", what, got)
		}
	}
}

// docx makes a Word document of the XML of its body.
func docx(t *testing.T, body string) []byte {
	t.Helper()
	return zipped(t, map[string]string{
		"word/document.xml": `<?xml version="1.0"?><w:document><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml":   `<w:styles><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>`,
	})
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wp(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }
func bold(text string) string {
	return `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>` + text + `</w:t></w:r></w:p>`
}

func row(cells ...string) string {
	return `<w:tr><w:tc>` + strings.Join(cells, `</w:tc><w:tc>`) + `</w:tc></w:tr>`
}

// TestReadDocx reads a Word document with a table of what it is about, an
// overview and the notes of the facilitator, which differ.
func TestReadDocx(t *testing.T) {
	t.Parallel()
	const merged = `<w:tcPr><w:vMerge/></w:tcPr><w:p/>`
	f, err := Read("a.docx", docx(t,
		`<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>Tea</w:t></w:r></w:p>`+
			`<w:tbl>`+row(wp("Aim"), wp("To make tea"))+row(wp("Duration"), wp("1.5 hours"))+row(wp("Learning Outcomes"), wp("Boil water")+wp("Pour"))+`</w:tbl>`+
			`<w:tbl>`+row(wp("Learning outcomes"), wp("Participant Activity"), wp("Time"))+
			row(wp("Boil water"), wp("Boiling water"), wp("20 min"))+row(wp("Pour"), wp("Pouring"), wp("20 min"))+`</w:tbl>`+
			`<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Notes</w:t></w:r></w:p>`+
			`<w:tbl>`+row(wp("Slide"), wp("Notes"), wp("Time"))+
			row(wp("1"), bold("Boiling water")+wp("Say: it is hot"), wp("15 min")+wp("(10 min activity, 5 min feedback)"))+
			row(wp("2"), `<w:p><w:r><w:rPr><w:b w:val="false"/></w:rPr><w:t>Wait for the pot.</w:t></w:r></w:p>`, wp(""))+
			row(wp("Activity &amp; 3"), bold("Pouring")+wp("Discussion point: is it hot?")+`<w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>`, `<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>`+wp("20 min"))+
			row(wp(""), wp("Summarise by saying it is done."), merged)+`</w:tbl>`))
	if err != nil {
		t.Fatal(err)
	}
	told := strings.Join(f.Notices(f.Sessions[0]), "\n")
	for _, want := range []string{"table 2 and table 3 give the same steps", "its steps add up to 35 min, those of table 2 to 40 min", "table 3, row 3: this row (slide 2) has no time", "the document says 90 min"} {
		if !strings.Contains(told, want) {
			t.Errorf("told is\n%s\nwithout %q", told, want)
		}
	}
	src := f.Draft(f.Sessions[0], "tea", "x", "a.docx", "p")
	plan, problems := session.Load("tea.yaml", src)
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, src)
	}
	if plan.Title != "Tea" || plan.Aim != "To make tea" || plan.Duration != 90*time.Minute || len(plan.Outcomes) != 2 {
		t.Errorf("the plan is %q, %q, %s, with %d outcomes", plan.Title, plan.Aim, plan.Duration, len(plan.Outcomes))
	}
	var notes []string
	for _, a := range plan.Activities {
		for _, ph := range a.Phases {
			for _, n := range ph.Notes {
				notes = append(notes, string(n.Kind)+" "+n.Text)
			}
		}
	}
	const want = "do Slide 1, 2\nsay it is hot\ndo Wait for the pot.\ndo Slide 3\nask is it hot?\nsummarise It is done."
	if got := strings.Join(notes, "\n"); got != want {
		t.Errorf("the notes are\n%s\nnot\n%s\n%s", got, want, src)
	}
	if got := fmt.Sprint(plan.Activities[0].Outcomes, plan.Activities[1].Outcomes); got != "[boil-water] [pour]" {
		t.Errorf("the outcomes of the activities are %s", got)
	}
}

// TestDraftHoldsAnyText is that no text of a document can break the draft.
func TestDraftHoldsAnyText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`# no`, `- x: y`, `a: b #c`, `"quoted" \ text`, `'`, `null`, `{a}`, `[b]`, `*x`, `&y`, `!z`, `%`, `@`, "`", `| x`, `> y`, `~`,
		`1:30`, `$name and ${other}`, strings.Repeat("long ", 60) + "# : end", "? what", "--- x", "\u202eturned", "é: ü",
	} {
		src := "Title,Notes,Minutes\n" + strings.Repeat(`"`+strings.ReplaceAll(text, `"`, `""`)+`","`+strings.ReplaceAll(text, `"`, `""`)+`",5`+"\n", 2)
		f, err := Read("a.csv", []byte(src))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		draft := f.Draft(f.Sessions[0], "a", "A", text, "p")
		if plan, problems := session.Load("a.yaml", draft); len(problems) > 0 || len(plan.Activities) != 2 {
			t.Errorf("%q: %v\n%s", text, problems, draft)
		}
	}
}
