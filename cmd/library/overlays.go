package library

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/sessions"
)

// Load makes the plan of its file, and of those that it extends.
func (f *PlanFile) Load(env *cli.Env) (problems session.Problems) {
	f.beneath = nil
	plan, write, problems := session.LoadFile(f.Source(env))
	write = sync.OnceValues(write)
	if plan != nil && plan.Overlay() != nil {
		_, problems = write() // two plans may be too large for one
	}
	f.Plan = plan
	f.Whole = func() []byte {
		if whole, problems := write(); problems == nil {
			return whole
		}
		return f.Src // filled in it is too large for a file: the blanks stay
	}
	return problems
}

// Source is the file for whoever loads it.
func (f *PlanFile) Source(env *cli.Env) session.File {
	return session.File{Name: session.CleanLine(f.File), Src: f.Src, Folder: f.Folder(), Filling: f.filling, Base: func(name string) (session.File, error) {
		base, err := findBase(env, f, name)
		if err != nil {
			return session.File{}, err
		}
		f.beneath = append(f.beneath, base)
		return base.Source(env), nil
	}}
}

// Files are those on this computer of which the plan is made; none of nil.
func (f *PlanFile) Files() (all []string) {
	if f == nil {
		return nil
	}
	if !f.Shipped {
		all = append(all, f.File)
	}
	for _, base := range f.beneath {
		all = append(all, base.Files()...)
	}
	return all
}

// FindEnds finds where in the files of the plan problems end.
func (f *PlanFile) FindEnds(problems session.Problems) {
	problems.FindEnds(session.CleanLine(f.File), f.Src)
	for _, base := range f.beneath {
		base.FindEnds(problems)
	}
}

// Recall is the plan of a run as its files are now, by the name under which it was
// asked for, and has the run's plan look for its pictures there; it is nil where
// the file is not there any more.
func Recall(env *cli.Env, name string, delivered *session.Plan) *PlanFile {
	f, err := FindPlan(env, name)
	if err != nil {
		return nil
	}
	if problems := f.Load(env); problems == nil {
		delivered.PlacePictures(f.Plan)
	}
	return f
}

// findBase finds what a plan extends: by its path from the folder of the plan, or by
// name. One's own may extend what ships by the same name.
func findBase(env *cli.Env, f *PlanFile, name string) (*PlanFile, error) {
	if isPathOfPlan(name) {
		if f.Shipped {
			return nil, errors.New("what ships extends nothing but what ships; name one of those")
		}
		return readPlan(name, pathFrom(f.Folder(), name))
	}
	if path, ok := OwnPlans(env)[name]; ok && !f.Shipped && !isSameFile(path, f.File) {
		return readPlan(name, path)
	}
	if base, ok := shipped(name); ok {
		return base, nil
	}
	return nil, errNoPlanNamed(env, name, "write the path of its file, or one of the names that facilitate list shows")
}

// pathFrom is the path of a file that is named from a folder.
func pathFrom(folder, name string) string {
	path := filepath.FromSlash(name)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}

func isSameFile(a, b string) bool {
	x, _ := os.Stat(a)
	y, _ := os.Stat(b)
	return x != nil && y != nil && os.SameFile(x, y)
}

// LoadFramework is the framework that a plan names: one that ships, or a file by its path
// from a folder. Problems are printed here; the error is then cli.ErrReported.
func LoadFramework(env *cli.Env, name, folder string) (*session.Framework, error) {
	return loadBeside(env, name, folder, frameworks)
}

// LoadEntry is an entry for something to learn with, found as LoadFramework finds one.
func LoadEntry(env *cli.Env, name, folder string) (*session.Entry, error) {
	return loadBeside(env, name, folder, entries)
}

// isEntry and isPlan are keys by which a file is known for what it is.
var (
	isEntry = regexp.MustCompile(`(?m)^(provider|for|time|model|impact|supports|covers):`)
	isPlan  = regexp.MustCompile(`(?m)^(activities|duration|extends):`)
)

// AskedEntry is the entry that a command's arguments name, where they name one
// and no plan: by the name of one that ships, or by its file.
func AskedEntry(env *cli.Env, args []string) (*session.Entry, error) {
	if len(args) != 1 || args[0] == "-" { // the standard input is read once
		return nil, nil
	}
	_, ships := sessions.Learning(args[0])
	if f, err := FindPlan(env, args[0]); err == nil {
		ships = IsPath(args[0]) && isEntry.Match(f.Src) && !isPlan.Match(f.Src)
	}
	if !ships {
		return nil, nil
	}
	return LoadEntry(env, args[0], ".")
}

// FrameworkIfAny is the framework of a plan; nil where there is none, or it cannot
// be had, which is told on standard error.
func (f *PlanFile) FrameworkIfAny(env *cli.Env) *session.Framework {
	if f.Framework == "" {
		return nil
	}
	framework, err := LoadFramework(env, f.Framework, f.Folder())
	tell(env, err)
	return framework
}

// Entries are those of what there is to learn with the plan, by the names that it
// gives them. Those that cannot be had are told of on standard error.
func (f *PlanFile) Entries(env *cli.Env) map[string]*session.Entry {
	all := map[string]*session.Entry{}
	for _, l := range f.Learning {
		e, err := LoadEntry(env, l.Entry, f.Folder())
		if tell(env, err); e != nil {
			all[l.Entry] = e
		}
	}
	return all
}

// CheckBeside says what is doubtful between the plan and other files: in its claims of
// its framework, and in the files of that and of the entries it names.
func (f *PlanFile) CheckBeside() (found session.Problems) {
	framework, found := checkBeside(f, f.Framework, f.FrameworkAt, frameworks)
	found = append(found, session.CheckClaims(session.CleanLine(f.File), f.Plan, framework)...)
	for _, l := range f.Learning {
		_, problems := checkBeside(f, l.Entry, l.At, entries)
		found = append(found, problems...)
	}
	return found
}

// beside is a kind of file that plans name.
type beside[T any] struct {
	word    string
	none    string // what is wrong where no name is given
	shipped func(string) ([]byte, bool)
	load    func(file string, src []byte) (*T, session.Problems)
}

var (
	frameworks = beside[session.Framework]{
		"framework", `the plan names no framework; add "framework: cyp-informed", or the path of a file`, sessions.Framework, session.LoadFramework,
	}
	entries = beside[session.Entry]{"entry", "", sessions.Learning, session.LoadEntry}
)

func loadBeside[T any](env *cli.Env, name, folder string, kind beside[T]) (*T, error) {
	if name == "" && kind.none != "" {
		return nil, errors.New(kind.none)
	}
	file, src, err := findBeside(name, folder, kind.word, kind.shipped)
	if err != nil {
		return nil, err
	}
	thing, problems := kind.load(file, src)
	if len(problems) > 0 {
		fmt.Fprintln(env.Err, problems.Error())
		return nil, cli.ErrReported
	}
	return thing, nil
}

// checkBeside loads what a plan names at a place; nil if that is nothing, or problems.
func checkBeside[T any](f *PlanFile, name string, at session.Position, kind beside[T]) (*T, session.Problems) {
	if name == "" {
		return nil, nil
	}
	file, src, err := findBeside(name, f.Folder(), kind.word, kind.shipped)
	if err != nil {
		what, todo, _ := strings.Cut(err.Error(), "; ")
		return nil, session.Problems{{ID: "not-found-beside", File: cmp.Or(at.File, session.CleanLine(f.File)), At: at, What: what, Todo: todo, Warning: true}}
	}
	thing, problems := kind.load(file, src)
	problems.FindEnds(file, src)
	for i := range problems {
		problems[i].At.File, problems[i].Warning = file, true
	}
	return thing, problems
}

func tell(env *cli.Env, err error) {
	if err != nil && !errors.Is(err, cli.ErrReported) {
		fmt.Fprintln(env.Err, err)
	}
}

// findBeside finds a file that ships by its name, or another by its path.
func findBeside(name, folder, thing string, shipped func(string) ([]byte, bool)) (file string, src []byte, err error) {
	if src, ok := shipped(name); ok {
		return name + ".yaml", src, nil
	}
	if !IsPath(name) {
		return "", nil, fmt.Errorf("no %s %q ships with the program; write the path of its file", thing, session.CleanLine(name))
	}
	path := pathFrom(folder, name)
	src, err = session.ReadFile(path)
	if err != nil {
		err = errors.New(strings.Replace(err.Error(), "not a plan", "not a file", 1))
	}
	return session.CleanLine(path), src, err
}
