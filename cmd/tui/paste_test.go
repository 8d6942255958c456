package tui

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
)

// handed is what comes of messages, as the console gets it: keys by their
// names, a paste between brackets.
func handed(msg tea.Msg) (all []string) {
	switch msg := msg.(type) {
	case nil:
	case inOrder:
		for _, each := range msg {
			all = append(all, handed(each)...)
		}
	case pastedText:
		all = append(all, fmt.Sprintf("[%s]", string(msg.text)))
	default:
		all = append(all, fmt.Sprint(msg))
	}
	return all
}

// TestPressedOrPasted tells what was pressed from what was pasted. The pieces are what
// the terminal gives at once, each a moment after the one before.
func TestPressedOrPasted(t *testing.T) {
	const soon, later = time.Millisecond, time.Second
	for name, tt := range map[string]struct {
		pieces []string
		apart  time.Duration
		want   []string
	}{
		"a key":                {[]string{"n"}, later, []string{"n"}},
		"keys":                 {[]string{"n", "p", " ", "enter"}, later, []string{"n", "p", " ", "enter"}},
		"keys in one piece":    {[]string{"n p p p +"}, later, []string{"n", "p", "p", "p", "+"}},
		"keys that come fast":  {[]string{"n", "p", "p", "+", "+", "+", "+"}, soon, []string{"n", "p", "p", "+", "+", "+", "+"}},
		"a few and Page Down":  {[]string{"q y pgdown n"}, later, []string{"q", "y", "pgdown", "n"}},
		"Enter alone":          {[]string{"enter enter enter enter enter enter"}, later, slices.Repeat([]string{"enter"}, 6)},
		"a paste":              {[]string{"F q y F q y"}, later, []string{"[FqyFqy]"}},
		"a paste in pieces":    {[]string{"F q y F q y", "n", "enter", "F q y F q y", "q"}, soon, []string{"[FqyFqyn\nFqyFqyq]"}},
		"a paste, then a key":  {[]string{"F q y F q y", "n"}, later, []string{"[FqyFqy]", "n"}},
		"a paste, then Esc":    {[]string{"F q y F q y esc"}, later, []string{"[FqyFqy]", "esc"}},
		"a paste of lines":     {[]string{"a enter F enter q enter b"}, later, []string{"[a\nF\nq\nb]"}},
		"brackets":             {[]string{"[F\nq\ny]"}, later, []string{"[F\nq\ny]"}},
		"brackets in pieces":   {[]string{"[F\nq\ny]", "[F\nq\ny]"}, soon, []string{"[F\nq\nyF\nq\ny]"}},
		"a key, then brackets": {[]string{"n", "[F]"}, later, []string{"n", "[F]"}},
	} {
		for _, tells := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, %v", name, tells), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var got []string
					h := &pasteFilter{}
					if tells {
						h.terminal = &piecewise{}
						h.terminal.wasRead.Store(true)
					}
					var one sync.Mutex // as in a program, which takes in one message at a time
					h.send = func(msg tea.Msg) {
						one.Lock()
						defer one.Unlock()
						got = append(got, handed(h.filter(nil, msg))...)
					}
					for _, piece := range tt.pieces {
						names := strings.Split(piece, " ")
						if piece == " " {
							names = []string{piece}
						}
						if tells {
							h.terminal.lettersOwed.Store(lettersPasted([]byte(strings.NewReplacer(" ", "", "pgdown", "\x1b[6~", "enter", "\r", "esc", "").Replace(piece))))
						}
						for _, name := range names {
							msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Trim(name, "[]")), Paste: name[0] == '['}
							if kind, ok := keyTypes[name]; ok {
								msg = keyNamed(t, name)
								msg.Type = kind
							}
							h.send(msg)
						}
						time.Sleep(tt.apart)
						synctest.Wait()
					}
					time.Sleep(time.Second)
					synctest.Wait()
					if !tells && name == "keys that come fast" {
						return // it cannot be told from a paste
					}
					if !slices.Equal(got, tt.want) {
						t.Errorf("got %q, want %q", got, tt.want)
					}
				})
			})
		}
	}
}

// TestPasteIsText: what is pasted is text in a field and does nothing
// elsewhere, with brackets around it and without.
func TestPasteIsText(t *testing.T) {
	const text = "first line\nF\nq\nsecond line\n"
	const single = "first line F q"
	for _, bracketed := range []bool{true, false} {
		for _, s := range situationsToTry() {
			c := s.make(t)
			if _, typed := c.m.front().(field); typed {
				continue
			}
			before, front := c.snapshot(), c.m.front()
			c.update(pastedText{[]rune(text), bracketed})
			c.update(pastedText{[]rune(single), bracketed})
			if c.snapshot() != before || c.m.front() != front || c.m.isLeaving {
				t.Errorf("%s: a paste did something:\n%s", s.name, c.screen())
			}
			if c.m.width >= 80 {
				c.shows("pasted text does nothing here")
			}
		}
		c := started(t)
		c.press("c")
		c.update(pastedText{[]rune(text), bracketed})
		c.shows("> first line F q second line")
		c.press("enter")
		if kept := c.m.state().Captures(); len(kept) != 1 || kept[0].Text != "first line F q second line" {
			t.Errorf("kept %+v", kept)
		}
		c.is(run.Running)
	}
}

// TestLineInOnePiece: over a slow line a line may come at once, with the keys
// before and after it.
func TestLineInOnePiece(t *testing.T) {
	for _, tt := range []struct {
		before    []string
		text      string
		bracketed bool
		kept      int
	}{
		{[]string{"c"}, "\tthey said\n", false, 1},
		{nil, "c\tthey said\n", false, 1},
		{[]string{"c"}, "\tthey said\n", true, 0},
		{nil, "c\tthey said\n", true, 0},
		{nil, "c\tthey said\nF\n", false, 0},
		{[]string{"p"}, "they said\n", false, 0},
	} {
		c := started(t)
		c.press(tt.before...)
		c.update(pastedText{[]rune(tt.text), tt.bracketed})
		lines := c.m.state().Captures()
		if len(lines) != tt.kept {
			t.Errorf("%+v: %d lines are kept", tt, len(lines))
		}
		if len(lines) > 0 && (lines[0].Kind != run.ParkingLot || lines[0].Text != "they said") {
			t.Errorf("%+v: kept %+v", tt, lines[0])
		}
	}
}

// counted is a console that counts what it takes in.
type counted struct {
	*Model
	taken  int
	idle   chan struct{} // nothing waits for its turn, nor for the disk
	keys   chan string
	pasted chan int // how many letters came at once
}

func (c *counted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	c.taken++
	_, cmd := c.Model.Update(msg)
	if !c.turns.isBusy() {
		select {
		case c.idle <- struct{}{}:
		default:
		}
	}
	switch msg := msg.(type) {
	case pastedText:
		c.pasted <- len(msg.text)
	case tea.KeyMsg:
		c.keys <- msg.String()
	}
	return c, cmd
}

// typing is the whole program on a pipe; write sends it bytes, and end leaves
// it.
func typing(t testing.TB, of ...func(Writer) Writer) (c *counted, write func(string), end func()) {
	t.Helper()
	state := run.New(loaded(t, smallPlan), run.Booking{})
	w := writerOf(state, nil)
	for _, writer := range of {
		w = writer(w)
	}
	c = &counted{Model: New(Options{Writer: w, State: state, Now: time.Now, Zone: time.UTC}), keys: make(chan string, 100), idle: make(chan struct{}, 1), pasted: make(chan int, 100)}
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	program := newProgram(t.Context(), c, Terminal{In: in, Out: null})
	ended := make(chan error)
	go func() { _, err := program.Run(); ended <- err }()
	write = func(text string) {
		t.Helper()
		if _, err := io.WriteString(out, text); err != nil {
			t.Fatal(err)
		}
	}
	return c, write, func() {
		t.Helper()
		program.Quit()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		_, _, _ = null.Close(), in.Close(), out.Close()
	}
}

// TestKeysOneByOne: a key is taken in before the next is pressed.
func TestKeysOneByOne(t *testing.T) {
	c, write, end := typing(t)
	defer end()
	for _, k := range [][2]string{{"a", "a"}, {"n", "n"}, {" ", " "}, {"\x1b[6~", "pgdown"}, {"é", "é"}, {"\r", "enter"}} {
		write(k[0])
		if got := <-c.keys; got != k[1] {
			t.Errorf("%q is %q", k[0], got)
		}
	}
}

// TestKeysBehindTheDisk: keys pressed one after the other while a record waits
// for the disk are keys, each of them, and no paste.
func TestKeysBehindTheDisk(t *testing.T) {
	disk := &slowDisk{written: make(chan struct{})}
	c, write, end := typing(t, func(w Writer) Writer { disk.Writer = w; return disk })
	press := func(keys ...string) {
		t.Helper()
		for _, k := range keys {
			write(k)
			select {
			case <-c.keys:
			case n := <-c.pasted:
				t.Fatalf("%q is a paste of %d letters", k, n)
			}
		}
	}
	press("\r", "+", "+", "+", "+", "-", "p", "p", "+")
	if c.state().Stage() != run.Ready {
		t.Error("the start was not waited for")
	}
	select {
	case <-c.idle: // of the time before
	default:
	}
	close(disk.written)
	<-c.idle
	end()
	if s := c.state(); s.Stage() != run.Running || s.Phases()[0].Budget != 9*time.Minute {
		t.Errorf("it is %v in a phase that has %v", s.Stage(), s.Phases()[0].Budget)
	}
}

// slowDisk is a writer whose answers wait for the disk.
type slowDisk struct {
	Writer
	written chan struct{}
}

func (d *slowDisk) Send(o run.Order) <-chan Answer {
	answer := make(chan Answer, 1)
	go func() {
		<-d.written
		answer <- <-d.Writer.Send(o)
	}()
	return answer
}

// pasting presses a key, or none, and pastes a text without brackets.
func pasting(t testing.TB, key, text string) *counted {
	t.Helper()
	c, write, end := typing(t)
	defer end()
	if key != "" {
		write(key)
		<-c.keys
	}
	write(text)
	for left := len(text); left > 0; {
		left -= <-c.pasted
	}
	return c
}

// hundred is some hundred kilobytes of words, among them keys that would do
// much.
var hundred = strings.Repeat("Fy qy n x the room said so\r", 4000)

// TestLongPaste pastes a hundred kilobytes where each letter would be a key,
// and into a line: the console takes them in a few messages.
func TestLongPaste(t *testing.T) {
	for _, key := range []string{"", "c"} {
		c := pasting(t, key, hundred)
		if c.taken > 1000 {
			t.Errorf("after %q the console took in %d messages", key, c.taken)
		}
		if c.state().Stage() != run.Ready || c.isLeaving {
			t.Errorf("after %q a letter was a key", key)
		}
		if line, typed := c.front().(*capturePanel); typed != (key != "") || typed && len(line.input.Value()) < run.MaxCapture {
			t.Errorf("after %q there is %T in front", key, c.front())
		}
	}
}

// TestCountInOnePiece: so may the numbers of a show of hands.
func TestCountInOnePiece(t *testing.T) {
	c := inQuiz(t, "40")
	c.press("pgdown", "h")
	c.update(pastedText{text: []rune("12 28\n")})
	c.shows("hands: 12 true, 28 false")
	c.press("h")
	c.update(pastedText{text: []rune("FFqynx 12 F"), bracketed: true})
	c.is(run.Running)
	c.shows("HANDS")
}
