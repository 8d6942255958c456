package cmd

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// browserNames are the commands of the browsers that print without a window.
var browserNames = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
}

// findBrowser finds one: that at the path where one is given, else the first
// among the commands, else one in its usual place.
func findBrowser(path string) (string, error) {
	if path != "" {
		found, err := exec.LookPath(path)
		if err != nil {
			return "", fmt.Errorf("there is no browser at %s; the HTML is written: open it in any browser and print it on A4", path)
		}
		return found, nil
	}
	for _, name := range append(browserNames, usualPlaces(runtime.GOOS, os.Getenv)...) {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errors.New("no Chromium, Chrome or Edge was found to make PDF with; the HTML is written: " +
		"open it in any browser and print it on A4, or name a browser with --browser PATH")
}

// usualPlaces are where the browsers are on systems that do not put them among
// the commands.
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
