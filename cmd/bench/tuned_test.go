package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"facilitate/session"
	past "facilitate/session/report"
	"facilitate/session/run"
)

// What a tuned plan must hold: so many of a hundred next sessions end in time, and as
// many as it says, within so many.
const (
	leastInTime = 76.0
	mostMissaid = 5.0
)

// keptRun is a session as it is kept.
func keptRun(plan *session.Plan, left []time.Time) *past.Record {
	r := &past.Record{ID: fmt.Sprint(left[0].UnixNano()), Kind: past.Delivery, Plan: plan, Booking: run.Booking{Start: sessionBegins}}
	s := run.New(plan, r.Booking)
	for i := -1; i < len(left); i++ {
		var c run.Command = run.Start{}
		now := sessionBegins
		if i >= 0 {
			c, now = run.Next{}, left[i]
		}
		e, err := run.Decide(s, c, now)
		if err != nil {
			panic(err)
		}
		s.Apply(e)
		r.Entries = append(r.Entries, run.Entry{Seq: i + 3, Number: i + 2, At: now, Event: e})
	}
	return r
}

// tuning is how plans are tuned, and how their next sessions went.
type tuning struct {
	name   string
	booked float64 // beside what is planned
	sure   int
	people int
	came   func() *outcome
}

// outcome counts them: of all people those whose booked time allows it, how many of
// their next sessions ended in time, and how many it said would.
type outcome struct{ allowed, inTime, said float64 }

// tunings are one where as much time is booked as the runs want, and one where it is
// not and phases are cut for it, which then take less in proportion.
var tunings = []*tuning{
	{name: "roomy", booked: 1.25, people: 300},
	{name: "cut", booked: 1.06, people: 100, sure: 8},
}

func init() {
	for _, t := range tunings {
		t.came = sync.OnceValue(t.comes)
	}
}

// comes tunes each person's plan from three runs, and has them hold one more.
func (c *tuning) comes() *outcome {
	w := &world{name: c.name, pace: 0.09}
	r := rand.New(rand.NewPCG(7, uint64(c.sure)))
	var o outcome
	planned := 0.
	for _, m := range usualMinutes {
		planned += m
	}
	plan := planOf(math.Round(c.booked*planned), usualIDs, usualMinutes)
	for range c.people {
		natural := w.plans().natural
		p := w.person(r, len(natural))
		var runs []*past.Record
		for range 3 {
			_, left := p.deliver(plan, natural, true)
			runs = append(runs, keptRun(plan, left))
		}
		t := past.Tune(plan, runs, past.Tuning{Sure: c.sure})
		if t.InTime < past.UsualSure/10. {
			continue
		}
		for i := range natural {
			if p := &t.Proposals[i]; p.Proposed != p.Phase.Duration { // else nobody notices
				natural[i] *= p.Proposed.Seconds() / (p.Proposed + p.Cut).Seconds()
			}
		}
		s, left := p.deliver(planOf(plan.Duration.Minutes(), usualIDs, minutesOf(t)), natural, true)
		o.allowed++
		o.said += t.InTime
		if !left[len(left)-1].After(s.HardEnd(sessionBegins)) {
			o.inTime++
		}
	}
	return &o
}

// BenchmarkTuned is how many sessions of tuned plans end in time, beside what is said.
func BenchmarkTuned(b *testing.B) {
	for _, c := range tunings {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
			}
			o := c.came()
			happened, foretold := 100*o.inTime/o.allowed, 100*o.said/o.allowed
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(100*o.allowed/float64(c.people), "%-allow-it")
			b.ReportMetric(happened, "%-in-time")
			b.ReportMetric(foretold, "%-said")
			if happened < leastInTime || math.Abs(happened-foretold) > mostMissaid {
				b.Errorf("%.0f of 100 end in time, and %.0f were to", happened, foretold)
			}
		})
	}
}

func minutesOf(t *past.Tuned) (all []float64) {
	for _, d := range t.Durations() {
		all = append(all, d.Minutes())
	}
	return all
}
