package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWriteFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "quiz.html")
	read := func() string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if err := WriteFile(path, []byte("one"), false); err != nil || read() != "one" {
		t.Fatalf("%v, %q", err, read())
	}
	if err := WriteFile(path, []byte("two"), false); err == nil || read() != "one" {
		t.Errorf("written over unasked: %v, %q", err, read())
	}
	if err := WriteFile(path, []byte("three"), true); err != nil || read() != "three" {
		t.Errorf("not written over: %v, %q", err, read())
	}
	// What cannot be replaced is left, and so is nothing beside it.
	full := filepath.Join(folder, "agenda.html")
	if err := os.MkdirAll(filepath.Join(full, "below"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(full, []byte("four"), true); err == nil || !strings.Contains(err.Error(), "cannot be written over") {
		t.Errorf("a folder is written over: %v", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("%v, %v", err, entries)
	}
}
