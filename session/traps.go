package session

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Prose written plainly behind its key trips YAML up in ways whose messages
// help nobody. This file finds the text that is to blame.

// proseKeys are the keys behind which people write sentences, listKeys those of
// them behind which a list of sentences may stand.
var proseKeys, listKeys = func() (prose, lists map[string]bool) {
	prose = map[string]bool{
		"title": true, "aim": true, "background": true, "audience": true, "text": true,
		"name": true, "body": true, "alt": true, "question": true, "because": true,
		"for": true, "lead": true, "facilitators": true, "organisation": true, "venue": true, "hours": true, "phone": true, "items": true,
	}
	lists = map[string]bool{"items": true}
	for _, kind := range noteKinds {
		name := string(kind.kind)
		prose[name] = kind.holds != aReference
		lists[name] = kind.holds == aList || kind.holds == textOrList
	}
	return prose, lists
}()

// keyOrItem splits a line into what leads up to a value, its key, and the value.
var keyOrItem = Pattern(`^( *(?:- +)*(?:([A-Za-z_]+): +)?)(.*)$`)

// lostText is a "#" that ends a text because of the blank in front of it.
var lostText = Pattern(`[^ \t][ \t]+(#[^ \t#].*)$`)

// underBar is what to do about a text that YAML misreads.
func underBar(key string) string {
	lead := "- |"
	if key != "" {
		lead = key + ": |"
	}
	return `write the text under |, that is "` + lead + `" here and the text indented on the next line`
}

// trap says why a value written plainly cannot be read as text, or "".
func trap(value string) string {
	const starts = "a text that starts with "
	switch first, _ := utf8.DecodeRuneInString(value); first {
	case '*', '&', '!', '@', '`', '%', '[', ']', '{', '}', ',', '>', '|', '"', '\'':
		if first == '"' {
			return starts + "a quotation mark ends at the next one"
		}
		return starts + `"` + string(first) + `" is not read as text`
	}
	for _, lead := range []string{"- ", "? ", ": "} {
		if strings.HasPrefix(value, lead) {
			return starts + `"` + lead + `" is not read as text`
		}
	}
	switch {
	case strings.Contains(value, ": "):
		return `the ": " within this text makes a key of what stands before it`
	case strings.HasSuffix(value, ":"):
		return `the ":" at the end of this text makes a key of it`
	}
	return ""
}

// wouldBeLost tells of text behind a "#" that YAML would drop.
func wouldBeLost(comment string) string {
	return quoted(comment) + ` would be lost: what follows a blank and "#" is not read`
}

// explain reports why the file cannot be read. Where a single text is to
// blame, it returns the file with that text put aside.
func (s *broken) explain(c *collector) ([]byte, bool) {
	if mended, ok := s.explainProse(c, s.line); ok {
		return mended, true
	}
	// A text of several lines that a "#" ended early fails at its next line.
	for line := s.line; line > 0 && line >= s.line-1; line-- {
		text := string(lineAt(s.src, s.starts[line-1]))
		if at := lostText().FindStringSubmatchIndex(text); at != nil && s.parserFailed() && strings.TrimLeft(text, " \t")[0] != '#' {
			c.problem("text-lost", Position{Line: line, Column: column(text, at[2])}, wouldBeLost(text[at[2]:]),
				"write the text under |, or put it in quotes")
			return nil, false
		}
	}
	text := string(lineAt(s.src, s.starts[s.line-1]))
	indent := len(text) - len(strings.TrimLeft(text, " "))
	what, todo := plainWords(s.message, text[indent:])
	c.problem("unreadable-yaml", Position{Line: s.line, Column: column(text, indent)}, what, todo)
	return nil, false
}

// explainProse reports the mistake in a line if its text is to blame.
func (s *broken) explainProse(c *collector, line int) ([]byte, bool) {
	start := s.starts[line-1]
	text := string(lineAt(s.src, start))
	m := keyOrItem().FindStringSubmatch(text)
	lead, key, value := m[1], m[2], strings.TrimRight(m[3], " \t")
	if (key == "" && !strings.Contains(lead, "-")) || (key != "" && !proseKeys[key]) {
		return nil, false
	}
	what, todo := s.blame(key, value)
	if what == "" {
		return nil, false
	}
	c.problem("unreadable-yaml", Position{Line: line, Column: column(text, len(lead))}, what, todo)
	return slices.Concat(s.src[:start+len(lead)], []byte("x"), s.src[start+len(text):]), true
}

// blame says what is wrong with a text that stands in the line of the mistake.
func (s *broken) blame(key, value string) (what, todo string) {
	if value == "" || strings.Contains(s.message, "max depth") {
		return "", ""
	}
	if value[0] == '[' && listKeys[key] {
		if m := lostText().FindStringSubmatch(value); m != nil {
			return wouldBeLost(m[1]), "put quotes around the texts in [ ]"
		}
		return plainWords(s.message, value)
	}
	isInside := func(inside string) bool { return strings.Contains(s.message, inside) }
	if (value[0] == '"' || value[0] == '\'') && slices.ContainsFunc([]string{"escape", "hexdecimal", "end of stream", "document indicator"}, isInside) {
		return plainWords(s.message, value)
	}
	// An item that starts with "{" is a group gone wrong rather than text.
	if key == "" && value[0] == '{' {
		return "", ""
	}
	return trap(value), underBar(key)
}

// parserFailed says that the words were read and only make no sense together.
func (s *broken) parserFailed() bool {
	return strings.Contains(s.message, "did not find expected") || strings.Contains(s.message, "could not find expected")
}

// column counts the characters up to an offset in a line, from 1.
func column(line string, offset int) int { return utf8.RuneCountInString(line[:offset]) + 1 }

// plainWords turns the library's message about a line into one for people.
func plainWords(message, line string) (what, todo string) {
	if strings.HasPrefix(line, "\t") {
		return "a tab in front of a line", "indent with spaces"
	}
	for _, w := range yamlWords {
		if strings.Contains(message, w.message) {
			return w.what, w.todo
		}
	}
	return "this line cannot be read", "look at its quotes, brackets and indentation, and at those of the line above"
}

const (
	tooDeep     = "lists and keys lie too deep in each other"
	tooDeepTodo = "look at the brackets and the indentation"
)

var yamlWords = []struct{ message, what, todo string }{
	{
		"mapping values are not allowed", `this line is indented too far, or its text holds a ": "`,
		"indent it like the keys beside it, or write the text under |",
	},
	{"tab character", "a tab in front of a line", "indent with spaces"},
	{"cannot start any token", "a text cannot start with this character", "write the text under |"},
	{"could not find expected ':'", "this line has no key", `write "key: value", or indent the line under the text it belongs to`},
	{
		"did not find expected key", "this line does not fit the lines above it",
		"indent it like the keys beside it, and close the quotes above it",
	},
	{"'-' indicator", "this line does not fit the list above it", `start it with "- ", or indent it like the keys of the item`},
	{
		"',' or ']'", "a list in [ ] is not closed, or holds a text that needs quotes",
		`close it with "]", and put quotes around a text that holds any of ? , : # [ ] { }`,
	},
	{
		"',' or '}'", "a group in { } is not closed, or holds a text that needs quotes",
		`close it with "}", and put quotes around a text that holds any of ? , : # [ ] { }`,
	},
	{"node content", "a bracket or a comma has nothing behind it", "look at the brackets and commas of this line"},
	{"unexpected end of stream", "the quotation mark that opens here is never closed", "close it, or write the text under |"},
	{"unexpected document indicator", "the quotation mark that opens here is never closed", "close it, or write the text under |"},
	{"escape", `a "\" within double quotes starts a code, and this one is unknown`, `write "\\" for a plain one, or write the text under |`},
	{"hexdecimal", `a "\" within double quotes starts a code, and this one is incomplete`, `write "\\" for a plain one, or write the text under |`},
	{"max depth", tooDeep, tooDeepTodo},
	{"alphabetic or numeric", `a text that starts with "*" or "&" is not read as text`, "write the text under |, or put it in quotes"},
	{"unknown anchor", `a text that starts with "*" is not read as text`, "write the text under |, or put it in quotes"},
	{"tag", `a text that starts with "!" is not read as text`, "write the text under |, or put it in quotes"},
	{"block sequence entries", `a list cannot start on this line`, `put each "- " on a line of its own under the key`},
	{"mapping keys", `a text that starts with "? " is not read as text`, "write the text under |, or put it in quotes"},
	{"comment or line break", `text cannot stand on the same line behind | or >`, "put it indented on the next line"},
	{"indentation indicator", `| stands before a line break`, "put the text indented on the next line"},
}
