package evaluate

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/session/field"
	"facilitate/session/journal"
)

// typist types into a screen without a terminal.
type typist struct {
	*testing.T
	s    *formScreen
	quit bool
}

func newTypist(t *testing.T, src string, phases int) (*typist, journal.Store) {
	t.Helper()
	store, id := storedRun(t, src, phases)
	env := &cli.Env{Err: t.Output(), Getenv: func(string) string { return "" }}
	taking, err := openTaking(env, store, id, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taking.close(env) })
	return &typist{T: t, s: newFormScreen(taking)}, store
}

var screenKeys = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "tab": tea.KeyTab, "back": tea.KeyShiftTab, "up": tea.KeyUp, "down": tea.KeyDown, "esc": tea.KeyEsc,
	"save": tea.KeyCtrlS, "leave": tea.KeyCtrlC, "rubout": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
}

// keys presses keys, parted by blanks: names of keys, and texts.
func (p *typist) keys(all string) {
	p.Helper()
	for _, word := range strings.Fields(all) {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)}
		if k, ok := screenKeys[word]; ok {
			msg = tea.KeyMsg{Type: k}
		}
		_, cmd := p.s.Update(msg)
		if cmd != nil {
			if _, ok := cmd().(tea.QuitMsg); ok {
				p.quit = true
			}
		}
		p.fits()
	}
}

// fits holds that the view is no larger than the screen.
func (p *typist) fits() {
	p.Helper()
	lines := strings.Split(p.s.View(), "\n")
	if len(lines) > max(1, p.s.height) {
		p.Fatalf("%d lines for %d", len(lines), p.s.height)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) > p.s.width {
			p.Fatalf("%d columns for %d: %q", ansi.StringWidth(l), p.s.width, l)
		}
	}
}

func (p *typist) shows(text string) {
	p.Helper()
	if view := ansi.Strip(p.s.View()); !strings.Contains(view, text) {
		p.Errorf("%q is not shown:\n%s", text, view)
	}
}

func (p *typist) holds(want ...string) {
	p.Helper()
	var got []string
	for _, f := range p.s.t.state.Forms() {
		text := strings.Join(field.TypedOf(p.s.t.fields, &f.Form), "|")
		if f.Struck {
			text += " struck"
		}
		got = append(got, text)
	}
	if !slices.Equal(got, want) {
		p.Errorf("the forms are\n%q\nnot\n%q", got, want)
	}
}

const oneForm = "4 enter 10 enter enter 3 enter 7 enter 2 enter More enter "

func TestScreenForm(t *testing.T) {
	t.Parallel()
	p, _ := newTypist(t, evaluatedPlan, 2)
	p.shows("FORM 1 ")
	p.shows("BEFORE the session: Read a map")
	p.keys("4 enter 10")
	p.shows("AFTER the session: Read a map")
	p.keys("enter enter 3 enter 7 enter")
	p.shows("1 Too slow   2 About right   3 Too fast")
	p.keys("2 enter Walk")
	p.holds()
	p.keys("enter")
	p.shows("form 1 is kept")
	p.shows("FORM 2 ")
	p.shows("1 form ")
	p.holds("4|10||3|7|2|Walk")
}

func TestScreenKeys(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		keys, shows string
		forms       []string
	}{
		"off the scale":           {"11 enter", `"11" is no number from 0 to 10`, nil},
		"and typed again":         {"11 enter 9 save", "form 1 is kept", []string{"9||||||"}},
		"no such option":          {"enter enter enter enter enter 4 enter", `"4" is no number from 1 to 3`, nil},
		"letters":                 {"x enter 5 save", "form 1 is kept", []string{"|5|||||"}},
		"digits are bounded":      {"123456 enter", `"1234" is no number`, nil},
		"backspace":               {"1 0 rubout enter save", "form 1 is kept", []string{"1||||||"}},
		"back and over":           {"4 enter 5 up 6 enter save", "form 1 is kept", []string{"6|5|||||"}},
		"back and on":             {"4 enter 5 back enter save", "form 1 is kept", []string{"4|5|||||"}},
		"back and emptied":        {"4 enter 5 up rubout save", "form 1 is kept", []string{"|5|||||"}},
		"back from the first":     {"up", "this is the first", nil},
		"down and tab":            {"1 down 2 tab 3 save", "form 1 is kept", []string{"1|2|3||||"}},
		"empty to the end":        {"enter enter enter enter enter enter enter", "nothing is answered", nil},
		"empty saved":             {"save", "nothing is answered", nil},
		"letters in a text":       {"enter enter enter enter enter enter qsun 7 enter", "form 1 is kept", []string{"||||||qsun7"}},
		"two forms":               {oneForm + oneForm, "form 2 is kept", []string{"4|10||3|7|2|More", "4|10||3|7|2|More"}},
		"corrected by number":     {oneForm + oneForm + "esc 1 enter 0 save", "form 1 is corrected", []string{"0|10||3|7|2|More", "4|10||3|7|2|More"}},
		"corrected to the end":    {oneForm + "esc enter 0 enter enter enter enter enter enter enter", "form 1 is corrected", []string{"0|10||3|7|2|More"}},
		"opened, not corrected":   {oneForm + "esc enter enter save", "form 1 stays as it was", []string{"4|10||3|7|2|More"}},
		"correction left":         {oneForm + "esc enter 0 esc y", "FORMS", []string{"4|10||3|7|2|More"}},
		"correction not left":     {oneForm + "esc enter 0 esc n save", "form 1 is corrected", []string{"0|10||3|7|2|More"}},
		"emptied":                 {"4 save esc enter rubout save", "nothing is answered", []string{"4||||||"}},
		"half a form waits":       {oneForm + "8 enter 9 esc enter 0 save", "FORM 2", []string{"0|10||3|7|2|More"}},
		"and goes on":             {oneForm + "8 enter 9 esc enter 0 save enter save", "form 2 is kept", []string{"0|10||3|7|2|More", "8|9|||||"}},
		"struck":                  {oneForm + "esc s", "form 1 is struck", []string{"4|10||3|7|2|More struck"}},
		"no longer":               {oneForm + "esc s s", "form 1 is no longer struck", []string{"4|10||3|7|2|More"}},
		"strike nothing":          {"esc s", "there is no form 0: none was taken in yet", nil},
		"enter on nothing":        {"esc enter", "there is no form 0", nil},
		"undo":                    {oneForm + "esc u", "form 1 is taken back", nil},
		"undo of a strike":        {oneForm + "esc s u", "form 1 is no longer struck", []string{"4|10||3|7|2|More"}},
		"undo of a correction":    {oneForm + "esc enter 0 save esc u", "form 1 reads as it did before", []string{"4|10||3|7|2|More"}},
		"undo of nothing":         {"esc u", "there is nothing about a form to take back", nil},
		"undo never the session":  {oneForm + "esc u u u", "there is nothing about a form to take back", nil},
		"no such number":          {oneForm + "esc 7", "there is no form 7: there is only form 1", []string{"4|10||3|7|2|More"}},
		"number anew":             {oneForm + oneForm + "esc 1 2 enter 0 save", "form 2 is corrected", []string{"4|10||3|7|2|More", "0|10||3|7|2|More"}},
		"several keys at once":    {oneForm + oneForm + "esc 1su2s", "form 2 is struck", []string{"4|10||3|7|2|More", "4|10||3|7|2|More struck"}},
		"by arrows":               {oneForm + oneForm + "esc up up up enter 0 save", "form 1 is corrected", []string{"0|10||3|7|2|More", "4|10||3|7|2|More"}},
		"list and back":           {"8 esc n enter 9 save", "form 1 is kept", []string{"8|9|||||"}},
		"list and back by escape": {"8 esc esc save", "form 1 is kept", []string{"8||||||"}},
	} {
		p, _ := newTypist(t, evaluatedPlan, 2)
		p.keys(test.keys)
		if view := ansi.Strip(p.s.View()); !strings.Contains(view, test.shows) {
			t.Errorf("%s: %q is not shown:\n%s", name, test.shows, view)
		}
		p.holds(test.forms...)
		if p.quit {
			t.Errorf("%s: the program was left", name)
		}
	}
}

func TestScreenLeaves(t *testing.T) {
	t.Parallel()
	for keys, quits := range map[string]bool{
		"leave": true, "esc q": true, oneForm + "leave": true, oneForm + "esc q": true,
		"4 leave": false, "4 leave n": false, "4 leave y": true, "4 enter esc q": false, "4 enter esc q y": true,
		oneForm + "esc enter leave":    true,
		oneForm + "esc enter 0 leave":  false,
		"4 enter esc leave x q leave":  false,
		"enter enter enter leave":      true,
		oneForm + "8 esc enter leave":  false, // the new one waits
		oneForm + "8 esc enter 0 save": false,
	} {
		p, _ := newTypist(t, evaluatedPlan, 2)
		p.keys(keys)
		if p.quit != quits {
			t.Errorf("%s: left is %v", keys, p.quit)
		}
	}
}

// TestScreenFits types into screens of all sizes, of plans whose texts are long.
func TestScreenFits(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("very ", 60) + strings.Repeat("long", 60) + " 漢字"
	src := strings.NewReplacer("Read a map", long, "How was the pace?", long, "About right", long, "What will you do?", long).Replace(evaluatedPlan)
	for _, src := range []string{evaluatedPlan, src} {
		p, _ := newTypist(t, src, 1)
		for _, size := range [][2]int{{80, 24}, {40, 12}, {120, 40}, {20, 5}, {8, 3}, {3, 1}, {1, 1}} {
			p.s.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			p.keys(oneForm + "11 enter 3 enter enter enter enter 3 enter Ohneendewort漢字 up up down down enter esc s u up enter 0 save 4 esc q n")
		}
	}
}

// TestScreenNarrow holds what must be there even on the smallest screen: what
// is asked and where one types.
func TestScreenNarrow(t *testing.T) {
	t.Parallel()
	p, _ := newTypist(t, evaluatedPlan, 2)
	p.s.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
	for _, text := range []string{"BEFORE the session: Read a map", "0 to 10; Enter alone: no answer", "> ", "1 of 7", "FORM 1", "Enter on"} {
		p.shows(text)
	}
	p.keys("enter enter enter enter enter")
	for _, text := range []string{"How was the pace?", "1 Too slow", "2 About right", "3 Too fast"} {
		p.shows(text)
	}
	p.keys("enter enter esc")
	p.shows("q end")
}
