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
	words := make([][]string, len(s.Steps))
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
			for i, step := range s.Steps {
				if n := shared(stemsOf(text), words[i]); n > most && !step.Break && !step.Spare {
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

// stems are the beginnings of the longer words of a step, those of its title
// more than once.
func (s *Step) stems() (all []string) {
	for range 2 {
		all = append(all, stemsOf(s.Title)...)
	}
	for _, n := range s.notes {
		all = append(all, stemsOf(n.text+" "+strings.Join(n.items, " "))...)
	}
	return all
}

func stemsOf(text string) (stems []string) {
	const least, most = 4, 6 // letters
	for _, word := range strings.Fields(plain(text)) {
		if letters := []rune(word); len(letters) >= least {
			stems = append(stems, string(letters[:min(len(letters), most)]))
		}
	}
	return stems
}

// shared counts the stems that are among others, and once more where they are
// there twice.
func shared(stems, others []string) (n int) {
	slices.Sort(stems)
	for _, stem := range slices.Compact(stems) {
		times := 0
		for _, other := range others {
			if other == stem && times < 2 {
				times++
			}
		}
		n += times
	}
	return n
}
