package session

import (
	"slices"
	"strings"
	"testing"
)

const withBlanks = "blanks:\n- {id: lead, ask: Your name}\n- {id: quiet-place, ask: The quiet room}\n"

func TestFillIn(t *testing.T) {
	values := map[string]string{"lead": "Ann\n$lead", "other": "never"}
	asked := func(b Blank) string { return "[" + b.Ask + "]" }
	for _, c := range []struct{ text, want string }{
		{"I am $lead.", "I am Ann $lead."},
		{"I am ${lead}s", "I am Ann $leads"},
		{"Go to ${quiet-place}.", "Go to [The quiet room]."},
		{"It costs $5, $other, $ and ${other}, ${}", "It costs $5, $other, $ and ${other}, ${}"},
		{"$leader $quiet-place", "$leader $quiet-place"},
		{"$lead$lead", "Ann $leadAnn $lead"},
	} {
		src := head + withBlanks + "slides:\n- id: s\n  title: |\n    " + c.text + "\n"
		plan, whole, problems := LoadWhole(File{Name: "p", Src: []byte(src), Filling: Filling{Values: values, Open: asked}})
		if plan == nil {
			t.Fatal(problems)
		}
		if got := plan.Slides[0].Title; got != c.want {
			t.Errorf("%q is %q, not %q", c.text, got, c.want)
		}
		again, problems := Load("whole", whole)
		if again == nil {
			t.Fatal(problems)
		}
		if got := again.Slides[0].Title; got != c.want || len(again.Blanks) > 0 {
			t.Errorf("the whole says %q", got)
		}
		if open := plan.OpenBlanks(); len(open) != 1 || open[0].ID != "quiet-place" {
			t.Errorf("open: %v", open)
		}
	}
}

func TestBlanksOfAnOverlay(t *testing.T) {
	base := File{Name: "base", Src: []byte(head + withBlanks + "aim: By $lead in ${quiet-place}\n")}
	plan, whole, problems := LoadWhole(File{
		Name: "o", Src: []byte("extends: base\nblanks:\n- {id: quiet-place, drop: true}\naim: By $lead\n"),
		Base:    func(string) (File, error) { return base, nil },
		Filling: Filling{Values: map[string]string{"lead": "Ann"}},
	})
	if plan == nil {
		t.Fatal(problems)
	}
	if plan.Aim != "By Ann" || len(plan.OpenBlanks()) != 0 || strings.Contains(string(whole), "blanks") {
		t.Errorf("%q, %v, %s", plan.Aim, plan.OpenBlanks(), whole)
	}
}

const nobodySays = `warning: a "…" in what is said would be said by nobody; declare a blank under blanks, and name that here`

func TestCheckBlanks(t *testing.T) {
	for _, c := range []struct{ blanks, text, want string }{
		{withBlanks, "$lead ${quiet-place}", ""},
		{withBlanks, "$lead", `p:5:3: warning: the blank "quiet-place" stands nowhere; write "${quiet-place}" in a text, or take it out`},
		{withBlanks, "$laed $lead ${quiet-place} $5", `p:11:10: warning: "$laed" names no blank, and stays as it is; did you mean "lead"?`},
		{withBlanks, "$lead and …, ${quiet-place}", `p:11:5: warning: a "…" in what is said would be said by nobody; declare a blank under blanks, and name that here`},
		{withBlanks, "$lead, and so on… ${quiet-place}...", ""},
		{"", "It costs $5, US$20, $ 3, $$, ${}, ${a b}; Ke$ha types `echo $HOME`.", ""},
		{"", "Hi $name.", `p:8:10: warning: "$name" names no blank, and stays as it is; declare it under blanks, or put it between backquotes`},
		{"", "${quiet-place}", `p:8:10: warning: "$quiet-place" names no blank, and stays as it is; declare it under blanks, or put it between backquotes`},
		{"", "I'm …, hello", `p:8:5: ` + nobodySays},
		{"", "I'm [...]", `p:8:5: ` + nobodySays},
		{"", "And so on... to the end…", ""},
	} {
		src := "title: T\nduration: 30m\n" + c.blanks +
			"activities:\n- id: a\n  title: A\n  duration: 5m\n  notes:\n  - say: |\n      " + c.text + "\n"
		plan, problems := Load("p", []byte(src))
		if plan == nil {
			t.Fatal(problems)
		}
		if got := Check("p", plan).Error(); got != c.want {
			t.Errorf("%q: %s", c.text, got)
		}
	}
}

// What is read out without being a note is looked at too, and prose that is not
// said is not.
func TestCheckEllipses(t *testing.T) {
	const src = `title: T
duration: 30m
aim: To …
slides:
- {id: a, title: "Hello, …", read: true}
- {id: b, body: "By ...", read: true}
- {id: c, title: "Who? …"}
quizzes:
- id: q
  statements:
  - {text: "A baby is …", answer: true}
  - {text: Babies feel, answer: true, because: "so ... do we"}
activities:
- id: one
  title: One
  duration: 20m
  notes: [{slide: a}, {slide: b}, {slide: c}, {quiz: q}, {prompt: "What if …?"}, {do: "Wait …"}]
`
	plan, problems := Load("p", []byte(src))
	if plan == nil {
		t.Fatal(problems)
	}
	var lines []int
	for _, p := range Check("p", plan) {
		if strings.Contains(p.What, "…") {
			lines = append(lines, p.At.Line)
		}
	}
	if want := []int{5, 6, 11, 12}; !slices.Equal(lines, want) {
		t.Errorf("lines %v, not %v", lines, want)
	}
}
