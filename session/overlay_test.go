package session

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// beneath are plans for overlays to extend.
func beneath(t testing.TB) func(string) (File, error) {
	whole, err := os.ReadFile("testdata/beneath.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var find func(string) (File, error)
	find = func(name string) (File, error) {
		src := map[string]string{
			"full":   string(whole),
			"self":   "extends: self\n",
			"ring":   "extends: over\n",
			"over":   "extends: ring\n",
			"broken": "title: T\nduration: 5\n",
			"deep":   "extends: deep2\n",
			"twins":  "title: T\nduration: 30m\nactivities:\n- id: a\n  title: A\n  phases:\n  - {name: Talk, duration: 5m}\n  - {name: Talk, duration: 5m}\n",
			"middle": "extends: full\ntitle: Middle\nactivities:\n- {id: tea, title: Tea, kind: break, duration: 10m, after: what}\n",
		}[name]
		file := name + ".yaml"
		if name == "over" {
			file = "o.yaml"
		}
		if n := 0; strings.HasPrefix(name, "deep") {
			fmt.Sscanf(name, "deep%d", &n)
			src = fmt.Sprintf("extends: deep%d\n", n+1)
		}
		if src == "" {
			return File{}, errors.New(`there is no plan "` + name + `"; did you mean full?`)
		}
		return File{Name: file, Src: []byte(src), Base: find}, nil
	}
	return find
}

func overlaid(t testing.TB, src string) (*Plan, []byte, Problems) {
	t.Helper()
	return LoadWhole(File{Name: "o.yaml", Src: []byte(src), Base: beneath(t)})
}

func TestBadOverlays(t *testing.T) {
	data, err := os.ReadFile("testdata/bad_overlays.txt")
	if err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	for _, section := range strings.Split(string(data), "=== ")[1:] {
		title, rest, _ := strings.Cut(section, "\n")
		src, want, _ := strings.Cut(rest, "=>\n")
		t.Run(title, func(t *testing.T) {
			plan, _, problems := overlaid(t, src)
			got := problems.Error()
			fmt.Fprintf(&file, "=== %s\n%s=>\n%s\n\n", title, src, got)
			if plan != nil || len(problems) == 0 {
				t.Error("loaded")
			}
			if want = strings.TrimRight(want, "\n"); got != want && !*update {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			for _, p := range problems {
				if p.Todo == "" || p.At.Line == 0 || p.At.Column == 0 {
					t.Errorf("incomplete: %+v", p)
				}
			}
		})
	}
	if *update {
		if err := os.WriteFile("testdata/bad_overlays.txt", []byte(file.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// order is the plan's activities and their phases, each with its duration.
func order(p *Plan) string {
	var all []string
	for _, a := range p.Activities {
		text := a.ID
		for _, ph := range a.Phases {
			if !a.Single {
				text += " " + strings.ReplaceAll(ph.Name, " ", "_")
			}
			text += fmt.Sprintf(" %d", ph.Duration/time.Second)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func TestOverlays(t *testing.T) {
	const base = "welcome 600, what Group_discussion 300 Feedback 3690 What_is_it? 45, rest 600, again 300"
	for _, c := range []struct{ name, src, want string }{
		{"nothing", "", base},
		{"left out", "activities: [{id: what, drop: true}, {id: rest, drop: true}]", "welcome 600, again 300"},
		{
			"a duration of each kind", "activities: [{id: welcome, duration: 5m}, {id: what, phases: [{id: discussion, duration: 9m}, {name: Feedback, duration: 1m}]}]",
			"welcome 300, what Group_discussion 540 Feedback 60 What_is_it? 45, rest 600, again 300",
		},
		{
			"a phase with an id by its name", "activities: [{id: what, phases: [{name: Group discussion, duration: 9m}]}]",
			"welcome 600, what Group_discussion 540 Feedback 3690 What_is_it? 45, rest 600, again 300",
		},
		{"added at the end", "activities: [{id: tea, title: Tea, duration: 1m}]", base + ", tea 60"},
		{
			"added in their order", "activities: [{id: a, title: A, duration: 1m, after: welcome}, {id: b, title: B, duration: 2m, after: welcome}, {id: c, title: C, duration: 3m, before: what}]",
			"welcome 600, a 60, b 120, c 180, what Group_discussion 300 Feedback 3690 What_is_it? 45, rest 600, again 300",
		},
		{"beside one that is added later", "activities: [{id: a, title: A, duration: 1m, before: b}, {id: b, title: B, duration: 2m, before: welcome}]", "a 60, b 120, " + base},
		{
			"moved", "activities: [{id: rest, before: what}, {id: welcome, after: again}]",
			"rest 600, what Group_discussion 300 Feedback 3690 What_is_it? 45, again 300, welcome 600",
		},
		{
			"moved with what goes beside it", "activities: [{id: rest, before: welcome}, {id: tea, title: Tea, duration: 1m, after: rest}]",
			"rest 600, tea 60, welcome 600, what Group_discussion 300 Feedback 3690 What_is_it? 45, again 300",
		},
		{"kept", "activities: [{id: welcome, drop: false}]", base},
		{
			"phases instead of a duration", "activities: [{id: welcome, phases: [{name: One, duration: 1m}, {name: Two, duration: 2m}]}]",
			"welcome One 60 Two 120, what Group_discussion 300 Feedback 3690 What_is_it? 45, rest 600, again 300",
		},
		{
			"phases moved, added and left out", "activities: [{id: what, phases: [{id: discussion, after: Feedback}, {name: New, duration: 1m, before: discussion}, {name: Feedback, duration: 2m}]}]",
			"welcome 600, what Feedback 120 New 60 Group_discussion 300 What_is_it? 45, rest 600, again 300",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, whole, problems := overlaid(t, "extends: full\n"+c.src+"\n")
			if plan == nil {
				t.Fatal(problems)
			}
			if got := order(plan); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			again, problems := Load("plan.yaml", whole)
			if again == nil {
				t.Fatalf("the whole: %v", problems)
			}
			if got := order(again); got != c.want {
				t.Errorf("the whole is %s", got)
			}
			if c.src == "" && len(plan.Overlay().Changes) != 0 {
				t.Errorf("changes %v", plan.Overlay().Changes)
			}
		})
	}
}

// What an overlay gives takes the place of what was there, and nothing else does.
func TestOverlayFields(t *testing.T) {
	const src = `extends: full
id: ours
title: Ours
start: null
cues: [7m]
outcomes:
- {id: describe, text: Say what it is}
sources:
- {id: ours-2026, text: What we counted}
slides:
- {id: overview, sources: [ours-2026]}
activities:
- id: welcome
  resources: [bell]
  notes:
  - {id: hello, ask: "Who is here?"}
  - {do: Open a window, before: hello}
quizzes:
- id: myths
  statements:
  - {id: learned, answer: false}
  - {text: It is new, answer: true, before: learned}
handouts:
- id: contacts
  contacts:
  - {id: friend, name: A good friend}
  - {name: Helpline, phone: 0800 222, hours: null}
  - {name: Ours, phone: 0800 333}
evaluation:
  questions:
  - {id: pace, drop: true}
`
	plan, _, problems := overlaid(t, src)
	if plan == nil {
		t.Fatal(problems)
	}
	beneath, _ := beneath(t)("full")
	base, _ := Load("full.yaml", beneath.Src)
	welcome := &plan.Activities[0]
	contacts := plan.Handouts[0].Contacts
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"id", plan.ID, "ours"},
		{"title", plan.Title, "Ours"},
		{"aim", plan.Aim, base.Aim},
		{"start", plan.Start == nil, true},
		{"cues", fmt.Sprint(plan.Cues), fmt.Sprint([]Cue{{Left: 7 * time.Minute}})},
		{"outcomes", len(plan.Outcomes), len(base.Outcomes)},
		{"an outcome", plan.Outcomes[0].Text, "Say what it is"},
		{"a slide's sources", fmt.Sprint(plan.Slides[0].Sources), "[ours-2026]"},
		{"a slide's body", plan.Slides[0].Body, base.Slides[0].Body},
		{"resources", fmt.Sprint(welcome.Resources), "[bell]"},
		{"notes", len(welcome.Phases[0].Notes), len(base.Activities[0].Phases[0].Notes) + 1},
		{"a note before another", welcome.Phases[0].Notes[1].Text, "Open a window"},
		{"a note of another kind", welcome.Phases[0].Notes[2].Kind, Ask},
		{"its text", welcome.Phases[0].Notes[2].Text, "Who is here?"},
		{"statements", len(plan.Quizzes[0].Statements), 3},
		{"a statement before another", plan.Quizzes[0].Statements[1].Text, "It is new"},
		{"an answer", plan.Quizzes[0].Statements[2].Answer, false},
		{"contacts", len(contacts), 3},
		{"a phone", contacts[0].Phone, "0800 222"},
		{"hours taken out", contacts[0].Hours, ""},
		{"another name", contacts[1].Name, "A good friend"},
		{"a contact more", contacts[2].Name, "Ours"},
		{"questions", len(plan.Evaluation.Questions), len(base.Evaluation.Questions) - 1},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
}

func TestOverlayOfAnOverlay(t *testing.T) {
	plan, _, problems := overlaid(t, "extends: middle\nactivities:\n- {id: tea, duration: 15m}\n")
	if plan == nil {
		t.Fatal(problems)
	}
	if plan.Title != "Middle" || !strings.Contains(order(plan), "tea 900") {
		t.Errorf("%s: %s", plan.Title, order(plan))
	}
	if at := plan.Activities[0].At; at.File != "full.yaml" {
		t.Errorf("welcome stands in %q", at.File)
	}
}

// What is doubtful is told where somebody can mend it: in the overlay, if that
// brought it about.
func TestCheckOfAnOverlay(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"nothing new", "", ""},
		{"used only in what is left out", "activities:\n- id: welcome\n- id: what\n  drop: true\n", `o.yaml:5:3: warning: no activity serves the outcome "describe"
o.yaml:5:3: warning: no activity serves the outcome "practise"
o.yaml:5:3: warning: the handout "contacts" is never given out
o.yaml:5:3: warning: the quiz "myths" is never taken
o.yaml:5:3: warning: the slide "picture" is never shown`},
		{
			"too much to say", "activities:\n- id: welcome\n  notes:\n  - say: " + strings.Repeat("word ", 2000) + "\n",
			`o.yaml:5:3: warning: to speak the notes of "Welcome" takes about 16m46s, and the phase has 10m`,
		},
		{"too long", "duration: 30m\n", `o.yaml:2:11: warning: the activities take 1h27m15s, 57m15s more than the 30m booked`},
		{
			"too long without a word of the duration", "start: null\nactivities:\n- {id: what, at: null}\n- {id: rest, duration: 50m}\n",
			`o.yaml:4:1: warning: the activities take 2h7m15s`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, _, problems := overlaid(t, "extends: full\n"+c.src)
			if plan == nil {
				t.Fatal(problems)
			}
			var got []string
			for _, p := range Check("o.yaml", plan) {
				got = append(got, p.String())
			}
			want := strings.Split(c.want, "\n")
			if c.want == "" {
				want = nil
			}
			if len(got) != len(want) {
				t.Fatalf("got\n%s", strings.Join(got, "\n"))
			}
			for i := range got {
				if !strings.HasPrefix(got[i], want[i]) {
					t.Errorf("got  %s\nwant %s", got[i], want[i])
				}
			}
		})
	}
}

// A warning that the plan beneath has by itself stays where it is mended.
func TestKnownWarningsStayBeneath(t *testing.T) {
	base := File{Name: "base.yaml", Src: []byte(head + "slides:\n- {id: s, title: S}\n")}
	plan, _, problems := LoadWhole(File{Name: "o.yaml", Src: []byte("extends: base\ntitle: O\n"), Base: func(string) (File, error) { return base, nil }})
	if plan == nil {
		t.Fatal(problems)
	}
	if got := Check("o.yaml", plan).Error(); !strings.HasPrefix(got, `base.yaml:8:3: warning: the slide "s" is never shown`) {
		t.Error(got)
	}
}

func FuzzOverlay(f *testing.F) {
	data, err := os.ReadFile("testdata/bad_overlays.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, section := range strings.Split(string(data), "=== ")[1:] {
		_, rest, _ := strings.Cut(section, "\n")
		src, _, _ := strings.Cut(rest, "=>\n")
		f.Add([]byte(src))
	}
	f.Add([]byte("extends: full\ntitle: \"\\e]52 \\n x\"\naim: |2\n     x\n"))
	find := beneath(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		plan, whole, problems := LoadWhole(File{Name: "p", Src: src, Base: find})
		if (plan == nil) == (len(problems) == 0) {
			t.Fatalf("plan %v with %d problems", plan != nil, len(problems))
		}
		for _, p := range append(problems, Check("p", orAny(plan))...) {
			if p.At.Line < 1 || p.At.Column < 1 || dirty(p.String()) != 0 {
				t.Errorf("%q", p)
			}
		}
		if plan != nil {
			if again, problems := Load("whole", whole); again == nil {
				t.Errorf("the whole does not load: %v", problems)
			}
		}
	})
}

func orAny(p *Plan) *Plan {
	if p == nil {
		return &Plan{}
	}
	return p
}
