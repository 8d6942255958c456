// Reference writes what the commands say of themselves as a page, docs/commands.md,
// and as manual pages, docs/man, and the kinds of problems as docs/problems.md. Its
// test holds them to the program.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"facilitate/cmd"
	"facilitate/cmd/cli"
	"facilitate/session"
)

func main() {
	for name, data := range pages() {
		err := os.MkdirAll(filepath.Dir(name), 0o777)
		if err == nil {
			err = os.WriteFile(name, data, 0o666)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(cli.StatusFailed)
		}
	}
}

// pages are the files, by their paths in the repository.
func pages() map[string][]byte {
	env := &cli.Env{Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now}
	root := cmd.NewRoot(env, func(error) {})
	files := map[string][]byte{"docs/commands.md": reference(root), "docs/problems.md": problems()}
	for _, c := range append(allOf(root), root) {
		name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
		files["docs/man/"+name] = manual(c)
	}
	return files
}

// allOf are the commands below one, each before those below it.
func allOf(c *cobra.Command) (all []*cobra.Command) {
	for _, sub := range c.Commands() {
		all = append(append(all, sub), allOf(sub)...)
	}
	return all
}

func reference(root *cobra.Command) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# The commands

Made from the commands themselves by %smake docs%s; each says the same with %s--help%s. The exit status
of all is 0 where it is done, 1 where something failed or problems were found, 2 where the command was
written wrong (a script that cannot be read counts as that), and 130 where it was interrupted.

Variables that all heed: NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR for colours, COLUMNS for the
width of text, FACILITATE_STATE for where runs are kept, FACILITATE_PLANS for plans of your own,
FACILITATE_CONFIG for the file of settings, and FACILITATE_ with the name of any setting that
[config](#config) lists, which goes before the file. A flag goes before them all.
`, "`", "`", "`", "`")
	for _, group := range root.Groups() {
		fmt.Fprintf(&b, "\n%s\n\n", group.Title)
		for _, c := range root.Commands() {
			if c.GroupID == group.ID {
				fmt.Fprintf(&b, "- [`%s`](#%s): %s\n", c.Name(), c.Name(), c.Short)
			}
		}
	}
	for _, c := range allOf(root) {
		fmt.Fprintf(&b, "\n## %s\n\n```text\n%s\n```\n\n%s\n", strings.TrimPrefix(c.CommandPath(), root.Name()+" "), c.UseLine(), asMarkdown(c.Long))
		fmt.Fprintf(&b, "\n```sh\n%s\n```\n", strings.ReplaceAll(strings.TrimSpace(c.Example), "\n  ", "\n"))
		if flags := c.LocalFlags().FlagUsagesWrapped(cli.MaxWidth); flags != "" {
			fmt.Fprintf(&b, "\n```text\n%s```\n", flags)
		}
	}
	return b.Bytes()
}

func problems() []byte {
	var b bytes.Buffer
	b.WriteString(`# What check finds

Each problem has the id of its kind, which ` + "`check --format json` and `--format github`" + ` tell and which
stays the same from version to version. Made by ` + "`make docs`" + `.

| id | what it is about |
| --- | --- |
`)
	for _, k := range session.ProblemKinds {
		fmt.Fprintf(&b, "| `%s` | %s |\n", k.ID, k.About)
	}
	return b.Bytes()
}

// asMarkdown is a text of a help in Markdown: what is indented in it stays as it is.
func asMarkdown(text string) string {
	var lines []string
	before := ""
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, " ") {
			if before != "" && !strings.HasPrefix(before, " ") {
				lines = append(lines, "")
			}
			line = "    " + line
		}
		lines = append(lines, line)
		before = line
	}
	return strings.Join(lines, "\n")
}

func manual(c *cobra.Command) []byte {
	c.Long = asMarkdown(c.Long)
	c.DisableAutoGenTag = true
	var b bytes.Buffer
	if err := doc.GenMan(c, &doc.GenManHeader{Title: c.CommandPath(), Section: "1", Source: "facilitate", Date: &time.Time{}}, &b); err != nil {
		panic(err) // it fails for a header that is none
	}
	return bytes.Replace(b.Bytes(), []byte(`"Jan 0001"`), []byte(`""`), 1) // of no day: it is of this version
}
