package run

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Command is something the facilitator wants. A type of command says what it
// is called and how it is answered; it stands with its events in the file of
// its subject, and has a line in the table of words below.
type Command interface {
	// Word is what the command is called.
	Word() Word
	// decide answers the command, given now, with what happened, or with a
	// refusal. It changes nothing.
	decide(s *State, now time.Time) (Event, error)
}

// Word names a command.
type Word string

const (
	CmdStart      Word = "start"
	CmdNext       Word = "next"
	CmdSkip       Word = "skip"
	CmdBack       Word = "back"
	CmdGoto       Word = "goto"
	CmdPause      Word = "pause"
	CmdResume     Word = "resume"
	CmdFinish     Word = "finish"
	CmdTake       Word = "take"
	CmdBegin      Word = "begin"
	CmdFix        Word = "fix"
	CmdExtend     Word = "extend"
	CmdTrim       Word = "trim"
	CmdAllot      Word = "allot"
	CmdUntil      Word = "until"
	CmdRecover    Word = "recover"
	CmdBackdate   Word = "backdate"
	CmdExcludeGap Word = "exclude-gap"
	CmdCredit     Word = "credit"
	CmdLap        Word = "lap"
	CmdUndo       Word = "undo"

	CmdBook    Word = "book"
	CmdPlace   Word = "place"
	CmdCapture Word = "capture"
	CmdEdit    Word = "edit"
	CmdStrike  Word = "strike"

	CmdPeople  Word = "people"
	CmdPairs   Word = "pairs"
	CmdJoin    Word = "join"
	CmdLeave   Word = "leave"
	CmdSetting Word = "setting"

	CmdQuiz   Word = "quiz"
	CmdReveal Word = "reveal"
	CmdHands  Word = "hands"
	CmdScore  Word = "score"

	CmdHear  Word = "hear"
	CmdHeard Word = "heard"
	CmdPass  Word = "pass"

	CmdForm       Word = "form"
	CmdFormEdit   Word = "form-edit"
	CmdFormStrike Word = "form-strike"
)

// when says at which stages a command can be given.
type when uint8

const (
	beforeStart when = 1 << iota
	underWay
	afterEnd
	inRehearsal // and in nothing else

	beforeEnd  = beforeStart | underWay
	onceBegun  = underWay | afterEnd
	throughout = beforeStart | underWay | afterEnd
)

// wording is what the table of words says of a command.
type wording struct {
	when when
	// read makes the command of the arguments that a script gives it, of which
	// there are at least and at most so many; nil where it has no written form.
	read        func(args []string) (Command, error)
	least, most int

	did    string // what it did, for people: "moved on"
	undone string // what is taken back with it: "the move to the next phase"
}

var words = map[Word]wording{
	CmdStart:      {when: throughout, read: bare(Start{}), did: "started", undone: "the start"}, // it says itself that it comes too late
	CmdNext:       {when: underWay, read: bare(Next{}), did: "moved on", undone: "the move to the next phase"},
	CmdSkip:       {when: underWay, read: readSkip, most: 1, did: "skipped", undone: "the skip"},
	CmdBack:       {when: underWay, read: bare(Back{}), did: "went back", undone: "the step back"},
	CmdGoto:       {when: underWay, read: readGoto, least: 1, most: 2, did: "jumped", undone: "the jump"},
	CmdPause:      {when: underWay, read: readPause, most: 1, did: "paused", undone: "the pause"},
	CmdResume:     {when: underWay, read: bare(Resume{}), did: "went on", undone: "the going on"},
	CmdFinish:     {when: underWay, read: bare(Finish{}), did: "finished", undone: "the end"},
	CmdTake:       {when: underWay, read: readTake, least: 1, most: 1, did: "taken now", undone: "what was taken in between"},
	CmdBegin:      {when: underWay, read: bare(Begin{}), did: "begun", undone: "the beginning"},
	CmdFix:        {when: beforeEnd, read: readFix, least: 2, most: 2, did: "other fixed time", undone: "the other fixed time"},
	CmdExtend:     {when: underWay, read: readSpan[Extend], least: 1, most: 2, did: "more time", undone: "the minute more"}, // a span may be two words: 5 min
	CmdTrim:       {when: underWay, read: readSpan[Trim], least: 1, most: 2, did: "less time", undone: "the minute less"},
	CmdAllot:      {when: beforeEnd, read: readAllot, least: 2, most: 3, did: "other time", undone: "the other time"},
	CmdUntil:      {when: beforeEnd, read: readUntil, least: 1, most: 1, did: "hard end set", undone: "the other end"},
	CmdRecover:    {when: beforeEnd, read: readRecover, least: 1, most: 1, did: "recovered", undone: "the recovery"},
	CmdBackdate:   {when: onceBegun, read: readSpan[Backdate], least: 1, most: 2, did: "last move backdated", undone: "the earlier move"},
	CmdExcludeGap: {when: onceBegun, read: bare(ExcludeGap{}), did: "gap left out", undone: "the excluded gap"},
	CmdCredit:     {when: underWay | inRehearsal, read: bare(Credit{}), did: "taken as done", undone: "the time taken as done"},
	CmdLap:        {when: underWay | inRehearsal, read: bare(Lap{}), did: "begun again", undone: "the new beginning"},
	CmdUndo:       {when: throughout, read: bare(Undo{})},

	CmdBook:    {when: beforeEnd, did: "booked start set"},
	CmdPlace:   {when: beforeEnd},
	CmdCapture: {when: throughout},
	CmdEdit:    {when: throughout},
	CmdStrike:  {when: throughout},

	CmdPeople:  {when: beforeEnd, did: "people and groups set", undone: "the groups"},
	CmdPairs:   {when: beforeEnd, did: "pairs formed", undone: "the pairs"},
	CmdJoin:    {when: beforeEnd, did: "somebody joined", undone: "the one who joined"},
	CmdLeave:   {when: beforeEnd, did: "somebody left", undone: "the one who left"},
	CmdSetting: {when: beforeEnd, did: "way of working set", undone: "the other setting"},

	CmdQuiz:   {when: underWay, did: "quiz: on to another statement", undone: "the step in the quiz"},
	CmdReveal: {when: underWay, did: "quiz: answer shown", undone: "the answer shown"},
	CmdHands:  {when: underWay, did: "quiz: hands counted", undone: "the hands counted"},
	CmdScore:  {when: underWay, did: "quiz: points given", undone: "the points"},

	CmdHear:  {when: underWay, did: "round: a group asked", undone: "the word given"},
	CmdHeard: {when: underWay, did: "round: a group heard", undone: "the end of the turn"},
	CmdPass:  {when: underWay, did: "round: a group passed over", undone: "the passing over"},

	CmdForm:       {when: throughout, did: "form taken in", undone: "the form"},
	CmdFormEdit:   {when: throughout, did: "form corrected", undone: "the change of a form"},
	CmdFormStrike: {when: throughout, did: "form struck", undone: "the striking of a form"},
}

// bare reads a command that takes no arguments.
func bare(c Command) func([]string) (Command, error) {
	return func([]string) (Command, error) { return c, nil }
}

// Decide answers a command, given now, with what happened, or with a refusal
// that says why not. It changes nothing.
func Decide(s *State, c Command, now time.Time) (Event, error) {
	can := words[c.Word()].when
	switch stage := s.Stage(); {
	case stage == Ready && can&beforeStart == 0:
		return nil, refuse("%s has to wait until the session has started", c.Word())
	case stage == Finished && can&afterEnd == 0:
		return nil, refuse("%s comes too late: the session has ended", c.Word())
	case can&inRehearsal != 0 && !s.booking.Rehearsal:
		return nil, refuse("%s is for rehearsals only", c.Word())
	}
	return c.decide(s, now)
}

// refuse is why a command is not carried out, in words for the facilitator.
func refuse(format string, args ...any) error { return fmt.Errorf(format, args...) }

// ParseCommand reads a command as a script writes it: its word and its
// arguments. What is for rehearsals only is read in a rehearsal only. Only what
// can be read from the words alone is an error here; a target the plan lacks is
// refused later, by Decide.
func ParseCommand(line []string, rehearsal bool) (Command, error) {
	if len(line) == 0 {
		return nil, errors.New("a command is missing")
	}
	w, args := words[Word(line[0])], line[1:]
	switch {
	case w.read == nil, w.when&inRehearsal != 0 && !rehearsal:
		return nil, fmt.Errorf("unknown command %.40q", line[0])
	case len(args) < w.least:
		return nil, fmt.Errorf("%s lacks an argument", line[0])
	case len(args) > w.most:
		return nil, fmt.Errorf("%s has a surplus argument %q", line[0], args[w.most])
	}
	return w.read(args)
}

// rfc3339 is the form of an instant. The time package reads more than that.
var rfc3339 = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

// ParseInstant reads an instant as RFC 3339 writes it, with its offset. The
// years go from 1950 to 2199: spans between instants have to fit.
func ParseInstant(text string) (time.Time, error) {
	text = strings.ToUpper(text)
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || !rfc3339.MatchString(text) {
		return t, fmt.Errorf("%q is no instant; write it like 2026-11-21T11:30:00Z (RFC 3339)", text)
	}
	if tooFar(t) {
		return t, fmt.Errorf("%q lies outside the years 1950 to 2199", text)
	}
	return t, nil
}

// tooFar is whether an instant lies where the span to another one might not
// fit into a time.Duration of 292 years.
func tooFar(t time.Time) bool {
	year := t.UTC().Year()
	return year < 1950 || year > 2199
}
