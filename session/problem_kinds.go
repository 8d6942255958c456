package session

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// ProblemKind is a kind of problem: its id stays the same from version to version,
// so that a program can tell problems apart, and people can look one up.
type ProblemKind struct{ ID, About string }

// ProblemKinds are all there are: those of errors and those of warnings, each by
// what they are about.
var ProblemKinds = []ProblemKind{
	// The file.
	{"unreadable", "the file is not there, or cannot be read"},
	{"not-utf-8", "the file has another encoding"},
	{"bad-character", "a character that no plan may hold"},
	{"lookalike", "a character that only looks like one of YAML's"},
	{"too-large", "the file is larger than a plan may be"},
	{"empty-plan", "there is nothing in the file"},
	{"second-plan", "a second plan begins in the file"},
	{"directive", "a line begins with %"},
	{"unreadable-yaml", "a line that cannot be read"},
	{"text-lost", "what follows a # would be lost"},
	{"too-deep", "lists and groups too deep in one another"},
	{"yaml-alias", "a text that YAML takes for a mark of a place, or for one that points there"},
	{"yaml-tag", "a text that YAML takes for a type"},
	{"yaml-merge", "a key <<"},
	{"and-more", "how many more problems there are than are told"},

	// Keys and values.
	{"unknown-key", "a key that is not one here"},
	{"missing-key", "a key that has to be there is not"},
	{"key-twice", "a key stands here twice"},
	{"not-a-key", "what stands where a key has to be is none"},
	{"not-keys", "keys and values have to stand here"},
	{"not-a-list", "a list has to stand here"},
	{"not-one-value", "one value or text has to stand here"},
	{"no-value", "nothing stands behind a key"},
	{"no-text", "nothing stands where a text has to be"},
	{"empty-list", "a list has nothing in it"},
	{"text-not-quoted", "a text that YAML does not take for one"},
	{"unknown-value", "a word that cannot stand behind this key"},
	{"not-true-or-false", "neither true nor false"},
	{"not-a-duration", "not a duration with units"},
	{"duration-too-long", "a duration over a day"},
	{"not-a-time", "not a time of day"},
	{"not-a-date", "not a date"},
	{"not-a-number", "not a whole number in its range"},
	{"not-a-language", "not the code of a language"},
	{"not-an-address", "not the address of a web page"},
	{"not-a-picture", "not a file of a picture"},
	{"picture-elsewhere", "a picture that is not in the plan's folder"},
	{"newer-format", "the plan is for a newer version of the program"},
	{"wrong-format", "not the number of the format"},

	{"wrong-setting", "a setting of the program that cannot be as it is"},

	// Ids.
	{"not-an-id", "not an id"},
	{"id-twice", "two things have the same id"},
	{"no-such-id", "nothing has the id that is named"},

	// Activities and their notes.
	{"no-activities", "the plan has no activities"},
	{"all-spare", "every activity is spare"},
	{"no-minutes", "an activity has neither a duration nor phases"},
	{"no-phases", "the list of phases is empty"},
	{"too-many-phases", "the plan has more phases than one may"},
	{"key-beside-phases", "a key that belongs into a phase stands beside them"},
	{"spare-with-fixed-time", "a spare activity has a fixed time"},
	{"duration-as-it-is", "a duration that cannot be changed where it is written"},
	{"at-least-too-long", "at_least is more than the duration"},
	{"cue-without-time", "a cue has neither left nor after, or both"},
	{"note-without-kind", "a note has no kind"},
	{"note-of-two-kinds", "a note has two kinds"},

	// What is shown, given out and asked.
	{"empty-slide", "a slide has nothing to show"},
	{"picture-without-words", "a picture has no words for those who cannot see it"},
	{"slide-does-not-fit", "a slide does not fit a screen, as slides --check measures it"},
	{"words-without-picture", "there are words for a picture that is not there"},
	{"no-statements", "a quiz has no statements"},
	{"empty-handout", "a handout has nothing on it"},
	{"choice-without-options", "a choice has fewer than two options"},
	{"options-without-choice", "a question that is no choice has options"},
	{"learning-twice", "an entry of the learning is named twice"},

	// Plans that extend others.
	{"extends-not-found", "the plan that is extended cannot be had"},
	{"extends-itself", "a plan extends itself, by way of others or not"},
	{"extends-too-many", "too many plans extend one another"},
	{"extends-mistaken", "the plan that is extended has errors"},
	{"extends-not-one-file", "a plan and what it extends cannot be put together"},
	{"change-twice", "one thing is changed in two places"},
	{"change-which", "several things could be meant by a change"},
	{"change-of-dropped", "something is changed of what is left out"},
	{"drop-what", "what is to be left out is not there, or not named"},
	{"dropped-still-named", "something is left out and still named"},
	{"before-and-after", "a thing goes before one and after another"},
	{"beside-itself", "a thing goes beside one that goes beside it"},
	{"beside-dropped", "a thing goes beside one that is left out"},

	// What is doubtful: warnings.
	{"over-booked", "the activities take longer than is booked"},
	{"speech-too-long", "there is more to say than the phase has time"},
	{"round-too-short", "a round has too little time for each group"},
	{"no-break-for-long", "a long time passes without a break"},
	{"break-not-marked", "a break is not marked as one"},
	{"fixed-time-without-start", "a time is fixed, and it is not said when the plan starts"},
	{"fixed-time-outside", "a fixed time is not within the session"},
	{"fixed-time-order", "a fixed time is earlier than the one before it"},
	{"fixed-time-too-early", "what comes before ends after a fixed time"},
	{"unused-outcome", "nothing serves an outcome"},
	{"unused-slide", "a slide is never shown"},
	{"unused-quiz", "a quiz is never taken"},
	{"unused-handout", "a handout is never given out"},
	{"unused-resource", "nothing needs a resource"},
	{"unused-source", "nothing rests on a source"},
	{"figure-without-source", "a slide names a figure and no source"},
	{"hidden-character", "a character that cannot be seen"},
	{"picture-not-shown", "a picture cannot be shown"},
	{"no-such-blank", "a text names a blank that there is not"},
	{"unused-blank", "a blank stands nowhere"},
	{"unspoken-gap", "something to say has a gap that nobody fills"},
	{"claims-without-framework", "statements are claimed, and no framework is named"},
	{"claims-without-notes", "what claims statements does nothing for them"},
	{"claim-twice", "a statement is claimed twice"},
	{"no-such-statement", "the framework has no such statement"},
	{"not-found-beside", "a file that the plan names cannot be had"},
}

// PlaceEnd is the place behind the word, quoted text or line that begins at a place
// of a plan's file: behind the place itself where there is nothing, or no such place.
func PlaceEnd(src []byte, at Position) Position {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	starts := lineStarts(src)
	if at.Line < 1 || at.Line > len(starts) || at.Column < 1 {
		return at
	}
	line := lineAt(src, starts[at.Line-1])
	text := line[min(offsetOf(src, starts, at)-starts[at.Line-1], len(line)):]
	at.Column += utf8.RuneCount(text[:wordLength(text, bytes.ContainsAny(line[:len(line)-len(text)], "[{"))])
	return at
}

// wordLength is how many of the bytes that begin a value or a key belong to it.
func wordLength(text []byte, inBrackets bool) int {
	if len(text) == 0 {
		return 0
	}
	if quoted := quotedAhead().Find(text); quoted != nil {
		return len(quoted)
	}
	if bracket := bytes.IndexByte([]byte("[{"), text[0]); bracket >= 0 {
		if end := bytes.LastIndexByte(text, "]}"[bracket]); end > 0 && !inBrackets {
			return end + 1
		}
		return 1
	}
	end := len(text)
	for i := 1; i < len(text); i++ {
		rest := text[i:]
		if rest[0] == ':' && (len(rest) == 1 || rest[1] == ' ') || inBrackets && bytes.IndexByte([]byte(",]}"), rest[0]) >= 0 ||
			rest[0] == '#' && (text[i-1] == ' ' || text[i-1] == '\t') {
			end = i
			break
		}
	}
	return max(1, len(bytes.TrimRightFunc(text[:end], unicode.IsSpace)))
}

// quotedText is a text in quotes that ends in its line.
const quotedText = `"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'`

var quotedAhead = Pattern(`^(?:` + quotedText + `)`)
