package cli_test

import (
	"path/filepath"
	"testing"

	"facilitate/cmd/cli"
)

// TestCalled sees how the program is called again.
func TestCalled(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	here := "." + string(filepath.Separator)
	elsewhere := filepath.Join(t.TempDir(), "facilitate")
	for name, want := range map[string]string{
		"facilitate":     "facilitate",
		"facilitate.exe": "facilitate",
		filepath.Join(dir, "facilitate-windows.exe"): here + "facilitate-windows",
		here + "facilitate":                          here + "facilitate",
		elsewhere:                                    cli.ShellWord(elsewhere),
		filepath.Join("tmp", "go-build1", "b001", "exe", "facilitate"): "go run .",
		filepath.Join(dir, "an odd name"):                              here + cli.ShellWord("an odd name"),
	} {
		if got := cli.Called(name); got != want {
			t.Errorf("%s is called again as %s, not %s", name, got, want)
		}
	}
}
