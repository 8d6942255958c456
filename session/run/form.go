package run

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"facilitate/session"
)

// MaxForms is how many evaluation forms a run can hold.
const MaxForms = 10 * MaxPeople

// MaxScale is the upper end of every scale on a form; the lower is 0.
const MaxScale = 10

// Form is one person's evaluation form as filled in on paper, without what is empty.
type Form struct {
	FollowUp   bool         `json:"follow_up,omitempty"` // it is one of weeks later, with questions of its own
	Answers    []FormAnswer `json:"answers,omitempty"`
	Confidence []Confidence `json:"confidence,omitempty"`
}

// FormAnswer is the answer to a question: Scale, Option or Text, as its kind wants.
type FormAnswer struct {
	Question string `json:"question"`
	Scale    int    `json:"scale,omitempty"`  // 0 to MaxScale
	Option   int    `json:"option,omitempty"` // index in the question's options
	Text     string `json:"text,omitempty"`
}

// Confidence is how sure somebody is of a learning outcome, before and after
// the session, each 0 to MaxScale, or Unsaid.
type Confidence struct {
	Outcome string `json:"outcome"`
	Before  int    `json:"before"`
	After   int    `json:"after"`
}

// Unsaid stands where a form leaves a confidence empty.
const Unsaid = -1

// Answer finds the answer to a question.
func (f *Form) Answer(question string) (FormAnswer, bool) {
	i := slices.IndexFunc(f.Answers, func(a FormAnswer) bool { return a.Question == question })
	if i < 0 {
		return FormAnswer{}, false
	}
	return f.Answers[i], true
}

// TakenForm is a form as it was typed in.
type TakenForm struct {
	ID     int // from 1, in the order they were taken
	Form   Form
	At     time.Time
	Struck bool
	Lost   bool // its record is: it is empty, and At is when the next one was taken
}

// Forms are all forms typed in, those struck among them, oldest first.
func (s *State) Forms() []TakenForm { return s.forms }

type (
	// FormTaken is an evaluation form that was typed in.
	FormTaken struct {
		ID   int       `json:"id"`
		At   time.Time `json:"at"`
		Form Form      `json:"form"`
	}
	// FormCorrected puts another form in its place.
	FormCorrected struct {
		ID   int  `json:"id"`
		Form Form `json:"form"`
	}
	// FormStruck strikes a form out, or takes that back.
	FormStruck struct {
		ID     int  `json:"id"`
		Struck bool `json:"struck"`
	}
)

func (TakeForm) Word() Word      { return CmdForm }
func (CorrectForm) Word() Word   { return CmdFormEdit }
func (StrikeForm) Word() Word    { return CmdFormStrike }
func (FormTaken) word() Word     { return CmdForm }
func (FormCorrected) word() Word { return CmdFormEdit }
func (FormStruck) word() Word    { return CmdFormStrike }

// TakeForm types an evaluation form in.
type TakeForm struct{ Form Form }

func (c TakeForm) decide(s *State, now time.Time) (Event, error) {
	form, err := s.cleanForm(c.Form)
	switch {
	case err != nil:
		return nil, err
	case len(s.forms) >= MaxForms:
		return nil, refuse("%d forms are the most", MaxForms)
	}
	return FormTaken{len(s.forms) + 1, now, form}, nil
}

// CorrectForm puts another form in the place of one typed in.
type CorrectForm struct {
	ID   int
	Form Form
}

func (c CorrectForm) decide(s *State, _ time.Time) (Event, error) {
	if err := s.checkFormID(c.ID); err != nil {
		return nil, err
	}
	form, err := s.cleanForm(c.Form)
	switch was := &s.forms[c.ID-1]; {
	case err != nil:
		return nil, err
	case form.FollowUp != was.Form.FollowUp && !was.Lost:
		return nil, refuse("form %d is one of %s", c.ID, was.Form.kind())
	case sameForm(form, s.forms[c.ID-1].Form):
		return nil, refuse("form %d reads like this already", c.ID)
	}
	return FormCorrected{c.ID, form}, nil
}

// StrikeForm strikes a form out, or takes that back.
type StrikeForm struct{ ID int }

func (c StrikeForm) decide(s *State, _ time.Time) (Event, error) {
	if err := s.checkFormID(c.ID); err != nil {
		return nil, err
	}
	return FormStruck{c.ID, !s.forms[c.ID-1].Struck}, nil
}

// kind says when a form was filled in.
func (f *Form) kind() string {
	if f.FollowUp {
		return "weeks later"
	}
	return "the end of the session"
}

func sameForm(a, b Form) bool {
	return a.FollowUp == b.FollowUp && slices.Equal(a.Answers, b.Answers) && slices.Equal(a.Confidence, b.Confidence)
}

// cleanForm is a form with its texts cleaned and in the plan's order.
func (s *State) cleanForm(f Form) (clean Form, err error) {
	clean.FollowUp = f.FollowUp
	for _, a := range f.Answers {
		if a = cleanAnswer(s.question(f, a.Question), a); a.Question != "" {
			clean.Answers = append(clean.Answers, a)
		}
	}
	for _, c := range f.Confidence {
		if c.Before != Unsaid || c.After != Unsaid {
			clean.Confidence = append(clean.Confidence, c)
		}
	}
	slices.SortStableFunc(clean.Answers, func(a, b FormAnswer) int {
		return s.questionIndex(f, a.Question) - s.questionIndex(f, b.Question)
	})
	slices.SortStableFunc(clean.Confidence, func(a, b Confidence) int {
		return s.outcomeIndex(a.Outcome) - s.outcomeIndex(b.Outcome)
	})
	return clean, s.checkForm(clean)
}

// cleanAnswer is an answer with what its question asks for; empty where that is nothing.
func cleanAnswer(q *session.Question, a FormAnswer) FormAnswer {
	if q == nil {
		return a
	}
	switch q.Kind {
	case session.Scale:
		return FormAnswer{Question: a.Question, Scale: a.Scale}
	case session.Choice:
		return FormAnswer{Question: a.Question, Option: a.Option}
	}
	text := strings.TrimSpace(session.CleanLine(a.Text))
	if text == "" {
		return FormAnswer{}
	}
	return FormAnswer{Question: a.Question, Text: text}
}

func (s *State) questions(f Form) []session.Question {
	if f.FollowUp {
		return s.plan.Evaluation.FollowUp.Questions
	}
	return s.plan.Evaluation.Questions
}

func (s *State) questionIndex(f Form, id string) int {
	return slices.IndexFunc(s.questions(f), func(q session.Question) bool { return q.ID == id })
}

func (s *State) question(f Form, id string) *session.Question {
	if i := s.questionIndex(f, id); i >= 0 {
		return &s.questions(f)[i]
	}
	return nil
}

func (s *State) outcomeIndex(id string) int {
	return slices.IndexFunc(s.plan.Outcomes, func(o session.Outcome) bool { return o.ID == id })
}

func (s *State) checkForm(f Form) error {
	if len(f.Answers)+len(f.Confidence) == 0 {
		return refuse("the form is empty")
	}
	asked := map[string]bool{}
	for _, a := range f.Answers {
		q := s.question(f, a.Question)
		switch {
		case q == nil:
			return refuse("the plan asks no question %.40q", a.Question)
		case asked[a.Question]:
			return refuse("question %q is answered twice", a.Question)
		case q.Kind == session.Scale && (a.Scale < 0 || a.Scale > MaxScale):
			return refuse("%d is not on the scale from 0 to %d of question %q", a.Scale, MaxScale, a.Question)
		case q.Kind == session.Choice && (a.Option < 0 || a.Option >= len(q.Options)):
			return refuse("question %q has %d options, and this is none of them", a.Question, len(q.Options))
		case q.Kind == session.FreeText && utf8.RuneCountInString(a.Text) > MaxCapture:
			return refuse("the answer to question %q is longer than %d characters", a.Question, MaxCapture)
		}
		asked[a.Question] = true
	}
	for _, c := range f.Confidence {
		switch {
		case f.FollowUp:
			return refuse("the form of %s asks for no confidence", f.kind())
		case s.outcomeIndex(c.Outcome) < 0:
			return refuse("the plan has no outcome %.40q", c.Outcome)
		case asked["outcome "+c.Outcome]:
			return refuse("the confidence in %q is there twice", c.Outcome)
		case min(c.Before, c.After) < Unsaid || max(c.Before, c.After) > MaxScale:
			return refuse("a confidence in %q is not on the scale from 0 to %d", c.Outcome, MaxScale)
		}
		asked["outcome "+c.Outcome] = true
	}
	return nil
}

func (e FormTaken) check(s *State) error {
	if e.ID != len(s.forms)+1 || e.ID > MaxForms {
		return errors.New("there is no such form")
	}
	return cmp.Or(s.checkClean(e.Form), CheckInstant(e.At))
}

func (e FormCorrected) check(s *State) error {
	return cmp.Or(s.checkFormID(e.ID), s.checkClean(e.Form))
}

func (e FormStruck) check(s *State) error { return s.checkFormID(e.ID) }

func (s *State) checkFormID(id int) error {
	if id < 1 || id > len(s.forms) {
		return refuse("there is no form %d: there are %d", id, len(s.forms))
	}
	return nil
}

// checkClean is why a form from outside cannot be taken in.
func (s *State) checkClean(f Form) error {
	clean, err := s.cleanForm(f)
	if err == nil && !sameForm(clean, f) {
		err = errors.New("its texts are not clean")
	}
	return err
}

func (e FormTaken) apply(s *State) {
	s.forms = append(s.forms, TakenForm{ID: e.ID, Form: e.Form, At: e.At})
}

func (e FormCorrected) apply(s *State) { s.forms[e.ID-1].Form, s.forms[e.ID-1].Lost = e.Form, false }

func (e FormStruck) apply(s *State) { s.forms[e.ID-1].Struck = e.Struck }

func (e FormTaken) needs() numbered     { return numbered{isForm: true, number: e.ID - 1} }
func (e FormCorrected) needs() numbered { return numbered{isForm: true, number: e.ID} }
func (e FormStruck) needs() numbered    { return numbered{isForm: true, number: e.ID} }
