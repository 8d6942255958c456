package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

var begin = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

func loaded(t *testing.T, src string) *session.Plan {
	t.Helper()
	plan, problems := session.Load("p.yaml", []byte(src))
	if plan == nil {
		t.Fatalf("%v\n%s", problems, src)
	}
	return plan
}

// took is a run in which the phases took these times one after the other; a
// negative one was skipped.
func took(plan *session.Plan, times ...time.Duration) *Record {
	// Nothing waits in it, so that each phase takes what is said.
	r := &Record{Kind: Delivery, Plan: plan, Created: begin, Last: begin, Booking: run.Booking{NoWaiting: true}}
	event := func(e run.Event) { r.Entries = append(r.Entries, Entry{At: r.Last, Event: e}) }
	event(run.Started{At: begin})
	for i, d := range times {
		left, by, to := run.Done, run.CmdNext, i+1
		if d < 0 {
			left, by, d = run.Skipped, run.CmdSkip, 0
		}
		if to == len(flat(plan)) {
			to = run.NoPhase
		}
		r.Last = r.Last.Add(d)
		event(run.Moved{At: r.Last, By: by, Left: left, To: to})
	}
	return r
}

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		seconds []int
		want    int
	}{
		{[]int{5}, 5},
		{[]int{4, 6}, 5},
		{[]int{4, 5}, 5}, // half a second: up
		{[]int{5, 6}, 6},
		{[]int{1, 2, 100}, 2},
		{[]int{1, 2, 3, 100}, 3},
		{[]int{1, 2, 4, 100}, 3},
	} {
		var sorted []time.Duration
		for _, s := range c.seconds {
			sorted = append(sorted, time.Duration(s)*time.Second)
		}
		if got := medianSpan(sorted); got != time.Duration(c.want)*time.Second {
			t.Errorf("of %v it is %v, not %d s", c.seconds, got, c.want)
		}
	}
}

// TestTune works proposals out by hand. A plan is written as its phases, "5m
// at_least 3m", and the time booked; all runs of one take the same.
func TestTune(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, booked string
		phases       []string
		took         []string
		how          Tuning
		want         string
		over         string
	}{
		{"to the half minute", "1h", []string{"5m", "5m", "5m", "5m"}, []string{"4m44s", "4m45s", "10s", "6m59s"}, Tuning{}, "4m30s 5m 30s 7m", "0s"},
		{"to the second", "1h", []string{"5m", "5m"}, []string{"4m44s", "1s"}, Tuning{Step: time.Second}, "4m44s 1s", "0s"},
		{"to two minutes", "1h", []string{"5m", "5m"}, []string{"4m59s", "5m"}, Tuning{Step: 2 * time.Minute}, "4m 6m", "0s"},
		{"never below at_least", "1h", []string{"5m at_least 4m45s", "5m at_least 4m"}, []string{"2m", "4m"}, Tuning{}, "4m45s 4m", "0s"},
		{"protected", "1h", []string{"5m protect", "5m protect"}, []string{"2m", "6m10s"}, Tuning{}, "5m 6m", "0s"},
		{"left alone", "1h", []string{"5m", "5m"}, []string{"-", "7m"}, Tuning{}, "5m 7m", "0s"},
		{"three runs wanted", "1h", []string{"5m"}, []string{"7m"}, Tuning{Least: 3}, "5m", "0s"},
		{"more than a day", "24h", []string{"5m"}, []string{"40h"}, Tuning{}, "24h", "0s"},

		// 25 in 22: three minutes are six steps. Room above half: 6, 4 and 2. The
		// first gives until it has 4 (4 steps), then the later of the two with
		// 4, then the first again: 9m30s and 7m30s.
		{"cut to fit", "22m", []string{"10m", "8m", "5m"}, []string{"12m", "8m", "5m"}, Tuning{}, "9m30s 7m30s 5m", "0s"},
		{"only what is needed", "24m30s", []string{"10m", "8m", "5m"}, []string{"12m", "8m", "5m"}, Tuning{}, "11m30s 8m 5m", "0s"},
		{"no more than the rest", "24m50s", []string{"10m", "8m", "5m"}, []string{"12m", "8m", "5m"}, Tuning{Step: time.Minute}, "11m 8m 5m", "0s"},
		{"the last step is smaller", "14m", []string{"5m at_least 4m50s", "10m protect"}, []string{"5m", "10m"}, Tuning{}, "4m50s 10m", "50s"},
		{"at_least is the floor", "15m", []string{"10m at_least 9m", "10m at_least 5m"}, []string{"10m", "10m"}, Tuning{}, "9m30s 5m30s", "0s"},
		{"what is left alone is not cut", "16m", []string{"10m", "10m"}, []string{"-", "10m"}, Tuning{}, "10m 6m", "0s"},
		{"it cannot fit", "14m", []string{"10m", "10m"}, []string{"-", "10m"}, Tuning{}, "10m 5m", "1m"},
		{"half is of what was measured", "10m", []string{"20m", "20m"}, []string{"8m", "10m"}, Tuning{}, "4m30s 5m30s", "0s"},
		{"but no more than is planned", "10m", []string{"5m", "5m"}, []string{"5m", "20m"}, Tuning{}, "4m 6m", "0s"},
		{"a protected one to what is planned", "10m", []string{"5m protect", "5m protect"}, []string{"8m", "8m"}, Tuning{}, "5m 5m", "0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			fmt.Fprintf(&b, "title: T\nduration: %s\nactivities:\n", c.booked)
			for i, phase := range c.phases {
				span, rest, _ := strings.Cut(phase, " ")
				fmt.Fprintf(&b, "- {id: a%d, title: A, duration: %s", i, span)
				if rest == "protect" {
					b.WriteString(", protect: true")
				} else if least, ok := strings.CutPrefix(rest, "at_least "); ok {
					b.WriteString(", at_least: " + least)
				}
				b.WriteString("}\n")
			}
			plan := loaded(t, b.String())
			var times []time.Duration
			for _, text := range c.took {
				d := time.Duration(-1)
				if text != "-" {
					var err error
					if d, err = time.ParseDuration(text); err != nil {
						t.Fatal(err)
					}
				}
				times = append(times, d)
			}
			tuned := Tune(plan, []*Record{took(plan, times...), took(plan, times...)}, c.how)
			var got []string
			for _, d := range tuned.Durations() {
				got = append(got, short(d))
			}
			if strings.Join(got, " ") != c.want || short(tuned.Over) != c.over {
				t.Errorf("%v and %v over, not %v and %v", got, tuned.Over, c.want, c.over)
			}
		})
	}
}

// short is a span without the units that are nothing.
func short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = text[:len(text)-2]
	}
	if strings.HasSuffix(text, "h0m") {
		text = text[:len(text)-2]
	}
	return text
}

// TestTuneFixedTimes sees that nothing is cut that would only be spent waiting.
func TestTuneFixedTimes(t *testing.T) {
	t.Parallel()
	const morning, afternoon = "- {id: a, title: A, duration: 30m}\n- {id: b, title: B, duration: 20m}\n",
		"- {id: c, title: C, duration: 30m, at: \"10:30\"}\n- {id: d, title: D, duration: 20m}\n"
	const m = time.Minute
	for _, c := range []struct {
		name, start string
		times       []time.Duration
		want        []time.Duration
		takes       time.Duration
	}{
		// From 9:30 the first two end before 10:30, so that only the last two can help.
		{"a wait before", "start: \"09:30\"\n", []time.Duration{40 * m, 10 * m, 36 * m, 20 * m}, []time.Duration{40 * m, 10 * m, 30 * m, 20 * m}, 110 * m},
		// They end at 10:40, and the last two take 54: ten minutes of the first two
		// help, and four of the last two.
		{"late for it", "start: \"09:30\"\n", []time.Duration{50 * m, 20 * m, 30 * m, 24 * m}, []time.Duration{40 * m, 20 * m, 27 * m, 23 * m}, 110 * m},
		// Without a start nobody knows when it is 10:30.
		{"no start", "", []time.Duration{40 * m, 10 * m, 36 * m, 20 * m}, []time.Duration{40 * m, 10 * m, 36 * m, 20 * m}, 106 * m},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			plan := loaded(t, "title: T\nduration: 1h50m\n"+c.start+"activities:\n"+morning+afternoon)
			tuned := Tune(plan, []*Record{took(plan, c.times...), took(plan, c.times...)}, Tuning{Step: m})
			if got := tuned.Durations(); !slices.Equal(got, c.want) || tuned.Proposed != c.takes || tuned.Over != 0 {
				t.Errorf("%v in %v, %v over, not %v in %v", got, tuned.Proposed, tuned.Over, c.want, c.takes)
			}
		})
	}
}

// TestTuneWaitsWhereItCannotFit sees that what is spent waiting is not cut where
// the plan is too long all the same.
func TestTuneWaitsWhereItCannotFit(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	plan := loaded(t, "title: T\nduration: 1h\nstart: \"09:30\"\nactivities:\n"+
		"- {id: a, title: A, duration: 20m}\n- {id: b, title: B, duration: 40m, at: \"10:30\"}\n")
	took := []*Record{took(plan, 30*m, 50*m), took(plan, 30*m, 50*m)}
	tuned := Tune(plan, took, Tuning{Step: m})
	// The second begins at 10:30 whatever the first takes: only cutting the
	// second helps, and 25 minutes of it is as far as that goes.
	if got, want := tuned.Durations(), []time.Duration{30 * m, 25 * m}; !slices.Equal(got, want) || tuned.Over != 25*m {
		t.Errorf("%v, %v over, not %v, 25m over", got, tuned.Over, want)
	}
}

// TestTuneSpeechFloor sees that what is to be said keeps a phase from being
// shortened, and never makes it longer.
func TestTuneSpeechFloor(t *testing.T) {
	t.Parallel()
	words := func(n int) string { return strings.Repeat("word ", n) }
	for _, c := range []struct {
		planned, notes, took, want string
		reason                     Reason
	}{
		{"5m", "[{say: " + words(260) + "}]", "1m", "2m", NeedsSpeech},
		{"5m", "[{say: " + words(264) + "}]", "1m", "2m30s", NeedsSpeech}, // a whole step
		{"2m", "[{say: " + words(264) + "}]", "1m", "2m", NeedsSpeech},    // too much to say as planned
		{"2m", "[{say: " + words(264) + "}]", "3m", "3m", AsMeasured},
		{"5m", "[{say: " + words(260) + "}, {round: r}]", "1m", "4m", NeedsSpeech},
		{"3m", "[{say: " + words(260) + "}, {round: r}]", "1m", "3m", NeedsSpeech},
	} {
		plan := loaded(t, "title: T\nduration: 1h\nactivities:\n- {id: a, title: A, duration: "+c.planned+", notes: "+c.notes+"}\n")
		d, err := time.ParseDuration(c.took)
		if err != nil {
			t.Fatal(err)
		}
		tuned := Tune(plan, []*Record{took(plan, d), took(plan, d)}, Tuning{})
		if p := tuned.Proposals[0]; short(p.Proposed) != c.want || p.Reason != c.reason {
			t.Errorf("%s planned, %s: %s by %s, not %s by %s", c.planned, c.took, short(p.Proposed), p.Reason, c.want, c.reason)
		}
	}
}

// TestTuneAnything holds proposals for plans and runs drawn by lot to what the
// rules promise, and the cuts to the plain way of making them.
func TestTuneAnything(t *testing.T) {
	t.Parallel()
	seeds := timertest.Amount(60, 1000)
	cuts, overs, steady := 0, 0, 0
	for seed := range uint64(seeds) {
		r := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		n, sum := 1+r.IntN(8), time.Duration(0)
		stable := true // a plan once tuned is not tuned otherwise, unless its floors move
		for i := range n {
			planned := time.Duration(20+r.IntN(900)) * time.Second
			sum += planned
			fmt.Fprintf(&b, "- {id: a%d, title: A, duration: %ds", i, planned/time.Second)
			switch r.IntN(4) {
			case 0:
				fmt.Fprintf(&b, ", at_least: %ds", 1+r.IntN(int(planned/time.Second)))
			case 1:
				b.WriteString(", protect: true")
				stable = false
			}
			if r.IntN(3) == 0 {
				fmt.Fprintf(&b, ", notes: [{say: \"%s\"}]", strings.Repeat("word ", 1+r.IntN(400)))
			}
			b.WriteString("}\n")
		}
		booked := time.Duration(float64(sum)*(0.7+r.Float64()/2)).Truncate(time.Second) + time.Second
		plan := loaded(t, fmt.Sprintf("title: T\nduration: %ds\nactivities:\n", booked/time.Second)+b.String())
		var records []*Record
		for range 1 + r.IntN(4) {
			var times []time.Duration
			for _, p := range flat(plan) {
				d := time.Duration(float64(p.Duration) * (0.6 + r.Float64()))
				if r.IntN(4) == 0 {
					d = -1
				}
				times = append(times, d)
			}
			records = append(records, took(plan, times...))
		}
		how := Tuning{Step: time.Duration(1+r.IntN(90)) * time.Second}
		tuned := Tune(plan, records, how)
		if got, want := tuned.Durations(), plainly(tuned, how.Step); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, not %v", seed, got, want)
		}
		var total time.Duration
		for _, p := range tuned.Proposals {
			total += p.Proposed
			half := ((p.Proposed+p.Cut)/2 + time.Minute - 1).Truncate(time.Minute)
			stable = stable && half <= p.Phase.Duration && plan.Speech(p.Phase)+how.Step <= p.Phase.Duration
			if p.Cut > 0 {
				cuts++
			}
			switch {
			case p.Proposed < p.Phase.AtLeast, p.Proposed < p.Phase.Duration && p.Phase.Protect, p.Proposed < time.Second:
				t.Fatalf("seed %d: %v of %+v", seed, p.Proposed, *p.Phase)
			case len(p.Samples) < UsualLeast && p.Proposed != p.Phase.Duration:
				t.Fatalf("seed %d: not left alone", seed)
			}
		}
		if tuned.Over > 0 {
			overs++
		}
		if want := max(0, total-plan.Duration); tuned.Over != want || want > 0 && sum <= booked {
			t.Fatalf("seed %d: %v over, not %v; %v planned and %v booked", seed, tuned.Over, want, sum, booked)
		}
		warnings := session.Check("p", plan)
		for i, p := range flat(plan) {
			p.Duration = tuned.Proposals[i].Proposed
		}
		if after := session.Check("p", plan); len(after) > len(warnings) {
			t.Fatalf("seed %d: now\n%v\nand before\n%v", seed, after, warnings)
		}
		if stable && tuned.Over == 0 {
			steady++
			if again := Tune(plan, records, how); again.Changes() != 0 {
				t.Fatalf("seed %d: tuned again, %d phases change", seed, again.Changes())
			}
		}
	}
	if cuts < seeds/2 || overs < seeds/20 || steady < seeds/10 {
		t.Errorf("only %d cuts, %d plans that do not fit, and %d that were tuned again", cuts, overs, steady)
	}
}

// plainly makes the cuts one step at a time.
func plainly(tuned *Tuned, step time.Duration) []time.Duration {
	var all, rooms []time.Duration
	var sum time.Duration
	speech := tuned.Plan.SpeechFloors()
	for i, p := range tuned.Proposals {
		d := p.Proposed + p.Cut
		floor := d
		if p.Reason != TooFewRuns {
			again := p
			floor = again.propose(speech[i], step)
		}
		all, rooms, sum = append(all, d), append(rooms, d-floor), sum+d
	}
	for sum > tuned.Plan.Duration {
		most := 0
		for i := range rooms {
			if rooms[i] >= rooms[most] {
				most = i
			}
		}
		cut := min(step, rooms[most])
		if cut <= 0 {
			break
		}
		all[most], rooms[most], sum = all[most]-cut, rooms[most]-cut, sum-cut
	}
	return all
}

// TestTuneSpareAndBreaks: what is spare is no part of what has to fit, wherever
// it stands, and a break is not made shorter.
func TestTuneSpareAndBreaks(t *testing.T) {
	t.Parallel()
	plan := loaded(t, "title: T\nduration: 20m\nactivities:\n- {id: a, title: A, duration: 10m}\n"+
		"- {id: b, title: B, kind: break, duration: 5m}\n- {id: c, title: C, spare: true, duration: 5m}\n- {id: d, title: D, duration: 5m}\n"+
		"- {id: e, title: E, spare: true, duration: 5m}\n")
	r := took(plan, 12*time.Minute, 3*time.Minute, 30*time.Minute, 8*time.Minute)
	tuned := Tune(plan, []*Record{r, r}, Tuning{})
	if got := fmt.Sprint(tuned.Durations()); got != "[8m30s 5m0s 30m0s 6m30s 5m0s]" {
		t.Errorf("%s is proposed", got)
	}
	if tuned.Planned != 20*time.Minute || tuned.Proposed != 20*time.Minute || tuned.Over != 0 {
		t.Errorf("%v planned, %v proposed, %v over", tuned.Planned, tuned.Proposed, tuned.Over)
	}
}

// TestSamplesAreWholeSeconds sees that what people read is what is reckoned
// with, and that a key pressed on the way teaches nothing.
func TestSamplesAreWholeSeconds(t *testing.T) {
	t.Parallel()
	plan := loaded(t, "title: T\nduration: 1h\nactivities:\n- {id: a, title: A, phases: [{duration: 5m}, {duration: 5m}, {duration: 5m}, {duration: 5m}]}\n")
	const ms = time.Millisecond
	got := fmt.Sprint(Samples(plan, []*Record{took(plan, 90_499*ms, 90_500*ms, 499*ms, 500*ms)}))
	if want := "[[{0 1m30s}] [{0 1m31s}] [] [{0 1s}]]"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

// TestBrokenOff: the phase in which a session was called finished teaches
// something only if nothing after it was still to come.
func TestBrokenOff(t *testing.T) {
	t.Parallel()
	plan := &session.Plan{Duration: time.Hour}
	for _, id := range []string{"a", "b", "c"} {
		plan.Activities = append(plan.Activities, session.Activity{ID: id, Single: true, Phases: []session.Phase{{Name: id, Duration: time.Minute}}})
	}
	minute := func(n int) time.Time { return begin.Add(time.Duration(n) * time.Minute) }
	finish := func(at time.Time) run.Event {
		return run.Moved{At: at, By: run.CmdFinish, Left: run.Done, To: run.NoPhase}
	}
	next := func(at time.Time, to int) run.Event {
		return run.Moved{At: at, By: run.CmdNext, Left: run.Done, To: to}
	}
	for _, c := range []struct {
		name   string
		events []run.Event
		want   string // samples of each phase, in minutes
	}{
		{"in the first", []run.Event{finish(minute(1))}, "0 0 0"},
		{"in the second", []run.Event{next(minute(2), 1), finish(minute(3))}, "1 0 0"},
		{"in the last", []run.Event{next(minute(2), 1), next(minute(3), 2), finish(minute(5))}, "1 1 1"},
		{"in the last, one jumped over", []run.Event{next(minute(2), 2), finish(minute(5))}, "1 0 1"},
		{"moved back in time", []run.Event{next(minute(2), 1), finish(minute(3)), run.Backdated{By: time.Second}}, "1 0 0"},
		{"taken back", []run.Event{next(minute(2), 1), finish(minute(3)), run.Undone{}, next(minute(4), 2)}, "1 1 0"},
	} {
		r := &Record{Kind: Delivery, Plan: plan, Created: begin, Last: minute(6)}
		for _, e := range append([]run.Event{run.Started{At: begin}}, c.events...) {
			r.Entries = append(r.Entries, Entry{At: begin, Event: e})
		}
		var got []string
		for _, samples := range Samples(plan, []*Record{r}) {
			got = append(got, strconv.Itoa(len(samples)))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s samples, want %s", c.name, strings.Join(got, " "), c.want)
		}
	}
}
