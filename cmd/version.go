package cmd

import (
	"cmp"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
)

// version is the number of a release. The linker sets it:
//
//	go build -ldflags "-X facilitate/cmd.version=1.0.0"
//
// Elsewhere it is what Go wrote into the program when it built it.
var version string

func newVersion(env *cli.Env) *cobra.Command {
	var json bool
	c := &cobra.Command{
		Use:   "version",
		Short: "say which version of the program this is",
		Long: `Says which version of the program this is, from which revision of its source it
was built, with which Go, and for which system.

--json prints an object:

  version   of the release, or "unreleased"
  revision  of the source; left out where it is not known
  time      of that revision, RFC 3339; left out where it is not known
  modified  whether the source had changes beyond the revision
  go        the version of Go
  os, arch  the system it was built for, in Go's words`,
		Args: cli.NoArgs("facilitate version"),
		RunE: func(*cobra.Command, []string) error {
			if json {
				return env.AnswerJSON(thisBuild())
			}
			return env.Answer(thisBuild().String())
		},
	}
	c.Flags().BoolVar(&json, "json", false, "print JSON")
	return c
}

// build is the object of version --json; the command's help describes it.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Time     string `json:"time,omitempty"`
	Modified bool   `json:"modified"`
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
}

func thisBuild() build {
	info, _ := debug.ReadBuildInfo()
	return newBuild(info)
}

// newBuild reads what Go wrote into the program; info may be nil.
func newBuild(info *debug.BuildInfo) build {
	b := build{Version: version, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if info != nil {
		if v := info.Main.Version; b.Version == "" && v != "(devel)" {
			b.Version = v
		}
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				b.Revision = s.Value
			case "vcs.time":
				b.Time = s.Value
			case "vcs.modified":
				b.Modified = s.Value == "true"
			}
		}
	}
	b.Version = cmp.Or(b.Version, "unreleased")
	return b
}

// String is the answer for people.
func (b build) String() string {
	text := "facilitate " + b.Version + "\n"
	if b.Revision != "" {
		text += "revision " + b.Revision
		if b.Time != "" {
			text += " of " + b.Time
		}
		if b.Modified {
			text += ", with changes"
		}
		text += "\n"
	}
	return text + b.Go + " " + b.OS + "/" + b.Arch + "\n"
}
