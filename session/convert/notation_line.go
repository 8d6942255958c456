package convert

import (
	"strings"

	"facilitate/session"
)

var (
	leadingTime = session.Pattern(`(?i)^\W{0,3}(?:` + clockWords + toWords + clockWords + `|` + clockWords + `)\s*[:|–—-]*\s+`)
	leadingSpan = session.Pattern(`(?i)^(?:~\s*)?(?:` + numberWords + toWords + `)?` + spanWords + `\s*[:|–—-]+\s+`)
	bracketed   = session.Pattern(`[(\[]([^()\[\]]*)[)\]]`)
	trailing    = session.Pattern(`(?i)(?:\s*[:|,]|\s+[–—-])\s*((?:~\s*|ca\.?\s*|about\s+)?(?:\d+` + toWords + `)?` + spanWords + `)\s*\.?$`)
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
	if m := leadingTime().FindString(text); m != "" {
		t.time = parseTime(strings.TrimLeft(m, " *•[("))
		t.title = strings.TrimLeft(text[len(m):], " |:–—-\t")
		return t, t.time.notation != noTime && t.title != ""
	}
	if m := leadingSpan().FindString(text); m != "" {
		t.time, t.title = parseTime(m), text[len(m):]
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
		return t, t.title != ""
	}
	if m := trailing().FindStringSubmatchIndex(text); m != nil {
		t.time = parseTime(text[m[2]:m[3]])
		t.title = strings.TrimSpace(text[:m[0]])
		return t, t.time.notation != noTime && t.title != ""
	}
	return t, false
}
