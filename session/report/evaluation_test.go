package report

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

const evaluatedPlan = `
title: Walk
duration: 1h
outcomes:
- {id: map, text: Read a map}
- {id: boots, text: Choose boots}
activities: [{id: a, title: A, duration: 5m}]
quizzes: [{id: q, title: Q, statements: [{text: One, answer: true}, {text: Two, answer: false}]}]
evaluation:
  questions:
  - {id: useful, text: "How useful was it?", kind: scale}
  - {id: pace, text: "How was the pace?", kind: choice, options: [Too slow, About right, Too fast]}
  - {id: why, text: "What will you do?", kind: text}
`

// filled is a state with these forms, those of the numbers struck.
func filled(t *testing.T, src string, forms []run.Form, struck ...int) *run.State {
	t.Helper()
	s := run.New(loaded(t, src), run.Booking{})
	give := func(c run.Command) {
		e, err := run.Decide(s, c, begin)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		s.Apply(e)
	}
	for _, f := range forms {
		give(run.TakeForm{Form: f})
	}
	for _, id := range struck {
		give(run.StrikeForm{ID: id})
	}
	return s
}

// eighteen are forms of eighteen people, and a nineteenth that is struck. What
// they say was summed up by hand:
//
//	map     before  2 2 3 3 3 4 4 4 4 5 5 5 6 6 7 8      71/16 = 4.4375, the middle ones 4 and 4
//	        after   7 6 7 6 6 6 6 6 6 6 6 5 6 6 6 6      97/16 = 6.0625, 6 and 6
//	        change  5 4 4 3 3 2 2 2 2 1 1 0 0 0 -1 -2    26/16 = 1.625, 2 and 2
//	        and a seventeenth who gave only the one before
//	boots   nobody gave both; one gave the one after
//	useful  10 10 9 9 9 8 8 8 8 8 7 7 6 5 3 0 10         125/17 = 7.3529, the ninth is 8
//	pace    3 too slow, 11 right, 2 too fast             of 16: 18.75, 68.75 and 12.5 %
//	why     three answers
func eighteen() []run.Form {
	before := []int{2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9}
	after := []int{7, 6, 7, 6, 6, 6, 6, 6, 6, 6, 6, 5, 6, 6, 6, 6, run.Unsaid}
	useful := []int{10, 10, 9, 9, 9, 8, 8, 8, 8, 8, 7, 7, 6, 5, 3, 0, 10}
	pace := []int{0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2}
	forms := make([]run.Form, 19)
	for i := range before {
		forms[i].Confidence = append(forms[i].Confidence, run.Confidence{Outcome: "map", Before: before[i], After: after[i]})
	}
	for i, n := range useful {
		forms[i].Answers = append(forms[i].Answers, run.FormAnswer{Question: "useful", Scale: n})
	}
	for i, n := range pace {
		forms[i].Answers = append(forms[i].Answers, run.FormAnswer{Question: "pace", Option: n})
	}
	for i, text := range []string{"<b>Walk</b> | more", "=1+1", "Less"} {
		forms[i+3].Answers = append(forms[i+3].Answers, run.FormAnswer{Question: "why", Text: text})
	}
	forms[17].Confidence = []run.Confidence{{Outcome: "boots", Before: run.Unsaid, After: 0}}
	forms[18] = run.Form{
		Answers:    []run.FormAnswer{{Question: "useful", Scale: 1}, {Question: "pace", Option: 2}, {Question: "why", Text: "Struck"}},
		Confidence: []run.Confidence{{Outcome: "map", Before: 10, After: 0}, {Outcome: "boots", Before: 1, After: 2}},
	}
	return forms
}

func TestEvaluationFigures(t *testing.T) {
	t.Parallel()
	e := evaluationOf(filled(t, evaluatedPlan, eighteen(), 19))
	got, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"forms":18,"forms_struck":1,"outcomes":[` +
		`{"outcome":"map","text":"Read a map","both":16,"one_only":1,` +
		`"before":{"mean":4.4,"median":4.0,"lowest":2,"highest":8,"counts":[0,0,2,3,4,3,2,1,1,0,0]},` +
		`"after":{"mean":6.1,"median":6.0,"lowest":5,"highest":7,"counts":[0,0,0,0,0,1,13,2,0,0,0]},` +
		`"change":{"mean":1.6,"median":2.0,"rose":11,"same":3,"fell":2}},` +
		`{"outcome":"boots","text":"Choose boots","both":0,"one_only":1,"before":null,"after":null,"change":null}],"questions":[` +
		`{"question":"useful","text":"How useful was it?","kind":"scale","answers":17,` +
		`"scale":{"mean":7.4,"median":8.0,"lowest":0,"highest":10,"counts":[1,0,0,1,0,1,1,2,5,3,3]}},` +
		`{"question":"pace","text":"How was the pace?","kind":"choice","answers":16,"options":[` +
		`{"text":"Too slow","count":3},{"text":"About right","count":11},{"text":"Too fast","count":2}]},` +
		`{"question":"why","text":"What will you do?","kind":"text","answers":3,"texts":["\u003cb\u003eWalk\u003c/b\u003e | more","=1+1","Less"]}],` +
		`"quiz_statements_counted":0}`
	if string(got) != want {
		t.Errorf("the figures are\n%s\nnot\n%s", got, want)
	}
}

// shown are the rows of a section's tables as people see them, a line each.
func shown(s Section) string {
	var b strings.Builder
	for _, l := range s.Lead {
		b.WriteString(l + "\n")
	}
	for _, table := range s.Tables {
		b.WriteString("[" + table.Title + "]\n")
		for i := range table.Rows {
			var cells []string
			for _, k := range table.ColumnsFor(Everyone) {
				cells = append(cells, table.Rows[i].Cells[k].Words)
			}
			b.WriteString(strings.Join(cells, " | ") + "\n")
		}
	}
	return b.String()
}

func TestEvaluationSection(t *testing.T) {
	t.Parallel()
	s, ok := evaluationOf(filled(t, evaluatedPlan, eighteen(), 19)).section(false)
	const want = `Confidence is what people say of themselves, from 0 (not at all) to 10 (completely); it is no test of what they can do. Only those who gave both numbers for an outcome count in its means and its change.
[]
18 | 1
[Confidence: means of those who gave both numbers]
Read a map | 16 | 4.4 | 6.1 | +1.6 | 11 | 3 | 2
Choose boots | 0 |  |  |  |  |  | ` + `
[Answers from 0 (not at all) to 10 (completely)]
How useful was it? | 17 | 7.4 | 8.0 | 0, 3, 5, 6, 7×2, 8×5, 9×3, 10×3
[How was the pace? (16 answers)]
Too slow | 3 | 19%
About right | 11 | 69%
Too fast | 2 | 13%
[What will you do? (3 answers)]
<b>Walk</b> | more
=1+1
Less
[Kirkpatrick's four levels]
1 Reaction: what people made of the session | the answers to the questions
2 Learning: what they took from it | the confidence people say they had before and have after
3 Behaviour: what they do differently afterwards | not collected
4 Results: what comes of that | not collected
`
	if got := shown(s); !ok || got != want {
		t.Errorf("%v\n%s", ok, got)
	}
	for _, table := range s.Tables {
		for i, row := range table.Rows {
			if len(row.Cells) != len(table.Columns) {
				t.Errorf("%s: row %d has %d cells for %d columns", table.ID, i, len(row.Cells), len(table.Columns))
			}
		}
	}
}

// TestEvaluationAgrees holds the figures for spreadsheets to those for programs.
func TestEvaluationAgrees(t *testing.T) {
	t.Parallel()
	e := evaluationOf(filled(t, evaluatedPlan, eighteen(), 19))
	s, _ := e.section(false)
	figures := map[string]string{}
	for _, table := range s.Tables {
		for _, row := range table.Rows {
			for i, c := range row.Cells {
				if id := table.Columns[i].ID; id != "" {
					key := table.ID + " " + row.Item + " " + id
					if _, twice := figures[key]; twice {
						t.Errorf("%s is there twice", key)
					}
					figures[key] = c.Data
				}
			}
		}
	}
	o, q := e.Outcomes[0], e.Questions[0]
	for key, want := range map[string]string{
		"evaluation forms forms":                   strconv.Itoa(e.Forms),
		"evaluation forms forms_struck":            strconv.Itoa(e.Struck),
		"evaluation_confidence map both":           strconv.Itoa(o.Both),
		"evaluation_confidence map one_only":       strconv.Itoa(o.OneOnly),
		"evaluation_confidence map mean_before":    o.Before.Mean.String(),
		"evaluation_confidence map mean_after":     o.After.Mean.String(),
		"evaluation_confidence map mean_change":    o.Change.Mean.String(),
		"evaluation_confidence map median_before":  o.Before.Median.String(),
		"evaluation_confidence map median_after":   o.After.Median.String(),
		"evaluation_confidence map median_change":  o.Change.Median.String(),
		"evaluation_confidence map rose":           strconv.Itoa(o.Change.Rose),
		"evaluation_confidence map same":           strconv.Itoa(o.Change.Same),
		"evaluation_confidence map fell":           strconv.Itoa(o.Change.Fell),
		"evaluation_confidence boots mean_change":  "",
		"evaluation_scales useful answers":         strconv.Itoa(q.Answers),
		"evaluation_scales useful mean":            q.Scale.Mean.String(),
		"evaluation_scales useful median":          q.Scale.Median.String(),
		"evaluation_scales useful lowest":          strconv.Itoa(q.Scale.Lowest),
		"evaluation_scales useful highest":         strconv.Itoa(q.Scale.Highest),
		"evaluation_scales useful count_8":         strconv.Itoa(q.Scale.Counts[8]),
		"evaluation_scales useful count_10":        strconv.Itoa(q.Scale.Counts[10]),
		"evaluation_choices pace/2 count":          strconv.Itoa(e.Questions[1].Options[1].Count),
		"evaluation_choices pace/2 answers":        strconv.Itoa(e.Questions[1].Answers),
		"evaluation_texts why/2 text":              e.Questions[2].Texts[1],
		"evaluation_levels 1 collected":            "true",
		"evaluation_levels 2 collected":            "true",
		"evaluation_levels 3 collected":            "false",
		"evaluation_levels 4 collected":            "false",
		"evaluation forms quiz_statements_counted": "0",
	} {
		if got, ok := figures[key]; !ok || got != want {
			t.Errorf("%s is %q, not %q", key, got, want)
		}
	}
}

func TestEvaluationWithoutTexts(t *testing.T) {
	t.Parallel()
	whole := evaluationOf(filled(t, evaluatedPlan, eighteen(), 19))
	e := whole.withoutTexts()
	s, _ := e.section(true)
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range whole.Questions[2].Texts {
		if strings.Contains(shown(s)+string(data), text) {
			t.Errorf("%q is still there", text)
		}
	}
	if len(whole.Questions[2].Texts) != 3 || e.Questions[2].Answers != 3 {
		t.Error("too much was taken out")
	}
	if !strings.Contains(shown(s), "3 written answers are left out.") {
		t.Errorf("it is not said:\n%s", shown(s))
	}
	var none *Evaluation
	if none.withoutTexts() != nil {
		t.Error("out of nothing came something")
	}
}

func TestEvaluationOfFew(t *testing.T) {
	t.Parallel()
	few := func(n int) string {
		s, _ := evaluationOf(filled(t, evaluatedPlan, eighteen()[:n])).section(false)
		return shown(s)
	}
	if four := few(4); strings.Contains(four, "%") || !strings.Contains(four, "These are few forms") {
		t.Errorf("of four:\n%s", four)
	}
	if five := few(5); !strings.Contains(five, "%") || strings.Contains(five, "These are few forms") {
		t.Errorf("of five:\n%s", five)
	}
}

func TestEvaluationOfNothing(t *testing.T) {
	t.Parallel()
	if _, ok := evaluationOf(filled(t, evaluatedPlan, nil)).section(false); ok {
		t.Error("there is a section though there are no forms")
	}
	s, ok := evaluationOf(filled(t, evaluatedPlan, eighteen()[:1], 1)).section(false)
	if got, want := shown(s), "No form counts: all were struck.\n[]\n0 | 1\n"; !ok || got != want {
		t.Errorf("of one that is struck: %q", got)
	}
	// Only texts: neither scales nor confidence.
	s, _ = evaluationOf(filled(t, `
title: Walk
duration: 1h
activities: [{id: a, title: A, duration: 5m}]
evaluation: {questions: [{id: why, text: "Why?", kind: text}]}
`, []run.Form{{Answers: []run.FormAnswer{{Question: "why", Text: "So"}}}})).section(false)
	for _, table := range s.Tables {
		if table.ID == "evaluation_confidence" || table.ID == "evaluation_scales" {
			t.Errorf("there is a table %s", table.ID)
		}
	}
	if got := shown(s); !strings.Contains(got, "2 Learning: what they took from it | not collected") {
		t.Errorf("learning:\n%s", got)
	}
}

// TestEvaluationWords: what a plan has in Markdown people read in plain words,
// and programs as it is.
func TestEvaluationWords(t *testing.T) {
	t.Parallel()
	s, _ := evaluationOf(filled(t, `
title: Walk
duration: 1h
activities: [{id: a, title: A, duration: 5m}]
outcomes: [{id: o, text: "Tell *three* trees"}]
evaluation: {questions: [{id: pace, text: "**How** was it?", kind: choice, options: ["Too _slow_", "Fine"]}]}
`, []run.Form{{
		Confidence: []run.Confidence{{Outcome: "o", Before: 1, After: 2}},
		Answers:    []run.FormAnswer{{Question: "pace", Option: 0}},
	}})).section(false)
	got := shown(s)
	for _, want := range []string{"Tell three trees | ", "How was it? (1 answer)", "Too slow | "} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q:\n%s", want, got)
		}
	}
	var data []string
	for _, table := range s.Tables {
		for _, row := range table.Rows {
			for _, cell := range row.Cells {
				data = append(data, cell.Data)
			}
		}
	}
	for _, want := range []string{"Tell *three* trees", "Too _slow_"} {
		if !slices.Contains(data, want) {
			t.Errorf("for programs there is no %q: %q", want, data)
		}
	}
}

// TestEvaluationHands counts hands at a quiz, which tell of learning too.
func TestEvaluationHands(t *testing.T) {
	t.Parallel()
	s := filled(t, evaluatedPlan, eighteen()[16:18])
	for _, c := range []run.Command{
		run.Start{},
		run.ShowStatement{Quiz: "q"},
		run.CountHands{Quiz: "q", True: 3, False: 15},
	} {
		e, err := run.Decide(s, c, begin.Add(time.Second))
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		s.Apply(e)
	}
	section, _ := evaluationOf(s).section(false)
	if got := shown(section); !strings.Contains(got, "| the hands counted at 1 statement of the quiz\n") {
		t.Error(got)
	}
}

func TestMeanAndMedian(t *testing.T) {
	t.Parallel()
	for want, numbers := range map[string][]int{
		"0.0 0.0":   {0},
		"0.3 0.0":   {1, 0, 0, 0},
		"-0.3 0.0":  {-1, 0, 0, 0},
		"0.5 0.5":   {1, 0},
		"-0.5 -0.5": {-1, 0},
		"-7.0 -7.5": {-10, -8, -7, -3},
		"10.0 10.0": {10, 10},
	} {
		if got := meanOf(numbers).String() + " " + medianOf(numbers).String(); got != want {
			t.Errorf("%v: %s, not %s", numbers, got, want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		numbers := make([]int, 1+random.IntN(30))
		sum := 0
		for i := range numbers {
			numbers[i] = random.IntN(21) - 10
			sum += numbers[i]
		}
		if got, want := float64(meanOf(numbers)), float64(sum)*10/float64(len(numbers)); math.Abs(got-want) > 0.5+1e-9 {
			t.Fatalf("the mean of %v is %v tenths, not %v", numbers, got, want)
		}
		given := slices.Clone(numbers)
		m := medianOf(numbers)
		if !slices.Equal(numbers, given) {
			t.Fatal("the median sorts what it is given")
		}
		below, above := 0, 0
		for _, n := range numbers {
			if Tenths(10*n) < m {
				below++
			}
			if Tenths(10*n) > m {
				above++
			}
		}
		if 2*below > len(numbers) || 2*above > len(numbers) {
			t.Fatalf("the median of %v is not %v", numbers, m)
		}
	}
}

// Every kind of question has figures.
func TestEvaluationKinds(t *testing.T) {
	t.Parallel()
	for _, kind := range []session.QuestionKind{session.Scale, session.Choice, session.FreeText} {
		q := &session.Question{ID: "q", Kind: kind, Options: []string{"One"}}
		f := answersTo(q, []*run.Form{{Answers: []run.FormAnswer{{Question: "q", Text: "x"}}}})
		if f.Answers != 1 || (f.Scale == nil) == (kind == session.Scale) || (f.Texts == nil) == (kind == session.FreeText) {
			t.Errorf("%s: %+v", kind, f)
		}
	}
}
