package slides

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/room"
	"facilitate/session"
)

// fakeDisplay keeps what it is to show.
type fakeDisplay struct {
	shown []string
	pages int
}

func (d *fakeDisplay) URL() string { return "http://localhost:4723/" }

func (d *fakeDisplay) Displays() int { return d.pages }

func (d *fakeDisplay) Publish(s room.Scene) {
	what := string(s.Page)
	if s.Slide != nil {
		what = s.Slide.Title
	}
	d.shown = append(d.shown, what)
}

const slidesToPage = `title: A walk in the woods
duration: 30m
slides:
  - {id: never, title: Never}
  - {id: one, title: First, read: true, body: "- what is *read*\n- and this"}
  - {id: two, image: two.png, alt: A tree}
  - {id: three, title: Third}
activities:
  - {id: out, title: Out, phases: [{name: Look, duration: 5m, notes: [{slide: one}, {slide: two}]}, {name: Talk, duration: 5m, notes: [{slide: one}]}]}
  - {id: back, title: Back, duration: 10m, notes: [{slide: three}]}
`

func pagedSlides(t *testing.T) (*slideScreen, *fakeDisplay) {
	t.Helper()
	plan, problems := session.Load("p.yaml", []byte(slidesToPage))
	if plan == nil {
		t.Fatal(problems)
	}
	d := &fakeDisplay{}
	return newSlideScreen(plan, d), d
}

func press(s *slideScreen, keys ...tea.KeyMsg) (cmd tea.Cmd) {
	for _, k := range keys {
		_, cmd = s.Update(k)
	}
	return cmd
}

func letter(r rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}} }

// TestSlidesPaged pages through them in the order in which they come up.
func TestSlidesPaged(t *testing.T) {
	t.Parallel()
	s, d := pagedSlides(t)
	for _, test := range []struct {
		key  tea.KeyMsg
		up   string // as the page was told last
		says string
	}{
		{tea.KeyMsg{Type: tea.KeyPgUp}, "First", "this is the first slide"},
		{tea.KeyMsg{Type: tea.KeyPgDown}, "", "> 2  A tree"},
		{tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}, "Third", "comes up in Back (10m)"},
		{tea.KeyMsg{Type: tea.KeyEnter}, "Never", "no note of the plan puts it up"},
		{tea.KeyMsg{Type: tea.KeyDown}, "Never", "this is the last slide"},
		{tea.KeyMsg{Type: tea.KeyLeft}, "Third", "3 of 4"},
		{letter('b'), "black", "the page is black"},
		{tea.KeyMsg{Type: tea.KeyUp}, "black", "2 of 4"},
		{letter('.'), "", "2 of 4"},
		{tea.KeyMsg{Type: tea.KeyEsc}, "", "2 of 4"}, // some clickers send it, and F5
		{tea.KeyMsg{Type: tea.KeyF5}, "", "2 of 4"},
		{tea.KeyMsg{Type: tea.KeyHome}, "First", "comes up in Out › Look (5m)"},
		{tea.KeyMsg{Type: tea.KeyEnd}, "Never", "never comes up"},
		{tea.KeyMsg{Type: tea.KeyRight}, "Never", "this is the last slide"},
	} {
		if cmd := press(s, test.key); cmd != nil {
			t.Errorf("%v does something", test.key)
		}
		if up := d.shown[len(d.shown)-1]; up != test.up {
			t.Errorf("%v: %q is up, not %q", test.key, up, test.up)
		}
		if view := ansi.Strip(s.View()); !strings.Contains(view, test.says) {
			t.Errorf("%v: it does not say %q\n%s", test.key, test.says, view)
		}
	}
}

func TestSlidesLeave(t *testing.T) {
	t.Parallel()
	s, _ := pagedSlides(t)
	if _, ok := press(s, letter('q'))().(tea.QuitMsg); !ok {
		t.Error("q does not leave")
	}
	if _, ok := press(s, tea.KeyMsg{Type: tea.KeyCtrlC})().(tea.InterruptMsg); !ok {
		t.Error("Ctrl+C does not leave")
	}
}

// TestSlidesOpened starts the browser, and says how that went.
func TestSlidesOpened(t *testing.T) {
	t.Parallel()
	s, d := pagedSlides(t)
	for _, test := range []struct {
		err  error
		says string
	}{{nil, "in the browser; click here again"}, {errors.New("no"), "no browser could be started; open the address"}} {
		asked := ""
		s.browse = func(url string) error { asked = url; return test.err }
		s.Update(press(s, letter('o'))())
		if view := ansi.Strip(s.View()); asked != d.URL() || !strings.Contains(view, test.says) {
			t.Errorf("%s was asked for; it says\n%s", asked, view)
		}
	}
	for pages, says := range map[int]string{0: "not open yet", 1: "in 1 window", 2: "in 2 windows"} {
		d.pages = pages
		s.Update(recountMsg{})
		if view := ansi.Strip(s.View()); !strings.Contains(view, says) {
			t.Errorf("it does not say %q\n%s", says, view)
		}
	}
	s.trouble = func() error { return errors.New("pages are served\x1b no longer") }
	if view := ansi.Strip(s.View()); !strings.Contains(view, "! pages are served") || strings.Contains(view, "\x1b") {
		t.Errorf("%q", view)
	}
}

// TestSlidesView holds that the view is no larger than the window, and that the
// slide that is up can be seen whatever the window's size.
func TestSlidesView(t *testing.T) {
	t.Parallel()
	s, _ := pagedSlides(t)
	many := s.slides
	for range 5 {
		many = append(many, s.slides...)
	}
	for _, slides := range [][]practiceSlide{s.slides, many} {
		s.slides = slides
		for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 120, Height: 40}, {Width: 40, Height: 12}, {Width: 20, Height: 7}, {Width: 3, Height: 3}} {
			s.Update(size)
			for s.at = range slides {
				lines := strings.Split(s.View(), "\n")
				if len(lines) > size.Height {
					t.Fatalf("%v: %d lines", size, len(lines))
				}
				up := 0
				for _, l := range lines {
					if ansi.StringWidth(l) > size.Width {
						t.Fatalf("%v: too long: %q", size, l)
					}
					if strings.HasPrefix(ansi.Strip(l), " > ") {
						up++
					}
				}
				if size.Height >= 7 && up != 1 {
					t.Fatalf("%v: slide %d is not to be seen\n%s", size, s.at, strings.Join(lines, "\n"))
				}
			}
		}
	}
	s.at = 0
	for _, test := range []struct {
		height int
		aloud  bool
	}{{24, true}, {10, false}} {
		s.slides = s.slides[:4]
		s.Update(tea.WindowSizeMsg{Width: 80, Height: test.height})
		if view := s.View(); strings.Contains(view, "- what is *read*") != test.aloud {
			t.Errorf("%d lines: what is read aloud is there: %v\n%s", test.height, !test.aloud, view)
		}
	}
}
