package plain

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"facilitate/cmd/clitest"
	ends "facilitate/cmd/lines"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
	"facilitate/timer"
)

const walk = `
title: Walk
duration: 12m
activities:
  - {id: out, title: Out, duration: 5m, notes: [{say: Hello.}, {ask: "Ready?"}]}
  - {id: home, title: Home, duration: 5m}
`

// deliver goes through a session of the walk in virtual time: each line is
// typed after its pause. It is what was said, and how it ended.
func deliver(t *testing.T, every time.Duration, script ...any) (said string, s *run.State, err error) {
	t.Helper()
	return deliverTo(t, walk, nil, every, script...)
}

// deliverTo is deliver of another plan, with a room's screen.
func deliverTo(t *testing.T, source string, screen Screen, every time.Duration, script ...any) (said string, s *run.State, err error) {
	t.Helper()
	return deliverBy(t, source, screen, nil, every, script...)
}

// deliverBy is deliverTo with what earlier runs taught.
func deliverBy(t *testing.T, source string, screen Screen, odds func() *forecast.Forecaster, every time.Duration, script ...any) (said string, s *run.State, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		plan, problems := session.Load("walk.yaml", []byte(source))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		s = run.New(plan, run.Booking{Zone: time.UTC})
		writer := run.NewWriter(s.Clone(), nil)
		in, typed := io.Pipe()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for _, each := range script {
				switch each := each.(type) {
				case time.Duration:
					time.Sleep(each)
				case string:
					_, _ = io.WriteString(typed, each+"\n")
				}
			}
			time.Sleep(time.Second)
			_ = typed.Close()
		}()
		var out strings.Builder
		err = Run(context.Background(), Options{
			CarryOut: writer.CarryOut, State: s, Wall: time.Now, Zone: time.UTC, Every: every, In: ends.Of(in), Out: &out, Screen: screen, LearnOdds: odds, Keys: tui.KeysByName(nil),
			Look: func() timer.Look { return timer.Look{Now: time.Now()} },
		})
		<-ended
		synctest.Wait()
		said = out.String()
	})
	return said, s, err
}

func TestSpeaksUnasked(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	for _, c := range []struct {
		every time.Duration
		has   []string
		not   []string
	}{
		{0, []string{"2 minutes left: tell the room.", "1 minute left: tell the room.", "Time is up.", "Late: "}, []string{"59 left of"}},
		{m, []string{"2 minutes left: tell the room.", "3 minutes 59 left of 5 minutes"}, nil},
		{Never, nil, []string{"left: tell the room", "Time is up", "Late: "}},
	} {
		said, s, err := deliver(t, c.every, "start", 8*m, "time")
		if !errors.Is(err, ErrInputEnded) || s.Stage() != run.Running {
			t.Errorf("it ended with %v, %v", err, s.Stage())
		}
		if !strings.Contains(said, "3 minutes over time; ") {
			t.Errorf("time is not told:\n%s", said)
		}
		for _, text := range c.has {
			if strings.Count(said, text) != 1 {
				t.Errorf("every %v: %q is not said once:\n%s", c.every, text, said)
			}
		}
		for _, text := range c.not {
			if strings.Contains(said, text) {
				t.Errorf("every %v: %q is said:\n%s", c.every, text, said)
			}
		}
	}
}

func TestEnterGoesThroughAll(t *testing.T) {
	t.Parallel()
	said, s, err := deliver(t, 0, "", "", "", "", "", "", "quit")
	if err != nil || s.Stage() != run.Finished {
		t.Errorf("it ended with %v, %v:\n%s", err, s.Stage(), said)
	}
	for _, text := range []string{"Say: Hello.\nAsk: Ready?\nNext: Home. 5 minutes. Enter goes there.\nHome. 5 minutes.\n", "Next: the end."} {
		if !strings.Contains(said, text) {
			t.Errorf("it lacks %q:\n%s", text, said)
		}
	}
}

// TestEveryWord holds that each command of the core and each key of the console,
// as the README lists them, has its word here.
func TestEveryWord(t *testing.T) {
	t.Parallel()
	usual := tui.KeysByName(nil)
	l := &lines{Options: Options{Keys: usual}}
	known := func(word string) bool { _, err := l.find(word); return err == nil }
	for _, d := range l.deeds() {
		if d.does == "" {
			t.Errorf("nothing is said of %s", d.word)
		}
		for _, name := range d.keys {
			if name != "" && len(usual[name]) == 0 {
				t.Errorf("%s: the console has no key called %s", d.word, name)
			}
		}
	}
	sources, err := filepath.Glob("../../session/run/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range sources {
		for line := range strings.Lines(clitest.ReadText(t, name)) {
			if _, word, is := strings.Cut(line, ` Word = "`); is {
				found++
				if word = strings.TrimSuffix(word, "\"\n"); !known(word) {
					t.Errorf("there is no word for %s", word)
				}
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d commands were found", found)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "| Page Down, Space, Enter |")
	table, _, _ = strings.Cut("| Page Down, Space, Enter |"+table, "\n\n")
	for row := range strings.SplitSeq(table, "\n") {
		for _, key := range strings.FieldsFunc(strings.Split(row+"||", "|")[1], func(r rune) bool { return r == ',' }) {
			for _, one := range keysOf(key) {
				digit := one >= "1" && one <= "9" && len(one) == 1
				if !known(one) && !digit && one != "mouse wheel" {
					t.Errorf("the key %q has no word", one)
				}
			}
		}
	}
}

// keysOf are the keys of a part of a cell: several in code, or one by its name.
func keysOf(text string) []string {
	if strings.ContainsAny(text, "`↑") {
		return strings.Fields(strings.NewReplacer("`", " ", " to ", " ").Replace(text))
	}
	return []string{strings.TrimSpace(text)}
}

// TestHeard: what is heard has no signs in it and nothing cut short, and says of a
// pause that it goes on.
func TestHeard(t *testing.T) {
	t.Parallel()
	const talk = `
title: Talk
duration: 20m
slides: [{id: s, title: Look, body: "- **Serve** and *return*\n- ` + "`play`" + `\n\nMore:\n\n1. one\n2. two"}]
activities:
  - {id: a, title: "Why?", cues: [{after: 90s}], phases: [{name: First, duration: 2m, notes: [{slide: s}]}, {name: Second, duration: 5m}]}
  - {id: b, title: B, duration: 5m}
`
	said, _, _ := deliverTo(t, talk, nil, 0, "start", 4*time.Minute, "p", "next", time.Minute, "time", "allot b 7m")
	for _, text := range []string{
		"Slide: Look\nServe and return\nplay\nMore:\n1. one\n2. two\n", "1 minute 30 in.\n", "1 minute over time.\n", "Why? Second. 5 minutes.\n",
		"Paused. pause question, break or incident says why; resume goes on.\n", "Still paused: resume goes on.\n", "Paused, 1 minute so far; 5 minutes left", "B has 7 minutes.\n",
	} {
		if !strings.Contains(said, text) {
			t.Errorf("it lacks %q:\n%s", text, said)
		}
	}
}

// TestSurer has recover aim at 8 in 10, by whole minutes, and take it back.
func TestSurer(t *testing.T) {
	t.Parallel()
	const talk = `
title: Talk
duration: 40m
activities:
  - {id: a, title: A, duration: 10m}
  - {id: b, title: B, duration: 10m}
  - {id: c, title: C, duration: 10m}
  - {id: d, title: D, duration: 10m}
`
	deliver := func(runs int, script ...any) (string, *run.State) {
		said, s, _ := deliverBy(t, talk, nil, func() *forecast.Forecaster { return learntFrom(t, talk, runs) }, 0, script...)
		return said, s
	}
	if said, _ := deliver(1, "start", time.Minute, "recover", "recover 8"); strings.Contains(said, "aim at") || !strings.Contains(said, "fewer than two runs") {
		t.Errorf("from one run:\n%s", said)
	}
	aim := regexp.MustCompile(`Recover 8: aim at 8 in 10; now [1-6] in 10, then [89] in 10; [B-D] from 10 minutes to [5-9] minutes`)
	for _, first := range []time.Duration{9 * time.Minute, 12 * time.Minute} { // on time, and late
		said, s := deliver(2, "start", first, "next", time.Second, "recover", time.Second, "recover 8", time.Second, "time")
		if !aim.MatchString(said) || !strings.Contains(said, "Recovered: shortened.") || !regexp.MustCompile(`[89] in 10 end in time`).MatchString(said) {
			t.Errorf("after %v:\n%s", first, said)
		}
		cut := 0
		for _, p := range s.Phases() {
			if p.Budget%time.Minute != 0 {
				t.Errorf("a phase has %v", p.Budget)
			}
			if p.Budget < p.Plan.Duration {
				cut++
			}
		}
		if cut == 0 {
			t.Error("nothing was cut")
		}
	}
	if _, s := deliver(2, "start", 12*time.Minute, "next", time.Second, "recover 8", time.Second, "undo"); s.Phases()[3].Budget != 10*time.Minute || s.Phases()[2].Budget != 10*time.Minute {
		t.Error("it was not taken back")
	}
}

// learntFrom is what so many runs of a plan teach in which each phase took its time.
func learntFrom(t *testing.T, source string, runs int) *forecast.Forecaster {
	t.Helper()
	plan, problems := session.Load("p.yaml", []byte(source))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var past []forecast.Past
	for range runs {
		now := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
		s := run.New(plan, run.Booking{Start: now})
		for c := run.Command(run.Start{}); s.Stage() != run.Finished; c = (run.Next{}) {
			e, err := run.Decide(s, c, now)
			if err != nil {
				t.Fatal(err)
			}
			s.Apply(e)
			now = now.Add(10 * time.Minute)
		}
		past = append(past, forecast.Past{State: s, Live: true})
	}
	return forecast.Learn(plan, past)
}
