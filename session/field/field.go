// Package field is one thing to be typed from an evaluation form: what is asked, what
// may be typed, and how that is a form and back. It must never know where it is typed.
package field

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

// Field is one thing to be typed from an evaluation form, in the order of
// the printed one: a confidence before or after, or the answer to a question.
type Field struct {
	Column   string // what it is called in a file
	Asks     string
	Outcome  string // whose confidence it is; else empty
	After    bool
	Question *session.Question // nil for a confidence
	Options  []string          // of a choice
}

// All are those of the form of the end, or of the one of weeks later.
func All(plan *session.Plan, followUp bool) (fields []Field) {
	outcomes, questions := plan.Outcomes, plan.Evaluation.Questions
	if followUp {
		outcomes, questions = nil, plan.Evaluation.FollowUp.Questions
	}
	for _, o := range outcomes {
		fields = append(fields,
			Field{Column: o.ID + " before", Asks: prose.Plain(o.Text), Outcome: o.ID},
			Field{Column: o.ID + " after", Asks: prose.Plain(o.Text), Outcome: o.ID, After: true})
	}
	for i := range questions {
		q := &questions[i]
		f := Field{Column: q.ID, Asks: prose.Plain(q.Text), Question: q}
		for _, option := range q.Options {
			f.Options = append(f.Options, prose.Plain(option))
		}
		fields = append(fields, f)
	}
	return fields
}

// IsText is whether any text may be typed.
func (f *Field) IsText() bool { return f.Question != nil && f.Question.Kind == session.FreeText }

// IsChoice is whether one of some options is.
func (f *Field) IsChoice() bool { return f.Question != nil && f.Question.Kind == session.Choice }

// Hint is what may be typed, in words.
func (f *Field) Hint() string {
	switch {
	case f.IsText():
		return fmt.Sprintf("any text of at most %d characters", run.MaxCapture)
	case f.IsChoice():
		var options []string
		for i, o := range f.Options {
			options = append(options, fmt.Sprintf("%d %s", i+1, o))
		}
		return strings.Join(options, ", ")
	}
	return fmt.Sprintf("a whole number from 0 to %d", run.MaxScale)
}

// Check is what is wrong with what was typed: a number, of an option too, or a
// text. Nothing is always right: it is no answer.
func (f *Field) Check(typed string) error {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	if f.IsText() {
		if n := utf8.RuneCountInString(session.CleanLine(typed)); n > run.MaxCapture {
			return fmt.Errorf("the answer has %d characters; %d are the most", n, run.MaxCapture)
		}
		return nil
	}
	least, most := 0, run.MaxScale
	if f.IsChoice() {
		least, most = 1, len(f.Options)
	}
	if n, ok := Digits(typed); !ok || n < least || n > most {
		return fmt.Errorf("%.40q is no number from %d to %d", session.CleanLine(typed), least, most)
	}
	return nil
}

// Digits reads a number that is written in digits alone.
func Digits(text string) (n int, ok bool) {
	if strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// FromFile is what would have been typed for a cell of a file, in which an
// option may stand as its text. The error says what to do about it.
func (f *Field) FromFile(cell string) (typed string, err error) {
	cell = strings.TrimSpace(cell)
	if f.IsText() {
		cell = strings.TrimSpace(session.CleanLine(cell))
	}
	if f.IsChoice() {
		if i := slices.IndexFunc(f.Options, func(o string) bool { return SameWords(o, cell) }); i >= 0 {
			return strconv.Itoa(i + 1), nil
		}
	}
	err = f.Check(cell)
	switch {
	case err == nil:
		return cell, nil
	case f.IsText():
		return "", fmt.Errorf("%w; shorten it", err)
	case f.IsChoice():
		shown := session.CleanLine(cell)
		if near := session.Nearest(shown, f.Options); near != "" {
			return "", fmt.Errorf("%.40q is none of the answers; did you mean %q?", shown, near)
		}
		return "", fmt.Errorf("%.40q is none of the answers; they are %s; or leave the cell empty", shown, f.Hint())
	}
	return "", fmt.Errorf("%.40q is not on the scale; write %s, or leave the cell empty", session.CleanLine(cell), f.Hint())
}

// SameWords compares texts without regard to capitals and the blanks between words.
func SameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(session.CleanLine(b)), " "))
}

// FormOf is the form of what was typed into each field, which was checked.
func FormOf(fields []Field, typed []string) (form run.Form) {
	for i := range fields {
		f, text := &fields[i], strings.TrimSpace(typed[i])
		n, _ := Digits(text)
		switch {
		case f.Question == nil:
			if !f.After {
				form.Confidence = append(form.Confidence, run.Confidence{Outcome: f.Outcome, Before: run.Unsaid, After: run.Unsaid})
			}
			c := &form.Confidence[len(form.Confidence)-1] // before comes first
			switch {
			case text == "":
			case f.After:
				c.After = n
			default:
				c.Before = n
			}
		case text == "":
		case f.IsText():
			form.Answers = append(form.Answers, run.FormAnswer{Question: f.Question.ID, Text: text})
		case f.IsChoice():
			form.Answers = append(form.Answers, run.FormAnswer{Question: f.Question.ID, Option: n - 1})
		default:
			form.Answers = append(form.Answers, run.FormAnswer{Question: f.Question.ID, Scale: n})
		}
	}
	return form
}

// TypedOf is what would be typed into each field of a form.
func TypedOf(fields []Field, form *run.Form) []string {
	typed := make([]string, len(fields))
	for i := range fields {
		typed[i] = fields[i].Typed(form)
	}
	return typed
}

// Typed is what would be typed into it for a form.
func (f *Field) Typed(form *run.Form) string {
	if f.Question == nil {
		for _, c := range form.Confidence {
			n := c.Before
			if f.After {
				n = c.After
			}
			if c.Outcome == f.Outcome && n != run.Unsaid {
				return strconv.Itoa(n)
			}
		}
		return ""
	}
	a, ok := form.Answer(f.Question.ID)
	switch {
	case !ok:
		return ""
	case f.IsText():
		return a.Text
	case f.IsChoice():
		return strconv.Itoa(a.Option + 1)
	}
	return strconv.Itoa(a.Scale)
}

// Words is what was typed as people read it: an option by its text.
func (f *Field) Words(typed string) string {
	if n, ok := Digits(strings.TrimSpace(typed)); ok && f.IsChoice() && n >= 1 && n <= len(f.Options) {
		return f.Options[n-1]
	}
	return typed
}
