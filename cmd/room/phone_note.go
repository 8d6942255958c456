package room

import (
	"fmt"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// phoneNote is a note as the facilitator reads it off the phone, with the back to
// the screen: what stands on a slide and what a quiz asks are part of it.
func phoneNote(state *run.State, n *session.Note) *PhoneNote {
	plan := state.Plan()
	note := &PhoneNote{Kind: n.Kind.Word()}
	text, items := noteText(plan, n), n.Items
	switch n.Kind {
	case session.ShowSlide:
		if s := plan.Slide(n.Ref); s != nil {
			text = slideText(s, text)
			if s.Read {
				note.Kind += ", to be read out"
			}
		}
	case session.TakeQuiz:
		if q := state.Quiz(n.Ref); q != nil {
			text, items = quizText(q, text)
		}
	}
	note.Text = string(prose.OnScreen(text))
	for _, item := range items {
		note.Items = append(note.Items, prose.Plain(item))
	}
	return note
}

// slideText is what stands on a slide, under its title, in Markdown.
func slideText(s *session.Slide, title string) string {
	text := title
	if s.Body != "" {
		text = "**" + title + "**\n\n" + s.Body
	}
	if s.Alt != "" {
		text += "\n\nPicture: " + prose.Escape(s.Alt)
	}
	return text
}

// quizText is the statement of a quiz that is on the screen, with its answer and
// whether the room sees that; all of them before the first and after the last.
func quizText(q *run.Quiz, title string) (text string, items []string) {
	statements := q.Plan.Statements
	if q.At == run.NotBegun || q.Over() {
		for _, s := range statements {
			items = append(items, s.Text+" **"+s.Verdict()+"**")
		}
		return title, items
	}
	s := &statements[q.At]
	shown := "not shown yet"
	if q.Answers[q.At].Revealed {
		shown = "shown"
	}
	text = fmt.Sprintf("Statement %d of %d\n\n%s\n\n**%s**, %s", q.At+1, len(statements), s.Text, s.Verdict(), shown)
	if s.Because != "" {
		text += "\n\n" + s.Because
	}
	return text, nil
}

// quizStep is what the next step brings in a phase's quiz; "": it is not the quiz's.
func quizStep(state *run.State, phase *run.Phase) string {
	if phase.Place >= len(phase.Plan.Notes) || phase.Plan.Notes[phase.Place].Kind != session.TakeQuiz {
		return ""
	}
	q := state.Quiz(phase.Plan.Notes[phase.Place].Ref)
	switch {
	case q == nil || q.Over():
		return ""
	case q.At != run.NotBegun && !q.Answers[q.At].Revealed:
		return "the answer"
	case q.At+1 < len(q.Answers):
		return fmt.Sprintf("statement %d of %d", q.At+2, len(q.Answers))
	case q.HasSummary():
		return "how the quiz went"
	}
	return ""
}
