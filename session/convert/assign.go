package convert

import (
	"slices"
	"strings"
)

// assign gives each outcome and each resource that the document only lists for
// the whole session to the activity whose words speak of it. Where none does,
// an outcome goes to the longest, and a resource to the first.
func (f *Found) assign(s *Session) {
	longest := 0
	for i, step := range s.Steps {
		if step.Duration > s.Steps[longest].Duration && !step.Break {
			longest = i
		}
	}
	words := make([]map[string]int, len(s.Steps))
	for i, step := range s.Steps {
		words[i] = step.stems()
	}
	give := func(all []string, otherwise int, of func(*Step) *[]string) {
		named := map[string]bool{}
		for _, step := range s.Steps {
			for _, text := range *of(step) {
				named[plain(text)] = true
			}
		}
		for _, text := range all {
			if named[plain(text)] {
				continue
			}
			to, most := otherwise, 0
			stems := stemsOf(text)
			slices.Sort(stems)
			stems = slices.Compact(stems)
			for i, step := range s.Steps {
				n := 0
				for _, stem := range stems {
					n += min(2, words[i][stem])
				}
				if n > most && !step.Break && !step.Spare {
					to, most = i, n
				}
			}
			step := s.Steps[to]
			*of(step) = append(*of(step), text)
			step.assigned = true
		}
	}
	give(f.outcomes, longest, func(s *Step) *[]string { return &s.outcomes })
	give(f.resources, 0, func(s *Step) *[]string { return &s.resources })
}

// stems counts the beginnings of a step's longer words, those of its title twice.
func (s *Step) stems() map[string]int {
	text := s.Title + " " + s.Title
	for _, n := range s.notes {
		text += " " + n.text + " " + strings.Join(n.items, " ")
	}
	all := map[string]int{}
	for _, stem := range stemsOf(text) {
		all[stem]++
	}
	return all
}

func stemsOf(text string) (stems []string) {
	const least, most = 4, 6 // letters
	for word := range strings.FieldsSeq(plain(text)) {
		if letters := []rune(word); len(letters) >= least {
			stems = append(stems, string(letters[:min(len(letters), most)]))
		}
	}
	return stems
}
