package plan

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"facilitate/cmd/tui/draw"
	"facilitate/session"
	"facilitate/timer"
)

// noteIndent is the column in which the notes' texts stand.
const noteIndent = 12

// everything prints what the agenda leaves out.
func (s *show) everything() {
	p := s.plan
	for _, part := range []struct{ title, text string }{{"background", p.Background}, {"audience", p.Audience}} {
		if part.text != "" {
			s.heading("", part.title)
			s.prose(0, part.text)
		}
	}
	if len(p.Safety) > 0 {
		s.heading("", "safety card")
		for _, text := range p.Safety {
			s.item("  - ", text)
		}
	}
	phase := 0
	for i := range p.Activities {
		phase = s.activity(&p.Activities[i], phase)
	}
	s.printUnused()
	for i := range p.Handouts {
		s.handout(&p.Handouts[i])
	}
	if len(p.Evaluation.Questions) > 0 {
		s.heading("", "evaluation")
		for i, q := range p.Evaluation.Questions {
			s.item(fmt.Sprintf("%2d. ", i+1), q.Text+" ("+answers(&q)+")")
		}
	}
	if len(p.Sources) > 0 {
		s.heading("", "sources")
	}
	for i := range p.Sources {
		s.source(&p.Sources[i])
	}
}

// item prints Markdown behind a lead, wrapped under its beginning.
func (s *show) item(lead, markdown string) {
	rest := strings.Repeat(" ", len([]rune(lead)))
	for _, line := range draw.PlainProse(markdown, s.width-len(rest)) {
		s.put(lead + line)
		lead = rest
	}
}

// activity prints an activity's phases and notes, and is the index of the next phase.
func (s *show) activity(a *session.Activity, phase int) int {
	s.heading(s.times.Clock(s.times.Begin[phase])+"  ", a.Title)
	about := joined(" · ", strings.Trim(marks(a), " ()"), behind("outcomes ", s.outcomes(a)), behind("bring ", strings.Join(a.Resources, ", ")))
	if about != "" {
		s.line("", about)
	}
	for i := range a.Phases {
		ph := &a.Phases[i]
		if a.Single {
			s.line("", s.about(ph))
		} else {
			s.gap()
			s.strong(s.times.Clock(s.times.Begin[phase])+"  ", ph.Name+", "+s.about(ph))
		}
		if ph.Question != "" {
			s.line("asks the room: ", ph.Question)
		}
		s.gap()
		for j := range ph.Notes {
			s.note(&ph.Notes[j])
		}
		phase++
	}
	return phase
}

// about says how long a phase is, how people sit, and how much of it is speech.
func (s *show) about(ph *session.Phase) string {
	text := timer.FormatSpan(ph.Duration)
	switch {
	case ph.Protect:
		text += ", protected"
	case ph.AtLeast > 0:
		text += ", at least " + timer.FormatSpan(ph.AtLeast)
	}
	text += behind(", ", settings(ph.Settings)) + behind(", led by ", ph.Lead)
	if speech := s.plan.Speech(ph); speech > 0 {
		text += ", about " + timer.FormatSpan(speech) + " of it speaking"
	}
	return text
}

func (s *show) note(n *session.Note) {
	lead := fmt.Sprintf("  %-*s", noteIndent-2, n.Kind.Label())
	switch n.Kind {
	case session.ShowSlide:
		s.slide(lead, &s.plan.Slides[s.index.Slides[n.Ref]])
	case session.TakeQuiz:
		s.quiz(lead, &s.plan.Quizzes[s.index.Quizzes[n.Ref]])
	case session.GiveOut:
		h := &s.plan.Handouts[s.index.Handouts[n.Ref]]
		s.line(lead, cmp.Or(h.Title, h.ID)+" (printed below)")
	default:
		if n.Text != "" {
			s.item(lead, n.Text)
			lead = strings.Repeat(" ", noteIndent)
		}
		if n.Title != "" {
			s.strong(lead, n.Title)
			lead = strings.Repeat(" ", noteIndent)
		}
		for _, item := range n.Items {
			s.item(lead+"- ", item)
			lead = strings.Repeat(" ", noteIndent)
		}
	}
	s.gap()
}

func (s *show) slide(lead string, slide *session.Slide) {
	title := strconv.Itoa(s.index.Slides[slide.ID]+1) + behind(": ", slide.Title)
	if slide.Read {
		title += " (read it out)"
	}
	if s.printed[slide] { // once is enough
		s.line(lead, title+" (printed above)")
		return
	}
	s.printed[slide] = true
	s.line(lead, title)
	if slide.Body != "" {
		s.prose(noteIndent, slide.Body)
	}
	indent := strings.Repeat(" ", noteIndent)
	if slide.Image != "" {
		s.line(indent, "picture "+slide.Image+": "+slide.Alt)
	}
	if len(slide.Sources) > 0 {
		s.line(indent, "sources: "+strings.Join(slide.Sources, ", "))
	}
}

func (s *show) quiz(lead string, q *session.Quiz) {
	title := cmp.Or(q.Title, q.ID)
	if s.printed[q] { // once is enough
		s.line(lead, title+" (printed above)")
		return
	}
	s.printed[q] = true
	s.line(lead, title)
	indent := strings.Repeat(" ", noteIndent)
	for i, st := range q.Statements {
		mark := fmt.Sprintf("%s%2d. ", indent, i+1)
		s.item(mark, st.Text)
		rest := strings.Repeat(" ", len(mark))
		s.item(rest, strings.ToUpper(st.Verdict())+behind(": ", st.Because))
		if len(st.Sources) > 0 {
			s.line(rest, "sources: "+strings.Join(st.Sources, ", "))
		}
	}
}

// printUnused prints the slides and quizzes that no note comes to.
func (s *show) printUnused() {
	for i := range s.plan.Slides {
		if slide := &s.plan.Slides[i]; !s.printed[slide] {
			s.heading("", "a slide that is never shown")
			s.slide(fmt.Sprintf("  %-*s", noteIndent-2, session.ShowSlide.Label()), slide)
		}
	}
	for i := range s.plan.Quizzes {
		if q := &s.plan.Quizzes[i]; !s.printed[q] {
			s.heading("", "a quiz that is never taken")
			s.quiz(fmt.Sprintf("  %-*s", noteIndent-2, session.TakeQuiz.Label()), q)
		}
	}
}

func (s *show) handout(h *session.Handout) {
	s.heading("", "handout: "+cmp.Or(h.Title, h.ID))
	if h.Body != "" {
		s.prose(0, h.Body)
	}
	for i := range h.Contacts {
		s.gap()
		s.contact(&h.Contacts[i])
	}
}

func (s *show) contact(c *session.Contact) {
	name := c.Name
	if !c.Verified {
		name += " (not verified, so not printed on the handout)"
	}
	s.line("  - ", name)
	for _, text := range []string{c.Phone, c.URL, c.For, c.Hours} {
		if text != "" {
			s.line("    ", text)
		}
	}
	if rest := joined("; ", behind("checked ", c.Checked), behind("sources: ", strings.Join(c.Sources, ", "))); rest != "" {
		s.line("    ", rest)
	}
}

func answers(q *session.Question) string {
	switch q.Kind {
	case session.Scale:
		return "0 to 10"
	case session.Choice:
		return strings.Join(q.Options, " / ")
	}
	return "in their own words"
}

func (s *show) source(src *session.Source) {
	text := src.ID + ": " + src.Text + behind(" ", src.URL)
	if src.Checked != "" {
		text += " (checked " + src.Checked + ")"
	}
	s.line("  - ", text)
}
