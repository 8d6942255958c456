package runs

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/sessions"
)

// workCommand is a command that says what people do, as scripts of reported
// runs write it; false where it is none. Numbers count from 1.
//
//	people N [GROUPS]       names SEED GROUPS NAME…   pairs SEED
//	join [NAME]             leave NAME|GROUP          setting TARGET SETTING
//	quiz ID N               reveal ID                 (N one after the last: the summary)
//	hands ID N TRUE FALSE   score ID N GROUP…
//	hear [in NOTE] [GROUP]  heard [in NOTE]           pass [in NOTE] [GROUP]
//	form ANSWER…            form-edit ID ANSWER…      form-strike ID
//
// A round is that of the current phase, the first unless its note is given. An
// answer is QUESTION=SCALE, QUESTION=OPTION, QUESTION=some_text or
// OUTCOME:BEFORE>AFTER, of which one number may be missing.
func workCommand(t testing.TB, s *run.State, words []string) (c run.Command, ok bool) {
	t.Helper()
	args := words[1:]
	number := func(i int) int {
		if i >= len(args) {
			return 0
		}
		n, err := strconv.Atoi(args[i])
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		return n
	}
	note := func() int {
		notes := s.Phases()[s.Current()].Plan.Notes
		n := slices.IndexFunc(notes, func(n session.Note) bool { return n.Kind == session.Round })
		if len(args) > 0 && args[0] == "in" {
			n, args = number(1)-1, args[2:]
		}
		return n
	}
	switch run.Word(words[0]) {
	case run.CmdPeople:
		return run.Gather{People: number(0), Groups: number(1)}, true
	case "names":
		return run.Gather{Seed: uint64(number(0)), Groups: number(1), Names: args[2:]}, true
	case run.CmdPairs:
		return run.Pair{Seed: uint64(number(0))}, true
	case run.CmdJoin:
		return run.Join{Name: strings.Join(args, " ")}, true
	case run.CmdLeave:
		if n, err := strconv.Atoi(args[0]); err == nil {
			return run.Leave{Group: n}, true
		}
		return run.Leave{Name: args[0]}, true
	case run.CmdSetting:
		return run.ChooseSetting{Phase: args[0], Setting: session.Setting(args[1])}, true
	case run.CmdQuiz:
		return run.ShowStatement{Quiz: args[0], Statement: number(1) - 1}, true
	case run.CmdReveal:
		return run.Reveal{Quiz: args[0]}, true
	case run.CmdHands:
		return run.CountHands{Quiz: args[0], Statement: number(1) - 1, True: number(2), False: number(3)}, true
	case run.CmdScore:
		c := run.ScoreGroups{Quiz: args[0], Statement: number(1) - 1}
		for i := range args[2:] {
			c.Right = append(c.Right, number(2+i)-1)
		}
		return c, true
	case run.CmdHear:
		n := note()
		return run.Hear{Note: n, Group: number(0)}, true
	case run.CmdHeard:
		return run.HearOut{Note: note()}, true
	case run.CmdPass:
		n := note()
		return run.PassOver{Note: n, Group: number(0)}, true
	case run.CmdForm:
		return run.TakeForm{Form: answeredForm(t, s.Plan(), args)}, true
	case run.CmdFormEdit:
		return run.CorrectForm{ID: number(0), Form: answeredForm(t, s.Plan(), args[1:])}, true
	case run.CmdFormStrike:
		return run.StrikeForm{ID: number(0)}, true
	}
	return nil, false
}

func answeredForm(t testing.TB, plan *session.Plan, answers []string) (f run.Form) {
	t.Helper()
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, text := range answers {
		if outcome, both, ok := strings.Cut(text, ":"); ok {
			c := run.Confidence{Outcome: outcome, Before: run.Unsaid, After: run.Unsaid}
			before, after, _ := strings.Cut(both, ">")
			if before != "" {
				c.Before = number(before)
			}
			if after != "" {
				c.After = number(after)
			}
			f.Confidence = append(f.Confidence, c)
			continue
		}
		id, value, _ := strings.Cut(text, "=")
		a := run.FormAnswer{Question: id}
		for i := range plan.Evaluation.Questions {
			if q := &plan.Evaluation.Questions[i]; q.ID == id {
				switch q.Kind {
				case session.Scale:
					a.Scale = number(value)
				case session.Choice:
					a.Option = number(value) - 1
				case session.FreeText:
					a.Text = strings.ReplaceAll(value, "_", " ")
				}
			}
		}
		f.Answers = append(f.Answers, a)
	}
	return f
}

// shippedSource is the plan that ships, as a text.
func shippedSource() string {
	src, _ := sessions.Read(clitest.Shipped)
	return string(src)
}

// withEverything is a delivery of the plan that ships, with all that people do
// in one: eighteen of them, in four groups.
const withEverything = `
	0:00  people 16 4
	0:10  undo
	0:20  people 18 4
	0:30  start
	5:00  next                             # the quiz, on paper
	5:10  setting myth-buster/1 groups
	5:20  undo
	5:30  setting myth-buster/1 groups
	10:00 next                             # its answers
	10:05 quiz myths 1
	10:20 hands myths 1 6 12
	10:25 reveal myths
	10:30 score myths 1 1 2 3
	10:45 quiz myths 2
	10:55 hands myths 2 16 2
	11:00 reveal myths
	11:05 score myths 2 1 2 3 4
	11:20 quiz myths 3
	11:30 hands myths 3 12 5
	11:35 reveal myths
	11:37 undo                             # too early
	11:45 reveal myths
	11:50 score myths 3 2
	12:10 quiz myths 4
	12:20 hands myths 4 9 9
	12:25 reveal myths
	12:30 score myths 4 2 4
	12:31 score myths 4 4
	12:50 quiz myths 5
	13:00 hands myths 5 18 0
	13:05 reveal myths
	13:06 score myths 5 1 2 3 4
	13:25 quiz myths 6
	13:35 hands myths 6 4 14
	13:37 hands myths 6 3 14
	13:38 undo
	13:40 reveal myths
	13:45 score myths 6 1 3 4
	14:00 quiz myths 7
	14:10 hands myths 7 10 8
	14:15 reveal myths
	14:20 quiz myths 8
	14:22 undo
	14:25 quiz myths 8
	14:40 hands myths 8 7 10
	14:45 reveal myths
	14:47 score myths 8 3
	15:20 quiz myths 9
	15:40 next                             # in groups
	15:50 pairs 7
	15:55 undo
	20:30 next                             # a round
	20:40 hear
	21:50 hear
	22:30 pause question                   # in the middle of it
	24:00 resume
	24:20 hear 4
	25:05 heard
	25:10 hear
	25:40 undo
	25:45 hear
	26:20 heard
	26:25 undo
	26:40 heard
	26:50 join                             # somebody is late
	27:00 next                             # the figures
	31:30 next                             # in groups
	36:00 next                             # a round in which one is passed over
	36:10 pass
	36:12 undo
	36:20 hear
	37:00 pass
	37:10 hear
	38:20 hear
	39:05 hear
	39:50 hear
	40:30 heard
	41:00 next
	45:00 next
	45:10 hear 3                           # cut short
	46:40 hear
	48:00 next
	48:10 leave 2
	48:20 undo
	48:30 leave 2
	55:00 next
	55:10 pass 1
	55:12 hear
	55:50 hear
	56:30 hear
	57:15 hear
	57:16 backdate 5s
	58:30 next                             # who had the word has been heard
	1:00:00 sleep 30s
	1:01:00 exclude-gap
	1:07:00 next
	1:07:20 hear
	1:08:30 hear
	1:09:20 hear
	1:10:10 hear
	1:11:00 heard
	1:12:00 next
	1:15:00 next
	1:16:30 finish
	1:20:00 form useful=9 comfortable=8 pace=2 most-useful=1 differently=Talk_to_my_baby_more myths:3>8 describe:2>7 affect:4>7 impact:3>6 signs:2>8 promote:5>8 access:1>9
	1:20:30 form useful=10 comfortable=10 pace=2 most-useful=7 myths:5>9 describe:4>8 affect:4>8 impact:4>8 signs:4>7 promote:6>9 access:2>8
	1:21:00 form useful=7 comfortable=9 pace=3 most-useful=6 more=More_time_for_the_signs myths:2>6 describe:3>6 signs:3>5 access:4>7
	1:21:30 form useful=8 comfortable=7 pace=2 most-useful=6 myths:4>7 describe:5>7 affect:6>6 impact:5>6 signs:2>6 promote:4>7 access:3>8
	1:22:00 form useful=8 comfortable=10 pace=2 most-useful=2 differently=Go_for_walks myths:6>8 describe:3>7
	1:22:30 form useful=6 comfortable=5 pace=3 most-useful=4 more=It_was_a_lot_at_once myths:4>5 describe:2>4 affect:3>5 impact:2>5 signs:1>5 promote:3>4 access:2>5
	1:23:00 form useful=9 comfortable=9 pace=2 most-useful=7 myths:3>7 describe:2>8 affect:4>8 impact:3>7 signs:4>8 promote:4>8 access:3>9
	1:23:30 form useful=0 comfortable=1
	1:23:35 undo
	1:23:40 form useful=10 comfortable=9 pace=2 most-useful=8 differently=Rest_when_the_baby_rests myths:7>9 describe:6>9 affect:7>9 impact:6>8 signs:7>9 promote:7>9 access:5>9
	1:24:00 form useful=5 comfortable=6 pace=1 most-useful=3 myths:8>8 describe:8>8 affect:8>8 impact:9>8 signs:7>7 promote:8>7 access:6>7
	1:24:30 form useful=8 comfortable=8 pace=2 most-useful=1 myths:3>9 describe:>8 signs:5>
	1:25:00 form useful=9 pace=2 differently=Ask_the_health_visitor myths:4>8 access:1>10
	1:25:30 form comfortable=10 pace=2 most-useful=5 impact:2>7
	1:26:00 form useful=7 comfortable=7 pace=2 most-useful=6 myths:5>6 describe:4>6 affect:5>6 impact:5>5 signs:3>6 promote:5>6 access:4>6
	1:26:30 form useful=8 comfortable=9 pace=3 most-useful=7 more=Where_do_grandparents_come_in? myths:2>7 describe:3>7
	1:27:00 form useful=10 comfortable=10 pace=2 most-useful=6 myths:1>9 describe:1>8 affect:2>8 impact:1>8 signs:0>8 promote:3>9 access:0>10
	1:27:30 form useful=3 comfortable=4 pace=3
	1:28:00 form useful=9 comfortable=8 pace=2 most-useful=2 differently=Put_the_phone_away myths:4>7 describe:3>6 affect:4>6 impact:4>7 signs:3>7 promote:4>8 access:3>7
	1:28:30 form useful=8 comfortable=9 pace=2 most-useful=4 myths:5>8 describe:4>7 affect:5>8 impact:4>7 signs:4>7 promote:5>8 access:5>8
	1:28:40 form useful=8 comfortable=9 pace=2 most-useful=4 myths:5>8   # typed in twice
	1:28:50 form-strike 19
	1:29:00 form-strike 18
	1:29:10 undo
	1:29:20 form-edit 16 useful=4 comfortable=4 pace=3
	1:29:40 form-edit 1 useful=1
	1:29:50 undo
`

// oddPlan is a plan with what the one that ships has not: two quizzes, two
// rounds in a phase, and nothing else to do.
const oddPlan = `
id: odd-work
title: Odd work
duration: 1h
outcomes: [{id: read, text: Read a map}]
quizzes:
  - {id: maps, title: Maps, statements: [{text: North is up., answer: true}, {text: Blue is land., answer: false}, {text: Lines cross., answer: false}]}
  - {id: boots, title: "Boots | socks", statements: [{text: Two pairs, answer: true}, {text: None, answer: false}]}
activities:
  - id: ask
    title: Ask
    duration: 10m
    setting: [pairs, groups, plenary]
    notes: [{quiz: maps}, {quiz: boots}]
  - id: hear
    title: Hear
    phases:
      - {name: One, duration: 10m, notes: [{round: First.}, {say: Between.}, {round: Second.}]}
      - {name: Two, duration: 10m, setting: [groups, plenary], notes: [{round: Third.}]}
  - {id: end, title: End, duration: 5m}
evaluation:
  questions: [{id: why, text: "Why?", kind: text}, {id: good, text: "Good?", kind: scale}, {id: none, text: "Unasked?", kind: scale}]
`

// oddWork is a rehearsal in which groups are formed anew between rounds, a
// phase is begun again within one, and that ends within another.
const oddWork = `
	0:00  setting ask plenary
	0:10  form why=Before_it_began good=4 read:7>4
	1:00  start
	2:00  names 5 3 Anne Bert Cleo Dora Ezra Finn Gina
	2:10  pairs 3
	2:20  pairs 4
	2:30  undo
	3:00  quiz boots 1
	3:10  hands boots 1 0 0
	3:20  score boots 1 1 3
	3:22  score boots 1 2
	3:24  undo
	3:30  quiz maps 2
	3:40  hands maps 2 3 4
	3:50  hands maps 1 3 4
	3:55  hands maps 3 6 1
	4:00  join Hugo
	4:10  join
	4:12  join Ida
	4:13  undo
	4:15  leave Anne
	4:20  leave Bert
	4:25  undo
	4:30  pairs 9
	4:40  undo
	5:00  next
	5:10  hear
	6:00  lap
	6:20  heard
	6:30  hear 1
	7:00  hear in 3 2
	7:40  pass in 3
	8:00  hear in 3
	8:30  pass
	9:00  back
	9:10  names 11 2 Cleo Dora Ezra Finn Gina
	9:20  pairs 12
	9:30  next
	10:00 heard in 3
	11:00 next
	11:05 setting hear/2 plenary
	11:10 hear
	11:40 pause
	12:00 resume
	12:20 form why=And_why_not?
	12:25 form-strike 2
	12:27 undo
	12:29 form-strike 2
	12:30 hear
	13:00 setting hear/2 groups
	13:05 form-edit 1 good=6 read:7>4
	13:07 undo
`

// oneVoice is a session of one person, who is heard by herself, and groups of
// nobody knows how many.
const oneVoice = `
	0:00  start
	1:00  people 1
	1:10  quiz maps 1                      # shown, and no more
	1:20  hands boots 2 1 0                # counted, and not shown
	9:00  next
	9:10  hear
	11:00 next
	12:00 people 0 9
	13:00 hear
	13:30 pass
	14:00 hear 9
	15:00 hear 4
	16:00 next
	17:00 next
	17:10 form good=7
	17:20 form-strike 1
`
