package bring

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/convert"
	"facilitate/sessions"
)

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// IsDocument is whether --from names a document, not a plan: by the ending of
// its name, or as a file that is there.
func IsDocument(from string) bool {
	switch strings.ToLower(filepath.Ext(from)) {
	case "":
		return from == "-" || isFile(from)
	case ".yaml", ".yml":
		return false
	}
	return isFile(from) || convert.IsEnding(filepath.Ext(from))
}

// PlanToCopy is the text of a plan: of a file, of the user's own, or that ships.
func PlanToCopy(env *cli.Env, from string) ([]byte, error) {
	_, own := library.OwnPlans(env)[from]
	ending := strings.ToLower(filepath.Ext(from))
	if own || ending == ".yaml" || ending == ".yml" {
		f, err := library.FindPlan(env, from)
		if err != nil {
			return nil, err
		}
		return f.Src, nil
	}
	if src, ok := sessions.Read(from); ok {
		return src, nil
	}
	if err := library.FileInstead(from, "a plan"); err != nil {
		return nil, err
	}
	return nil, noShippedPlan(from)
}

func noShippedPlan(name string) error {
	ship := slices.Concat(sessions.Names(), sessions.Examples())
	todo := "those that ship: " + strings.Join(ship, ", ")
	if near := session.Nearest(name, ship); near != "" {
		todo = "did you mean " + near + "?"
	}
	return fmt.Errorf("no plan %q ships with the program; %s", name, todo)
}

// PlanName is the name of a plan's file: without an ending it gets that of plans.
func PlanName(path string) string {
	if base := filepath.Base(path); path == "-" || filepath.Ext(base) != "" || path == "" || os.IsPathSeparator(path[len(path)-1]) {
		return path
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path
	}
	return path + ".yaml"
}
