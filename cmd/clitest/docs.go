package clitest

import (
	"path/filepath"
	"strings"
	"testing"

	"facilitate/cmd/cli"
)

// Document is a page of the documentation by its name in docs.
func Document(t *testing.T, name string) string {
	t.Helper()
	return ReadText(t, filepath.Join(repository(t), "docs", name))
}

// repository is the folder of the whole project: the nearest one above the test
// that has a go.mod.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for !cli.Exists(filepath.Join(dir, "go.mod")) {
		if dir == filepath.Dir(dir) {
			t.Fatal("the test stands in no project")
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

// Fenced is the first example of a language after a place in a document.
func Fenced(t *testing.T, document, after, language string) string {
	t.Helper()
	_, rest, _ := strings.Cut(document, after)
	_, rest, found := strings.Cut(rest, "```"+language+"\n")
	text, _, closed := strings.Cut(rest, "```\n")
	if !found || !closed {
		t.Fatalf("there is no example of %s after %q", language, after)
	}
	return text
}
