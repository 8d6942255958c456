package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

// Evaluation is what the forms say that people filled in after a session.
// Forms that were struck count nowhere.
type Evaluation struct {
	Forms     int                 `json:"forms"`
	Struck    int                 `json:"forms_struck"`
	Outcomes  []ConfidenceFigures `json:"outcomes"`  // all of the plan's, in its order
	Questions []QuestionFigures   `json:"questions"` // likewise
	// Hands is at how many statements of quizzes hands were counted: what else
	// is known of what people learnt.
	Hands int `json:"quiz_statements_counted"`
}

// ConfidenceFigures is how sure people are of an outcome, from 0 to
// run.MaxScale, before the session and after it. Before, After and Change are
// those of the people who gave both numbers, and nil where nobody did.
type ConfidenceFigures struct {
	Outcome string            `json:"outcome"`
	Text    string            `json:"text"`
	Both    int               `json:"both"`
	OneOnly int               `json:"one_only"` // gave one of the two numbers
	Before  *Spread           `json:"before"`
	After   *Spread           `json:"after"`
	Change  *ConfidenceChange `json:"change"`
}

// ConfidenceChange is after less before, person by person.
type ConfidenceChange struct {
	Mean   Tenths `json:"mean"`
	Median Tenths `json:"median"`
	Rose   int    `json:"rose"`
	Same   int    `json:"same"`
	Fell   int    `json:"fell"`
}

// QuestionFigures are the answers to a question: Scale, Options or Texts, as
// its kind is.
type QuestionFigures struct {
	Question string               `json:"question"`
	Text     string               `json:"text"`
	Kind     session.QuestionKind `json:"kind"`
	Answers  int                  `json:"answers"`
	Scale    *Spread              `json:"scale,omitempty"` // nil where there is no answer
	Options  []OptionFigures      `json:"options,omitempty"`
	Texts    []string             `json:"texts,omitempty"` // left out of a report without names
}

// OptionFigures is how many chose an option.
type OptionFigures struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// Spread is how answers from 0 to run.MaxScale are spread.
type Spread struct {
	Mean    Tenths                `json:"mean"`
	Median  Tenths                `json:"median"`
	Lowest  int                   `json:"lowest"`
	Highest int                   `json:"highest"`
	Counts  [run.MaxScale + 1]int `json:"counts"` // of each answer
}

// Tenths is a number with one digit after the point, in tenths.
type Tenths int

// String writes the number: 7.3.
func (t Tenths) String() string {
	sign := ""
	if t < 0 {
		sign, t = "-", -t
	}
	return fmt.Sprintf("%s%d.%d", sign, t/10, t%10)
}

// MarshalJSON writes the number.
func (t Tenths) MarshalJSON() ([]byte, error) { return []byte(t.String()), nil }

// fewForms is how many answers are too few for percentages: one person's would
// be a quarter of them or more.
const fewForms = 5

// evaluationOf counts the forms of a run; nil where none was taken in.
func evaluationOf(s *run.State) *Evaluation {
	var forms []*run.Form
	all := s.Forms()
	for i := range all {
		if !all[i].Struck {
			forms = append(forms, &all[i].Form)
		}
	}
	if len(all) == 0 {
		return nil
	}
	e := &Evaluation{
		Forms: len(forms), Struck: len(all) - len(forms),
		Outcomes: []ConfidenceFigures{}, Questions: []QuestionFigures{},
	}
	plan := s.Plan()
	for i := range plan.Outcomes {
		e.Outcomes = append(e.Outcomes, confidenceIn(&plan.Outcomes[i], forms))
	}
	for i := range plan.Evaluation.Questions {
		e.Questions = append(e.Questions, answersTo(&plan.Evaluation.Questions[i], forms))
	}
	for _, q := range s.Quizzes() {
		for _, a := range q.Answers {
			if a.Counted {
				e.Hands++
			}
		}
	}
	return e
}

func confidenceIn(o *session.Outcome, forms []*run.Form) ConfidenceFigures {
	f := ConfidenceFigures{Outcome: o.ID, Text: o.Text}
	var before, after, changes []int
	change := ConfidenceChange{}
	for _, form := range forms {
		for _, c := range form.Confidence {
			switch {
			case c.Outcome != o.ID:
				continue
			case c.Before == run.Unsaid || c.After == run.Unsaid:
				f.OneOnly++
				continue
			case c.After > c.Before:
				change.Rose++
			case c.After < c.Before:
				change.Fell++
			default:
				change.Same++
			}
			before, after = append(before, c.Before), append(after, c.After)
			changes = append(changes, c.After-c.Before)
		}
	}
	if f.Both = len(changes); f.Both > 0 {
		f.Before, f.After = spreadOf(before), spreadOf(after)
		change.Mean, change.Median = meanOf(changes), medianOf(changes)
		f.Change = &change
	}
	return f
}

func answersTo(q *session.Question, forms []*run.Form) QuestionFigures {
	f := QuestionFigures{Question: q.ID, Text: q.Text, Kind: q.Kind}
	for _, text := range q.Options {
		f.Options = append(f.Options, OptionFigures{Text: text})
	}
	var scale []int
	for _, form := range forms {
		a, ok := form.Answer(q.ID)
		if !ok {
			continue
		}
		f.Answers++
		switch q.Kind {
		case session.Scale:
			scale = append(scale, a.Scale)
		case session.Choice:
			f.Options[a.Option].Count++
		case session.FreeText:
			f.Texts = append(f.Texts, a.Text)
		}
	}
	if len(scale) > 0 {
		f.Scale = spreadOf(scale)
	}
	return f
}

// spreadOf is how answers are spread, of which there is one at least.
func spreadOf(answers []int) *Spread {
	s := &Spread{
		Mean: meanOf(answers), Median: medianOf(answers),
		Lowest: slices.Min(answers), Highest: slices.Max(answers),
	}
	for _, a := range answers {
		s.Counts[a]++
	}
	return s
}

// meanOf is that of one number at least, to the nearest tenth, and of two as near
// to the one farther from zero.
func meanOf(numbers []int) Tenths {
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	n := len(numbers)
	if sum < 0 {
		return -Tenths((-20*sum + n) / (2 * n))
	}
	return Tenths((20*sum + n) / (2 * n))
}

// medianOf is that of one number at least.
func medianOf(numbers []int) Tenths {
	sorted := slices.Sorted(slices.Values(numbers))
	n := len(sorted)
	return Tenths(5 * (sorted[(n-1)/2] + sorted[n/2]))
}

// withoutTexts is the evaluation without what people wrote.
func (e *Evaluation) withoutTexts() *Evaluation {
	if e == nil {
		return nil
	}
	without := *e
	without.Questions = slices.Clone(e.Questions)
	for i := range without.Questions {
		without.Questions[i].Texts = nil
	}
	return &without
}

// evaluation is what the forms say.
func (r *Run) evaluation() (Section, bool) { return r.Evaluation.section(r.Anonymous) }

func (e *Evaluation) section(anonymous bool) (Section, bool) {
	if e == nil {
		return Section{}, false
	}
	s := Section{ID: "evaluation", Title: "Evaluation", Lead: e.lead(anonymous)}
	s.Tables = append(s.Tables, e.forms())
	if e.Forms == 0 {
		return s, true
	}
	s.Tables = append(s.Tables, e.confidence(), e.scales())
	for i := range e.Questions {
		if e.Questions[i].Kind == session.Choice {
			s.Tables = append(s.Tables, e.Questions[i].choices())
		}
	}
	for i := range e.Questions {
		if e.Questions[i].Kind == session.FreeText {
			s.Tables = append(s.Tables, e.Questions[i].texts())
		}
	}
	s.Tables = append(s.Tables, e.levels())
	s.Tables = slices.DeleteFunc(s.Tables, func(t Table) bool { return len(t.Rows) == 0 })
	return s, true
}

// lead says how many forms there are, and what their figures are not.
func (e *Evaluation) lead(anonymous bool) (lead []string) {
	switch {
	case e.Forms == 0:
		lead = append(lead, "No form counts: all were struck.")
	case e.Forms < fewForms:
		lead = append(lead, "These are few forms: each figure is what a handful of people said, and there are no percentages.")
	}
	if len(e.Outcomes) > 0 && e.Forms > 0 {
		lead = append(lead, "Confidence is what people say of themselves, from 0 (not at all) to 10 (completely); it is no test of what they can do. Only those who gave both numbers for an outcome count in its means and its change.")
	}
	if written := e.written(); anonymous && written > 0 {
		lead = append(lead, sentenceStart(counted(written, "written answer is", "written answers are"))+" left out.")
	}
	return lead
}

// written is how many answers are in people's own words.
func (e *Evaluation) written() (n int) {
	for i := range e.Questions {
		if e.Questions[i].Kind == session.FreeText {
			n += e.Questions[i].Answers
		}
	}
	return n
}

// forms is how many forms there are.
func (e *Evaluation) forms() Table {
	struck := Everyone
	if e.Struck == 0 {
		struck = Programs
	}
	return Table{ID: "evaluation", Upright: true, Columns: []Column{
		{"forms", "Forms counted", Count, Everyone},
		{"forms_struck", "Forms struck", Count, struck},
		{"quiz_statements_counted", "Statements with hands counted", Count, Programs},
	}, Rows: []Row{{Item: "forms", Name: "Forms", Cells: []Cell{countCell(e.Forms), countCell(e.Struck), countCell(e.Hands)}}}}
}

// confidence has a row for each outcome.
func (e *Evaluation) confidence() Table {
	t := Table{ID: "evaluation_confidence", Title: "Confidence: means of those who gave both numbers", Columns: []Column{
		{"", "To …", Text, Everyone},
		{"both", "Both", Count, Everyone},
		{"one_only", "One only", Count, Documents},
		{"mean_before", "Before", Count, Everyone},
		{"mean_after", "After", Count, Everyone},
		{"mean_change", "Change", Count, Everyone},
		{"median_change", "Median change", Count, Documents},
		{"median_before", "Median before", Count, Programs},
		{"median_after", "Median after", Count, Programs},
		{"rose", "Rose", Count, Everyone},
		{"same", "Same", Count, Everyone},
		{"fell", "Fell", Count, Everyone},
	}}
	for i := range e.Outcomes {
		o := &e.Outcomes[i]
		row := Row{Item: o.Outcome, Name: o.Text, Cells: []Cell{textCell(o.Text), countCell(o.Both), someCell(o.OneOnly)}}
		if c := o.Change; c != nil {
			row.Cells = append(row.Cells,
				tenthsCell(o.Before.Mean), tenthsCell(o.After.Mean), changeCell(c.Mean), changeCell(c.Median),
				tenthsCell(o.Before.Median), tenthsCell(o.After.Median), countCell(c.Rose), countCell(c.Same), countCell(c.Fell))
		}
		t.Rows = append(t.Rows, t.filled(row))
	}
	return t
}

// scales has a row for each question that is answered from 0 to 10.
func (e *Evaluation) scales() Table {
	t := Table{ID: "evaluation_scales", Title: "Answers from 0 (not at all) to 10 (completely)", Columns: []Column{
		{"", "Question", Text, Everyone},
		{"answers", "Answers", Count, Everyone},
		{"mean", "Mean", Count, Everyone},
		{"median", "Median", Count, Everyone},
		{"lowest", "Lowest", Count, Programs},
		{"highest", "Highest", Count, Programs},
		{"", "From lowest to highest", Word, Everyone},
	}}
	for n := range run.MaxScale + 1 {
		t.Columns = append(t.Columns, Column{"count_" + strconv.Itoa(n), strconv.Itoa(n), Count, Programs})
	}
	for i := range e.Questions {
		q := &e.Questions[i]
		if q.Kind != session.Scale {
			continue
		}
		row := Row{Item: q.Question, Name: q.Text, Cells: []Cell{textCell(q.Text), countCell(q.Answers)}}
		if s := q.Scale; s != nil {
			row.Cells = append(row.Cells,
				tenthsCell(s.Mean), tenthsCell(s.Median), countCell(s.Lowest), countCell(s.Highest), wordCell("", s.words()))
			for _, n := range s.Counts {
				row.Cells = append(row.Cells, countCell(n))
			}
		}
		t.Rows = append(t.Rows, t.filled(row))
	}
	return t
}

// words are the answers in order, and how many gave each: 5, 7×3, 8.
func (s *Spread) words() string {
	var words []string
	for answer, n := range s.Counts {
		switch n {
		case 0:
		case 1:
			words = append(words, strconv.Itoa(answer))
		default:
			words = append(words, fmt.Sprintf("%d×%d", answer, n))
		}
	}
	return strings.Join(words, ", ")
}

// choices has a row for each option of a question.
func (q *QuestionFigures) choices() Table {
	t := Table{ID: "evaluation_choices", Title: q.titled(), Columns: []Column{
		{"", "Answer", Text, Everyone},
		{"count", "People", Count, Everyone},
		{"", "Share", Count, Everyone},
		{"answers", "Answers", Count, Programs},
	}}
	for i, o := range q.Options {
		share := Cell{Kind: Count}
		if q.Answers >= fewForms {
			share.Words = strconv.Itoa((200*o.Count+q.Answers)/(2*q.Answers)) + "%"
		}
		t.Rows = append(t.Rows, Row{
			Item: q.Question + "/" + strconv.Itoa(i+1), Name: o.Text,
			Cells: []Cell{textCell(o.Text), countCell(o.Count), share, countCell(q.Answers)},
		})
	}
	return t
}

// texts has a row for each answer in somebody's own words.
func (q *QuestionFigures) texts() Table {
	t := Table{ID: "evaluation_texts", Title: q.titled(), Columns: []Column{
		{"text", "Answer", Text, Everyone},
	}}
	for i, text := range q.Texts {
		t.Rows = append(t.Rows, Row{
			Item: q.Question + "/" + strconv.Itoa(i+1), Name: q.Text, Cells: []Cell{textCell(text)},
		})
	}
	return t
}

func (q *QuestionFigures) titled() string {
	return q.Text + " (" + counted(q.Answers, "answer", "answers") + ")"
}

// levels are the four at which Donald Kirkpatrick judges training, and what of
// them this report knows.
func (e *Evaluation) levels() Table {
	t := Table{ID: "evaluation_levels", Title: "Kirkpatrick's four levels", Columns: []Column{
		{"", "Level", Text, Everyone},
		{"", "What is known of it here", Word, Everyone},
		{"collected", "Collected", Word, Programs},
	}}
	row := func(name, about, known string) {
		item := strconv.Itoa(len(t.Rows) + 1)
		collected := yesCell(known != "")
		if known == "" {
			known = "not collected"
		}
		t.Rows = append(t.Rows, Row{
			Item: item, Name: name,
			Cells: []Cell{textCell(item + " " + name + ": " + about), wordCell("", known), collected},
		})
	}
	row("Reaction", "what people made of the session", e.reaction())
	row("Learning", "what they took from it", e.learning())
	row("Behaviour", "what they do differently afterwards", "")
	row("Results", "what comes of that", "")
	return t
}

func (e *Evaluation) reaction() string {
	answers := 0
	for i := range e.Questions {
		answers += e.Questions[i].Answers
	}
	if answers == 0 {
		return ""
	}
	return "the answers to the questions"
}

func (e *Evaluation) learning() string {
	var known []string
	if slices.ContainsFunc(e.Outcomes, func(o ConfidenceFigures) bool { return o.Both > 0 }) {
		known = append(known, "the confidence people say they had before and have after")
	}
	if e.Hands > 0 {
		known = append(known, "the hands counted at "+counted(e.Hands, "statement", "statements")+" of the quiz")
	}
	return strings.Join(known, "; ")
}

// filled is a row with a cell for each column, the last of them empty if need be.
func (t *Table) filled(row Row) Row {
	for i := len(row.Cells); i < len(t.Columns); i++ {
		row.Cells = append(row.Cells, Cell{Kind: t.Columns[i].Kind})
	}
	return row
}

func tenthsCell(n Tenths) Cell { return Cell{Kind: Count, Words: n.String(), Data: n.String()} }

// changeCell is a number with its sign.
func changeCell(n Tenths) Cell {
	c := tenthsCell(n)
	switch {
	case n > 0:
		c.Words = "+" + c.Words
	case n < 0:
		c.Words = minus + strings.TrimPrefix(c.Words, "-")
	}
	return c
}

// someCell is a count that is left out where it is zero, for people.
func someCell(n int) Cell {
	c := countCell(n)
	if n == 0 {
		c.Words = ""
	}
	return c
}
