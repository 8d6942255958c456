package session

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/timer"
)

// scalar is the text of a value as it was written, and whether there is one;
// what stands in its place is reported.
func (d *decoder) scalar(n *node, key string) (string, bool) {
	switch {
	case n == nil || n.kind == brokenNode:
		return "", false
	case n.kind == listNode:
		d.problem("not-one-value", n.at, fmt.Sprintf("%q takes one value, not a list", key), "write it once behind the key")
		return "", false
	case n.kind == groupNode:
		d.problem("not-one-value", n.at, fmt.Sprintf("%q takes one value, not keys of its own", key), "write it behind the key on the same line")
		return "", false
	case n.null || strings.TrimSpace(n.value) == "":
		d.problem("no-value", n.at, fmt.Sprintf("%q has nothing behind it", key), "fill it in or delete the line")
		return "", false
	}
	return n.value, true
}

func (m *mapping) scalar(key string) (string, bool) { return m.d.scalar(m.get(key), key) }

// words is the text of a value that people read, not cleaned. Here prose that
// YAML took for something else is found.
func (d *decoder) words(n *node, key string) (string, bool) {
	if n == nil || n.kind == brokenNode {
		return "", false
	}
	switch {
	case n.kind == scalarNode && (n.plain || n.null) && lostText().MatchString("x "+n.comment):
		d.problem("text-lost", n.at, wouldBeLost(n.comment), underBar(key))
	case n.kind == scalarNode && (n.null || strings.TrimSpace(n.value) == ""):
		d.problem("no-text", n.at, noText(key), "write some, or delete it")
	case n.kind == listNode && n.flow:
		d.problem("text-not-quoted", n.at, `a text that starts with "[" is not read as text`, underBar(key))
	case n.kind == listNode:
		d.problem("not-one-value", n.at, fmt.Sprintf("%q takes one text, not a list", key), underBar(key))
	case n.kind == groupNode && n.flow:
		d.problem("text-not-quoted", n.at, `a text that starts with "{" is not read as text`, underBar(key))
	case n.kind == groupNode:
		d.problem("text-not-quoted", n.at, `the ": " within this text makes a key of what stands before it`, underBar(key))
	default:
		if r, ok := hidden(n.value); ok {
			d.hidden = append(d.hidden, hiddenCharacter{n.at, r})
		}
		d.fillIn(n)
		return n.value, true
	}
	return "", false
}

func noText(key string) string {
	if key == "" {
		return "this item has no text"
	}
	return fmt.Sprintf("%q has no text", key)
}

// prose is a text of any number of lines.
func (m *mapping) prose(key string) string {
	text, _ := m.d.words(m.get(key), key)
	return strings.TrimSpace(Clean(text))
}

// line is a text that is shown on one line.
func (m *mapping) line(key string) string {
	text, _ := m.d.words(m.get(key), key)
	return strings.TrimSpace(CleanLine(text))
}

// texts is a list of texts; a single text is a list of one.
func (m *mapping) texts(key string) (all []string) {
	items, of := []*node{m.get(key)}, key
	if n := items[0]; n != nil && n.kind == listNode {
		if items, of = n.items, ""; len(items) == 0 {
			m.problem("no-text", key, noText(key), "write some, or delete it")
		}
	}
	for _, item := range items {
		if text, ok := m.d.words(item, of); ok {
			all = append(all, strings.TrimSpace(Clean(text)))
		}
	}
	return all
}

// boolean is a value that is true or false; false where it is absent.
func (m *mapping) boolean(key string) bool {
	text, ok := m.scalar(key)
	if ok && text != "true" && text != "false" {
		m.problem("not-true-or-false", key, fmt.Sprintf("%q is true or false, not %s", key, quoted(text)), "write true or false")
	}
	return text == "true"
}

// span is a length of time of at most a day; zero where it is absent or wrong.
func (m *mapping) span(key string) time.Duration { return m.d.span(m.get(key), key) }

func (d *decoder) span(n *node, key string) time.Duration {
	text, ok := d.scalar(n, key)
	if !ok {
		return 0
	}
	span, err := timer.ParseSpan(short(strings.TrimSpace(text)))
	switch {
	case err != nil:
		d.problem("not-a-duration", n.at, key+" "+err.Error(), timer.SpanHint)
		return 0
	case span > 24*time.Hour:
		d.problem("duration-too-long", n.at, fmt.Sprintf("%s %s is longer than a day", key, quoted(text)), "write 24h or less")
		return 0
	}
	return span
}

// timeOfDay is nil where the key is absent or wrong.
func (m *mapping) timeOfDay(key string) *timer.TimeOfDay {
	text, ok := m.scalar(key)
	t, err := timer.ParseTimeOfDay(strings.TrimSpace(text))
	if err == nil {
		return &t
	}
	if ok {
		m.problem("not-a-time", key, fmt.Sprintf("%q is a time of day, and %s is none", key, quoted(text)),
			"write it as hours and minutes from 00:00 to 23:59, like 09:30")
	}
	return nil
}

// wholeNumber is one between two others; zero where it is absent or wrong.
func (m *mapping) wholeNumber(key string, least, most int) int {
	text, ok := m.scalar(key)
	// What Atoi reads but people would not write (+130, 0130) is refused too.
	number, err := strconv.Atoi(text)
	if ok && (err != nil || strconv.Itoa(number) != text || number < least || number > most) {
		m.problem("not-a-number", key, fmt.Sprintf("%q is a whole number from %d to %d, not %s", key, least, most, quoted(text)), "write one in digits")
		return 0
	}
	return number
}

// date is YYYY-MM-DD, or empty where it is absent or wrong.
func (m *mapping) date(key string) string {
	text, ok := m.scalar(key)
	if _, err := time.Parse(time.DateOnly, text); ok && err != nil {
		m.problem("not-a-date", key, fmt.Sprintf("%q is a date, and %s is none", key, quoted(text)), "write year, month and day like 2026-11-21")
		return ""
	}
	return text
}

// wordsOf are words of a kind as a plan has them.
func wordsOf[T ~string](all ...T) []string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return words
}

// choice is one of a few words; empty where it is absent or wrong.
func (d *decoder) choice(n *node, key string, words []string) string {
	text, ok := d.scalar(n, key)
	if !ok || slices.Contains(words, text) {
		return text
	}
	all := "write " + List(words, "or")
	d.problem("unknown-value", n.at, fmt.Sprintf("%q cannot be %s", key, quoted(text)), didYouMean(text, words, all))
	return ""
}

// languageTag is the form of a language's name: the language, and perhaps a
// script, a country and more.
const languageTagForm = `^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$`

var languageTag = Pattern(languageTagForm)

// language is a tag like "en-GB"; empty where it is absent or wrong.
func (m *mapping) language(key string) string {
	text, ok := m.scalar(key)
	if ok && !languageTag().MatchString(text) {
		m.problem("not-a-language", key, fmt.Sprintf("%q is the code of a language, and %s is none", key, quoted(text)), "write it like en-GB, ja or zh-Hant")
		return ""
	}
	return text
}

// web is an address to send a browser to; empty where it is absent or wrong.
func (m *mapping) web(key string) string {
	text, ok := m.scalar(key)
	u, err := url.Parse(text)
	if ok && (err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" ||
		strings.ContainsAny(text, " \n\t") || CleanLine(text) != text) {
		m.problem("not-an-address", key, quoted(text)+" is not the address of a web page", "write it in full, like https://example.org/page")
		return ""
	}
	return text
}

// picture is the path of an image beside the plan; empty where it is absent
// or wrong. Nothing outside the plan's folder can be named.
func (m *mapping) picture(key string) string {
	text, ok := m.scalar(key)
	switch {
	case !ok:
	case strings.HasPrefix(text, "/"), strings.ContainsAny(text, `\:`), CleanLine(text) != text, slices.Contains(strings.Split(text, "/"), ".."):
		m.problem("picture-elsewhere", key, quoted(text)+" is not in the plan's own folder",
			"put the picture beside the plan and write its name, like pictures/brain.png")
	case MediaType(text) == "":
		m.problem("not-a-picture", key, quoted(text)+" is not a picture that can be shown", "take a png, jpg, jpeg, webp or gif file")
	default:
		return path.Clean(text)
	}
	return ""
}
