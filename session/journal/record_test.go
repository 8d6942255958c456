package journal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// TestEveryEventHasARecord reads the source of session/run for the types that
// have the method word, as events have.
func TestEveryEventHasARecord(t *testing.T) {
	t.Parallel()
	var events []string
	err := filepath.WalkDir("../run", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "word" && f.Recv != nil {
				if name := f.Recv.List[0].Type.(*ast.Ident).Name; ast.IsExported(name) { // else it is never recorded
					events = append(events, name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(events) < 15 {
		t.Fatalf("only %d events were found in the source: %v", len(events), events)
	}
	recorded := map[string]bool{}
	for kind := range kinds() {
		recorded[kind.Name()] = true
	}
	for _, name := range events {
		if !recorded[name] {
			t.Errorf("the record has no field for run.%s", name)
		}
	}
}

// random fills a value with what its types allow.
func random(v reflect.Value, r *rand.Rand) {
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = start.Add(time.Duration(r.Int64N(int64(1000 * time.Hour))))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.String:
		v.SetString([]string{"", "plain", "ä “quoted” \\ } 12345678", `{"seq":1,"at":`, "<&>\nsecond line", "👩‍👧"}[r.IntN(6)])
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		bits := v.Type().Bits() - 1
		v.SetInt(r.Int64N(math.MaxInt64) >> (63 - bits) * int64(1-2*r.IntN(2)))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(r.Uint64() >> (64 - v.Type().Bits()))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(r.Float64())
	case reflect.Slice:
		if n := r.IntN(4); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			random(v.Index(i), r)
		}
	case reflect.Array:
		for i := range v.Len() {
			random(v.Index(i), r)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			random(v.Field(i), r)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		random(v.Elem(), r)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range r.IntN(4) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			random(key, r)
			random(value, r)
			v.SetMapIndex(key, value)
		}
	default:
		panic("no random value for " + v.Type().String())
	}
}

func TestRoundTripOfEveryKind(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	for kind := range kinds() {
		for i := range 200 {
			value := reflect.New(kind)
			random(value.Elem(), r)
			want := value.Elem().Interface()
			at := start.Add(time.Duration(i) * 1_000_003 * time.Microsecond)
			line, err := encode(i+1, 0, at, want)
			if err != nil {
				t.Fatal(err)
			}
			object, ok := unseal(line[:len(line)-1], maxLine)
			if !ok || line[len(line)-1] != '\n' || strings.Count(string(line), "\n") != 1 {
				t.Fatalf("no checked line: %q", line)
			}
			got, err := decode(object)
			if err != nil || got.seq != i+1 || !got.at.Equal(at.Truncate(time.Millisecond)) || !reflect.DeepEqual(got.value, want) {
				t.Fatalf("%s: %v\ngot  %+v\nwant %+v", object, err, got, want)
			}
			if found := salvage([]byte("junk" + string(line[:len(line)-1]) + "junk")); len(found) != 1 || string(found[0]) != string(line[:len(line)-1]) {
				t.Fatalf("%s is not found among junk: %q", line, found)
			}
		}
	}
}

// TestForeignForms reads records that are none of this program's writing.
func TestForeignForms(t *testing.T) {
	t.Parallel()
	want := run.Placed{Phase: 3, Note: 2}
	for object, ok := range map[string]bool{
		`{"seq":7,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":3,"note":2}}`:             true,
		`{"seq":7,"at":"2026-11-21T09:30:00Z","placed":{"phase":3,"note":2}}`:                 true,
		`{"at":"2026-11-21T10:30:00+01:00","placed":{"note":2,"phase":3,"more":1},"seq":7}`:   true,
		`{"seq":7,"at":"2026-11-21T09:30:00.000Z","by":"x","placed":{"phase":3,"note":2}}`:    true,
		`{"seq":7,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":3,"note":2},"undone":{}}`: false,
		`{"seq":07,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":3,"note":2}}`:            false,
		`{"seq":0,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":3,"note":2}}`:             false,
		`{"seq":-7,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":3,"note":2}}`:            false,
		`{"seq":1e18,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":3,"note":2}}`:          false,
		`{"seq":7,"at":"yesterday","placed":{"phase":3,"note":2}}`:                            false,
		`{"seq":7,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":"3","note":2}}`:           false,
		`{"seq":7,"at":"2026-11-21T09:30:00.000Z","placed":{"phase":3,"note":2}`:              false,
		`{"seq":7,"placed":{"phase":3,"note":2}}`:                                             false,
		`[]`: false,
		``:   false,
	} {
		e, err := decode([]byte(object))
		if (err == nil) != ok {
			t.Errorf("%s: %v", object, err)
		}
		if err == nil && (e.seq != 7 || !e.at.Equal(start) || e.value != want) {
			t.Errorf("%s is read as %+v", object, e)
		}
	}
	e, err := decode([]byte(`{"seq":7,"at":"2026-11-21T09:30:00.000Z","sung":{"song":"x"}}`))
	if err != nil || e.value != nil || e.seq != 7 {
		t.Errorf("a kind of tomorrow is read as %+v, %v", e, err)
	}
}

func TestWhatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]any{
		"a kind without a record": struct{}{},
		"an instant out of range": run.Started{At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"a text that is too long": run.GapRecorded{Gap: run.Gap{Cause: strings.Repeat("x", maxLine)}},
	} {
		if line, err := encode(1, 0, start, value); err == nil {
			t.Errorf("%s: %.100s", name, line)
		}
	}
	fsys, id, d := kept(t, 1, 1)
	r, _, err := Store{Dir: fakeDir, fs: fsys}.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	before := string(r.all)
	if r.Append([]run.Event{d.events[0], run.Started{At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}}, start) == nil {
		t.Error("an event without a written form is taken")
	}
	if string(r.all) != before || r.Trouble() != nil {
		t.Error("a refused event leaves something behind")
	}
}

func TestTextsAreCleaned(t *testing.T) {
	t.Parallel()
	dirty := "a\x1b]52;c;aGk=\a\u202eb\x7f\u009b\tc"
	type all struct {
		Text  string
		Kind  run.PauseKind
		List  []string
		Inner struct{ Pair [2]string }
		To    *string
		Map   map[string]string
		At    time.Time
		Count int
	}
	v := all{
		Text: dirty, Kind: run.PauseKind(dirty), List: []string{"x", dirty}, To: new(string),
		Map: map[string]string{dirty: dirty}, At: start, Count: 3,
	}
	v.Inner.Pair[1], *v.To = dirty, dirty
	cleanTexts(reflect.ValueOf(&v).Elem(), []byte(`\`))
	texts := []string{v.Text, string(v.Kind), v.List[1], v.Inner.Pair[1], *v.To}
	for key, value := range v.Map {
		texts = append(texts, key, value)
	}
	for _, text := range texts {
		if strings.ContainsAny(text, "\x1b\a\u202e\x7f\u009b\t") || len(text) == 0 {
			t.Errorf("unclean: %q", text)
		}
	}
	if len(texts) != 7 || v.List[0] != "x" || !v.At.Equal(start) || v.Count != 3 {
		t.Errorf("changed: %+v", v)
	}
	// What is written raw, and what is escaped, in a record.
	for _, cause := range []string{`\u001b[2J`, "\u202e", "\x7f", "\u009b"} {
		object := `{"seq":2,"at":"2026-11-21T09:30:00.000Z","gap_recorded":{"begin":"2026-11-21T09:30:00Z","end":"2026-11-21T09:30:00Z","cause":"` + cause + `"}}`
		e, err := decode([]byte(object))
		if err != nil {
			t.Fatal(err)
		}
		if got := e.value.(run.GapRecorded).Cause; strings.ContainsAny(got, "\x1b\u202e\x7f\u009b") {
			t.Errorf("%q comes out as %q", cause, got)
		}
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 21, 9, 30, 59, 0, time.FixedZone("here", 3600))
	for plan, slug := range map[string]string{
		realPlan:                  realPlan,
		"":                        "session",
		"../../etc/passwd":        "etc-passwd",
		"Übung & Übung":           "bung-bung",
		"CON":                     "con",
		strings.Repeat("ab-", 50): strings.Repeat("ab-", 13) + "a",
	} {
		id := newID(plan, at)
		rest, ok := strings.CutPrefix(id, "2026-11-21-0930-"+slug+"-")
		if !ok || len(rest) != 4 || !isID(id) || len(id) > 64 {
			t.Errorf("the run of %q is called %s", plan, id)
		}
	}
	var ids []string
	for range 100 {
		ids = append(ids, newID("x", at))
	}
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n < 90 {
		t.Errorf("of 100 names only %d are different", n)
	}
	for _, name := range []string{"", ".", "..", "2026-11-21-0930-", "2026-11-21-0930-x/y", `2026-11-21-0930-x\y`, "2026-11-21-0930-X", "lost+found", ".DS_Store", "2026-11-21-0930-" + strings.Repeat("x", maxID)} {
		if isID(name) {
			t.Errorf("%q is taken for a run", name)
		}
	}
}
