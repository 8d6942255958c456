package library

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// TestRecall sees that a run knows all files of which its plan was made, and where
// the pictures lie that they name.
func TestRecall(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	env := &cli.Env{Out: io.Discard, Err: io.Discard, Now: time.Now, Getenv: func(string) string { return dir }}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if os.MkdirAll(filepath.Dir(path), 0o700) != nil || os.WriteFile(path, []byte(text), 0o600) != nil {
			t.Fatal(path)
		}
		return path
	}
	base := write("sub/base.yaml", "title: B\nduration: 10m\nslides: [{id: s, image: map.png, alt: A}, {id: u, image: map.png, alt: A}]\nactivities: [{id: a, title: A, duration: 5m, notes: [{slide: s}]}]\n")
	ours := write("ours.yaml", "extends: sub/base.yaml\nlogo: map.png\nslides: [{id: t, image: map.png, alt: A, after: s}, {id: u, image: map.png}]\n")
	const png = "\x89PNG\r\n\x1a\n"
	write("sub/map.png", png+"beneath")
	write("map.png", png+"our own") // each is found where it is named
	f, err := LoadPlan(env, ours, Fill{})
	if err != nil {
		t.Fatal(err)
	}
	run, problems := session.Load("plan.yaml", f.Whole())
	if run == nil {
		t.Fatal(problems)
	}
	again := Recall(env, ours, run)
	if want := []string{ours, base}; !slices.Equal(f.Files(), want) || !slices.Equal(again.Files(), want) {
		t.Errorf("its files are %q and %q", f.Files(), again.Files())
	}
	for what, plan := range map[string]*session.Plan{"plan": f.Plan, "run": run} {
		for id, want := range map[string]string{"s": "beneath", "t": "our own", "u": "our own", "": "our own"} {
			picture, _, err := plan.OpenPicture(f.Folder(), plan.Slide(id))
			if err != nil {
				t.Errorf("the %s: %v", what, err)
				continue
			}
			defer picture.Close()
			if all, err := io.ReadAll(picture); err != nil || string(all) != png+want {
				t.Errorf("of the %s the picture of slide %q is %q, %v", what, id, all, err)
			}
		}
	}
	if gone := Recall(env, filepath.Join(dir, "gone.yaml"), run); gone.Files() != nil || gone.Folder() != "" {
		t.Error("what is not there has files")
	}
}
