package words

import (
	"strconv"
	"strings"
	"time"

	"facilitate/session/run"
)

// Cue is what the facilitator is told at a cue.
func Cue(c run.Cue) string {
	switch {
	case c.Text != "":
		return c.Text
	case c.After > 0:
		return strings.ToUpper(Span(c.After)) + " IN"
	case c.Waits:
		return "BEGINS IN " + strings.ToUpper(Minutes(c.Left))
	case c.Left == 0:
		return "TIME IS UP"
	case c.Left < 0:
		return strings.ToUpper(Minutes(-c.Left)) + " OVER TIME"
	case c.Left%time.Minute != 0:
		return strconv.Itoa(int(c.Left/time.Second)) + " SECONDS LEFT"
	case c.Left == time.Minute:
		return "1 MINUTE LEFT: tell the room"
	}
	return strconv.Itoa(int(c.Left/time.Minute)) + " MINUTES LEFT: tell the room"
}
