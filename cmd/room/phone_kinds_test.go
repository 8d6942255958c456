package room

import (
	"testing"

	"facilitate/session"
	"facilitate/session/run"
)

// TestPhoneKinds: the phone says what a note is for, and the title of a list.
func TestPhoneKinds(t *testing.T) {
	t.Parallel()
	items := []string{"rails", "rugs"}
	for _, c := range []struct {
		note       session.Note
		kind, text string
		line       string
	}{
		{
			session.Note{Kind: session.Listen, Title: "The *house*", Items: items},
			"Listen for", "<p dir=\"auto\"><strong>The *house*</strong></p>\n", "Listen for: The *house* · rails · rugs",
		},
		{session.Note{Kind: session.Listen, Items: items}, "Listen for", "", "Listen for: rails · rugs"},
		{session.Note{Kind: session.KeyPoints, Items: items}, "Points to have made", "", "Points to have made: rails · rugs"},
		{
			session.Note{Kind: session.Prompt, Text: "Where *did* you trip?"},
			"If they are stuck", "<p dir=\"auto\">Where <em>did</em> you trip?</p>\n", "If they are stuck: Where did you trip?",
		},
	} {
		got := phoneNote(run.New(load(t, dayPlan), run.Booking{}), &c.note)
		if got.Kind != c.kind || got.Text != c.text || len(got.Items) != len(c.note.Items) {
			t.Errorf("%v is %+v", c.note, got)
		}
		if line := noteLine(&session.Plan{}, &c.note); line != c.line {
			t.Errorf("%v is %q on a line", c.note, line)
		}
	}
}
