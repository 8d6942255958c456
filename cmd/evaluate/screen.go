package evaluate

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/cli"
	"facilitate/cmd/tui/draw"
	"facilitate/session/field"
	"facilitate/session/run"
)

// formScreen is where forms are typed in, field by field, and a list of those kept.
type formScreen struct {
	t          *taking
	title      string
	entry      entry
	unfinished *entry // a new form that waits while another is corrected
	input      textinput.Model
	fresh      bool // the next digit takes the place of what stands in the field

	listing bool
	chosen  int    // the form chosen in the list, from 1; 0: none
	typedID string // the number being typed there
	ask     *formQuestion
	said    string // of the last key
	wrong   bool   // it was refused

	width, height int
	style         draw.Theme
}

type entry struct {
	id    int // of the form that it corrects; 0: a new one
	typed []string
	was   []string // as it began
	at    int      // the field
}

func (e *entry) isChanged() bool { return !slices.Equal(e.typed, e.was) }

type formQuestion struct {
	text string
	yes  func() tea.Cmd
}

func (o evaluateOptions) screen(env *cli.Env, t *taking) error {
	terminal, err := env.Terminal()
	if err != nil {
		return err
	}
	s, err := o.newScreen(t)
	if err != nil {
		return err
	}
	if err = terminal.Show(env, s); err != nil {
		_ = s.tellLost(env)
	}
	return err
}

// newScreen is the screen with a new form, or with the one that is to be corrected.
func (o evaluateOptions) newScreen(t *taking) (*formScreen, error) {
	s := newFormScreen(t)
	if o.corrects {
		if s.correct(o.correct); s.wrong {
			return nil, errors.New(s.said)
		}
	}
	return s, nil
}

// tellLost says which form was half typed when the input ended; false where none was.
func (s *formScreen) tellLost(env *cli.Env) bool {
	half := s.unsaved()
	if half != nil {
		fmt.Fprintf(env.Err, "%s was half typed and is lost; those before it are kept\n", s.name(half))
	}
	return half != nil
}

func newFormScreen(t *taking) *formScreen {
	s := &formScreen{t: t, input: textinput.New(), width: cli.UsualWidth, height: 24, style: draw.NewTheme(draw.Unknown)}
	s.title = t.state.Plan().Title
	if t.followUp {
		s.title += ", " + t.state.Plan().Evaluation.FollowUp.When
	}
	s.input.Prompt = ""
	s.input.CharLimit = run.MaxCapture
	s.input.Focus()
	s.begin()
	if t.log.left {
		s.say("This session was not finished; its time stays as it is.")
	}
	return s
}

// name is a form by its number: the one it has, or will have.
func (s *formScreen) name(e *entry) string {
	return "form " + strconv.Itoa(cmp.Or(e.id, len(s.t.state.Forms())+1))
}

func (s *formScreen) say(format string, args ...any) {
	s.said, s.wrong = fmt.Sprintf(format, args...), false
}

func (s *formScreen) refuse(format string, args ...any) {
	s.said, s.wrong = fmt.Sprintf(format, args...), true
}

// begin begins a new form, or goes on with the one that waits.
func (s *formScreen) begin() {
	s.entry = entry{typed: make([]string, len(s.t.fields)), was: make([]string, len(s.t.fields))}
	if s.unfinished != nil {
		s.entry, s.unfinished = *s.unfinished, nil
	}
	s.show()
}

// correct begins to correct a form. A new one that was begun waits already.
func (s *formScreen) correct(id int) {
	form, err := s.t.form(id)
	if err != nil {
		s.refuse("%v", err)
		return
	}
	typed := field.TypedOf(s.t.fields, &form.Form)
	s.entry = entry{id: id, typed: typed, was: slices.Clone(typed)}
	s.show()
}

// unsaved is the form that leaving would lose; nil where there is none.
func (s *formScreen) unsaved() *entry {
	if !s.listing {
		s.store()
	}
	switch {
	case !s.listing && s.entry.isChanged():
		return &s.entry
	case s.unfinished != nil && s.unfinished.isChanged():
		return s.unfinished
	}
	return nil
}

func (s *formScreen) field() *field.Field { return &s.t.fields[s.entry.at] }

func (s *formScreen) show() {
	s.input.SetValue(s.entry.typed[s.entry.at])
	s.input.CursorEnd()
	s.fresh, s.listing = true, false
}

func (s *formScreen) store() { s.entry.typed[s.entry.at] = strings.TrimSpace(s.input.Value()) }

// Init is tea.Model's.
func (s *formScreen) Init() tea.Cmd { return nil }

// Update is tea.Model's.
func (s *formScreen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = msg.Width, msg.Height
	case draw.Theme:
		s.style = msg
	case tea.KeyMsg:
		if msg.Type != tea.KeyRunes || msg.Paste {
			return s, s.key(msg)
		}
		// Who types fast has several keys arrive as one.
		var cmds []tea.Cmd
		for _, r := range msg.Runes {
			cmds = append(cmds, s.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt}))
		}
		return s, tea.Batch(cmds...)
	}
	return s, nil
}

func (s *formScreen) key(msg tea.KeyMsg) tea.Cmd {
	if s.ask != nil {
		return s.answer(msg)
	}
	s.said, s.wrong = "", false
	switch {
	case key.Matches(msg, keys.Suspend):
		return tea.Suspend
	case key.Matches(msg, keys.Interrupt):
		return s.leave()
	}
	if s.listing {
		return s.listKey(msg)
	}
	switch {
	case key.Matches(msg, keys.On):
		s.step(1)
	case key.Matches(msg, keys.Back):
		s.step(-1)
	case key.Matches(msg, keys.Keep):
		if s.acceptField() {
			s.keep()
		}
	case key.Matches(msg, keys.Forms):
		s.toList()
	default:
		s.edit(msg)
	}
	return nil
}

func (s *formScreen) answer(msg tea.KeyMsg) tea.Cmd {
	ask := s.ask
	switch {
	case key.Matches(msg, keys.Yes):
		s.ask = nil
		return ask.yes()
	case key.Matches(msg, keys.No):
		s.ask = nil
	}
	return nil
}

func (s *formScreen) acceptField() bool {
	if err := s.field().Check(s.input.Value()); err != nil {
		s.refuse("%v", err)
		s.fresh = true
		return false
	}
	s.store()
	return true
}

// step goes to the field after (1) or before (-1); after the last it keeps the form.
func (s *formScreen) step(by int) {
	switch at := s.entry.at + by; {
	case !s.acceptField():
	case at < 0:
		s.refuse("this is the first; %s shows the forms before this one", named(keys.Forms))
	case at == len(s.t.fields):
		s.keep()
	default:
		s.entry.at = at
		s.show()
	}
}

// keep has the form on disk, and begins the next one.
func (s *formScreen) keep() {
	if s.entry.id > 0 && !s.entry.isChanged() {
		s.say("form %d stays as it was", s.entry.id)
		s.begin()
		return
	}
	if countAnswers(s.entry.typed) == 0 {
		s.refuse("nothing is answered on this form: there is nothing to keep")
		return
	}
	name, form := s.name(&s.entry), s.t.formOf(s.entry.typed)
	var c run.Command = run.TakeForm{Form: form}
	words := name + " is kept"
	if s.entry.id > 0 {
		c = run.CorrectForm{ID: s.entry.id, Form: form}
		words = name + " is corrected"
	}
	if err := s.t.do(c); err != nil {
		s.refuse("%v", err)
		return
	}
	s.say("%s", words)
	s.begin()
}

func (s *formScreen) edit(msg tea.KeyMsg) {
	if s.field().IsText() {
		if name := msg.String(); name != "pgup" && name != "pgdown" {
			s.input, _ = s.input.Update(msg)
		}
		return
	}
	value := s.input.Value()
	if s.fresh {
		value = ""
	}
	switch msg.Type {
	case tea.KeyBackspace, tea.KeyDelete:
		value = value[:max(0, len(value)-1)]
	case tea.KeyRunes:
		typed := strings.TrimSpace(string(msg.Runes))
		if _, ok := field.Digits(typed); !ok || msg.Alt {
			s.refuse("numbers only; %s goes on, %s shows the forms", named(keys.On), named(keys.Forms))
			return
		}
		value += typed
	default:
		return
	}
	const most = 4 // digits: more than any answer has
	s.input.SetValue(value[:min(len(value), most)])
	s.input.CursorEnd()
	s.fresh = false
}
