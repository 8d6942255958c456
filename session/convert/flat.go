package convert

import (
	"cmp"
	"slices"
	"strings"

	"facilitate/session"
)

// flatten makes lines of a document outside of its tables, soft breaks too. A
// time that stands in a line of its own goes to the title that it belongs to.
func flatten(doc *document) (all []flatLine) {
	for i, b := range doc.blocks {
		if b.table != nil {
			if len(all) > 0 && all[len(all)-1].isTitle() {
				all = append(all, labelled(b.table, i)...)
			}
			continue
		}
		if b.kind == heading || b.bold {
			b.text = oneLine(b.text)
		}
		for j, text := range strings.Split(b.text, "\n") {
			l := flatLine{line: b.line, block: i, joined: j > 0}
			l.text = text
			l.at, l.timed = timeIn(text)
			if rest, ok := strings.CutPrefix(text, l.lead); ok && l.lead != "" && !l.timed && isTimeAlone(rest) {
				l.at, l.timed = titled{time: parseTime(rest), title: l.lead}, true
			}
			if m := bareEnd().FindStringSubmatch(text); m != nil && !l.timed && (b.kind == heading || b.bold) && !goesOn().MatchString(m[1]) {
				l.at, l.timed = titled{time: parseTime(m[2]), title: m[1]}, true
			}
			l.timed = l.timed && sectionOf(l.at.title) != "duration"
			all = append(all, l)
		}
	}
	timesBelow(all)
	timesAbove(all)
	return all
}

// bareEnd is a title with nothing between it and its minutes: "Welcome 10 min",
// but not "Walk for 10 min".
var bareEnd = session.Pattern(`(?i)^(.*?\pL{2,}[?!]?)\s+(\d{1,3}\s*(?:min(?:ute)?s?\b\.?|minuten|['′]))$`)

var goesOn = session.Pattern(`(?i)\b(?:for|of|in|the|about|than|every|after|last|next|at|und|für|de|por|pour)$`)

// onlyNumbered is a heading that names nothing: "Activity 2".
var onlyNumbered = session.Pattern(`(?i)^(?:activity|step|exercise|part|block|task|section|übung|schritt|aktivität|teil|actividad|activité|étape)\s*\d{1,2}\W*$`)

func (l *flatLine) isTitle() bool { return l.kind == heading || l.bold && l.kind == paragraph }

// labelled are the lines of a table that says what belongs to the title above
// it: how long, with what, how. They are none where it says no time.
func labelled(t *table, at int) (all []flatLine) {
	timed := false
	for r, row := range t.rows {
		if len(row) != 2 || len(row[0].lines) != 1 || len(row[0].text()) > 40 {
			return nil
		}
		label := strings.TrimRight(row[0].text(), ": ")
		timed = timed || timeBehind(label+": "+row[1].text()) != nil
		for i, l := range row[1].lines {
			if i == 0 {
				l.text = label + ": " + l.text
			}
			l.place = t.rowAt[r]
			all = append(all, flatLine{line: l, block: at})
		}
	}
	if !timed {
		return nil
	}
	return all
}

// timeBehind is the time behind a label, as in "Duration: 10 min", or that of a
// line that is nothing else; nil where there is none.
func timeBehind(text string) *reading {
	text, _, _ = strings.Cut(strings.TrimLeftFunc(text, isSign), " | ")
	if m := timeLabel().FindStringSubmatch(text); m != nil {
		text = m[1]
	} else if !isTimeAlone(text) {
		return nil
	}
	if r := parseTime(text); r.isSpan() || r.notation == clockRange {
		return &r
	}
	return nil
}

const mostBelow = 3 // lines looked at below a title for its time

// timesBelow gives titles the times that stand in a line below them, where
// several of one kind have it so: a single one says how long the whole is.
func timesBelow(lines []flatLine) {
	type find struct {
		at, below int
		time      *reading // nil: it has its own
	}
	found := map[int][]find{}
	for i := range lines {
		l := &lines[i]
		if !l.isTitle() || sectionOf(l.text) != "" || timeBehind(l.text) != nil {
			continue
		}
		if l.timed {
			found[l.level] = append(found[l.level], find{at: i})
		}
		for j := i + 1; !l.timed && j < len(lines) && j <= i+mostBelow; j++ {
			if r := timeBehind(lines[j].text); r != nil {
				found[l.level] = append(found[l.level], find{i, j, r})
				break
			}
			if lines[j].isTitle() {
				break
			}
		}
	}
	for _, all := range found {
		below := slices.DeleteFunc(slices.Clone(all), func(f find) bool { return f.time == nil })
		if len(all) < 2 || len(below) == 1 && all[0].time != nil {
			continue
		}
		for _, f := range below {
			lines[f.at].timed, lines[f.at].at = true, titled{time: *f.time, title: lines[f.at].text}
			lines[f.below].taken = true
			takeTitle(lines[f.at : min(f.at+mostBelow, len(lines)-1)+1])
		}
	}
}

// takeTitle gives a line that only numbers a step the title behind a label below it.
func takeTitle(lines []flatLine) {
	if !onlyNumbered().MatchString(lines[0].text) {
		return
	}
	for i := range lines[1:] {
		if below := &lines[i+1]; titleLabel(below.text) != "" {
			lines[0].at.title, below.taken = titleLabel(below.text), true
			return
		}
	}
}

// timesAbove joins times in lines of their own with the titles below, if several are.
func timesAbove(lines []flatLine) {
	var found []int
	for i := range max(0, len(lines)-1) {
		l, next := &lines[i], &lines[i+1]
		if l.kind == heading || l.taken || next.kind == heading {
			continue
		}
		r := parseTime(l.text)
		isAlone := r.isOfDay() && r.more == "" && !r.open && parseTime(next.text).notation == noTime && timeBehind(next.text) == nil
		if isAlone || timeBehind(l.text) != nil && titleLabel(next.text) != "" {
			found = append(found, i)
		}
	}
	if len(found) < 3 {
		return
	}
	for _, i := range found {
		l, next := &lines[i], &lines[i+1]
		r := parseTime(l.text)
		l.at = titled{time: *cmp.Or(timeBehind(l.text), &r), title: cmp.Or(titleLabel(next.text), oneLine(next.text))}
		l.text += " " + next.text
		l.timed, next.taken = true, true
	}
}

// titleLabel is the title behind a label like "Activity: Greeting".
func titleLabel(text string) string {
	label, title, _ := strings.Cut(oneLine(text), ":")
	if is, _ := roleOf(label); is != titleRole {
		return ""
	}
	return strings.TrimSpace(title)
}
