package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// packed is a file in an archive: its path there, with slashes, and what it holds.
type packed struct {
	name    string
	data    []byte
	program bool // it can be run
}

// beside are the files that go with the program, each with the folder for it.
var beside = []struct{ files, into string }{
	{"README.md", ""},
	{"CHANGELOG.md", ""},
	{"CONTRIBUTING.md", ""},
	{"LICENSE", ""},
	{"docs/*.md", "docs"},
	{"docs/*.png", "docs"},
	{"docs/man/*.1", "man/man1"},
	{"sessions/*.yaml", "plans"},
	{"sessions/examples/*.yaml", "plans/examples"},
}

// companions are the files for every system; root is the folder of the repository.
func companions(root string) (all []packed, err error) {
	for _, b := range beside {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(b.files))) // sorted by name
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("there is no %s to go with the program", b.files)
		}
		for _, file := range found {
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			all = append(all, packed{name: path.Join(b.into, filepath.Base(file)), data: data})
		}
	}
	return all, nil
}

// archive packs files into one folder of an archive: a zip for Windows, else a
// compressed tar. The same files and time give the same bytes.
func archive(s system, folder string, files []packed, at time.Time) ([]byte, error) {
	files = slices.SortedFunc(slices.Values(files), func(a, b packed) int { return strings.Compare(a.name, b.name) })
	var out bytes.Buffer
	if s.os == "windows" {
		w := zip.NewWriter(&out)
		for _, f := range files {
			h := &zip.FileHeader{Name: path.Join(folder, f.name), Method: zip.Deflate, Modified: at.UTC()}
			h.SetMode(f.mode())
			in, err := w.CreateHeader(h)
			if err == nil {
				_, err = in.Write(f.data)
			}
			if err != nil {
				return nil, err
			}
		}
		return finish(&out, w.Close())
	}
	packer, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(packer)
	for _, f := range files {
		h := &tar.Header{Name: path.Join(folder, f.name), Mode: int64(f.mode()), Size: int64(len(f.data)), ModTime: at.UTC(), Format: tar.FormatPAX}
		err := w.WriteHeader(h)
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return finish(&out, packer.Close())
}

func finish(out *bytes.Buffer, err error) ([]byte, error) { return out.Bytes(), err }

func (f packed) mode() os.FileMode {
	if f.program {
		return 0o755
	}
	return 0o644
}

// sourceTime is when the source was last changed, to the second: the time that
// files in the archives bear. Without git it is one that every archive can bear.
func sourceTime() time.Time {
	out, err := exec.Command("git", "log", "-1", "--format=%ct").Output()
	seconds, parsed := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil || parsed != nil {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Unix(seconds, 0)
}
