package cmd

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/sessions"
)

func TestSessionsHaveNoProblems(t *testing.T) {
	t.Parallel()
	for _, name := range slices.Concat(sessions.Names(), sessions.Examples()) {
		plan, whole, problems := session.LoadWhole(shippedFile(name))
		if plan == nil {
			t.Error(problems)
			continue
		}
		if warnings := session.Check(name+".yaml", plan); len(warnings) > 0 {
			t.Error(warnings)
		}
		if len(whole) == 0 {
			t.Errorf("%s is nothing by itself", name)
		}
		if plan.ID != name {
			t.Errorf("%s has the id %s", name, plan.ID)
		}
	}
}

// shippedFile is a plan that ships, and finds what it extends among the others.
func shippedFile(name string) session.File {
	src, _ := sessions.Read(name)
	return session.File{Name: name + ".yaml", Src: src, Base: func(base string) (session.File, error) {
		return shippedFile(base), nil
	}}
}

// TestSessionsIMH holds the plan that ships to what its session is made of.
func TestSessionsIMH(t *testing.T) {
	t.Parallel()
	_, plan := clitest.ShippedPlan(t)
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"planned", plan.Planned(), 85 * time.Minute},
		{"booked", plan.Duration, 90 * time.Minute},
		{"outcomes", len(plan.Outcomes), 7},
		{"slides", len(plan.Slides), 9},
		{"activities", len(plan.Activities), 11},
		{"quizzes", len(plan.Quizzes), 1},
		{"statements", len(plan.Quizzes[0].Statements), 8},
		{"minutes", fmt.Sprint(minutesOf(plan)), "[5 10 10 5 10 10 15 15 4 3 2]"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, not %v", c.what, c.got, c.want)
		}
	}
}

// minutesOf are the lengths of the activities.
func minutesOf(plan *session.Plan) (all []int) {
	for _, a := range plan.Activities {
		var sum time.Duration
		for _, ph := range a.Phases {
			sum += ph.Duration
		}
		all = append(all, int(sum/time.Minute))
	}
	return all
}

// checklist are the marks of all that the session's notes ask for. Each stands
// in the plan as a comment at the place that does it.
func checklist() (marks []string) {
	add := func(prefix string, from, to int) {
		for n := from; n <= to; n++ {
			marks = append(marks, fmt.Sprintf("%s%d", prefix, n))
		}
	}
	add("H", 1, 7)
	add("S1.", 1, 2)
	add("S2.", 1, 6)
	add("Q.", 1, 6)
	for part, n := range map[int]int{3: 9, 4: 6, 5: 6, 6: 4, 7: 5, 8: 12, 9: 2} {
		add(fmt.Sprintf("%d.", part), 1, n)
	}
	add("C.", 1, 2)
	slices.Sort(marks)
	return marks
}

var markInComment = regexp.MustCompile(`\[([HSQC]?[0-9]*\.?[0-9]+)\]`)

// comments are the lines of a plan that are comments as a whole. A line of a
// text that is written under | or > is none, whatever it begins with.
func comments(src []byte) (all []string) {
	const none = -1
	under, text := none, none // how far the line that ends in | is indented, and the text beneath it
	for line := range strings.Lines(string(src)) {
		bare := strings.TrimSpace(line)
		indent := len(line) - len(strings.TrimLeft(line, " "))
		switch {
		case bare == "":
			continue
		case under != none && text == none && indent > under:
			text = indent
			continue
		case text != none && indent >= text:
			continue
		}
		under, text = none, none
		if bare[0] == '#' {
			all = append(all, bare)
		} else if opensText.MatchString(bare) {
			under = indent
		}
	}
	return all
}

var opensText = regexp.MustCompile(`(: |- )[|>][-+0-9]*$`)

// missingMarks are the marks of the checklist that no comment of a plan has.
func missingMarks(src []byte) []string {
	found := map[string]bool{}
	for _, comment := range comments(src) {
		for _, m := range markInComment.FindAllStringSubmatch(comment, -1) {
			found[m[1]] = true
		}
	}
	return slices.DeleteFunc(checklist(), func(mark string) bool { return found[mark] })
}

func TestSessionsChecklist(t *testing.T) {
	t.Parallel()
	src, _ := clitest.ShippedPlan(t)
	if n := len(checklist()); n != 67 {
		t.Errorf("the checklist has %d marks, not 67", n)
	}
	if missing := missingMarks(src); len(missing) > 0 {
		t.Errorf("no comment has %s", strings.Join(missing, ", "))
	}
}

// TestSessionsChecklistBites takes each mark out of the plan, and sees that it
// is missed; one that stands in a text instead of a comment is missed too.
func TestSessionsChecklistBites(t *testing.T) {
	t.Parallel()
	src, _ := clitest.ShippedPlan(t)
	for _, mark := range checklist() {
		planted := bytes.ReplaceAll(src, []byte("["+mark+"]"), []byte("(gone)"))
		if missing := missingMarks(planted); len(missing) != 1 || missing[0] != mark {
			t.Errorf("without %s the marks %q are missed", mark, missing)
		}
	}
	for _, text := range []string{
		"\naim: \"# [H2]\"\n",
		"\naim: |\n  Raise\n  # [H2]\n",
		"\naim: >-\n    # [H2]\n\n    Raise\n",
	} {
		planted := bytes.Replace(src, []byte("\n# [H2]\n"), []byte(text), 1)
		if missing := missingMarks(planted); len(missing) != 1 || missing[0] != "H2" {
			t.Errorf("with H2 in %q the marks %q are missed", text, missing)
		}
	}
}

// unsourced are the claims of a plan that rest on nothing: slides with a figure
// on them, statements of a quiz, and contacts.
func unsourced(plan *session.Plan) (all []string) {
	for _, s := range plan.Slides {
		if len(s.Sources) == 0 && strings.ContainsAny(s.Title+s.Body, "0123456789") {
			all = append(all, "slide "+s.ID)
		}
	}
	for _, q := range plan.Quizzes {
		for i, s := range q.Statements {
			if len(s.Sources) == 0 {
				all = append(all, fmt.Sprintf("statement %s/%d", q.ID, i+1))
			}
		}
	}
	for _, h := range plan.Handouts {
		for _, c := range h.Contacts {
			if len(c.Sources) == 0 {
				all = append(all, "contact "+c.Name)
			}
		}
	}
	return all
}

func TestSessionsSources(t *testing.T) {
	t.Parallel()
	_, plan := clitest.ShippedPlan(t)
	if all := unsourced(plan); len(all) > 0 {
		t.Errorf("these have no source: %s", strings.Join(all, ", "))
	}
	// The figures' slide gives six, each with a source of its own.
	if s := plan.Slide("statistics"); s == nil || len(s.Sources) != 6 || strings.Count(s.Body, "\n- ") != 5 {
		t.Errorf("the slide of figures: %+v", s)
	}
}

// TestSessionsSourcesBite takes sources away and sees that they are missed.
func TestSessionsSourcesBite(t *testing.T) {
	t.Parallel()
	_, plan := clitest.ShippedPlan(t)
	plan.Slide("statistics").Sources = nil
	plan.Quizzes[0].Statements[2].Sources = nil
	contacts := plan.Handout("resources").Contacts
	contacts[1].Sources = nil
	want := []string{"slide statistics", "statement myths/3", "contact " + contacts[1].Name}
	if got := unsourced(plan); !slices.Equal(got, want) {
		t.Errorf("%q have no source, not %q", got, want)
	}
}

// TestSessionsTemplate holds the small plan to what facilitate new expects.
func TestSessionsTemplate(t *testing.T) {
	t.Parallel()
	src := sessions.Template()
	plan, problems := session.Load("plan.yaml", src)
	if plan == nil {
		t.Fatal(problems)
	}
	if warnings := session.Check("plan.yaml", plan); len(warnings) > 0 {
		t.Error(warnings)
	}
	for _, line := range []string{"\nid: my-session\n", "\ntitle: My session\n"} {
		if bytes.Count(src, []byte(line)) != 1 {
			t.Errorf("%q must stand in it once", line)
		}
	}
	if slices.Contains(sessions.Names(), "plan") || slices.Contains(sessions.Names(), "template") {
		t.Error("it is listed among the plans that ship")
	}
}
