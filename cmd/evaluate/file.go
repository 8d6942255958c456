package evaluate

import (
	"errors"
	"fmt"
	"slices"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/run"
)

// readFormsFile reads a file of forms, or the standard input.
func readFormsFile(env *cli.Env, path string) ([]byte, error) {
	name := session.CleanLine(path)
	data, err := cli.ReadInput(env, path, name, maxFormsFile)
	if err == nil && len(data) > maxFormsFile {
		if path == "-" {
			name = "the standard input"
		}
		err = fmt.Errorf("%s is larger than 16 MiB, so it is no pile of forms; look at which file it is", name)
	}
	return data, err
}

// takeFile takes in the forms of a file, all of them or none.
func (o evaluateOptions) takeFile(t *taking, data []byte) (done evaluateJSON, err error) {
	name := session.CleanLine(o.csv)
	if o.csv == "-" {
		name = "standard input"
	}
	file := readForms(name, data, t.fields)
	switch {
	case len(file.problems) > 0:
		return done, fmt.Errorf("%s\nno form was taken in", file.problemLines())
	case len(file.rows) == 0:
		return done, fmt.Errorf("%s holds no form; write one on each line after the first", name)
	case o.corrects:
		return t.correctFrom(file, o.correct)
	}
	var commands []run.Command
	var forms []run.Form
	for i := range file.rows {
		forms = append(forms, formOf(t.fields, file.rows[i].over(nil, len(t.fields))))
		commands = append(commands, run.TakeForm{Form: forms[i]})
	}
	if first := t.findTaken(forms); first > 0 && !o.again {
		return done, fmt.Errorf("the forms of %s are in already, as %s; --again takes them in once more", name, formRange(first, first+len(commands)-1))
	}
	next := len(t.state.Forms()) + 1
	if err := t.doAll(commands); err != nil {
		var refused *run.RefusedError
		if errors.As(err, &refused) {
			err = fmt.Errorf("%s:%d: %w", name, file.rows[refused.Command].line, err)
		}
		return done, fmt.Errorf("%w\nno form was taken in", err)
	}
	done.Did = "taken"
	for i := range commands {
		done.Forms = append(done.Forms, next+i)
	}
	done.words = cli.Count(len(commands), "form", "forms") + " taken in, as " + formRange(next, next+len(commands)-1)
	if file.empty > 0 {
		done.words += ", " + cli.Count(file.empty, "empty line", "empty lines") + " passed over"
	}
	return done, nil
}

// formRange names forms that follow one another.
func formRange(first, last int) string {
	if first == last {
		return fmt.Sprintf("form %d", first)
	}
	return fmt.Sprintf("forms %d to %d", first, last)
}

// findTaken is the first of forms that are those of a file, one after the
// other and none of them struck; 0 where there are none.
func (t *taking) findTaken(forms []run.Form) int {
	taken := t.state.Forms()
	same := func(a *run.TakenForm, b *run.Form) bool {
		return !a.Struck && slices.Equal(typedOf(t.fields, &a.Form), typedOf(t.fields, b))
	}
	for first := 0; first+len(forms) <= len(taken); first++ {
		n := 0
		for n < len(forms) && same(&taken[first+n], &forms[n]) {
			n++
		}
		if n == len(forms) {
			return first + 1
		}
	}
	return 0
}

// correctFrom puts the one form of a file in the place of another. What the
// file has no column for stays as it was.
func (t *taking) correctFrom(file *formsFile, id int) (done evaluateJSON, err error) {
	form, err := t.form(id)
	switch {
	case err != nil:
		return done, err
	case len(file.rows) > 1:
		return done, fmt.Errorf("%s holds %d forms, and form %d can only be corrected by one; leave one line", file.name, len(file.rows), id)
	}
	typed := file.rows[0].over(typedOf(t.fields, &form.Form), len(t.fields))
	if err := t.do(run.CorrectForm{ID: id, Form: formOf(t.fields, typed)}); err != nil {
		return done, err
	}
	return evaluateJSON{Did: "corrected", Forms: []int{id}, words: fmt.Sprintf("form %d is corrected", id)}, nil
}
