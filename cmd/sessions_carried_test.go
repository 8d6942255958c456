package cmd

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session"
)

// docs/infant-mental-health.md names, for every step of the notes that the
// session follows and for every defect of theirs, the note that carries it or
// settles it, and words that stand in that note. Here the page is held to it.

// carried is a line of one of the page's two tables.
type carried struct {
	mark  string // of the step, or the number of the defect
	where string // ACTIVITY/PHASE: KIND, or another part of the plan or the page
	words []string
}

const pageOnIMH = "../docs/infant-mental-health.md"

var (
	carriedLine = regexp.MustCompile(`^\| ([HSQC]?[0-9.]+) \| [^|]+ \| ([^|]+) \| (“[^|]+”) \|$`)
	carriedNote = regexp.MustCompile(`^([a-z-]+)(?:/([a-z]+))?: ([a-z_]+)$`)
)

// readCarried are the lines of the page's tables, of steps and of defects, and
// the rest of the page.
func readCarried(t *testing.T) (steps, defects []carried, rest string) {
	t.Helper()
	page, err := os.ReadFile(pageOnIMH)
	if err != nil {
		t.Fatal(err)
	}
	before, after, ok := strings.Cut(string(page), "\n## Every step")
	stepsOf, defectsOf, alsoOK := strings.Cut(after, "\n## What was wrong there")
	if !ok || !alsoOK {
		t.Fatal("the page has not both tables")
	}
	return carriedIn(stepsOf), carriedIn(defectsOf), before
}

func carriedIn(text string) (all []carried) {
	for line := range strings.Lines(text) {
		if m := carriedLine.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			words := strings.Split(strings.Trim(m[3], "“”"), "” · “")
			all = append(all, carried{m[1], strings.Trim(m[2], "`"), words})
		}
	}
	return all
}

func TestCarriedAreAll(t *testing.T) {
	t.Parallel()
	steps, defects, _ := readCarried(t)
	marks := func(all []carried) (marks []string) {
		for _, c := range all {
			marks = append(marks, c.mark)
		}
		slices.Sort(marks)
		return slices.Compact(marks)
	}
	if got := marks(steps); !slices.Equal(got, checklist()) {
		t.Errorf("the page tells where these are: %q", got)
	}
	var numbers []string
	for n := 1; n <= 46; n++ {
		numbers = append(numbers, fmt.Sprint(n))
	}
	slices.Sort(numbers)
	if got := marks(defects); !slices.Equal(got, numbers) {
		t.Errorf("the page tells what was made of these: %q", got)
	}
}

func TestCarriedStandsThere(t *testing.T) {
	t.Parallel()
	src, plan := clitest.ShippedPlan(t)
	steps, defects, rest := readCarried(t)
	for _, c := range slices.Concat(steps, defects) {
		if wrong := c.missed(plan, string(src), rest); wrong != "" {
			t.Errorf("%s, %s: %s", c.mark, c.where, wrong)
		}
	}
}

// TestCarriedBites takes each note that the page names out of the plan, and sees
// that it is missed.
func TestCarriedBites(t *testing.T) {
	t.Parallel()
	steps, defects, rest := readCarried(t)
	src, shipped := clitest.ShippedPlan(t)
	notes := 0
	for _, c := range slices.Concat(steps, defects) {
		m := carriedNote.FindStringSubmatch(c.where)
		if m == nil {
			continue
		}
		notes++
		plan := *shipped
		plan.Activities = slices.Clone(plan.Activities)
		for i := range plan.Activities {
			a := &plan.Activities[i]
			a.Phases = slices.Clone(a.Phases)
			for j := range a.Phases {
				a.Phases[j].Notes = slices.DeleteFunc(slices.Clone(a.Phases[j].Notes), func(n session.Note) bool {
					return holdsAll(noteText(shipped, &n), c.words)
				})
			}
		}
		if c.missed(&plan, string(src), rest) == "" {
			t.Errorf("%s, %s: without that note it is not missed", c.mark, c.where)
		}
	}
	if notes < 67 {
		t.Errorf("only %d lines name a note", notes)
	}
}

// missed says what is not as the page says; nothing if it is.
func (c carried) missed(plan *session.Plan, src, page string) string {
	if c.where == "nowhere" {
		for _, word := range c.words {
			if strings.Contains(strings.ToLower(src), word) {
				return fmt.Sprintf("the plan has %q", word)
			}
		}
		return ""
	}
	texts := placesOf(plan, page)[c.where]
	if texts == nil {
		return "there is no such place"
	}
	for _, text := range texts {
		if holdsAll(text, c.words) {
			return ""
		}
	}
	return fmt.Sprintf("no text there holds all of %q", c.words)
}

func holdsAll(text string, words []string) bool {
	flat := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, "**", "")), " "))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(flat, strings.ToLower(word)) })
}

// placesOf are the texts of a plan by where they stand.
func placesOf(plan *session.Plan, page string) map[string][]string {
	places := map[string][]string{
		"title": {plan.Title}, "aim": {plan.Aim}, "background": {plan.Background}, "this page": {page},
		"duration": {"booked " + minutes(plan.Duration)},
		"safety":   {strings.Join(plan.Safety, "\n")},
	}
	join := func(where, text string) {
		if len(places[where]) == 0 {
			places[where] = []string{""}
		}
		places[where][0] += text + "\n"
	}
	for _, o := range plan.Outcomes {
		join("outcomes", o.ID+" "+o.Text)
	}
	for _, r := range plan.Resources {
		join("resources", r.Name)
	}
	for _, s := range plan.Slides {
		join("slide "+s.ID, s.Title+"\n"+s.Body)
	}
	for _, h := range plan.Handouts {
		join("handout "+h.ID, h.Body)
	}
	for _, q := range plan.Evaluation.Questions {
		join("evaluation", q.Text)
	}
	for i := range plan.Activities {
		a := &plan.Activities[i]
		var sum time.Duration
		for j := range a.Phases {
			ph := &a.Phases[j]
			sum += ph.Duration
			where := a.ID
			if len(a.Phases) > 1 {
				where += "/" + ph.ID
			}
			for k := range ph.Notes {
				n := &ph.Notes[k]
				key := where + ": " + string(n.Kind)
				places[key] = append(places[key], noteText(plan, n))
			}
		}
		join("activities", fmt.Sprintf("%s %d", a.Title, int(sum/time.Minute)))
	}
	join("activities", fmt.Sprintf("%d minutes in all", int(plan.Planned()/time.Minute)))
	return places
}

func minutes(d time.Duration) string { return strings.TrimSuffix(d.String(), "0s") }

// noteText is all that a note shows.
func noteText(plan *session.Plan, n *session.Note) string {
	text := n.Text + "\n" + n.Title + "\n" + strings.Join(n.Items, "\n")
	switch n.Kind {
	case session.ShowSlide:
		s := plan.Slide(n.Ref)
		text += s.Title + "\n" + s.Body
		if s.Read {
			text += "\nread out"
		}
	case session.GiveOut:
		h := plan.Handout(n.Ref)
		text += h.Title + "\n" + h.Body
	}
	return text
}
