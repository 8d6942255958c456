package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/report"
	"facilitate/session/run"
)

// worked is a plan with a quiz, rounds and questions, all of whose texts are one.
func worked(t testing.TB, text string) *session.Plan {
	t.Helper()
	plan := walk(t)
	plan.Quizzes = []session.Quiz{
		{ID: "one", Title: text, Statements: []session.Statement{{Text: text, Answer: true}, {Text: text}}},
		{ID: "two", Title: text, Statements: []session.Statement{{Text: text}}},
	}
	plan.Outcomes = []session.Outcome{{ID: "o", Text: text}}
	plan.Evaluation.Questions = []session.Question{
		{ID: "s", Text: text, Kind: session.Scale},
		{ID: "c", Text: text, Kind: session.Choice, Options: []string{text, "other"}},
		{ID: "t", Text: text, Kind: session.FreeText},
	}
	for i := range plan.Activities {
		for k := range plan.Activities[i].Phases {
			ph := &plan.Activities[i].Phases[k]
			ph.Notes = []session.Note{{Kind: session.Round, Text: text}}
			ph.Settings = []session.Setting{session.Groups, session.Plenary}
		}
	}
	plan.Activities[1].Title, plan.Activities[1].Phases[0].Name = text, text
	return plan
}

func give(at time.Duration, c run.Command) timed { return timed{at, c} }

func TestHostileWork(t *testing.T) {
	t.Parallel()
	for _, text := range hostile {
		name := []rune(text)
		if len(name) > run.MaxName-1 {
			name = name[:run.MaxName-1]
		}
		form := run.Form{
			Answers:    []run.FormAnswer{{Question: "s", Scale: 3}, {Question: "c"}, {Question: "t", Text: text}},
			Confidence: []run.Confidence{{Outcome: "o", Before: 2, After: 1}},
		}
		long := form
		if len(text) > run.MaxCapture {
			long.Answers = form.Answers[:2]
		}
		names := []string{string(name) + "1", string(name) + "2", string(name) + "3"}
		r := report.Of(recordOf(t, worked(t, text), run.Booking{Start: halfPastNine, Zone: time.UTC},
			give(0, run.Gather{Names: names, Groups: 2, Seed: 1}),
			give(0, run.Pair{Seed: 1}),
			do(minute, run.CmdStart),
			give(2*minute, run.ChooseSetting{Phase: "back/1", Setting: session.Plenary}),
			give(2*minute, run.CountHands{Quiz: "one", True: 1, False: 1}),
			give(2*minute, run.ScoreGroups{Quiz: "one", Statement: 1, Right: []int{1}}),
			give(2*minute, run.ShowStatement{Quiz: "two"}),
			do(3*minute, run.CmdNext),
			give(3*minute, run.Hear{}),
			give(4*minute, run.PassOver{}),
			give(4*minute, run.Reveal{Quiz: "two"}),
			do(4*minute, run.CmdUndo),
			do(5*minute, run.CmdFinish),
			give(6*minute, run.TakeForm{Form: long})))
		for format, written := range all(t, r) {
			for _, fault := range faults(format, written) {
				t.Errorf("%s, from %.40q: %s", format, text, fault)
			}
		}
	}
}

// shownIn are the rows of a section of a report as people see them, after what
// it says first.
func shownIn(r *report.Run, id string, by report.For) string {
	var b strings.Builder
	for _, s := range r.Sections() {
		if s.ID != id {
			continue
		}
		for _, l := range s.Lead {
			b.WriteString(l + "\n")
		}
		for i := range s.Tables {
			table := &s.Tables[i]
			var heads []string
			for _, k := range table.ColumnsFor(by) {
				heads = append(heads, table.Columns[k].Title)
			}
			b.WriteString(strings.Join(heads, " | ") + "\n")
			for _, row := range table.Rows {
				if row.Hidden {
					continue
				}
				var cells []string
				for _, k := range table.ColumnsFor(by) {
					cells = append(cells, row.Cells[k].Words)
				}
				b.WriteString(strings.Join(cells, " | ") + "\n")
			}
		}
	}
	return b.String()
}

// TestQuizWords are what is said of hands in some quizzes.
func TestQuizWords(t *testing.T) {
	t.Parallel()
	type hands [2]int
	for _, c := range []struct {
		hands []hands // of the first quiz's statements, of which the first is true
		want  string
	}{
		{[]hands{{3, 1}}, "Hands were counted at 1 of 2 statements: of 4 hands, 1 was wrong. Wrong most often: statement 1 (1 of 4 hands). What split the room most: statement 1 (3 for true, 1 for false)."},
		{[]hands{{4, 0}, {0, 4}}, "Hands were counted at 2 of 2 statements: of 8 hands, 0 were wrong."},
		{[]hands{{0, 4}, {1, 0}}, "Hands were counted at 2 of 2 statements: of 5 hands, 5 were wrong. Wrong most often: statement 1 (4 of 4 hands) and statement 2 (1 of 1 hand)."},
		{[]hands{{0, 0}}, "Hands were counted at 1 of 2 statements, and none went up."},
		// Half of few splits a room more than some of many.
		{[]hands{{10, 8}, {2, 2}}, "Hands were counted at 2 of 2 statements: of 22 hands, 10 were wrong. Wrong most often: statement 2 (2 of 4 hands). What split the room most: statement 2 (2 for true, 2 for false)."},
		{nil, ""},
	} {
		commands := []timed{do(0, run.CmdStart), give(minute, run.ShowStatement{Quiz: "one"})}
		for i, h := range c.hands {
			commands = append(commands, give(minute, run.CountHands{Quiz: "one", Statement: i, True: h[0], False: h[1]}))
		}
		r := report.Of(recordOf(t, worked(t, "x"), run.Booking{}, commands...))
		for _, s := range r.Sections() {
			if got := strings.Join(s.Lead, " "); s.ID == "quiz" && got != c.want {
				t.Errorf("of %v: %s\nwant: %s", c.hands, got, c.want)
			}
		}
	}
}

// TestRoundsOfManyGroups names them in a row where there is no room for columns.
func TestRoundsOfManyGroups(t *testing.T) {
	t.Parallel()
	for groups, want := range map[int]string{
		1: "Not everybody was heard.\nRound | Together\nOut | 0:40\n",
		3: "Not everybody was heard.\nRound | Together | Group 1 | Group 2 | Group 3\nOut | 0:40 | 0:40, not finished | not heard | not heard\n",
		9: "Not everybody was heard.\nRound | Together | How long each spoke\nOut | 0:40 | Group 2 not heard · Group 3 not heard · " +
			"Group 4 not heard · Group 5 not heard · Group 6 not heard · Group 7 not heard · Group 8 not heard · Group 9 not heard · " +
			"Group 1 0:40, not finished\n",
	} {
		r := report.Of(recordOf(t, worked(t, "x"), run.Booking{},
			give(0, run.Gather{People: 40, Groups: groups}), do(0, run.CmdStart),
			give(minute, run.Hear{}), give(minute+40*time.Second, run.PassOver{})))
		if got := shownIn(r, "rounds", report.Everyone); got != want {
			t.Errorf("of %d groups:\n%s\nwant:\n%s", groups, got, want)
		}
	}
}

// TestPeople are they with names and without, and after everybody of a group has
// gone.
func TestPeople(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		commands []run.Command
		want     string
	}{
		{nil, ""},
		{[]run.Command{run.Gather{People: 1}}, "People\n1\n"},
		{[]run.Command{run.Gather{People: 11, Groups: 2}, run.Pair{}}, "People | Groups | People in each | Formed by | Pairs\n11 | 2 | 6, 5 | counting off | 5\n"},
		{[]run.Command{run.Gather{People: 40, Groups: 9}}, "People | Groups | People in each | Formed by\n40 | 9 | 4 to 5 | counting off\n"},
		{[]run.Command{run.Gather{People: 40, Groups: 10}}, "People | Groups | People in each | Formed by\n40 | 10 | 4 | counting off\n"},
		{[]run.Command{run.Gather{Groups: 3}}, "Groups | Formed by\n3 | counting off\n"},
		{
			[]run.Command{run.Gather{Names: []string{"Ann", "Ben"}, Groups: 2, Seed: 1}, run.Join{}, run.Leave{Name: "Ben"}},
			"People | Groups | People in each | Formed by\n2 | 2 | %s | dealing names\nGroup | Who\n%s\n",
		},
	} {
		var commands []timed
		for _, command := range c.commands {
			commands = append(commands, give(0, command))
		}
		r := report.Of(recordOf(t, worked(t, "x"), run.Booking{}, commands...))
		want := c.want
		if strings.Contains(want, "%s") { // as the names were dealt
			if r.People.Groups[0].Size == 0 {
				want = fmt.Sprintf(want, "0, 2", "Group 2 | Ann, and 1 without a name")
			} else if r.People.Groups[0].Size == 2 {
				want = fmt.Sprintf(want, "2, 0", "Group 1 | Ann, and 1 without a name")
			} else if len(r.People.Groups[0].Members) == 1 {
				want = fmt.Sprintf(want, "1, 1", "Group 1 | Ann")
			} else {
				want = fmt.Sprintf(want, "1, 1", "Group 2 | Ann")
			}
		}
		if got := shownIn(r, "people", report.Everyone); got != want {
			t.Errorf("%+v:\n%s\nwant:\n%s", c.commands, got, want)
		}
	}
}

// TestWorkHasACellForEachColumn, so that no figure stands under another's name.
func TestWorkHasACellForEachColumn(t *testing.T) {
	t.Parallel()
	for _, people := range []run.Command{
		run.Gather{People: 40, Groups: 9},
		run.Gather{Names: []string{"Ann", "Ben", "Cat"}, Groups: 2},
	} {
		r := report.Of(recordOf(t, worked(t, "x"), run.Booking{}, give(0, people), give(0, run.Pair{}),
			give(0, run.ChooseSetting{Phase: "out", Setting: session.Groups}),
			do(0, run.CmdStart), give(minute, run.Hear{}), give(minute, run.ScoreGroups{Quiz: "one", Right: []int{0}})))
		tables := 0
		for _, s := range r.Sections() {
			for _, table := range s.Tables {
				tables++
				for n, row := range table.Rows {
					if len(row.Cells) > len(table.Columns) || !row.Hidden && len(row.Cells) < len(table.Columns) {
						t.Errorf("%s, row %d: %d cells in %d columns", table.ID, n, len(row.Cells), len(table.Columns))
					}
				}
			}
		}
		if tables < 7 {
			t.Errorf("there are only %d tables", tables)
		}
	}
}
