package plan

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/bring"
	"facilitate/cmd/cli"
	"facilitate/cmd/found"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/convert"
	"facilitate/sessions"
)

type newOptions struct {
	from    string
	extends string
	session int
}

// NewNew is the command new.
func NewNew(env *cli.Env) *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:   "new FILE",
		Short: "begin a plan of your own, from a small example, another plan or a document",
		Long: `Writes a small plan with comments to FILE, to be made into your own; "new my"
writes my.yaml. A file that exists is never written over.

With --from NAME it is a copy of a plan: one that ships, one of yours or a
plan's file. Short examples that ship, each another shape of a session:
` + strings.Join(sessions.Examples(), ", ") + `. Where NAME is the file of a document it is a draft made from that:
` + convert.Endings + `.
What was read is shown as a table; what was guessed, what differs and what could
not be placed is listed; then the draft is checked. No minutes are made up: where
the document has none, a comment stands in their place. Where it holds several
sessions they are listed, and --session N chooses. docs/import.md says how a
document is read.

With --extends PLAN it holds only what differs from PLAN, at first nothing: what
could be changed stands in comments.`,
		Args: cli.OneArg("the file to write", "facilitate new my.yaml"),
		RunE: func(_ *cobra.Command, args []string) error { return runNew(env, o, bring.PlanName(args[0])) },
	}
	c.Flags().StringVar(&o.from, "from", "", "copy the plan `NAME`, or make a draft from the document")
	c.Flags().IntVar(&o.session, "session", 0, "the `N`th session of a document that holds several")
	c.Flags().StringVar(&o.extends, "extends", "", "change `PLAN` without a copy of it: one that ships, one of yours or a file")
	return c
}

func runNew(env *cli.Env, o newOptions, path string) error {
	if o.from != "" && o.extends != "" {
		return cli.Usage("--from copies a plan and --extends does without a copy; give one of them")
	}
	if err := cli.WantEnding(path, "a plan", ".yaml", ".yml"); err != nil {
		return err
	}
	if bring.IsDocument(o.from) {
		return bringIn(env, o, path)
	}
	if o.session != 0 {
		return cli.Usage("--session chooses from a document; name it with --from")
	}
	src, err := newPlan(path), error(nil)
	switch {
	case o.from != "":
		src, err = bring.PlanToCopy(env, o.from)
	case o.extends != "":
		src, err = newOverlay(env, path, o.extends)
	}
	switch {
	case err != nil:
		return err
	case path == "-":
		return env.AnswerFile(src)
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

// bringIn makes a draft from a document, shows what was read, and checks it.
func bringIn(env *cli.Env, o newOptions, path string) error {
	read, err := bring.Document(env, o.from, o.session, path)
	if err != nil || path == "-" {
		return err
	}
	return env.Answer(read + fmt.Sprintf("wrote %s; what check finds in it:\n\n%s", session.CleanLine(path), found.In(env, path)))
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
