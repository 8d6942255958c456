package convert

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"facilitate/session"
)

// How people write times. A clock is a time of day or one since the start, a span is
// how long, a count a bare number; which of these a range is, the whole column tells.
type notation int

const (
	noTime notation = iota
	clock
	clockRange
	span
	spanRange
	count
	countRange
)

// reading is a time as it stands in a document.
type reading struct {
	notation
	from, to time.Duration // of a range; a single one is from
	fromHalf half
	toHalf   half
	open     bool   // the range has no end: "14:00 –"
	about    bool   // "~5 min", "15+ min": no time to run by
	text     string // as it was written
	more     string // what else stands with it
}

func (r reading) isOfDay() bool { return r.notation == clock || r.notation == clockRange }

func (r reading) isSpan() bool { return r.notation == span || r.notation == spanRange }

// half is the half of the day that a clock names.
type half int

const (
	unsaid half = iota
	am
	pm
)

const (
	numberWords = `\d+(?:[.,]\d+)?`
	unitWords   = `(?:minutes?\b|minuten|minuut|minutos?|minuti|mins?\b\.?|mn\b|hours?\b|hrs?\b\.?|heures?|stunden?|std\b\.?|horas?|seconds?|seconde[ns]?|segundos?|sekunden?|secs?\b\.?|sek\b\.?|[hms]\b|['′’])`
	spanWords   = numberWords + `\s*-?\s*` + unitWords + `(?:\s*(?:and|,)?\s*` + numberWords + `\s*` + unitWords + `)*`
	clockWords  = `(?:\d{1,2}\s*[:.]+\s*\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\b\.?|\s*(?:uhr|hrs?|h)\b)?|\d{1,2}\s*[ap]\.?m\b\.?|\d{1,2}\s?h\s?\d{2}\b|\d{1,2}\s*uhr\b|(?:12\s*)?(?:noon|midday|midnight)\b)`
	hourWords   = `\d{1,2}\s?h\b` // a clock only among others
	clockOrHour = `(?:` + clockWords + `|` + hourWords + `)`
	toWords     = `\s*(?:[-–—−~→]+|to\b|until\b|till\b|bis\b|a\b|à\b|tot\b|-?>)\s*`
)

var (
	spanForm      = session.Pattern(`(?i)^` + spanWords)
	spanRangeForm = session.Pattern(`(?i)^(` + numberWords + `)\s*(?:` + unitWords + `)?` + toWords + `(` + numberWords + `)\s*-?\s*(` + unitWords + `)`)
	// "1h30m", "1h 15", "1h15": longer than a few hours it is a time of day.
	hoursForm      = session.Pattern(`(?i)^(\d{1,2})\s*h(?:ours?|rs?\.?)?(\s*)(\d{1,2})\s*(m(?:in(?:ute)?s?)?\b\.?)?(?:\s|\W|$)`)
	clockForm      = session.Pattern(`(?i)^(` + clockWords + `)(\s*[-–—]\s*$)?`)
	clockRangeForm = session.Pattern(`(?i)^(` + clockWords + `|` + hourWords + `|\d{1,2})` + toWords + `(` + clockWords + `|` + hourWords + `)`)
	countForm      = session.Pattern(`^(` + numberWords + `)\s*$`)
	countRangeForm = session.Pattern(`(?i)^(\d+)` + toWords + `(\d+)\s*$`)
	quantity       = session.Pattern(`(?i)(` + numberWords + `)\s*-?\s*(` + unitWords + `)`)
	aboutForm      = session.Pattern(`(?i)^(?:~|ca\.?\s|circa |about |approx\.?(?:imately)? |around |up to |max\.? )\s*`)
	plusForm       = session.Pattern(`(?i)^(\d+)\+`)
	clockParts     = session.Pattern(`(?i)^(\d{1,2})(?:\s*[:.h]+\s*(\d{2}))?(?::(\d{2}))?\s*(?:([ap])\.?\s?m\b\.?|uhr|hrs?|h)?$`)
	timesForm      = session.Pattern(`(?i)^(\d{1,2})\s*[x×]\s*(` + spanWords + `)`)
	armyClock      = session.Pattern(`^(?:[01]\d|2[0-3])[0-5]\d$`)
	armyRange      = session.Pattern(`^((?:[01]\d|2[0-3])[0-5]\d)(?:\s*(?:hrs?|h))?` + toWords + `((?:[01]\d|2[0-3])[0-5]\d)(?:\s*(?:hrs?|h))?\b`)
	minutesBefore  = session.Pattern(`(?i)^(?:minutes?|mins?\.?)\s+(\d+` + toWords + `\d+)\b`) // "Minutes 0–10"
	startLabel     = session.Pattern(`(?i)^\[?\s*start at\s*`)
)

// parseTime reads the time that a text begins with.
func parseTime(text string) (r reading) {
	text = strings.TrimSpace(text)
	whole := text
	text = inFigures(strings.TrimLeft(text, "(["))
	text = minutesBefore().ReplaceAllString(text, "$1 min")
	text = startLabel().ReplaceAllString(text, "")
	exact := text
	text = plusForm().ReplaceAllString(aboutForm().ReplaceAllString(text, ""), "$1")
	r, n := parseNotation(text)
	if r.notation == noTime {
		return reading{}
	}
	r.about = text != exact
	r.more = strings.Trim(text[n:], " \t\n:;,|])–—-")
	if strings.ContainsAny(text[n:], "(") && !strings.Contains(r.more, "(") {
		r.more = strings.TrimSpace(text[n:])
	}
	r.text = whole
	if r.more != "" {
		r.text = strings.TrimSpace(strings.TrimSuffix(whole, text[n:]))
	}
	return r
}

// parseNotation tries those that say most first, and tells how many bytes it took.
func parseNotation(text string) (r reading, n int) {
	if m := clockRangeForm().FindStringSubmatch(text); m != nil {
		r = reading{notation: clockRange}
		var ok1, ok2 bool
		r.from, r.fromHalf, ok1 = parseClock(m[1])
		r.to, r.toHalf, ok2 = parseClock(m[2])
		// "1h-2h" is a range of hours, "9h-10h30" is one of clocks.
		if ok1 && ok2 && (r.from >= mostHours*time.Hour || !isHour(m[1]) || !isHour(m[2])) {
			return r, len(m[0])
		}
	}
	if m := timesForm().FindStringSubmatch(text); m != nil {
		each, _ := parseNotation(m[2])
		n, _ := strconv.Atoi(m[1])
		return reading{notation: span, from: each.from * time.Duration(n)}, len(m[0])
	}
	if m := spanRangeForm().FindStringSubmatch(text); m != nil {
		unit := unitOf(m[3])
		return reading{notation: spanRange, from: amount(m[1], unit), to: amount(m[2], unit)}, len(m[0])
	}
	if r, n, ok := parseHours(text); ok {
		return r, n
	}
	if m := spanForm().FindString(text); m != "" {
		r = reading{notation: span}
		for _, q := range quantity().FindAllStringSubmatch(m, -1) {
			r.from += amount(q[1], unitOf(q[2]))
		}
		return r, len(m)
	}
	if m := clockForm().FindStringSubmatch(text); m != nil {
		if at, half, ok := parseClock(m[1]); ok {
			return reading{notation: clock, from: at, fromHalf: half, open: m[2] != ""}, len(m[0])
		}
	}
	if m := countRangeForm().FindStringSubmatch(text); m != nil {
		return reading{notation: countRange, from: amount(m[1], time.Minute), to: amount(m[2], time.Minute)}, len(m[0])
	}
	if m := countForm().FindStringSubmatch(text); m != nil {
		return reading{notation: count, from: amount(m[1], time.Minute)}, len(m[0])
	}
	return reading{}, 0
}

// inArmyForm is a reading, but for 0930 and 0930-1015 the times of day they are.
func inArmyForm(text string, r reading) reading {
	text = strings.TrimSpace(text)
	clockOf := func(digits string) time.Duration {
		at, _, _ := parseClock(digits[:2] + ":" + digits[2:])
		return at
	}
	if m := armyRange().FindStringSubmatch(text); m != nil {
		return reading{notation: clockRange, from: clockOf(m[1]), to: clockOf(m[2]), text: text}
	}
	if armyClock().MatchString(text) {
		return reading{notation: clock, from: clockOf(text), text: text}
	}
	return r
}

func isHour(text string) bool { return strings.HasSuffix(strings.ToLower(text), "h") }

// mostHours is up to where 1h15 is a length.
const mostHours = 5

func parseHours(text string) (r reading, n int, ok bool) {
	m := hoursForm().FindStringSubmatch(text)
	if m == nil {
		return r, 0, false
	}
	hours, minutes := amount(m[1], time.Hour), amount(m[3], time.Minute)
	if m[4] == "" && (hours > mostHours*time.Hour || m[2] == "" && len(m[3]) < 2) || minutes >= time.Hour {
		return r, 0, false
	}
	return reading{notation: span, from: hours + minutes}, len(strings.TrimRight(m[0], " \t\n,;)]|:–—-")), true
}

func unitOf(word string) time.Duration {
	switch word = strings.ToLower(word); {
	case word[0] == 'h', strings.HasPrefix(word, "st"):
		return time.Hour
	case word[0] == 's':
		return time.Second
	}
	return time.Minute
}

// amount is a number of units; one that is no time a session could have is 0.
func amount(number string, unit time.Duration) time.Duration {
	n, err := strconv.ParseFloat(strings.Replace(number, ",", ".", 1), 64)
	if err != nil || n*unit.Hours() > 1000 {
		return 0
	}
	return time.Duration(n * float64(unit)).Round(time.Second)
}

func parseClock(text string) (at time.Duration, h half, ok bool) {
	text = strings.TrimSpace(text)
	switch strings.ToLower(text) {
	case "noon", "midday", "12 noon", "12noon", "12 midday":
		return 12 * time.Hour, pm, true
	case "midnight", "12 midnight":
		return 0, am, true
	}
	m := clockParts().FindStringSubmatch(text)
	if m == nil {
		return 0, unsaid, false
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	seconds, _ := strconv.Atoi(m[3])
	if minutes > 59 || seconds > 59 || hours > 24 && m[2] == "" {
		return 0, unsaid, false
	}
	h = map[string]half{"a": am, "p": pm}[strings.ToLower(m[4])]
	if h != unsaid {
		hours %= 12
		if h == pm {
			hours += 12
		}
	}
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second, h, true
}

// Times that are written in words: "half an hour", "ten minutes", "1 ½ hours".
var (
	wordTime = session.Pattern(`(?i)^(?:(half an hour|half hour|half-hour|eine halbe stunde|media hora|une demi-heure|½\s*(?:hours?|h|stunde|std\.?)|1/2\s*(?:an\s+)?hours?)|(?:a )?(quarter of an hour|quarter hour|¼\s*(?:hours?|h|stunde|std\.?))|(an hour and a half)|` +
		`(an hour|eine stunde|una hora|une heure)|((?:three quarters of an hour)|¾\s*(?:hours?|h|stunde|std\.?)))\b`)
	wordNumber = session.Pattern(`(?i)^(` + strings.Join(slices.SortedFunc(maps.Keys(numbersInWords), func(a, b string) int { return len(b) - len(a) }), "|") + `)(\s+(?:minutes?|mins?|hours?|minuten|stunden))\b`)
	fraction   = session.Pattern(`(\d+)\s*(½|¼|¾|1/2)`)
)

var numbersInWords = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12",
	"fifteen": "15", "twenty": "20", "twenty-five": "25", "twenty five": "25", "thirty": "30", "forty": "40", "forty-five": "45", "forty five": "45",
	"fifty": "50", "sixty": "60", "ninety": "90", "zehn": "10", "fünf": "5", "zwei": "2",
}

// inFigures is a text that begins with a time in words, with that in figures.
func inFigures(text string) string {
	if m := wordTime().FindStringSubmatchIndex(text); m != nil {
		for group, minutes := range []string{"", "30 min", "15 min", "90 min", "60 min", "45 min"} {
			if group > 0 && m[2*group] >= 0 {
				return minutes + text[m[1]:]
			}
		}
	}
	if m := wordNumber().FindStringSubmatch(text); m != nil {
		return numbersInWords[strings.ToLower(m[1])] + text[len(m[1]):]
	}
	if m := fraction().FindStringSubmatchIndex(text); m != nil && m[0] == 0 {
		part := map[string]string{"½": ".5", "1/2": ".5", "¼": ".25", "¾": ".75"}[text[m[4]:m[5]]]
		return text[m[2]:m[3]] + part + text[m[1]:]
	}
	return text
}

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
