package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

var sizes = [][2]int{
	{80, 24},
	{40, 12},
	{120, 40},
	{20, 5},
	{1, 1},
	{200, 60},
	{34, 10},
	{34, 11},
	{34, 12},
	{33, 12},
	{40, 13},
	{60, 14},
	{80, 19},
	{80, 20},
	{109, 24},
	{110, 24},
	{110, 23},
	{110, 33},
	{110, 34},
	{1, 50},
	{300, 1},
	{300, 2},
	{300, 3},
	{10, 20},
}

// TestWindows: whatever is shown stays within the window, in every size.
func TestWindows(t *testing.T) {
	for _, s := range situationsToTry() {
		c := s.seen(t)
		for _, size := range sizes {
			c.size(size[0], size[1])
			if problem := c.misdrawn(); problem != "" {
				t.Errorf("%s at %d×%d: %s\n%s", s.name, size[0], size[1], problem, c.screen())
			}
		}
	}
}

// misdrawn is what is wrong with the view, or empty.
func (c *console) misdrawn() string {
	c.t.Helper()
	width, height := c.m.width, c.m.height
	view := c.m.View()
	if c.m.arrange(); c.m.View() != view {
		return "a second look shows something else"
	}
	lines := strings.Split(view, "\n")
	if len(lines) > height {
		return fmt.Sprintf("%d lines", len(lines))
	}
	for i, line := range lines {
		if w := lipgloss.Width(line); w > width {
			return fmt.Sprintf("line %d is %d wide: %q", i+1, w, line)
		}
		for _, r := range ansi.Strip(line) {
			if unicode.IsControl(r) {
				return fmt.Sprintf("line %d has the control character %q: %q", i+1, r, line)
			}
		}
	}
	if height >= 2 && width >= 12 && strings.TrimSpace(ansi.Strip(lines[0])) == "" {
		return "the first line is empty"
	}
	if height < 12 || width < 34 || c.m.front() != nil && height < 14 {
		return ""
	}
	if c.m.state().Rehearsal() && !strings.Contains(ansi.Strip(lines[0]), "REHEARSAL ") {
		return fmt.Sprintf("nothing says that it is a rehearsal: %q", lines[0])
	}
	want := "   before the start"
	if phase := c.m.state().Current(); phase != run.NoPhase {
		want = draw.Fit(strings.ToUpper(c.m.state().Activity(phase).Title), 8)
	} else if c.m.state().Stage() == run.Finished {
		want = "THE END"
	} else if lipgloss.Width(c.m.plan.Title) > width-len(want)-8-len(c.m.rehearsalMark()) {
		want = ""
	}
	if !strings.Contains(ansi.Strip(lines[0]), strings.TrimSuffix(want, "…")) {
		return fmt.Sprintf("the header lacks %q: %q", want, lines[0])
	}
	return ""
}

// hostilePlan has all that a text may hold after it was cleaned: wide and
// joined characters, marks without end, words without a break, Markdown that
// leads nowhere, and names that are longer than any window.
func hostilePlan() string {
	long := strings.Repeat("Donaudampfschifffahrt", 12)
	texts := []string{
		"日本語の文章がここにあり、折り返しを待っている。" + strings.Repeat("漢字", 60),
		"👩‍👩‍👧‍👦 family 👍🏽 ✈️ 🇩🇪 " + strings.Repeat("👩‍👩‍👧‍👦", 40),
		"z" + strings.Repeat("\u0301", 300) + "algo",
		"مرحبا بالعالم " + strings.Repeat("سلام ", 40),
		long + " " + long,
		"**bold *both** neither* `code <b>html</b> [link](x\\\\) [a][b] ![i](j)",
		"- a\\n  - b\\n    - c\\n      1. d\\n         > e\\n         > - f",
		"[gone]: http://example.org",
		"&#27;]52;c;AAAA&#7; &#x9b;31m &lt; &#8238;",
		"[x](http://a&#27;[31mb) <http://a&#27;b> ![y&#27;](z)",
		"```\\n" + long + "\\n```",
		"\\x1b[2J\\x1b]0;title\\a \\b\\b\\b \\r over",
		strings.Repeat("> ", 60) + "deep",
		strings.Repeat("- ", 60) + "deep",
		"",
	}
	var b strings.Builder
	fmt.Fprintf(&b, "title: \"%s\"\nduration: 3h\nsafety: [\"%s\", \"%s\"]\nresources: [{id: r, name: \"%s\"}]\n", long, long, texts[0], texts[1])
	fmt.Fprintf(&b, "slides: [{id: s, title: \"%s\", body: \"%s\", image: a.png, alt: \"%s\"}]\n", texts[0], texts[5], texts[1])
	fmt.Fprintf(&b, "quizzes: [{id: q, title: \"%s\", statements: [{text: \"%s\", answer: true, because: \"%s\"}]}]\n", texts[2], texts[3], texts[4])
	fmt.Fprintf(&b, "handouts: [{id: h, title: \"**%s\"}]\nactivities:\n", texts[3])
	for i, text := range texts {
		if text == "" {
			text = "?"
		}
		name := fmt.Sprintf("%d %s", i, strings.ReplaceAll(text, "\\n", " "))
		fmt.Fprintf(&b, "  - id: a%d\n    title: \"%s\"\n    optional: %v\n    resources: [r]\n    phases:\n", i, name, i%2 == 0)
		fmt.Fprintf(&b, "      - {name: \"%s\", duration: %dm, setting: [groups, pairs], question: \"%s\", notes: [{say: \"%s\"}, {listen: [\"%s\", \"%s\"]}, {round: \"%s\"}]}\n",
			name, i+1, text, text, text, texts[(i+1)%len(texts[:14])], text)
		fmt.Fprintf(&b, "      - {name: \"%s\", duration: %dh, notes: [{slide: s}, {quiz: q}, {handout: h}, {safety: [\"%s\"]}]}\n", long, i+1, text)
	}
	return b.String()
}

// TestHostilePlan shows every note of the plan above at every size.
func TestHostilePlan(t *testing.T) {
	c := newConsole(t, hostilePlan(), run.Booking{})
	for _, size := range sizes {
		c.size(size[0], size[1])
		c.m.returnToPlace()
		for phase := range c.m.state().Phases() {
			for note := range c.m.state().Phases()[phase].Plan.Notes {
				if size[0] < 20 {
					continue // too narrow to wrap; it is cut
				}
				for i, line := range c.m.drawNote(noteAt{phase, note}, max(1, size[0]-1)) {
					if w := lipgloss.Width(line); w > max(size[0]-1, 22) { // of the least width, and the signs before it
						t.Fatalf("at %d columns line %d of note %d/%d is %d wide: %q", size[0], i, phase, note, w, line)
					}
				}
			}
		}
		if problem := c.misdrawn(); problem != "" {
			t.Errorf("at %d×%d: %s", size[0], size[1], problem)
		}
	}
}

// anyKeys are what random hands press.
var anyKeys = []string{
	"pgdown", "pgdown", "pgdown", "pgdown", "pgup", " ", "enter", "enter", "esc", "up", "down", "down", "n", "n", "x", "X", "backspace",
	"g", "F", "p", "p", "1", "2", "3", "4", "+", "=", "-", "_", "t", "e", "l", "m", "u", "u", "s", "a", "?", "q", "ctrl+c",
	"y", "f", "d", "j", "k", "home", "end", "c", "c", "k", "w", "f5", ".", "b", "5", "9", ":", "0", "tab", "left", "right", "ctrl+z", "é", "N", "i", "i",
}

// TestRandomHands: whatever is pressed, at any time and in any window, the
// program does not panic, draws within the window, the same in colour as
// without, and keeps exactly one phase current while a session is under way.
// In the end u leads back to before the start.
func TestRandomHands(t *testing.T) {
	t.Cleanup(func() { lipgloss.SetColorProfile(termenv.Ascii) })
	for seed := range uint64(timertest.Amount(8, 150)) {
		random := rand.New(rand.NewPCG(seed, 7))
		source := smallPlan
		switch seed % 5 {
		case 2, 3:
			source = dayPlan
		case 4:
			source = hostilePlan()
		}
		booking := run.Booking{Zone: time.UTC}
		if random.IntN(2) == 0 {
			booking.Start = nine.Add(time.Duration(random.IntN(60)-30) * time.Minute)
		}
		c := newConsole(t, source, booking)
		if random.IntN(4) == 0 {
			c.size(1+random.IntN(12), 1+random.IntN(6))
		}
		var done []string
		for range 150 {
			done = append(done, c.anything(random))
			if c.m.isLeaving {
				c.m.isLeaving, c.left = false, false // there is no program to leave
			}
			problem := c.misdrawn()
			if problem == "" {
				problem = c.inconsistent()
			}
			if problem == "" {
				problem = c.doesNotAddUp()
			}
			if problem != "" {
				t.Fatalf("seed %d: %s\nafter %q at %d×%d:\n%s", seed, problem, done, c.m.width, c.m.height, c.screen())
			}
		}
		c.m.overlay = nil
		for range 400 {
			if c.m.state().Stage() == run.Ready {
				break
			}
			c.at(time.Second, "u")
		}
		c.is(run.Ready)
		if t.Failed() {
			t.Fatalf("seed %d: after %q", seed, done)
		}
	}
}

// anything does something at random and says what.
func (c *console) anything(random *rand.Rand) string {
	c.t.Helper()
	switch random.IntN(12) {
	case 0:
		size := sizes[random.IntN(len(sizes))]
		if random.IntN(2) == 0 {
			size = [2]int{1 + random.IntN(140), 1 + random.IntN(50)}
		}
		c.size(size[0], size[1])
		return fmt.Sprint(size)
	case 1:
		d := time.Duration(random.IntN(600_000)) * time.Millisecond
		c.now = c.now.Add(d)
		c.update(tickMsg{})
		return d.String()
	case 2:
		button := []tea.MouseButton{tea.MouseButtonWheelDown, tea.MouseButtonWheelUp, tea.MouseButtonLeft}[random.IntN(3)]
		c.wheel(button)
		return fmt.Sprint(button)
	case 3:
		c.stepped = time.Duration(random.IntN(7200)-3600) * time.Second
		c.later(0)
		return "step " + c.stepped.String()
	}
	key := anyKeys[random.IntN(len(anyKeys))]
	c.at(time.Duration(random.IntN(900))*time.Millisecond, key)
	return key
}

// inconsistent is what is wrong with the state, or empty.
func (c *console) inconsistent() string {
	c.t.Helper()
	current := 0
	for i, p := range c.m.state().Phases() {
		if p.Status == run.Current {
			current++
		}
		if p.Place < 0 || p.Place >= max(1, len(p.Plan.Notes)) {
			return fmt.Sprintf("phase %d is at its note %d", i+1, p.Place+1)
		}
	}
	want := 0
	if c.m.state().Current() != run.NoPhase {
		want = 1
	}
	if current != want {
		return fmt.Sprintf("%d phases are current while the session is %v", current, c.m.state().Stage())
	}
	lipgloss.SetColorProfile(termenv.Ascii)
	drawn := func(profile termenv.Profile) string {
		lipgloss.SetColorProfile(profile)
		c.m.drawnNotes = nil
		c.m.arrange()
		return c.m.View()
	}
	coloured, plain := drawn(termenv.ANSI256), drawn(termenv.Ascii)
	words := func(screen string) string { // blocks are reversed spaces in colour, and keys have some around them
		screen = strings.ReplaceAll(ansi.Strip(screen), "█", " ")
		last := strings.LastIndex(screen, "\n") + 1
		return screen[:last] + strings.Join(strings.Fields(screen[last:]), " ")
	}
	if got := words(coloured); got != words(plain) {
		return "in colour it shows\n" + got + "\ninstead of"
	}
	return ""
}
