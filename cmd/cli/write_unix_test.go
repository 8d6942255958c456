//go:build linux || darwin

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
)

// waysToWrite are all of them, with text that a small disk has no room for.
var waysToWrite = map[string]func(path string) error{
	"create":  func(path string) error { return cli.CreateFile(path, written) },
	"private": func(path string) error { return cli.CreatePrivate(path, written) },
	"write":   func(path string) error { return cli.WriteFile(path, written, false) },
	"force":   func(path string) error { return cli.WriteFile(path, written, true) },
	"replace": func(path string) error { return cli.ReplaceFile(path, written) },
	"rewrite": func(path string) error { _, err := cli.RewriteFile(path, []byte("was"), written); return err },
}

var written = []byte(strings.Repeat("written ", 1<<10))

// TestWays has files written in every way wherever that may go wrong, and sees
// that what was there stays, and that nothing else is left behind.
func TestWays(t *testing.T) {
	t.Parallel()
	if clitest.AsNobody(t, "TestWays") {
		return
	}
	make := func(path string) error { return os.WriteFile(path, []byte("was"), 0o640) }
	all := []string{"create", "private", "write", "force", "replace", "rewrite"}
	creating := all[:3]
	for _, c := range []struct {
		name    string
		prepare func(dir, path string) error // path is dir/file.txt
		ways    []string
		refused string   // empty: it is written
		left    []string // in the folder, beside file.txt
	}{
		{"free", func(string, string) error { return nil }, all[:5], "", nil},
		{"taken", func(_, path string) error { return make(path) }, []string{"force", "replace"}, "", nil},
		{"taken", func(_, path string) error { return make(path) }, []string{"rewrite"}, "", []string{"file.txt.bak"}},
		{"taken", func(_, path string) error { return make(path) }, creating, "file.txt exists already and is left as it is; choose another name", nil},
		{"taken", func(_, path string) error { return make(path) }, []string{"write"}, ", or write over it with --force", nil},
		{"a link", func(dir, path string) error {
			return errorOf(make(filepath.Join(dir, "real")), os.Symlink("real", path))
		}, creating, "exists already", []string{"real"}},
		{"a link that leads nowhere", func(_, path string) error { return os.Symlink("nowhere", path) }, creating, "exists already", nil},
		{"a link that leads nowhere", func(_, path string) error { return os.Symlink("nowhere", path) }, []string{"rewrite"}, "cannot be found any more", nil},
		{"a folder", func(_, path string) error { return os.Mkdir(path, 0o777) }, creating, "is a folder; name a file in it", nil},
		{"a pipe", func(_, path string) error { return syscall.Mkfifo(path, 0o666) }, creating, "exists already", nil},
		{"a pipe", func(_, path string) error { return syscall.Mkfifo(path, 0o666) }, []string{"force"}, "is not an ordinary file, and is left as it is; choose another name", nil},
		{"a folder that is read-only", func(dir, _ string) error { return os.Chmod(dir, 0o500) }, all[:4], "file.txt may not be written; choose another folder, or change the permissions of ", nil},
		{"in one that is read-only", func(dir, path string) error { return errorOf(make(path), os.Chmod(dir, 0o500)) }, []string{"force"}, "file.txt may not be written; choose another folder", nil},
		{"in one that is read-only", func(dir, path string) error { return errorOf(make(path), os.Chmod(dir, 0o500)) }, creating, "exists already", nil},
		{"in one that may not be looked into", func(dir, _ string) error { return os.Chmod(dir, 0o000) }, all[:4], "file.txt may not be written; choose another folder", nil},
	} {
		for _, way := range c.ways {
			dir := t.TempDir()
			path := filepath.Join(dir, "file.txt")
			if err := c.prepare(dir, path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.Lstat(path)
			err := waysToWrite[way](path)
			if e := os.Chmod(dir, 0o700); e != nil {
				t.Fatal(e)
			}
			want := slices.Clone(c.left)
			if c.refused == "" {
				want = append(want, "file.txt")
				if got := clitest.ReadText(t, path); err != nil || got != string(written) {
					t.Errorf("%s where it is %s: %v, %.20q", way, c.name, err, got)
				}
			} else {
				after, _ := os.Lstat(path)
				if err == nil || !strings.Contains(err.Error(), c.refused) || before != nil && !os.SameFile(before, after) {
					t.Errorf("%s where it is %s: %v", way, c.name, err)
				}
				if before != nil {
					want = append(want, "file.txt")
				}
			}
			slices.Sort(want)
			if got := namesIn(t, dir); !slices.Equal(got, want) {
				t.Errorf("%s where it is %s leaves %q, not %q", way, c.name, got, want)
			}
		}
	}
}

func errorOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestPermissions sees who may read what was written.
func TestPermissions(t *testing.T) {
	t.Parallel()
	for way, want := range map[string]os.FileMode{"create": 0o644, "private": 0o600, "write": 0o644, "force": 0o644, "replace": 0o600, "rewrite": 0o640} {
		path := filepath.Join(t.TempDir(), "file.txt")
		if !slices.Contains([]string{"create", "private", "write"}, way) {
			if err := os.WriteFile(path, []byte("was"), 0o640); err != nil {
				t.Fatal(err)
			}
		}
		if err := waysToWrite[way](path); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want && (want != 0o644 || got&0o700 != 0o600) { // 0o644 is up to the umask
			t.Errorf("%s: %v, not %v", way, got, want)
		}
	}
}

// TestFullDisk writes where there is no room for all of it.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	const folder = "TEST_FULL_DISK"
	dir := os.Getenv(folder)
	if dir == "" {
		dir = t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "there"), []byte("was"), 0o600); err != nil {
			t.Fatal(err)
		}
		again := exec.Command("sh", "-c", `ulimit -f 1; exec "$0" -test.run='^TestFullDisk$' -test.v`, os.Args[0])
		again.Env = append(os.Environ(), folder+"="+dir)
		if out, err := again.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestFullDisk") {
			t.Errorf("%v\n%s", err, out)
		}
		if got := namesIn(t, dir); !slices.Equal(got, []string{"there"}) {
			t.Errorf("left behind: %q", got)
		}
		if got := clitest.ReadText(t, filepath.Join(dir, "there")); got != "was" {
			t.Errorf("what was there is now %q", got)
		}
		return
	}
	for way, name := range map[string]string{"create": "new", "private": "new", "write": "new", "force": "there", "replace": "there", "rewrite": "there"} {
		err := waysToWrite[way](filepath.Join(dir, name))
		if err == nil || !strings.Contains(err.Error(), "file too large") {
			t.Errorf("%s: %v", way, err)
		}
	}
	for way, words := range map[string]string{"create": "; nothing of it was kept", "rewrite": "; it is left as it is"} {
		name := map[string]string{"create": "new", "rewrite": "there"}[way]
		if err := waysToWrite[way](filepath.Join(dir, name)); err == nil || !strings.Contains(err.Error(), " cannot be written: ") || !strings.HasSuffix(err.Error(), words) {
			t.Errorf("%s: %v", way, err)
		}
	}
}
