package session

import (
	"slices"
	"strings"
)

// A keyset is the keys of one kind of thing in a plan.
type keyset struct {
	thing string // as messages call it
	names []string
}

// The keys of a plan, all that there are.
var (
	planKeys = keyset{"a plan", []string{
		"format", "extends", "blanks", "id", "title", "duration", "start", "cues",
		"words_per_minute", "aim", "background", "audience", "outcomes", "resources", "safety",
		"sources", "slides", "activities", "quizzes", "handouts", "evaluation",
		"language", "date", "facilitators", "prepare", "framework",
		"organisation", "logo", "venue", "learning", "catalogue", "sensitive",
	}}
	outcomeKeys  = keyset{"an outcome", []string{"id", "text"}}
	resourceKeys = keyset{"a resource", []string{"id", "name", "per", "count"}}
	prepareKeys  = keyset{"a preparation", []string{"when", "do"}}
	blankKeys    = keyset{"a blank", []string{"id", "ask"}}
	sourceKeys   = keyset{"a source", []string{"id", "text", "url", "checked"}}
	slideKeys    = keyset{"a slide", []string{"id", "title", "body", "read", "sources", "image", "alt"}}
	activityKeys = keyset{"an activity", append([]string{
		"id", "title", "outcomes", "resources",
		"kind", "optional", "spare", "protect", "cut", "at", "cues", "lead", "phases", "covers", "touches",
	}, soleKeys...)}
	phaseKeys     = keyset{"a phase", append([]string{"id", "name", "protect", "cut", "cues", "lead", "covers", "touches"}, soleKeys...)}
	cueKeys       = keyset{"a cue", []string{"left", "after", "text"}}
	quizKeys      = keyset{"a quiz", []string{"id", "title", "statements"}}
	statementKeys = keyset{"a statement", []string{"id", "text", "answer", "because", "sources"}}
	handoutKeys   = keyset{"a handout", []string{"id", "title", "body", "contacts"}}
	contactKeys   = keyset{"a contact", []string{
		"id", "name", "phone", "url", "for", "hours", "checked",
		"verified", "sources",
	}}
	evaluationKeys = keyset{"the evaluation", []string{"questions", "follow_up"}}
	questionKeys   = keyset{"a question", []string{"id", "text", "kind", "options"}}
	noteKeys       = keyset{"a note", append([]string{"id"}, kindNames...)}
	itemsKeys      = keyset{"a list with a title", []string{"title", "items"}}
)

// soleKeys are the keys of a phase that an activity without phases has.
var soleKeys = []string{"duration", "at_least", "setting", "question", "notes"}

// kindNames are the kinds of note, each of them a key.
var kindNames = wordsOf(NoteKinds()...)

var allKeys = []*keyset{
	&planKeys, &outcomeKeys, &blankKeys, &resourceKeys, &prepareKeys, &sourceKeys, &slideKeys, &activityKeys, &phaseKeys, &cueKeys,
	&quizKeys, &statementKeys, &handoutKeys, &contactKeys, &evaluationKeys, &questionKeys, &noteKeys, &itemsKeys,
	&followUpKeys, &learningKeys, &catalogueKeys, &supportKeys,
}

// hint is what to do about a key that is like none that this thing has.
func (k *keyset) hint(key string) string {
	if key == dropKey || key == beforeKey {
		return `only what changes a plan, in a file with "extends", has it`
	}
	var owners []string
	for _, other := range allKeys {
		if slices.Contains(other.names, key) {
			owners = append(owners, other.thing)
		}
	}
	if n := len(owners); n == 1 || n == 2 {
		return "it belongs to " + List(owners, "or")
	}
	return "its keys are " + List(k.names, "and")
}

// List writes words as people do: a, b and c.
func List(words []string, and string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + and + " " + words[last]
}
