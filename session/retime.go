package session

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"facilitate/timer"
)

// Retime writes other durations into a plan's file, in place: one for each
// phase, in plan order, in whole seconds. Only the values of durations that
// change become other bytes, each in the quotes it had; comments, order,
// indentation and line ends stay. Where every phase keeps its time, src is
// returned as it is. file is the name that problems carry.
//
// The error is Problems where the file has any, where a duration cannot be what
// it shall become, or where it is written so that it cannot be changed safely:
// the result was loaded and means something else than the same plan with these
// durations.
func Retime(file string, src []byte, durations []time.Duration) ([]byte, error) {
	return retime(File{Name: file, Src: src}, durations)
}

// RetimeOverlay is Retime for a file that extends another one: one duration for
// each phase of the plan as it is delivered. What the file gives itself is changed
// in place; what it takes over is added to what it says of the activity, or behind
// its other activities, and only where it differs. Everything else in it stays.
func RetimeOverlay(f File, durations []time.Duration) ([]byte, error) {
	f.Filling = Filling{}
	return retime(f, durations)
}

func retime(f File, durations []time.Duration) ([]byte, error) {
	plan, _, problems := LoadWhole(f)
	if plan == nil {
		return nil, problems
	}
	var phases []*Phase
	var taken []takenOver
	own := slices.Clone(durations)
	for a, ph := range plan.Phases() {
		i := len(phases)
		phases = append(phases, ph)
		if i < len(own) && ph.DurationAt.File != "" && own[i] != ph.Duration && own[i] >= ph.AtLeast {
			taken = append(taken, takenOver{a, ph, timer.FormatSpan(own[i])})
			own[i] = ph.Duration
		}
	}
	if len(phases) != len(durations) {
		return nil, fmt.Errorf("%s has %d phases, and there are %d durations for it", f.Name, len(phases), len(durations))
	}
	edits, problems := retimings(f.Name, f.Src, phases, own)
	if len(problems) > 0 {
		return nil, problems
	}
	if len(edits)+len(taken) == 0 {
		return f.Src, nil
	}
	after := applyEdits(f.Src, edits)
	for _, t := range taken {
		var ok bool
		if after, ok = t.add(after); !ok {
			return nil, t.refused(f.Name)
		}
	}
	for i, ph := range phases {
		ph.Duration = durations[i]
	}
	f.Src = after
	again, _, _ := LoadWhole(f)
	isOverlay := plan.overlay != nil
	plan.overlay = nil
	if again != nil {
		again.overlay = nil
	}
	switch {
	case again != nil && Same(plan, again):
		return after, nil
	case isOverlay:
		return nil, takenOver{&plan.Activities[0], phases[0], timer.FormatSpan(phases[0].Duration)}.refused(f.Name)
	}
	first := edits[0]
	return nil, Problems{{
		ID: "duration-as-it-is", File: f.Name, At: first.at, What: "the durations cannot be changed without changing something else",
		Todo: fmt.Sprintf("write them on one line each, like duration: %s, or change them by hand", first.text),
	}}
}

// retiming puts text in the place of some bytes of a plan's file.
type retiming struct {
	from, to int
	text     string
	at       Position
}

// retimings are what has to be written where, in the order of the file.
func retimings(file string, src []byte, phases []*Phase, durations []time.Duration) (edits []retiming, problems Problems) {
	body := bytes.TrimPrefix(src, []byte("\ufeff")) // as the positions count
	mark := len(src) - len(body)
	starts := lineStarts(body)
	for i, ph := range phases {
		text := timer.FormatSpan(durations[i])
		refuse := func(what, todo string) {
			problems = append(problems, Problem{ID: "duration-as-it-is", File: cmp.Or(ph.DurationAt.File, file), At: ph.DurationAt, What: what, Todo: todo})
		}
		switch to := durations[i]; {
		case to == ph.Duration:
			continue
		case to < time.Second || to > 24*time.Hour || to%time.Second != 0:
			refuse("no duration can become "+to.String(), "a duration is in whole seconds, from 1s to 24h")
			continue
		case to < ph.AtLeast:
			refuse(fmt.Sprintf("%s is less than at_least %s", text, timer.FormatSpan(ph.AtLeast)), "lower at_least first")
			continue
		}
		start := offsetOf(body, starts, ph.DurationAt)
		from, to, ok := spanText(body[start:])
		if !ok {
			refuse("this duration is written in a way that cannot be changed in place",
				fmt.Sprintf("write it plainly, like duration: %s", timer.FormatSpan(ph.Duration)))
			continue
		}
		edits = append(edits, retiming{mark + start + from, mark + start + to, text, ph.DurationAt})
	}
	// A plan may be written in another order than it is read: {phases: ..., id: ...}
	// keeps phases in order, but nothing here should rest on that.
	slices.SortFunc(edits, func(a, b retiming) int { return a.from - b.from })
	return edits, problems
}

// offsetOf is where a position lies: its column counts characters.
func offsetOf(src []byte, starts []int, at Position) int {
	offset := starts[at.Line-1]
	for range at.Column - 1 {
		_, size := utf8.DecodeRune(src[offset:])
		offset += size
	}
	return offset
}

// plainSpan is a span as it can stand in a file without quotes, over two lines
// at the blank where there is one.
const plainSpan = `[0-9]+(?:[ \t]*(?:\r\n|\r|\n)?[ \t]*min|[hms][0-9hms]*)`

// The ways in which a duration can be written. The group is what to replace.
var spanForms = []func() *regexp.Regexp{
	Pattern(`^(` + plainSpan + `)`),
	Pattern(`^"((?:[^"\\]|(?s:\\.))*)"`),
	Pattern(`^'([^']*)'`),
	Pattern(`^[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:(?:\r\n|\r|\n)[ \t]*)+(` + plainSpan + `)`),
}

// spanText finds the text of the span with which the bytes begin.
func spanText(src []byte) (from, to int, ok bool) {
	for _, form := range spanForms {
		if m := form().FindSubmatchIndex(src); m != nil {
			return m[2], m[3], true
		}
	}
	return 0, 0, false
}

// applyEdits is src with the edits made.
func applyEdits(src []byte, edits []retiming) []byte {
	var b bytes.Buffer
	b.Grow(len(src) + len(edits))
	done := 0
	for _, e := range edits {
		b.Write(src[done:e.from])
		b.WriteString(e.text)
		done = e.to
	}
	b.Write(src[done:])
	return b.Bytes()
}

// SpeechFloors are, for each phase in plan order, the least duration with which
// Check has no more to say of what is spoken in it than it has today. None is
// more than the phase has: one in which there is too much to say already is not
// asked to be longer.
func (p *Plan) SpeechFloors() []time.Duration {
	var all []time.Duration
	aloud := p.aloud()
	for _, ph := range p.Phases() {
		least := SpeechAt(aloud.in(ph, 0), p.WordsPerMinute)
		if slices.ContainsFunc(ph.Notes, isRound) {
			least += roundGroups * roundTurn
		}
		all = append(all, min(least, ph.Duration))
	}
	return all
}
