package pack_test

import (
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/session/pack"
)

// TestKindsOnGuide: the guide says what each note is for, and a list's title.
func TestKindsOnGuide(t *testing.T) {
	t.Parallel()
	plan := load(t, `
title: Falls at home
duration: 30m
activities:
  - id: where
    title: Where do people fall?
    duration: 10m
    notes:
      - listen: {title: The *house*, items: ["stairs: light, rails", "rugs"]}
      - prompt: Where did you last trip?
      - key_points: [Most falls have more than one cause]
      - do: |
          | who | does |
          | --- | --- |
          | one | reads |
`)
	guide := documents(t, plan, pack.Options{})["guide"]
	for _, want := range []string{
		"**LISTEN FOR**\n\n**The \\*house\\***\n\n- stairs: light, rails\n- rugs\n",
		"**IF THEY ARE STUCK** Where did you last trip?\n",
		"**POINTS TO HAVE MADE**\n\n- Most falls have more than one cause\n",
		"**DO**\n\n| who | does |\n| --- | --- |\n| one | reads |",
	} {
		if !strings.Contains(string(guide.Markdown), want) {
			t.Errorf("the guide lacks\n%s", want)
		}
	}
	for _, want := range []string{
		`<p class="word">Listen for</p>` + "\n" + `<div dir="auto"><p><strong dir="auto">The *house*</strong></p><ul>` + "\n" + `<li dir="auto">stairs`,
		"<p class=\"word\">If they are stuck</p>", "<p class=\"word\">Points to have made</p>", `<th scope="col">who</th>`,
	} {
		if !strings.Contains(string(guide.HTML), want) {
			t.Errorf("the guide lacks\n%s", want)
		}
	}
}

// TestLanguageOfPapers: they are in the language of the plan.
func TestLanguageOfPapers(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	for language, want := range map[string]string{"": "en-GB", "ja": "ja"} {
		plan.Language = language
		for name, d := range documents(t, plan, pack.Options{}) {
			if !strings.HasPrefix(string(d.HTML), "<!DOCTYPE html>\n<html lang=\""+want+"\"") {
				t.Errorf("%s in %q begins with %.40s", name, language, d.HTML)
			}
		}
	}
}

// TestLanguageIsNotGuessed: of letters in which several languages are written none
// is claimed.
func TestLanguageIsNotGuessed(t *testing.T) {
	t.Parallel()
	plan, problems := session.Load("p.yaml", []byte("title: Здоровье малышей\nduration: 10m\nactivities: [{id: a, title: Начало, duration: 5m}]\n"))
	if plan == nil {
		t.Fatal(problems)
	}
	for name, d := range documents(t, plan, pack.Options{}) {
		if html, _, _ := strings.Cut(string(d.HTML), "<head"); strings.Contains(html, "lang=") {
			t.Errorf("%s begins with %s", name, html)
		}
	}
}
