package session

// Entry describes something to learn with as a catalogue does: an online
// module, or a session. What is not known is empty.
type Entry struct {
	ID, Title string
	Kind      string // like "online module"
	Provider  string
	For       string // whom it is for
	Time      string // of a learner
	Facts     Facts
	Model     string // how it is given
	Evidence  string
	Aims      []string
	Outcomes  []string
	Impact    Impact
	URL       string
	Checked   string // YYYY-MM-DD, or empty
	Framework string // by name
	Covers    []Claim
	Touches   []Claim
}

// Facts are what a catalogue asks beyond that.
type Facts struct {
	Cost     string   `json:"cost,omitempty"`
	Endorsed string   `json:"endorsed,omitempty"`
	Author   string   `json:"author,omitempty"`
	Contact  string   `json:"contact,omitempty"`
	Supports Supports `json:"supports,omitzero"`
}

// Supports are what it takes.
type Supports struct {
	Workforce      string `json:"workforce,omitempty"`
	Technology     string `json:"technology,omitempty"`
	Administrative string `json:"administrative,omitempty"`
	Financial      string `json:"financial,omitempty"`
}

// Impact is how it is judged, at the four levels of Kirkpatrick.
type Impact struct{ Reaction, Learning, Behaviour, Results string }

var (
	entryKeys = keyset{thing: "an entry", names: append([]string{
		"id", "title", "kind", "provider", "for", "time", "model", "evidence", "aims", "outcomes",
		"impact", "url", "checked", "framework", "covers", "touches",
	}, namesOf(factShapes)...)}
	impactKeys = keyset{thing: "the impact", names: []string{"reaction", "learning", "behaviour", "results"}}
)

// LoadEntry reads an entry from the bytes of its file, as Load does a plan.
func LoadEntry(file string, src []byte) (*Entry, Problems) {
	e := &Entry{}
	problems := loadOther(file, src, func(d *decoder, root *node) {
		m := d.open(root, &entryKeys)
		m.need("id", `add an id, like "id: my-module"`)
		m.need("title", `add "title: ..."`)
		e.ID, _ = d.ident(m.get("id"), "id")
		e.Title, e.Kind, e.Provider, e.For, e.Time = m.line("title"), m.line("kind"), m.line("provider"), m.prose("for"), m.line("time")
		e.Facts = d.facts(m)
		e.Model, e.Evidence = m.prose("model"), m.prose("evidence")
		e.Aims, e.Outcomes = m.texts("aims"), m.texts("outcomes")
		if i := d.within(m, "impact", &impactKeys); i != nil {
			e.Impact = Impact{i.prose("reaction"), i.prose("learning"), i.prose("behaviour"), i.prose("results")}
		}
		e.URL, e.Checked, e.Framework = m.web("url"), m.date("checked"), m.line("framework")
		e.Covers, e.Touches = m.claims("covers"), m.claims("touches")
	})
	if problems != nil {
		return nil, problems
	}
	return e, nil
}

func (d *decoder) facts(m *mapping) Facts {
	c := Facts{Cost: m.line("cost"), Endorsed: m.line("endorsed"), Author: m.line("author"), Contact: m.line("contact")}
	if s := d.within(m, "supports", &supportKeys); s != nil {
		c.Supports = Supports{s.prose("workforce"), s.prose("technology"), s.prose("administrative"), s.prose("financial")}
	}
	return c
}

// within opens a value that has keys of its own; nil where it is absent or wrong.
func (d *decoder) within(m *mapping, key string, keys *keyset) *mapping {
	n := m.get(key)
	if n == nil || n.null {
		return nil
	}
	return d.open(n, keys)
}

// EntryRow is what an entry says under one heading of a catalogue.
type EntryRow struct {
	Part  string // of the catalogue; empty where the heading stands alone
	Head  string
	Texts []string // none: not stated; several are a list
}

// NotStated stands in a catalogue where an entry says nothing.
const NotStated = "Not stated"

// Rows are all that an entry says, in the order of a catalogue.
func (e *Entry) Rows() []EntryRow {
	const takes, judged = "What it takes", "How it is judged"
	one := func(part, head, text string) EntryRow {
		if text == "" {
			return EntryRow{Part: part, Head: head}
		}
		return EntryRow{part, head, []string{text}}
	}
	return []EntryRow{
		{"", "Aims", e.Aims},
		one("", "For whom", e.For),
		{"", "Outcomes", e.Outcomes},
		one("", "How it is given", e.Model),
		one("", "Time", e.Time),
		one("", "Cost", e.Facts.Cost),
		one("", "Endorsed by", e.Facts.Endorsed),
		one("", "Evidence", e.Evidence),
		one("", "Author", e.Facts.Author),
		one("", "Contact", e.Facts.Contact),
		one("", "Address", e.URL),
		one(takes, "Workforce", e.Facts.Supports.Workforce),
		one(takes, "Technology", e.Facts.Supports.Technology),
		one(takes, "Administration", e.Facts.Supports.Administrative),
		one(takes, "Finance", e.Facts.Supports.Financial),
		one(judged, "1 Reaction", e.Impact.Reaction),
		one(judged, "2 Learning", e.Impact.Learning),
		one(judged, "3 Behaviour", e.Impact.Behaviour),
		one(judged, "4 Results", e.Impact.Results),
	}
}
