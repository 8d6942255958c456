package plan

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/sessions"
)

type newOptions struct {
	from    string
	extends string
}

// NewNew is the command new.
func NewNew(env *cli.Env) *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:   "new FILE",
		Short: "begin a plan of your own, from a small example or a plan that ships",
		Long: `Writes a small plan with comments to FILE, to be made into your own. With
--from NAME it is a copy of a plan that ships, to adapt. With --extends PLAN it
holds only what differs from PLAN, at first nothing: what could be changed stands
in comments. A file that exists is never written over.`,
		Args: cli.OneArg("the file to write", "facilitate new my.yaml"),
		RunE: func(_ *cobra.Command, args []string) error { return runNew(env, o, args[0]) },
	}
	c.Flags().StringVar(&o.from, "from", "", "copy the plan `NAME` that ships")
	c.Flags().StringVar(&o.extends, "extends", "", "change `PLAN` without a copy of it: one that ships, one of yours or a file")
	return c
}

func runNew(env *cli.Env, o newOptions, path string) error {
	if o.from != "" && o.extends != "" {
		return cli.Usage("--from copies a plan and --extends does without a copy; give one of them")
	}
	src := newPlan(path)
	if o.from != "" {
		var ok bool
		if src, ok = sessions.Read(o.from); !ok {
			return noShippedPlan(o.from)
		}
	}
	if o.extends != "" {
		var err error
		if src, err = newOverlay(env, path, o.extends); err != nil {
			return err
		}
	}
	if err := cli.CreateFile(path, src); err != nil {
		return err
	}
	word := cli.ShellWord(path)
	return env.Answer(fmt.Sprintf(`wrote %s

change it in any editor, and then:
  facilitate check %s      finds mistakes
  facilitate deliver %s    runs the session
`, session.CleanLine(path), session.CleanLine(word), session.CleanLine(word)))
}

func noShippedPlan(name string) error {
	todo := "those that ship: " + strings.Join(sessions.Names(), ", ")
	if near := session.Nearest(name, sessions.Names()); near != "" {
		todo = "did you mean " + near + "?"
	}
	return fmt.Errorf("no plan %q ships with the program; %s", name, todo)
}

// newPlan is the small example with the id and the title that the file's name
// suggests, or with its own where that suggests none.
func newPlan(path string) []byte {
	template := sessions.Template()
	base := filepath.Base(path)
	id, title := library.SuggestID(strings.TrimSuffix(base, filepath.Ext(base)))
	src := bytes.Replace(template, []byte("\nid: my-session\n"), []byte("\nid: "+id+"\n"), 1)
	src = bytes.Replace(src, []byte("\ntitle: My session\n"), []byte("\ntitle: \""+title+"\"\n"), 1)
	// A name may mean something else to YAML, or be longer than an id may.
	if plan, _ := session.Load(base, src); plan == nil || plan.ID != id || plan.Title != title {
		return template
	}
	return src
}
