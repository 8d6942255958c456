package session

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// Format is the one format of plans that this program reads.
const Format = 1

const usualWordsPerMinute = 130

func (d *decoder) plan(root *node) *Plan {
	m := d.open(root, &planKeys)
	p := &Plan{At: m.at, Format: Format}
	d.format(m)
	p.Blanks = decodeAll(d, m.items("blanks"), &blankKeys, d.blank)
	if m.has("id") {
		p.ID, _ = d.ident(m.get("id"), "id")
	}
	d.findFilling(p, m.get("title"))
	m.need("title", `add a line like "title: Infant Mental Health"`)
	m.need("duration", `add the time booked, like "duration: 1h30m"`)
	p.Title = m.line("title")
	p.Duration = m.span("duration")
	p.DurationAt = m.placeOf("duration")
	p.Start = m.timeOfDay("start")
	p.WordsPerMinute = cmp.Or(m.wholeNumber("words_per_minute", 60, 300), usualWordsPerMinute)
	p.Language = m.language("language")
	p.Date = m.date("date")
	for _, name := range m.texts("facilitators") {
		p.Facilitators = append(p.Facilitators, CleanLine(name))
	}
	p.Organisation, p.Venue, p.Logo = m.line("organisation"), m.line("venue"), m.picture("logo")
	p.logoAt = m.placeOf("logo")
	p.Framework, p.FrameworkAt = m.line("framework"), m.placeOf("framework")
	p.Learning = d.learning(m)
	if c := d.within(m, "catalogue", &catalogueKeys); c != nil {
		p.Catalogue = Catalogue{c.line("people"), c.line("team"), c.web("url"), d.facts(c)}
	}
	p.Cues = d.cues(m.get("cues"))
	p.Aim, p.Background, p.Audience = m.prose("aim"), m.prose("background"), m.prose("audience")
	if n := m.get("safety"); n != nil && !n.null {
		p.Safety = m.texts("safety")
	}
	p.Sensitive = m.texts("sensitive")
	d.things(m, p)
	d.activities(m, p)
	p.sortSlides()
	if e := d.within(m, "evaluation", &evaluationKeys); e != nil {
		p.Evaluation = Evaluation{At: e.at, Questions: decodeAll(d, e.items("questions"), &questionKeys, d.question), FollowUp: d.followUp(e)}
	}
	d.resolve()
	p.hidden, p.dollars = d.hidden, d.dollars
	return p
}

func (d *decoder) format(m *mapping) {
	n := m.get("format")
	text, ok := d.scalar(n, "format")
	number, err := strconv.Atoi(text)
	switch {
	case !ok || text == strconv.Itoa(Format):
	case err == nil && number > Format:
		d.problem("newer-format", n.at, fmt.Sprintf("format %s is newer than this program", short(text)), "use a newer facilitate to read this plan")
	default:
		d.problem("wrong-format", n.at, fmt.Sprintf(`"format" is %d, not %s`, Format, quoted(text)), fmt.Sprintf(`write "format: %d"`, Format))
	}
}

// things decodes the lists from which the activities take.
func (d *decoder) things(m *mapping, p *Plan) {
	p.Outcomes = decodeAll(d, m.items("outcomes"), &outcomeKeys, func(m *mapping) Outcome {
		m.need("id", `add an id by which activities name it, like "id: describe"`)
		m.need("text", `add "text: ..."`)
		return Outcome{ID: m.id(outcomeID), Text: m.prose("text"), At: m.at}
	})
	p.Resources = decodeAll(d, m.items("resources"), &resourceKeys, d.resource)
	p.Prepare = decodeAll(d, m.items("prepare"), &prepareKeys, d.preparation)
	p.Sources = decodeAll(d, m.items("sources"), &sourceKeys, func(m *mapping) Source {
		m.need("id", `add an id by which others name it, like "id: survey-2019"`)
		m.need("text", `add "text: ..."`)
		return Source{ID: m.id(sourceID), Text: m.prose("text"), URL: m.web("url"), Checked: m.date("checked"), At: m.at}
	})
	p.Slides = decodeAll(d, m.items("slides"), &slideKeys, d.slide)
	p.Quizzes = decodeAll(d, m.items("quizzes"), &quizKeys, d.quiz)
	p.Handouts = decodeAll(d, m.items("handouts"), &handoutKeys, d.handout)
}

// sortSlides puts the slides in the order in which they first go up, and those
// that never do behind them: so their numbers are those that people count.
func (p *Plan) sortSlides() {
	place := map[string]int{} // those that go up
	for _, ph := range p.Phases() {
		for _, n := range ph.Notes {
			if _, placed := place[n.Ref]; n.Kind == ShowSlide && !placed {
				place[n.Ref] = len(place) - len(p.Slides) // before 0, the place of all others
			}
		}
	}
	slices.SortStableFunc(p.Slides, func(a, b Slide) int { return cmp.Compare(place[a.ID], place[b.ID]) })
}

// decodeAll makes a thing of each item of a list.
func decodeAll[T any](d *decoder, items []*node, keys *keyset, one func(*mapping) T) (all []T) {
	for _, item := range items {
		if m := d.open(item, keys); m != nil {
			all = append(all, one(m))
		}
	}
	return all
}

func (d *decoder) slide(m *mapping) Slide {
	m.need("id", `add an id by which notes name it, like "id: overview"`)
	s := Slide{
		ID: m.id(slideID), Title: m.line("title"), Body: m.prose("body"), Read: m.boolean("read"),
		Sources: m.refs("sources", sourceID), Image: m.picture("image"), Alt: m.line("alt"), At: m.at, imageAt: m.placeOf("image"),
	}
	switch {
	case !m.has("title") && !m.has("body") && !m.has("image"):
		d.problem("empty-slide", m.at, "a slide has nothing to show", "give it a title, a body or an image")
	case m.has("image") && !m.has("alt"):
		m.problem("picture-without-words", "image", "the picture has no text for those who cannot see it", `add "alt: ..." that says what it shows`)
	case m.has("alt") && !m.has("image"):
		m.problem("words-without-picture", "alt", `"alt" describes a picture, and this slide has none`, `add "image: ...", or delete it`)
	}
	return s
}

func (d *decoder) quiz(m *mapping) Quiz {
	m.need("id", `add an id by which notes name it, like "id: myths"`)
	m.need("statements", `add "statements:" and a list of them`)
	q := Quiz{ID: m.id(quizID), Title: m.line("title"), At: m.at}
	if m.isEmpty("statements") {
		m.problem("no-statements", "statements", "the quiz has no statements", `add one like "- {text: ..., answer: true}"`)
	}
	d.idsOf(statementID).reset()
	q.Statements = decodeAll(d, m.items("statements"), &statementKeys, func(m *mapping) Statement {
		m.need("text", `add "text: ..."`)
		m.id(statementID)
		m.need("answer", `add "answer: true" or "answer: false"`)
		return Statement{
			Text: m.prose("text"), Answer: m.boolean("answer"), Because: m.prose("because"),
			Sources: m.refs("sources", sourceID), At: m.at,
		}
	})
	return q
}

func (d *decoder) handout(m *mapping) Handout {
	m.need("id", `add an id by which notes name it, like "id: resources"`)
	if !m.has("title") && !m.has("body") && !m.has("contacts") {
		d.problem("empty-handout", m.at, "a handout has nothing on it", "give it a title, a body or contacts")
	}
	h := Handout{ID: m.id(handoutID), Title: m.line("title"), Body: m.prose("body"), At: m.at}
	d.idsOf(contactID).reset()
	h.Contacts = decodeAll(d, m.items("contacts"), &contactKeys, func(m *mapping) Contact {
		m.need("name", `add "name: ..."`)
		m.id(contactID)
		return Contact{
			Name: m.line("name"), Phone: m.line("phone"), URL: m.web("url"), For: m.line("for"),
			Hours: m.line("hours"), Checked: m.date("checked"), Verified: m.boolean("verified"),
			Sources: m.refs("sources", sourceID), At: m.at,
		}
	})
	return h
}

func (d *decoder) question(m *mapping) Question {
	m.need("id", `add an id by which answers are kept, like "id: useful"`)
	m.need("text", `add "text: ..."`)
	m.need("kind", `add "kind: scale", "kind: choice" or "kind: text"`)
	q := Question{ID: m.id(questionID), Text: m.prose("text"), At: m.at}
	q.Kind = QuestionKind(d.choice(m.get("kind"), "kind", wordsOf(Scale, Choice, FreeText)))
	q.Options = m.texts("options")
	switch n := m.get("options"); {
	case q.Kind == Choice && n == nil:
		d.problem("choice-without-options", m.at, "a choice has no options", `add "options: [..., ...]"`)
	case q.Kind == Choice && n.kind != brokenNode && len(n.items) < 2:
		d.problem("choice-without-options", n.at, "a choice needs two options or more", "add some, or make it another kind")
	case q.Kind != Choice && q.Kind != "" && n != nil:
		d.problem("options-without-choice", n.at, "only a choice has options", `write "kind: choice", or delete them`)
	}
	return q
}
