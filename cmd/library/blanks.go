package library

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/journal"
)

// SetFlag is the flag --set of commands that fill in a plan's blanks.
func SetFlag(f *pflag.FlagSet, into *[]string) {
	f.StringArrayVar(into, "set", nil, "fill in a blank of the plan, `ID=TEXT`; kept for the plan, and may be given more than once")
}

// blanksFile is where what was filled in is kept, by plan and blank.
func blanksFile(env *cli.Env, stateDir string) (string, error) {
	store, err := OpenStore(env, stateDir)
	return filepath.Join(store.Dir, "blanks.json"), err
}

// maxBlanks is far above the size of the file that is written.
const maxBlanks = 1 << 20

type keptBlanks map[string]map[string]string

func readBlanks(env *cli.Env, stateDir string) (keptBlanks, error) {
	kept := keptBlanks{}
	path, err := blanksFile(env, stateDir)
	if err != nil {
		return kept, nil // there is no place to keep any
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return kept, nil
	}
	var text []byte
	if err == nil {
		defer f.Close()
		text, err = io.ReadAll(io.LimitReader(f, maxBlanks))
	}
	if err == nil && (json.Unmarshal(text, &kept) != nil || kept == nil) { // nil: it says null
		err = errors.New("it is damaged")
	}
	if err != nil {
		return nil, fmt.Errorf("%s, where what was filled in is kept, cannot be used: %w; move it away", path, cli.Reason(err))
	}
	return kept, nil
}

// OnScreen is what stands where a blank is open, on a screen: who reads it out
// sees what to say.
func OnScreen(b session.Blank) string { return "[" + b.Ask + "]" }

// OnPaper is what stands where a blank is open, on paper: a line to write on.
func OnPaper(b session.Blank) string { return "____________________ (" + b.Ask + ")" }

// Fill says how the blanks of a plan are filled in: alone, with what is kept for it.
type Fill struct {
	Set      []string                   // what --set says, which is kept for the plan
	StateDir string                     // where that is; empty: the usual place
	Ask      bool                       // for what is not known, where somebody sits at a terminal
	Open     func(session.Blank) string // what stands for what is not known; nil: OnScreen
}

// fillIn loads the plan with what is kept for its blanks, and again where more is
// said or answered. Problems are printed here.
func (f *PlanFile) fillIn(env *cli.Env, how Fill) error {
	if how.Open == nil {
		how.Open = OnScreen
	}
	var kept keptBlanks
	var key string
	values := map[string]string{}
	f.filling = session.Filling{Open: how.Open, Find: func(p *session.Plan) map[string]string {
		key = cmp.Or(p.ID, p.Title)
		kept, values = keptFor(env, how.StateDir, key)
		return values
	}}
	if err := f.loadOrTell(env); err != nil {
		return err
	}
	given, err := f.readSet(how.Set)
	if err != nil || len(f.Blanks) == 0 {
		return err
	}
	if how.Ask && env.IsAnswered() {
		for _, b := range f.Blanks {
			if values[b.ID] != "" || given[b.ID] != "" {
				continue
			}
			line, err := env.Ask(b.Ask + " (Enter leaves it open): ")
			if err != nil {
				return err
			}
			if line = session.CleanLine(line); line != "" {
				given[b.ID] = line
			}
		}
	}
	if len(given) == 0 {
		return nil
	}
	maps.Copy(values, given)
	if kept != nil {
		kept[key] = values
		if err := writeBlanks(env, how.StateDir, kept); err != nil {
			fmt.Fprintln(env.Err, session.CleanLine(err.Error()))
		}
	}
	f.filling = session.Filling{Values: values, Open: how.Open}
	return f.loadOrTell(env)
}

// loadOrTell loads the plan. Problems are printed here.
func (f *PlanFile) loadOrTell(env *cli.Env) error {
	if problems := f.Load(env); len(problems) > 0 {
		fmt.Fprintln(env.Err, problems.Error())
		return cli.ErrReported
	}
	return nil
}

// keptFor is what is kept of all plans, and of it what is for one. It is nil
// where that cannot be read: nothing is then written over it.
func keptFor(env *cli.Env, stateDir, key string) (keptBlanks, map[string]string) {
	kept, err := readBlanks(env, stateDir)
	if err != nil {
		fmt.Fprintln(env.Err, session.CleanLine(err.Error()))
	}
	values := map[string]string{}
	maps.Copy(values, kept[key])
	return kept, values
}

func (f *PlanFile) readSet(set []string) (map[string]string, error) {
	given := map[string]string{}
	var ids []string
	for _, b := range f.Blanks {
		ids = append(ids, b.ID)
	}
	for _, s := range set {
		id, text, ok := strings.Cut(s, "=")
		if !ok {
			return nil, cli.Usage("--set %q does not say what to fill in; write it like --set lead=Ann", session.CleanLine(s))
		}
		if !slices.Contains(ids, id) {
			todo := "the plan has no blanks"
			if len(ids) > 0 {
				todo = "its blanks are " + strings.Join(ids, ", ")
			}
			return nil, cli.Usage("the plan has no blank %q; %s", session.CleanLine(id), todo)
		}
		given[id] = strings.TrimSpace(session.CleanLine(text))
	}
	return given, nil
}

func writeBlanks(env *cli.Env, stateDir string, kept keptBlanks) error {
	path, err := blanksFile(env, stateDir)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	var text []byte
	if err == nil {
		text, err = json.MarshalIndent(kept, "", "  ")
	}
	if err == nil {
		err = cli.ReplaceFile(path, append(text, '\n'))
	}
	if err != nil {
		return fmt.Errorf("what was filled in cannot be kept: %w", cli.Reason(err))
	}
	return nil
}

// ForgetBlanks forgets what was filled in for the plans of some runs.
func ForgetBlanks(env *cli.Env, stateDir string, of []journal.Head) error {
	kept, err := readBlanks(env, stateDir)
	if err != nil {
		return err
	}
	before := len(kept)
	for _, h := range of {
		delete(kept, cmp.Or(h.PlanID, h.Title))
	}
	if len(kept) < before {
		err = writeBlanks(env, stateDir, kept)
	}
	return err
}

// StillOpen says which blanks are open; empty where none is.
func (f *PlanFile) StillOpen() string {
	var all []string
	for _, b := range f.OpenBlanks() {
		all = append(all, fmt.Sprintf("%s (--set %s=...)", b.Ask, b.ID))
	}
	if len(all) == 0 {
		return ""
	}
	return "still to be filled in: " + strings.Join(all, ", ")
}
