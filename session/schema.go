package session

import (
	"bytes"
	"encoding/json"
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
	for _, f := range keys.shapes {
		if f.required {
			required = append(required, f.key)
		}
		form := f.form(overlay)
		if overlay {
			form = object{"anyOf": []any{form, object{"type": "null"}}} // takes it out
		}
		form["description"] = f.words
		properties[f.key] = form
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
	for key, value := range keyRules()[keys] {
		s[key] = value
	}
	return s
}

// form is what stands behind a key, in a plan or in one that changes another. It is
// made when the schema is: no other command pays for it.
type form func(overlay bool) object

// shape is the form of a key, and the words that an editor shows of it.
type shape struct {
	key      string
	form     form
	words    string
	required bool
}

func must(key string, form form, words string) shape { return shape{key, form, words, true} }

func may(key string, form form, words string) shape { return shape{key, form, words, false} }

// matching is text of a pattern, and words for what does not match it.
func matching(pattern, otherwise string) object {
	o := object{"type": "string", "pattern": pattern}
	if otherwise != "" {
		o["patternErrorMessage"] = otherwise
	}
	return o
}

func aLine(bool) object {
	return object{"type": []string{"string", "number", "boolean"}, "pattern": `\S`}
}

func theTexts(bool) object {
	return object{"anyOf": []any{aLine(false), object{"type": "array", "items": aLine(false)}}}
}

func yesOrNo(bool) object { return object{"type": "boolean"} }

func anID(bool) object {
	return object{"type": []string{"string", "number", "boolean"}, "maxLength": MaxID, "pattern": `^[\p{L}\p{Nd}][-_.\p{L}\p{Nd}\p{M}]*$`}
}

func someIDs(bool) object { return object{"type": "array", "items": anID(false)} }

func aSpan(bool) object {
	return matching(`^\s*(?=.*[1-9])([0-9]+h([0-9]+m)?([0-9]+s)?|[0-9]+m([0-9]+s)?|[0-9]+s|[0-9]+ *min)\s*$`,
		"a span of time has units, like 45s, 5m, 1m30s or 1h30m")
}

func aTime(bool) object {
	return matching(`^\s*([01]?[0-9]|2[0-3]):[0-5][0-9]\s*$`, "a time of day is written from 00:00 to 23:59, like 09:30")
}

func aDate(bool) object {
	return matching(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`, "a date is written like 2026-11-21")
}

func anURL(bool) object { return matching(`^https?://[^\s/]+\S*$`, "") }

func aPicture(bool) object {
	return matching(`^(?!/)(?!.*(^|/)\.\.(/|$))[^\\:]*\.([pP][nN][gG]|[jJ][pP][eE]?[gG]|[wW][eE][bB][pP]|[gG][iI][fF])$`, "")
}

func aTag(bool) object { return matching(languageTagForm, "") }

func theFormat(bool) object { return object{"const": Format} }

func whole(least, most int) form {
	return func(bool) object { return object{"type": "integer", "minimum": least, "maximum": most} }
}

func oneWord[T ~string](words ...T) form {
	return func(bool) object { return object{"enum": words} }
}

// of is one thing of a kind, or behind listOf a list of them.
func of(keys *keyset) form {
	return func(overlay bool) object { return referTo(keys, overlay) }
}

func listOf(keys *keyset, least int) form {
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

// someItems are texts, with a title or without.
func someItems(bool) object {
	return object{"anyOf": []any{aLine(false), object{"type": "array", "items": aLine(false), "minItems": 1}, referTo(&itemsKeys, false)}}
}

// keyRules are what goes together, and what does not.
func keyRules() map[*keyset]object {
	return map[*keyset]object{
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
}

// requiredOnce are alternatives, each with one key that must be there.
func requiredOnce(keys ...string) (all []any) {
	for _, key := range keys {
		all = append(all, object{"required": []string{key}})
	}
	return all
}
