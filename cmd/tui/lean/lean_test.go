package lean

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// terminal is as much of a terminal as the renderer's frames need.
type terminal struct {
	cells [][]string
	y, x  int
	style string
}

func newTerminal(width, height int) *terminal {
	t := &terminal{}
	for range height {
		t.cells = append(t.cells, make([]string, width))
	}
	return t
}

func (t *terminal) write(s string) {
	for s != "" {
		switch {
		case strings.HasPrefix(s, "\x1b["):
			end := 2 + strings.IndexFunc(s[2:], func(r rune) bool { return r >= '@' && r <= '~' })
			args, final := s[2:end], s[end]
			t.control(args, final)
			s = s[end+1:]
		case s[0] == '\r':
			t.x, s = 0, s[1:]
		case s[0] == '\n':
			t.y, s = min(t.y+1, len(t.cells)-1), s[1:]
		default:
			r := []rune(s)[0]
			if t.x < len(t.cells[t.y]) {
				t.cells[t.y][t.x] = t.style + string(r)
				if t.style == "" && r == ' ' {
					t.cells[t.y][t.x] = ""
				}
			}
			t.x++
			s = s[len(string(r)):]
		}
	}
}

func (t *terminal) control(args string, final byte) {
	switch final {
	case 'm':
		if args == "" || args == "0" {
			t.style = ""
		} else {
			t.style += "\x1b[" + args + "m"
		}
	case 'H':
		y, x := 1, 1
		_, _ = fmt.Sscanf(args, "%d;%d", &y, &x)
		t.y, t.x = max(0, y-1), max(0, x-1)
	case 'C':
		n := 1
		_, _ = fmt.Sscanf(args, "%d", &n)
		t.x += n
	case 'K':
		clear(t.cells[t.y][min(t.x, len(t.cells[t.y])):])
	case 'J':
		clear(t.cells[t.y][min(t.x, len(t.cells[t.y])):])
		for _, row := range t.cells[t.y+1:] {
			clear(row)
		}
	}
}

// flush writes frames as bubbletea's renderer does: home, each line or a line
// feed in place of one that did not change, and the cursor's last move.
func flush(was, now []string, width int) string {
	var b strings.Builder
	b.WriteString(home)
	for i, l := range now {
		last := i == len(now)-1
		if i < len(was) && was[i] == l {
			if !last {
				b.WriteByte('\n')
			}
			continue
		}
		b.WriteString(l)
		if len([]rune(stripped(l))) < width {
			b.WriteString(eraseLine)
		}
		if !last {
			b.WriteString("\r\n")
		}
	}
	if len(was) > len(now) {
		b.WriteString(eraseRest)
	}
	fmt.Fprintf(&b, "\x1b[%d;H", len(now))
	return b.String()
}

func stripped(s string) string {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return s
		}
		j := i + strings.IndexByte(s[i:], 'm')
		s = s[:i] + s[j+1:]
	}
}

// TestShowsTheSame sends random frames both ways and compares the screens.
func TestShowsTheSame(t *testing.T) {
	const width, height = 24, 8
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		direct, reduced := newTerminal(width, height), newTerminal(width, height)
		var screen Screen
		var was []string
		for step := range 40 {
			now := append([]string(nil), was...)
			switch random.IntN(12) {
			case 0: // painted anew, as after a change of size
				was, now = nil, someLines(random, width, 1+random.IntN(height))
				direct, reduced = newTerminal(width, height), newTerminal(width, height)
			case 1:
				now = someLines(random, width, 1+random.IntN(height))
			default:
				for range 1 + random.IntN(3) {
					if len(now) > 0 {
						i := random.IntN(len(now))
						now[i] = changed(random, now[i], width)
					}
				}
			}
			if len(now) == 0 {
				now = someLines(random, width, height)
			}
			p := flush(was, now, width)
			direct.write(p)
			reduced.write(string(screen.Reduce([]byte(p))))
			if d, r := fmt.Sprintf("%q", direct.cells), fmt.Sprintf("%q", reduced.cells); d != r {
				t.Fatalf("seed %d, step %d:\nframe %q\n got %s\nwant %s", seed, step, p, r, d)
			}
			was = now
		}
	}
}

var alphabet = []string{"a", "b", " ", " ", " ", "█", "─", "é", "…"}

func someLine(random *rand.Rand, width int) string {
	var b strings.Builder
	for range random.IntN(width + 1) {
		switch random.IntN(12) {
		case 0:
			b.WriteString("\x1b[1mX\x1b[0m")
		case 1:
			b.WriteString("\x1b[7m\x1b[33m \x1b[0m")
		default:
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
	}
	return b.String()
}

func someLines(random *rand.Rand, width, n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = someLine(random, width)
	}
	return lines
}

func changed(random *rand.Rand, l string, width int) string {
	if random.IntN(3) == 0 || strings.Contains(l, "\x1b") || l == "" {
		return someLine(random, width)
	}
	r := []rune(l)
	r[random.IntN(len(r))] = []rune(alphabet[random.IntN(len(alphabet))])[0]
	return string(r)
}

// TestSendsLittle holds the point of it: a second's change of one figure of a
// large clock sends a fraction of its lines.
func TestSendsLittle(t *testing.T) {
	var was, now []string
	for range 10 {
		was = append(was, strings.Repeat("█████████   ", 6)+"ends 11:28")
		now = append(now, strings.Repeat("█████████   ", 5)+"███         ends 11:28")
	}
	was, now = append(was, "foot"), append(now, "foot")
	var screen Screen
	screen.Reduce([]byte(flush(nil, was, 100)))
	p := flush(was, now, 100)
	if got := screen.Reduce([]byte(p)); len(got) > len(p)/8 {
		t.Errorf("%d of %d bytes were sent", len(got), len(p))
	}
}

// TestUnknownPassesOn: what is no frame goes through, and the next frame is
// not compared with what the screen showed before it.
func TestUnknownPassesOn(t *testing.T) {
	var screen Screen
	lines := []string{"one", "two", "three"}
	screen.Reduce([]byte(flush(nil, lines, 20)))
	for _, p := range []string{"\x1b[?1049l", "\x1b[2J\x1b[H", "plain", ""} {
		if got := string(screen.Reduce([]byte(p))); got != p {
			t.Errorf("%q became %q", p, got)
		}
	}
	p := flush(lines, []string{"one", "too", "three"}, 20)
	if got := string(screen.Reduce([]byte(p))); got != p {
		t.Errorf("after an unknown sequence %q became %q", p, got)
	}
}
