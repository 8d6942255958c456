package evaluate

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/cmd/lines"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/field"
)

// formTeller is the screen of forms as lines: what is typed is a field's, or a
// word. In a field that takes any text a word has a stroke before it.
type formTeller struct {
	*formScreen
	out  io.Writer
	left bool
}

// formWord is something that can be asked for, and what it does. The first names
// are the core's, where it has one.
type formWord struct {
	names []string
	takes bool // the number of a form
	does  string
	do    func(t *formTeller, form int)
}

func formWords() []formWord {
	return []formWord{
		{[]string{"back", "up"}, false, "the field before", func(t *formTeller, _ int) { t.step(-1) }},
		{[]string{"none"}, false, "no answer, where one stands already", func(t *formTeller, _ int) { t.enter("") }},
		{[]string{"keep"}, false, "keep the form as it is now", func(t *formTeller, _ int) { t.keep() }},
		{[]string{"repeat"}, false, "this field again", func(*formTeller, int) {}},
		{[]string{"form", "new"}, false, "go on with the form that waits, or begin one", func(t *formTeller, _ int) { t.begin() }},
		{[]string{"forms", "list"}, false, "the forms that were taken in", func(t *formTeller, _ int) { t.sayForms() }},
		{[]string{"form-edit", "correct"}, true, "correct a form: Enter leaves an answer as it is", (*formTeller).edit},
		{[]string{"form-strike", "strike"}, true, "strike a form, or let it count again", func(t *formTeller, form int) { t.chosen = form; t.strike() }},
		{[]string{"undo", "u"}, false, "take the newest thing done to a form back", func(t *formTeller, _ int) { t.takeBack() }},
		{[]string{"help", "?"}, false, "this", func(t *formTeller, _ int) { t.help() }},
		{[]string{"quit", "q"}, false, "leave; what is kept stays", func(t *formTeller, _ int) { t.leave() }},
	}
}

// inLines takes forms in line by line, where there is no screen for them.
func (o evaluateOptions) inLines(env *cli.Env, t *taking, ends lines.Ends) error {
	defer ends.Restore()
	s, err := o.newScreen(t)
	if err != nil {
		return err
	}
	f := &formTeller{formScreen: s, out: ends.Out}
	f.tell(t.state.Plan().Title + ": " + t.countWords() + " so far. Type an answer and press Enter; Enter alone is no answer, or leaves one as it is. help says the words.")
	f.field()
	for !f.left {
		switch line, more := <-ends.In; {
		case more:
			f.take(strings.TrimSpace(line))
		case f.tellLost(env):
			return cli.ErrInterrupted
		default:
			return nil
		}
	}
	return nil
}

// tell says something in lines of its own.
func (t *formTeller) tell(text string) {
	for _, line := range cli.Wrap(session.CleanLine(words.Sentence(text)), lines.Width) {
		_, _ = io.WriteString(t.out, line+"\n")
	}
}

// field says what is asked, what may be typed, and what stands there.
func (t *formTeller) field() {
	f := t.formScreen.field()
	name := t.name(&t.entry)
	if t.entry.at == 0 && t.entry.id == 0 {
		name += ", a new one: write this number on its sheet"
	}
	t.tell(name + ". " + strconv.Itoa(t.entry.at+1) + " of " + strconv.Itoa(len(t.t.fields)) + ". " + t.fieldTitle())
	if t.entry.at == 0 || f.Question != nil {
		t.tell("Type " + f.Hint() + ".")
	}
	if stands := t.entry.typed[t.entry.at]; stands != "" {
		t.tell("It is " + f.Words(stands) + " so far.")
	}
}

func (t *formTeller) take(line string) {
	t.said = ""
	word, isWord := strings.CutPrefix(line, "/")
	switch asked, err := findFormWord(word); {
	case line == "":
		t.step(1)
	case !isWord && t.formScreen.field().IsText(), err != nil && !isWord && line[0] >= '0' && line[0] <= '9':
		t.enter(line)
	case err != nil:
		t.refuse("%v", err)
	default:
		if number, err := asked.number(word); err != nil {
			t.refuse("%v", err)
		} else {
			asked.do(t, number)
		}
	}
	if t.said != "" {
		t.tell(t.said + ".")
	}
	if !t.left {
		t.field()
	}
}

func findFormWord(text string) (formWord, error) {
	asked, _, _ := strings.Cut(text, " ")
	var known []string
	for _, w := range formWords() {
		if slices.Contains(w.names, asked) {
			return w, nil
		}
		known = append(known, w.names...)
	}
	if near := session.Nearest(asked, known); near != "" {
		return formWord{}, fmt.Errorf("there is no word %q; did you mean %s? help says the words", session.CleanLine(asked), near)
	}
	return formWord{}, fmt.Errorf("%.40q is no number and no word; help says the words", session.CleanLine(text))
}

// number is the form that a word is about.
func (w formWord) number(text string) (int, error) {
	_, form, _ := strings.Cut(text, " ")
	n, ok := field.Digits(strings.TrimSpace(form))
	switch {
	case !w.takes && form != "":
		return 0, fmt.Errorf("%s takes nothing behind it", w.names[0])
	case w.takes && (!ok || form == ""):
		return 0, errors.New("which form? its number")
	}
	return n, nil
}

// enter puts an answer into the field and goes on.
func (t *formTeller) enter(answer string) {
	t.input.SetValue(answer)
	t.step(1)
}

// edit begins to correct a form; a new one that was begun waits.
func (t *formTeller) edit(form int) {
	t.store()
	t.wait()
	t.correct(form)
}

func (t *formTeller) takeBack() {
	if _, did, err := t.t.undo(); err != nil {
		t.refuse("%v", err)
	} else {
		t.say("%s", did)
	}
}

// leave leaves; what is half typed is asked about once.
func (t *formTeller) leave() {
	if half := t.unsaved(); half != nil && t.ask == nil {
		t.ask = &formQuestion{}
		t.say("%s is not kept yet: keep keeps it, quit once more leaves without it", t.name(half))
		return
	}
	t.left = true
}

func (t *formTeller) sayForms() {
	t.tell(t.t.countWords() + ".")
	forms := t.t.forms()
	for i := range forms {
		text := fmt.Sprintf("Form %d, %d of %d answered", forms[i].ID, countAnswers(field.TypedOf(t.t.fields, &forms[i].Form)), len(t.t.fields))
		switch {
		case forms[i].Struck:
			text += ", struck"
		case forms[i].Lost:
			text += ", lost"
		}
		t.tell(text + ".")
	}
}

func (t *formTeller) help() {
	for _, w := range formWords() {
		text := strings.Join(w.names, " or ")
		if w.takes {
			text += " and the number of a form"
		}
		t.tell(text + ": " + w.does + ".")
	}
	t.tell("In an answer in people's own words a word has a stroke before it: /back.")
}
