package run_test

import (
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// TestFollowUpForms: a form of weeks later has its own questions, and stays one.
func TestFollowUpForms(t *testing.T) {
	t.Parallel()
	plan := planOf(time.Hour, "a 5m")
	plan.Outcomes = []session.Outcome{{ID: "myths"}}
	plan.Evaluation.Questions = []session.Question{{ID: "useful", Kind: session.Scale}}
	plan.Evaluation.FollowUp.Questions = []session.Question{{ID: "done", Kind: session.Choice, Options: []string{"no", "yes"}}, {ID: "what", Kind: session.FreeText}}
	s := run.New(plan, run.Booking{})
	later := func(answers ...run.FormAnswer) run.Form { return run.Form{FollowUp: true, Answers: answers} }
	for want, f := range map[string]run.Form{
		`the plan asks no question "useful"`:                      later(run.FormAnswer{Question: "useful", Scale: 3}),
		`the plan asks no question "done"`:                        {Answers: []run.FormAnswer{{Question: "done", Option: 1}}},
		`question "done" has 2 options, and this is none of them`: later(run.FormAnswer{Question: "done", Option: 2}),
		`the form of weeks later asks for no confidence`:          {FollowUp: true, Confidence: []run.Confidence{{"myths", 1, 2}}},
	} {
		if got := refusal(s, run.TakeForm{Form: f}, zero); got != want {
			t.Errorf("refused %q, want %q", got, want)
		}
	}
	give(t, s, run.TakeForm{Form: run.Form{Answers: []run.FormAnswer{{Question: "useful", Scale: 3}}}}, zero)
	give(t, s, run.TakeForm{Form: later(run.FormAnswer{Question: "what", Text: "tea"}, run.FormAnswer{Question: "done", Option: 1})}, zero)
	if f := s.Forms()[1]; f.ID != 2 || !f.Form.FollowUp || f.Form.Answers[0].Question != "done" {
		t.Errorf("%+v", f)
	}
	if got := refusal(s, run.CorrectForm{ID: 1, Form: later(run.FormAnswer{Question: "done"})}, zero); got != "form 1 is one of the end of the session" {
		t.Error(got)
	}
	if got := refusal(s, run.CorrectForm{ID: 2, Form: run.Form{Answers: []run.FormAnswer{{Question: "useful"}}}}, zero); got != "form 2 is one of weeks later" {
		t.Error(got)
	}
	give(t, s, run.CorrectForm{ID: 2, Form: later(run.FormAnswer{Question: "done"})}, zero)
}
