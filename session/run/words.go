package run

import "strings"

// What people read of the vocabulary of a delivery stands with each part of it:
// of the commands in the table of words, of pauses, captured lines and statuses
// with their kinds. Programs read the codes.

// Did is what a command, as a script writes it, did: "moved on". A command that
// is not known is told by its code: a newer program may have written it.
func Did(command string) string {
	name, option, _ := strings.Cut(command, " ")
	did := words[Word(name)].did
	switch {
	case did == "":
		return command
	case Word(name) == CmdSkip && option != "":
		return "activity skipped"
	case Word(name) == CmdRecover:
		return did + ": " + Option(option).did()
	}
	return did
}

// did is how a recovery was made.
func (o Option) did() string {
	switch o {
	case RecoverTrim:
		return "shortened"
	case RecoverDrop:
		return "dropped"
	}
	return "later end"
}

// TakenBack is what is taken back with a command: "the move to the next phase".
func (w Word) TakenBack() string { return words[w].undone }

// either writes codes to choose from: "trim, drop or extend".
func either[T ~string](all []T) string {
	text := string(all[0])
	for i, one := range all[1:] {
		if i == len(all)-2 {
			text += " or " + string(one)
		} else {
			text += ", " + string(one)
		}
	}
	return text
}
