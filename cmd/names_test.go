package cmd

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// longestName is how long a path in the repository, or below the folder for
// state, may be: what lies above it has to fit into Windows' 260 as well.
const longestName = 180

// device is a name that Windows keeps for a device, whatever follows its first
// dot.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?$`)

// refusedByWindows says why a path with slashes cannot be one on Windows; it is
// empty if it can.
func refusedByWindows(path string) string {
	if len(path) > longestName {
		return "it is too long"
	}
	for name := range strings.SplitSeq(path, "/") {
		switch {
		case device.MatchString(name):
			return "it is a device"
		case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"\|?*`, r) }):
			return "it has a character that may not be there"
		case strings.HasSuffix(name, "."), strings.HasSuffix(name, " "):
			return "it ends in a dot or a space"
		}
	}
	return ""
}

// pathsBelow are all files and folders below one, with slashes, but for some.
func pathsBelow(t *testing.T, root string, but ...string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // another test's, gone again
		}
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, path)
		if err != nil || below == "." {
			return err
		}
		below = filepath.ToSlash(below)
		if slices.Contains(but, below) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		paths = append(paths, below)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// TestNamesOfFiles sees that the repository can be cloned on Windows, and on
// systems that do not tell capitals from small letters.
func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	paths := pathsBelow(t, "..", ".git", "dist")
	if len(paths) < 50 {
		t.Errorf("only %d files were looked at", len(paths))
	}
	seen := map[string]string{}
	for _, path := range paths {
		if why := refusedByWindows(path); why != "" {
			t.Errorf("Windows refuses %s: %s", path, why)
		}
		lower := strings.ToLower(path)
		if other, ok := seen[lower]; ok {
			t.Errorf("%s and %s are one file where capitals are not told from small letters", path, other)
		}
		seen[lower] = path
	}
}

func TestRefusedByWindows(t *testing.T) {
	t.Parallel()
	for path, refused := range map[string]bool{
		"con": true, "a/NUL.txt": true, "Aux.tar.gz": true, "com1": true, "lpt¹.x": true, "prn .txt": true, "conout$": true,
		"a:b": true, "what?": true, `a\b`: true, "a\tb": true, "x|y/z": true, `"a"`: true, "<a>": true, "a*": true,
		"a.": true, "b /c": true, "a./b": true, strings.Repeat("x", longestName+1): true,
		"console.go": false, "com": false, "com10": false, "a/.gitignore": false, "nul-a.txt": false, "ä ö/ü.txt": false,
		strings.Repeat("x", longestName): false,
	} {
		if why := refusedByWindows(path); (why != "") != refused {
			t.Errorf("%q: %q", path, why)
		}
	}
}

// TestNamesOfRuns makes runs of plans with ids that no file could have, spoils
// their journals and takes them up again: whatever is left lying there, Windows
// would have taken it.
func TestNamesOfRuns(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store := journal.Store{Dir: dir}
	at := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	for _, id := range []string{
		"con", "NUL.txt", "aux.", "com1", "lpt9", "a:b", `..\..\a`, "../../a", "a b ", "...", "", "?*<>|", "tab\there",
		"Ausflug-für-Große", "学习", strings.Repeat("long-", 50),
	} {
		r, err := store.Create([]byte("plan"), journal.Head{Kind: journal.Delivery, PlanID: id}, at)
		if err != nil {
			t.Fatalf("%q: %v", id, err)
		}
		if err := r.Append([]run.Event{run.Placed{Note: 1}, run.Placed{Note: 2}, run.Placed{Note: 3}}, at); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "runs", r.ID(), "journal")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text[len(text)-60]++
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if r, _, err = store.Open(r.ID()); err != nil {
			t.Fatalf("%q: %v", id, err)
		}
		r.Alive(timer.Reading{}, at.Add(time.Minute), []byte("draft"))
		for _, path := range pathsBelow(t, dir) { // while it is open, all of its files are there
			if why := refusedByWindows(path); why != "" {
				t.Errorf("the run of %q: Windows refuses %s: %s", id, path, why)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	damaged := 0
	for _, path := range pathsBelow(t, dir) {
		if strings.Contains(path, "damaged") {
			damaged++
		}
	}
	if damaged != 16 {
		t.Errorf("%d damaged journals were kept, not 16", damaged)
	}
}
