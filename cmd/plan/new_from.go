package plan

import (
	"fmt"

	"facilitate/cmd/bring"
	"facilitate/cmd/cli"
	"facilitate/cmd/found"
	"facilitate/session"
)

// bringIn makes a draft from a document, shows what was read, and checks it.
func bringIn(env *cli.Env, o newOptions, path string) error {
	read, err := bring.Document(env, o.from, o.session, path)
	if err != nil || path == "-" {
		return err
	}
	checked := found.In(env, path)
	return env.Answer(read + fmt.Sprintf("wrote %s; what check finds in it:\n\n%s", session.CleanLine(path), checked.String()))
}
