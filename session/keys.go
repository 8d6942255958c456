package session

import (
	"slices"
	"strings"
)

// A keyset is the keys of one kind of thing in a plan.
type keyset struct {
	thing  string // as messages call it
	names  []string
	shapes []shape // of what stands behind each, where the schema has it
}

func keysOf(thing string, shapes ...shape) keyset { return keyset{thing, namesOf(shapes), shapes} }

func namesOf(shapes []shape) []string {
	names := make([]string, len(shapes))
	for i, s := range shapes {
		names[i] = s.key
	}
	return names
}

// soleKeys are the keys of a phase that an activity without phases has.
var soleKeys = namesOf(soleShapes(false))

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
