package session_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"facilitate/session"
)

// TestProblemKinds holds the table of kinds to the places that tell of problems:
// each has an id of the table, as a literal, each kind is told of somewhere, and none
// is an error in one place and a warning in another.
func TestProblemKinds(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	abouts, told := map[string]string{}, map[string]string{}
	for _, k := range session.ProblemKinds {
		if abouts[k.ID] != "" || !form.MatchString(k.ID) || k.About == "" {
			t.Errorf("%q: %q, and %q", k.ID, abouts[k.ID], k.About)
		}
		for id, about := range abouts {
			if about == k.About {
				t.Errorf("%s and %s are about the same", id, k.ID)
			}
		}
		abouts[k.ID] = k.About
	}
	places := 0
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			places += problemPlaces(t, path, func(where, id, how string) {
				if abouts[id] == "" {
					t.Errorf("%s: the id %q is not in the table", where, id)
				}
				if before := told[id]; before != "" && before != how {
					t.Errorf("%s: %s is a %s, and elsewhere a %s", where, id, how, before)
				}
				told[id] = how
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if places < 120 {
		t.Errorf("only %d places were found", places)
	}
	for id := range abouts {
		if told[id] == "" && id != "and-more" {
			t.Errorf("nothing tells of %s", id)
		}
	}
}

// problemPlaces finds the places of a file that make a problem, and how many there
// are.
func problemPlaces(t *testing.T, path string, see func(where, id, how string)) (n int) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	at := func(node ast.Node, id ast.Expr, how string) {
		n++
		literal, ok := id.(*ast.BasicLit)
		if !ok {
			t.Errorf("%s: no id", fset.Position(node.Pos()))
			return
		}
		text, _ := strconv.Unquote(literal.Value)
		see(fset.Position(node.Pos()).String(), text, how)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CallExpr:
			if f, ok := node.Fun.(*ast.SelectorExpr); ok && len(node.Args) == 4 && (f.Sel.Name == "problem" || f.Sel.Name == "warning") {
				at(node, node.Args[0], f.Sel.Name)
			}
		case *ast.CompositeLit:
			if name, ok := node.Type.(*ast.Ident); ok && name.Name != "Problem" {
				return true
			}
			var id ast.Expr
			complete := false
			for _, e := range node.Elts {
				if e, ok := e.(*ast.KeyValueExpr); ok {
					switch key, _ := e.Key.(*ast.Ident); {
					case key == nil:
					case key.Name == "ID":
						id = e.Value
					case key.Name == "Todo":
						complete = true
					}
				}
			}
			if name, ok := id.(*ast.Ident); complete && (!ok || name.Name != "id") { // the collector's own have a parameter
				at(node, id, "problem")
			}
		}
		return true
	})
	return n
}

// TestProblemsHaveIDs sees that what is found in plans has an id, and an end that
// is not before its beginning.
func TestProblemsHaveIDs(t *testing.T) {
	t.Parallel()
	var unknown strings.Builder
	for i := range 2 * session.MaxProblems {
		fmt.Fprintf(&unknown, "x%d: 1\n", i)
	}
	for src, want := range map[string]string{
		"":              "empty-plan",
		"\xff\xfea\x00": "not-utf-8",
		"titel: A\nduration: 45\nactivities: [{id: a, title: A}]\n":                           "unknown-key not-a-duration no-minutes",
		"title: A\nduration: 5m\nactivities: [{id: a, title: A, duration: 9m, at: \"9\"}]\n":  "not-a-time",
		"title: A\nduration: 5m\nactivities: [{id: a, title: A, duration: 9m}]\n":             "over-booked",
		"title: A\nduration: 5m\nactivities: [{id: a, title: A, duration: 5m}]\nextends: b\n": "extends-not-found",
		"title: A\n" + unknown.String():                                                       strings.Repeat("unknown-key ", session.MaxProblems) + "and-more",
	} {
		plan, problems := session.Load("a.yaml", []byte(src))
		if plan != nil {
			problems = session.Check("a.yaml", plan)
		}
		problems.FindEnds("a.yaml", []byte(src))
		var got []string
		for _, p := range problems {
			got = append(got, p.ID)
			if p.End.Line != p.At.Line || p.End.Column < p.At.Column {
				t.Errorf("%v ends at %v", p, p.End)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%.60q:\n%q\nwant\n%q", src, strings.Join(got, " "), want)
		}
	}
}

func TestPlaceEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line   string
		at     int
		marked string // what lies between the place and its end
	}{
		{"titel: A walk # of ours", 1, "titel"},
		{"title: A walk # of ours", 8, "A walk"},
		{"title: A walk#1: round  \r", 8, "A walk#1"},
		{"  - {id: walk, titel: Walk, duration: 1h}", 16, "titel"},
		{"  - {id: walk, titel: Walk, duration: 1h}", 23, "Walk"},
		{"  - {id: walk, titel: Walk, duration: 1h}", 39, "1h"},
		{"  - {id: walk, titel: Walk, duration: 1h}", 5, "{id: walk, titel: Walk, duration: 1h}"},
		{`start: "09:30" # early`, 8, `"09:30"`},
		{`say: "a \"b\" c", d`, 6, `"a \"b\" c"`},
		{`say: 'it''s, so' # x`, 6, `'it''s, so'`},
		{`say: "no end`, 6, `"no end`},
		{"\ufeffé: 朝の会", 4, "朝の会"},
		{"url: https://example.org/a#b", 6, "https://example.org/a#b"},
		{"title: A", 9, ""},
		{"title: A", 99, ""},
		{"\t- a", 1, "\t- a"},
	} {
		at := session.Position{Line: 2, Column: c.at}
		src := "x: y\n" + c.line + "\nz: 1\n"
		line := []rune(c.line)
		if strings.HasPrefix(c.line, "\ufeff") {
			src, at.Line, line = c.line+"\n", 1, line[1:]
		}
		end := session.PlaceEnd([]byte(src), at)
		if got := string(line[min(at.Column-1, len(line)):min(end.Column-1, len(line))]); end.Line != at.Line || got != c.marked {
			t.Errorf("%q from %d: %q, want %q", c.line, c.at, got, c.marked)
		}
	}
	for _, at := range []session.Position{{}, {Line: 9, Column: 1}, {Line: 1}} {
		if end := session.PlaceEnd([]byte("a: b"), at); end != at {
			t.Errorf("%v ends at %v", at, end)
		}
	}
}
