package words

import (
	"strings"

	"facilitate/session/run"
)

// Pause says of what kind a pause is, behind its name: "is a break".
func Pause(kind run.PauseKind) string {
	switch {
	case kind == run.Other:
		return "has no special kind"
	case strings.ContainsAny(kind.Word()[:1], "aeiou"):
		return "is an " + kind.Word()
	}
	return "is a " + kind.Word()
}
