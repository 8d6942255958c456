package pack_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/session/pack"
	"facilitate/sessions"
	"facilitate/timer"
)

// shipped is the plan that ships, loaded anew so that a test may change it.
func shipped(t testing.TB) *session.Plan {
	t.Helper()
	src, ok := sessions.Read("infant-mental-health")
	if !ok {
		t.Fatal("the plan does not ship")
	}
	return load(t, string(src))
}

func load(t testing.TB, src string) *session.Plan {
	t.Helper()
	plan, problems := session.Load("plan.yaml", []byte(src))
	if plan == nil {
		t.Fatal(problems)
	}
	return plan
}

// documents are those of a plan by their names.
func documents(t testing.TB, plan *session.Plan, o pack.Options) map[string]pack.Document {
	t.Helper()
	all, err := pack.Documents(plan, o)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]pack.Document{}
	for _, d := range all {
		named[d.Name] = d
	}
	return named
}

func halfPastNine(t testing.TB) *timer.TimeOfDay {
	t.Helper()
	start, err := timer.ParseTimeOfDay("09:30")
	if err != nil {
		t.Fatal(err)
	}
	return &start
}

func TestShippedPlan(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	all, err := pack.Documents(plan, pack.Options{People: 20, Groups: 4})
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name, title string
		audience    pack.Audience
		copies      int
	}{
		{"guide", "Facilitator’s guide", pack.Facilitator, 1},
		{"run-sheet", "Run sheet", pack.Facilitator, 1},
		{"agenda", "Agenda", pack.Participants, 1},
		{"quiz", "True or false?", pack.Participants, 20},
		{"answers", "Answers: True or false?", pack.Facilitator, 1},
		{"handout-take-home", "Infant mental health: to take home", pack.Participants, 20},
		{"handout-resources", "Where to find support", pack.Participants, 20},
		{"evaluation", "Evaluation form", pack.Participants, 20},
		{"bring", "What to bring", pack.Facilitator, 1},
		{"slides", "Slides", pack.Participants, 1},
		{"record", "Record of taking part", pack.Participants, 20},
		{"follow-up", "Follow-up form", pack.Participants, 20},
		{"invitation", "Invitation", pack.Everyone, 1},
		{"catalogue", "Description for a catalogue", pack.Everyone, 1},
	}
	if len(all) != len(want) {
		t.Fatalf("%d documents, not %d", len(all), len(want))
	}
	for i, w := range want {
		d := all[i]
		if d.Name != w.name || d.Title != w.title || d.Audience != w.audience || d.Copies != w.copies {
			t.Errorf("document %d is %s %q for %s, %d copies; not %+v", i, d.Name, d.Title, d.Audience, d.Copies, w)
		}
		for kind, text := range map[string]string{"HTML": string(d.HTML), "Markdown": string(d.Markdown)} {
			if private := strings.Contains(text, "For the facilitator only"); private != (w.audience == pack.Facilitator) {
				t.Errorf("%s of %s: says that it is the facilitator's: %v", kind, w.name, private)
			}
		}
	}
}

// TestContents looks for what the documents are for, in both forms.
func TestContents(t *testing.T) {
	t.Parallel()
	local := []session.Contact{
		{Name: "Toddlers at the library", Phone: "01234 567890", Checked: "2026-11-02", Verified: true},
		{Name: "The old clinic", Phone: "01234 000000"},
	}
	named := documents(t, shipped(t), pack.Options{Start: halfPastNine(t), People: 20, Groups: 4, Local: local})
	for _, c := range []struct {
		document string
		has      []string
		hasNot   []string
	}{
		{
			"guide",
			[]string{"09:30 to 11:00", "Safety card", "999", "Myth buster", "09:55", "may be dropped", "do not shorten", "read it out", "Samaritans", "Crying is a message", "Skovgaard"},
			nil,
		},
		{
			"run-sheet",
			[]string{"09:30 to 11:00", "Myth buster", "10:53", "End as planned", "may be dropped", "Two handouts", "3 What is infant mental health?", "Quiz: True or false?"},
			nil,
		},
		{
			"agenda",
			[]string{"09:30 to 11:00", "Myth buster", "10:53", "11:00", "in groups", "on your own"},
			[]string{"dropped", "shorten", "lipchart", "projector", "as planned", "min |", "Name label"},
		},
		{"quiz", []string{"Babies are too young", "True", "False"}, []string{"Everyone has it"}},
		{"answers", []string{"FALSE", "TRUE", "Everyone has it from the start", "Sources 1, 2", "Voice of the Infant", "unicef.org.uk/babyfriendly"}, nil},
		{
			"handout-resources",
			[]string{
				"116 123", "nhsinform.scot/ready-steady-baby", "21 November 2026", pack.Caution,
				"Near you", "Toddlers at the library", "01234 567890", "2 November 2026",
			},
			[]string{"PANDAS", "0808 1961 776", "The old clinic", "session plan"},
		},
		{"handout-take-home", []string{"Serve and return", "1,001"}, []string{"Near you", pack.Caution}},
		{"evaluation", []string{"Find resources and support", "before", "after", "10", "Too slow", "What is one thing you will do differently?"}, nil},
		{"bring", []string{"20 people in 4 groups", "Flipchart sheet", "Set of flipchart pens", "second person to be in support", "handout-resources"}, nil},
		{"slides", []string{"Promoting infant mental health", "Serve and return", "Scottish Health Survey 2019"}, []string{"read it out"}},
	} {
		d := named[c.document]
		for kind, text := range map[string]string{"HTML": textOf(t, d.HTML), "Markdown": string(d.Markdown)} {
			low := strings.ToLower(text)
			for _, has := range c.has {
				if !strings.Contains(low, strings.ToLower(has)) {
					t.Errorf("%s of %s lacks %q", kind, c.document, has)
				}
			}
			for _, not := range c.hasNot {
				if strings.Contains(low, strings.ToLower(not)) {
					t.Errorf("%s of %s has %q", kind, c.document, not)
				}
			}
		}
	}
}

func TestBlankRows(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	for filled, want := range []int{5, 4, 3, 2, 2, 2} {
		local := make([]session.Contact, filled)
		for i := range local {
			local[i] = session.Contact{Name: "Somebody", Verified: true}
		}
		d := documents(t, plan, pack.Options{Local: local})["handout-resources"]
		if got := strings.Count(string(d.HTML), `<tr class="empty">`); got != want {
			t.Errorf("with %d local contacts %d rows are blank, not %d", filled, got, want)
		}
	}
}

func TestQuantities(t *testing.T) {
	t.Parallel()
	plan := load(t, `
title: Walk
duration: 1h
resources:
  - {id: map, name: Map}
  - {id: cup, name: Cup, per: person}
  - {id: rope, name: Rope, per: group}
activities: [{id: a, title: Out, duration: 5m, resources: [map, cup, rope]}]
`)
	for _, c := range []struct {
		people, groups int
		want           []string
	}{
		{0, 0, []string{"| 1 | Map |", "| 1 a person | Cup |", "| 1 a group | Rope |"}},
		{20, 4, []string{"For 20 people in 4 groups.", "| 1 | Map |", "| 20 | Cup |", "| 4 | Rope |"}},
		{1, 1, []string{"For 1 person in 1 group.", "| 1 | Cup |"}},
		{0, 3, []string{"For 3 groups.", "| 1 a person | Cup |", "| 3 | Rope |"}},
	} {
		text := string(documents(t, plan, pack.Options{People: c.people, Groups: c.groups})["bring"].Markdown)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%d people, %d groups: no %q in\n%s", c.people, c.groups, want, text)
			}
		}
	}
}

// TestNames wants file names that every system accepts, none twice.
func TestNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		handouts, want []string
	}{
		{nil, nil},
		{[]string{"con", "nul"}, []string{"handout-con", "handout-nul"}},
		{[]string{"A", "a", "a-2"}, []string{"handout-A", "handout-a-2", "handout-a-2-2"}},
		{[]string{"dot.", "ünder_v1.2"}, []string{"handout-dot", "handout-ünder_v1.2"}},
	} {
		plan := load(t, "title: Walk\nduration: 1h\nactivities: [{id: a, title: A, duration: 5m}]\n")
		for _, id := range c.handouts {
			plan.Handouts = append(plan.Handouts, session.Handout{ID: id})
		}
		var got []string
		for _, name := range pack.Names(plan) {
			if strings.HasPrefix(name, "handout-") {
				got = append(got, name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q are the files %q, not %q", c.handouts, got, c.want)
		}
	}
}

func TestOnly(t *testing.T) {
	t.Parallel()
	all, err := pack.Documents(shipped(t), pack.Options{}, "slides", "quiz")
	if err != nil || len(all) != 2 || all[0].Name != "quiz" || all[1].Name != "slides" {
		t.Errorf("%v, %d documents", err, len(all))
	}
	if _, err := pack.Documents(shipped(t), pack.Options{}, "quiz", "nothing"); err == nil {
		t.Error("a document that there is not is made")
	}
}

// TestSmallPlan is one with nothing but what a plan must have.
func TestSmallPlan(t *testing.T) {
	t.Parallel()
	plan := load(t, "title: Walk\nduration: 1h\nactivities: [{id: a, title: A, duration: 5m}]\n")
	if names := pack.Names(plan); !slices.Equal(names, []string{"guide", "run-sheet", "agenda", "bring", "record", "invitation", "catalogue"}) {
		t.Errorf("its documents are %q", names)
	}
	for _, d := range documents(t, plan, pack.Options{}) {
		wellMade(t, d)
	}
}

func TestUnverified(t *testing.T) {
	t.Parallel()
	local := []session.Contact{{Name: "Old"}, {Name: "New", Verified: true}}
	var names []string
	for _, c := range pack.Unverified(shipped(t), local) {
		names = append(names, c.Name)
	}
	if len(names) != 7 || names[0] != "PANDAS Foundation" || names[6] != "Old" {
		t.Errorf("unverified are %q", names)
	}
}

func TestPictures(t *testing.T) {
	t.Parallel()
	plan := load(t, `
title: Walk
duration: 1h
slides:
  - {id: hill, title: Hill, image: pictures/hill.PNG, alt: A green hill}
  - {id: lake, image: lake.jpg, alt: A blue lake}
activities: [{id: a, title: A, duration: 5m, notes: [{slide: hill}, {slide: lake}]}]
`)
	named := documents(t, plan, pack.Options{Pictures: map[string][]byte{"pictures/hill.PNG": []byte("\x89PNG")}})
	for _, name := range []string{"slides", "guide"} {
		d := named[name]
		wellMade(t, d)
		for _, want := range []string{`<img src="data:image/png;base64,iVBORw==" alt="A green hill" />`, "[Picture: A blue lake]"} {
			if !strings.Contains(string(d.HTML), want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
}

// TestTold prints a long text once, however often the plan comes to it.
func TestTold(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long ", 10_000)
	var b strings.Builder
	b.WriteString("title: T\nduration: 24h\noutcomes: [{id: o, text: " + long + "}]\nresources: [{id: r, name: " + long + "}]\n" +
		"slides: [{id: s, body: " + long + "}]\nquizzes: [{id: q, statements: [{text: " + long + ", answer: true}]}]\nactivities:\n")
	for i := range 200 {
		b.WriteString("- {id: a" + strconv.Itoa(i) + ", title: A, duration: 1m, outcomes: [o], resources: [r], notes: [{slide: s}, {quiz: q}]}\n")
	}
	plan, problems := session.Load("plan.yaml", []byte(b.String()))
	if plan == nil {
		t.Fatal(problems[0])
	}
	for name, d := range documents(t, plan, pack.Options{}) {
		if size := len(d.HTML) + len(d.Markdown); size > 4<<20 {
			t.Errorf("%s has %d MiB", name, size>>20)
		}
	}
}

// TestCodeStaysAsItIs has code behind the lead of an item: its empty lines stay, and
// what comes after it has no more of them than elsewhere.
func TestCodeStaysAsItIs(t *testing.T) {
	t.Parallel()
	plan, problems := session.Load("p.yaml", []byte("title: A\nduration: 5m\naim: \"``` `` ``` is no code block\"\n"+
		"handouts: [{id: h, title: H, body: \"- ```\\n  p\\n\\n\\n  q\\n  ```\\n- r\\n\\ns\"}]\n"+
		"activities: [{id: a, title: A, duration: 5m, notes: [{do: x}]}]\n"))
	if plan == nil {
		t.Fatal(problems)
	}
	all := documents(t, plan, pack.Options{})
	const want = "- ```\n  p\n\n\n  q\n  ```\n- r\n\ns"
	if text := string(all["handout-h"].Markdown); !strings.Contains(text, want) {
		t.Errorf("the handout is\n%s", text)
	}
	for name, d := range all {
		text := strings.ReplaceAll(string(d.Markdown), want, "")
		if strings.Contains(text, "\n\n\n") {
			t.Errorf("%s has empty lines in a row:\n%s", name, text)
		}
	}
}
