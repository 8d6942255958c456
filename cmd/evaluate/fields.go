package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// formField is one thing to be typed from an evaluation form, in the order of
// the printed one: a confidence before or after, or the answer to a question.
type formField struct {
	column   string // what it is called in a file
	asks     string
	outcome  string // whose confidence it is; else empty
	after    bool
	question *session.Question // nil for a confidence
	options  []string          // of a choice
}

// formFields are those of the form of the end, or of the one of weeks later.
func formFields(plan *session.Plan, followUp bool) (fields []formField) {
	outcomes, questions := plan.Outcomes, plan.Evaluation.Questions
	if followUp {
		outcomes, questions = nil, plan.Evaluation.FollowUp.Questions
	}
	for _, o := range outcomes {
		fields = append(fields,
			formField{column: o.ID + " before", asks: prose.Plain(o.Text), outcome: o.ID},
			formField{column: o.ID + " after", asks: prose.Plain(o.Text), outcome: o.ID, after: true})
	}
	for i := range questions {
		q := &questions[i]
		f := formField{column: q.ID, asks: prose.Plain(q.Text), question: q}
		for _, option := range q.Options {
			f.options = append(f.options, prose.Plain(option))
		}
		fields = append(fields, f)
	}
	return fields
}

func (f *formField) isText() bool { return f.question != nil && f.question.Kind == session.FreeText }

func (f *formField) isChoice() bool { return f.question != nil && f.question.Kind == session.Choice }

// hint is what may be typed, in words.
func (f *formField) hint() string {
	switch {
	case f.isText():
		return fmt.Sprintf("any text of at most %d characters", run.MaxCapture)
	case f.isChoice():
		var options []string
		for i, o := range f.options {
			options = append(options, fmt.Sprintf("%d %s", i+1, o))
		}
		return strings.Join(options, ", ")
	}
	return fmt.Sprintf("a whole number from 0 to %d", run.MaxScale)
}

// check is what is wrong with what was typed: a number, of an option too, or a
// text. Nothing is always right: it is no answer.
func (f *formField) check(typed string) error {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	if f.isText() {
		if n := utf8.RuneCountInString(session.CleanLine(typed)); n > run.MaxCapture {
			return fmt.Errorf("the answer has %d characters; %d are the most", n, run.MaxCapture)
		}
		return nil
	}
	least, most := 0, run.MaxScale
	if f.isChoice() {
		least, most = 1, len(f.options)
	}
	if n, ok := digits(typed); !ok || n < least || n > most {
		return fmt.Errorf("%.40q is no number from %d to %d", session.CleanLine(typed), least, most)
	}
	return nil
}

// digits reads a number that is written in digits alone.
func digits(text string) (n int, ok bool) {
	if strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// fromFile is what would have been typed for a cell of a file, in which an
// option may stand as its text. The error says what to do about it.
func (f *formField) fromFile(cell string) (typed string, err error) {
	cell = strings.TrimSpace(cell)
	if f.isText() {
		cell = strings.TrimSpace(session.CleanLine(cell))
	}
	if f.isChoice() {
		if i := slices.IndexFunc(f.options, func(o string) bool { return sameWords(o, cell) }); i >= 0 {
			return strconv.Itoa(i + 1), nil
		}
	}
	err = f.check(cell)
	switch {
	case err == nil:
		return cell, nil
	case f.isText():
		return "", fmt.Errorf("%w; shorten it", err)
	case f.isChoice():
		shown := session.CleanLine(cell)
		if near := session.Nearest(shown, f.options); near != "" {
			return "", fmt.Errorf("%.40q is none of the answers; did you mean %q?", shown, near)
		}
		return "", fmt.Errorf("%.40q is none of the answers; they are %s; or leave the cell empty", shown, f.hint())
	}
	return "", fmt.Errorf("%.40q is not on the scale; write %s, or leave the cell empty", session.CleanLine(cell), f.hint())
}

// sameWords compares texts without regard to capitals and the blanks between words.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(session.CleanLine(b)), " "))
}

// formOf is the form of what was typed into each field, which was checked.
func formOf(fields []formField, typed []string) (form run.Form) {
	for i := range fields {
		f, text := &fields[i], strings.TrimSpace(typed[i])
		n, _ := digits(text)
		switch {
		case f.question == nil:
			if !f.after {
				form.Confidence = append(form.Confidence, run.Confidence{Outcome: f.outcome, Before: run.Unsaid, After: run.Unsaid})
			}
			c := &form.Confidence[len(form.Confidence)-1] // before comes first
			switch {
			case text == "":
			case f.after:
				c.After = n
			default:
				c.Before = n
			}
		case text == "":
		case f.isText():
			form.Answers = append(form.Answers, run.FormAnswer{Question: f.question.ID, Text: text})
		case f.isChoice():
			form.Answers = append(form.Answers, run.FormAnswer{Question: f.question.ID, Option: n - 1})
		default:
			form.Answers = append(form.Answers, run.FormAnswer{Question: f.question.ID, Scale: n})
		}
	}
	return form
}

func typedOf(fields []formField, form *run.Form) []string {
	typed := make([]string, len(fields))
	for i := range fields {
		typed[i] = fields[i].typed(form)
	}
	return typed
}

func (f *formField) typed(form *run.Form) string {
	if f.question == nil {
		for _, c := range form.Confidence {
			n := c.Before
			if f.after {
				n = c.After
			}
			if c.Outcome == f.outcome && n != run.Unsaid {
				return strconv.Itoa(n)
			}
		}
		return ""
	}
	a, ok := form.Answer(f.question.ID)
	switch {
	case !ok:
		return ""
	case f.isText():
		return a.Text
	case f.isChoice():
		return strconv.Itoa(a.Option + 1)
	}
	return strconv.Itoa(a.Scale)
}

// words is what was typed as people read it: an option by its text.
func (f *formField) words(typed string) string {
	if n, ok := digits(strings.TrimSpace(typed)); ok && f.isChoice() && n >= 1 && n <= len(f.options) {
		return f.options[n-1]
	}
	return typed
}
