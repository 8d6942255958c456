package convert

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"facilitate/session"
)

// around reads what stands around the steps: title, aim, outcomes, resources
// and the time booked; the rest is not placed.
func (f *Found) around(doc *document, used map[int]bool) {
	f.prose, f.counts = map[string][]string{}, map[string][]string{}
	section, listed := "", false
	for i, b := range doc.blocks {
		if used[i] || b.table != nil || b.sheet {
			section = ""
			t := b.table
			if t != nil && used[i] { // above its heads may stand "Facilitator: Ann"
				head := max(0, newGrid(t).head)
				t = &table{rows: t.rows[:head], rowAt: t.rowAt[:head]}
			}
			if t != nil {
				f.aroundTable(t)
			}
			continue
		}
		text := oneLine(b.text)
		if is := headOf(b, text); is != "" {
			section, listed = is, false
			continue
		}
		if is, rest := labelOf(text); is != "" {
			f.takeLabelled(is, rest, b.place)
			continue
		}
		switch isList := b.kind == item; {
		case b.kind == heading, b.bold && !isList, section == "", listed && !isList && section != "background":
			section = ""
			f.Unplaced = append(f.Unplaced, Unplaced{b.place, text})
		case strings.HasSuffix(text, ":") && !isList:
		default:
			listed = listed || isList
			f.take(section, b.line)
		}
	}
}

// headOf is what stands under a line that is a head, or "".
func headOf(b block, text string) string {
	if b.kind == heading || b.bold || strings.HasSuffix(text, ":") {
		return sectionOf(text)
	}
	return ""
}

// labelOf is what a line like "Duration: 2 hours" says, and of what.
func labelOf(text string) (section, rest string) {
	head, rest, _ := strings.Cut(text, ":")
	if rest = strings.TrimSpace(rest); rest == "" {
		return "", ""
	}
	return sectionOf(head), rest
}

// aroundTable reads a table whose first column says what stands in the second.
func (f *Found) aroundTable(t *table) {
	last := ""
	for r, row := range t.rows {
		if len(row) < 2 || row[0].text() != "" {
			last = ""
		}
		if len(row) > 1 {
			last = cmp.Or(sectionOf(row[0].text()), last)
		}
		var rest []string
		for c := range row {
			if c == 0 && (last != "" || len(row) > 1 && row[0].merged) {
				continue
			}
			if last == "" {
				if text := row[c].text(); text != "" {
					rest = append(rest, text)
				}
				continue
			}
			for _, l := range row[c].lines {
				f.take(last, l)
			}
		}
		if len(rest) > 0 {
			f.Unplaced = append(f.Unplaced, Unplaced{t.rowAt[r], strings.Join(rest, " | ")})
		}
	}
}

func (f *Found) take(section string, l line) {
	text := oneLine(l.text)
	if section != "duration" {
		text = oneLine(numbering().ReplaceAllString(text, ""))
	}
	switch section {
	case "title":
		f.Title = cmp.Or(f.Title, text)
	case "aim", "background", "audience":
		f.prose[section] = append(f.prose[section], text)
	case "outcomes":
		f.outcomes = append(f.outcomes, strings.TrimRight(text, ".,;"))
	case "resources":
		f.resources = append(f.resources, f.counted(strings.TrimRight(text, ".,;")))
	case "facilitators":
		for name := range strings.SplitSeq(text, ",") {
			f.facilitators = append(f.facilitators, strings.TrimSpace(name))
		}
	case "duration":
		r := parseTime(text)
		if r.notation == noTime || f.stated > 0 || f.statedText != "" {
			return
		}
		f.statedText, f.statedAt = text, l.place
		switch r.notation {
		case span:
			f.stated = r.from
		case clockRange:
			f.stated = max(0, r.to-r.from)
		}
	}
}

func (f *Found) takeLabelled(section, text, place string) {
	all := []string{text}
	if section == "resources" {
		all = strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' })
	}
	for _, one := range all {
		f.take(section, line{text: one, place: place})
	}
}

var howMany = session.Pattern(`(?i)\s*\((?:(\d{1,3})\s*)?(?:(?:for each|per|each) (session|person|group))?\)$`)

// counted is a resource without how many of it there are to be, which is kept.
func (f *Found) counted(text string) string {
	m := howMany().FindStringSubmatch(text)
	if m == nil || m[1] == "" && m[2] == "" || m[1] == "0" {
		return text
	}
	name := strings.TrimSuffix(text, m[0])
	var lines []string
	if m[2] != "" {
		lines = append(lines, "per: "+strings.ToLower(m[2]))
	}
	if m[1] != "" {
		lines = append(lines, "count: "+m[1])
	}
	f.counts[plain(name)] = lines
	return name
}

// numberedOutcomes puts outcomes in the place of their numbers: "1, 3".
func (f *Found) numberedOutcomes() {
	for _, s := range f.Sessions {
		for _, step := range s.Steps {
			var all []string
			for _, text := range step.outcomes {
				if !outcomeNumbers().MatchString(text) {
					all = append(all, text)
					continue
				}
				for n := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsDigit(r) }) {
					if i, _ := strconv.Atoi(n); i > 0 && i <= len(f.outcomes) {
						all = append(all, f.outcomes[i-1])
					}
				}
			}
			step.outcomes = all
		}
	}
}

var outcomeNumbers = session.Pattern(`(?i)^(?:(?:LO|outcomes?)?s?\s*\d{1,2}\s*(?:[,;&+]|and)?\s*)+$`)

// mostOfTitle is how many bytes a line may have that is no heading, and yet the
// title: a longer one is a sentence.
const mostOfTitle = 70

// name finds the title: of the format or a table, else the first heading or line.
func (f *Found) name(doc *document) {
	f.Title = cmp.Or(f.Title, doc.title)
	first := ""
	for i := range min(len(doc.blocks), 4) {
		b := &doc.blocks[i]
		if b.table != nil {
			if g := newGrid(b.table); first == "" && g.head > 0 {
				first = g.wholeRow(0)
			}
			break
		}
		if b.kind == heading && b.sheet {
			continue
		}
		text := oneLine(b.text)
		isSentence := numbering().MatchString(text) || strings.HasSuffix(text, ".") || !b.bold && len(text) > mostOfTitle
		if is, _ := labelOf(text); is != "" && is != "title" || isSentence && b.kind != heading {
			continue
		}
		if first == "" || b.kind == heading && doc.blocks[0].kind != heading {
			first = text
		}
	}
	if f.Title == "" && len(first) < 160 {
		f.Title = first
	}
	f.Title = strings.Trim(f.Title, " *_|:;–—-")
	f.Title = cmp.Or(titlePrefix().ReplaceAllString(f.Title, ""), f.Title)
	f.Unplaced = slices.DeleteFunc(f.Unplaced, func(u Unplaced) bool { return strings.Contains(u.Text, f.Title) })
}
