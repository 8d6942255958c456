package convert

import (
	"strings"
	"unicode"

	"facilitate/session"
)

var (
	leadingTime = session.Pattern(`(?i)^\W{0,3}(?:` + clockOrHour + toWords + clockOrHour + `|` + clockWords + `)\s*[:|–—-]*\s+`)
	leadingSpan = session.Pattern(`(?i)^(?:~\s*)?(?:` + numberWords + toWords + `)?` + spanWords + `\s*[:|–—-]+\s+`)
	// "5 min Welcome": a sentence would go on in small letters.
	leadingMinutes = session.Pattern(`^((?i:~\s*|ca\.?\s*)?\d+(?:\s*(?i:min(?:ute)?s?\b\.?|minuten)|['′’]))\s+(\p{Lu}.*)$`)
	leadingArmy    = session.Pattern(`^((?:[01]\d|2[0-3])[0-5]\d` + toWords + `(?:[01]\d|2[0-3])[0-5]\d(?:\s*(?:hrs?|h)\b)?)\s*[:|–—-]*\s+(\pL.*)$`)
	trailingClocks = session.Pattern(`(?i)[\s,:|(–—-]+(` + clockWords + toWords + clockWords + `)\)?$`)
	bracketed      = session.Pattern(`[(\[]([^()\[\]]*)[)\]]`)
	trailing       = session.Pattern(`(?i)(?:\s*[:|,…]|\s*\.{3,}|\s+[–—-])\s*((?:~\s*|ca\.?\s*|about\s+)?(?:\d+` + toWords + `)?` + spanWords + `)\s*\.?$`)
)

// titled is a time within a line, and the rest of the line.
type titled struct {
	time        reading
	title, more string // more stands after the time
}

// timeIn finds the time of a line that is the title of a step: before it, in
// brackets, or at its end.
func timeIn(text string) (t titled, ok bool) {
	text = oneLine(text)
	if t, ok := timeBetweenBars(text); ok {
		return t, true
	}
	if bare := strings.TrimLeftFunc(text, isSign); bare != text && parseTime(bare).notation != noTime {
		return timeIn(bare)
	}
	if m := leadingTime().FindString(text); m != "" {
		t.time = parseTime(strings.Trim(m, " *•[(:|–—-")) // a dash before the title is no range without an end
		t.title = strings.TrimLeft(text[len(m):], " |:–—-\t")
		return t, t.time.notation != noTime && t.title != ""
	}
	if m := leadingSpan().FindString(text); m != "" {
		t.time, t.title = parseTime(m), text[len(m):]
		return t, t.time.notation != noTime
	}
	if m := leadingArmy().FindStringSubmatch(text); m != nil {
		t.time, t.title = inArmyForm(m[1], reading{}), m[2]
		return t, t.time.notation != noTime
	}
	if m := minutesBefore().FindString(text); m != "" {
		t.time, t.title = parseTime(m), strings.TrimLeft(text[len(m):], " :|–—-")
		return t, t.title != ""
	}
	if m := leadingMinutes().FindStringSubmatch(text); m != nil {
		t.time, t.title = parseTime(m[1]), m[2]
		return t, t.time.notation != noTime
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
	if m := trailing().FindStringSubmatchIndex(text); m != nil {
		t.time = parseTime(text[m[2]:m[3]])
		t.title = strings.TrimSpace(text[:m[0]])
		return t, t.time.notation != noTime && t.title != ""
	}
	if m := trailingClocks().FindStringSubmatchIndex(text); m != nil && m[0] > 0 {
		t.time = parseTime(text[m[2]:m[3]])
		t.title = strings.TrimSpace(text[:m[0]])
		return t, t.time.notation == clockRange
	}
	return t, false
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
