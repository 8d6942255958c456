package run

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/timer"
)

// Word names a command.
type Word string

// The commands of a delivery. All down to CmdExcludeGap can be taken back
// with CmdUndo, and so can all from CmdCredit on.
const (
	CmdStart      Word = "start"
	CmdNext       Word = "next"
	CmdSkip       Word = "skip" // Whole
	CmdBack       Word = "back"
	CmdGoto       Word = "goto"  // Target, Whole
	CmdPause      Word = "pause" // Kind
	CmdResume     Word = "resume"
	CmdFinish     Word = "finish"
	CmdExtend     Word = "extend"   // Span
	CmdTrim       Word = "trim"     // Span
	CmdAllot      Word = "allot"    // Target, Span
	CmdUntil      Word = "until"    // Instant
	CmdRecover    Word = "recover"  // Option
	CmdBackdate   Word = "backdate" // Span
	CmdExcludeGap Word = "exclude-gap"
	CmdUndo       Word = "undo"
	CmdBook       Word = "book"    // Instant: the scheduled start, before the delivery begins
	CmdPlace      Word = "place"   // Target, Note: the note the facilitator is at
	CmdCapture    Word = "capture" // Capture, Text: keep a line
	CmdEdit       Word = "edit"    // ID, Text: of a captured line
	CmdStrike     Word = "strike"  // ID: strike a captured line, or take that back
	CmdCredit     Word = "credit"  // rehearsal: the room did this phase in its time
	CmdLap        Word = "lap"     // rehearsal: again from the start of this phase

	CmdPeople  Word = "people"  // People, Groups, or Names, Groups, Seed: who is here, and groups of them
	CmdPairs   Word = "pairs"   // Seed: form pairs
	CmdJoin    Word = "join"    // Text: one more person, whose name may be empty
	CmdLeave   Word = "leave"   // Text: the person of that name leaves, or Group: one of it
	CmdSetting Word = "setting" // Target, Setting: where the plan offers several

	CmdQuiz   Word = "quiz"   // Quiz, Statement: show it; after the last, the summary
	CmdReveal Word = "reveal" // Quiz: the answer to the statement shown
	CmdHands  Word = "hands"  // Quiz, Statement, True, False: hands counted
	CmdScore  Word = "score"  // Quiz, Statement, Right: the groups that had it right

	CmdHear  Word = "hear"  // Note, Group: the word goes to it; without Group to the next
	CmdHeard Word = "heard" // Note: who has the word is heard
	CmdPass  Word = "pass"  // Note, Group: later; without Group the one that speaks, else the next

	CmdForm       Word = "form"        // Form: an evaluation form
	CmdFormEdit   Word = "form-edit"   // ID, Form
	CmdFormStrike Word = "form-strike" // ID: strike a form, or take that back
)

// Option is a way to recover from being late.
type Option string

// The ways to recover.
const (
	RecoverTrim   Option = "trim"   // shorten a few later phases
	RecoverDrop   Option = "drop"   // leave out optional activities
	RecoverExtend Option = "extend" // agree a later end with the room
)

// Options are all ways to recover, in the order they are offered.
var Options = []Option{RecoverTrim, RecoverDrop, RecoverExtend}

// Command is something the facilitator wants. Word says what; the other
// fields are those its constant names, and zero elsewhere.
type Command struct {
	Word    Word
	Whole   bool          // skip: all of the activity; goto: drop what is jumped over
	Target  string        // ACTIVITY or ACTIVITY/N, N counted from 1
	Kind    PauseKind     // pause: empty where none was named
	Span    time.Duration // above zero
	Instant time.Time
	Option  Option
	Note    int // place and rounds: the note's index in its phase, from 0
	Capture CaptureKind
	Text    string
	ID      int // of a captured line, or of a form

	People, Groups int
	Names          []string
	Seed           uint64
	Group          int // its number, from 1; 0 where none is named
	Setting        session.Setting
	Quiz           string // its id
	Statement      int    // from 0
	True, False    int    // hands
	Right          []int  // groups, by their index from 0
	Form           Form
}

// ParseCommand reads a command as a script writes it: its word and its
// arguments. Only what can be read from the words alone is an error here; a
// target the plan lacks is refused later, by Decide. What comes
// after CmdUndo has no written form.
func ParseCommand(words []string) (Command, error) {
	if len(words) == 0 {
		return Command{}, errors.New("a command is missing")
	}
	c := Command{Word: Word(words[0])}
	args := words[1:]
	// needs checks how many arguments there are; a span may be two ("5 min").
	needs := func(least, most int) error {
		switch {
		case len(args) < least:
			return fmt.Errorf("%s lacks an argument", c.Word)
		case len(args) > most:
			return fmt.Errorf("%s has a surplus argument %q", c.Word, args[most])
		}
		return nil
	}
	span := func(words []string) (err error) {
		c.Span, err = timer.ParseSpan(strings.Join(words, " "))
		return err
	}
	var err error
	switch c.Word {
	case CmdStart, CmdNext, CmdBack, CmdResume, CmdFinish, CmdExcludeGap, CmdUndo:
		err = needs(0, 0)
	case CmdSkip:
		if err = needs(0, 1); err == nil && len(args) == 1 {
			c.Whole = true
			if args[0] != "activity" {
				err = fmt.Errorf("skip takes no %q; it takes activity, or nothing", args[0])
			}
		}
	case CmdGoto:
		if err = needs(1, 1); err == nil {
			c.Target = args[0]
		}
	case CmdPause:
		if err = needs(0, 1); err == nil && len(args) == 1 {
			c.Kind = PauseKind(args[0])
			if !slices.Contains(PauseKinds, c.Kind) {
				err = fmt.Errorf("%q is no kind of pause; use question, break, incident or other", args[0])
			}
		}
	case CmdExtend, CmdTrim, CmdBackdate:
		if err = needs(1, 2); err == nil {
			err = span(args)
		}
	case CmdAllot:
		if err = needs(2, 3); err == nil {
			c.Target = args[0]
			err = span(args[1:])
		}
	case CmdUntil:
		if err = needs(1, 1); err == nil {
			c.Instant, err = ParseInstant(args[0])
		}
	case CmdRecover:
		if err = needs(1, 1); err == nil {
			c.Option = Option(args[0])
			if !slices.Contains(Options, c.Option) {
				err = fmt.Errorf("%q is no way to recover; use trim, drop or extend", args[0])
			}
		}
	default:
		err = fmt.Errorf("unknown command %.40q", words[0])
	}
	return c, err
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
