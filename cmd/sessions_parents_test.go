package cmd

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/sessions"
)

const forParents = "infant-mental-health-parents"

// TestSessionsForParents holds the session for parents and carers to what it is
// for: nobody is blamed, before anything else, and no figures.
func TestSessionsForParents(t *testing.T) {
	t.Parallel()
	plan, _, problems := session.LoadWhole(shippedFile(forParents))
	if plan == nil {
		t.Fatal(problems)
	}
	if plan.Overlay() == nil || plan.Overlay().Base.ID != sessions.Usual {
		t.Fatal("it does not extend the session")
	}
	if plan.Planned() != plan.Overlay().Base.Planned() {
		t.Errorf("it takes %v, and the session %v", plan.Planned(), plan.Overlay().Base.Planned())
	}
	notes := plan.Activities[0].Phases[0].Notes
	at := func(id string) int {
		return slices.IndexFunc(notes, func(n session.Note) bool { return n.ID == id || n.Ref == id })
	}
	order := []int{at("no-blame"), at("hello"), at("not-about-blame"), at("overview"), at("infants")}
	if order[0] < 0 || !slices.IsSorted(order) {
		t.Errorf("what is said of blame does not come first: %v", order)
	}
	for what, text := range textsOf(plan) {
		for _, figure := range []string{"%", "1 in ", " in 100", "ACE", "per cent"} {
			if strings.Contains(text, figure) {
				t.Errorf("%s has the figure %q", what, figure)
			}
		}
	}
	if base := textsOf(plan.Overlay().Base); !strings.Contains(base["handout take-home"], "1 in ") || !strings.Contains(base["slide statistics"], "%") {
		t.Error("figures of the session would not be found")
	}
}

// textsOf are the slides and handouts of a plan, and what is said.
func textsOf(plan *session.Plan) map[string]string {
	texts := map[string]string{}
	for _, s := range plan.Slides {
		texts["slide "+s.ID] = s.Title + "\n" + s.Body
	}
	for _, h := range plan.Handouts {
		texts["handout "+h.ID] = h.Title + "\n" + h.Body
	}
	for _, a := range plan.Activities {
		for _, ph := range a.Phases {
			for i := range ph.Notes {
				texts[a.ID] += noteText(plan, &ph.Notes[i]) + "\n"
			}
		}
	}
	return texts
}

// TestSessionsForParentsFollow changes the session, and sees it changed for
// parents too.
func TestSessionsForParentsFollow(t *testing.T) {
	t.Parallel()
	was, is := "Crying is a message, not a trick.", "Crying is a way to talk."
	f := shippedFile(forParents)
	f.Base = func(name string) (session.File, error) {
		base := shippedFile(name)
		if !bytes.Contains(base.Src, []byte(was)) {
			t.Fatalf("%s has no %q", name, was)
		}
		base.Src = bytes.ReplaceAll(base.Src, []byte(was), []byte(is))
		return base, nil
	}
	plan, whole, problems := session.LoadWhole(f)
	if plan == nil {
		t.Fatal(problems)
	}
	if s := plan.Quizzes[0].Statements[2]; !strings.HasPrefix(s.Because, is) || !bytes.Contains(whole, []byte(is)) {
		t.Errorf("the third answer is %q", s.Because)
	}
}
