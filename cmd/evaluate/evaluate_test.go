package evaluate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/field"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer"
	"facilitate/timer/timertest"
)

const evaluatedPlan = `title: Walk
duration: 1h
outcomes:
- {id: map, text: Read a map}
- {id: boots, text: Choose boots}
activities:
- {id: a, title: A, duration: 5m}
- {id: b, title: B, duration: 5m}
evaluation:
  questions:
  - {id: useful, text: "How useful was it?", kind: scale}
  - {id: pace, text: "How was the pace?", kind: choice, options: [Too slow, About right, Too fast]}
  - {id: why, text: "What will you do?", kind: text}
`

// storedRun keeps a run of a plan that began an hour ago, and its folder's
// store. It stopped after so many of the phases, which take five minutes each.
func storedRun(t *testing.T, src string, phases int) (journal.Store, string) {
	t.Helper()
	plan, problems := session.Load("plan.yaml", []byte(src))
	if plan == nil {
		t.Fatal(problems)
	}
	const ago = time.Hour
	reading := timer.Read()
	begin := reading.Wall.Add(-ago).Truncate(time.Millisecond)
	reading.Wall, reading.Boot = begin, reading.Boot-ago
	if reading.Boot < 0 { // the computer was not up yet
		reading.Boot, reading.BootID = ago, ""
	}
	store := journal.Store{Dir: t.TempDir()}
	head := journal.Head{Kind: journal.Delivery, PlanID: plan.ID, Title: plan.Title, Reading: reading}
	r, err := store.Create([]byte(src), head, begin)
	if err != nil {
		t.Fatal(err)
	}
	state := run.New(plan, head.Booking)
	for i := range phases + 1 {
		at := begin.Add(time.Duration(i) * 5 * time.Minute)
		var c run.Command = run.Next{}
		if i == 0 {
			c = run.Start{}
		}
		e, err := run.Decide(state, c, at)
		if err != nil {
			t.Fatal(err)
		}
		state.Apply(e)
		if err := r.Append([]run.Event{e}, at); err != nil {
			t.Fatal(err)
		}
		now := reading
		now.Wall, now.Boot = at, reading.Boot+at.Sub(begin)
		r.Alive(now, at, nil)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return store, r.ID()
}

// facilitated carries out evaluate in this process.
func facilitated(store journal.Store, stdin string, args ...string) (status int, out, complaint string) {
	var o, e bytes.Buffer
	env := &cli.Env{In: strings.NewReader(stdin), Out: &o, Err: &e, Now: time.Now, Getenv: func(name string) string {
		if name == "FACILITATE_STATE" {
			return store.Dir
		}
		return ""
	}}
	status = clitest.Execute(env, New(env), args...)
	return status, o.String(), e.String()
}

// TestFormFieldsInWords: what a plan has in Markdown is asked, and answered, in
// plain words, as on paper.
func TestFormFieldsInWords(t *testing.T) {
	t.Parallel()
	fields := field.All(&session.Plan{
		Outcomes: []session.Outcome{{ID: "o", Text: "Read a **map**"}},
		Evaluation: session.Evaluation{Questions: []session.Question{
			{ID: "pace", Text: "How *was* it?", Kind: session.Choice, Options: []string{"Too _slow_", "Fine"}},
		}},
	}, false)
	if fields[0].Asks != "Read a map" || fields[2].Asks != "How was it?" || fields[2].Hint() != "1 Too slow, 2 Fine" {
		t.Errorf("asked is %q and %q, with %q", fields[0].Asks, fields[2].Asks, fields[2].Hint())
	}
	if typed, err := fields[2].FromFile("too slow"); typed != "1" || err != nil {
		t.Errorf("an answer in words is %q: %v", typed, err)
	}
}

// forms are the forms of a run as --list --json has them.
func forms(t *testing.T, store journal.Store) listedForms {
	t.Helper()
	status, out, complaint := facilitated(store, "", "--list", "--json")
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, complaint)
	}
	var list listedForms
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// said is a listed form in a line, in the order of the columns.
func said(list listedForms, form int) string {
	var words []string
	for _, c := range list.Columns {
		if a, ok := list.Forms[form-1].Answers[c]; ok {
			words = append(words, fmt.Sprintf("%s=%v", c, a))
		}
	}
	return strings.Join(words, " ")
}

func planFields(t *testing.T, src string) []field.Field {
	t.Helper()
	plan, problems := session.Load("plan.yaml", []byte(src))
	if plan == nil {
		t.Fatal(problems)
	}
	return field.All(plan, false)
}

const wholeHeader = "map before,map after,boots before,boots after,useful,pace,why\n"

// TestFormsFileReads reads files as people and spreadsheets write them: each
// form is what would have been typed, parted by bars.
func TestFormsFileReads(t *testing.T) {
	t.Parallel()
	fields := planFields(t, evaluatedPlan)
	if got := formsTemplate(fields); got != wholeHeader {
		t.Errorf("the template is %q", got)
	}
	for name, test := range map[string]struct{ file, want string }{
		"whole":               {wholeHeader + "1,2,3,4,10,About right,More\n", "1|2|3|4|10|2|More"},
		"empty cells":         {wholeHeader + "0,,,,,,\n,,,,,3,\n", "0|||||| |||||3|"},
		"other columns":       {"why,useful\nSo,7\n", "||||7||So"},
		"no end of line":      {"useful\n7", "||||7||"},
		"mark in front":       {"\ufeff" + wholeHeader + "1,,,,,,\n", "1||||||"},
		"carriage returns":    {"useful,pace\r\n7,1\r\n8,2\r\n", "||||7|1| ||||8|2|"},
		"only these":          {"useful,pace\r7,1\r8,2\r", "||||7|1| ||||8|2|"},
		"16 bits":             {"\xff\xfeu\x00s\x00e\x00f\x00u\x00l\x00\n\x007\x00\n\x00", "||||7||"},
		"Windows":             {"useful;why\n7;caf\xe9\n", "||||7||café"},
		"semicolons":          {"useful;pace;why\n7;2;\"a; b, c\"\n", "||||7|2|a; b, c"},
		"tabs":                {"useful\tpace\n7\t2\n", "||||7|2|"},
		"said so":             {"sep=;\r\nuseful;pace\r\n7;2\r\n", "||||7|2|"},
		"blanks and capitals": {" Useful , PACE\n 7 ,  too   FAST \n", "||||7|3|"},
		"option by number":    {"pace\n2\n", "|||||2|"},
		"short lines":         {wholeHeader + "1,2\n\n3\n", "1|2||||| 3||||||"},
		"empty lines":         {wholeHeader + "1,,,,,,\n,,,,,,\n , ,,,,,\n", "1||||||"},
		"unnamed columns":     {"useful,,pace,\n7,,2,\n", "||||7|2|"},
		"lines in a cell":     {"why\n\"one\r\ntwo\"\n", "||||||one two"},
		"controls in a cell":  {"why\n\x1b[31mred\u202e\n", "||||||␛[31mred\ufffd"},
		"longest":             {"why\n" + strings.Repeat("é", run.MaxCapture) + "\n", "||||||" + strings.Repeat("é", run.MaxCapture)},
	} {
		f := readForms("f.csv", []byte(test.file), fields)
		if len(f.problems) > 0 {
			t.Errorf("%s: %s", name, f.problemLines())
		}
		var got []string
		for i := range f.rows {
			got = append(got, strings.Join(f.rows[i].over(nil, len(fields)), "|"))
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: read as %q, not %q", name, got, test.want)
		}
	}
}

// TestFormsFileCorrects puts a line over a form: what the file has a column
// for is as the line has it, the rest as it was.
func TestFormsFileCorrects(t *testing.T) {
	t.Parallel()
	fields := planFields(t, evaluatedPlan)
	was := []string{"1", "2", "3", "4", "5", "1", "So"}
	for file, want := range map[string]string{
		"useful\n7\n":            "1|2|3|4|7|1|So",
		"useful,pace\n7\n":       "1|2|3|4|7||So",
		"useful,why,pace\n7,,\n": "1|2|3|4|7||",
	} {
		f := readForms("f.csv", []byte(file), fields)
		if got := strings.Join(f.rows[0].over(was, len(fields)), "|"); got != want {
			t.Errorf("%q: %s, not %s", file, got, want)
		}
	}
}

func TestFormsFileProblems(t *testing.T) {
	t.Parallel()
	fields := planFields(t, evaluatedPlan)
	for name, test := range map[string]struct{ file, want string }{
		"empty":            {"", "f.csv:1: the file is empty; its first line has to name the columns, as --template prints them"},
		"no columns":       {",,\n1,2,3\n", "f.csv:1: no column has a name that the form has; the first line has to name them, as --template prints them"},
		"no header":        {"1,2,3,4,5,6,7\n", "f.csv:1: no column has a name that the form has; the first line has to name them, as --template prints them"},
		"misspelt":         {"usefull\n7\n", `f.csv:1: the form has no "usefull"; did you mean "useful"?`},
		"outcome alone":    {"map,useful\n7,1\n", `f.csv:1: the form has no "map"; name it as --template does, or leave the column out`},
		"twice":            {"useful,pace, useful\n7,1,8\n", "f.csv:1:useful: there are two columns of this name; leave one of them out"},
		"over the scale":   {"pace,useful\n1,11\n", `f.csv:2:useful: "11" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"under it":         {"useful\n-1\n", `f.csv:2:useful: "-1" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"with a point":     {"useful\n7.5\n", `f.csv:2:useful: "7.5" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"confidence":       {"map after\nhigh\n", `f.csv:2:map after: "high" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"huge":             {"useful\n99999999999999999999\n", `f.csv:2:useful: "99999999999999999999" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"other digits":     {"useful\n７\n", `f.csv:2:useful: "７" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"nearly an option": {"pace\nToo slo\n", `f.csv:2:pace: "Too slo" is none of the answers; did you mean "Too slow"?`},
		"no option":        {"pace\nyes\n", `f.csv:2:pace: "yes" is none of the answers; they are 1 Too slow, 2 About right, 3 Too fast; or leave the cell empty`},
		"option 0":         {"pace\n0\n", `f.csv:2:pace: "0" is none of the answers; they are 1 Too slow, 2 About right, 3 Too fast; or leave the cell empty`},
		"option 4":         {"pace\n4\n", `f.csv:2:pace: "4" is none of the answers; they are 1 Too slow, 2 About right, 3 Too fast; or leave the cell empty`},
		"too long":         {"why\n" + strings.Repeat("é", run.MaxCapture+1) + "\n", "f.csv:2:why: the answer has 2001 characters; 2000 are the most; shorten it"},
		"too many cells":   {"useful,why\n7,one, two\n", `f.csv:2: cell 3, " two", is in no column; put an answer that holds a comma or semicolon into quotation marks`},
		"unnamed column":   {"useful,\n7,x\n", `f.csv:2: cell 2, "x", is in no column; put an answer that holds a comma or semicolon into quotation marks`},
		"open quotation":   {"useful,why\n7,\"one\n", "f.csv:2: a quotation mark is not closed, or stands in the middle of a cell; write it twice, inside a cell in quotation marks"},
		"bare quotation":   {"useful,why\n7,one\n8,o\"ne\n", "f.csv:3: a quotation mark is not closed, or stands in the middle of a cell; write it twice, inside a cell in quotation marks"},
		"after lines":      {"why,useful\n\"one\ntwo\",3\n\nthree,x\n", `f.csv:5:useful: "x" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"in a long cell":   {"why,useful\n\"one\ntwo\",x\n", `f.csv:3:useful: "x" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"after sep=":       {"sep=;\nuseful\nx\n", `f.csv:3:useful: "x" is not on the scale; write a whole number from 0 to 10, or leave the cell empty`},
		"a picture":        {"\x89PNG\r\n\x1a\n\x00\x00", `f.csv:1: this is no text; save it as "CSV UTF-8" from the spreadsheet`},
		"hostile":          {"pace\n\x1b]52;c;x\a\n", `f.csv:2:pace: "␛]52;c;x␇" is none of the answers; they are 1 Too slow, 2 About right, 3 Too fast; or leave the cell empty`},
		"two in a line": {"useful,pace\n11,4\n", `f.csv:2:useful: "11" is not on the scale; write a whole number from 0 to 10, or leave the cell empty
f.csv:2:pace: "4" is none of the answers; they are 1 Too slow, 2 About right, 3 Too fast; or leave the cell empty`},
	} {
		f := readForms("f.csv", []byte(test.file), fields)
		if got := f.problemLines(); got != test.want {
			t.Errorf("%s: it says\n%s\nnot\n%s", name, got, test.want)
		}
	}
	many := readForms("f.csv", []byte("useful\n"+strings.Repeat("x\n", maxFormProblems+3)), fields).problemLines()
	if lines := strings.Split(many, "\n"); len(lines) != maxFormProblems+1 || lines[maxFormProblems] != "and 3 more problems" {
		t.Errorf("of many problems it tells\n%s", many)
	}
}

// TestFormsFileNeverFails reads whatever may lie in a file.
func TestFormsFileNeverFails(t *testing.T) {
	t.Parallel()
	fields := planFields(t, evaluatedPlan)
	random := rand.New(rand.NewPCG(5, 5))
	pieces := []string{"useful", "pace", "map before", ",", ";", "\t", "\n", "\r\n", "\r", "\"", "7", "11", "Too slow", "x", "\x00", "\xff", "sep=;", "\ufeff", " ", "é"}
	for range timertest.Amount(5_000, 100_000) {
		var b strings.Builder
		for range random.IntN(20) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		f := readForms("f.csv", []byte(b.String()), fields)
		for i := range f.rows {
			typed := f.rows[i].over(nil, len(fields))
			for k := range fields {
				if err := fields[k].Check(typed[k]); err != nil {
					t.Fatalf("%q is read as %q in %s: %v", b.String(), typed[k], fields[k].Column, err)
				}
			}
			if form := field.FormOf(fields, typed); len(f.problems) == 0 && !slices.Equal(field.TypedOf(fields, &form), typed) {
				t.Fatalf("%q is read as %q and then as %q", b.String(), typed, field.TypedOf(fields, &form))
			}
		}
	}
}

// An option may read like the number of another: a file goes by its text, keys
// go by its place.
func TestOptionsThatAreNumbers(t *testing.T) {
	t.Parallel()
	f := planFields(t, "title: W\nduration: 1h\nactivities: [{id: a, title: A, duration: 5m}]\nevaluation: {questions: [{id: q, text: Q, kind: choice, options: ['3', '2', '1']}]}")[0]
	if typed, err := f.FromFile("3"); err != nil || typed != "1" || f.Words(typed) != "3" {
		t.Errorf("3 is option %s, %v", typed, err)
	}
	if err := f.Check("4"); err == nil {
		t.Error("there is no fourth option")
	}
}

func TestFormNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"3": "[3]", "1-3": "[1 2 3]", "2,5": "[2 5]", " 4 , 6 - 7": "[4 6 7]", "9-9": "[9]",
		"": "", "0": "", "x": "", "3-1": "", "1-": "", "-1": "", "1,1": "", "1-3,2": "", "1-99999999": "", "1.5": "",
	} {
		ids, err := numbers(text)
		if got := fmt.Sprint(ids); (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%q: %s, %v", text, got, err)
		}
	}
}

// TestEvaluateAllOrNothing takes in files of which the last line is wrong, and
// more forms than there may be.
func TestEvaluateAllOrNothing(t *testing.T) {
	t.Parallel()
	store, _ := storedRun(t, evaluatedPlan, 2)
	for _, file := range []string{
		"useful\n1\n2\n11\n",
		"useful\n" + strings.Repeat("1\n", run.MaxForms+1),
	} {
		status, out, complaint := facilitated(store, file, "--csv", "-")
		if status != 1 || out != "" || !strings.HasSuffix(complaint, "no form was taken in\n") {
			t.Errorf("exit status %d, %q, %q", status, out, complaint)
		}
		if n := len(forms(t, store).Forms); n != 0 {
			t.Errorf("%d forms were taken in", n)
		}
	}
	if status, _, complaint := facilitated(store, "useful\n"+strings.Repeat("1\n", run.MaxForms), "--csv", "-"); status != 0 {
		t.Errorf("of the most there may be: %s", complaint)
	}
}

// TestEvaluateLeavesTime takes forms in for a session that was left without an
// end: where it stands, and from when on the gap counts, must be as before.
func TestEvaluateLeavesTime(t *testing.T) {
	t.Parallel()
	store, id := storedRun(t, evaluatedPlan, 1)
	began := time.Now().Truncate(time.Millisecond) // as instants are kept
	before, err := store.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--csv", "-"}, {"--strike", "1"}, {"--undo"}, {"--correct", "1", "--csv", "-"}} {
		file := "useful\n7\n"
		if args[0] == "--correct" {
			file = "useful\n8\n"
		}
		status, _, complaint := facilitated(store, file, args...)
		if status != 0 || !strings.Contains(complaint, "was not finished") {
			t.Errorf("%v: exit status %d, %q", args, status, complaint)
		}
	}
	after, err := store.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Events) <= len(before.Events) {
		t.Fatal("no form was taken in")
	}
	for _, e := range after.Events {
		// The program might have been killed, and not closed the record.
		if e.At.After(before.Last.At) {
			t.Errorf("entry %d is stamped %v", e.Seq, e.At)
		}
	}
	if before.Last != after.Last {
		t.Errorf("it was last under way at %+v, and now at %+v", before.Last, after.Last)
	}
	plan, _ := session.Load("plan.yaml", after.Plan)
	state, skipped := after.Fold(plan)
	if len(skipped) > 0 || state.Stage() != run.Running {
		t.Errorf("the state is %s; %v", state.Stage(), skipped)
	}
	if at := state.Forms()[0].At; at.Before(began) || at.After(time.Now()) {
		t.Errorf("the form was taken in at %v", at)
	}
}

// TestEvaluateStamps is of a finished session: its record says when a form was
// taken in.
func TestEvaluateStamps(t *testing.T) {
	t.Parallel()
	store, id := storedRun(t, evaluatedPlan, 2)
	began := time.Now().Truncate(time.Millisecond)
	facilitated(store, "useful\n7\n", "--csv", "-")
	replay, err := store.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	newest := replay.Events[len(replay.Events)-1]
	if newest.At.Before(began) || newest.At.After(time.Now()) {
		t.Errorf("it is stamped %v", newest.At)
	}
	plan, _ := session.Load("plan.yaml", replay.Plan)
	state, _ := replay.Fold(plan)
	if end, _ := state.EndedAt(); newest.At.Sub(end) < 40*time.Minute {
		t.Errorf("the end has moved to %v", end)
	}
}

// A look at the list, or a file that is refused, leaves the record as it is.
func TestEvaluateWritesNothing(t *testing.T) {
	t.Parallel()
	store, id := storedRun(t, evaluatedPlan, 2)
	dir := filepath.Join(store.Dir, "runs", id)
	was := folderContents(t, dir)
	for _, args := range [][]string{{"--list"}, {"--template"}, {"--undo"}, {"--strike", "1"}, {"--csv", "-"}, {"--correct", "1", "--csv", "-"}} {
		facilitated(store, "useful\n7\n11\n", args...)
		if is := folderContents(t, dir); is != was {
			t.Fatalf("%v changed the record", args)
		}
	}
}

func folderContents(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		if e.Name() == "lock" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n%s\n", e.Name(), data)
	}
	return b.String()
}

// TestEvaluateElsewhere finds the run open in another process.
func TestEvaluateElsewhere(t *testing.T) {
	t.Parallel()
	store, id := storedRun(t, evaluatedPlan, 1)
	r, _, err := store.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	status, out, complaint := facilitated(store, "useful\n7\n", "--csv", "-")
	if status != 1 || out != "" || !strings.Contains(complaint, "is open already, by process "+strconv.Itoa(os.Getpid())) {
		t.Errorf("exit status %d, %q, %q", status, out, complaint)
	}
	if status, _, complaint := facilitated(store, "", "--list"); status != 0 {
		t.Errorf("the list: %s", complaint)
	}
}

// TestEvaluateIsDescribed holds the page to the command's flags, keys and JSON.
func TestEvaluateIsDescribed(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "evaluation.md")
	var words []string
	New(&cli.Env{}).Flags().VisitAll(func(f *pflag.Flag) { words = append(words, "`--"+f.Name) })
	for _, object := range []any{listedForms{}, listedForm{}, evaluateJSON{}, report.Evaluation{}, report.ConfidenceFigures{}, report.ConfidenceChange{}, report.QuestionFigures{}, report.OptionFigures{}, report.Spread{}} {
		of := reflect.TypeOf(object)
		for i := range of.NumField() {
			if key, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ","); key != "" {
				words = append(words, "`"+key+"`")
			}
		}
	}
	if len(words) < 40 {
		t.Errorf("only %d words were found", len(words))
	}
	for _, w := range words {
		if !strings.Contains(page, w) {
			t.Errorf("the page does not describe %s", w)
		}
	}
}
