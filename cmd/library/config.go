package library

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
)

// ConfigFile is the file of settings; empty where the system names no place for it.
func ConfigFile(env *cli.Env) string {
	if file := env.Getenv("FACILITATE_CONFIG"); file != "" {
		return file
	}
	if dir := configFolder(runtime.GOOS, env.Getenv); dir != "" {
		return filepath.Join(dir, "facilitate", "config.yaml")
	}
	return ""
}

// configFolder is where a system keeps settings, by its variables.
func configFolder(system string, getenv func(string) string) string {
	home := getenv("HOME")
	switch {
	case system == "windows":
		return getenv("AppData")
	case system != "darwin" && filepath.IsAbs(getenv("XDG_CONFIG_HOME")):
		return getenv("XDG_CONFIG_HOME")
	case home == "":
		return ""
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support")
	}
	return filepath.Join(home, ".config")
}

// pathSettings are the settings that name a file or a folder: one that is not given
// in full lies beside the file of settings.
var pathSettings = []string{"plans", "logo", "local", "browser"}

// ReadConfig is the file of settings; empty where there is none.
func ReadConfig(env *cli.Env) ([]byte, error) {
	file := ConfigFile(env)
	if file == "" || !cli.Exists(file) {
		return nil, nil
	}
	src, err := session.ReadFile(file)
	if err != nil {
		return nil, errors.New(strings.Replace(err.Error(), "not a plan", "not a file of settings", 1))
	}
	return src, nil
}

// SettingPath is the value of a setting as it is used: a path in full.
func SettingPath(env *cli.Env, key, value string) string {
	switch below, isHome := strings.CutPrefix(value, "~/"); {
	case !slices.Contains(pathSettings, key):
		return value
	case isHome && env.Getenv("HOME") != "":
		return filepath.Join(env.Getenv("HOME"), below)
	case key == "browser" && !strings.ContainsAny(value, `/\`), filepath.IsAbs(value):
		return value // a command, or in full already
	}
	return filepath.Join(filepath.Dir(ConfigFile(env)), value)
}

// KeepSetting writes a setting into its file.
func KeepSetting(env *cli.Env, key, value string) error {
	src, err := ReadConfig(env)
	if err == nil {
		src, err = session.WithSetting(src, key, value)
	}
	if err == nil {
		err = WriteConfig(env, src)
	}
	return err
}

// WriteConfig writes the file of settings, and the folder it lies in.
func WriteConfig(env *cli.Env, data []byte) error {
	file := ConfigFile(env)
	if file == "" {
		return errors.New("there is no place for settings; name a file in FACILITATE_CONFIG")
	}
	err := os.MkdirAll(filepath.Dir(file), 0o777)
	if err == nil {
		err = cli.ReplaceFile(file, data)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w; name another in FACILITATE_CONFIG", file, cli.Reason(err))
	}
	return nil
}
