package paint

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// frames is a screen that shows one frame after the other.
type frames []string

func (f frames) Init() tea.Cmd { return nil }

func (f frames) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(next); ok {
		if f = f[1:]; f[0] == "" {
			return f, tea.Quit
		}
		return f, func() tea.Msg { return next{} }
	}
	return f, nil
}

func (f frames) View() string { return f[0] }

type next struct{}

// anew is what a frame begins with where it is not known what is shown.
const anew = ansi.CursorHomePosition + ansi.EraseScreenBelow

// paintedOn is what a terminal is sent by do.
func paintedOn(t *testing.T, do func(*os.File)) string {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	do(file)
	sent, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(sent)
}

// TestProgram: a program shows its first frame once the terminal is made ready, and
// five more without a pause: none waits for a message or a clock. What is the same in two of them is sent once.
func TestProgram(t *testing.T) {
	sent := paintedOn(t, func(terminal *os.File) {
		p := NewProgram(frames{"one\nhead", "two\nhead", "three\nhead", "three\nhead", "four\nhead", ""}, terminal, tea.WithInput(nil), tea.WithoutSignalHandler())
		go func() {
			p.Send(tea.WindowSizeMsg{Width: 5, Height: 2})
			p.Send(next{})
		}()
		if _, err := p.Run(); err != nil {
			t.Error(err)
		}
	})
	at := func(row int) string { return ansi.CursorPosition(1, row) }
	begin, rest, _ := strings.Cut(sent, anew+at(1)+"one"+at(2)+"head"+at(2))
	if !strings.HasSuffix(begin, ansi.SetModeAltScreenSaveCursor+ansi.EraseEntireScreen+ansi.CursorHomePosition) || ansi.Strip(begin) != "" {
		t.Errorf("before the first frame the terminal is sent %q", begin)
	}
	modes, rest, _ := strings.Cut(rest, anew+at(1)+"one") // once its size is known
	if ansi.Strip(modes) != "" {
		t.Errorf("after the first frame the terminal is sent %q", modes)
	}
	want := ansi.EraseLineRight + at(2) + "head" + ansi.EraseLineRight + at(2) +
		at(1) + "two" + plain + at(2) + at(1) + "three" + at(2) + at(1) + "four" + ansi.EraseLineRight + at(2)
	frames, end, _ := strings.Cut(rest, ansi.EraseEntireLine)
	if frames != want {
		t.Errorf("for the frames the terminal is sent\n%q, not\n%q", frames, want)
	}
	if !strings.Contains(end, ansi.ResetModeAltScreenSaveCursor) || strings.TrimSpace(ansi.Strip(end)) != "" {
		t.Errorf("after the last frame the terminal is sent %q", end)
	}
}

// TestPaintsAnew: what a terminal shows is not known once it was cleared or has
// another size, and goes then; so does what is below a frame.
func TestPaintsAnew(t *testing.T) {
	at := ansi.CursorPosition
	whole := anew + at(1, 1) + "a" + ansi.EraseLineRight + at(1, 2) + "wide" + at(1, 2)
	for what, c := range map[string]struct {
		before func(painted, *painter)
		want   string
	}{
		"nothing new":       {func(painted, *painter) {}, ""},
		"once cleared":      {func(_ painted, p *painter) { _, _ = p.WriteString(ansi.EraseEntireScreen) }, ansi.EraseEntireScreen + whole},
		"of another size":   {func(s painted, _ *painter) { s.Update(tea.WindowSizeMsg{Width: 4, Height: 2}) }, whole},
		"of a longer frame": {func(_ painted, p *painter) { p.rows = append(p.rows, "c", "d") }, at(1, 3) + ansi.EraseScreenBelow + at(1, 2)},
		"the last frame":    {func(_ painted, p *painter) { p.paint("") }, ""},
	} {
		sent := paintedOn(t, func(terminal *os.File) {
			p := &painter{File: terminal, width: 4}
			p.paint("a\nwide")
			c.before(painted{frames{"a\nwide"}, p}, p)
			p.paint("a\nwide")
		})
		if sent != whole+c.want {
			t.Errorf("%s: the terminal is sent\n%q, not\n%q", what, sent, whole+c.want)
		}
	}
}
