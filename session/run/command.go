package run

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"time"
)

// Command is something the facilitator wants. A type of command says what it
// is called and how it is answered; it stands with its events, and what is said of
// it, in the file of its subject.
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

// words is what is said of each command, by the file of its subject.
var words = map[Word]wording{}

func say(of map[Word]wording) bool {
	maps.Copy(words, of)
	return true
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

// ParseCommand reads a command as a script writes it: its word and its arguments. What is
// for rehearsals is read in those only, and what the plan lacks is refused later, by
// Decide.
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

// either writes codes to choose from: "trim, drop or extend".
func either[T ~string](all []T) string {
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
