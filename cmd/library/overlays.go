package library

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"facilitate/cmd/cli"
	"facilitate/session"
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
