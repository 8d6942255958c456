package session

import "testing"

func TestClaims(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"About **1 in 5** need it": "1 in 5", "Some 7 in 100 children": "7 in 100", "10% of them": "0%", "80 per cent": "0 per cent",
		"One in ten is late": "One in ten", "Research says so": "Research", "two studies": "studies", "seven out of ten": "seven out of ten",
		"In 2026": "", "at 10 in the morning": "", "Groups of 4, 10 minutes": "", "1. one\n2. two": "", "all in one room": "",
		"Be back in 5 minutes": "", "a student, a studio": "", "from birth to age 3": "", "5 in the garden": "",
		"One person in each group": "",
	} {
		if got := claim().FindString(text); got != want {
			t.Errorf("%q claims %q, not %q", text, got, want)
		}
	}
}

func TestIDsForNothing(t *testing.T) {
	t.Parallel()
	plan, problems := Load("p.yaml", []byte(`
title: T
duration: 30m
resources: [{id: pens, name: Pens}, {id: cups, name: Cups}]
sources: [{id: slide, text: A}, {id: quiz, text: B}, {id: contact, text: C}, {id: nothing, text: D}]
slides:
  - {id: claims, title: One in ten is late}
  - {id: rests, title: One in ten is late, sources: [slide]}
quizzes: [{id: q, statements: [{text: A, answer: true, sources: [quiz]}]}]
handouts: [{id: h, contacts: [{name: N, sources: [contact]}]}]
activities:
  - id: a
    title: A
    duration: 5m
    resources: [pens]
    notes: [{slide: claims}, {slide: rests}, {quiz: q}, {handout: h}]
`))
	if problems != nil {
		t.Fatal(problems)
	}
	const want = `p.yaml:4:37: warning: no activity needs the resource "cups"; name it under the resources of an activity, or take it out
p.yaml:5:78: warning: nothing rests on the source "nothing"; name it under the sources of what rests on it, or take it out
p.yaml:7:5: warning: the slide "claims" says "One in ten" and names no source; add "sources: [...]", so that people can look it up`
	if got := Check("p.yaml", plan).Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
