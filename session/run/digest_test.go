package run_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session/run"
)

// digester writes what a state answers, a line for each thing.
type digester []byte

func (d *digester) key(key string) {
	if len(*d) > 0 {
		*d = append(*d, '\n')
	}
	*d = append(*d, key...)
}

func (d *digester) number(n int64) {
	*d = append(*d, ' ')
	*d = strconv.AppendInt(*d, n, 10)
}

func (d *digester) flag(b bool) { *d = strconv.AppendBool(append(*d, ' '), b) }

func (d *digester) span(s time.Duration) { d.number(int64(s)) }

// instant is written relative to zero, and the zero time so that it is none
// of the others.
func (d *digester) instant(t time.Time) {
	if t.IsZero() {
		*d = append(*d, " -"...)
		return
	}
	d.span(t.Sub(zero))
}

func (d *digester) text(s string) { *d = strconv.AppendQuote(append(*d, ' '), s) }

func (d *digester) windows(key string, windows []run.Window) {
	d.key(key)
	for _, w := range windows {
		d.instant(w.Begin)
		d.instant(w.End)
	}
}

// digest is everything a state can be asked at an instant. Two states of one
// plan with the same digest are the same to whoever uses them.
func digest(s *run.State, now time.Time) string {
	d := make(digester, 0, 4096)
	d.key("stage")
	d.text(s.Stage().String())
	d.number(int64(s.Current()))
	d.key("next")
	d.number(int64(s.Next()))
	for _, p := range s.JumpedOver() {
		d.number(int64(p))
	}
	d.phases(s, now)
	d.clock(s, now)
	d.gaps(s, now)
	d.key("undoable")
	word, ok := s.Undoable()
	d.text(string(word))
	d.flag(ok)
	for _, c := range s.Captures() {
		d.key("captured")
		d.number(int64(c.ID))
		d.text(string(c.Kind))
		d.text(c.Text)
		d.instant(c.At)
		d.number(int64(c.Phase))
		d.flag(c.Edited)
		d.flag(c.Struck)
	}
	for _, r := range s.Recoveries(now) {
		d.recovery(r)
	}
	d.work(s, now)
	return string(d)
}

// work is what people do in the room.
func (d *digester) work(s *run.State, now time.Time) {
	d.key("gathering")
	*d = fmt.Appendf(*d, " %+v", s.Gathering())
	for i, q := range s.Quizzes() {
		d.key("quiz")
		d.number(int64(i))
		*d = fmt.Appendf(*d, " %d %+v %v", q.At, q.Answers, q.Split())
	}
	for _, r := range s.Rounds() {
		d.key("round")
		*d = fmt.Appendf(*d, " %+v %+v", *r, s.RoundShare(r, now))
	}
	for _, f := range s.Forms() {
		d.key("form")
		*d = fmt.Appendf(*d, " %+v", f)
	}
	d.key("jumped")
	d.span(s.Jumped())
}

func (d *digester) phases(s *run.State, now time.Time) {
	visits := s.Visits(now)
	for i, p := range s.Phases() {
		d.key("phase")
		d.number(int64(i))
		d.text(p.Status.String())
		d.span(p.Budget)
		d.span(p.Floor)
		d.number(int64(p.Place))
		d.flag(p.Outside)
		d.span(p.Credited)
		d.text(string(s.Setting(i)))
		d.span(s.Spent(i, now))
		d.windows(" visits", visits[i])
	}
	d.windows("expected", s.Expected(now))
	d.windows("planned", s.Planned(now))
	d.key("latest starts")
	for _, t := range s.LatestStarts(now) {
		d.instant(t)
	}
}

func (d *digester) clock(s *run.State, now time.Time) {
	d.key("remaining")
	d.span(s.Remaining(now))
	cue, ok := s.Cue(now)
	d.key("cue")
	d.flag(ok)
	d.span(cue.Left)
	d.instant(cue.At)

	paused := s.Paused(now)
	for _, kind := range append(slices.Clone(run.PauseKinds), run.GapKind, run.LapKind) {
		d.key("paused")
		d.text(string(kind))
		d.span(paused[kind])
	}
	kind, lasted, ok := s.Pause(now)
	d.key("pause")
	d.text(string(kind))
	d.span(lasted)
	d.flag(ok)

	began, ok := s.StartedAt()
	d.key("started")
	d.instant(began)
	d.flag(ok)
	ended, ok := s.EndedAt()
	d.key("ended")
	d.flag(ok)
	if ok {
		d.instant(ended)
	}
	d.key("scheduled")
	d.instant(s.ScheduledStart(now))
	d.flag(s.Booked())
	d.key("ends")
	d.instant(s.ProjectedEnd(now))
	d.instant(s.PlannedEnd(now))
	d.instant(s.HardEnd(now))
	d.span(s.Drift(now))
	d.span(s.InHand(now))
}

func (d *digester) gaps(s *run.State, now time.Time) {
	for _, g := range s.Gaps() {
		d.key("gap")
		d.instant(g.Begin)
		d.instant(g.End)
		d.text(g.Cause)
	}
	g, ok := s.Excludable(now)
	d.key("excludable")
	d.flag(ok)
	d.instant(g.Begin)
}

func (d *digester) recovery(r run.Recovery) {
	d.key("recover")
	d.text(string(r.Option))
	d.instant(r.End)
	d.instant(r.HardEnd)
	d.span(r.Missing)
	if r.Refused != nil {
		d.text(r.Refused.Error())
	}
	for _, c := range r.Changes {
		d.number(int64(c.Phase))
		d.span(c.From)
		d.span(c.To)
		d.flag(c.Dropped)
	}
}

// differences are the lines in which two digests differ, for a message.
func differences(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var b strings.Builder
	for i := range max(len(g), len(w)) {
		var line, other string
		if i < len(g) {
			line = g[i]
		}
		if i < len(w) {
			other = w[i]
		}
		if line != other {
			fmt.Fprintf(&b, "\n got %s\nwant %s", line, other)
		}
	}
	return b.String()
}
