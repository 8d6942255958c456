package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// layer is a rule for what some packages may depend on, directly or not. Its
// paths are written as Go's: a/b is one package, a/b/... what lies below too.
type layer struct {
	of     string
	may    []string // and what these depend on, and the standard library; nil: anything
	names  []string // it may import these itself, and the standard library; nil: anything
	mayNot []string // the standard library's too
}

// outside is what only cmd may know: the terminal, the network, the command
// line, and other programs.
var outside = []string{
	"facilitate/cmd/...",
	"github.com/charmbracelet/bubbles/...",
	"github.com/charmbracelet/bubbletea/...",
	"github.com/charmbracelet/lipgloss/...",
	"github.com/spf13/cobra/...",
	"net/http/...",
	"os/exec/...",
}

var layers = []layer{
	{of: "facilitate/timer/...", mayNot: outside},
	{of: "facilitate/timer/...", may: []string{"golang.org/x/sys/..."}},
	{of: "facilitate/sessions/...", mayNot: outside},
	{of: "facilitate/sessions/...", may: []string{}},
	{of: "facilitate/session/...", mayNot: outside},
	{of: "facilitate/session", mayNot: []string{"facilitate/session/..."}},
	{of: "facilitate/session/run", may: []string{"facilitate/session", "facilitate/timer"}},
	{of: "facilitate/session/prose", may: []string{"facilitate/session/prose/tables", "github.com/yuin/goldmark/..."}},
	{of: "facilitate/session/prose/tables", may: []string{"github.com/yuin/goldmark/..."}},
	{of: "facilitate/session/convert", may: []string{
		"facilitate/session", "facilitate/session/prose/tables", "facilitate/timer", "github.com/yuin/goldmark/...", "golang.org/x/net/html/...",
	}},
	{of: "facilitate/session/pack", may: []string{"facilitate/session", "facilitate/session/framework", "facilitate/session/prose", "facilitate/timer"}},
	{of: "facilitate/session/sheet", may: []string{"facilitate/session", "facilitate/session/report", "facilitate/session/run", "facilitate/timer"}},
	{of: "facilitate/session/framework", may: []string{"facilitate/session"}},
	{of: "facilitate/session/field", may: []string{"facilitate/session/run", "facilitate/session/prose"}},
	{of: "facilitate/session/forecast", may: []string{"facilitate/session", "facilitate/session/run", "facilitate/timer"}},
	{of: "facilitate/session/report", may: []string{"facilitate/session", "facilitate/session/forecast", "facilitate/session/prose", "facilitate/session/run", "facilitate/timer"}},
	{of: "facilitate/session/journal", may: []string{
		"facilitate/session/run", "facilitate/timer", "github.com/gofrs/flock", "github.com/adrg/xdg/...",
	}},
	{of: "facilitate/cmd/words", may: []string{"facilitate/session/forecast", "facilitate/session/run", "facilitate/session/prose", "facilitate/timer"}},
	{of: "facilitate/cmd/room", may: []string{
		"facilitate/cmd/words", "facilitate/session/run", "facilitate/session/prose", "facilitate/timer", "github.com/skip2/go-qrcode/...",
	}},
	{of: "facilitate/cmd/room", mayNot: []string{
		"facilitate/cmd", "facilitate/cmd/tui/...", "facilitate/session/journal", "github.com/charmbracelet/...", "github.com/spf13/...",
	}},

	// The command line: what families of commands share lies below them, and
	// none knows another.
	{of: "facilitate", mayNot: []string{"facilitate/cmd/clitest", "testing"}},
	{of: "facilitate/cmd", names: append(families("cli", "shell", "config", "schema", "coverage", "plan", "pack", "slides", "runs", "discard", "evaluate", "script", "deliver", "home"),
		"facilitate/session", "github.com/spf13/cobra", "github.com/inconshreveable/mousetrap")},
	{of: "facilitate/cmd/cli", may: []string{
		"facilitate/cmd/tui/draw", "facilitate/cmd/tui/paint", "facilitate/timer", "github.com/charmbracelet/...", "github.com/muesli/termenv", "github.com/spf13/...",
	}},
	{of: "facilitate/cmd/library", may: append(families("cli"), "facilitate/session/forecast",
		"facilitate/session", "facilitate/session/convert", "facilitate/session/journal", "facilitate/session/report", "facilitate/sessions")},
	{of: "facilitate/cmd/shell", may: append(families("cli", "library"), "facilitate/session/pack")},
	{of: "facilitate/cmd/schema", may: append(families("cli"), "facilitate/session")},
	{of: "facilitate/cmd/config", may: families("cli", "library", "tui")},
	{of: "facilitate/cmd/browser", may: append(families("cli"), "facilitate/session", "github.com/cli/browser")},
	{of: "facilitate/cmd/tui/draw", may: []string{"facilitate/session/prose", "github.com/charmbracelet/lipgloss", "github.com/charmbracelet/x/..."}},
	{of: "facilitate/cmd/tui/paint", may: []string{"github.com/charmbracelet/bubbletea", "github.com/charmbracelet/x/..."}},
	{of: "facilitate/cmd/script", may: families("cli", "library", "words")},
	{of: "facilitate/cmd/plan", may: families("cli", "library", "words", "tui/draw", "bring", "entry", "planjson", "handover", "mend", "found")},
	{of: "facilitate/cmd/odds", may: append(families("cli", "words"), "facilitate/session/report")},
	{of: "facilitate/cmd/planjson", may: append(families("cli"), "facilitate/session")},
	{of: "facilitate/cmd/found", may: append(families("cli", "library", "words"), "facilitate/session")},
	{of: "facilitate/cmd/mend", may: append(families("cli", "library"), "facilitate/session/convert", "github.com/aymanbagabas/go-udiff")},
	{of: "facilitate/cmd/entry", may: append(families("cli"), "facilitate/session")},
	{of: "facilitate/cmd/handover", may: append(families("cli", "library"), "facilitate/session/sheet")},
	{of: "facilitate/cmd/bring", may: families("cli", "library")},
	{of: "facilitate/cmd/pack", may: append(families("cli", "library", "words", "browser"), "facilitate/session/pack")},
	{of: "facilitate/cmd/coverage", may: append(families("cli", "library"), "facilitate/session/framework")},
	{of: "facilitate/cmd/slides", may: append(families("cli", "library", "words", "browser", "tui/draw", "room"), "github.com/charmbracelet/bubbles/...", "github.com/charmbracelet/bubbletea")},
	{of: "facilitate/cmd/runs", may: append(families("cli", "library", "words", "odds", "tui/draw", "browser"), "github.com/aymanbagabas/go-udiff")},
	{of: "facilitate/cmd/discard", may: families("cli", "library")},
	{of: "facilitate/cmd/evaluate", may: append(families("cli", "library", "words", "lines", "tui/draw"), "facilitate/session/convert", "facilitate/session/field", "github.com/charmbracelet/bubbles/...")},
	{of: "facilitate/cmd/deliver", may: families("cli", "library", "words", "odds", "browser", "script", "room", "tui", "plain", "lines", "record", "stayawake")},
	{of: "facilitate/cmd/lines", may: families("cli")},
	{of: "facilitate/cmd/home", may: families("cli", "library", "tui/draw")},
	{of: "facilitate/cmd/record", may: families("cli", "library", "tui")},
	{of: "facilitate/cmd/plain", may: families("words", "tui/draw")},
}

// families are packages of the command line.
func families(names ...string) (paths []string) {
	for _, name := range names {
		paths = append(paths, "facilitate/cmd/"+name)
	}
	return paths
}

// listed is what go list says of a package.
type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

func TestLayers(t *testing.T) {
	t.Parallel()
	packages := listPackages(t)
	for _, l := range layers {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(packages)), func(p string) bool { return matches(p, l.of) }) {
			t.Errorf("there is no package %s", l.of)
		}
		for _, breach := range l.breaches(packages) {
			t.Error(breach)
		}
	}
}

// TestLayersBite plants dependencies that must not be and sees that they are
// found, by every rule once at least.
func TestLayersBite(t *testing.T) {
	t.Parallel()
	packages := listPackages(t)
	bitten, before := make([]bool, len(layers)), make([]int, len(layers))
	for i, l := range layers {
		before[i] = len(l.breaches(packages))
	}
	for _, plant := range []struct{ in, dependency string }{
		{"facilitate/timer", "os/exec"},
		{"facilitate/timer", "gopkg.in/yaml.v3"},
		{"facilitate/timer", "facilitate/session"},
		{"facilitate/sessions", "net/http"},
		{"facilitate/sessions", "golang.org/x/sys/unix"},
		{"facilitate/sessions", "facilitate/session"},
		{"facilitate/session", "facilitate/cmd"},
		{"facilitate/session", "facilitate/cmd/tui"},
		{"facilitate/session", "github.com/spf13/cobra"},
		{"facilitate/session", "net/http"},
		{"facilitate/session", "net/http/httptest"},
		{"facilitate/session", "os/exec"},
		{"facilitate/session", "facilitate/session/run"},
		{"facilitate/session/run", "github.com/charmbracelet/bubbletea"},
		{"facilitate/session/run", "github.com/charmbracelet/bubbles/key"},
		{"facilitate/session/run", "github.com/charmbracelet/lipgloss"},
		{"facilitate/session/run", "facilitate/session/journal"},
		{"facilitate/session/run", "example.org/planted"},
		{"facilitate/session/prose", "facilitate/session"},
		{"facilitate/session/prose", "github.com/charmbracelet/x/ansi"},
		{"facilitate/session/prose/tables", "facilitate/session/prose"},
		{"facilitate/session/convert", "facilitate/session/prose"},
		{"facilitate/session/framework", "facilitate/session/run"},
		{"facilitate/session/forecast", "facilitate/session/report"},
		{"facilitate/cmd/coverage", "facilitate/cmd/runs"},
		{"facilitate/session/pack", "facilitate/session/run"},
		{"facilitate/session/pack", "os/exec"},
		{"facilitate/session/journal", "facilitate/session/pack"},
		{"facilitate/cmd/words", "github.com/charmbracelet/lipgloss"},
		{"facilitate/cmd/words", "facilitate/cmd/tui"},
		{"facilitate/cmd/tui/draw", "facilitate/session"},
		{"facilitate/cmd/room", "facilitate/cmd/tui"},
		{"facilitate/cmd/room", "facilitate/session/journal"},
		{"facilitate/cmd/room", "facilitate/session/pack"},
		{"facilitate/cmd/room", "github.com/charmbracelet/bubbletea"},
		{"facilitate/cmd/room", "github.com/spf13/cobra"},
		{"facilitate/cmd/room", "example.org/planted"},
		{"facilitate/session/report", "facilitate/session/journal"},
		{"facilitate/session/report", "example.org/planted"},
		{"facilitate", "facilitate/cmd/clitest"},
		{"facilitate/cmd", "facilitate/cmd/tui"},
		{"facilitate/cmd", "facilitate/session/journal"},
		{"facilitate/cmd/cli", "facilitate/session/run"},
		{"facilitate/cmd/cli", "facilitate/cmd/library"},
		{"facilitate/cmd/library", "facilitate/cmd/browser"},
		{"facilitate/cmd/library", "facilitate/cmd/tui"},
		{"facilitate/cmd/browser", "facilitate/cmd/room"},
		{"facilitate/cmd/shell", "facilitate/cmd/plan"},
		{"facilitate/cmd/config", "facilitate/cmd/deliver"},
		{"facilitate/cmd/schema", "facilitate/cmd/library"},
		{"facilitate/cmd/tui/draw", "facilitate/session/run"},
		{"facilitate/cmd/tui/draw", "github.com/charmbracelet/bubbletea"},
		{"facilitate/cmd/tui/paint", "facilitate/cmd/tui/draw"},
		{"facilitate/cmd/script", "facilitate/cmd/room"},
		{"facilitate/cmd/plan", "facilitate/cmd/runs"},
		{"facilitate/cmd/bring", "facilitate/cmd/words"},
		{"facilitate/cmd/handover", "facilitate/cmd/words"},
		{"facilitate/cmd/mend", "facilitate/cmd/words"},
		{"facilitate/cmd/found", "facilitate/cmd/tui"},
		{"facilitate/cmd/odds", "facilitate/cmd/tui"},
		{"facilitate/cmd/discard", "facilitate/cmd/runs"},
		{"facilitate/session/sheet", "facilitate/session/convert"},
		{"facilitate/cmd/entry", "facilitate/cmd/library"},
		{"facilitate/cmd/planjson", "facilitate/cmd/library"},
		{"facilitate/cmd/pack", "facilitate/cmd/slides"},
		{"facilitate/cmd/slides", "facilitate/cmd/pack"},
		{"facilitate/cmd/runs", "facilitate/cmd/deliver"},
		{"facilitate/cmd/evaluate", "facilitate/cmd/tui"},
		{"facilitate/session/field", "facilitate/session/journal"},
		{"facilitate/cmd/deliver", "facilitate/cmd/evaluate"},
		{"facilitate/cmd/plain", "facilitate/cmd/tui"},
		{"facilitate/cmd/record", "facilitate/cmd/room"},
		{"facilitate/cmd/lines", "facilitate/cmd/words"},
		{"facilitate/cmd/home", "facilitate/cmd/deliver"},
	} {
		planted := maps.Clone(packages)
		p := planted[plant.in]
		p.Imports = append(slices.Clone(p.Imports), plant.dependency)
		p.Deps = append(slices.Clone(p.Deps), plant.dependency)
		planted[plant.in] = p
		found := false
		for i, l := range layers {
			if matches(plant.in, l.of) && len(l.breaches(planted)) > before[i] {
				bitten[i], found = true, true
			}
		}
		if !found {
			t.Errorf("no rule minds that %s depends on %s", plant.in, plant.dependency)
		}
	}
	for i, l := range layers {
		if !bitten[i] {
			t.Errorf("nothing planted breaks the rule %+v", l)
		}
	}
}

// breaches are the dependencies that break the rule, each in words.
func (l layer) breaches(packages map[string]listed) (found []string) {
	allowed := map[string]bool{}
	for _, p := range packages {
		if matchesAny(p.ImportPath, l.may) {
			allowed[p.ImportPath] = true
			for _, dep := range p.Deps {
				allowed[dep] = true
			}
		}
	}
	for _, p := range packages {
		if !matches(p.ImportPath, l.of) {
			continue
		}
		for _, dep := range p.Deps {
			own := matches(dep, l.of) && strings.HasSuffix(l.of, "/...")
			surplus := l.may != nil && !own && !allowed[dep] && !packages[dep].Standard
			if surplus || matchesAny(dep, l.mayNot) {
				found = append(found, p.ImportPath+" must not depend on "+dep)
			}
		}
		for _, name := range p.Imports {
			if l.names != nil && !matchesAny(name, l.names) && !packages[name].Standard {
				found = append(found, p.ImportPath+" must not import "+name)
			}
		}
	}
	return found
}

func matchesAny(pkg string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pkg, pattern) })
}

func matches(pkg, pattern string) bool {
	folder, below := strings.CutSuffix(pattern, "/...")
	return pkg == folder || below && strings.HasPrefix(pkg, folder+"/")
}

// listPackages asks Go, once, for the project's packages and all they depend on.
func listPackages(t *testing.T) map[string]listed {
	t.Helper()
	packages, err := packagesOfGo()
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

var packagesOfGo = sync.OnceValues(func() (map[string]listed, error) {
	list := exec.Command("go", "list", "-deps", "-json=ImportPath,Standard,Imports,Deps", "./...")
	list.Dir = ".."
	var complaint strings.Builder
	list.Stderr = &complaint
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, complaint.String())
	}
	packages := map[string]listed{}
	for in := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := in.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages[p.ImportPath] = p
	}
})

// TestEnvironment holds that only cli, library and main read the world outside:
// all else is given it, and so can be tried by tests.
func TestEnvironment(t *testing.T) {
	t.Parallel()
	files := 0
	eachProgramFile(t, func(name string, _ *token.FileSet, file *ast.File) {
		files++
		if readers := readsEnvironment(file); len(readers) > 0 && !mayReadEnvironment(name) {
			t.Errorf("%s reads %s; only cmd/cli, cmd/library and main may", name, strings.Join(readers, ", "))
		}
	})
	if files < 100 {
		t.Errorf("only %d files were looked at", files)
	}
	for source, reads := range map[string]bool{
		`import "os"; var x = os.Getenv("HOME")`:      true,
		`import "os"; func f() { print(os.Args[0]) }`: true,
		`import "os"; var w io.Writer = os.Stdout`:    true,
		`import "os"; var d, _ = os.UserConfigDir()`:  true,
		`import "os"; var f, _ = os.Open("x")`:        false,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x; "+source, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(readsEnvironment(file)) > 0; got != reads {
			t.Errorf("%s: reads the environment: %v", source, got)
		}
	}
	for name, may := range map[string]bool{
		"main.go": true, "cmd/cli/env.go": true, "cmd/library/plans.go": true, "cmd/release/main.go": true,
		"cmd/root.go": false, "cmd/deliver/live.go": false, "cmd/library/below/x.go": false, "session/load.go": false,
	} {
		if mayReadEnvironment(name) != may {
			t.Errorf("%s may read the environment: should be %v", name, may)
		}
	}
}

// environment is what of the world outside a program finds in the package os.
var environment = []string{
	"Args", "Environ", "Getenv", "LookupEnv", "Stderr", "Stdin", "Stdout", "UserCacheDir", "UserConfigDir", "UserHomeDir",
}

// readsEnvironment is what of it a file reads.
func readsEnvironment(file *ast.File) (names []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && slices.Contains(environment, s.Sel.Name) {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "os" {
				names = append(names, "os."+s.Sel.Name)
			}
		}
		return true
	})
	return names
}

// mayReadEnvironment is for a file by its path in the repository.
func mayReadEnvironment(name string) bool {
	switch path.Dir(name) {
	case "cmd/cli", "cmd/library":
		return true
	case "cmd/bench/floor", "cmd/reference", "cmd/release": // programs of their own
		return true
	case "cmd/clitest", "timer/timertest": // which no program has
		return true
	}
	return name == "main.go" ||
		name == "session/journal/store.go" // asks where the system keeps state
}

// eachProgramFile reads every file of Go in the repository that is no test's, by
// its path there.
func eachProgramFile(t *testing.T, do func(name string, fset *token.FileSet, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || len(name) > len("..") && entry.Name()[0] == '.'):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if name, err = filepath.Rel("..", name); err != nil {
			return err
		}
		do(filepath.ToSlash(name), fset, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestYAMLStaysInItsFile holds the library that reads YAML, which nobody
// develops any more, where its successor can take its place.
func TestYAMLStaysInItsFile(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || len(name) > len("..") && entry.Name()[0] == '.'):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, i := range file.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, p)
		}
		if name, err = filepath.Rel("..", name); err != nil {
			return err
		}
		if name = filepath.ToSlash(name); straysToYAML(name, imports) {
			t.Errorf("%s imports yaml.v3; only session/yaml*.go may", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Error("no file was looked at")
	}
	for name, strays := range map[string]bool{
		"session/yaml.go":      false,
		"session/yaml_test.go": false,
		"session/load.go":      true,
		"session/run/yaml.go":  true,
		"cmd/yaml.go":          true,
	} {
		if straysToYAML(name, []string{"fmt", "gopkg.in/yaml.v3"}) != strays {
			t.Errorf("%s with yaml.v3: strays should be %v", name, strays)
		}
	}
	if straysToYAML("session/load.go", []string{"fmt"}) {
		t.Error("session/load.go without yaml.v3 strays")
	}
}

func straysToYAML(file string, imports []string) bool {
	at, err := path.Match("session/yaml*.go", file)
	return err == nil && !at && slices.ContainsFunc(imports, func(p string) bool { return matches(p, "gopkg.in/yaml.v3/...") })
}
