package evaluate

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/convert"
	"facilitate/session/field"
	"facilitate/session/run"
)

const (
	maxFormsFile    = 16 << 20 // far above what any pile of forms takes, in bytes
	maxFormProblems = 20       // how many problems of a file are told one by one
)

// formsFile is a file of forms as it is read: a header that names fields, and
// a line for each form. Spreadsheets write such files with commas, or with
// semicolons or tabs, and perhaps a mark of UTF-8 in front.
type formsFile struct {
	name     string
	fields   []field.Field
	columns  []int // the field of each column, or -1
	rows     []formRow
	empty    int // lines on which nothing is answered
	problems []string
	surplus  int // problems that are not told
}

// formRow is a form of a file: what would have been typed, in the fields it has.
type formRow struct {
	line  int
	typed map[int]string // by the index of the field
}

// readForms reads a file of forms. All that is wrong with it is in problems.
func readForms(name string, data []byte, fields []field.Field) *formsFile {
	f := &formsFile{name: name, fields: fields}
	text, ok := f.decode(data)
	if !ok {
		return f
	}
	comma, skip := delimiter(text, fields)
	r := csv.NewReader(bytes.NewReader(text[skip:]))
	r.Comma, r.FieldsPerRecord = comma, -1
	firstLine := bytes.Count(text[:skip], []byte("\n"))
	for n := 0; ; n++ {
		record, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			if n == 0 {
				f.problem(1, "", "the file is empty; its first line has to name the columns, as --template prints them")
			}
			return f
		case errors.As(err, &wrong):
			f.problem(firstLine+wrong.StartLine, "", "a quotation mark is not closed, or stands in the middle of a cell; write it twice, inside a cell in quotation marks")
			return f
		}
		line := func(i int) int { at, _ := r.FieldPos(i); return firstLine + at }
		if n == 0 {
			if !f.header(record, line(0)) {
				return f
			}
			continue
		}
		f.row(record, line)
	}
}

func (f *formsFile) problem(line int, column, what string) {
	if len(f.problems) == maxFormProblems {
		f.surplus++
		return
	}
	place := fmt.Sprintf("%s:%d:", f.name, line)
	if column != "" {
		place += session.CleanLine(column) + ":"
	}
	f.problems = append(f.problems, place+" "+what)
}

func (f *formsFile) problemLines() string {
	text := strings.Join(f.problems, "\n")
	if f.surplus > 0 {
		text += "\nand " + cli.Count(f.surplus, "more problem", "more problems")
	}
	return text
}

// decode is the file's text, in UTF-8, in UTF-16 or in the Windows-1252 of a
// spreadsheet.
func (f *formsFile) decode(data []byte) ([]byte, bool) {
	utf16 := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
	if !utf16 && bytes.IndexByte(data, 0) >= 0 {
		f.problem(1, "", `this is no text; save it as "CSV UTF-8" from the spreadsheet`)
		return nil, false
	}
	text := convert.DecodeText(data)
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return []byte(text), true
}

// delimiter is what parts the cells: what the first line says ("sep=;"), which
// is then to be skipped, or what makes most of the header's cells columns.
func delimiter(text []byte, fields []field.Field) (comma rune, skip int) {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	if sep, ok := bytes.CutPrefix(bytes.TrimRight(first, "\r"), []byte("sep=")); ok && len(sep) == 1 && strings.Contains(",;\t", string(sep)) {
		return rune(sep[0]), min(len(text), len(first)+1)
	}
	comma, most := ',', -1
	for _, c := range ",;\t" {
		r := csv.NewReader(bytes.NewReader(text))
		r.Comma = c
		record, err := r.Read()
		if err != nil {
			continue
		}
		unknown := slices.DeleteFunc(slices.Clone(record), func(cell string) bool { return columnIndex(fields, cell) >= 0 })
		if known := len(record) - len(unknown); known > most {
			comma, most = c, known
		}
	}
	return comma, 0
}

func columnIndex(fields []field.Field, name string) int {
	return slices.IndexFunc(fields, func(f field.Field) bool { return field.SameWords(f.Column, name) })
}

// header reads the names of the columns; false where there is no going on.
func (f *formsFile) header(record []string, line int) bool {
	names := columns(f.fields)
	seen := map[int]bool{}
	meant := false // some name is nearly one
	for _, cell := range record {
		name := strings.TrimSpace(cell)
		i := columnIndex(f.fields, name)
		shown := session.CleanLine(name)
		switch {
		case name == "":
		case i >= 0 && seen[i]:
			f.problem(line, names[i], "there are two columns of this name; leave one of them out")
		case i >= 0:
			seen[i] = true
		default:
			todo := "name it as --template does, or leave the column out"
			if near := session.Nearest(shown, names); near != "" {
				todo = fmt.Sprintf("did you mean %q?", near)
				meant = true
			}
			f.problem(line, "", fmt.Sprintf("the form has no %.40q; %s", shown, todo))
		}
		f.columns = append(f.columns, i)
	}
	if len(seen) == 0 && !meant {
		f.problems, f.surplus = nil, 0
		f.problem(line, "", "no column has a name that the form has; the first line has to name them, as --template prints them")
	}
	return len(f.problems) == 0
}

// row reads a line. One that is shorter than the header ends in empty cells.
func (f *formsFile) row(record []string, line func(int) int) {
	row := formRow{line: line(0), typed: map[int]string{}}
	answered := false
	for i, cell := range record {
		bare := strings.TrimSpace(cell) == ""
		switch inNone := i >= len(f.columns) || f.columns[i] < 0; {
		case inNone && bare:
			continue
		case inNone:
			f.problem(line(i), "", fmt.Sprintf("cell %d, %.20q, is in no column; put an answer that holds a comma or semicolon into quotation marks", i+1, session.CleanLine(cell)))
			return
		}
		answered = answered || !bare
		asked := &f.fields[f.columns[i]]
		typed, err := asked.FromFile(cell)
		if err != nil {
			f.problem(line(i), asked.Column, err.Error())
			continue
		}
		row.typed[f.columns[i]] = typed
	}
	if !answered {
		f.empty++
		return
	}
	for _, i := range f.columns { // what the line is too short for is empty
		if _, ok := row.typed[i]; !ok && i >= 0 {
			row.typed[i] = ""
		}
	}
	f.rows = append(f.rows, row)
}

// over is what is typed into all fields for the row, with what was typed
// before in those that the file does not have; was may be nil.
func (r *formRow) over(was []string, fields int) []string {
	typed := make([]string, fields)
	copy(typed, was)
	for i, text := range r.typed {
		typed[i] = text
	}
	return typed
}

func columns(fields []field.Field) []string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].Column
	}
	return names
}

func formsTemplate(fields []field.Field) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(columns(fields)) // a builder takes everything
	w.Flush()
	return b.String()
}

func readFormsFile(env *cli.Env, path string) ([]byte, error) {
	name := session.CleanLine(path)
	data, err := cli.ReadInput(env, path, name, maxFormsFile)
	if err == nil && len(data) > maxFormsFile {
		if path == "-" {
			name = "the standard input"
		}
		err = fmt.Errorf("%s is larger than 16 MiB, so it is no pile of forms; look at which file it is", name)
	}
	if err == nil {
		err = library.OtherKind(path, data, library.FormsAsCSV)
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
	for _, row := range file.rows {
		form := t.formOf(row.over(nil, len(t.fields)))
		forms, commands = append(forms, form), append(commands, run.TakeForm{Form: form})
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
	same := func(a run.TakenForm, b run.Form) bool {
		return !a.Struck && a.Form.FollowUp == b.FollowUp && slices.Equal(field.TypedOf(t.fields, &a.Form), field.TypedOf(t.fields, &b))
	}
	for first := 0; first+len(forms) <= len(taken); first++ {
		if slices.EqualFunc(taken[first:first+len(forms)], forms, same) {
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
	typed := file.rows[0].over(field.TypedOf(t.fields, &form.Form), len(t.fields))
	if err := t.do(run.CorrectForm{ID: id, Form: t.formOf(typed)}); err != nil {
		return done, err
	}
	return evaluateJSON{Did: "corrected", Forms: []int{id}, words: fmt.Sprintf("form %d is corrected", id)}, nil
}
