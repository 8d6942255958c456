package tui

import (
	"strconv"
	"strings"
	"testing"
)

// TestAfterTheEnd sees that what was kept for later, and what there is to do next,
// stand on the screen at each size, however much else there is to be told, and
// that commands are named as the program was called.
func TestAfterTheEnd(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		for _, parked := range []int{1, 30} {
			c := started(t)
			c.m.Called = func(text string) string { return strings.Replace(text, "facilitate", "./fac", 1) }
			c.press("c", "R", "enter")
			for i := range parked {
				c.press("c")
				if i == 0 { // the kind of the line before is the first one offered
					c.press("tab")
				}
				c.press("Q", strconv.Itoa(i%10), "enter")
			}
			c.press("F", "y")
			c.size(size[0], size[1])
			c.shows("./fac report: how it went")
			switch {
			case parked > 10:
				c.shows("30 lines for later: k reads them")
				c.hides("for later: Q0")
			case size[1] > 12:
				c.shows("for later: Q0", "kept: 2 lines, 1 for later")
			}
			c.press("k")
			c.shows("KEPT LINES")
		}
	}
	c := started(t) // in a rehearsal nothing of it
	c.m.Alone = true
	c.press("F", "y")
	c.hides("facilitate report")
}
