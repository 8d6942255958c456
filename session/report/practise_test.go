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

var practiceZero = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

// practised carries out the lines of a script, "OFFSET COMMAND [ARGUMENTS]",
// in a rehearsal ("now" does nothing), and gives its state and the instant of the last line on the
// delivery's clock.
func practised(t *testing.T, plan *session.Plan, b run.Booking, script string) (*run.State, time.Time) {
	t.Helper()
	b.Rehearsal = true
	s := run.New(plan, b)
	now := practiceZero
	for line := range strings.SplitSeq(script, "; ") {
		if line == "" {
			continue
		}
		words := strings.Fields(line)
		offset, err := time.ParseDuration(words[0])
		if err != nil {
			t.Fatal(err)
		}
		now = practiceZero.Add(offset + s.Jumped())
		if words[1] == "now" {
			continue
		}
		c, err := run.ParseCommand(words[1:], true)
		if err != nil {
			t.Fatal(err)
		}
		e, err := run.Decide(s, c, now)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		s.Apply(e)
		now = practiceZero.Add(offset + s.Jumped())
	}
	return s, now
}

// wordsOf are so many words.
func wordsOf(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }

// practicePlan has four phases: 5 minutes with 260 words to speak, which take
// two of them; a group's 10 with 130; a plenary's 2 with nothing; and 20.
func practicePlan() *session.Plan {
	say := func(n int) []session.Note { return []session.Note{{Kind: session.Say, Text: wordsOf(n)}} }
	return &session.Plan{
		Title: "Practice", Duration: time.Hour, WordsPerMinute: 130,
		Activities: []session.Activity{
			{ID: "a", Title: "A", Single: true, Phases: []session.Phase{{Name: "A", Duration: 5 * time.Minute, Notes: say(260)}}},
			{ID: "b", Title: "B", Phases: []session.Phase{
				{Name: "Groups", Duration: 10 * time.Minute, Settings: []session.Setting{session.Groups}, Notes: say(130)},
				{Name: "Feedback", Duration: 2 * time.Minute},
			}},
			{ID: "c", Title: "C", Single: true, Phases: []session.Phase{{Name: "C", Duration: 20 * time.Minute}}},
		},
	}
}

func TestPractise(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, script string
		part         *run.Part
		want         string
	}{
		{
			name: "not begun",
			want: "over [] under [] kept 0 credited 0 missed []; nothing",
		}, {
			name:   "all as planned, to within their slack",
			script: "0s start; 5m15s next; 15m next; 16m46s next; 37m46s next", // +15s, -15s, -14s, +1m of 20
			want:   "over [] under [] kept 4 credited 0 missed []; kept",
		}, {
			name:   "just outside it",
			script: "0s start; 5m16s next; 15m16s next; 17m16s next; 36m15s next", // +16s, 0, 0, -1m1s
			want:   "over [0 +0:16] under [3 −1:01] kept 2 credited 0 missed []; over 0: it ran over by 0:16, 5% of its 5m",
		}, {
			name:   "a large part of a short time counts for more than a long one",
			script: "0s start; 5m next; 18m next; 21m next; 41m next", // +3m of 10, +1m of 2
			want:   "over [1 +3:00 2 +1:00] under [] kept 2 credited 0 missed []; over 2: it ran over by 1:00, 50% of its 2m",
		}, {
			name:   "the one it was left in is over already",
			script: "0s start; 5m next; 15m next; 18m now",
			want:   "over [2 +1:00] under [] kept 2 credited 0 missed [3]; over 2: it ran over by 1:00, 50% of its 2m",
		}, {
			name:   "left early",
			script: "0s start; 4m next; 5m now",
			want:   "over [] under [0 −1:00] kept 0 credited 0 missed [1 2 3]; missed 1: it was not finished",
		}, {
			name:   "left between",
			script: "0s start; 5m skip; 6m now",
			want:   "over [] under [] kept 0 credited 0 missed [1 2 3]; missed 1: it was not finished",
		}, {
			name:   "ended early",
			script: "0s start; 5m next; 15m finish",
			want:   "over [] under [] kept 2 credited 0 missed [2 3]; missed 2: it was not reached",
		}, {
			name:   "broken off",
			script: "0s start; 5m next; 7m finish",
			want:   "over [] under [] kept 1 credited 0 missed [1 2 3]; missed 1: it was not finished",
		}, {
			name:   "its words were passed over",
			script: "0s start; 5m next; 5m29s credit; 7m29s next; 22m29s next", // 130 words take a minute; 29 seconds of it were spent
			want:   "over [] under [3 −5:00] kept 2 credited 1 missed []; unsaid 1: it was taken as done before its words were spoken",
		}, {
			name:   "its words were spoken",
			script: "0s start; 5m next; 5m30s credit; 7m30s next; 22m30s next",
			want:   "over [] under [3 −5:00] kept 2 credited 1 missed []; under 3: it ran under by 5:00, 25% of its 20m",
		}, {
			name:   "nothing to say in what was taken as done",
			script: "0s start; 5m next; 15m next; 15m credit; 35m next",
			want:   "over [] under [] kept 3 credited 1 missed []; kept",
		}, {
			name:   "the last attempt counts",
			script: "0s start; 9m lap; 14m next; 24m next; 26m next; 46m next",
			want:   "over [] under [] kept 4 credited 0 missed []; kept",
		}, {
			name:   "given more, it ran over all the same",
			script: "0s start; 1m extend 3m; 8m next; 18m next; 20m next; 40m next",
			want:   "over [0 +3:00] under [] kept 3 credited 0 missed []; over 0: it ran over by 3:00, 60% of its 5m",
		}, {
			name: "a part", script: "0s start; 10m next; 12m next", part: &run.Part{From: 1, To: 1},
			want: "over [] under [] kept 2 credited 0 missed []; kept",
		}, {
			name: "a part left early", script: "0s start; 10m next; 11m now", part: &run.Part{From: 1, To: 1},
			want: "over [] under [] kept 1 credited 0 missed [2]; missed 2: it was not finished",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, now := practised(t, practicePlan(), run.Booking{Part: test.part}, test.script)
			p := report.Practise(s, now)
			timings := func(all []report.Timing) (words []string) {
				for _, one := range all {
					words = append(words, fmt.Sprint(one.Phase, " ", report.Off(one.Off())))
				}
				return words
			}
			got := fmt.Sprintf("over %v under %v kept %d credited %d missed %v; %s",
				timings(p.Over), timings(p.Under), p.Kept, p.Credited, p.Missed, p.Next.Why)
			if p.Next.Phase != run.NoPhase {
				got += fmt.Sprintf(" %d: %s", p.Next.Phase, p.Next.Words())
			}
			if got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestOff(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "+0:00", 80 * time.Second: "+1:20", -30 * time.Second: "−0:30", 499 * time.Millisecond: "+0:00",
		-time.Hour - time.Minute - time.Second: "−1:01:01",
	} {
		if got := report.Off(d); got != want {
			t.Errorf("%v is %s, not %s", d, got, want)
		}
	}
}

// The pace is taken from phases for speaking alone, spoken to their end.
func TestSpokenPace(t *testing.T) {
	t.Parallel()
	plan := practicePlan()
	add := func(id string, d time.Duration, settings []session.Setting, notes ...session.Note) {
		plan.Activities = append(plan.Activities, session.Activity{
			ID: id, Title: id, Single: true, Phases: []session.Phase{{Name: id, Duration: d, Settings: settings, Notes: notes}},
		})
	}
	say := session.Note{Kind: session.Say, Text: wordsOf(130)} // a minute
	add("plenary", 4*time.Minute, []session.Setting{session.Plenary}, say, session.Note{Kind: session.Do, Text: "Point at it."})
	add("choice", 4*time.Minute, []session.Setting{session.Plenary, session.Groups}, say)
	add("round", 4*time.Minute, nil, say, session.Note{Kind: session.Round, Text: "One each."})
	add("little", 4*time.Minute+time.Second, nil, say)
	// a: 260 words in 2:10. The groups', the plenary's without words, and C are
	// none of it. plenary: 130 words in 1:00. The others are none of it.
	s, now := practised(t, plan, run.Booking{}, "0s start; 1m lap; 3m10s next; 4m next; 5m next; 6m next; "+
		"6m30s pause; 16m30s resume; 17m next; 18m next; 19m next; 20m next")
	pace := report.SpokenPace(s, now)
	if pace != (report.Pace{Words: 390, Spoken: 3*time.Minute + 10*time.Second, Phases: 2}) {
		t.Errorf("%+v", pace)
	}
	// 390 words in 190 seconds are 123.16 a minute.
	if pace.PerMinute() != 123 || !pace.Enough() || !pace.Believable() {
		t.Errorf("%d words a minute, enough: %v, believable: %v", pace.PerMinute(), pace.Enough(), pace.Believable())
	}
	s, now = practised(t, plan, run.Booking{}, "0s start; 1m credit; 2m skip; 3m finish")
	if pace := report.SpokenPace(s, now); pace != (report.Pace{}) || pace.PerMinute() != 0 {
		t.Errorf("from what was credited and skipped: %+v", pace)
	}
	for pace, want := range map[report.Pace][2]bool{
		{Words: 200, Spoken: 3 * time.Minute}:   {true, true},
		{Words: 199, Spoken: 3 * time.Minute}:   {false, true},
		{Words: 400, Spoken: 3*time.Minute - 1}: {false, true},
		{Words: 900, Spoken: 3 * time.Minute}:   {true, true},
		{Words: 903, Spoken: 3 * time.Minute}:   {true, false},
		{Words: 200, Spoken: 4 * time.Minute}:   {true, false},
		{Words: 238, Spoken: 4 * time.Minute}:   {true, true}, // 59.5, which is 60
	} {
		if got := [2]bool{pace.Enough(), pace.Believable()}; got != want {
			t.Errorf("%+v, %d words a minute: enough, believable: %v", pace, pace.PerMinute(), got)
		}
	}
}
