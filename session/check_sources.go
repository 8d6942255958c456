package session

import (
	"fmt"
)

// checkIDs finds the resources and the sources that nothing names. A plan that
// extends another one may leave some of that one's without use.
func (c *collector) checkIDs(p *Plan) {
	var resources, sources []string
	if p.overlay != nil {
		for _, r := range p.overlay.Base.Resources {
			resources = append(resources, r.ID)
		}
		for _, s := range p.overlay.Base.Sources {
			sources = append(sources, s.ID)
		}
	}
	for i := range p.Activities {
		resources = append(resources, p.Activities[i].Resources...)
	}
	for i := range p.Slides {
		sources = append(sources, p.Slides[i].Sources...)
	}
	for i := range p.Quizzes {
		for j := range p.Quizzes[i].Statements {
			sources = append(sources, p.Quizzes[i].Statements[j].Sources...)
		}
	}
	for i := range p.Handouts {
		for j := range p.Handouts[i].Contacts {
			sources = append(sources, p.Handouts[i].Contacts[j].Sources...)
		}
	}
	named := setOf(resources)
	for _, r := range p.Resources {
		if !named[r.ID] {
			c.warning("unused-resource", r.At, fmt.Sprintf("no activity needs the resource %s", quoted(r.ID)),
				"name it under the resources of an activity, or take it out")
		}
	}
	named = setOf(sources)
	for _, s := range p.Sources {
		if !named[s.ID] {
			c.warning("unused-source", s.At, fmt.Sprintf("nothing rests on the source %s", quoted(s.ID)),
				"name it under the sources of what rests on it, or take it out")
		}
	}
}

func setOf(ids []string) map[string]bool {
	set := map[string]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// claim is a figure or an appeal to research, which people ask the source of:
// a share of people or things, and studies. Times, ages and numbers of groups
// are none.
var claim = Pattern(`(?i)\d\s*%|\d\s+per ?cent\b|\bpercent\b` +
	`|\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten)(\*\*)?\s+(in|out of|in every)\s+(\*\*)?(\d+|a hundred|ten|twenty|two|three|four|five|six|seven|eight|nine)\b` +
	`|\b(research|stud(y|ies)|surveys?|evidence)\b`)

// FigureIn is what a slide's text says that has to rest on something, or "".
func FigureIn(text string) string { return claim().FindString(text) }

// checkFigures finds slides that have to rest on something and name nothing.
func (c *collector) checkFigures(p *Plan) {
	for i := range p.Slides {
		s := &p.Slides[i]
		if len(s.Sources) > 0 {
			continue
		}
		if said := FigureIn(s.Title + "\n" + s.Body); said != "" {
			c.warning("figure-without-source", s.At, fmt.Sprintf("the slide %s says %s and names no source", quoted(s.ID), quoted(said)),
				`add "sources: [...]", so that people can look it up`)
		}
	}
}
