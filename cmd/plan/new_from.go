package plan

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"facilitate/cmd/bring"
	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/convert"
	"facilitate/sessions"
)

// isFile is whether a name is that of a file that is there.
func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// isDocument is whether --from names a document, not a plan: by the ending of
// its name, or as a file that is there.
func isDocument(from string) bool {
	switch strings.ToLower(filepath.Ext(from)) {
	case "":
		return isFile(from)
	case ".yaml", ".yml":
		return false
	}
	return isFile(from) || convert.IsEnding(filepath.Ext(from))
}

// planToCopy is the text of a plan: of a file, one of the user's, or one that
// ships.
func planToCopy(env *cli.Env, from string) ([]byte, error) {
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
	return nil, noShippedPlan(from)
}

// bringIn makes a draft from a document, shows what was read, and checks it.
func bringIn(env *cli.Env, o newOptions, path string) error {
	read, err := bring.Document(env, o.from, o.session, path)
	if err != nil {
		return err
	}
	checked := checkPlan(env, path)
	return env.Answer(read + fmt.Sprintf("wrote %s; what check finds in it:\n\n%s", session.CleanLine(path), checked.String()))
}
