package report

import (
	"fmt"
	"strconv"
	"strings"
)

// mostAbreast is how many groups have a column of their own on a sheet.
const mostAbreast = 8

// rounds are the feedback rounds: a row for each, and in it how long each group
// spoke. Programs have a row for each group in each.
func (r *Run) rounds() (Section, bool) {
	if len(r.Rounds) == 0 {
		return Section{}, false
	}
	groups := 0
	for i := range r.Rounds {
		for _, v := range r.Rounds[i].Voices {
			groups = max(groups, v.Group)
		}
	}
	t := Table{ID: "rounds", Columns: []Column{
		{"", "Round", Text, Everyone},
		{"spoken_s", "Together", Span, Everyone},
		{"voices", "Groups in it", Count, Programs},
		{"voices_heard", "Groups heard", Count, Programs},
		{"group", "", Count, Programs},
		{"place", "", Count, Programs},
		{"spoke_s", "", Span, Programs},
		{"heard", "", Word, Programs},
	}}
	first := len(t.Columns) // of those for people
	switch {
	case groups > mostAbreast:
		t.Columns = append(t.Columns, Column{"", "How long each spoke", Text, Everyone})
	case groups > 1:
		for g := range groups {
			t.Columns = append(t.Columns, Column{"", groupName(g + 1), Span, Everyone})
		}
	}
	var together Seconds
	sums := make([]Seconds, groups+1)
	rounds := map[string]int{} // of each phase
	whole := 0
	for _, round := range r.Rounds {
		name := r.label(round.Phase)
		if rounds[round.Phase]++; rounds[round.Phase] > 1 {
			name += fmt.Sprintf(" (round %d)", rounds[round.Phase])
		}
		item := round.Phase + "/" + strconv.Itoa(round.Note)
		heard := 0
		for _, v := range round.Voices {
			if v.Heard {
				heard++
			}
		}
		if heard == len(round.Voices) {
			whole++
		}
		row := t.add(item, name, Cell{Kind: Text, Words: name}, spanCell(round.Spoken), countCell(len(round.Voices)), countCell(heard)).Cells
		together += round.Spoken
		var words []string
		for n, v := range round.Voices {
			sums[v.Group] += v.Spoke
			switch {
			case groups > mostAbreast:
				words = append(words, groupName(v.Group)+" "+v.words())
			case groups > 1:
				row[first+v.Group-1] = Cell{Kind: Span, Words: v.words()}
			}
			t.Rows = append(t.Rows, Row{
				Of: "voices", Item: item + "/" + strconv.Itoa(v.Group), Name: name + ", " + groupName(v.Group), Hidden: true,
				Cells: []Cell{4: countCell(v.Group), 5: countCell(n + 1), 6: spanCell(v.Spoke), 7: yesCell(v.Heard)},
			})
		}
		if groups > mostAbreast {
			row[first] = Cell{Kind: Text, Words: strings.Join(words, " · ")}
		}
	}
	if n := len(r.Rounds); n > 1 {
		row := t.add("", "", Cell{Kind: Text, Words: "All rounds"}, Cell{Kind: Span, Words: span(together)})
		row.Strong = true
		for g := 1; g <= groups && 1 < groups && groups <= mostAbreast; g++ {
			row.Cells[first+g-1] = Cell{Kind: Span, Words: span(sums[g])}
		}
	}
	return Section{ID: "rounds", Title: "Feedback rounds", Lead: []string{heardWords(whole, len(r.Rounds))}, Tables: []Table{t}}, true
}

func heardWords(whole, rounds int) string {
	switch {
	case rounds == 1 && whole == 1:
		return "Everybody was heard."
	case rounds == 1:
		return "Not everybody was heard."
	case whole == rounds:
		return fmt.Sprintf("Everybody was heard in all %d rounds.", rounds)
	case whole == 0:
		return fmt.Sprintf("In none of the %d rounds was everybody heard.", rounds)
	}
	return fmt.Sprintf("Everybody was heard in %d of %d rounds.", whole, rounds)
}

// words are how long it spoke, and that it did not come to its end.
func (v *Voice) words() string {
	switch {
	case v.Heard:
		return span(v.Spoke)
	case v.Spoke == 0:
		return "not heard"
	}
	return span(v.Spoke) + ", not finished"
}
