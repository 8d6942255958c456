package session

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

func FuzzLoad(f *testing.F) {
	f.Add(full(f))
	data, err := os.ReadFile("testdata/bad.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, section := range strings.Split(string(data), "=== ")[1:] {
		title, rest, _ := strings.Cut(section, "\n")
		src, _, _ := strings.Cut(rest, "=>\n")
		f.Add([]byte(badPlan{title: title, src: src}.whole()))
	}
	f.Add([]byte(notes + "  - say: \"\\e]52;\\u202e\\x9b\"\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		plan, problems := Load("p", src)
		if (plan == nil) == (len(problems) == 0) {
			t.Fatalf("plan %v with %d problems", plan != nil, len(problems))
		}
		if plan != nil {
			problems = Check("p", plan)
			everyString(reflect.ValueOf(plan).Elem(), func(s string) {
				if r := dirty(s); r != 0 {
					t.Errorf("the plan holds %U in %q", r, s)
				}
			})
		}
		for _, p := range problems {
			if p.At.Line < 1 || p.At.Column < 1 {
				t.Errorf("no place: %v", p)
			}
			if r := dirty(p.String()); r != 0 || strings.Contains(p.String(), "\n") {
				t.Errorf("unclean: %q", p)
			}
		}
	})
}

func everyString(v reflect.Value, see func(string)) {
	switch v.Kind() {
	case reflect.String:
		see(v.String())
	case reflect.Slice:
		for i := range v.Len() {
			everyString(v.Index(i), see)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			everyString(v.Field(i), see)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	text := "  - say: |\n      Some text to say, in a line or two as they are.\n      And another.\n"
	src := []byte(notes + strings.Repeat(text, (MaxSize-len(notes))/len(text)))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		plan, problems := Load("p", src)
		if plan == nil {
			b.Fatal(problems)
		}
		Check("p", plan)
	}
}

func BenchmarkClean(b *testing.B) {
	for name, text := range map[string]string{
		"plain":  strings.Repeat("Some text that is as it should be.\n", 1000),
		"German": strings.Repeat("Größe, Übung, Straße und ähnlich.\n", 1000),
		"dirty":  strings.Repeat("\x1b]52;c;aGk=\a\u202e a text\t", 1000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Clean(text)
			}
		})
	}
}
