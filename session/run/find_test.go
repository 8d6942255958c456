package run_test

import (
	"testing"
	"time"
)

func TestFind(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 5m; b 5m 5m; c-d 5m; a1 5m"), "")
	for target, want := range map[string]int{
		"a": 0, "a/1": 0, "b": 1, "b/1": 1, "b/2": 2, "c-d": 3, "c-d/1": 3, "a1": 4,
	} {
		if p, ok := s.Find(target); p != want || !ok {
			t.Errorf("%q is %d (%v), want %d", target, p, ok, want)
		}
	}
	for _, target := range []string{
		"", "/", "/1", "a/", "a/0", "a/2", "b/3", "b/-1", "b/+1", "b/01", "b/ 1", "b/1 ", "b/1/1", "b/x", "b/1.0",
		"b/99999999999999999999", "b/9223372036854775807", "A", " a", "a ", "c", "1", "Activity",
	} {
		if p, ok := s.Find(target); ok {
			t.Errorf("%q is %d, and the plan has none such", target, p)
		}
	}
}

func TestNameIsFound(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 5m; b 5m 5m; c 5m"), "")
	for i, want := range []string{"a/1", "b/1", "b/2", "c/1"} {
		name := s.Name(i)
		if p, ok := s.Find(name); name != want || p != i || !ok {
			t.Errorf("phase %d is called %q, want %q, and that is found as %d (%v)", i, name, want, p, ok)
		}
	}
	for a, want := range []int{0, 1, 3} {
		if got := s.FirstOf(a); got != want || s.Activity(got) != &s.Plan().Activities[a] {
			t.Errorf("activity %d begins at %d, want %d", a, got, want)
		}
	}
}
