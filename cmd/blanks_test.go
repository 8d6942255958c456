package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/cmd/plain"
	"facilitate/cmd/room"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// fullOfBlanks has a blank in texts of every kind.
const fullOfBlanks = `id: blanks
title: A walk with $lead
duration: 30m
aim: To ${quiet-place}
background: $lead
audience: $lead
facilitators: [$lead]
blanks:
- {id: lead, ask: your name}
- {id: quiet-place, ask: where the quiet place is}
outcomes: [{id: o, text: See $lead}]
resources: [{id: r, name: Shoes for $lead}]
prepare: [{when: today, do: Ring $lead}]
safety: [Ring $lead]
sources: [{id: s, text: By $lead}]
slides:
- {id: s, title: Slide of $lead, body: "By ${quiet-place}", read: true, sources: [s]}
quizzes: [{id: q, title: Quiz of $lead, statements: [{text: Is it $lead, answer: true, because: "It is ${quiet-place}"}]}]
handouts: [{id: h, title: Sheet of $lead, body: "${quiet-place}: here", contacts: [{name: $lead, phone: $lead, for: $lead, hours: $lead, verified: true}]}]
evaluation: {questions: [{id: e, text: Was $lead there, kind: choice, options: [$lead, Nobody]}]}
activities:
- id: a
  title: Out with $lead
  lead: $lead
  resources: [r]
  outcomes: [o]
  cues: [{left: 9m59s, text: "$lead!"}]
  phases:
  - name: Of $lead
    duration: 10m
    question: Who is $lead?
    notes:
    - say: I'm $lead, over ${quiet-place}.
    - slide: s
    - ask: "$lead: Who is it?"
    - do: Look at $lead
    - listen: {title: Of $lead, items: [$lead]}
    - key_points: [$lead]
    - prompt: Where is $lead?
    - summarise: That was $lead
    - round: One of $lead
    - note: $lead
    - safety: Ring $lead
    - quiz: q
    - handout: h
`

// unfilled is what of a plan's blanks stands in a text as the plan has it; empty
// where nothing does.
var unfilled = regexp.MustCompile(`\$(lead|\{)`)

// TestNoBlankIsUnfilled sees that an open blank is told, and can be seen as one,
// in every way in which a plan is read.
func TestNoBlankIsUnfilled(t *testing.T) {
	t.Parallel()
	state, dir := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "plan.yaml")
	if err := os.WriteFile(file, []byte(fullOfBlanks), 0o600); err != nil {
		t.Fatal(err)
	}
	program := func(args ...string) string {
		out, complaint := clitest.Program(t, Run, 0, state, args...)
		return complaint + out
	}
	papers := func(kind string) func() string {
		return func() string {
			pack := filepath.Join(dir, kind)
			all := program("pack", file, "-o", pack)
			names, err := filepath.Glob(filepath.Join(pack, "*."+kind))
			if err != nil || len(names) < 8 {
				t.Fatal(names, err)
			}
			for _, name := range names {
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				all += string(text)
			}
			return all
		}
	}
	env := &cli.Env{Out: io.Discard, Err: io.Discard, Now: time.Now, Getenv: func(string) string { return state }}
	plan, err := library.LoadPlan(env, file, library.Fill{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		way   string
		shown func() string
		tells []string // of what is open, and where it stands
	}{
		{"show", func() string { return program("show", file) }, []string{"to fill in: your name, where the quiet place is", "with [your name]"}},
		{"show --notes", func() string { return program("show", file, "--notes") }, []string{"to fill in: your name", "I'm [your name], over [where the quiet place is]."}},
		{"show --json", func() string { return program("show", file, "--json") }, []string{"I'm [your name]"}},
		{"papers", papers("html"), []string{"still to be filled in: your name (--set lead=...)", "I&#39;m ____________________ (your name)"}},
		{"papers in Markdown", papers("md"), []string{"still to be filled in: ", "\\_\\_ (your name)"}},
		{"console", func() string { return consoleFrames(plan.Plan) }, []string{"To fill in    your name, where the quiet place is", "I'm [your name]", "[your name]: Who is it?"}},
		{"lines", func() string { return linesOf(t, plan.Plan) }, []string{"Still to be filled in: your name, where the quiet place is.", "I'm [your name]", "[your name]: Who is it?"}},
		{"room's page", func() string { return pagesOf(t, plan.Plan, true) }, []string{"Slide of [your name]", "Who is [your name]?"}},
		{"phone", func() string { return pagesOf(t, plan.Plan, false) }, []string{"I'm [your name]", "[your name]: Who is it?"}},
	} {
		t.Run(c.way, func(t *testing.T) {
			shown := c.shown()
			if m := unfilled.FindString(shown); m != "" {
				t.Errorf("it has %q:\n%s", m, shown)
			}
			for _, told := range c.tells {
				if !strings.Contains(shown, told) {
					t.Errorf("it does not say %q:\n%s", told, shown)
				}
			}
		})
	}
	if !unfilled.MatchString(fullOfBlanks) {
		t.Error("nothing would be found")
	}
}

// morning is when these tests are.
var morning = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// consoleFrames are what the console shows before the start and at each note.
func consoleFrames(plan *session.Plan) string {
	state := run.New(plan, run.Booking{Zone: time.UTC})
	now := morning
	var m tea.Model = tui.New(tui.Options{
		Writer: tui.AtOnce(run.NewWriter(state.Clone(), nil)), State: state, Zone: time.UTC,
		Now: func() time.Time { return now }, Wall: func() time.Time { return now },
	})
	m, _ = m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	all := m.View()
	for _, key := range append([]tea.KeyType{tea.KeyEnter}, slices.Repeat([]tea.KeyType{tea.KeyPgDown}, 40)...) {
		now = now.Add(time.Second)
		m, _ = m.Update(tea.KeyMsg{Type: key})
		all += m.View()
	}
	return ansi.Strip(all)
}

// linesOf are what a session as lines says.
func linesOf(t *testing.T, plan *session.Plan) string {
	state := run.New(plan, run.Booking{Zone: time.UTC})
	in := make(chan string, 50)
	for _, word := range append([]string{"start"}, slices.Repeat([]string{""}, 40)...) {
		in <- word
	}
	close(in)
	var out strings.Builder
	if err := plain.Run(context.Background(), plain.Options{
		CarryOut: run.NewWriter(state.Clone(), nil).CarryOut, State: state, Wall: func() time.Time { return morning }, Zone: time.UTC,
		In: in, Out: &out, Look: func() timer.Look { return timer.Look{Now: morning} },
	}); err != nil && !errors.Is(err, plain.ErrInputEnded) {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), "\n", " ")
}

// pagesOf are what the room's page or the phone gets before the start and at each
// note.
func pagesOf(t *testing.T, plan *session.Plan, isRoom bool) string {
	state, now := run.New(plan, run.Booking{Zone: time.UTC}), morning
	writer := run.NewWriter(state, nil)
	var all []byte
	look := func() {
		var page any = room.PhoneOf(state, now, room.PhoneView{Zone: time.UTC})
		if isRoom {
			page = []room.Scene{
				room.SceneOf(state, now, room.View{Zone: time.UTC}),
				room.SceneOf(state, now, room.View{Zone: time.UTC, Quiz: room.NewQuizScene(plan, &plan.Quizzes[0], 0, true)}),
			}
		}
		text, err := json.Marshal(page)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	look()
	commands := []run.Command{run.Start{}}
	for i := range plan.Activities[0].Phases[0].Notes {
		commands = append(commands, run.Place{Phase: state.Name(0), Note: i})
	}
	for _, c := range commands {
		now = now.Add(time.Second)
		if _, err := writer.CarryOut(run.Order{At: now, Commands: []run.Command{c}}); err != nil {
			t.Fatal(err)
		}
		look()
	}
	return strings.ReplaceAll(html.UnescapeString(string(all)), `\u0026#39;`, "'")
}
