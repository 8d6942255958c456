package convert

import (
	"regexp"
	"strings"
	"unicode"

	"facilitate/session"
)

// How a time stands in a line, and the title beside it, those that say most first.
var (
	leadingForms = []func() *regexp.Regexp{
		session.Pattern(`(?i)^\W{0,3}?(?P<time>` + clockOrHour + toWords + clockOrHour + `|` + clockWords + `)\s*[:|–—-]*\s+(?P<title>.*)$`),
		session.Pattern(`(?i)^(?P<time>(?:~\s*)?(?:` + numberWords + toWords + `)?` + spanWords + `)\s*[:|–—-]+\s+(?P<title>.*)$`),
		session.Pattern(`^(?P<time>(?:[01]\d|2[0-3])[0-5]\d` + toWords + `(?:[01]\d|2[0-3])[0-5]\d(?:\s*(?:hrs?|h)\b)?)\s*[:|–—-]*\s+(?P<title>\pL.*)$`),
		session.Pattern(`(?i)^(?P<time>(?:minutes?|mins?\.?)\s+\d+` + toWords + `\d+)\b(?P<title>.*)$`),
		// "5 min Welcome": a sentence would go on in small letters.
		session.Pattern(`^(?P<time>(?i:~\s*|ca\.?\s*)?\d+(?:\s*(?i:min(?:ute)?s?\b\.?|minuten)|['′’]))\s+(?P<title>\p{Lu}.*)$`),
	}
	bracketed     = session.Pattern(`[(\[]([^()\[\]]*)[)\]]`)
	trailingForms = []func() *regexp.Regexp{
		session.Pattern(`(?i)^(?P<title>.*?)(?:\s*[:|,…]|\s*\.{3,}|\s+[–—-])\s*(?P<time>(?:~\s*|ca\.?\s*|about\s+)?(?:\d+` + toWords + `)?` + spanWords + `)\s*\.?$`),
		session.Pattern(`(?i)^(?P<title>.*?)[\s,:|(–—-]+(?P<time>` + clockWords + toWords + clockWords + `)\)?$`),
	}
)

// titled is a time within a line, and the rest of the line.
type titled struct {
	time        reading
	title, more string // more stands after the time
}

// timeIn finds the time of a title: before it, in brackets, or at its end.
func timeIn(text string) (t titled, ok bool) {
	text = oneLine(text)
	if t, ok := timeBetweenBars(text); ok {
		return t, true
	}
	if bare := strings.TrimLeftFunc(text, isSign); bare != text && parseTime(bare).notation != noTime {
		return timeIn(bare)
	}
	if t, ok := timeBy(leadingForms, text); ok {
		return t, true
	}
	for _, m := range bracketed().FindAllStringSubmatchIndex(text, -1) {
		inside := text[m[2]:m[3]]
		r := parseTime(inside)
		if r.notation == noTime || r.notation == count || r.notation == countRange {
			continue
		}
		t.time = r
		t.title = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text[:m[0]]), ":–—-"))
		t.more = strings.TrimSpace(strings.TrimLeft(text[m[1]:], " :–—-"))
		if t.title == "" {
			t.title, t.more = t.more, ""
		}
		return t, t.title != ""
	}
	return timeBy(trailingForms, text)
}

// timeBy finds the time of a line by the first of some forms that fits it.
func timeBy(forms []func() *regexp.Regexp, text string) (t titled, ok bool) {
	for _, form := range forms {
		m := form().FindStringSubmatch(text)
		if m == nil {
			continue
		}
		of := func(group string) string { return m[form().SubexpIndex(group)] }
		t.time = inArmyForm(of("time"), parseTime(of("time")))
		if t.title = strings.Trim(of("title"), " |:–—-\t"); t.time.notation != noTime && t.title != "" {
			return t, true
		}
	}
	return titled{}, false
}

// isSign is whether a letter is a picture, like that of a clock before a time.
func isSign(r rune) bool { return unicode.Is(unicode.So, r) || r == '\ufe0f' || r == ' ' }

// timeBetweenBars is that of a line like "Opening | 10 min | plenary".
func timeBetweenBars(text string) (t titled, ok bool) {
	parts := strings.Split(text, " | ")
	var more []string
	for _, part := range parts {
		switch {
		case !ok && isTimeAlone(part):
			t.time, ok = parseTime(part), true
		case t.title == "":
			t.title = part
		default:
			more = append(more, part)
		}
	}
	t.more = strings.Join(more, ", ")
	return t, ok && len(parts) > 1 && t.title != ""
}
