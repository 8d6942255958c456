package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpenPicture(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "plan")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	const png = "\x89PNG\r\n\x1a\n"
	write := func(name, data string, size int64) {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(file, max(size, int64(len(data)))); err != nil {
			t.Fatal(err)
		}
	}
	write("whole.png", png, MaxPicture)
	write("large.png", png, MaxPicture+1)
	write("drawing.png", "<svg/>", 0)
	write("photo.JPG", "\xff\xd8\xff\xe0", 0)
	write("other.gif", png, 0)
	write("moving.gif", "GIF89a", 0)
	write("web.webp", "RIFF\x04\x00\x00\x00WEBPVP8 ", 0)
	write("empty.png", "", 0)
	write("drawing.svg", "<svg/>", 0)
	write("../outside.png", png, 0)
	leadsOut := os.Symlink(filepath.Join("..", "outside.png"), filepath.Join(folder, "link.png")) == nil
	for name, want := range map[string]string{
		"whole.png": "image/png", "photo.JPG": "image/jpeg", "moving.gif": "image/gif", "web.webp": "image/webp",
		"large.png": "it is larger than 16 MiB", "drawing.png": "it is not what its name says",
		"other.gif": "it is not what its name says", "empty.png": "it is not what its name says",
		"drawing.svg": "it is not a picture that can be shown", "gone.png": "it is not there",
		"../outside.png": "it leads out of the plan's folder", "link.png": "it leads out of the plan's folder",
	} {
		if name == "link.png" && !leadsOut {
			continue // this system has no links
		}
		file, got, err := OpenPicture(folder, name)
		if err != nil {
			got = err.Error()
		} else {
			file.Close()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	plan := &Plan{Logo: "gone.png", logoAt: Position{Line: 3, Column: 7}, Slides: []Slide{{Image: "whole.png"}}}
	if all := CheckPictures("p.yaml", folder, plan); len(all) != 1 || all[0].At.Line != 3 || !strings.Contains(all[0].What, `the logo "gone.png" cannot be shown: it is not there`) {
		t.Errorf("of the logo it is said that %v", all)
	}
	if _, _, err := OpenPicture("", "whole.png"); err == nil || err.Error() != "the plan has none beside it" {
		t.Errorf("beside no plan: %v", err)
	}
}

// TestSlidesInOrder: slides are numbered as they go up, those that never do last.
func TestSlidesInOrder(t *testing.T) {
	t.Parallel()
	plan, problems := Load("p.yaml", []byte(`
title: T
duration: 30m
slides: [{id: never, title: A}, {id: third, title: B}, {id: first, title: C}, {id: nor, title: D}, {id: second, title: E}]
activities:
  - {id: a, title: A, duration: 5m, notes: [{slide: first}, {slide: second}, {slide: first}]}
  - {id: b, title: B, duration: 5m, notes: [{slide: third}, {slide: second}]}
`))
	if problems != nil {
		t.Fatal(problems)
	}
	got := ""
	for _, s := range plan.Slides {
		got += s.ID + " "
	}
	if got != "first second third never nor " {
		t.Errorf("in the order %s", got)
	}
}
