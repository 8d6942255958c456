// Package sessions holds the plans that ship inside the program. It must never
// know how a plan is read: it hands out bytes by name.
package sessions

import (
	"bytes"
	"embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.yaml
var files embed.FS

//go:embed template/plan.yaml
var template []byte

// Usual is the name of the plan that a command takes where none is named.
const Usual = "infant-mental-health"

//go:embed examples/*.yaml
var examples embed.FS

// Names are the names of the plans that ship, in alphabetical order.
func Names() []string { return namesIn(files, ".") }

// Examples are the names of plans that ship to begin one's own from, in
// alphabetical order: each shows a shape that a session can have.
func Examples() []string { return namesIn(examples, "examples") }

func namesIn(files embed.FS, folder string) []string {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		panic(err) // the folder is part of the program
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".yaml")
	}
	slices.Sort(names) // "a-b.yaml" comes before "a.yaml", but not "a-b" before "a"
	return names
}

// Read is the file of a plan that ships, an example or not; false where none has
// that name.
func Read(name string) ([]byte, bool) {
	src, err := files.ReadFile(name + ".yaml")
	if err != nil {
		src, err = examples.ReadFile("examples/" + name + ".yaml")
	}
	return src, err == nil
}

//go:embed frameworks/*.yaml learning/*.yaml
var beside embed.FS

// Framework is the file of a framework that ships; false where none has that
// name.
func Framework(name string) ([]byte, bool) {
	src, err := beside.ReadFile("frameworks/" + name + ".yaml")
	return src, err == nil
}

// Learning is the file of an entry for something to learn with; false where
// none has that name.
func Learning(name string) ([]byte, bool) {
	src, err := beside.ReadFile("learning/" + name + ".yaml")
	return src, err == nil
}

// Template is a small plan with comments, from which people begin their own. It
// is not one of the plans that ship. Its id is "my-session" and its title "My
// session", each on a line of its own.
func Template() []byte { return bytes.Clone(template) }
