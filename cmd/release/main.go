// Release builds the files of a release: for each system an archive with the
// program, which needs nothing beside it, the guide, the plans, the manual pages and
// the licences of all that is in it; and the checksums.
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// system is one that a file is built for, in Go's words.
type system struct{ os, arch string }

var systems = []system{
	{"linux", "amd64"},
	{"linux", "arm64"},
	{"darwin", "amd64"},
	{"darwin", "arm64"},
	{"windows", "amd64"},
	{"windows", "arm64"},
}

// The licences in each archive, and the checksums beside them.
const (
	licencesFile = "LICENSES"
	sumsFile     = "SHA256SUMS"
)

type release struct {
	version string
	folder  string
}

func main() {
	var r release
	flag.StringVar(&r.version, "version", "", "the number of the release")
	flag.StringVar(&r.folder, "into", "dist", "the folder for its files")
	flag.Parse()
	r.version = strings.TrimPrefix(r.version, "v")
	if err := r.make(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// make makes all files, the checksums last: a folder without them is no release.
func (r release) make(out io.Writer) error {
	if !versionForm.MatchString(r.version) {
		return fmt.Errorf("%q cannot be the version of a release; write it like 1.2.3", r.version)
	}
	if err := r.clear(); err != nil {
		return err
	}
	beside, err := companions(".")
	if err != nil {
		return err
	}
	text, err := licences(systems)
	if err != nil {
		return err
	}
	beside = append(beside, packed{name: licencesFile, data: text})
	programs, err := os.MkdirTemp("", "facilitate-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(programs)
	var files []string
	var sizes string
	for _, s := range systems {
		name := r.fileName(s)
		fmt.Fprintln(out, "build", name)
		size, err := r.pack(s, programs, beside)
		if err != nil {
			return err
		}
		files, sizes = append(files, name), sizes+fmt.Sprintf("%6.2f MB  %s\n", float64(size)/1e6, name)
	}
	lines, err := sums(r.folder, files)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(r.folder, sumsFile), lines, 0o644); err != nil {
		return err
	}
	fmt.Fprint(out, sizes)
	return nil
}

// versionForm keeps what goes into file names and the linker's arguments plain.
var versionForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$`)

func (r release) fileName(s system) string {
	name := "facilitate_" + r.version + "_" + s.os + "_" + s.arch
	if s.os == "windows" {
		return name + ".zip"
	}
	return name + ".tar.gz"
}

func (s system) programName() string {
	if s.os == "windows" {
		return "facilitate.exe"
	}
	return "facilitate"
}

// pack builds the program for a system, into a folder for this, tries it if it is for
// this computer, and packs it with the files that go beside it.
func (r release) pack(s system, programs string, beside []packed) (size int, err error) {
	file := filepath.Join(programs, s.os+"_"+s.arch+"_"+s.programName())
	if err := r.build(s, file); err != nil {
		return 0, err
	}
	if s == (system{runtime.GOOS, runtime.GOARCH}) {
		if err := r.try(file); err != nil {
			return 0, err
		}
	}
	program, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	files := append(slices.Clone(beside), packed{s.programName(), program, true})
	data, err := archive(s, "facilitate_"+r.version, files, sourceTime())
	if err != nil {
		return 0, err
	}
	return len(data), os.WriteFile(filepath.Join(r.folder, r.fileName(s)), data, 0o644)
}

// clear removes an earlier release, and nothing else that is kept there.
func (r release) clear() error {
	if err := os.MkdirAll(r.folder, 0o755); err != nil {
		return err
	}
	old := []string{filepath.Join(r.folder, sumsFile)}
	for _, s := range systems {
		found, err := filepath.Glob(filepath.Join(r.folder, release{version: "*"}.fileName(s)))
		if err != nil {
			return err
		}
		old = append(old, found...)
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// build builds the program for a system. Whatever of Go's settings would change
// its bytes is set here; what is left is the source, its revision and Go itself.
func (r release) build(s system, file string) error {
	// It cannot tell the revision where git is missing, or refuses another user's clone.
	stamp := exec.Command("git", "status", "--porcelain").Run() == nil
	_, err := goAnswer(s, "build", "-trimpath", "-buildvcs="+strconv.FormatBool(stamp),
		"-ldflags", "-s -w -X facilitate/cmd.version="+r.version,
		"-o", file, "facilitate")
	return err
}

func goCommand(s system, args ...string) *exec.Cmd {
	c := exec.Command("go", args...)
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+s.os, "GOARCH="+s.arch,
		"GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly", "GOWORK=off")
	return c
}

// try runs the program. The linker says nothing where the variable that it is to
// set has another name by now.
func (r release) try(path string) error {
	answer, err := exec.Command(path, "version").Output()
	if err != nil {
		return fmt.Errorf("%s does not run: %w", path, err)
	}
	if first, _, _ := strings.Cut(string(answer), "\n"); first != "facilitate "+r.version {
		return fmt.Errorf("%s says that it is %q", path, first)
	}
	return nil
}

// sums are the checksums of files as sha256sum prints them, sorted by name.
func sums(folder string, names []string) ([]byte, error) {
	var lines []byte
	for _, name := range slices.Sorted(slices.Values(names)) {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		lines = fmt.Appendf(lines, "%x  %s\n", sha256.Sum256(data), name)
	}
	return lines, nil
}
