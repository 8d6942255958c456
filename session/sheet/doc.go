// Package sheet writes a plan as what colleagues use who have no facilitate: a
// table for spreadsheets and show timers, an agenda in Markdown, an entry for a
// calendar, and a run sheet for a word processor.
//
// It must never know a file's path, a terminal or a command line. What it
// writes, session/convert reads.
package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// Sheet is a plan with its times.
type Sheet struct {
	Plan    *session.Plan
	Start   time.Time // the zero time: not known
	Now     time.Time // when it is written
	windows []run.Window
}

// New counts the times of a plan: from a start, or where that is the zero time,
// from the beginning.
func New(plan *session.Plan, start, now time.Time) *Sheet {
	s := &Sheet{Plan: plan, Start: start, Now: now}
	if !start.IsZero() {
		s.windows = run.New(plan, run.Booking{Start: start}).Planned(start)
		return s
	}
	t := plan.TimesFrom(nil)
	for i := range t.Begin {
		s.windows = append(s.windows, run.Window{Begin: t.Begin[i], End: t.End[i]})
	}
	return s
}

// each calls do with each activity and its windows; those of what is spare are zero.
func (s *Sheet) each(do func(a *session.Activity, phases []run.Window)) {
	at := 0
	for i := range s.Plan.Activities {
		a := &s.Plan.Activities[i]
		do(a, s.windows[at:at+len(a.Phases)])
		at += len(a.Phases)
	}
}

// clock is an instant as a time of day, where it is one.
func (s *Sheet) clock(at time.Time) string { return strings.TrimSuffix(s.toTheSecond(at), ":00") }

func (s *Sheet) toTheSecond(at time.Time) string {
	if at.IsZero() || s.Start.IsZero() {
		return ""
	}
	return at.Format(time.TimeOnly)
}

// minutes is how long something is: "10 min", "1 min 30 s".
func minutes(d time.Duration) string {
	m, rest := d/time.Minute, d%time.Minute
	switch {
	case rest == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d s", rest/time.Second)
	}
	return fmt.Sprintf("%d min %d s", m, rest/time.Second)
}

// marks are what an activity is besides its time.
func marks(a *session.Activity) string {
	var words []string
	for _, mark := range []struct {
		is   bool
		word string
	}{{a.Break, "a break"}, {a.Optional, "optional"}, {a.Spare, "spare"}} {
		if mark.is {
			words = append(words, mark.word)
		}
	}
	if a.FixedAt != nil {
		words = append(words, "fixed at "+a.FixedAt.String())
	}
	return strings.Join(words, ", ")
}

// labelled is a note behind what kind it is, in one text; items are lines with
// a bullet.
func (s *Sheet) labelled(n *session.Note) (label, text string) {
	label, text = n.Kind.Word()+":", s.noteText(n)
	if !strings.HasPrefix(text, "\n") {
		text = " " + text
	}
	return label, text
}

func (s *Sheet) noteText(n *session.Note) string {
	if n.Ref != "" {
		return cmp.Or(s.Plan.RefTitle(n), n.Ref)
	}
	text := plainText(n.Text)
	if n.Title != "" {
		text = n.Title
	}
	for _, item := range n.Items {
		text += "\n• " + plainText(item)
	}
	return text
}

// plainText is Markdown as lines of plain text: a line to each paragraph, and
// one with a bullet to each item of a list.
func plainText(markdown string) string {
	var lines []string
	open := false
	for l := range strings.SplitSeq(markdown, "\n") {
		l = strings.TrimSpace(l)
		item, isItem := strings.CutPrefix(l, "- ")
		switch {
		case l == "":
			open = false
		case isItem:
			lines, open = append(lines, "• "+item), true
		case open:
			lines[len(lines)-1] += " " + l
		default:
			lines, open = append(lines, l), true
		}
	}
	return strings.Join(lines, "\n")
}

// resources are the names of what an activity needs.
func (s *Sheet) resources(a *session.Activity) (names []string) {
	for _, r := range s.Plan.Resources {
		if slices.Contains(a.Resources, r.ID) {
			names = append(names, r.Name)
		}
	}
	return names
}

// outcomes are the numbers of the outcomes that an activity serves.
func (s *Sheet) outcomes(a *session.Activity) string {
	var numbers []string
	for i, o := range s.Plan.Outcomes {
		if slices.Contains(a.Outcomes, o.ID) {
			numbers = append(numbers, fmt.Sprint(i+1))
		}
	}
	return strings.Join(numbers, ", ")
}

// booked is the time booked, as the plan has it.
func (s *Sheet) booked() string { return timer.FormatSpan(s.Plan.Duration) }
