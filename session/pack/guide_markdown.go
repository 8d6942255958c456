package pack

import (
	"strings"

	"facilitate/session/prose"
)

func (g guidePage) markdown() *sheet {
	s := g.begin()
	for _, fact := range g.Facts {
		s.lines([]string{"- " + prose.Escape(fact)})
	}
	s.list("Safety card", g.Of.Safety)
	s.heading(2, "At a glance")
	var rows [][]string
	for _, r := range g.Activities {
		rows = append(rows, []string{r.From, r.Minutes, prose.Escape(r.Title), r.Late, ""})
	}
	for _, e := range g.Ends {
		rows = append(rows, []string{e.At, "", e.What, "", ""})
	}
	s.table([]string{g.Column, "Min", "Activity", "If time is short", "Began"}, rows)
	s.occasions(g.Of.Occasions())
	for _, part := range []struct{ title, text string }{{"Aim", g.Of.Aim}, {"Background", g.Of.Background}, {"Audience", g.Of.Audience}} {
		if part.text != "" {
			s.heading(2, part.title)
			s.prose(part.text, 3)
		}
	}
	s.outcomes("Outcomes", g.Of.Outcomes)
	for _, a := range g.Activities {
		a.write(s)
	}
	return s
}

func (a guideActivity) write(s *sheet) {
	s.heading(2, a.From+" "+a.Title)
	s.para(join(" · ", a.When, a.Length, prose.Escape(a.Lead), a.Late))
	if len(a.Outcomes) > 0 {
		s.para("For: " + prose.Escape(strings.Join(a.Outcomes, "; ")))
	}
	if len(a.Bring) > 0 {
		s.para("Have: " + prose.Escape(strings.Join(a.Bring, "; ")))
	}
	for _, ph := range a.Phases {
		if ph.Heading != "" {
			s.heading(3, ph.From+" "+ph.Heading)
		}
		s.para(prose.Escape(ph.About))
		if ph.Question != "" {
			s.item("**On the screen:** ", ph.Question)
		}
		for _, n := range ph.Notes {
			n.write(s)
		}
	}
}

func (n guideNote) write(s *sheet) {
	lead := "**" + strings.ToUpper(n.Word) + "**"
	var lines []string
	if n.Again != "" {
		lines = append(lines, prose.Escape(n.Again))
	}
	if n.Text != "" {
		lines = append(lines, prose.Markdown(n.Text, 0)...)
	}
	if n.Title != "" {
		lines = append(lines, "**"+prose.Escape(n.Title)+"**")
	}
	for i, item := range n.Items {
		if i == 0 && len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, prose.Hang("- ", prose.Markdown(item, 0))...)
	}
	switch {
	case n.Slide != nil:
		n.Slide.write(s, lead)
	case n.Quiz != nil:
		s.para(join(" ", lead, prose.Escape(n.Quiz.Heading)))
		n.Quiz.write(s)
	case len(n.Items) > 0, !beginsInLine(n.Text):
		s.para(lead)
		s.lines(lines)
	case len(lines) > 0:
		lines[0] = lead + " " + lines[0]
		s.lines(lines)
	}
}

// beginsInLine is whether a text may begin behind other words: a table or a list
// may not.
func beginsInLine(markdown string) bool {
	blocks := prose.Parse(markdown).Kids
	return len(blocks) == 0 || blocks[0].Kind == prose.Paragraph || blocks[0].Kind == prose.Heading
}

// write prints a slide within the guide, as a quotation.
func (sl slide) write(s *sheet, lead string) {
	text := lead + " " + sl.Number + ": " + prose.Escape(sl.Heading)
	if sl.Read {
		text += " (read it out)"
	}
	s.para(text)
	lines := prose.Markdown(sl.Body, 0)
	if sl.Alt != "" {
		lines = append(lines, "", "Picture: "+prose.Escape(sl.Alt))
	}
	if sl.Cited != "" {
		lines = append(lines, "", sl.Cited)
	}
	s.lines(prose.Indent("> ", lines))
}
