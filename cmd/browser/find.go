package browser

import (
	"os/exec"
	"path/filepath"
	"runtime"

	"facilitate/cmd/cli"
)

// names are the commands of the browsers that print without a window.
var names = []string{
	"chromium-headless-shell", "chrome-headless-shell", // they start in a third of the time
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
}

// Find is the path of a browser that works without a window: of the one that is
// asked for by its path, else of the first among the commands, else of one in its
// usual place. It is false where there is none.
func Find(env *cli.Env, asked string) (path string, ok bool) {
	if asked != "" {
		found, err := exec.LookPath(asked)
		return found, err == nil
	}
	for _, name := range append(names, usualPlaces(runtime.GOOS, env.Getenv)...) {
		if found, err := exec.LookPath(name); err == nil {
			return found, true
		}
	}
	return "", false
}

// usualPlaces are those on systems that do not put browsers among the commands.
func usualPlaces(system string, getenv func(string) string) (all []string) {
	switch system {
	case "darwin":
		for _, app := range []string{"Google Chrome", "Chromium", "Microsoft Edge"} {
			for _, root := range []string{"/", getenv("HOME")} {
				all = append(all, filepath.Join(root, "Applications", app+".app", "Contents", "MacOS", app))
			}
		}
	case "windows":
		for _, variable := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			root := getenv(variable)
			if root == "" {
				continue
			}
			for _, program := range []string{`Google\Chrome\Application\chrome.exe`, `Chromium\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`} {
				all = append(all, root+`\`+program)
			}
		}
	}
	return all
}
