package draw

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// KeyHint is a key and what it does, in full and in short; without that it is
// left out where there is little room.
type KeyHint struct{ Key, Does, Short string }

// Keys are as many keys as a line has room for, the first ones first but for the last,
// which always stays. Each is set off from what it does: reversed, where that can be.
func Keys(key lipgloss.Style, all []KeyHint, width int) string {
	var parts []string
	width += len(keyGap) // none is behind the last
	for i, k := range all {
		if i == len(all)-1 || k.width()+all[len(all)-1].width() <= width {
			parts = append(parts, k.drawn(key))
			width -= k.width()
		} else {
			width = 0
		}
	}
	return strings.Join(parts, keyGap)
}

const keyGap = "   "

// width is what it takes, reversed or not, with a gap behind it.
func (k KeyHint) width() int { return lipgloss.Width(k.Key+k.Does+keyGap) + len("   ") }

func (k KeyHint) drawn(key lipgloss.Style) string {
	set := " " + k.Key + " "
	switch drawn := key.Render(set); {
	case k.Key == "":
		return k.Does
	case drawn == set:
		return k.Key + " " + k.Does
	default:
		return drawn + " " + k.Does
	}
}
