package run

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"facilitate/session"
)

// CaptureKind says what a captured line is.
type CaptureKind string

const (
	RoomSaid   CaptureKind = "room"    // what the room said: a flipchart point
	ParkingLot CaptureKind = "parking" // a question for later
	OwnNote    CaptureKind = "note"    // a note to oneself
)

var captureKinds = map[CaptureKind]struct{ label, title, sign string }{
	RoomSaid:   {"THE ROOM SAID", "What the room said", "\""},
	ParkingLot: {"FOR LATER", "For later", "?"},
	OwnNote:    {"NOTE TO MYSELF", "Own notes", "i"},
}

// CaptureKinds are all kinds, in the order in which they are offered.
var CaptureKinds = []CaptureKind{RoomSaid, ParkingLot, OwnNote}

// Label is what the kind is called where a line of it is typed.
func (k CaptureKind) Label() string { return captureKinds[k].label }

// Title is what stands above lines of the kind.
func (k CaptureKind) Title() string { return captureKinds[k].title }

// Sign is one character by which a line of the kind is told among others.
func (k CaptureKind) Sign() string { return captureKinds[k].sign }

// MaxCapture is how many characters a captured line may have.
const MaxCapture = 2000

// Capture is a line somebody typed during the session. Captures are no steps
// of the session but facts: undo leaves them, and they are struck where they are listed.
type Capture struct {
	ID     int // from 1, in the order they were taken
	Kind   CaptureKind
	Text   string
	At     time.Time // when it was taken
	Phase  int       // that was current then, or NoPhase
	Edited bool
	Struck bool
	Erased bool // its words were taken out of the record for good: Text says so
	Lost   bool // its record is: Text says so, and At is when the next one was taken
}

// LostLine is the text of a captured line whose record was lost.
const LostLine = "(this line was lost)"

type (
	// Captured is a line that was typed.
	Captured struct {
		ID    int         `json:"id"`
		Kind  CaptureKind `json:"kind"`
		Text  string      `json:"text"`
		At    time.Time   `json:"at"`
		Phase int         `json:"phase"`

		Erased bool `json:"erased,omitempty"` // what was kept here was taken out of the record
	}
	// Edited gives a captured line another text.
	Edited struct {
		ID   int    `json:"id"`
		Text string `json:"text"`
	}
	// Struck strikes a captured line out, or takes that back.
	Struck struct {
		ID     int  `json:"id"`
		Struck bool `json:"struck"`
	}
)

func (CaptureLine) Word() Word { return CmdCapture }
func (EditLine) Word() Word    { return CmdEdit }
func (StrikeLine) Word() Word  { return CmdStrike }
func (Captured) word() Word    { return "" }
func (Edited) word() Word      { return "" }
func (Struck) word() Word      { return "" }

func (e Captured) check(s *State) error {
	switch {
	case e.ID != len(s.captures)+1:
		return errNoLine
	case !slices.Contains(CaptureKinds, e.Kind):
		return errors.New("there is no such kind of line")
	case e.Phase != NoPhase && !s.has(e.Phase):
		return errNoPhase
	}
	return cmp.Or(checkLine(e.Text), CheckInstant(e.At))
}

func (e Edited) check(s *State) error { return cmp.Or(s.checkCapture(e.ID), checkLine(e.Text)) }

func (e Struck) check(s *State) error { return s.checkCapture(e.ID) }

var errNoLine = errors.New("there is no such line")

func (s *State) checkCapture(id int) error {
	if id < 1 || id > len(s.captures) {
		return errNoLine
	}
	return nil
}

func checkLine(text string) error {
	if clean, err := cleanCapture(text); err != nil || clean != text {
		return errors.New("it is no line of text")
	}
	return nil
}

func (e Captured) apply(s *State) {
	s.captures = append(s.captures, Capture{ID: e.ID, Kind: e.Kind, Text: e.Text, At: e.At, Phase: e.Phase, Erased: e.Erased})
}

func (e Edited) apply(s *State) {
	c := &s.captures[e.ID-1]
	c.Text, c.Edited, c.Lost = e.Text, true, false
}

func (e Struck) apply(s *State) { s.captures[e.ID-1].Struck = e.Struck }

// Captures are all captured lines, those struck among them, oldest first.
func (s *State) Captures() []Capture { return s.captures }

// CaptureLine keeps a line.
type CaptureLine struct {
	Kind CaptureKind
	Text string
}

func (c CaptureLine) decide(s *State, now time.Time) (Event, error) {
	text, err := cleanCapture(c.Text)
	if err != nil {
		return nil, err
	}
	return Captured{ID: len(s.captures) + 1, Kind: c.Kind, Text: text, At: now, Phase: s.Current()}, nil
}

// EditLine gives a captured line another text.
type EditLine struct {
	ID   int
	Text string
}

func (c EditLine) decide(s *State, _ time.Time) (Event, error) {
	text, err := cleanCapture(c.Text)
	if err = cmp.Or(err, s.checkCapture(c.ID)); err != nil {
		return nil, err
	}
	switch {
	case s.captures[c.ID-1].Erased:
		return nil, errErased
	case s.captures[c.ID-1].Text == text:
		return nil, refuse("the line reads like this already")
	}
	return Edited{ID: c.ID, Text: text}, nil
}

// StrikeLine strikes a captured line out, or takes that back.
type StrikeLine struct{ ID int }

func (c StrikeLine) decide(s *State, _ time.Time) (Event, error) {
	if err := s.checkCapture(c.ID); err != nil {
		return nil, err
	}
	if s.captures[c.ID-1].Erased {
		return nil, errErased
	}
	return Struck{ID: c.ID, Struck: !s.captures[c.ID-1].Struck}, nil
}

// cleanCapture is a text as it is kept, or why it cannot be.
func cleanCapture(text string) (string, error) {
	text = strings.TrimSpace(session.CleanLine(text))
	switch {
	case text == "":
		return "", refuse("there is nothing to keep: the line is empty")
	case utf8.RuneCountInString(text) > MaxCapture:
		return "", refuse("the line is longer than %d characters", MaxCapture)
	}
	return text, nil
}

func (e Captured) needs() numbered { return numbered{isForm: false, number: e.ID - 1} }
func (e Edited) needs() numbered   { return numbered{isForm: false, number: e.ID} }
func (e Struck) needs() numbered   { return numbered{isForm: false, number: e.ID} }

// ErasedLine is the text of a struck line whose words were taken out of the record.
const ErasedLine = "(this line was taken out of the record)"

var errErased = refuse("the line was taken out of the record for good: it cannot be brought back")

// Erasable are the struck lines whose words are in the record still, oldest first.
func (s *State) Erasable() (lines []Capture) {
	for _, c := range s.captures {
		if c.Struck && !c.Erased && !c.Lost {
			lines = append(lines, c)
		}
	}
	return lines
}

// Without is an event without the words of some captured lines, so that what follows from
// it still does; false where it has none of their words.
func Without(e Event, lines []Capture) (Event, bool) {
	is := func(id int) bool { return slices.ContainsFunc(lines, func(c Capture) bool { return c.ID == id }) }
	switch e := e.(type) {
	case Captured:
		if is(e.ID) {
			e.Text, e.Erased = ErasedLine, true
			return e, true
		}
	case Edited:
		if is(e.ID) {
			e.Text = ErasedLine
			return e, true
		}
	}
	return e, false
}
