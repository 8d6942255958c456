package cmd

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// What of the program may be how large: so much fits into one head at a time.
const (
	mostFileLines   = 400
	mostFuncLines   = 80
	mostComplexity  = 20
	mostFamilyLines = 2000 // of program, in a folder of cmd and what lies below it
)

// larger is what may be larger, each with its reason.
var larger = map[string]string{}

// TestHouse holds files, functions and families of commands to their sizes.
func TestHouse(t *testing.T) {
	t.Parallel()
	lines := map[string]int{} // of program, by family
	found := map[string]string{}
	files := 0
	eachProgramFile(t, func(name string, fset *token.FileSet, file *ast.File) {
		files++
		n := fset.File(file.Pos()).LineCount()
		if in, isFamily := strings.CutPrefix(name, "cmd/"); isFamily {
			if family, _, below := strings.Cut(in, "/"); below {
				lines[family] += n
			}
		}
		if n > mostFileLines {
			found[name] = fmt.Sprintf("has %d lines", n)
		}
		for what, is := range oversized(fset, file) {
			found[path.Dir(name)+"."+what] = is
		}
	})
	for family, n := range lines {
		if n > mostFamilyLines && !slices.Contains([]string{"tui", "room"}, family) {
			found["cmd/"+family] = fmt.Sprintf("has %d lines", n)
		}
	}
	for what, is := range found {
		if larger[what] == "" {
			t.Errorf("%s %s", what, is)
		}
	}
	for what := range larger {
		if found[what] == "" {
			t.Errorf("%s is no larger than others may be: take it off the list", what)
		}
	}
	if files < 200 {
		t.Errorf("only %d files were looked at", files)
	}
}

// oversized are the functions of a file that are too long or too intricate.
func oversized(fset *token.FileSet, file *ast.File) map[string]string {
	found := map[string]string{}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := f.Name.Name
		if f.Recv != nil {
			name = receiver(f.Recv.List[0].Type) + "." + name
		}
		lines, complexity := fset.Position(f.End()).Line-fset.Position(f.Pos()).Line+1, complexityOf(f)
		switch {
		case lines > mostFuncLines && complexity > mostComplexity:
			found[name] = fmt.Sprintf("has %d lines and a complexity of %d", lines, complexity)
		case lines > mostFuncLines:
			found[name] = fmt.Sprintf("has %d lines", lines)
		case complexity > mostComplexity:
			found[name] = fmt.Sprintf("has a complexity of %d", complexity)
		}
	}
	return found
}

// receiver is the name of the type that a method is of.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

// complexityOf counts the ways through a function as gocyclo does: one, and one
// more for each branch, loop, case, && and ||.
func complexityOf(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if node.List != nil { // it is not the default
				n++
			}
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// TestHouseBites sees that what is too large is found.
func TestHouseBites(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		want string
	}{
		"a long one":       {strings.Repeat("f()\n", mostFuncLines-1), "has 81 lines"},
		"one that fits":    {strings.Repeat("f()\n", mostFuncLines-2), ""},
		"an intricate one": {strings.Repeat("if x && y || z { f() }; ", 6) + "for range 9 { f() }; switch { case x: f(); default: f() }\n", "has a complexity of 21"},
		"in a literal":     {"g := func() {" + strings.Repeat("if x { f() }; ", mostComplexity) + "}; g()\n", "has a complexity of 21"},
		"a plain one":      {strings.Repeat("if x { f() }; ", mostComplexity-1) + "select { default: f() }\n", ""},
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", "package x\n\nfunc (p *plan) f() {\n"+c.body+"}\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := oversized(fset, file)["plan.f"]; got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}
