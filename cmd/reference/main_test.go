package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestPagesAreCurrent holds the pages to the commands.
func TestPagesAreCurrent(t *testing.T) {
	t.Parallel()
	made := pages()
	for name, want := range made {
		got, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil || !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
			t.Errorf("%s is not what the commands say: make docs writes it anew; %v", name, err)
		}
	}
	old, err := filepath.Glob("../../docs/man/*")
	if err != nil || len(old) != len(made)-2 {
		t.Errorf("there are %d manual pages for %d commands; %v", len(old), len(made)-2, err)
	}
}
