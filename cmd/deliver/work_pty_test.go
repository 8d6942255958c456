//go:build linux || darwin

package deliver

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/sessions"
)

// workPlan has all that people do in a session, and little beside it: before most of
// these steps one waits for the guard against a doubled key.
const workPlan = `
title: Work
duration: 30m
outcomes: [{id: myths, text: Tell myths from facts}]
quizzes:
  - id: q
    title: True or false?
    statements: [{text: Babies notice., answer: true, because: They do.}, {text: Babies forget., answer: false}, {text: Babies learn., answer: true}]
evaluation:
  questions:
    - {id: useful, text: "How useful?", kind: scale}
    - {id: pace, text: "How was the pace?", kind: choice, options: [Too slow, About right]}
    - {id: differently, text: "What will you do?", kind: text}
activities:
  - {id: welcome, title: Welcome, duration: 5m, notes: [{say: Hello.}, {do: Give out the sheets.}]}
  - {id: myths, title: Myths, duration: 5m, notes: [{say: "True or false?"}, {quiz: q}]}
  - id: talk
    title: Talk
    phases:
      - {name: Groups, duration: 5m, setting: groups, question: "What helps?", notes: [{ask: "What helps?"}]}
      - {name: Feedback, duration: 5m, notes: [{round: One point each.}]}
      - {name: More, duration: 5m, notes: [{round: One more each.}]}
`

// TestWorkInTerminal is a whole delivery with 18 people in four groups: the quiz with
// hands, every round, a captured line. What its record holds is then read again.
func TestWorkInTerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "work.yaml")
	if err := os.WriteFile(file, []byte(workPlan), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, problems := session.Load(file, []byte(workPlan))
	if plan == nil {
		t.Fatal(problems)
	}
	p := clitest.RunInTerminal(t, 80, 24, clitest.FindProgram(t), "deliver", file, "--people", "18", "--groups", "4", "--state-dir", dir)
	p.UntilShown("18 people in 4 groups: 5, 5, 4, 4")
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	p.Press("c")
	p.UntilShown("KEEP A LINE")
	p.Press("they are the groups of today" + clitest.Enter)
	screen := p.UntilShown("kept: 1 line")
	hands, worked := 0, false
	for range 1000 {
		switch head := heading(screen); {
		case strings.HasPrefix(screen, " THE END"):
			theWork(t, p, dir, plan)
			return
		case strings.Contains(head, "PgDn: the answer"):
			hands++
			p.Press("h")
			p.UntilShown("HANDS")
			p.Press(fmt.Sprintf("%d 9%s", hands, clitest.Enter))
			screen = p.UntilShown(fmt.Sprintf("hands: %d true, 9 false", hands))
			time.Sleep(guard)
		case worked, inWork(screen), strings.HasPrefix(head, "next"), strings.HasPrefix(head, "note 1 of"):
			time.Sleep(guard)
		}
		worked = inWork(screen)
		before := stepOf(screen)
		p.Press(clitest.PageDown)
		screen = p.Until("another step than "+before, func(screen string) bool { return stepOf(screen) != before })
	}
	t.Fatal("the session does not end")
}

// inWork is whether a screen shows a quiz or a round.
func inWork(screen string) bool { return strings.Contains(heading(screen), "PgDn") }

// stepOf tells the steps of a session apart. The times in a quiz and a round
// change by themselves.
func stepOf(screen string) string {
	first, _, _ := strings.Cut(screen, "\n")
	words := first[:min(len(first), 60)] + heading(screen)
	if !inWork(screen) {
		words += strings.Join(body(screen), "\n")
	}
	return words
}

// theWork holds what the record of the delivery has of the work done in it.
func theWork(t *testing.T, p *clitest.Terminal, dir string, plan *session.Plan) {
	t.Helper()
	p.Press("q")
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.Clean()
	store := journal.Store{Dir: dir}
	infos, err := store.List()
	if err != nil || len(infos) != 1 {
		t.Fatal(infos, err)
	}
	replay, err := store.Read(infos[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	state, skipped := replay.Fold(plan)
	if len(skipped) > 0 || len(replay.Damage) > 0 {
		t.Error(skipped, replay.Damage)
	}
	if g := state.Gathering(); g.People != 18 || len(g.Groups) != 4 || g.Groups[0].Size != 5 || g.Groups[3].Size != 4 {
		t.Errorf("%+v", g)
	}
	q := state.Quizzes()[0]
	if !q.Over() || len(q.Answers) != 3 {
		t.Errorf("the quiz is at %d of %d", q.At, len(q.Answers))
	}
	for i, a := range q.Answers {
		if !a.Revealed || !a.Counted || a.True != i+1 || a.False != 9 {
			t.Errorf("statement %d: %+v", i+1, a)
		}
	}
	rounds := 0
	for _, activity := range plan.Activities {
		for _, phase := range activity.Phases {
			for _, n := range phase.Notes {
				if n.Kind == session.Round {
					rounds++
				}
			}
		}
	}
	if len(state.Rounds()) != rounds || rounds != 2 {
		t.Errorf("%d rounds of %d were begun", len(state.Rounds()), rounds)
	}
	for i, r := range state.Rounds() {
		if !r.Over() || len(r.Voices) != 4 || r.Voices[0].Group != i%4 {
			t.Errorf("round %d: %+v", i+1, r)
		}
		for v := range r.Voices {
			if state.Spoke(r, v, infos[0].Last.At) <= 0 {
				t.Errorf("round %d: voice %d did not speak", i+1, v+1)
			}
		}
	}
	if captures := state.Captures(); len(captures) != 1 {
		t.Errorf("%+v", captures)
	}
	theReport(t, dir)
}

// facilitated is what the whole program prints, with runs kept in a folder.
func facilitated(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("facilitate", args...) // this test
	c.Env = append(os.Environ(), "FACILITATE_STATE="+dir)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v", args, err)
	}
	return string(out)
}

// theReport takes in the forms of all 18, and holds the JSON report against
// what was done.
func theReport(t *testing.T, dir string) {
	t.Helper()
	var forms strings.Builder
	forms.WriteString("useful,pace,differently,myths before,myths after\n")
	for i := range 18 {
		fmt.Fprintf(&forms, "%d,About right,person %d,%d,%d\n", i%11, i, i%4, 5+i%3)
	}
	path := filepath.Join(t.TempDir(), "forms.csv")
	if err := os.WriteFile(path, []byte(forms.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	facilitated(t, dir, "evaluate", "--csv", path)
	out := facilitated(t, dir, "report", "--json")
	var r struct {
		People *struct {
			People int
			Groups []any
		}
		Captures []any
		Rounds   []struct {
			Voices []any
			Spoken float64 `json:"spoken_s"`
		}
		Quizzes []struct {
			Statements []struct {
				Revealed bool
				Hands    struct {
					True  int `json:"hands_true"`
					False int `json:"hands_false"`
				}
			}
		}
		Evaluation *struct {
			Forms    int
			Outcomes []struct {
				Outcome       string
				Both          int
				Before, After struct{ Mean float64 }
				Change        struct{ Rose int }
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if r.People == nil || r.People.People != 18 || len(r.People.Groups) != 4 || len(r.Captures) != 1 || len(r.Rounds) != 2 {
		t.Errorf("the report has %+v, %d lines and %d rounds", r.People, len(r.Captures), len(r.Rounds))
	}
	for _, round := range r.Rounds {
		if len(round.Voices) != 4 || round.Spoken <= 0 {
			t.Errorf("a round in the report: %+v", round)
		}
	}
	if len(r.Quizzes) != 1 || len(r.Quizzes[0].Statements) != 3 {
		t.Fatalf("the report has %+v", r.Quizzes)
	}
	for i, s := range r.Quizzes[0].Statements {
		if s.Hands.True != i+1 || s.Hands.False != 9 || !s.Revealed {
			t.Errorf("statement %d in the report: %+v", i+1, s)
		}
	}
	e := r.Evaluation
	if e == nil || e.Forms != 18 {
		t.Fatalf("the report has %+v", e)
	}
	// Of 18 people before: 5×0, 5×1, 4×2, 4×3, 25 in all; after: 6×5, 6×6, 6×7.
	for _, o := range e.Outcomes {
		if o.Outcome == "myths" && (o.Both != 18 || o.Before.Mean != 1.4 || o.After.Mean != 6 || o.Change.Rose != 18) {
			t.Errorf("confidence in the report: %+v", o)
		}
	}
}

// statementLabel is what stands before a statement.
var statementLabel = regexp.MustCompile(`^> \d+ of \d+`)

// quizSeen goes through a quiz and gives what was seen of it in the order in
// which the plan has it. It stays at the last statement.
func quizSeen(p *clitest.Terminal, overview string, q *session.Quiz) []string {
	p.T.Helper()
	lines := body(overview)[:1] // the other lines are about it
	for i := range q.Statements {
		time.Sleep(guard)
		p.Press(clitest.PageDown)
		at := fmt.Sprintf(" · statement %d of %d · ", i+1, len(q.Statements))
		screen := p.Until("statement"+at, func(screen string) bool { return strings.Contains(heading(screen), at) })
		if text := strings.Join(body(screen), "\n"); strings.Contains(text, "↓") || !strings.Contains(text, "not shown yet: "+answerOf(q, i)) {
			p.T.Errorf("the answer is not seen privately:\n%s", screen)
		}
		time.Sleep(guard)
		p.Press(clitest.PageDown)
		screen = p.Until("the answer", func(screen string) bool {
			return strings.Contains(heading(screen), at) && !strings.Contains(heading(screen), "PgDn: the answer")
		})
		if len(q.Statements[i].Sources) > 0 && !strings.Contains(screen, "Source: ") {
			p.T.Errorf("no source is named:\n%s", screen)
		}
		lines = append(lines, fmt.Sprintf("%d.", i+1))
		for _, line := range body(screen) {
			line = statementLabel.ReplaceAllString(line, "")
			if strings.Contains(line, "Source: ") {
				break
			}
			if !strings.Contains(line, "█") {
				lines = append(lines, line)
			}
		}
	}
	time.Sleep(guard)
	return lines
}

func answerOf(q *session.Quiz, i int) string {
	if q.Statements[i].Answer {
		return "TRUE"
	}
	return "FALSE"
}

// TestQuizInTerminal runs one quiz by itself, of which nothing is kept.
func TestQuizInTerminal(t *testing.T) {
	t.Parallel()
	src, _ := sessions.Read(clitest.Shipped)
	plan, _ := session.Load("plan.yaml", src)
	program := clitest.FindProgram(t)
	config := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(config, []byte("keys: {quit: Q}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := clitest.RunInTerminal(t, 80, 24, "env", "FACILITATE_CONFIG="+config, program, "quiz", clitest.Shipped, "--people", "6")
	overview := p.UntilShown("PgDn: the first of 8")
	seen := wordsOf(strings.Join(quizSeen(p, overview, plan.Quiz("myths")), "\n"))
	var want []string
	for i, s := range plan.Quiz("myths").Statements {
		want = append(want, wordsOf(fmt.Sprintf("%d. %s\n%s: %s", i+1, s.Text, answerOf(plan.Quiz("myths"), i), s.Because))...)
	}
	if got := strings.Join(seen, " "); !strings.Contains(got, strings.Join(want, " ")) {
		t.Errorf("seen was\n%s\nnot\n%s", got, strings.Join(want, " "))
	}
	p.Press("Q") // a key of one's own, and it asks nothing: there is nothing to lose
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.Clean()
	if runs, err := (journal.Store{Dir: p.Cmd.Dir + "/facilitate"}).List(); err != nil || len(runs) > 0 {
		t.Errorf("kept: %v, %v", runs, err)
	}
}
