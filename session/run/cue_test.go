package run_test

import (
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// Each budget is watched second by second, from the phase's beginning until
// nearly four minutes over: every cue at its moment, for as long as CueShown
// or until the next, and nothing else.
func TestCueMoments(t *testing.T) {
	for budget, warnings := range map[string]string{
		"1h":    "5m 2m 1m",
		"10m1s": "5m 2m 1m",
		"10m":   "5m 2m 1m",
		"9m59s": "2m 1m",
		"5m":    "2m 1m",
		"4m59s": "1m 30s",
		"2m":    "1m 30s",
		"1m59s": "15s",
		"16s":   "15s",
		"15s":   "15s", // as the phase is entered
		"14s":   "",    // its moment lies before that
		"1s":    "",
	} {
		length, err := time.ParseDuration(budget)
		if err != nil {
			t.Fatal(err)
		}
		var moments []time.Duration // by the time left
		for _, text := range strings.Fields(warnings + " 0s -1m -2m -3m") {
			left, err := time.ParseDuration(text)
			if err != nil {
				t.Fatal(err)
			}
			moments = append(moments, left)
		}
		s := played(t, planOf(2*time.Hour, "a "+budget+"; b 5m"), "0s start")
		for spent := time.Duration(0); spent < length+4*time.Minute; spent += time.Second {
			want := "-"
			for _, left := range moments {
				if since := spent - (length - left); since >= 0 && since < run.CueShown {
					want = timer.FormatSpan(left) + " at " + timer.FormatSpan(length-left)
				} else if since >= 0 {
					want = "-"
				}
			}
			if got := cueAt(s, spent); got != want {
				t.Errorf("budget %s, %v spent: %s, want %s", budget, spent, got, want)
			}
		}
	}
}

// cueAt is the cue shown at an offset, and where its moment was.
func cueAt(s *run.State, at time.Duration) string {
	cue, ok := s.Cue(zero.Add(at))
	if !ok {
		return "-"
	}
	return timer.FormatSpan(cue.Left) + " at " + offset(cue.At)
}

// A cue has its moment to the nanosecond.
func TestCueEdges(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 10m; b 5m"), "0s start")
	for at, want := range map[time.Duration]string{
		5*time.Minute - 1:                   "-",
		5 * time.Minute:                     "5m at 5m",
		5*time.Minute + run.CueShown - 1:    "5m at 5m",
		5*time.Minute + run.CueShown:        "-",
		10*time.Minute - 1:                  "-",
		10 * time.Minute:                    "0s at 10m",
		11*time.Minute - 1:                  "-",
		11 * time.Minute:                    "-1m at 11m",
		100*time.Minute + run.CueShown - 1:  "-1h30m at 1h40m",
		100*time.Minute + run.CueShown:      "-",
		1000*time.Minute + run.CueShown - 1: "-16h30m at 16h40m",
	} {
		if got := cueAt(s, at); got != want {
			t.Errorf("%v spent: %s, want %s", at, got, want)
		}
	}
}

// In these scripts "cue" asks for the cue shown then.
func TestCues(t *testing.T) {
	plan := planOf(2*time.Hour, "a 10m; b 6m; c 10m")
	for name, script := range map[string]string{
		"before the start": "0s cue -; 5m cue -; 10m cue -",
		"after the end":    "0s start; 4m59s cue -; 5m finish; 5m cue -; 10m cue -",
		"on moving on":     "0s start; 5m cue 5m; 5m1s next; 5m1s cue -; 9m cue -; 9m1s cue 2m",
		"undone moving on": "0s start; 5m next; 5m10s cue -; 5m10s undo; 5m10s cue 5m",

		"none while paused":             "0s start; 5m pause; 5m cue -; 5m10s cue -; 10m cue -; 11m cue -",
		"after a pause before it":       "0s start; 4m50s pause; 6m resume; 6m9s cue -; 6m10s cue 5m; 6m29s cue 5m; 6m30s cue -",
		"not again after a pause":       "0s start; 5m5s cue 5m; 5m5s pause; 8m resume; 8m cue -; 8m14s cue -; 10m54s cue -; 10m55s cue 2m",
		"not again after a short pause": "0s start; 5m cue 5m; 5m5s pause; 5m6s resume; 5m6s cue -",
		"entered paused":                "0s start; 4m pause; 5m next; 9m resume; 9m cue -; 12m59s cue -; 13m cue 2m",
		"a pause that was undone":       "0s start; 4m pause; 5m10s undo; 5m10s cue 5m",

		"asleep at it":             "0s start; 4m50s sleep 20s; 5m10s cue -; 5m19s cue -; 7m59s cue -; 8m cue 2m",
		"asleep from it on":        "0s start; 5m sleep 10s; 5m10s cue -",
		"asleep until it":          "0s start; 4m sleep 1m; 5m cue 5m",
		"asleep before it":         "0s start; 4m sleep 55s; 4m59s cue -; 5m cue 5m; 5m20s cue -",
		"asleep after it":          "0s start; 5m5s sleep 5s; 5m10s cue 5m; 5m20s cue -",
		"asleep at several":        "0s start; 4m50s sleep 4m20s; 9m10s cue -; 9m59s cue -; 10m cue 0s",
		"asleep over time":         "0s start; 10m50s sleep 15s; 11m5s cue -; 12m cue -2m",
		"asleep at it, earlier on": "0s start; 4m50s sleep 20s; 5m11s sleep 1s; 5m13s cue -",
		"asleep, taken out":        "0s start; 4m50s sleep 20s; 5m10s exclude-gap; 5m10s cue -; 5m19s cue -; 5m20s cue 5m",
		"asleep after it, taken out": "0s start; 5m5s sleep 5m; 10m5s exclude-gap; 10m5s cue -; 10m15s cue -; 12m59s cue -; " +
			"13m cue 2m",

		"on coming back":           "0s start; 5m5s next; 5m5s cue -; 9m5s cue 2m; 9m10s back; 9m10s cue -; 12m4s cue -; 12m5s cue 2m",
		"on coming back over time": "0s start; 11m5s next; 12m back; 12m cue -; 12m54s cue -; 12m55s cue -2m",
		"on jumping":               "0s start; 8m5s goto c; 8m5s cue -; 13m4s cue -; 13m5s cue 5m; 13m6s goto a; 13m6s cue -; 14m1s cue 1m",

		"entered earlier than said":   "0s start; 10m next; 10m cue -; 10m backdate 4m30s; 10m cue -; 10m29s cue -; 10m30s cue 1m",
		"started earlier than said":   "1m start; 1m backdate 10m30s; 1m cue -; 1m29s cue -; 1m30s cue -1m",
		"resumed earlier than said":   "0s start; 4m pause; 6m resume; 6m backdate 1m; 6m cue 5m; 6m20s cue -",
		"resumed much earlier":        "0s start; 4m pause; 6m resume; 6m backdate 1m30s; 6m cue -; 8m30s cue 2m",
		"paused earlier than said":    "0s start; 5m10s pause; 5m10s backdate 20s; 6m resume; 6m9s cue -; 6m10s cue 5m",
		"backdated only to the entry": "0s start; 9m50s next; 9m55s backdate 1m; 12m50s cue 2m",

		"a longer budget":             "0s start; 1m extend 2m; 5m cue -; 7m cue 5m",
		"a shorter budget":            "0s start; 1m trim 1m; 4m cue -; 7m cue 2m; 8m cue 1m; 9m cue 0s",
		"lengthened to ten minutes":   "0s start; 0s next; 0s extend 4m; 5m cue 5m",
		"shortened to five minutes":   "0s start; 1m allot a 5m; 3m cue 2m; 4m cue 1m; 4m30s cue -",
		"shortened below five":        "0s start; 1m allot a 4m; 2m cue -; 3m cue 1m; 3m30s cue 30s; 4m cue 0s",
		"shortened onto a moment":     "0s start; 3m trim 5m; 3m cue 2m; 3m20s cue -",
		"shortened well past moments": "0s start; 3m allot a 4m20s; 3m cue -; 3m20s cue 1m; 3m50s cue 30s",
		"shortened to what is spent":  "0s start; 3m trim 10m; 3m cue 0s; 3m20s cue -; 4m cue -1m",
		"lengthened when over time":   "0s start; 10m30s extend 10m; 10m30s cue -; 11m cue -; 15m cue 5m; 20m cue 0s",
		"shortened back by undo":      "0s start; 1m extend 5m; 5m cue -; 5m10s undo; 5m10s cue 5m",
		"shortened by a recovery":     "0s allot b 12m; 0s until 20m; 0s recover trim; 0s start; 0s next; 1m cue -; 2m cue 1m; 2m30s cue 30s; 3m cue 0s",
	} {
		t.Run(name, func(t *testing.T) {
			s := run.New(plan, run.Booking{})
			for line := range strings.SplitSeq(script, ";") {
				words := strings.Fields(line)
				if words[1] != "cue" {
					play(t, s, line)
					continue
				}
				got := "-"
				if cue, ok := s.Cue(instant(words[0])); ok {
					got = timer.FormatSpan(cue.Left)
				}
				if got != words[2] {
					t.Errorf("at %s: %s, want %s", words[0], got, words[2])
				}
			}
		})
	}
}

// TestLastMinutes has phases with cues of their own, of their activity's and the
// plan's, and none.
func TestLastMinutes(t *testing.T) {
	left := func(minutes ...int) []session.Cue {
		cues := []session.Cue{}
		for _, m := range minutes {
			cues = append(cues, session.Cue{Left: time.Duration(max(0, m)) * time.Minute, After: time.Duration(max(0, -m)) * time.Minute})
		}
		return cues
	}
	for _, test := range []struct {
		budget                string
		plan, activity, phase []session.Cue
		want                  time.Duration
	}{
		{"1h", nil, nil, nil, 2 * time.Minute},
		{"5m", nil, nil, nil, 2 * time.Minute},
		{"4m59s", nil, nil, nil, time.Minute},
		{"40s", nil, nil, nil, time.Minute},
		{"1h", left(10, 3, 1), nil, nil, 3 * time.Minute},
		{"1h", left(1, 10, 3), nil, nil, 3 * time.Minute},
		{"1h", left(1, 10, 1), nil, nil, 10 * time.Minute},
		{"1h", left(10, 3, 1), left(9, 4), left(8, 7, 6), 7 * time.Minute},
		{"1h", left(10, 3, 1), left(9, 4), nil, 9 * time.Minute},
		{"1h", nil, nil, left(7), 7 * time.Minute},
		{"8m", left(10, 9, 1), nil, nil, time.Minute},
		{"8m", nil, nil, left(10, 9), 2 * time.Minute},
		{"3m", nil, nil, left(), time.Minute},
		{"6m", nil, nil, left(-2, -4), 2 * time.Minute},
		{"6m", nil, nil, left(-2, -4, 1), time.Minute},
		{"6m", nil, nil, left(-2, 3, 1), 3 * time.Minute},
	} {
		plan := planOf(2*time.Hour, "a "+test.budget+"; b 5m")
		plan.Cues, plan.Activities[0].Cues, plan.Activities[0].Phases[0].Cues = test.plan, test.activity, test.phase
		if got := run.New(plan, run.Booking{}).LastMinutes(0); got != test.want {
			t.Errorf("%s, %v, %v, %v: %v, want %v", test.budget, test.plan, test.activity, test.phase, got, test.want)
		}
	}
	if got := played(t, planOf(2*time.Hour, "a 6m; b 5m"), "0s start; 0s trim 2m").LastMinutes(0); got != time.Minute {
		t.Errorf("cut to four minutes: %v", got)
	}
}
