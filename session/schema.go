package session

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
)

// SchemaFile is what the schema is called in the first line of a plan.
const SchemaFile = "facilitate.schema.json"

// Modeline is the line of a plan that tells an editor where the schema is: beside
// it, so that no network is asked.
const Modeline = "# yaml-language-server: $schema=" + SchemaFile + "\n"

// object is one of JSON, with its keys in the order of their names.
type object = map[string]any

// Schema is the JSON Schema (draft 7) of plans, and of those that extend another
// one. It knows what one place of the file shows: keys, their forms and what must be
// there; what names another place, and how times add up, Load alone knows.
func Schema() []byte {
	definitions := object{}
	for _, overlay := range []bool{false, true} {
		for _, keys := range allKeys {
			definitions[definitionName(keys, overlay)] = schemaOf(keys, overlay)
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(object{ // maps, lists, texts and numbers can all be written
		"$schema": "http://json-schema.org/draft-07/schema#", "title": "a plan of facilitate", "definitions": definitions,
		"type": "object",
		"if":   object{"required": []string{"extends"}}, "then": referTo(&planKeys, true), "else": referTo(&planKeys, false),
	})
	return b.Bytes()
}

// definitionName is what a kind of thing is called in the schema.
func definitionName(keys *keyset, overlay bool) string {
	name := keys.thing
	for _, article := range []string{"a ", "an ", "the "} {
		name = strings.TrimPrefix(name, article)
	}
	if overlay {
		name += " that changes another"
	}
	return strings.ReplaceAll(name, " ", "-")
}

func referTo(keys *keyset, overlay bool) object {
	return object{"$ref": "#/definitions/" + definitionName(keys, overlay)}
}

// schemaOf is the schema of one kind of thing.
func schemaOf(keys *keyset, overlay bool) object {
	properties := object{}
	var required []string
	for _, key := range keys.names {
		f := keyShapes()[keys][key]
		if keys == &noteKeys && key != "id" {
			f = noteShape(NoteKind(key))
		}
		if f.required {
			required = append(required, key)
		}
		form := f.form(overlay)
		if overlay {
			form = object{"anyOf": []any{form, object{"type": "null"}}} // takes it out
		}
		form["description"] = f.words
		properties[key] = form
	}
	s := object{"type": "object", "additionalProperties": false, "properties": properties, "description": keys.thing}
	if overlay {
		for _, key := range overlayKeys {
			properties[key] = object{
				"description": "what is to become of it: drop leaves it out; before and after say by an id where it goes",
				"type":        []string{"string", "number", "boolean"},
			}
		}
		return s
	}
	if required != nil {
		s["required"] = required
	}
	for key, value := range keyRules[keys] {
		s[key] = value
	}
	return s
}

// shape is the form that what stands behind a key has, and the words that an editor
// shows of it.
type shape struct {
	form     func(overlay bool) object
	words    string
	required bool
}

func must(form func(bool) object, words string) shape { return shape{form, words, true} }

func may(form func(bool) object, words string) shape { return shape{form: form, words: words} }

// is is a form that is the same in a plan that changes another.
func is(o object) func(bool) object {
	return func(bool) object {
		return maps.Clone(o)
	}
}

// The forms.
var (
	scalar   = object{"type": []string{"string", "number", "boolean"}, "pattern": `\S`}
	aLine    = is(scalar)
	theTexts = is(object{"anyOf": []any{scalar, object{"type": "array", "items": scalar}}})
	yesOrNo  = is(object{"type": "boolean"})
	anID     = is(object{"type": []string{"string", "number", "boolean"}, "maxLength": MaxID, "pattern": `^[\p{L}\p{Nd}][-_.\p{L}\p{Nd}\p{M}]*$`})
	someIDs  = is(object{"type": "array", "items": anID(false)})
	aSpan    = is(object{
		"type": "string", "pattern": `^\s*(?=.*[1-9])([0-9]+h([0-9]+m)?([0-9]+s)?|[0-9]+m([0-9]+s)?|[0-9]+s|[0-9]+ *min)\s*$`,
		"patternErrorMessage": "a span of time has units, like 45s, 5m, 1m30s or 1h30m",
	})
	aTime    = is(object{"type": "string", "pattern": `^\s*([01]?[0-9]|2[0-3]):[0-5][0-9]\s*$`, "patternErrorMessage": "a time of day is written from 00:00 to 23:59, like 09:30"})
	aDate    = is(object{"type": "string", "pattern": `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`, "patternErrorMessage": "a date is written like 2026-11-21"})
	anURL    = is(object{"type": "string", "pattern": `^https?://[^\s/]+\S*$`})
	aPicture = is(object{"type": "string", "pattern": `^(?!/)(?!.*(^|/)\.\.(/|$))[^\\:]*\.([pP][nN][gG]|[jJ][pP][eE]?[gG]|[wW][eE][bB][pP]|[gG][iI][fF])$`})
	aTag     = is(object{"type": "string", "pattern": languageTagForm})
)

func whole(least, most int) func(bool) object {
	return is(object{"type": "integer", "minimum": least, "maximum": most})
}

func oneWord(words ...string) func(bool) object { return is(object{"enum": words}) }

// of is one thing of a kind, or behind listOf a list of them.
func of(keys *keyset) func(bool) object {
	return func(overlay bool) object { return referTo(keys, overlay) }
}

func listOf(keys *keyset, least int) func(bool) object {
	return func(overlay bool) object {
		list := object{"type": "array", "items": referTo(keys, overlay)}
		if !overlay && least > 0 {
			list["minItems"] = least
		}
		return list
	}
}

// someCues are spans, or cues with keys.
func someCues(overlay bool) object {
	return object{"type": "array", "items": object{"anyOf": []any{aSpan(overlay), referTo(&cueKeys, false)}}}
}

func someSettings(bool) object {
	one := object{"enum": settingNames()}
	return object{"anyOf": []any{one, object{"type": "array", "items": one}}}
}

// noteShape is what stands behind the key of a note of a kind.
func noteShape(kind NoteKind) shape {
	n := kind.known()
	form := aLine
	switch n.holds {
	case aReference:
		form = anID
	case textOrList:
		form = theTexts
	case aList:
		form = func(bool) object {
			return object{"anyOf": []any{scalar, object{"type": "array", "items": scalar, "minItems": 1}, referTo(&itemsKeys, false)}}
		}
	}
	words := n.word
	if n.spoken {
		words += ": spoken, and counted as speech"
	}
	if n.holds == aReference {
		words += ": its id"
	}
	return may(form, words)
}

// keyRules are what goes together, and what does not.
var keyRules = map[*keyset]object{
	&cueKeys:      {"oneOf": requiredOnce("left", "after")},
	&noteKeys:     {"oneOf": requiredOnce(kindNames...)},
	&activityKeys: {"oneOf": requiredOnce("duration", "phases"), "dependencies": object{"phases": object{"not": object{"anyOf": requiredOnce(soleKeys...)}}}},
	&slideKeys:    {"anyOf": requiredOnce("title", "body", "image"), "dependencies": object{"image": []string{"alt"}, "alt": []string{"image"}}},
	&handoutKeys:  {"anyOf": requiredOnce("title", "body", "contacts")},
	&questionKeys: {
		"if":   object{"properties": object{"kind": object{"const": string(Choice)}}, "required": []string{"kind"}},
		"then": object{"required": []string{"options"}, "properties": object{"options": object{"minItems": 2, "type": "array"}}},
		"else": object{"not": object{"required": []string{"options"}}},
	},
}

// requiredOnce are alternatives, each with one key that must be there.
func requiredOnce(keys ...string) (all []any) {
	for _, key := range keys {
		all = append(all, object{"required": []string{key}})
	}
	return all
}

// soleShapes are those of phases, and of activities that have none.
func soleShapes(required bool) map[string]shape {
	return map[string]shape{
		"duration": {aSpan, "how long it lasts, like 5m or 1h30m", required},
		"at_least": may(aSpan, "what a recovery leaves of it at least; half of it where nothing is said"),
		"setting":  may(someSettings, "how people work: plenary is all together"),
		"question": may(aLine, "what the room's screen asks as long as it lasts"),
		"notes":    may(listOf(&noteKeys, 0), "what to say, do and ask, in its order"),
	}
}

// with are shapes, and more.
func with[K comparable, V any](shapes, more map[K]V) map[K]V {
	maps.Copy(shapes, more)
	return shapes
}
