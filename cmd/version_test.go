package cmd

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestVersionOfBuild(t *testing.T) {
	t.Parallel()
	system := runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH + "\n"
	for _, c := range []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"nothing known", nil, "facilitate unreleased\n"},
		{"a folder without history", &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, "facilitate unreleased\n"},
		{"a release", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "facilitate v1.2.3\n"},
		{"a changed revision", &debug.BuildInfo{Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "abc"},
			{Key: "vcs.time", Value: "2026-11-21T21:00:00Z"},
			{Key: "vcs.modified", Value: "true"},
		}}, "facilitate unreleased\nrevision abc of 2026-11-21T21:00:00Z, with changes\n"},
	} {
		if got := newBuild(c.info).String(); got != c.want+system {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
