package session

import (
	"cmp"
	"strings"
)

// NoteKind says what the facilitator does with a note. It is the key under
// which a plan has one.
type NoteKind string

// The kinds of note. All that is known of them stands in noteKinds.
const (
	Say       NoteKind = "say"
	Do        NoteKind = "do"
	Ask       NoteKind = "ask"        // a discussion point
	Listen    NoteKind = "listen"     // what may come up; not read out
	KeyPoints NoteKind = "key_points" // to have been made by the end, by the room or the facilitator
	Prompt    NoteKind = "prompt"     // to ask where the room is stuck
	Summarise NoteKind = "summarise"  // said to close
	ShowSlide NoteKind = "slide"      // Ref: put this slide up
	Round     NoteKind = "round"      // each group is heard
	TakeQuiz  NoteKind = "quiz"       // Ref
	GiveOut   NoteKind = "handout"    // Ref
	Remark    NoteKind = "note"       // for the facilitator alone
	SafetyTip NoteKind = "safety"
)

type noteKind struct {
	kind   NoteKind
	word   string // for those who read it: on paper and on the phone
	label  string // where there is less room, if that is another
	sign   string // beside the label: no kind is known by its colour alone
	spoken bool   // it counts as speech
	holds  holding
	refers *idKind // of what holds a reference
}

// noteKinds are all kinds of note, in the order in which messages name them.
var noteKinds = []noteKind{
	{kind: Say, word: "Say", sign: "»", spoken: true},
	{kind: Do, word: "Do", sign: "→"},
	{kind: Ask, word: "Ask", sign: "?", spoken: true},
	{kind: Listen, word: "Listen for", label: "Listen", sign: "~", holds: aList},
	{kind: KeyPoints, word: "Points to have made", label: "Points", sign: "*", holds: aList},
	{kind: Prompt, word: "If they are stuck", label: "If stuck", sign: "…"},
	{kind: Summarise, word: "Sum up", sign: "=", spoken: true},
	{kind: ShowSlide, word: "Slide", sign: "#", holds: aReference, refers: slideID},
	{kind: Round, word: "Round", sign: "o"},
	{kind: TakeQuiz, word: "Quiz", sign: "✓", holds: aReference, refers: quizID},
	{kind: GiveOut, word: "Hand out", sign: "+", holds: aReference, refers: handoutID},
	{kind: Remark, word: "Note", sign: "i"},
	{kind: SafetyTip, word: "Safety", sign: "!", holds: textOrList},
}

// holding is what stands behind the key of a note.
type holding int

const (
	aText holding = iota
	aList         // or a text, or a list with a title
	textOrList
	aReference
)

// NoteKinds are all kinds of note.
func NoteKinds() []NoteKind {
	all := make([]NoteKind, len(noteKinds))
	for i := range noteKinds {
		all[i] = noteKinds[i].kind
	}
	return all
}

// known is all that is known of a kind. One that nobody knows is called what it is.
func (k NoteKind) known() *noteKind {
	for i := range noteKinds {
		if noteKinds[i].kind == k {
			return &noteKinds[i]
		}
	}
	return &noteKind{kind: k, word: string(k), sign: " "}
}

// Word is what the kind is called where it is read: "Listen for".
func (k NoteKind) Word() string { return k.known().word }

// Label is what the kind is called where a column is kept for it: "LISTEN".
func (k NoteKind) Label() string {
	is := k.known()
	return strings.ToUpper(cmp.Or(is.label, is.word))
}

// Sign is one character by which the kind is told at a glance.
func (k NoteKind) Sign() string { return k.known().sign }

// Spoken is whether the text of such a note is spoken by the facilitator.
func (k NoteKind) Spoken() bool { return k.known().spoken }
