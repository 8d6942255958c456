package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"facilitate/session"
	"facilitate/sessions"
)

type newOptions struct {
	from string
}

func newNew(env *Env) *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:   "new FILE",
		Short: "begin a plan of your own, from a small example or a plan that ships",
		Long: `Writes a small plan with comments to FILE, to be made into your own. With
--from NAME it is a copy of a plan that ships, to adapt. A file that exists is
never written over.`,
		Args: oneArg("the file to write", "facilitate new my.yaml"),
		RunE: func(_ *cobra.Command, args []string) error { return runNew(env, o, args[0]) },
	}
	c.Flags().StringVar(&o.from, "from", "", "copy the plan `NAME` that ships")
	return c
}

func runNew(env *Env, o newOptions, path string) error {
	src := newPlan(path)
	if o.from != "" {
		var ok bool
		if src, ok = sessions.Read(o.from); !ok {
			return noShippedPlan(o.from)
		}
	}
	err := createFile(path, func(w io.Writer) error {
		_, err := w.Write(src)
		return err
	})
	if err != nil {
		return err
	}
	word := shellWord(path)
	return env.answer(fmt.Sprintf(`wrote %s

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

// createFile makes a file that must not exist yet. Where writing it fails, no
// part of it stays behind.
func createFile(path string, write func(io.Writer) error) error {
	// O_EXCL is what keeps an existing file safe, be it a link to nowhere. The
	// questions after it only find words for what went wrong.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return uncreatable(path, err)
	}
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		if removed := os.Remove(path); removed != nil {
			return fmt.Errorf("%s was written in part only: %w; delete it", path, reason(err))
		}
		return fmt.Errorf("%s cannot be written: %w; nothing of it was kept", path, reason(err))
	}
	return nil
}

func uncreatable(path string, err error) error {
	parent := filepath.Dir(path)
	above, parentErr := os.Stat(parent)
	info, statErr := os.Stat(path)
	switch {
	case path == "":
		return usage("the file to write has no name; try: facilitate new my.yaml")
	case statErr == nil && info.IsDir():
		return fmt.Errorf("%s is a folder; name a file in it, like %s", path, filepath.Join(path, "my.yaml"))
	case strings.HasSuffix(path, string(filepath.Separator)), strings.HasSuffix(path, "/"):
		return fmt.Errorf("%s names a folder; name a file, like %s", path, filepath.Join(path, "my.yaml"))
	case exists(path) && errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists already and is left as it is; choose another name", path)
	case errors.Is(parentErr, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s to write %s in; make the folder first", parent, filepath.Base(path))
	case parentErr == nil && !above.IsDir():
		return fmt.Errorf("%s is not a folder, so no file can be written in it; choose another place", parent)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be written; choose another folder, or change the permissions of %s", path, parent)
	}
	return fmt.Errorf("%s cannot be written: %w; choose another place", path, reason(err))
}

// newPlan is the small example with the id and the title that the file's name
// suggests, or with its own where that suggests none.
func newPlan(path string) []byte {
	template := sessions.Template()
	base := filepath.Base(path)
	id, title := suggested(strings.TrimSuffix(base, filepath.Ext(base)))
	src := bytes.Replace(template, []byte("\nid: my-session\n"), []byte("\nid: "+id+"\n"), 1)
	src = bytes.Replace(src, []byte("\ntitle: My session\n"), []byte("\ntitle: \""+title+"\"\n"), 1)
	// A name may mean something else to YAML, or be longer than an id may.
	if plan, _ := session.Load(base, src); plan == nil || plan.ID != id || plan.Title != title {
		return template
	}
	return src
}

// suggested makes an id and a title of a file's name: first-aid.yaml is the
// plan first-aid with the title First aid.
func suggested(name string) (id, title string) {
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	id, title = strings.Join(words, "-"), strings.Join(words, " ")
	first, size := utf8.DecodeRuneInString(title)
	return id, string(unicode.ToUpper(first)) + title[size:]
}
