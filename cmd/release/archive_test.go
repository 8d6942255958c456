package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
)

// unpacked reads an archive: what it holds, by name, with modes and times.
func unpacked(t *testing.T, s system, data []byte) map[string]packed {
	t.Helper()
	files := map[string]packed{}
	keep := func(h fs.FileInfo, name string, in io.Reader) {
		text, err := io.ReadAll(in)
		if err != nil || !h.ModTime().Equal(then) {
			t.Errorf("%s: %v, of %v", name, err, h.ModTime())
		}
		if m := h.Mode(); m != 0o644 && m != 0o755 {
			t.Errorf("%s: %v", name, m)
		}
		files[name] = packed{name, text, h.Mode() == 0o755}
	}
	if s.os == "windows" {
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			keep(f.FileInfo(), f.Name, in)
		}
		return files
	}
	in, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(in); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		keep(h.FileInfo(), h.Name, r)
	}
}

var then = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

// TestArchives sees that a program comes with what belongs to it, under the names
// that people look for, and that two archives of the same files are the same.
func TestArchives(t *testing.T) {
	t.Parallel()
	beside, err := companions("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range systems {
		files := append(slices.Clone(beside), packed{licencesFile, []byte("Do."), false}, packed{s.programName(), []byte("run"), true})
		data, err := archive(s, "facilitate_1.2.3", files, then)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(files) // the order in which they were found
		again, err := archive(s, "facilitate_1.2.3", files, then.In(time.FixedZone("", 3600)))
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("%v: the archive is another one each time; %v", s, err)
		}
		got := unpacked(t, s, data)
		for _, name := range []string{
			s.programName(), "README.md", "LICENSE", licencesFile, "docs/guide.md", "docs/console.png", "docs/privacy.md",
			"man/man1/facilitate.1", "man/man1/facilitate-deliver.1", "plans/infant-mental-health.yaml", "plans/running-a-workshop.yaml",
		} {
			f := got["facilitate_1.2.3/"+name]
			if f.data == nil || f.program != (name == s.programName()) {
				t.Errorf("%v: %s is missing, or cannot be run, or can", s, name)
			}
		}
		if len(got) != len(files) {
			t.Errorf("%v: %d of %d files", s, len(got), len(files))
		}
	}
	if _, err := companions(t.TempDir()); err == nil {
		t.Error("nothing goes with the program, and nobody said so")
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

// TestLinksInArchive sees that what people are sent to from the pages in the archive
// is there too, and that the plans there can be read.
func TestLinksInArchive(t *testing.T) {
	t.Parallel()
	files, err := companions("../..")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, f := range files {
		there[f.name] = true
	}
	links, plans := 0, 0
	for _, f := range files {
		if strings.HasPrefix(f.name, "plans/") {
			plans++
			if plan, problems := session.Load(f.name, f.data); plan == nil && !bytes.Contains(f.data, []byte("\nextends:")) {
				t.Error(problems)
			}
		}
		if path.Ext(f.name) != ".md" {
			continue
		}
		for _, m := range link.FindAllSubmatch(f.data, -1) {
			links++
			if bytes.HasPrefix(m[1], []byte("../session/")) {
				continue // it lies with the source, for those who have that
			}
			if to := path.Join(path.Dir(f.name), filepath.ToSlash(string(m[1]))); !there[to] {
				t.Errorf("%s: %s is not in the archive", f.name, m[1])
			}
		}
	}
	if links < 40 || plans < 3 {
		t.Errorf("%d links, %d plans", links, plans)
	}
}
