package report

import (
	"fmt"
	"math"
	"slices"

	"facilitate/session"
	"facilitate/session/run"
)

// Evaluation is what the forms say that people filled in after a session.
// Forms that were struck, and those whose record was lost, count nowhere.
type Evaluation struct {
	Forms     int                 `json:"forms"`
	Struck    int                 `json:"forms_struck"`
	Lost      int                 `json:"forms_lost,omitempty"`
	Outcomes  []ConfidenceFigures `json:"outcomes"`            // all of the plan's, in its order
	Questions []QuestionFigures   `json:"questions"`           // likewise
	FollowUp  *FollowUpFigures    `json:"follow_up,omitempty"` // nil where nobody was asked again
	// Hands is at how many statements of quizzes hands were counted: what else
	// is known of what people learnt.
	Hands int `json:"quiz_statements_counted"`
}

// FollowUpFigures are what the forms of some weeks later say.
type FollowUpFigures struct {
	When      string            `json:"when"`
	Forms     int               `json:"forms"`
	Struck    int               `json:"forms_struck"`
	Questions []QuestionFigures `json:"questions"`
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

// QuestionFigures are the answers to a question: Scale, Options or Texts, by its kind.
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
func (t Tenths) String() string { return fmt.Sprintf("%.1f", float64(t)/10) }

// MarshalJSON writes the number.
func (t Tenths) MarshalJSON() ([]byte, error) { return []byte(t.String()), nil }

// fewForms is how many answers are too few for percentages: one person's would
// be a quarter of them or more.
const fewForms = 5

// evaluationOf counts the forms of a run; nil where none was taken in.
func evaluationOf(s *run.State) *Evaluation {
	all := s.Forms()
	if len(all) == 0 {
		return nil
	}
	forms, struck, lost := countedForms(all, false)
	plan := s.Plan()
	e := &Evaluation{
		Forms: len(forms), Struck: struck, Lost: lost,
		Outcomes: []ConfidenceFigures{}, Questions: answersToAll(plan.Evaluation.Questions, forms),
	}
	for i := range plan.Outcomes {
		e.Outcomes = append(e.Outcomes, confidenceIn(&plan.Outcomes[i], forms))
	}
	if later, struck, _ := countedForms(all, true); len(later)+struck > 0 {
		asked := plan.Evaluation.FollowUp
		e.FollowUp = &FollowUpFigures{When: asked.When, Forms: len(later), Struck: struck, Questions: answersToAll(asked.Questions, later)}
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

// countedForms are the forms of one kind that count, and how many were struck or lost.
func countedForms(all []run.TakenForm, followUp bool) (forms []*run.Form, struck, lost int) {
	for i := range all {
		switch f := &all[i]; {
		case f.Form.FollowUp != followUp:
		case f.Struck:
			struck++
		case f.Lost:
			lost++
		default:
			forms = append(forms, &f.Form)
		}
	}
	return forms, struck, lost
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
	f.Before, f.After = spreadOf(before), spreadOf(after)
	if f.Both = len(changes); f.Both > 0 {
		change.Mean, change.Median = meanOf(changes), medianOf(changes)
		f.Change = &change
	}
	return f
}

func answersToAll(questions []session.Question, forms []*run.Form) []QuestionFigures {
	all := make([]QuestionFigures, len(questions))
	for i := range questions {
		all[i] = answersTo(&questions[i], forms)
	}
	return all
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
	f.Scale = spreadOf(scale)
	return f
}

// spreadOf is how answers are spread; nil where there is none.
func spreadOf(answers []int) *Spread {
	if len(answers) == 0 {
		return nil
	}
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
	return Tenths(math.Round(float64(10*sum) / float64(len(numbers))))
}

// medianOf is that of one number at least.
func medianOf(numbers []int) Tenths {
	sorted := slices.Sorted(slices.Values(numbers))
	n := len(sorted)
	return Tenths(5 * (sorted[(n-1)/2] + sorted[n/2]))
}

func (e *Evaluation) withoutTexts() *Evaluation {
	if e == nil {
		return nil
	}
	without := *e
	without.Questions = clearTexts(e.Questions)
	if e.FollowUp != nil {
		later := *e.FollowUp
		later.Questions = clearTexts(later.Questions)
		without.FollowUp = &later
	}
	return &without
}

func clearTexts(questions []QuestionFigures) []QuestionFigures {
	all := slices.Clone(questions)
	for i := range all {
		all[i].Texts = nil
	}
	return all
}
