package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	for version, good := range map[string]bool{
		"1.2.3": true, "1.0.0-rc.1+7": true, "34f3ec8-dirty": true, "dev": true,
		"": false, "1 2": false, "../1": false, "-X": false, "1:2": false, strings.Repeat("1", 65): false,
	} {
		if versionForm.MatchString(version) != good {
			t.Errorf("%q: should be %v", version, good)
		}
	}
	if err := (release{version: "a b", folder: "nowhere"}).make(nil); err == nil {
		t.Error("a release of version \"a b\" was made")
	}
}

func TestFileNames(t *testing.T) {
	t.Parallel()
	var names []string
	for _, s := range systems {
		names = append(names, release{version: "1.2.3"}.fileName(s))
	}
	if want := []string{
		"facilitate_1.2.3_linux_amd64.tar.gz", "facilitate_1.2.3_linux_arm64.tar.gz",
		"facilitate_1.2.3_darwin_amd64.tar.gz", "facilitate_1.2.3_darwin_arm64.tar.gz",
		"facilitate_1.2.3_windows_amd64.zip", "facilitate_1.2.3_windows_arm64.zip",
	}; !slices.Equal(names, want) {
		t.Errorf("the files are %q", names)
	}
}

// TestClear sees that an earlier release goes, and what else lies in the folder
// stays.
func TestClear(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, folder, map[string]string{
		"facilitate_1.0.0_linux_amd64.tar.gz": "", "facilitate_0.9_windows_arm64.zip": "", "SHA256SUMS": "",
		"bench.txt": "", "bench.before.txt": "", "facilitate_notes.txt": "",
	})
	if err := (release{folder: folder}).clear(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := []string{"bench.before.txt", "bench.txt", "facilitate_notes.txt"}; !slices.Equal(left, want) {
		t.Errorf("what is left is %q", left)
	}
}

func TestSums(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, folder, map[string]string{"b": "", "a": "abc"})
	got, err := sums(folder, []string{"b", "a"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"; string(got) != want {
		t.Errorf("the sums are\n%s", got)
	}
}

// TestLicences sees that every module of the program has a licence, on every
// system, those that only one system needs among them.
func TestLicences(t *testing.T) {
	t.Parallel()
	two := []system{systems[0], systems[len(systems)-1]} // each costs a look at all modules
	text, err := licences(two)
	if err != nil {
		t.Fatal(err)
	}
	again, err := licences(two)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, again) {
		t.Error("the text is another one each time")
	}
	for _, want := range []string{
		"\n  facilitate\n", "\n  Go, go1.", "\n  github.com/spf13/cobra v",
		"\n  github.com/mattn/go-localereader v", // Windows
		"\n  golang.org/x/sys v", ": PATENTS\n", ": NOTICE\n", "Permission is hereby granted",
	} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("%q is missing", want)
		}
	}
	if bytes.Contains(text, []byte("rogpeppe")) {
		t.Error("a module that only tests need is there")
	}
}

// TestNoLicence sees that a part without one is found.
func TestNoLicence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		files map[string]string
		want  string // empty: an error
	}{
		{map[string]string{"LICENSE": "Do.\r\nOr not.\r\n"}, ": LICENSE\n\nDo.\nOr not.\n"},
		{map[string]string{"License.txt": "Do."}, ": License.txt\n\nDo.\n"},
		{map[string]string{"COPYING.md": "Do."}, ": COPYING.md\n\nDo.\n"},
		{map[string]string{"README.md": "MIT"}, ""},
		{map[string]string{"NOTICE": "Mine."}, ""},
		{map[string]string{"license.go": "package x"}, ""},
		{map[string]string{"sub/LICENSE": "Do."}, ""},
		{map[string]string{"LICENSE": "Do.", "sub/LICENSE": "This too."}, ": sub/LICENSE\n\nThis too.\n"},
	} {
		folder := t.TempDir()
		c.files["sub/x.go"] = "package x"
		write(t, folder, c.files)
		var b bytes.Buffer
		err := part{name: "x v1", root: folder, folders: []string{filepath.Join(folder, "sub")}}.write(&b)
		if (err == nil) != (c.want != "") || !strings.Contains(b.String(), c.want) {
			t.Errorf("%v: %v\n%s", c.files, err, &b)
		}
	}
}
