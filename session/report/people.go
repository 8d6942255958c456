package report

import (
	"fmt"
	"strconv"
	"strings"

	"facilitate/session/run"
)

var formingWords = map[run.Forming]string{run.CountedOff: "counting off", run.Dealt: "dealing names"}

// people is who was in the room. Without names groups are no more than their sizes.
func (r *Run) people() (Section, bool) {
	p := r.People
	if p == nil {
		return Section{}, false
	}
	each := Cell{Kind: Word}
	if p.People > 0 {
		each.Words = p.sizes()
	}
	seed := ""
	if p.Seed != 0 {
		seed = strconv.FormatUint(p.Seed, 10)
	}
	all := Table{ID: "people", Upright: true, Rows: []Row{{Item: "people", Name: "People"}}}
	all.figure("people", "People", peopleIf(p.People > 0), countCell(p.People))
	all.figure("groups", "Groups", peopleIf(len(p.Groups) > 0), countCell(len(p.Groups)))
	all.figure("", "People in each", Everyone, each)
	all.figure("how", "Formed by", Everyone, wordCell(string(p.How), in(formingWords, p.How)))
	all.figure("pairs_formed", "Pairs", peopleIf(p.PairsFormed > 0), countCell(p.PairsFormed))
	all.figure("seed", "", Programs, wordCell(seed, ""))
	all.figure("size", "", Programs, Cell{Kind: Count})
	all.figure("members", "", Programs, Cell{Kind: Text})
	s := Section{ID: "people", Title: "Who was there"}
	members := Table{ID: "members", Columns: []Column{{"", "Group", Text, Everyone}, {"", "Who", Text, Everyone}}}
	for _, g := range p.Groups {
		all.Rows = append(all.Rows, Row{Of: "groups", Item: strconv.Itoa(g.Group), Name: groupName(g.Group), Hidden: true, Cells: []Cell{
			6: countCell(g.Size), 7: textCell(strings.Join(g.Members, ", ")),
		}})
		if len(g.Members) > 0 {
			who := strings.Join(g.Members, ", ")
			if more := g.Size - len(g.Members); more > 0 {
				who += fmt.Sprintf(", and %d without a name", more)
			}
			members.add("", "", Cell{Words: groupName(g.Group)}, Cell{Words: who})
		}
	}
	if p.People > 0 || len(p.Groups) > 0 {
		s.Tables = append(s.Tables, all)
	}
	if len(members.Rows) > 0 {
		s.Tables = append(s.Tables, members)
	}
	if len(p.Pairs) > 0 {
		s.Tables = append(s.Tables, p.pairs())
	}
	if len(p.Settings) > 0 {
		s.Tables = append(s.Tables, r.settings())
	}
	return s, true
}

// sizes are those of the groups, or between what they are where there are many.
func (p *People) sizes() string {
	var sizes []string
	least, most := run.MaxPeople, 0
	for _, g := range p.Groups {
		sizes = append(sizes, strconv.Itoa(g.Size))
		least, most = min(least, g.Size), max(most, g.Size)
	}
	if len(sizes) <= mostAbreast {
		return strings.Join(sizes, ", ")
	}
	if least == most {
		return strconv.Itoa(least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

func groupName(number int) string { return "Group " + strconv.Itoa(number) }

func (p *People) pairs() Table {
	t := Table{ID: "pairs", Columns: []Column{{"", "Pair", Text, Everyone}, {"members", "Who", Text, Everyone}}}
	for i, pair := range p.Pairs {
		name := "Pair " + strconv.Itoa(i+1)
		t.add(strconv.Itoa(i+1), name, textCell(name), textCell(strings.Join(pair, ", ")))
	}
	return t
}

// settings has a row for each phase of which it was said how people work.
func (r *Run) settings() Table {
	t := Table{ID: "settings", Columns: []Column{
		{"", "Where the plan leaves a choice", Text, Everyone},
		{"setting", "People worked", Word, Everyone},
	}}
	for _, c := range r.People.Settings {
		t.add(c.Phase, r.label(c.Phase),
			r.phaseCell(c.Phase), wordCell(string(c.Setting), c.Setting.OfThem()))
	}
	return t
}
