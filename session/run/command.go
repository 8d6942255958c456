package run

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Command is something the facilitator wants. A type of command says what it is called
// and how it is answered, and stands with its events in the file of its subject.
type Command interface {
	// Word is what the command is called.
	Word() Word
	// decide answers the command, given now, with what happened, or with a
	// refusal. It changes nothing.
	decide(s *State, now time.Time) (Event, error)
}

// Word names a command.
type Word string

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

type wording struct {
	when when
	// read makes the command of the arguments that a script gives it, of which
	// there are at least and at most so many; nil where it has no written form.
	read        func(args []string) (Command, error)
	least, most int

	did    string // what it did, for people: "moved on"
	undone string // what is taken back with it: "the move to the next phase"
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

// ParseCommand reads a command as a script writes it: its word and its arguments; what is
// for rehearsals in those only. What the plan lacks is refused later, by Decide.
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

// ScriptWords are those of the commands that scripts can write, in the order of letters.
func ScriptWords() (all []Word) {
	for w, wording := range words {
		if wording.read != nil {
			all = append(all, w)
		}
	}
	slices.Sort(all)
	return all
}

// rfc3339 is the form of an instant. The time package reads more than that, as
// its UnmarshalText does.
var rfc3339 = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

// ParseInstant reads an instant as RFC 3339 writes it, with its offset. The
// years go from 1950 to 2199: spans between instants have to fit.
func ParseInstant(text string) (time.Time, error) {
	upper := strings.ToUpper(text)
	t, err := time.Parse(time.RFC3339, upper)
	if err != nil || !rfc3339.MatchString(upper) {
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

// What people read of the vocabulary of a delivery stands with each part of it:
// of the commands in the table of words, of pauses, captured lines and statuses
// with their kinds. Programs read the codes.

// Did is what a command, as a script writes it, did: "moved on". A command that
// is not known is told by its code: a newer program may have written it.
func Did(command string) string {
	name, option, _ := strings.Cut(command, " ")
	did := words[Word(name)].did
	switch {
	case did == "":
		return command
	case Word(name) == CmdSkip && option != "":
		return "activity skipped"
	case Word(name) == CmdRecover:
		return did + ": " + Option(option).did()
	}
	return did
}

func (o Option) did() string {
	switch o {
	case RecoverTrim:
		return "shortened"
	case RecoverDrop:
		return "dropped"
	}
	return "later end"
}

// TakenBack is what is taken back with a command: "the move to the next phase".
func (w Word) TakenBack() string { return words[w].undone }

// Either writes codes to choose from: "trim, drop or extend".
func Either[T ~string](all []T) string {
	text := string(all[0])
	for i, one := range all[1:] {
		if i == len(all)-2 {
			text += " or " + string(one)
		} else {
			text += ", " + string(one)
		}
	}
	return text
}

// NoPhase stands where no phase is current: before the start and after the end.
const NoPhase = -1

// Event is something that happened, decided once and never decided again.
// Phases are named by their index in the plan's flat order, from 0: a journal
// lies beside the plan it was made with.
type Event interface {
	// word is the command that the event answers, which undo takes back. A fact
	// has none: undo leaves it, and so it must change nothing in State.delivery.
	word() Word
	// check is why the event cannot be applied to a state; it looks at every field.
	check(s *State) error
	// apply changes the state, and reads no more of it than commands change: undo applies
	// those that stand again, without the facts between them.
	apply(s *State)
}

// Apply folds an event into the state, which nothing else changes. It must be one that
// Decide gave for this very state, a recorded fact, or one that passes Check.
func (s *State) Apply(e Event) { s.applyAs(s.number+1, e) }

// applyAs is Apply under the event's number, by which later ones may name it:
// how many events happened until then, those among them that were lost.
func (s *State) applyAs(number int, e Event) {
	s.number = number
	e.apply(s)
	if e.word() != "" {
		s.standing = append(s.standing, given{s.number, e})
		s.remember()
	}
}

// Check is why an event cannot be applied to this state; nil if it can, as all can that
// Decide gives for it. It is meant for events from outside, some of which may be lost.
func (s *State) Check(e Event) error { return e.check(s) }

// Begun is whether an event can only happen once a delivery has begun.
func Begun(e Event) bool {
	w := e.word()
	return w == CmdStart || w != "" && words[w].when&beforeStart == 0
}

// OnlyRehearsed is whether an event can only happen in a rehearsal.
func OnlyRehearsed(e Event) bool { return words[e.word()].when&inRehearsal != 0 }

var (
	errNoPhase  = errors.New("the plan has no such phase")
	errInstant  = errors.New("its time is out of all bounds")
	errTooEarly = errors.New("the session has not started")
	errTooLate  = errors.New("the session has ended")
	errStarted  = errors.New("the session has started already")
	errPaused   = errors.New("the session is paused already")
	errNotTaken = errors.New("there are not so many phases to come back to")
	errWord     = errors.New("no such command gives it")
)

// maxTime is the longest time that any event may speak of: it fits into a
// time.Duration with some more.
const maxTime = 2 * maxBudget

func (s *State) checkUnderWay() error {
	switch s.Stage() {
	case Ready:
		return errTooEarly
	case Finished:
		return errTooLate
	}
	return nil
}

func (s *State) checkNotEnded() error {
	if s.Stage() == Finished {
		return errTooLate
	}
	return nil
}

func (s *State) checkPhase(phase int) error {
	if !s.has(phase) {
		return errNoPhase
	}
	return nil
}

func (s *State) has(phase int) bool { return phase >= 0 && phase < len(s.phases) }

// CheckInstant is why an instant is none of a delivery: it is not from 1950 to 2199.
func CheckInstant(t time.Time) error {
	if tooFar(t) {
		return errInstant
	}
	return nil
}

func checkTime(d time.Duration) error { return checkLength(d.Abs()) }

// checkLength is checkTime for a time that cannot be less than nothing.
func checkLength(d time.Duration) error {
	if d < 0 || d > maxTime {
		return errInstant
	}
	return nil
}
