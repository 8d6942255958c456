package run

// ErasedLine is the text of a struck line whose words were taken out of the record.
const ErasedLine = "(this line was taken out of the record)"

var errErased = refuse("the line was taken out of the record for good: it cannot be brought back")

// Erasable are the struck lines whose words are in the record still, oldest first.
func (s *State) Erasable() (lines []Capture) {
	for _, c := range s.captures {
		if c.Struck && !c.Erased && !c.Lost {
			lines = append(lines, c)
		}
	}
	return lines
}

// Without is an event without the words of some captured lines. All else of it
// stays, so that what follows from it still does. It is false where it has none of
// their words.
func Without(e Event, lines []Capture) (Event, bool) {
	is := func(id int) bool {
		for _, c := range lines {
			if c.ID == id {
				return true
			}
		}
		return false
	}
	switch e := e.(type) {
	case Captured:
		if is(e.ID) {
			e.Text, e.Erased = ErasedLine, true
			return e, true
		}
	case Edited:
		if is(e.ID) {
			e.Text = ErasedLine
			return e, true
		}
	}
	return e, false
}
