package cli_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
)

// namesIn are the files in a folder.
func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestRewriteFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "my.yaml")
	if err := os.WriteFile(path, []byte("one"), 0o640); err != nil {
		t.Fatal(err)
	}
	for n, c := range []struct{ was, shall, kept string }{
		{"one", "two", "my.yaml.bak"},
		{"two", "three", "my.yaml.bak2"},
		{"three", "four", "my.yaml.bak3"},
	} {
		kept, err := cli.RewriteFile(path, []byte(c.was), []byte(c.shall))
		if err != nil || filepath.Base(kept) != c.kept {
			t.Fatalf("%d: kept as %s, %v", n, kept, err)
		}
		if got := clitest.ReadText(t, path) + " " + clitest.ReadText(t, kept); got != c.shall+" "+c.was {
			t.Errorf("%d: %s", n, got)
		}
		for _, name := range []string{path, kept} {
			if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
				t.Errorf("%d: %s has the permissions %v, %v", n, name, info.Mode(), err)
			}
		}
	}
	if got := namesIn(t, dir); !slices.Equal(got, []string{"my.yaml", "my.yaml.bak", "my.yaml.bak2", "my.yaml.bak3"}) {
		t.Errorf("there is %s", got)
	}
}

// TestRewriteFileRefused sees that a file that cannot be changed rightly stays
// as it is, with nothing lying beside it.
func TestRewriteFileRefused(t *testing.T) {
	t.Parallel()
	if clitest.AsNobody(t, "TestRewriteFileRefused") {
		return
	}
	for _, c := range []struct {
		name    string
		now     string
		prepare func(dir, path string) error
		want    string
	}{
		{"changed", "one, and more", nil, "has changed since it was read, and is left as it is; try again"},
		{"shortened", "on", nil, "has changed since it was read"},
		{"read-only", "one", func(_, path string) error { return os.Chmod(path, 0o400) }, "may not be changed: permission denied"},
		{"folder", "one", func(dir, _ string) error { return os.Chmod(dir, 0o500) }, "cannot be kept beside it: permission denied; nothing was changed"},
		{"gone", "one", func(_, path string) error { return os.Remove(path) }, "cannot be found any more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, "my.yaml")
			if err := os.WriteFile(path, []byte(c.now), 0o600); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.want, "permission") && os.Getuid() < 0 {
				t.Skip("this system has no permissions like these")
			}
			if c.prepare != nil {
				if err := c.prepare(dir, path); err != nil {
					t.Fatal(err)
				}
			}
			kept, err := cli.RewriteFile(path, []byte("one"), []byte("two"))
			if err == nil || kept != "" || !strings.Contains(err.Error(), c.want) {
				t.Errorf("kept %q, %v", kept, err)
			}
			if err := os.Chmod(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			want := []string{"my.yaml"}
			if c.name == "gone" {
				want = nil
			} else if got := clitest.ReadText(t, path); got != c.now {
				t.Errorf("it is now %q", got)
			}
			if got := namesIn(t, dir); !slices.Equal(got, want) {
				t.Errorf("there is %s", got)
			}
		})
	}
}
