package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/sessions"
)

// TestFrameworkShipped holds the figures of the page of the framework and of the
// module: counted there by hand.
func TestFrameworkShipped(t *testing.T) {
	f, e := shipped(t)
	met := map[string]bool{}
	for _, c := range e.Covers {
		if f.Statement(c.ID) == nil || met[c.ID] {
			t.Errorf("the module covers %s, which is not there or twice", c.ID)
		}
		met[c.ID] = true
	}
	var pairs []string
	all, knowledge := 0, 0
	for _, d := range f.Dimensions {
		in := 0
		for _, s := range d.Statements {
			if all++; s.Kind == "knowledge" {
				knowledge++
			}
			if met[s.ID] {
				in++
			}
		}
		pairs = append(pairs, fmt.Sprintf("%d/%d", in, len(d.Statements)-in))
	}
	if got := strings.Join(pairs, " "); got != "13/15 9/9 3/31 3/34 4/29" || all != 150 || len(met) != 32 || knowledge != 90 {
		t.Errorf("%s, %d in all, %d in the module, %d of knowledge", got, all, len(met), knowledge)
	}
	if len(e.Outcomes) != 6 || len(e.Aims) != 2 || e.Facts.Supports.Technology == "" || e.Impact.Results == "" || e.URL == "" {
		t.Errorf("the entry lacks something: %+v", e)
	}
}

func shipped(t *testing.T) (*session.Framework, *session.Entry) {
	t.Helper()
	src, _ := sessions.Framework("cyp-informed")
	f, problems := session.LoadFramework("f", src)
	if f == nil {
		t.Fatal(problems)
	}
	src, _ = sessions.Learning("nes-imh")
	e, problems := session.LoadEntry("e", src)
	if e == nil {
		t.Fatal(problems)
	}
	return f, e
}

func TestFrameworkMistakes(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", `f:1:1: the file is empty; start it with "title: ..."`},
		{"- a\n", `f:1:1: a file is made of keys and values; start it with "title: ..."`},
		{"title: F\ndimensions: x\n", `f:1:1: a framework has no "id"; add an id, like "id: my-framework"
f:2:13: "dimensions" is a list; start each of its items with "- " on a line of its own`},
		{"id: a b\ndimensions:\n- {title: D, statements: x}\n- x\n- {title: E, statements: [x, {id: \"b c\", text: [T], kind: 3}]}\n", `f:1:1: a framework has no "title"; add "title: ..."
f:1:5: "a b" is not an id; write at most 64 letters, digits, "-", "_" or ".", a letter or digit first
f:3:26: "statements" is a list; start each of its items with "- " on a line of its own
f:4:3: a dimension is written with keys: title and statements; write it like "title: ..."
f:5:27: a statement of a framework is written with keys: id, kind and text; write it like "id: ..."
f:5:35: "b c" is not an id; write at most 64 letters, digits, "-", "_" or ".", a letter or digit first
f:5:48: a text that starts with "[" is not read as text; write the text under |, that is "text: |" here and the text indented on the next line
f:5:59: "kind" cannot be "3"; write knowledge or skill`},
		{"id: f\nid: g\ntitle: &a F\ndimensions: *a\n", `f:2:1: "id" is here twice, first on line 1; keep one of them
f:3:8: "&a" marks a place in the file, which plans do without; delete it, or if it is text write it under |
f:4:13: "*a" points to another place in the file, which plans do without; write it out, or if it is text write it under |`},
		{"id: f\n\ttitle: F\n", `f:2:1: a tab in front of a line; indent with spaces`},
		{"id: f\ntitle: F\ndimensions:\n- {title: D, statements: []}\n", `f:4:26: "statements" is empty; add one, like "- {id: \"1.03\", text: ...}"`},
		{"id: f\ntitle: F\n", `f:1:1: a framework has no "dimensions"; add "dimensions:" and at least one with a title and statements`},
		{"id: f\ntitle: F\nurl: x\nchecked: May\ncolour: red\ndimensions: []\n", `f:3:6: "x" is not the address of a web page; write it in full, like https://example.org/page
f:4:10: "checked" is a date, and "May" is none; write year, month and day like 2026-11-21
f:5:1: "colour" is not a key of a framework; its keys are id, title, publisher, url, checked and dimensions
f:6:13: "dimensions" is empty; add one with a title and statements`},
		{"id: f\ntitle: F\ndimensions:\n- title: D\n  statements:\n  - {id: a, text: A}\n  - {id: a, kind: skil, text: B}\n  - {text: C}\n- {}\n", `f:7:10: the id "a" is that of another statement of this framework on line 6; give each its own
f:7:19: "kind" cannot be "skil"; did you mean "skill"?
f:8:5: a statement of a framework has no "id"; add an id by which plans name it, like "id: \"1.03\""
f:9:3: a dimension has no "statements"; add "statements:" and a list of them
f:9:3: a dimension has no "title"; add "title: ..."`},
	} {
		f, problems := session.LoadFramework("f", []byte(c.src))
		if got := problems.Error(); f != nil || got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.src, got, c.want)
		}
	}
}

func TestCheckClaims(t *testing.T) {
	f, _ := shipped(t)
	const head = "title: T\nduration: 30m\n"
	const rest = "activities:\n- id: a\n  title: A\n  duration: 5m\n  notes: [{%s: x}]\n  covers: [%s]\n"
	for _, c := range []struct{ head, note, covers, want string }{
		{"framework: f\n", "say", `"1.01", "1.02"`, ""},
		{"", "say", `"1.01"`, `p:8:12: warning: "A" claims statements, and the plan names no framework; add "framework: ..." to the plan`},
		{"framework: f\n", "do", `"1.01"`, `p:9:12: warning: "A" claims statements, and nothing in it is said, shown, asked or given out; add a note that carries them, or take them out`},
		{"framework: f\n", "say", `"1.99"`, `p:9:12: warning: the framework "cyp-informed" has no statement "1.99"; did you mean "1.09"?`},
		{"framework: f\n", "say", `"1.01"]` + "\n  touches: [\"1.01\"", `p:10:13: warning: the statement "1.01" is claimed twice, first on line 9; keep one of them`},
	} {
		p, problems := session.Load("p", []byte(head+c.head+fmt.Sprintf(rest, c.note, c.covers)))
		if p == nil {
			t.Fatal(problems)
		}
		if got := session.CheckClaims("p", p, f).Error(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	p, problems := session.Load("p", []byte(head+"activities: [{id: a, title: A, duration: 5m, covers: x}]\n"))
	if want := `p:3:54: "covers" is a list of statements; write it in brackets, like [x]`; p != nil || problems.Error() != want {
		t.Errorf("%v", problems)
	}
	if !slices.IsSortedFunc(f.Dimensions[0].Statements, func(a, b session.Demand) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the statements are not in order")
	}
}
