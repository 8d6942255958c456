package session

import "strings"

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

// noteKinds are all kinds of note, in the order in which messages name them.
var noteKinds = []struct {
	kind   NoteKind
	word   string // for those who read it: on paper and on the phone
	label  string // where there is less room, if that is another
	sign   string // beside the label: no kind is known by its colour alone
	spoken bool   // it counts as speech
	holds  holding
	refers idKind // of what holds a reference
}{
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

// at is where a kind stands among all of them; -1 for what is none.
func (k NoteKind) at() int {
	for i := range noteKinds {
		if noteKinds[i].kind == k {
			return i
		}
	}
	return -1
}

// Word is what the kind is called where it is read: "Listen for".
func (k NoteKind) Word() string {
	if i := k.at(); i >= 0 {
		return noteKinds[i].word
	}
	return string(k)
}

// Label is what the kind is called where a column is kept for it: "LISTEN".
func (k NoteKind) Label() string {
	if i := k.at(); i >= 0 && noteKinds[i].label != "" {
		return strings.ToUpper(noteKinds[i].label)
	}
	return strings.ToUpper(k.Word())
}

// Sign is one character by which the kind is told at a glance.
func (k NoteKind) Sign() string {
	if i := k.at(); i >= 0 {
		return noteKinds[i].sign
	}
	return " "
}

// Spoken is whether the text of such a note is spoken by the facilitator.
func (k NoteKind) Spoken() bool {
	i := k.at()
	return i >= 0 && noteKinds[i].spoken
}
