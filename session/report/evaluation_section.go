package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

func (r *Run) evaluation() (Section, bool) { return r.Evaluation.section(r.Anonymous) }

func (e *Evaluation) section(anonymous bool) (Section, bool) {
	if e == nil {
		return Section{}, false
	}
	s := Section{ID: "evaluation", Title: "Evaluation", Lead: e.lead(anonymous)}
	s.Tables = append(s.Tables, e.forms())
	if e.Forms == 0 && e.FollowUp == nil {
		return s, true
	}
	if e.Forms > 0 {
		s.Tables = append(append(s.Tables, e.confidence()), answerTables(e.Questions, "evaluation", "")...)
	}
	if f := e.FollowUp; f != nil && f.Forms > 0 {
		s.Tables = append(s.Tables, answerTables(f.Questions, "follow_up", sentenceStart(f.When)+": ")...)
	}
	s.Tables = append(s.Tables, e.levels())
	s.Tables = slices.DeleteFunc(s.Tables, func(t Table) bool { return len(t.Rows) == 0 })
	return s, true
}

// lead says how many forms there are, and what their figures are not.
func (e *Evaluation) lead(anonymous bool) (lead []string) {
	if e.Lost > 0 {
		lead = append(lead, sentenceStart(count(e.Lost, "form is", "forms are"))+" lost, and missing in all figures.")
	}
	switch {
	case e.Forms == 0 && e.Struck > 0:
		lead = append(lead, "No form counts: all were struck.")
	case e.Forms == 0:
	case e.Forms < fewForms:
		lead = append(lead, "These are few forms: each figure is what a handful of people said, and there are no percentages.")
	}
	if len(e.Outcomes) > 0 && e.Forms > 0 {
		lead = append(lead, "Confidence is what people say of themselves, from 0 (not at all) to 10 (completely); it is no test of what they can do. Only those who gave both numbers for an outcome count in its means and its change.")
	}
	if written := e.countTexts(); anonymous && written > 0 {
		lead = append(lead, sentenceStart(count(written, "written answer is", "written answers are"))+" left out.")
	}
	return lead
}

// answerTables are the answers to questions: to those with a scale together, to
// each other one apart. lead stands before what each is called.
func answerTables(questions []QuestionFigures, id, lead string) []Table {
	all := []Table{scales(questions)}
	var written []Table
	for i := range questions {
		switch q := &questions[i]; q.Kind {
		case session.Choice:
			all = append(all, q.choices())
		case session.FreeText:
			written = append(written, q.texts())
		}
	}
	all = append(all, written...)
	for i := range all {
		all[i].ID, all[i].Title = id+"_"+all[i].ID, lead+all[i].Title
	}
	return all
}

func (e *Evaluation) countTexts() (n int) {
	questions := e.Questions
	if e.FollowUp != nil {
		questions = slices.Concat(questions, e.FollowUp.Questions)
	}
	for i := range questions {
		if questions[i].Kind == session.FreeText {
			n += questions[i].Answers
		}
	}
	return n
}

func (e *Evaluation) forms() Table {
	t := Table{ID: "evaluation", Upright: true, Rows: []Row{{Item: "forms", Name: "Forms"}}}
	t.figure("forms", "Forms counted", Everyone, countCell(e.Forms))
	t.figure("forms_struck", "Forms struck", peopleIf(e.Struck > 0), countCell(e.Struck))
	t.figure("quiz_statements_counted", "Statements with hands counted", Programs, countCell(e.Hands))
	if e.Lost > 0 {
		t.figure("forms_lost", "Forms lost", Everyone, countCell(e.Lost))
	}
	if f := e.FollowUp; f != nil {
		t.figure("follow_up_forms", "Forms "+f.When, Everyone, countCell(f.Forms))
		t.figure("follow_up_struck", "Of these struck", peopleIf(f.Struck > 0), countCell(f.Struck))
	}
	return t
}

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
	for _, o := range e.Outcomes {
		cells := []Cell{proseCell(o.Text), countCell(o.Both), countCell(o.OneOnly).shownIf(o.OneOnly > 0)}
		if c := o.Change; c != nil {
			cells = append(cells,
				tenthsCell(o.Before.Mean), tenthsCell(o.After.Mean), changeCell(c.Mean), changeCell(c.Median),
				tenthsCell(o.Before.Median), tenthsCell(o.After.Median), countCell(c.Rose), countCell(c.Same), countCell(c.Fell))
		}
		t.add(o.Outcome, prose.Plain(o.Text), cells...)
	}
	return t
}

// scales has a row for each question that is answered from 0 to 10.
func scales(questions []QuestionFigures) Table {
	t := Table{ID: "scales", Title: "Answers from 0 (not at all) to 10 (completely)", Columns: []Column{
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
	for _, q := range questions {
		if q.Kind != session.Scale {
			continue
		}
		cells := []Cell{proseCell(q.Text), countCell(q.Answers)}
		if s := q.Scale; s != nil {
			cells = append(cells, tenthsCell(s.Mean), tenthsCell(s.Median), countCell(s.Lowest), countCell(s.Highest), wordCell("", s.words()))
			for _, n := range s.Counts {
				cells = append(cells, countCell(n))
			}
		}
		t.add(q.Question, prose.Plain(q.Text), cells...)
	}
	return t
}

// words are the answers in order, and how many gave each: 5, 7×3, 8.
func (s *Spread) words() string {
	var words []string
	for answer, n := range s.Counts {
		if n == 1 {
			words = append(words, strconv.Itoa(answer))
		} else if n > 1 {
			words = append(words, fmt.Sprintf("%d×%d", answer, n))
		}
	}
	return strings.Join(words, ", ")
}

func (q *QuestionFigures) choices() Table {
	t := Table{ID: "choices", Title: q.title(), Columns: []Column{
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
		t.add(q.Question+"/"+strconv.Itoa(i+1), prose.Plain(o.Text), proseCell(o.Text), countCell(o.Count), share, countCell(q.Answers))
	}
	return t
}

func (q *QuestionFigures) texts() Table {
	t := Table{ID: "texts", Title: q.title(), Columns: []Column{
		{"text", "Answer", Text, Everyone},
	}}
	for i, text := range q.Texts {
		t.add(q.Question+"/"+strconv.Itoa(i+1), prose.Plain(q.Text), textCell(text))
	}
	return t
}

func (q *QuestionFigures) title() string {
	return prose.Plain(q.Text) + " (" + count(q.Answers, "answer", "answers") + ")"
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
		t.add(item, name, textCell(item+" "+name+": "+about), wordCell("", cmp.Or(known, "not collected")), yesCell(known != ""))
	}
	row("Reaction", "what people made of the session", e.reaction())
	row("Learning", "what they took from it", e.learning())
	row("Behaviour", "what they do differently afterwards", e.behaviour())
	row("Results", "what comes of that", "")
	return t
}

func (e *Evaluation) reaction() string {
	if slices.ContainsFunc(e.Questions, func(q QuestionFigures) bool { return q.Answers > 0 }) {
		return "the answers to the questions"
	}
	return ""
}

// behaviour is what people say of themselves some weeks later.
func (e *Evaluation) behaviour() string {
	if e.FollowUp == nil || e.FollowUp.Forms == 0 {
		return ""
	}
	return count(e.FollowUp.Forms, "form", "forms") + " " + e.FollowUp.When + ": what people say of themselves"
}

func (e *Evaluation) learning() string {
	var known []string
	if slices.ContainsFunc(e.Outcomes, func(o ConfidenceFigures) bool { return o.Both > 0 }) {
		known = append(known, "the confidence people say they had before and have after")
	}
	if e.Hands > 0 {
		known = append(known, "the hands counted at "+count(e.Hands, "statement", "statements")+" of the quiz")
	}
	return strings.Join(known, "; ")
}

func tenthsCell(n Tenths) Cell { return Cell{Kind: Count, Words: n.String(), Data: n.String()} }

func changeCell(n Tenths) Cell {
	c := tenthsCell(n)
	switch {
	case n > 0:
		c.Words = "+" + c.Words
	case n < 0:
		c.Words = "−" + strings.TrimPrefix(c.Words, "-")
	}
	return c
}
