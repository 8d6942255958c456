package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/sessions"
)

// planFile is a plan with the file it was read from.
type planFile struct {
	*session.Plan
	Name    string // what it was asked for by
	File    string // what its problems are told with
	Src     []byte
	Shipped bool
}

// loadPlan finds and loads a plan: by its path, or by the name of one in the
// user's plan folder or of one that ships. Problems in it are printed here.
func loadPlan(env *cli.Env, name string) (*planFile, error) {
	f, err := findPlan(env, name)
	if err != nil {
		return nil, err
	}
	plan, problems := session.Load(f.File, f.Src)
	if len(problems) > 0 {
		fmt.Fprintln(env.Err, problems.Error())
		return nil, cli.ErrTold
	}
	f.Plan = plan
	return f, nil
}

// findPlan finds a plan and reads its file, without looking into it.
func findPlan(env *cli.Env, name string) (*planFile, error) {
	if looksLikePath(name) {
		src, err := session.ReadFile(name)
		return &planFile{Name: name, File: name, Src: src}, err
	}
	if path, ok := ownPlans(env)[name]; ok {
		src, err := session.ReadFile(path)
		return &planFile{Name: name, File: path, Src: src}, err
	}
	if src, ok := sessions.Read(name); ok {
		return &planFile{Name: name, File: name + ".yaml", Src: src, Shipped: true}, nil
	}
	todo := "facilitate list shows the plans there are"
	known := append(ownPlanNames(env), sessions.Names()...)
	if near := session.Nearest(name, known); near != "" {
		todo = fmt.Sprintf("did you mean %s?", near)
	}
	return nil, fmt.Errorf("there is no plan %q, neither as a file nor by name; %s", name, todo)
}

// looksLikePath is whether a plan is asked for by its file. A bare word that
// is a file here counts as one.
func looksLikePath(name string) bool {
	switch filepath.Ext(name) {
	case ".yaml", ".yml":
		return true
	}
	if strings.ContainsAny(name, `/\`) || name == "" {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// planFolder is where the user keeps plans to be found by name; empty where
// the system names no such place.
func planFolder(env *cli.Env) string {
	if dir := env.Getenv("FACILITATE_PLANS"); dir != "" {
		return dir
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "facilitate", "plans")
}

// ownPlans are the files in the user's plan folder by name.
func ownPlans(env *cli.Env) map[string]string {
	plans := map[string]string{}
	folder := planFolder(env)
	entries, err := os.ReadDir(folder)
	if folder == "" || err != nil {
		return plans // no folder, no plans: most people have none
	}
	for _, e := range entries {
		ext := filepath.Ext(e.Name())
		if !e.IsDir() && (ext == ".yaml" || ext == ".yml") {
			plans[strings.TrimSuffix(e.Name(), ext)] = filepath.Join(folder, e.Name())
		}
	}
	return plans
}

func ownPlanNames(env *cli.Env) []string {
	var names []string
	for name := range ownPlans(env) {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
