package pack_test

import (
	"slices"
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/session/pack"
	"facilitate/sessions"
)

// known are options with the framework and the entries of the plan that ships.
func known(t testing.TB) pack.Options {
	t.Helper()
	src, _ := sessions.Framework("cyp-informed")
	f, problems := session.LoadFramework("f", src)
	if f == nil {
		t.Fatal(problems)
	}
	src, _ = sessions.Learning("nes-imh")
	e, problems := session.LoadEntry("e", src)
	if e == nil {
		t.Fatal(problems)
	}
	return pack.Options{Framework: f, Entries: map[string]*session.Entry{"nes-imh": e}, Start: halfPastNine(t)}
}

// TestPapersOfTheShippedPlan holds what each of the papers around the session has
// to say, on the page and in Markdown.
func TestPapersOfTheShippedPlan(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	plan.Date, plan.Venue, plan.Facilitators = "2026-12-03", "Hall 2", []string{"Ann"}
	all := documents(t, plan, known(t))
	outcome, next := plan.Outcomes[0].Text, "Infant Mental Health: Developing Positive Early Attachments"
	for name, want := range map[string][]string{
		"record": {
			"Name", "3 December 2026", "Hall 2", "Infant Mental Health", "1 h 30 min", outcome, "1.03", "5.04", "It touches on 23 more.",
			"NHS Education for Scotland has not checked it.", "What I take from it", "What I will do", "Next step", next,
			"This shows that somebody took part. Nothing was assessed.",
		},
		"invitation": {
			"Infant Mental Health", "Thursday 3 December 2026", "09:30 to 11:00", "Hall 2", "With Ann", plan.Aim[:20], "No previous knowledge",
			outcome, "It touches on: hard things in childhood", "You may sit parts out", "tell us beforehand",
		},
		"follow-up": {"Six weeks later.", "Please leave your name out", "What got in the way?", "Once or twice", "10", "form no."},
		"catalogue": {
			"Infant Mental Health", "Aims", "For whom", "Outcomes", "How it is given", "10 parts", "1 h 30 min", "Cost", "Workforce", "Technology",
			"Administration", "Finance", "25 sources", "8 questions", "8 statements", "A form six weeks later, with 5 questions", "Not collected",
			"Author", "Contact", "Address", next, "1.03, 1.04, 1.18", "has not checked it",
		},
	} {
		d, ok := all[name]
		if !ok {
			t.Errorf("there is no %s", name)
			continue
		}
		for kind, text := range map[string]string{"page": textOf(t, d.HTML), "Markdown": string(d.Markdown)} {
			for _, part := range want {
				if !strings.Contains(wordsOf(text), strings.TrimRight(wordsOf(part), " ")) {
					t.Errorf("the %s of %s does not say %q:\n%s", kind, name, part, text)
				}
			}
		}
	}
}

// TestCatalogueClaimsNothing says "not stated" where a plan is silent, endorses
// nothing by itself, and puts what the plan says where it belongs.
func TestCatalogueClaimsNothing(t *testing.T) {
	t.Parallel()
	const bare = "title: T\nduration: 1h\nactivities: [{id: a, title: A, duration: 5m}]\n"
	text := string(documents(t, load(t, bare), pack.Options{})["catalogue"].Markdown)
	for _, head := range []string{"Aims", "For whom", "Outcomes", "Cost", "Endorsed by", "Workforce", "Technology", "Administration", "Finance", "Things", "Evidence", "Author", "Contact", "Address"} {
		if !strings.Contains(text, "**"+head+":** Not stated\n") {
			t.Errorf("%s is stated:\n%s", head, text)
		}
	}
	if n := strings.Count(text, "Not collected"); n != 4 {
		t.Errorf("%d levels are not collected:\n%s", n, text)
	}
	text = string(documents(t, load(t, bare+"catalogue: {endorsed: A board, url: https://example.org/x, supports: {financial: Paper}}\n"), pack.Options{})["catalogue"].Markdown)
	for _, line := range []string{"**Endorsed by:** A board\n", "**Finance:** Paper\n", "**Address:** ", "**Author:** Not stated\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("%q is missing:\n%s", line, text)
		}
	}
}

// TestPapersWhereLittleIsKnown leaves lines to write on, falls back on the names
// of the activities, and counts nothing that may never come.
func TestPapersWhereLittleIsKnown(t *testing.T) {
	t.Parallel()
	plan := load(t, `
title: T
duration: 1h
framework: f
activities:
- {id: a, title: Fire, duration: 5m, covers: ["1"], notes: [say: x]}
- {id: b, title: Tea, kind: break, duration: 5m}
- {id: c, title: Water, spare: true, duration: 5m, covers: ["2"], notes: [say: x]}
`)
	f, problems := session.LoadFramework("f", []byte("id: f\ntitle: F\ndimensions: [{title: D, statements: [{id: \"1\", text: One}, {id: \"2\", text: Two}]}]\n"))
	if f == nil {
		t.Fatal(problems)
	}
	all := documents(t, plan, pack.Options{Framework: f})
	if _, ok := all["follow-up"]; ok {
		t.Error("there is a form without questions")
	}
	invitation := string(all["invitation"].Markdown)
	for _, part := range []string{"**Day:** \\_", "**Time:** \\_", "**Where:** \\_", "**Length:** 1", "It touches on: Fire. ", "**Whom to tell:** \\_"} {
		if !strings.Contains(invitation, part) {
			t.Errorf("%q is missing:\n%s", part, invitation)
		}
	}
	record := string(all["record"].Markdown)
	if !strings.Contains(record, "- 1 One\n") || strings.Contains(record, "Two") || strings.Contains(record, "Next step") {
		t.Errorf("the record says\n%s", record)
	}
	if strings.Contains(string(all["bring"].Markdown), "catalogue") || !strings.Contains(string(all["bring"].Markdown), "| record |") {
		t.Errorf("to bring are\n%s", all["bring"].Markdown)
	}
	if names := pack.Names(plan); !slices.Equal(names[len(names)-3:], []string{"record", "invitation", "catalogue"}) {
		t.Errorf("the last are %v", names)
	}
}
