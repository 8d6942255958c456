package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"facilitate/session"
	"facilitate/timer"
)

// Draft is a session as the text of a plan, to be gone over by hand: a comment
// stands at each guess. source names the document, and pictures the folder
// beside the plan in which those of its slides are.
func (f *Found) Draft(s *Session, id, title, source, pictures string) []byte {
	d := drafter{ids: map[string]bool{}, resources: map[string]string{}, outcomes: map[string]string{}, shown: map[*slide]string{}}
	f.assign(s)
	title = cmp.Or(f.Title, title)
	if len(f.Sessions) > 1 && s.Name != "" {
		title += ", " + s.Name
	}
	d.line(0, "# A draft made from %s; go over it, and check it.", session.CleanLine(source))
	d.line(0, "%s", strings.TrimSpace(session.Modeline))
	d.line(0, "format: 1")
	d.field(0, "id", id)
	d.field(0, "title", cmp.Or(title, "A plan"))
	d.booked(f, s)
	if len(s.Steps) > 0 && s.Steps[0].Start >= 0 {
		d.line(0, "start: %q", clockText(s.Steps[0].Start))
	}
	for _, key := range []string{"aim", "background", "audience"} {
		d.field(0, key, strings.Join(f.prose[key], "\n\n"))
	}
	if len(f.facilitators) > 0 {
		d.line(0, "facilitators:")
		for _, name := range f.facilitators {
			d.value(2, "- ", name)
		}
	}
	d.lists(f, s)
	d.slides(f, s, pictures, source)
	d.line(0, "")
	d.line(0, "activities:")
	for i, step := range s.Steps {
		if i > 0 {
			d.line(0, "")
		}
		d.activity(step)
	}
	return []byte(d.b.String())
}

// drafter writes the plan line by line.
type drafter struct {
	b         strings.Builder
	ids       map[string]bool
	resources map[string]string // ids, by the plain name
	outcomes  map[string]string
	shown     map[*slide]string
}

func (d *drafter) line(indent int, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if text != "" {
		d.b.WriteString(strings.Repeat(" ", indent))
	}
	d.b.WriteString(text + "\n")
}

// comment writes what was guessed; a comment is one line, whatever is in it.
func (d *drafter) comment(indent int, text string) { d.line(indent, "# %s", oneLine(text)) }

// field writes a key with its value, if there is one.
func (d *drafter) field(indent int, key, value string) {
	if value != "" {
		d.value(indent, key+": ", value)
	}
}

// value writes a text behind what it belongs to. Within an item of a list its
// further lines stand deeper by the sign of the item.
func (d *drafter) value(indent int, before, value string) {
	below := indent + 2
	if strings.HasPrefix(before, "- ") && before != "- " {
		below += 2
	}
	for i, l := range scalar(value, below) {
		if i == 0 {
			d.line(indent, "%s%s", before, l)
		} else {
			d.line(below, "%s", l)
		}
	}
}

// booked writes the time booked: by the document, else what the steps add up to.
func (d *drafter) booked(f *Found, s *Session) {
	lasts, known := s.Lasts()
	stated, isOwn := f.statedOf(s)
	switch {
	case isOwn:
		if known && lasts != stated {
			d.comment(0, fmt.Sprintf("the document says %s; the activities add up to %s", minutesText(stated), minutesText(lasts)))
		}
		d.line(0, "duration: %s", timer.FormatSpan(stated))
	case known:
		d.comment(0, "what the activities add up to")
		d.line(0, "duration: %s", timer.FormatSpan(lasts))
	default:
		d.comment(0, "how long is it? The document does not say:")
		d.line(0, "# duration: 1h")
	}
}

// lists writes the outcomes and the resources, those of the steps too.
func (d *drafter) lists(f *Found, s *Session) {
	outcomes, resources := slices.Clone(f.outcomes), slices.Clone(f.resources)
	for _, step := range s.Steps {
		if len(f.outcomes) == 0 {
			outcomes = append(outcomes, step.outcomes...)
		}
		resources = append(resources, step.resources...)
	}
	d.list("outcomes", "text", outcomes, nil, d.outcomes)
	d.list("resources", "name", resources, f.counts, d.resources)
}

// list writes things with ids, and what more is said of some, by their plain names.
func (d *drafter) list(key, field string, texts []string, more map[string][]string, ids map[string]string) {
	taken := map[string]bool{}
	for _, text := range texts {
		known := plain(text)
		if known == "" || ids[known] != "" {
			continue
		}
		if is := ids[known+"s"] + ids[strings.TrimSuffix(known, "s")]; is != "" && key == "resources" {
			ids[known] = is // a slide, and the slides
			continue
		}
		if len(ids) == 0 {
			d.line(0, "%s:", key)
		}
		id := uniqueID(text, strings.TrimSuffix(key, "s"), taken)
		if ids[known] = id; key == "resources" && strings.Count(text, "/") == 1 {
			for part := range strings.SplitSeq(text, "/") {
				ids[plain(part)] = cmp.Or(ids[plain(part)], id) // the pens of "Flipchart/pens"
			}
		}
		d.line(2, "- id: %s", id)
		d.field(4, field, text)
		for _, l := range more[plain(text)] {
			d.line(4, "%s", l)
		}
	}
}

func (d *drafter) activity(s *Step) {
	for _, guess := range s.Guesses {
		d.comment(2, guess)
	}
	title := cmp.Or(s.Title, "An activity without a name")
	d.line(2, "- id: %s", uniqueID(title, "activity", d.ids))
	d.field(4, "title", title)
	for _, mark := range []struct {
		is   bool
		text string
	}{{s.Break, "kind: break"}, {s.Fixed, fmt.Sprintf("at: %q", clockText(cmp.Or(s.fixedAt, s.Start)))}, {s.Optional, "optional: true"}, {s.Spare, "spare: true"}} {
		if mark.is {
			d.line(4, "%s", mark.text)
		}
	}
	if s.Lead != "" && !s.Break {
		d.field(4, "lead", s.Lead)
	}
	if s.assigned {
		d.comment(4, "guessed: the document lists these for the whole session")
	}
	d.refer("outcomes", s.outcomes, d.outcomes)
	d.refer("resources", s.resources, d.resources)
	notes := s.notes
	if s.slides != "" {
		text := "Slide: " + s.slides
		if unicode.IsDigit([]rune(s.slides)[0]) {
			text = "Slide " + s.slides
		}
		notes = append([]note{{kind: session.Do, text: text}}, notes...)
	}
	if len(s.Phases) == 0 {
		if s.Duration > 0 {
			d.line(4, "duration: %s", timer.FormatSpan(s.Duration))
		} else {
			d.comment(4, "how long? The document gives no minutes:")
			d.line(4, "# duration: 5m")
		}
		d.notes(4, notes)
		return
	}
	extra := len(notes) - len(s.notes)
	d.line(4, "phases:")
	for i, ph := range s.Phases {
		from, to := max(0, ph.first+extra), len(notes)
		switch {
		case i == 0:
			from = 0
		case ph.first < 0:
			from = len(notes)
		}
		if i+1 < len(s.Phases) && s.Phases[i+1].first >= 0 {
			to = s.Phases[i+1].first + extra
		}
		d.value(6, "- name: ", ph.Name)
		if ph.Lead != "" && ph.Lead != s.Lead {
			d.field(8, "lead", ph.Lead)
		}
		d.line(8, "duration: %s", timer.FormatSpan(ph.Duration))
		d.notes(8, notes[min(from, to):to])
	}
}

// refer names the resources or the outcomes of an activity by their ids.
func (d *drafter) refer(key string, texts []string, ids map[string]string) {
	var all []string
	for _, text := range texts {
		if id := ids[plain(text)]; id != "" && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	if len(all) > 0 {
		d.line(4, "%s: [%s]", key, strings.Join(all, ", "))
	}
}

func (d *drafter) notes(indent int, notes []note) {
	notes = slices.DeleteFunc(slices.Clone(notes), func(n note) bool { return n.text == "" && len(n.items) == 0 && n.slide == nil })
	if len(notes) == 0 {
		return
	}
	d.line(indent, "notes:")
	for _, n := range notes {
		text := n.text
		if n.slide != nil {
			text = d.shown[n.slide]
		}
		if isListKind(n.kind) {
			d.listNote(indent, n)
			continue
		}
		if len(n.items) > 0 {
			text += "\n\n- " + strings.Join(n.items, "\n- ")
		}
		d.field(indent+2, "- "+string(n.kind), text)
	}
}

// listNote writes a note that is a list; its text is the title of its items.
func (d *drafter) listNote(indent int, n note) {
	at, isTitled := indent+6, n.text != "" && len(n.items) > 0
	if n.kind == session.SafetyTip || !isTitled {
		n.items, isTitled = slices.DeleteFunc(append([]string{n.text}, n.items...), func(t string) bool { return t == "" }), false
	}
	if n.kind == session.SafetyTip && len(n.items) == 1 {
		d.field(indent+2, "- "+string(n.kind), n.items[0])
		return
	}
	d.line(indent+2, "- %s:", n.kind)
	if isTitled {
		d.field(at, "title", n.text)
		d.line(at, "items:")
		at += 2
	}
	for _, t := range n.items {
		d.value(at, "- ", t)
	}
}

var plainScalar = session.Pattern(`^[\p{L}(][\p{L}\p{N} ,.;'’()/&?!+%–—“”_<>=→↔-]*$`)

const lineWidth = 78

// scalar is a text as YAML has it, in one or several lines.
func scalar(text string, indent int) []string {
	text = session.Clean(strings.TrimSpace(text))
	if strings.Contains(text, "\n") {
		lines := []string{"|-"}
		for l := range strings.SplitSeq(text, "\n") {
			if hang := strings.HasPrefix(l, "- "); hang {
				for i, w := range wrap(l[2:], lineWidth-indent-2) {
					lines = append(lines, map[bool]string{true: "- ", false: "  "}[i == 0]+w)
				}
				continue
			}
			lines = append(lines, wrap(l, lineWidth-indent)...)
		}
		return lines
	}
	if len(text) > lineWidth-indent-8 {
		return append([]string{">-"}, wrap(text, lineWidth-indent)...)
	}
	if plainScalar().MatchString(text) && !isYAMLWord(text) {
		return []string{text}
	}
	return []string{quote(text)}
}

// isYAMLWord is whether a text is more than a text to YAML.
func isYAMLWord(text string) bool {
	return slices.Contains(strings.Fields("yes no true false null on off y n"), strings.ToLower(text))
}

// isSmallWord is whether a word cannot be the last of a name.
func isSmallWord(word string) bool {
	return slices.Contains(strings.Fields("a an the of in to for and or with on at by from that are is be can we our their your its as into und oder der die das den von zu im mit für de la le les des du el los y con et"), word)
}

func quote(text string) string {
	if strings.ContainsAny(text, `"\`) && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func wrap(text string, width int) (lines []string) {
	now := ""
	for word := range strings.FieldsSeq(text) {
		if now != "" && len(now)+1+len(word) > width {
			lines = append(lines, now)
			now = ""
		}
		now = strings.TrimPrefix(now+" "+word, " ")
	}
	return append(lines, now)
}

// uniqueID makes an id of the first words of a text.
func uniqueID(text, instead string, taken map[string]bool) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	id := ""
	for i, word := range words {
		if i == 5 || len(id)+len(word) > 40 {
			for i--; i > 0 && isSmallWord(words[i]); i-- {
				id = strings.TrimSuffix(id, "-"+words[i])
			}
			break
		}
		id += "-" + word
	}
	if id = strings.Trim(id, "-"); id == "" || !unicode.IsLetter([]rune(id)[0]) || isYAMLWord(id) {
		id = strings.Trim(instead+"-"+id, "-")
	}
	base := id
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	taken[id] = true
	return id
}
