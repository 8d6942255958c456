package browser

import (
	"errors"
	"io"
	"runtime"

	webbrowser "github.com/cli/browser"

	"facilitate/cmd/cli"
)

// Open shows a page in the user's own browser, which must not write into the
// terminal. Without a desktop Linux would start one in the terminal.
func Open(env *cli.Env, url string) error {
	desktop := env.Getenv("DISPLAY") + env.Getenv("WAYLAND_DISPLAY") + env.Getenv("WSL_DISTRO_NAME")
	if runtime.GOOS == "linux" && desktop == "" {
		return errors.New("there is no desktop")
	}
	webbrowser.Stdout, webbrowser.Stderr = io.Discard, io.Discard
	return webbrowser.OpenURL(url)
}
