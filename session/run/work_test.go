package run_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// give carries out a command that must not be refused.
func give(t *testing.T, s *run.State, c run.Command, now time.Time) {
	t.Helper()
	e, err := run.Decide(s, c, now)
	if err != nil {
		t.Fatalf("%s: %v", c.Word(), err)
	}
	if err := s.Check(e); err != nil {
		t.Fatalf("%+v does not fit: %v", e, err)
	}
	s.Apply(e)
}

func refusal(s *run.State, c run.Command, now time.Time) string {
	_, err := run.Decide(s, c, now)
	if err == nil {
		return ""
	}
	return err.Error()
}

func sizes(g run.Gathering) string {
	var sizes []string
	for _, group := range g.Groups {
		sizes = append(sizes, fmt.Sprint(group.Size))
	}
	return strings.Join(sizes, " ")
}

func TestGroups(t *testing.T) {
	t.Parallel()
	plan := planOf(time.Hour, "a 10m")
	for _, c := range []struct {
		people, groups int
		want           string // sizes
		refused        string
		crowded        int
	}{
		{people: 18, groups: 4, want: "5 5 4 4"},
		{people: 18, want: "5 5 4 4"},
		{people: 1, want: ""}, // one voice
		{people: 1, groups: 1, want: ""},
		{people: 1, groups: 2, refused: "1 person cannot make 2 groups: at most 1"},
		{people: 2, want: "2"},
		{people: 3, groups: 4, refused: "3 people cannot make 4 groups: at most 3"},
		{people: 3, groups: 3, want: "1 1 1"},
		{people: 7, want: "4 3"},
		{people: 11, want: "6 5"},
		{people: 200, groups: 4, want: "50 50 50 50", crowded: 50},
		{people: 32, groups: 4, want: "8 8 8 8"},
		{people: 33, groups: 4, want: "9 8 8 8", crowded: 9},
		{groups: 4, want: "0 0 0 0"}, // groups of a number of people that nobody knows
		{refused: "how many people are there? at least 1"},
		{people: -3, refused: "how many people are there? at least 1"},
		{people: 1001, refused: "1001 is more than the 1000 that can be grouped"},
	} {
		s := run.New(plan, run.Booking{})
		command := run.Gather{People: c.people, Groups: c.groups}
		if got := refusal(s, command, zero); got != c.refused {
			t.Errorf("%d people in %d groups: refused %q, want %q", c.people, c.groups, got, c.refused)
		}
		if c.refused != "" {
			continue
		}
		give(t, s, command, zero)
		g := s.Gathering()
		if got := sizes(g); got != c.want || g.People != c.people || g.Crowded() != c.crowded {
			t.Errorf("%d people in %d groups: %q of %d, crowded %d; want %q, %d", c.people, c.groups, got, g.People, g.Crowded(), c.want, c.crowded)
		}
	}
}

// Four to six are proposed wherever that can be.
func TestProposedGroups(t *testing.T) {
	t.Parallel()
	for people := 2; people <= run.MaxPeople; people++ {
		sizes := run.Sizes(people, run.ProposedGroups(people))
		least, most := slices.Min(sizes), slices.Max(sizes)
		if most > 6 || least < 4 && people != 7 && people > 3 {
			t.Errorf("%d people make %v", people, sizes)
		}
		sum := 0
		for _, n := range sizes {
			sum += n
		}
		if sum != people || most-least > 1 {
			t.Errorf("%d people make %v", people, sizes)
		}
	}
}

func TestDealtNames(t *testing.T) {
	t.Parallel()
	names := strings.Fields("Ann Ben Cat Dan Eve Fay Gus Hal Ida")
	plan := planOf(time.Hour, "a 10m")
	deal := func(seed uint64) *run.State {
		s := run.New(plan, run.Booking{})
		give(t, s, run.Gather{Names: names, Groups: 2, Seed: seed}, zero)
		return s
	}
	s := deal(1)
	g := s.Gathering()
	var all []string
	for _, group := range g.Groups {
		if len(group.Members) != group.Size {
			t.Errorf("%d of %d have a name", len(group.Members), group.Size)
		}
		all = append(all, group.Members...)
	}
	slices.Sort(all)
	if !slices.Equal(all, names) || sizes(g) != "5 4" || g.How != run.Dealt || g.Seed != 1 {
		t.Errorf("dealt %v", g)
	}
	if again := deal(1).Gathering(); fmt.Sprint(again) != fmt.Sprint(g) {
		t.Errorf("the same seed dealt %v, then %v", g, again)
	}
	if other := deal(2).Gathering(); fmt.Sprint(other.Groups) == fmt.Sprint(g.Groups) {
		t.Errorf("two seeds dealt %v", g)
	}
	give(t, s, run.Pair{Seed: 3}, zero)
	if sets := s.Gathering().Pairs; len(sets) != 4 || len(sets[3]) != 3 {
		t.Errorf("pairs %v", sets)
	}
	give(t, s, run.Join{Name: " Jo\x1b "}, zero) // into the smaller group
	if g := s.Gathering(); sizes(g) != "5 5" || g.Paired || !slices.Contains(g.Groups[1].Members, "Jo␛") {
		t.Errorf("joined: %+v", g)
	}
	for want, c := range map[string]run.Command{
		`Ann is here already; tell the two apart by another letter`: run.Join{Name: "Ann"},
		`nobody called "Zoe" is in a group`:                         run.Leave{Name: "Zoe"},
		`who of that group? everybody in it has a name`:             run.Leave{Group: 1},
		`there is no such group; which one, from 1 to 2?`:           run.Leave{Group: 3},
		`Ann is there twice; tell the two apart by another letter`:  run.Gather{Names: []string{"Ann", "Ann"}},
		`a name is empty`: run.Gather{Names: []string{"Ann", " "}},
	} {
		if got := refusal(s, c, zero); got != want {
			t.Errorf("%+v: refused %q, want %q", c, got, want)
		}
	}
	give(t, s, run.Join{Name: "aNN"}, zero)
	if got, want := refusal(s, run.Leave{Name: "ann"}, zero), `nobody called "ann" is in a group`; got != want {
		t.Errorf("two are called so: refused %q, want %q", got, want)
	}
	give(t, s, run.Leave{Name: "aNN"}, zero)
	give(t, s, run.Leave{Name: " ann "}, zero)
	if g := s.Gathering(); g.People != 9 || strings.Contains(fmt.Sprint(g), "Ann") {
		t.Errorf("left: %+v", g)
	}
	for range 6 {
		give(t, s, run.Undo{}, zero)
	}
	if g := s.Gathering(); g.People != 0 || len(g.Groups) != 0 {
		t.Errorf("undone: %+v", g)
	}
}

// roundPlan has feedback of five minutes with a round in it, after which a
// minute is spoken, and further rounds with nothing after them.
func roundPlan() *session.Plan {
	plan := planOf(time.Hour, "a 5m; b 5m; c 5m")
	plan.WordsPerMinute = 130
	for a := range plan.Activities {
		plan.Activities[a].Phases[0].Notes = []session.Note{
			{Kind: session.Do, Text: "listen"}, {Kind: session.Round, Text: "one point each"},
		}
	}
	first := &plan.Activities[0].Phases[0]
	first.Notes = append(first.Notes, session.Note{Kind: session.Summarise, Text: strings.Repeat("word ", 130)})
	return plan
}

func shareWords(s *run.State, r *run.Round, now time.Time) string {
	share := s.RoundShare(r, now)
	text := fmt.Sprintf("%v each for %d", share.Each, share.Waiting)
	if r.Speaking != run.NoGroup {
		text += fmt.Sprintf(", group %d has %v", r.Voices[r.Speaking].Group+1, share.Left)
	}
	return text
}

func TestRoundShares(t *testing.T) {
	t.Parallel()
	s := run.New(roundPlan(), run.Booking{})
	if s.RoundAt(0, 1) != nil {
		t.Error("a round of nobody")
	}
	give(t, s, run.Start{}, zero)
	if got := refusal(s, run.Hear{Note: 1}, zero); !strings.Contains(got, "how many people") {
		t.Errorf("a round of nobody: %q", got)
	}
	give(t, s, run.Gather{People: 18, Groups: 4}, zero)
	if s.RoundAt(0, 0) != nil {
		t.Error("a note that is no round has one")
	}
	look := func(at time.Duration, want string) {
		t.Helper()
		if got := shareWords(s, s.RoundAt(s.Current(), 1), zero.Add(at)); got != want {
			t.Errorf("at %v: %s, want %s", at, got, want)
		}
	}
	hear := func(at time.Duration, group int) {
		t.Helper()
		give(t, s, run.Hear{Note: 1, Group: group}, zero.Add(at))
	}
	look(0, "1m0s each for 4")
	hear(0, 0)
	look(0, "1m0s each for 3, group 1 has 1m0s")
	look(time.Minute, "1m0s each for 3, group 1 has 0s")
	look(150*time.Second, "30s each for 3, group 1 has -1m30s") // it still speaks
	hear(150*time.Second, 0)
	look(150*time.Second, "30s each for 2, group 2 has 30s")
	give(t, s, run.PassOver{Note: 1}, zero.Add(160*time.Second)) // group 2 comes back later
	look(160*time.Second, "26.666666666s each for 3")
	hear(160*time.Second, 0)
	give(t, s, run.Pause{}, zero.Add(170*time.Second))
	give(t, s, run.Resume{}, zero.Add(290*time.Second)) // a pause is nobody's time
	look(290*time.Second, "26.666666667s each for 2, group 3 has 16.666666666s")
	hear(390*time.Second, 0)
	look(390*time.Second, "0s each for 1, group 4 has 0s") // nothing is left
	hear(400*time.Second, 0)
	r := s.RoundAt(0, 1)
	if r.Voices[r.Speaking].Group != 1 {
		t.Errorf("group %d comes back", r.Voices[r.Speaking].Group+1)
	}
	give(t, s, run.HearOut{Note: 1}, zero.Add(410*time.Second))
	if !r.Over() {
		t.Errorf("not over: %+v", r)
	}
	var spoke []string
	for i, v := range r.Voices {
		spoke = append(spoke, fmt.Sprintf("%d:%v", v.Group+1, s.Spoke(r, i, zero.Add(time.Hour))))
	}
	// Group 3 spoke for 230 s less the pause of 120.
	if got := strings.Join(spoke, " "); got != "1:2m30s 3:1m50s 4:10s 2:20s" {
		t.Errorf("spoke %s", got)
	}
	for range 9 {
		give(t, s, run.Undo{}, zero.Add(time.Hour))
	}
	if len(s.Rounds()) != 0 || s.Gathering().People != 18 {
		t.Errorf("undone: %+v", s.Rounds())
	}
}

// The group that begins rotates, and who joined between two rounds is in the
// next.
func TestRoundsRotate(t *testing.T) {
	t.Parallel()
	s := run.New(roundPlan(), run.Booking{})
	give(t, s, run.Gather{People: 3, Groups: 3}, zero)
	give(t, s, run.Start{}, zero)
	order := func() string {
		var order []string
		for _, v := range s.RoundAt(s.Current(), 1).Voices {
			order = append(order, fmt.Sprint(v.Group+1))
		}
		return strings.Join(order, " ")
	}
	for i, want := range []string{"1 2 3", "2 3 1", "3 4 1 2"} {
		if i == 2 {
			give(t, s, run.Gather{People: 4, Groups: 4}, zero)
		}
		if got := order(); got != want {
			t.Errorf("round %d: %s, want %s", i+1, got, want)
		}
		give(t, s, run.Hear{Note: 1}, zero)
		if got := order(); got != want {
			t.Errorf("round %d, begun: %s, want %s", i+1, got, want)
		}
		if i < 2 {
			give(t, s, run.Next{}, zero)
		}
	}
}

func TestOneVoice(t *testing.T) {
	t.Parallel()
	s := run.New(roundPlan(), run.Booking{})
	give(t, s, run.Gather{People: 1}, zero)
	give(t, s, run.Start{}, zero)
	r := s.RoundAt(0, 1)
	if len(r.Voices) != 1 {
		t.Fatalf("%+v", r)
	}
	if got := shareWords(s, r, zero); got != "4m0s each for 1" {
		t.Error(got)
	}
}

func TestQuiz(t *testing.T) {
	t.Parallel()
	plan := planOf(time.Hour, "a 5m")
	plan.WordsPerMinute = 130
	plan.Activities[0].Phases[0].Notes = []session.Note{
		{Kind: session.TakeQuiz, Ref: "q"}, {Kind: session.Say, Text: strings.Repeat("word ", 130)},
	}
	plan.Quizzes = []session.Quiz{{ID: "q", Statements: []session.Statement{
		{Text: "one", Answer: true}, {Text: "two"}, {Text: "three"}, {Text: "four"},
	}}}
	s := run.New(plan, run.Booking{})
	give(t, s, run.Start{}, zero)
	share := func(now time.Duration, want time.Duration, left int) {
		t.Helper()
		if each, n := s.StatementShare(0, zero.Add(now)); each != want || n != left {
			t.Errorf("at %v: %v each for %d, want %v for %d", now, each, n, want, left)
		}
	}
	share(0, time.Minute, 4)
	show := func(n int) { t.Helper(); give(t, s, run.ShowStatement{Quiz: "q", Statement: n}, zero) }
	hands := func(n, yes, no int) run.Command {
		return run.CountHands{Quiz: "q", Statement: n, True: yes, False: no}
	}
	for want, c := range map[string]run.Command{
		`no statement is shown`:                                 run.Reveal{Quiz: "q"},
		`the plan has no quiz "x"`:                              run.ShowStatement{Quiz: "x"},
		`the quiz has no such statement: there are 4`:           run.ShowStatement{Quiz: "q", Statement: 5},
		`no groups are formed that could score`:                 run.ScoreGroups{Quiz: "q", Right: []int{0}},
		`hands are counted from 0`:                              hands(0, -1, 2),
		`1001 hands are more than the 1000 people there can be`: hands(0, 1001, 0),
	} {
		if got := refusal(s, c, zero); got != want {
			t.Errorf("%+v: refused %q, want %q", c, got, want)
		}
	}
	show(0)
	give(t, s, hands(0, 40, 2), zero) // nobody said how many people there are
	give(t, s, run.Gather{People: 18, Groups: 4}, zero)
	if got, want := refusal(s, hands(1, 12, 7), zero), "19 hands (12 for true, 7 for false) are more than the 18 people here"; got != want {
		t.Errorf("refused %q, want %q", got, want)
	}
	give(t, s, hands(0, 16, 2), zero)
	give(t, s, run.Reveal{Quiz: "q"}, zero)
	show(1)
	share(60*time.Second, time.Minute, 3)
	share(400*time.Second, 0, 3)
	give(t, s, hands(1, 9, 9), zero)
	show(2)
	give(t, s, hands(2, 0, 0), zero)
	show(3)
	give(t, s, hands(3, 4, 10), zero)
	give(t, s, run.ScoreGroups{Quiz: "q", Statement: 3, Right: []int{3, 0, 3}}, zero)
	give(t, s, run.ScoreGroups{Quiz: "q", Statement: 1, Right: []int{3}}, zero)
	show(4)
	q := s.Quiz("q")
	if !q.Over() || !slices.Equal(q.Split(), []int{1, 3, 0}) || q.Wrong(0) != 2 || q.Wrong(1) != 9 {
		t.Errorf("split %v, wrong %d and %d", q.Split(), q.Wrong(0), q.Wrong(1))
	}
	if q.Score(3) != 2 || q.Score(0) != 1 || q.Score(1) != 0 || !q.Scored() {
		t.Errorf("scores %d %d %d", q.Score(3), q.Score(0), q.Score(1))
	}
	for range 14 {
		give(t, s, run.Undo{}, zero)
	}
	if q.At != run.NotBegun || q.Scored() || q.Answers[0].Revealed {
		t.Errorf("undone: %+v", q)
	}
	if word, _ := s.Undoable(); word != run.CmdStart {
		t.Errorf("next to undo: %s", word)
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	plan := planOf(time.Hour, "a 5m")
	plan.Outcomes = []session.Outcome{{ID: "myths"}, {ID: "signs"}}
	plan.Evaluation.Questions = []session.Question{
		{ID: "useful", Kind: session.Scale},
		{ID: "pace", Kind: session.Choice, Options: []string{"slow", "fast"}},
		{ID: "why", Kind: session.FreeText},
	}
	s := run.New(plan, run.Booking{})
	form := func(f run.Form) run.Command { return run.TakeForm{Form: f} }
	for want, f := range map[string]run.Form{
		`the form is empty`:                                           {Answers: []run.FormAnswer{{Question: "why", Text: " "}}},
		`the plan asks no question "x"`:                               {Answers: []run.FormAnswer{{Question: "x"}}},
		`11 is not on the scale from 0 to 10 of question "useful"`:    {Answers: []run.FormAnswer{{Question: "useful", Scale: 11}}},
		`question "pace" has 2 options, and this is none of them`:     {Answers: []run.FormAnswer{{Question: "pace", Option: 2}}},
		`question "useful" is answered twice`:                         {Answers: []run.FormAnswer{{Question: "useful"}, {Question: "useful"}}},
		`the plan has no outcome "x"`:                                 {Confidence: []run.Confidence{{Outcome: "x"}}},
		`a confidence in "signs" is not on the scale from 0 to 10`:    {Confidence: []run.Confidence{{Outcome: "signs", Before: 3, After: 11}}},
		`the answer to question "why" is longer than 2000 characters`: {Answers: []run.FormAnswer{{Question: "why", Text: strings.Repeat("é", 2001)}}},
	} {
		if got := refusal(s, form(f), zero); got != want {
			t.Errorf("refused %q, want %q", got, want)
		}
	}
	give(t, s, form(run.Form{
		Answers:    []run.FormAnswer{{Question: "why", Text: " a\x1b "}, {Question: "useful", Scale: 0}},
		Confidence: []run.Confidence{{"signs", 3, 7}, {"myths", run.Unsaid, run.Unsaid}},
	}), zero)
	f := s.Forms()[0]
	if got := fmt.Sprintf("%+v", f.Form); got != "{FollowUp:false Answers:[{Question:useful Scale:0 Option:0 Text:} {Question:why Scale:0 Option:0 Text:a␛}] Confidence:[{Outcome:signs Before:3 After:7}]}" {
		t.Error(got)
	}
	give(t, s, run.CorrectForm{ID: 1, Form: run.Form{Answers: []run.FormAnswer{{Question: "useful", Scale: 9}}}}, zero)
	give(t, s, run.StrikeForm{ID: 1}, zero)
	if f := s.Forms()[0]; !f.Struck || f.Form.Answers[0].Scale != 9 {
		t.Errorf("%+v", f)
	}
	if got := refusal(s, run.StrikeForm{ID: 2}, zero); got != "there is no form 2: there are 1" {
		t.Error(got)
	}
	for range 3 {
		give(t, s, run.Undo{}, zero)
	}
	if len(s.Forms()) != 0 {
		t.Errorf("%+v", s.Forms())
	}
}

// Who has the word as a rehearsal takes the phase as done has not spoken for
// the time that was credited.
func TestRoundOfCreditedPhase(t *testing.T) {
	t.Parallel()
	s := run.New(roundPlan(), run.Booking{Rehearsal: true})
	give(t, s, run.Gather{People: 18, Groups: 4}, zero)
	give(t, s, run.Start{}, zero)
	give(t, s, run.Hear{Note: 1}, zero.Add(10*time.Second))
	give(t, s, run.Credit{}, zero.Add(40*time.Second))
	r := s.RoundAt(0, 1)
	if got := s.Spoke(r, 0, zero.Add(time.Hour)); got != 30*time.Second {
		t.Errorf("group 1 spoke for %v", got)
	}
	give(t, s, run.Back{}, zero.Add(5*time.Minute))
	give(t, s, run.Hear{Note: 1}, zero.Add(5*time.Minute+20*time.Second))
	if got := s.Spoke(r, 0, zero.Add(time.Hour)); got != 50*time.Second {
		t.Errorf("back again, group 1 spoke for %v", got)
	}
}
