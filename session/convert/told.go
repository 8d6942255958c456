package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Notices is what somebody who goes over the draft of a session should know,
// each with its place in the document.
func (f *Found) Notices(s *Session) []string {
	all := slices.Concat(f.Told, s.told)
	lasts, known := s.Lasts()
	stated, isOwn := f.statedOf(s)
	switch {
	case isOwn && known && lasts != stated:
		where := ""
		if f.statedText != "" {
			where = fmt.Sprintf(" (%s: %q)", f.statedAt, f.statedText)
		}
		all = append(all, fmt.Sprintf("the activities add up to %s, and the document says %s%s", minutesText(lasts), minutesText(stated), where))
	case stated == 0 && f.statedText != "":
		all = append(all, fmt.Sprintf("%s: %q is not one time, so the activities alone make the time booked", f.statedAt, f.statedText))
	}
	all = append(all, s.guesses()...)
	var missing []string
	for _, step := range s.Steps {
		if step.Duration <= 0 {
			missing = append(missing, fmt.Sprintf("%q", step.Title))
		}
	}
	if len(missing) > 0 {
		all = append(all, fmt.Sprintf("%d of %d activities have no minutes in the document: %s", len(missing), len(s.Steps), strings.Join(missing, ", ")))
	}
	return all
}

// statedOf is how long a session is to be, and whether that is said of it alone.
func (f *Found) statedOf(s *Session) (stated time.Duration, isOwn bool) {
	stated = cmp.Or(s.stated, f.stated)
	return stated, stated > 0 && (len(f.Sessions) == 1 || s.stated > 0)
}

// guesses sums up what was taken for titles and times that have no place of their own.
func (s *Session) guesses() (all []string) {
	untitled, starts := 0, 0
	for _, step := range s.Steps {
		if step.untitled {
			untitled++
		}
		if step.time.start != nil && step.time.end == nil && step.time.length == nil {
			starts++
		}
		if more := step.time.more; more != "" && len(step.Phases) == 0 {
			all = append(all, fmt.Sprintf("%s: %q stands with the time of %q and is not in the draft", step.Place, more, step.Title))
		}
	}
	if untitled > 0 {
		all = append(all, fmt.Sprintf("%d of %d activities have no title that is clear; theirs are made from what else stands there", untitled, len(s.Steps)))
	}
	if starts > 1 {
		all = append(all, fmt.Sprintf("%d of %d times are starts only; each activity lasts until the next one starts", starts, len(s.Steps)))
	}
	return all
}
