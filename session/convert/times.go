package convert

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// times is what a row or a line says of when its step is and how long it takes.
type times struct {
	start, end, length *reading
	text, more         string
}

func (t *times) isGiven() bool { return t.start != nil || t.length != nil }

// settleTimes makes durations of what the steps of a session say. A range, a
// clock and a bare number mean what the column as a whole makes of them.
func (s *Session) settleTimes(lengthIsClock, countsAreMinutes bool) {
	s.settleRanges()
	s.settleClocks(lengthIsClock)
	for i, step := range s.Steps {
		t := &step.time
		step.Duration = s.durationOf(i, countsAreMinutes)
		if step.Duration < 0 || step.Duration > 24*time.Hour {
			step.Duration = 0
		}
		if step.Duration == 0 && t.text != "" {
			step.Guesses = append(step.Guesses, fmt.Sprintf("the document says %q", oneLine(t.text)))
		}
	}
	s.dropEnds()
	s.fillGaps()
	for _, step := range s.Steps {
		step.finish()
	}
	s.tellGaps()
}

// settleRanges decides whether ranges of minutes run on from one another since
// the start, as 0–10, 10–30, 30–50 do.
func (s *Session) settleRanges() {
	var ranges []*reading
	for _, step := range s.Steps {
		if r := step.time.length; r != nil && (r.notation == spanRange || r.notation == countRange) {
			ranges = append(ranges, r)
		}
	}
	chained := 0
	for i := 1; i < len(ranges); i++ {
		if ranges[i].from == ranges[i-1].to {
			chained++
		}
	}
	if len(ranges) < 2 || chained*10 < (len(ranges)-1)*7 {
		return
	}
	for _, r := range ranges {
		r.notation, r.from = span, r.to-r.from
	}
}

// settleClocks puts the clocks of a session onto one line of time, from the
// first on: an hour after noon may be written 1:00.
func (s *Session) settleClocks(lengthIsClock bool) {
	var before time.Duration = -1
	elapsed := s.isElapsed()
	for _, step := range s.Steps {
		step.Start = -1
		t := &step.time
		if r := t.length; r != nil && r.notation == clock && lengthIsClock {
			r.notation = span
		}
		if t.start == nil {
			continue
		}
		at := after(t.start.from, t.start.fromHalf, before)
		if t.start.fromHalf == unsaid && t.end != nil && t.end.toHalf == pm && at < 12*time.Hour && at+12*time.Hour <= t.end.to && before < 0 {
			at += 12 * time.Hour
		}
		if elapsed > 0 {
			at = t.start.from
		} else {
			step.Start = at
		}
		before = at
		t.start.from = at
		if t.end != nil {
			midnight := t.end.to == 0
			t.end.to = after(t.end.to, t.end.toHalf, at)
			if midnight && t.end.to == 12*time.Hour {
				s.told = append(s.told, fmt.Sprintf("%s: the end %q is read as 12:00", step.Place, t.end.text))
			}
			if elapsed == time.Second {
				t.end.to = at + (t.end.to-at)/60
			}
		}
	}
}

// startAtLengths makes starts of the spans since the start.
func (s *Session) startAtLengths() {
	for _, step := range s.Steps {
		if t := &step.time; t.start == nil && t.length != nil {
			t.length.notation, t.start, t.length = clock, t.length, nil
		}
	}
}

// fillGaps gives a step without a time that which is free between the steps
// before and after it, where these say when they end and begin.
func (s *Session) fillGaps() {
	for i := 1; i+1 < len(s.Steps); i++ {
		before, step, next := s.Steps[i-1], s.Steps[i], s.Steps[i+1]
		if step.time.isGiven() || before.time.end == nil || next.time.start == nil || before.Start < 0 || next.Start < 0 {
			continue
		}
		if from := before.Start + before.Duration; before.Duration > 0 && next.Start > from {
			step.Start, step.Duration = from, next.Start-from
			step.Guesses = append(step.Guesses, fmt.Sprintf("the document gives it no time; from %s to %s is free", clockText(from), clockText(next.Start)))
		}
	}
}

// isElapsed is the unit of clocks that count from the start, as 0:00–2:00 does:
// a second where they are minutes and seconds; 0 where they are times of day.
func (s *Session) isElapsed() time.Duration {
	first, last := true, time.Duration(0)
	for _, step := range s.Steps {
		t := &step.time
		if t.start == nil {
			continue
		}
		if first && (t.start.from != 0 || t.start.fromHalf != unsaid) {
			return 0
		}
		first = false
		last = max(last, t.start.from)
		if t.end != nil {
			last = max(last, t.end.to)
		}
	}
	switch {
	case first:
		return 0
	case last > 12*time.Hour:
		return time.Second
	}
	return time.Minute
}

// after is the time of day of a clock that comes after another: half a day on
// where it does not say which half, else a day.
func after(at time.Duration, h half, before time.Duration) time.Duration {
	const overlap = 59 * time.Minute
	for before >= 0 && at < before-overlap {
		if h == unsaid && at < 13*time.Hour {
			at += 12 * time.Hour
		} else {
			at += 24 * time.Hour
		}
	}
	return at
}

func (s *Session) durationOf(i int, countsAreMinutes bool) time.Duration {
	step := s.Steps[i]
	t := &step.time
	switch r := t.length; {
	case r != nil && r.about:
		return 0
	case r != nil && (r.notation == span || r.notation == count && countsAreMinutes):
		s.tellLength(step)
		return r.from
	case t.start == nil:
		return 0
	}
	next := time.Duration(-1)
	if later := slices.IndexFunc(s.Steps[i+1:], func(s *Step) bool { return s.time.start != nil }); later >= 0 {
		next = s.Steps[i+1+later].time.start.from
	}
	if t.end != nil {
		end := t.end.to
		// Midnight for noon, as spreadsheets make of 12:00 am.
		for n := 0; n < 2 && end <= t.start.from; n++ {
			end += 12 * time.Hour
		}
		if end-t.start.from >= 12*time.Hour && next > t.start.from && next == end-12*time.Hour {
			end = next
			s.told = append(s.told, fmt.Sprintf("%s: the end %q is read as %s", step.Place, t.end.text, clockText(end)))
		}
		return end - t.start.from
	}
	if t.start.open || next < 0 {
		s.told = append(s.told, fmt.Sprintf("%s: %q begins at %s and has no end, so its minutes are not known", step.Place, step.Title, clockText(t.start.from)))
		return 0
	}
	return next - t.start.from
}

// tellLength tells of a step whose length is not what its start and end make.
func (s *Session) tellLength(step *Step) {
	t := &step.time
	if t.start == nil || t.end == nil || t.length.notation != span {
		return
	}
	if lasts := t.end.to - t.start.from; lasts > 0 && lasts != t.length.from {
		s.told = append(s.told, fmt.Sprintf("%s: %q lasts %s, and from %s to %s are %s; the first is taken", step.Place, step.Title,
			minutesText(t.length.from), clockText(t.start.from), clockText(t.end.to), minutesText(lasts)))
	}
}

// dropEnds takes out the lines that only say when it ends. What follows them is
// spare where it has a time, and else no part of the session.
func (s *Session) dropEnds() {
	for i, step := range s.Steps {
		if !endWords().MatchString(step.Title) || step.Duration > 0 || i == 0 {
			continue
		}
		var spare []*Step
		for _, later := range s.Steps[i+1:] {
			if later.Duration > 0 {
				later.Spare, later.Start = true, -1
				spare = append(spare, later)
				s.told = append(s.told, fmt.Sprintf("%s: %q stands after the end, and is spare", later.Place, later.Title))
			} else if !endWords().MatchString(later.Title) {
				s.told = append(s.told, fmt.Sprintf("%s: %q stands after the end and is left out", later.Place, later.Title))
			}
		}
		s.told = slices.DeleteFunc(s.told, func(t string) bool { return step.Place != "" && strings.HasPrefix(t, step.Place+":") })
		s.Steps = append(s.Steps[:i:i], spare...)
		return
	}
}

// tellGaps tells of steps that do not follow one another on the clock.
func (s *Session) tellGaps() {
	for i := 1; i < len(s.Steps); i++ {
		a, b := s.Steps[i-1], s.Steps[i]
		if a.Start < 0 || b.Start < 0 || a.Duration <= 0 {
			continue
		}
		switch end := a.Start + a.Duration; {
		case end < b.Start:
			s.told = append(s.told, fmt.Sprintf("%s: nothing is planned from %s to %s", b.Place, clockText(end), clockText(b.Start)))
		case end > b.Start:
			s.told = append(s.told, fmt.Sprintf("%s: %q lasts until %s and %q begins at %s", b.Place, a.Title, clockText(end), b.Title, clockText(b.Start)))
		}
	}
}

func clockText(at time.Duration) string {
	at %= 24 * time.Hour
	return fmt.Sprintf("%02d:%02d", int(at.Hours()), int(at.Minutes())%60)
}
