package deliver

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"facilitate/cmd/library"
	"facilitate/session"
)

func TestModified(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plan.yaml")
	if at := modified([]string{file, file + ".base"}); !at.IsZero() {
		t.Errorf("what is not there was changed at %v", at)
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+".base", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	began := modified([]string{file, file + ".base"})
	if err := os.Chtimes(file+".base", time.Time{}, began.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if !modified([]string{file, file + ".base"}).After(began) {
		t.Error("a later change is not seen")
	}
}

func TestToMend(t *testing.T) {
	t.Parallel()
	plan, problems := session.Load("p.yaml", []byte(`
title: T
duration: 30m
slides: [{id: a, image: gone.png, alt: A}, {id: b, title: B}]
activities: [{id: a, title: A, duration: 5m, notes: [{slide: a}]}]
`))
	if problems != nil {
		t.Fatal(problems)
	}
	got := toMend(&library.PlanFile{Plan: plan, File: filepath.Join(t.TempDir(), "p.yaml")})
	if want := []string{`the slide "b" is never shown`, `the picture "gone.png" cannot be shown: it is not there`}; !slices.Equal(got, want) {
		t.Errorf("to mend: %q, not %q", got, want)
	}
}
