package session

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write what is told of bad plans into testdata/bad.txt, to be read through before it is kept")

// What the bad plans have in common, so that each shows its mistake alone.
const (
	head  = "title: T\nduration: 30m\nactivities:\n- id: a\n  title: A\n  duration: 5m\n"
	notes = head + "  notes:\n"
)

// badPlan is a section of testdata/bad.txt: "=== name", the plan, "=>" and the
// problems. "=== head: name" and "=== notes: name" put the text of that name
// in front of the plan.
type badPlan struct{ title, src, want string }

func readBadPlans(t *testing.T) []badPlan {
	t.Helper()
	data, err := os.ReadFile("testdata/bad.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []badPlan
	for _, section := range strings.Split(string(data), "=== ")[1:] {
		title, rest, _ := strings.Cut(section, "\n")
		src, want, ok := strings.Cut(rest, "=>\n")
		if !ok {
			t.Fatalf("%s has no =>", title)
		}
		all = append(all, badPlan{title, src, strings.TrimRight(want, "\n")})
	}
	return all
}

func (b badPlan) whole() string {
	switch {
	case strings.HasPrefix(b.title, "head: "):
		return head + b.src
	case strings.HasPrefix(b.title, "notes: "):
		return notes + b.src
	}
	return b.src
}

func TestBadPlans(t *testing.T) {
	var file strings.Builder
	for _, bad := range readBadPlans(t) {
		t.Run(bad.title, func(t *testing.T) {
			plan, problems := Load("p.yaml", []byte(bad.whole()))
			got := problems.Error()
			fmt.Fprintf(&file, "=== %s\n%s=>\n%s\n\n", bad.title, bad.src, got)
			if plan != nil || len(problems) == 0 {
				t.Error("loaded")
			}
			if got != bad.want && !*update {
				t.Errorf("got\n%s\nwant\n%s", got, bad.want)
			}
		})
	}
	if *update {
		if err := os.WriteFile("testdata/bad.txt", []byte(file.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A message is for people who never heard of Go or of a YAML library.
func TestMessagesAreForPeople(t *testing.T) {
	for _, bad := range readBadPlans(t) {
		_, problems := Load("p.yaml", []byte(bad.whole()))
		for _, p := range problems {
			for _, word := range []string{
				"yaml:", "!!", "mapping", "unmarshal", "node", "scalar", "sequence",
				"anchor", "int", "bool", "struct", "nil", "session.",
			} {
				for _, field := range strings.Fields(p.What + " " + p.Todo) {
					if field == word {
						t.Errorf("%s: %q in %q", bad.title, word, p)
					}
				}
			}
			if p.Todo == "" || p.At.Line == 0 || p.At.Column == 0 || p.Warning {
				t.Errorf("%s: incomplete: %+v", bad.title, p)
			}
		}
	}
}

func full(t testing.TB) []byte {
	t.Helper()
	src, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestFullPlan(t *testing.T) {
	src := full(t)
	plan, problems := Load("full.yaml", src)
	if plan == nil {
		t.Fatal(problems)
	}
	for _, warning := range Check("full.yaml", plan) {
		t.Error(warning)
	}
	// Every key of the format stands in the file, and every field of the types
	// is filled by something: a forgotten one is found here.
	for _, keys := range allKeys {
		for _, key := range keys.names {
			if key != "extends" && !bytes.Contains(src, []byte(key+":")) {
				t.Errorf("the file does not use %q of %s", key, keys.thing)
			}
		}
	}
	seen := map[string]bool{}
	fieldsOf(reflect.ValueOf(*plan), seen)
	delete(seen, "Position.File") // of what an overlay extends
	for field, filled := range seen {
		if !filled {
			t.Errorf("nothing fills %s", field)
		}
	}
	welcome, what := plan.Activities[0], plan.Activities[1]
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"single", welcome.Single, true},
		{"single phase", welcome.Phases[0].Name, "Welcome"},
		{"protect is copied", welcome.Phases[0].Protect, true},
		{"place of a single duration", welcome.Phases[0].DurationAt, Position{Line: 40, Column: 15}},
		{"minutes", welcome.Phases[0].Duration, 10 * time.Minute},
		{"fixed time", what.FixedAt.String(), "09:40"},
		{"settings", what.Phases[0].Settings, []Setting{Groups, Pairs}},
		{"listen to one", what.Phases[0].Notes[2].Items, []string{"isolation"}},
		{"a phase without a name", what.Phases[2].Name, "What is it?"},
		{"place of a phase", what.Phases[2].At, Position{Line: 89, Column: 9}},
		{"per by default", plan.Resources[3].Per, PerSession},
		{"statement", plan.Quizzes[0].Statements[0].Answer, false},
		{"contact by default", plan.Handouts[0].Contacts[1].Verified, false},
		{"prose keeps its lines", strings.Count(plan.Background, "\n"), 3},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
}

// fieldsOf marks every field under a value as filled or not.
func fieldsOf(v reflect.Value, seen map[string]bool) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			fieldsOf(v.Index(i), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				continue
			}
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			seen[name] = seen[name] || !v.Field(i).IsZero()
			fieldsOf(v.Field(i), seen)
		}
	}
}

func TestDefaults(t *testing.T) {
	plan, problems := Load("p.yaml", []byte(head))
	if plan == nil {
		t.Fatal(problems)
	}
	if plan.WordsPerMinute != 130 || plan.Format != 1 || plan.ID != "" || plan.Start != nil {
		t.Errorf("%+v", plan)
	}
	if (plan.At != beginning) || (plan.DurationAt != Position{Line: 2, Column: 11}) {
		t.Errorf("places %v and %v", plan.At, plan.DurationAt)
	}
}

// What looks like a mistake and is none.
func TestGoodPlans(t *testing.T) {
	for name, src := range map[string]string{
		"byte order mark":       "\ufeff" + head,
		"lines of Windows":      strings.ReplaceAll(head, "\n", "\r\n"),
		"document marks":        "---\n" + head + "...\n# over\n",
		"comments":              "# a\n" + notes + "  - say: text # a comment\n  #- say: old\n  - slide: s #1\nslides: [{id: s, title: S}]\n",
		"words of other types":  notes + "  - say: yes\n  - say: 5\n  - say: 2026-11-21\n  - ask: true\n",
		"quoted values":         head + "start: '9:30'\nformat: \"1\"\nwords_per_minute: '130'\n",
		"time of day unquoted":  head + "  at: 10:45\n",
		"empty lists":           head + "outcomes:\nslides: []\nevaluation:\nsafety:\n",
		"ids of letters":        head + "- {id: für-alle_2.b, title: B, duration: 45s}\n",
		"ids of digits":         head + "- {id: 5, title: B, duration: 1h}\n",
		"one phase of a day":    strings.Replace(head, "5m", "24h", 1),
		"invisible in the text": notes + "  - say: a\u200bc\u00add\n",
	} {
		if plan, problems := Load("p.yaml", []byte(src)); plan == nil {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestTextIsCleaned(t *testing.T) {
	plan, problems := Load("p.yaml", []byte(head+`  notes:
  - say: "\e]52;c;aGk=\a \x9b2J \u202eright \u200d\ttab"
  - say: |
      two
      lines
  - listen: ["a\0b"]
aim: "one\r\ntwo\u2028"
resources: [{id: a, name: "one\ntwo\tthree"}]
`))
	if plan == nil {
		t.Fatal(problems)
	}
	said := plan.Activities[0].Phases[0].Notes
	for _, c := range [][2]string{
		{said[0].Text, "␛]52;c;aGk=␇ \ufffd2J \ufffdright \u200d    tab"},
		{said[1].Text, "two\nlines"},
		{said[2].Items[0], "a␀b"},
		{plan.Aim, "one\ntwo\ufffd"},
		{plan.Resources[0].Name, "one two three"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

// loadFile reads a plan from a file as the commands do.
func loadFile(path string) (*Plan, Problems, error) {
	src, err := ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	plan, problems := Load(path, src)
	return plan, problems, nil
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, src []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, src, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.yaml", []byte(head))
	if plan, problems, err := loadFile(good); plan == nil || err != nil {
		t.Errorf("good plan: %v, %v", problems, err)
	}
	large := write("large.yaml", []byte(head+strings.Repeat("# more\n", 2<<20/7)))
	want := large + ":1:1: the plan is larger than 1 MiB; move long texts into handouts of their own outside the plan"
	if _, problems, err := loadFile(large); err != nil || problems.Error() != want {
		t.Errorf("2 MiB: %v, %v", problems, err)
	}
	if src, err := ReadFile(large); err != nil || len(src) != MaxSize+1 {
		t.Errorf("2 MiB: %d bytes read, %v", len(src), err)
	}
	if runtime.GOOS != "windows" {
		if _, _, err := loadFile(os.DevNull); err == nil || err.Error() != "/dev/null is not an ordinary file; save the plan to a file first" {
			t.Errorf("a device: %v", err)
		}
	}
	secret := write("secret.yaml", []byte(head))
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	// The administrator, and Windows, read it all the same.
	if _, _, err := loadFile(secret); err != nil && err.Error() != secret+" may not be read; change its permissions" {
		t.Errorf("not readable: %v", err)
	}
	missing := filepath.Join(dir, "missing.yaml")
	for path, want := range map[string]string{
		dir:     dir + " is a folder, not a plan; name a file in it",
		missing: "there is no file " + missing + "; look at the spelling and the folder",
	} {
		if _, _, err := loadFile(path); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
