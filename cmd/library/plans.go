package library

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/sessions"
)

// PlanFile is a plan with the file it was read from.
type PlanFile struct {
	*session.Plan
	Name    string // what it was asked for by
	File    string // what its problems are told with
	Src     []byte
	Shipped bool

	// Whole is the plan as it is delivered, in a file that needs no other: Src,
	// but where the plan extends another one or has blanks. It is made when first
	// asked for, which takes longer than to read a plan.
	Whole func() []byte

	filling session.Filling // of its blanks
	beneath []*PlanFile     // what it extends
}

// LoadPlan finds and loads a plan: by its path, or by the name of one in the
// user's plan folder or of one that ships. Problems in it are printed here, and
// the error is then cli.ErrReported.
func LoadPlan(env *cli.Env, name string, how Fill) (*PlanFile, error) {
	f, err := FindPlan(env, name)
	if err != nil {
		return nil, err
	}
	return f, f.fillIn(env, how)
}

// FindPlan finds a plan and reads its file, without looking into it.
func FindPlan(env *cli.Env, name string) (*PlanFile, error) {
	if name == "-" {
		src, err := cli.ReadInput(env, name, "", session.MaxSize)
		if err == nil {
			err = OtherKind(name, src, aPlan)
		}
		return &PlanFile{Name: name, File: "the standard input", Src: src}, err
	}
	if IsPath(name) {
		f, err := readPlan(name, name)
		if err == nil {
			err = OtherKind(name, f.Src, aPlan)
		}
		return f, err
	}
	if path, ok := OwnPlans(env)[name]; ok {
		return readPlan(name, path)
	}
	if f, ok := shipped(name); ok {
		return f, nil
	}
	if err := FileInstead(name, aPlan); err != nil {
		return nil, err
	}
	return nil, errNoPlanNamed(env, name, "facilitate list shows the plans there are")
}

// readPlan reads the file of a plan that was asked for by a name.
func readPlan(name, path string) (*PlanFile, error) {
	src, err := session.ReadFile(path)
	return &PlanFile{Name: name, File: path, Src: src}, err
}

func shipped(name string) (*PlanFile, bool) {
	src, ok := sessions.Read(name)
	return &PlanFile{Name: name, File: name + ".yaml", Src: src, Shipped: true}, ok
}

func errNoPlanNamed(env *cli.Env, name, todo string) error {
	known := slices.Concat(OwnPlanNames(env), sessions.Names(), sessions.Examples())
	if near := session.Nearest(name, known); near != "" {
		todo = fmt.Sprintf("did you mean %s?", near)
	}
	return fmt.Errorf("there is no plan %q, neither as a file nor by name; %s", name, todo)
}

// IsPath is whether a plan is asked for by its file. A bare word that
// is a file here counts as one.
func IsPath(name string) bool {
	if isPathOfPlan(name) || name == "" {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// isPathOfPlan is whether a name is plainly that of a file.
func isPathOfPlan(name string) bool { return isYAML(name) || strings.ContainsAny(name, `/\`) }

func isYAML(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml"
}

// PlanFolder is where the user keeps plans to be found by name; empty where
// the system names no such place.
func PlanFolder(env *cli.Env) string {
	if dir := env.Setting("plans"); dir != "" {
		return dir
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "facilitate", "plans")
}

// OwnPlans are the files in the user's plan folder by the names of their plans.
func OwnPlans(env *cli.Env) map[string]string {
	plans := map[string]string{}
	folder := PlanFolder(env)
	entries, err := os.ReadDir(folder)
	if folder == "" || err != nil {
		return plans // no folder, no plans: most people have none
	}
	for _, e := range entries {
		if !e.IsDir() && isYAML(e.Name()) {
			plans[strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))] = filepath.Join(folder, e.Name())
		}
	}
	return plans
}

const mostHere = 20

// PlansHere are the files of this folder that are plans. A folder may hold other
// YAML: of more than some files no more are looked into.
func PlansHere(env *cli.Env) (files []string) {
	silent := *env
	silent.Err = io.Discard
	for _, ending := range []string{"*.yaml", "*.yml"} {
		found, _ := filepath.Glob(ending) // the pattern is sound
		files = append(files, found...)
	}
	return slices.DeleteFunc(files[:min(len(files), mostHere)], func(file string) bool {
		f, err := FindPlan(&silent, file)
		return err != nil || len(f.Load(&silent)) > 0
	})
}

// OwnPlanNames are the names of the plans in the user's plan folder, in order.
func OwnPlanNames(env *cli.Env) []string { return slices.Sorted(maps.Keys(OwnPlans(env))) }

// ChoosePlan loads the plan that a command's arguments name, as LoadPlan does.
// Where they name none, and there are plans of one's own, a list in the terminal
// asks for one; else it is the usual one.
func ChoosePlan(env *cli.Env, args []string, how Fill) (*PlanFile, error) {
	if _, err := env.Terminal(); len(args) == 1 || err != nil {
		return AskedPlan(env, args, how)
	}
	here, own := PlansHere(env), OwnPlanNames(env)
	if len(here)+len(own) == 0 {
		return LoadPlan(env, sessions.Usual, how)
	}
	names := append(own, sessions.Names()...)
	slices.Sort(names)
	name, err := chosenName(env, append(here, slices.Compact(names)...)) // an own plan may hide one that ships
	if err != nil {
		return nil, err
	}
	return LoadPlan(env, name, how)
}

func chosenName(env *cli.Env, names []string) (string, error) {
	var question strings.Builder
	for i, n := range names {
		fmt.Fprintf(&question, "%3d  %s\n", i+1, n)
	}
	fmt.Fprintf(&question, "which plan? (1 to %d) ", len(names))
	line, err := env.Ask(question.String())
	if err != nil {
		return "", err
	}
	n, err := strconv.Atoi(line)
	if err != nil || n < 1 || n > len(names) {
		return "", cli.Usage("no plan was chosen; name one, like %s", names[0])
	}
	return names[n-1], nil
}

// AskedPlan loads the plan that a command's arguments name, else the usual one,
// as LoadPlan does. Who has plans of their own and sits at a terminal is told that
// it is none of these.
func AskedPlan(env *cli.Env, args []string, how Fill) (*PlanFile, error) {
	if len(args) == 1 {
		return LoadPlan(env, args[0], how)
	}
	if env.IsAnswered() {
		if own := append(PlansHere(env), OwnPlanNames(env)...); len(own) > 0 {
			fmt.Fprintf(env.Err, "no plan was named, so it is %s, which ships; yours: %s\n", sessions.Usual, strings.Join(own, ", "))
		}
	}
	return LoadPlan(env, sessions.Usual, how)
}

// Folder is where the plan's pictures are; empty where it ships, or is nil.
func (f *PlanFile) Folder() string {
	if f == nil || f.Shipped {
		return ""
	}
	return filepath.Dir(f.File)
}

// SuggestID makes an id and a title of the name of a file, without its ending:
// first-aid becomes the plan first-aid with the title First aid.
func SuggestID(name string) (id, title string) {
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	id, title = strings.Join(words, "-"), strings.Join(words, " ")
	first, size := utf8.DecodeRuneInString(title)
	return id, string(unicode.ToUpper(first)) + title[size:]
}
