package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"facilitate/session"
	"facilitate/session/convert"
	"facilitate/session/sheet"
	"facilitate/sessions"
)

func shipped(t *testing.T, name string) *session.Plan {
	t.Helper()
	src, ok := sessions.Read(name)
	if !ok {
		t.Fatalf("no plan %s ships", name)
	}
	return load(t, name, src)
}

func load(t *testing.T, name string, src []byte) *session.Plan {
	t.Helper()
	plan, problems := session.Load(name, src)
	for _, p := range problems {
		if !p.Warning {
			t.Fatalf("%s\n%s", p, src)
		}
	}
	return plan
}

// sheetOf is a plan with the start it gives, on a day of its own.
func sheetOf(plan *session.Plan) *sheet.Sheet {
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	start := time.Time{}
	if plan.Start != nil {
		start = plan.Start.OnDayOf(day)
	}
	return sheet.New(plan, start, day)
}

// TestThereAndBack sends plans out as a run sheet and reads them in again:
// every activity, minute, phase, note, lead and resource is kept.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"infant-mental-health", "running-a-workshop"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plan := shipped(t, name)
			plan.Activities[0].Lead = "Ann, of the clinic"
			plan.Facilitators = []string{"Ann", "Bo"}
			if len(plan.Activities[2].Phases) > 1 {
				plan.Activities[2].Phases[1].Lead = "Cleo"
			}
			s := sheetOf(plan)
			found, err := convert.Read("a.docx", s.Docx())
			if err != nil {
				t.Fatal(err)
			}
			if len(found.Sessions) != 1 {
				t.Fatalf("it came back as %d sessions", len(found.Sessions))
			}
			back := load(t, "back.yaml", found.Draft(found.Sessions[0], "back", "Back", "a.docx", "p"))
			want, got := told(plan), told(back)
			for i := range max(len(want), len(got)) {
				if i >= len(want) || i >= len(got) || want[i] != got[i] {
					t.Fatalf("line %d\nwas       %q\ncame back %q", i+1, want[min(i, len(want)-1):min(i+3, len(want))], got[min(i, len(got)-1):min(i+3, len(got))])
				}
			}
		})
	}
}

// told is what a run sheet shows of a plan, line by line.
func told(p *session.Plan) (all []string) {
	put := func(format string, args ...any) {
		all = append(all, strings.Join(strings.Fields(strings.ReplaceAll(fmt.Sprintf(format, args...), "**", "")), " "))
	}
	put("%s, %v, with %v", p.Title, p.Duration, p.Facilitators)
	if p.Start != nil {
		put("from %v", *p.Start)
	}
	names := map[string]string{}
	for _, r := range p.Resources {
		names[r.ID] = r.Name
		put("to bring: %s, %d for each %s", r.Name, r.Count, r.Per)
	}
	for _, o := range p.Outcomes {
		names["outcome "+o.ID] = o.Text
		put("outcome: %s", o.Text)
	}
	for _, a := range p.Activities {
		put("activity: %s, %v, lead %s, break %t, optional %t, spare %t, fixed %v", a.Title, a.Duration(), a.Lead, a.Break, a.Optional, a.Spare, a.FixedAt)
		var needs []string
		for _, id := range a.Resources {
			needs = append(needs, names[id])
		}
		slices.Sort(needs)
		put("needs: %s", strings.Join(needs, "; "))
		var serves []string
		for _, id := range a.Outcomes {
			serves = append(serves, names["outcome "+id])
		}
		slices.Sort(serves)
		put("serves: %s", strings.Join(serves, "; "))
		for _, ph := range a.Phases {
			if !a.Single {
				put("phase: %s, %v, lead %s", ph.Name, ph.Duration, ph.Lead)
			}
			for i := range ph.Notes {
				n := &ph.Notes[i]
				kind, text := string(n.Kind), n.Text
				switch n.Kind {
				case session.ShowSlide, session.TakeQuiz, session.GiveOut:
					kind, text = "do", n.Kind.Word()+": "+referred(p, n)
				}
				put("%s: %s %s %s", kind, text, n.Title, strings.Join(n.Items, " / "))
			}
		}
	}
	return all
}

func referred(p *session.Plan, n *session.Note) string {
	for _, s := range p.Slides {
		if n.Kind == session.ShowSlide && s.ID == n.Ref {
			return s.Title
		}
	}
	for _, q := range p.Quizzes {
		if n.Kind == session.TakeQuiz && q.ID == n.Ref {
			return q.Title
		}
	}
	for _, h := range p.Handouts {
		if n.Kind == session.GiveOut && h.ID == n.Ref {
			return h.Title
		}
	}
	return n.Ref
}

// TestCalendar is that no line of an entry is longer than a calendar takes, that
// none tears a character, and that it says when and what.
func TestCalendar(t *testing.T) {
	t.Parallel()
	plan := shipped(t, "running-a-workshop")
	plan.Title = `Größe, "weit"; ` + strings.Repeat("ä", 80)
	entry := string(sheetOf(plan).ICS())
	for l := range strings.SplitSeq(strings.TrimSuffix(entry, "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) || strings.Contains(l, "\n") {
			t.Errorf("the line is %q", l)
		}
	}
	whole := strings.ReplaceAll(entry, "\r\n ", "")
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "\r\nDTSTART:20261201T090000\r\nDTEND:20261201T130000\r\n",
		"\r\nDTSTAMP:20261201T000000Z\r\n", "\r\nTRIGGER:-PT30M\r\n",
		"\r\nSUMMARY:Größe\\, \"weit\"\\; ä", `\n10:05 Coffee break (20 min)\n`,
	} {
		if !strings.Contains(whole, want) {
			t.Errorf("it lacks %q:\n%s", want, whole)
		}
	}
}

// TestTables is that the tables have the heads and the times that others read,
// and no formulas, and come back with every row.
func TestTables(t *testing.T) {
	t.Parallel()
	plan := shipped(t, "running-a-workshop")
	plan.Activities[3].Title = "=1+1"
	table := sheetOf(plan).CSV()
	for _, want := range []string{
		"Cue,Title,Time Start,Time End,Duration,Timer Type,Skip,Note,Lead,Resources\r\n",
		"2.1,What is it for?: One sentence,09:10:00,09:15:00,00:05:00,count-down,,", "4,'=1+1,", "11,Somebody talks too long,,,00:10:00,count-down,TRUE,",
	} {
		if !strings.Contains(string(table), want) {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
	agenda := sheetOf(plan).Markdown()
	if want := "| 09:10 | 25 min (5 min One sentence, 10 min Try it on somebody, 10 min Out loud) | What is it for? |"; !strings.Contains(string(agenda), want) {
		t.Errorf("the agenda lacks %q:\n%s", want, agenda)
	}
	for ending, data := range map[string][]byte{".csv": table, ".md": agenda} {
		found, err := convert.Read("a"+ending, data)
		if err != nil {
			t.Fatal(err)
		}
		steps := found.Sessions[0].Steps
		want := 13
		if ending == ".csv" {
			want = 20
		}
		if len(steps) != want || steps[1].Start.Minutes() != 550 {
			t.Errorf("%s comes back with %d rows, the second at %v:\n%s", ending, len(steps), steps[1].Start, data)
		}
	}
}

// TestTwoPages is that of a plan with much to say only what to do and to ask is
// printed, that the rest is there as hidden text behind which nothing typed is
// hidden, and that a short plan is printed whole.
func TestTwoPages(t *testing.T) {
	t.Parallel()
	hidden := regexp.MustCompile(`<w:r><w:rPr><w:vanish/></w:rPr>.*?</w:r>`)
	for _, name := range []string{"infant-mental-health", "running-a-workshop"} {
		plan := shipped(t, name)
		plan.Activities[1].Phases[0].Notes = append(plan.Activities[1].Phases[0].Notes, session.Note{Kind: session.Say, Text: "The last word."})
		whole := documentOf(t, sheetOf(plan).Docx())
		if strings.Contains(whole, "</w:rPr><w:t xml:space=\"preserve\">Say: The last word.</w:t></w:r></w:p>") {
			t.Errorf("%s: what is typed at the end of a phase is hidden", name)
		}
		printed := hidden.ReplaceAllString(whole, "")
		for _, a := range plan.Activities {
			for _, ph := range a.Phases {
				for i := range ph.Notes {
					n := &ph.Notes[i]
					start := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(strings.SplitN(n.Text, "\n", 2)[0])
					if wants := n.Kind == session.Do || n.Kind == session.Ask || n.Kind == session.Round || n.Kind == session.SafetyTip && len(n.Items) == 0; start != "" && strings.Contains(printed, start) != wants {
						t.Errorf("%s: %s %q is printed: %t", name, n.Kind, start, !wants)
					}
				}
			}
		}
	}
	src, err := os.ReadFile("../../sessions/examples/talk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if hidden.MatchString(documentOf(t, sheetOf(load(t, "talk.yaml", src)).Docx())) {
		t.Error("of a plan that fits two pages some is hidden")
	}
}

// documentOf is the text of a Word document with its marks.
func documentOf(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
