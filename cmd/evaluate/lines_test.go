package evaluate

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/lines"
	"facilitate/session/field"
	"facilitate/session/run"
)

// typedInLines takes forms of the shipped plan in, line by line.
func typedInLines(t *testing.T, script ...string) (said, trouble string, forms []run.TakenForm, err error) {
	t.Helper()
	src, err := os.ReadFile("../../sessions/" + clitest.Shipped + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	store, id := storedRun(t, string(src), 2)
	var out, errs strings.Builder
	env := &cli.Env{Err: &errs, Out: &out, Getenv: func(string) string { return "" }}
	taking, err := openTaking(env, store, id, false)
	if err != nil {
		t.Fatal(err)
	}
	in := lines.Of(strings.NewReader(strings.Join(script, "\n") + "\n"))
	err = evaluateOptions{}.inLines(env, taking, lines.Ends{In: in, Out: &out, Restore: func() {}})
	forms = slices.Clone(taking.state.Forms())
	if closed := taking.close(env); closed != nil {
		t.Fatal(closed)
	}
	return out.String(), errs.String(), forms, err
}

// TestFollowUpNumber: a form of weeks later is numbered behind those of the end, in
// lines as on the screen.
func TestFollowUpNumber(t *testing.T) {
	t.Parallel()
	const plan = `
title: Walk
duration: 10m
outcomes: [{id: o, text: Walk}]
evaluation: {follow_up: {when: in a month, questions: [{id: q, text: Still walking, kind: text}]}}
activities: [{id: a, title: A, duration: 10m}]
`
	store, id := storedRun(t, plan, 1)
	taking, err := openTaking(&cli.Env{}, store, id, false)
	if err != nil {
		t.Fatal(err)
	}
	defer taking.close(&cli.Env{})
	if err := taking.do(run.TakeForm{Form: taking.formOf([]string{"3", "7"})}); err != nil {
		t.Fatal(err)
	}
	taking.followUp = true
	taking.fields = field.All(taking.state.Plan(), true)
	var out strings.Builder
	(&formTeller{formScreen: newFormScreen(taking), out: &out}).field()
	if !strings.Contains(out.String(), "Form 2, a new one: write this number on its sheet.") {
		t.Errorf("it says %q", out.String())
	}
}

// TestFormsInLines types two forms, corrects one, strikes one and takes that back.
func TestFormsInLines(t *testing.T) {
	t.Parallel()
	said, trouble, forms, err := typedInLines(t,
		"3", "7", "back", "8", "keep", // the second field anew
		"11", "5", "nonsense", "undoo", "keep",
		"correct 1", "9", "keep", "strike 2", "strike 2", "undo", "correct 9", "forms", "help", "quit")
	if err != nil || trouble != "" {
		t.Errorf("%v, %q", err, trouble)
	}
	if len(forms) != 2 || forms[0].Form.Confidence[0].Before != 9 || forms[0].Form.Confidence[0].After != 8 || forms[1].Form.Confidence[0].Before != 5 || !forms[1].Struck {
		t.Errorf("kept are %+v", forms)
	}
	for _, text := range []string{
		"Form 1, a new one: write this number on its sheet. 1 of ", "Form 1 is kept.", "Form 2 is kept.", "Form 1 is corrected.", "It is 3 so far.",
		"\"11\" is no number from 0 to 10.", "\"nonsense\" is no number and no word", "did you mean undo?", "Form 2 is struck", "Form 2 is no longer struck.",
		"There is no form 9", "Form 2, 1 of ", "Quit or q: leave",
	} {
		if !strings.Contains(said, text) {
			t.Errorf("%q is not said:\n%s", text, said)
		}
	}
	if long := regexp.MustCompile(`.{201}|\x1b`).FindString(said); long != "" {
		t.Errorf("a line is %q", long)
	}
}

// TestHalfAFormInLines ends the input, and leaves, in the middle of a form.
func TestHalfAFormInLines(t *testing.T) {
	t.Parallel()
	if _, trouble, forms, err := typedInLines(t, "3"); err == nil || len(forms) > 0 || !strings.HasPrefix(trouble, "form 1 was half typed and is lost") {
		t.Errorf("%v, %q, %+v", err, trouble, forms)
	}
	said, _, _, err := typedInLines(t, "3", "quit", "quit")
	if err != nil || strings.Count(said, "Form 1 is not kept yet: keep keeps it") != 1 {
		t.Errorf("%v:\n%s", err, said)
	}
}

// TestEveryFormWord holds that each command of the core about forms has its word.
func TestEveryFormWord(t *testing.T) {
	t.Parallel()
	for _, word := range []run.Word{run.CmdForm, run.CmdFormEdit, run.CmdFormStrike, run.CmdUndo} {
		if w, err := findFormWord(string(word)); err != nil || w.do == nil {
			t.Errorf("%s: %v", word, err)
		}
	}
}
