package session

import "strings"

// Framework is what people of a field are to know and to be able to do, in
// statements by which a session can say what it gives.
type Framework struct {
	ID, Title  string
	Publisher  string
	URL        string // where its own wording is
	Checked    string // YYYY-MM-DD, or empty
	Dimensions []Dimension

	byID map[string]*Demand
	ids  []string
}

// Dimension is a part of a framework.
type Dimension struct {
	Title      string
	Statements []Demand
}

// Demand is a statement of a framework.
type Demand struct {
	ID, Text string
	Kind     string // "knowledge" or "skill"
}

// Claim is that a statement of the framework is met, and where that is said.
type Claim struct {
	ID string
	At Position
}

// ClaimIDs are the statements that are claimed.
func ClaimIDs(claims []Claim) (ids []string) {
	for _, c := range claims {
		ids = append(ids, c.ID)
	}
	return ids
}

var (
	frameworkKeys = keyset{thing: "a framework", names: []string{"id", "title", "publisher", "url", "checked", "dimensions"}}
	dimensionKeys = keyset{thing: "a dimension", names: []string{"title", "statements"}}
	demandKeys    = keyset{thing: "a statement of a framework", names: []string{"id", "kind", "text"}}
)

// LoadFramework reads a framework from the bytes of its file, as Load a plan.
func LoadFramework(file string, src []byte) (*Framework, Problems) {
	f := &Framework{byID: map[string]*Demand{}}
	problems := loadOther(file, src, func(d *decoder, root *node) {
		m := d.open(root, &frameworkKeys)
		m.need("id", `add an id, like "id: my-framework"`)
		m.need("title", `add "title: ..."`)
		m.need("dimensions", `add "dimensions:" and at least one with a title and statements`)
		f.ID, _ = d.ident(m.get("id"), "id")
		f.Title, f.Publisher, f.URL, f.Checked = m.line("title"), m.line("publisher"), m.web("url"), m.date("checked")
		m.needSome("dimensions", "add one with a title and statements")
		f.Dimensions = decodeAll(d, m.items("dimensions"), &dimensionKeys, func(m *mapping) Dimension {
			m.need("title", `add "title: ..."`)
			m.need("statements", `add "statements:" and a list of them`)
			m.needSome("statements", `add one, like "- {id: \"1.03\", text: ...}"`)
			return Dimension{m.line("title"), decodeAll(d, m.items("statements"), &demandKeys, d.demand)}
		})
		f.ids = d.idsOf(demandID).order
	})
	if problems != nil {
		return nil, problems
	}
	for _, d := range f.Dimensions {
		for i := range d.Statements {
			f.byID[d.Statements[i].ID] = &d.Statements[i]
		}
	}
	return f, nil
}

func (d *decoder) demand(m *mapping) Demand {
	m.need("id", `add an id by which plans name it, like "id: \"1.03\""`)
	m.need("text", `add "text: ..."`)
	return Demand{
		ID: m.id(demandID), Text: m.line("text"),
		Kind: d.choice(m.get("kind"), "kind", []string{"knowledge", "skill"}),
	}
}

// needSome says that a list has nothing in it.
func (m *mapping) needSome(key, todo string) {
	if m.isEmpty(key) {
		m.problem("empty-list", key, `"`+key+`" is empty`, todo)
	}
}

// loadOther reads a file in YAML that is no plan, as strictly as one.
func loadOther(file string, src []byte, decode func(*decoder, *node)) Problems {
	d := &decoder{collector: &collector{file: file}, ids: map[*idKind]*idset{}}
	if root := d.tree(src); root != nil {
		decode(d, root)
	}
	problems := d.sorted()
	for i := range problems {
		problems[i].What = strings.Replace(strings.Replace(problems[i].What, "the plan", "the file", 1), "a plan is", "a file is", 1)
	}
	return problems
}

// Statement finds a statement by its id; nil where the framework has none.
func (f *Framework) Statement(id string) *Demand { return f.byID[id] }

// claims is a list of statements of a framework.
func (m *mapping) claims(key string) []Claim { return m.idents(key, "statements") }
