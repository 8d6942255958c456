package library

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/sessions"
)

// LoadFramework is the framework that a plan names: one that ships, or a file by
// its path from a folder. Problems in it are printed here, and the error is then
// cli.ErrReported.
func LoadFramework(env *cli.Env, name, folder string) (*session.Framework, error) {
	if name == "" {
		return nil, errors.New(`the plan names no framework; add "framework: cyp-informed", or the path of a file`)
	}
	file, src, err := findBeside(name, folder, "framework", sessions.Framework)
	if err != nil {
		return nil, err
	}
	f, problems := session.LoadFramework(file, src)
	return f, told(env, problems)
}

// FrameworkIfAny is the framework of a plan; nil where there is none or it cannot
// be had.
func FrameworkIfAny(env *cli.Env, f *PlanFile) *session.Framework {
	if f.Framework == "" {
		return nil
	}
	framework, err := LoadFramework(env, f.Framework, f.Folder())
	if err != nil && !errors.Is(err, cli.ErrReported) {
		fmt.Fprintln(env.Err, err)
	}
	return framework
}

// LoadEntry is an entry for something to learn with, found as LoadFramework finds
// a framework.
func LoadEntry(env *cli.Env, name, folder string) (*session.Entry, error) {
	file, src, err := findBeside(name, folder, "entry", sessions.Learning)
	if err != nil {
		return nil, err
	}
	e, problems := session.LoadEntry(file, src)
	return e, told(env, problems)
}

// findBeside finds a file that ships by its name, or another by its path.
func findBeside(name, folder, thing string, shipped func(string) ([]byte, bool)) (file string, src []byte, err error) {
	if src, ok := shipped(name); ok {
		return name + ".yaml", src, nil
	}
	if !IsPath(name) {
		return "", nil, fmt.Errorf("no %s %q ships with the program; write the path of its file", thing, session.CleanLine(name))
	}
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	src, err = session.ReadFile(path)
	if err != nil {
		err = errors.New(strings.Replace(err.Error(), "not a plan", "not a file", 1))
	}
	return session.CleanLine(path), src, err
}

func told(env *cli.Env, problems session.Problems) error {
	if len(problems) == 0 {
		return nil
	}
	fmt.Fprintln(env.Err, problems.Error())
	return cli.ErrReported
}
