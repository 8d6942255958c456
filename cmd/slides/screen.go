package slides

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/room"
	"facilitate/cmd/tui/draw"
	"facilitate/session"
	"facilitate/timer"
)

// display is where the slides are shown.
type display interface {
	URL() string
	Publish(scene room.Scene)
	Displays() int // how many pages follow
}

// slideScreen is where slides are paged through: a list of them, and which one
// is up. Its keys are those of the console, so that a clicker does here what it
// does in a delivery.
type slideScreen struct {
	title   string
	slides  []practiceSlide
	at      int // the one that is up
	black   bool
	display display
	browse  func(url string) error
	opens   bool // the browser is to be started at once
	trouble func() error
	follow  int // how many pages there were when it was looked last

	message       string // of the last key
	width, height int
	style         draw.Theme
}

// practiceSlide is a slide where it comes up first.
type practiceSlide struct {
	*session.Slide
	showing room.Showing
}

// practiceSlides are a plan's slides in the order in which they come up.
func practiceSlides(plan *session.Plan) (all []practiceSlide) {
	seen := make([]bool, len(plan.Slides))
	for _, s := range room.Showings(plan) {
		if !seen[s.Slide] {
			seen[s.Slide] = true
			all = append(all, practiceSlide{&plan.Slides[s.Slide], s})
		}
	}
	return all
}

// newSlideScreen is at the first slide, of which a plan has one at least.
func newSlideScreen(plan *session.Plan, on display) *slideScreen {
	s := &slideScreen{
		title: plan.Title, slides: practiceSlides(plan), display: on, opens: true,
		trouble: func() error { return nil }, width: cli.UsualWidth, height: 24, style: draw.NewTheme(draw.Unknown),
	}
	s.show()
	return s
}

// recountMsg is when the number of pages is looked at anew.
type recountMsg struct{}

// openedMsg says how it went to start the browser.
type openedMsg struct{ err error }

// Init is tea.Model's.
func (s *slideScreen) Init() tea.Cmd {
	if !s.opens {
		return s.countPages()
	}
	return tea.Batch(s.countPages(), s.open())
}

func (s *slideScreen) countPages() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return recountMsg{} })
}

func (s *slideScreen) open() tea.Cmd {
	url, browse := s.display.URL(), s.browse
	return func() tea.Msg { return openedMsg{browse(url)} }
}

func (s *slideScreen) show() {
	scene := s.slides[s.at].showing.Scene
	if s.black {
		scene = room.Scene{Page: room.BlackPage}
	}
	s.display.Publish(scene)
}

// Update is tea.Model's.
func (s *slideScreen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = msg.Width, msg.Height
	case draw.Theme:
		s.style = msg
	case recountMsg:
		s.follow = s.display.Displays()
		return s, s.countPages()
	case openedMsg:
		s.message = "in the browser; click here again, for the keys"
		if msg.err != nil {
			s.message = "no browser could be started; open the address above in one"
		}
	case tea.KeyMsg:
		return s, s.key(msg)
	}
	return s, nil
}

// keys are those of the screen, each bound once: what a key does is matched through
// its binding, and hints call it as that does.
var keys = struct{ Next, Back, Black, Leave, Open, First, Last, Suspend, Interrupt key.Binding }{
	Next:      bind("PgDn", "next", "pgdown", " ", "enter", "down", "right"),
	Back:      bind("PgUp", "back", "pgup", "up", "left"),
	Black:     bind("b", "black", "b", "."), // a clicker's black key sends one of them
	Leave:     bind("q", "leave", "q"),
	Open:      bind("o", "open the browser again", "o"),
	First:     bind("Home", "first", "home"),
	Last:      bind("End", "last", "end"),
	Suspend:   bind("Ctrl+Z", "back to the shell", "ctrl+z"),
	Interrupt: bind("Ctrl+C", "leave", "ctrl+c"),
}

func bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

func (s *slideScreen) key(msg tea.KeyMsg) tea.Cmd {
	s.message = ""
	last := len(s.slides) - 1
	is := func(b key.Binding) bool { return key.Matches(msg, b) }
	switch {
	case is(keys.Next):
		if s.at == last {
			s.message = "this is the last slide"
		}
		s.at = min(s.at+1, last)
	case is(keys.Back):
		if s.at == 0 {
			s.message = "this is the first slide"
		}
		s.at = max(s.at-1, 0)
	case is(keys.First):
		s.at = 0
	case is(keys.Last):
		s.at = last
	case is(keys.Black):
		s.black = !s.black
	case is(keys.Open):
		return s.open()
	case is(keys.Suspend):
		return tea.Suspend
	case is(keys.Leave):
		return tea.Quit
	case is(keys.Interrupt):
		return tea.Interrupt
	default:
		return nil
	}
	s.show()
	return nil
}

// View is tea.Model's. It has as many lines as the screen, and none is longer.
func (s *slideScreen) View() string {
	at := fmt.Sprintf(" %d of %d ", s.at+1, len(s.slides))
	top := []string{s.style.Panel.Render(draw.Pad(" SLIDES  "+s.title, s.width-len(at)) + at), s.under(), ""}
	foot := append(s.about(), s.foot())
	free := max(s.height-len(top)-len(foot), 1)
	rows := min(free, len(s.slides))
	lines := append(top, s.rows(rows)...)
	lines = append(lines, s.aloud(free-rows)...)
	lines = append(lines, foot...)
	return draw.Screen(lines, s.width, s.height)
}

// under is the second line: what is wrong, else where the slides are.
func (s *slideScreen) under() string {
	if err := s.trouble(); err != nil {
		return s.style.Strong.Render(" ! " + session.CleanLine(err.Error()))
	}
	follow := "in " + cli.Count(s.follow, "window", "windows")
	if s.follow == 0 {
		follow = "not open yet"
	}
	return " " + s.display.URL() + s.style.Faint.Render("  "+follow)
}

func (s *slideScreen) rows(room int) []string {
	const aloud, never = "you read it aloud", "never comes up"
	digits := len(strconv.Itoa(len(s.slides)))
	first := min(max(0, s.at-room/2), max(0, len(s.slides)-room))
	lines := make([]string, room)
	for i := first; i < min(first+room, len(s.slides)); i++ {
		slide := &s.slides[i]
		lead, mark := "   ", ""
		switch {
		case slide.showing.Phase == nil:
			mark = never
		case slide.Read:
			mark = aloud
		}
		if s.width < 2*len(mark) { // the name says more
			mark = ""
		}
		if i == s.at {
			lead = " > "
		}
		left := fmt.Sprintf("%s%*d  %s", lead, digits, i+1, slide.name())
		line := draw.Pad(left, s.width-len(mark)-2) + " " + mark
		if i == s.at {
			line = s.style.Strong.Render(line)
		}
		lines[i-first] = line
	}
	return lines
}

// aloud is what the slide has to be read out, below the list, where there is
// room for all of it.
func (s *slideScreen) aloud(room int) []string {
	var text []string
	if slide := &s.slides[s.at]; slide.Read {
		text = draw.PlainProse(slide.Body, s.width-3)
	}
	lines := make([]string, room)
	if len(text) < room { // with a blank line before it
		for i := range text {
			lines[room-len(text)+i] = "  " + text[i]
		}
	}
	return lines
}

func (p *practiceSlide) name() string { return cmp.Or(p.Title, p.Alt, p.ID) }

// about is where the slide comes up, and what is to be done with it.
func (s *slideScreen) about() []string {
	slide := &s.slides[s.at]
	where := "no note of the plan puts it up"
	if phase := slide.showing.Phase; phase != nil {
		where = "comes up in " + slide.showing.Activity.PhaseTitle(phase, " › ") + " (" + timer.FormatSpan(phase.Duration) + ")"
	}
	return []string{s.style.Faint.Render(strings.Repeat("─", s.width)), " " + where}
}

// foot is the last line: what the last key did, or the keys.
func (s *slideScreen) foot() string {
	said := s.message
	if said == "" && s.black {
		said = "the page is black; " + keys.Black.Help().Key + " shows the slide again"
	}
	if said != "" {
		return s.style.Strong.Render(" " + said)
	}
	line := ""
	ends := bind(keys.First.Help().Key+" "+keys.Last.Help().Key, keys.First.Help().Desc+", "+keys.Last.Help().Desc)
	for _, b := range []key.Binding{keys.Next, keys.Back, keys.Black, keys.Leave, keys.Open, ends} {
		k := b.Help()
		hint := "  " + k.Key + " " + k.Desc
		if ansi.StringWidth(line)+len(hint) > s.width {
			break
		}
		line += "  " + s.style.Strong.Render(k.Key) + " " + s.style.Faint.Render(k.Desc)
	}
	return strings.TrimPrefix(line, " ")
}
