// Package config is the command that shows and sets what the program is to do
// unasked, and has it heeded: what a flag does not say, a variable does, and what
// neither says, the file. It must never know what the settings do.
package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/tui"
	"facilitate/session"
)

type setting struct {
	key   string
	flag  string // which says the same; empty where none does
	about string
}

// settings are all there are, but for the keys.
var settings = []setting{
	{"theme", "theme", "the console's colours: dark, light, contrast or none"},
	{"bell", "bell", "whether the terminal's bell rings at each cue: true or false"},
	{"room", "room", "whether the room's screen opens by itself: true or false"},
	{"port", "port", "the port of the room's screen, 1 to 65535"},
	{"words_a_minute", "", "how fast you speak, for show --speech: 60 to 300"},
	{"plans", "", "the folder of your own plans"},
	{"organisation", "", "whose sessions they are, for the head of the papers of a plan that does not say"},
	{"logo", "", "its picture, for the same"},
	{"local", "local", "the file with the contacts of your area, for the handouts"},
	{"large", "large", "whether papers are in large print: true or false"},
	{"browser", "browser", "the browser that makes PDF and measures slides"},
	{tui.ClickerOn, "", "what a clicker sends for on beside Page Down: right, down, f1 to f12"},
	{tui.ClickerBack, "", "and for back beside Page Up"},
}

// Heed reads the settings into an environment. What is wrong in them is told on
// standard error, and the rest heeded: a slip in a file is to keep nobody waiting.
func Heed(env *cli.Env) {
	held, problems, err := read(env)
	if err != nil {
		fmt.Fprintln(env.Err, err)
	}
	if len(problems) > 0 {
		fmt.Fprintln(env.Err, problems.Error())
	}
	env.Settings = map[string]string{}
	for _, h := range held {
		env.Settings[h.Key] = library.SettingPath(env, h.Key, h.Value)
	}
}

type held struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	From  string `json:"from"` // file or variable
	Line  int    `json:"line,omitempty"`

	at session.Position
}

// read is what holds, and what is wrong with the rest.
func read(env *cli.Env) (all []held, problems session.Problems, err error) {
	file := library.ConfigFile(env)
	src, err := library.ReadConfig(env)
	all, problems = readSource(file, src)
	for _, key := range keys() {
		if value := env.Getenv(cli.SettingVariable(key)); value != "" {
			all = append(slices.DeleteFunc(all, func(h held) bool { return h.Key == key }), held{Key: key, Value: value, From: "variable"})
		}
	}
	all, wrong := withoutWrongKeys(session.CleanLine(file), all)
	problems = append(problems, wrong...)
	problems.Sort()
	return all, problems, err
}

func readSource(file string, src []byte) (all []held, problems session.Problems) {
	values, problems := session.LoadConfig(session.CleanLine(file), src)
	for _, v := range values {
		all = append(all, held{v.Key, v.Value, "file", v.At.Line, v.At})
	}
	return all, problems
}

// withoutWrongKeys leaves out the keys that cannot be had, and says why.
func withoutWrongKeys(file string, all []held) (right []held, problems session.Problems) {
	by := map[string]string{}
	for _, h := range all {
		by[h.Key] = h.Value
	}
	wrong := tui.OwnKeysOf(by).Check()
	for _, h := range all {
		name, _ := tui.KeySetting(h.Key)
		what, todo, isWrong := strings.Cut(wrong[name], "; ")
		if !isWrong {
			right = append(right, h)
			continue
		}
		p := session.Problem{ID: "wrong-setting", File: file, At: h.at, What: what, Todo: todo}
		if h.From == "variable" {
			p.File, p.At = cli.SettingVariable(h.Key), session.Position{Line: 1, Column: 1}
		}
		problems = append(problems, p)
	}
	return right, problems
}

// FillFlags sets the flags of a command that were not given and that a setting says.
func FillFlags(env *cli.Env, c *cobra.Command) error {
	for _, s := range settings {
		f := c.Flags().Lookup(s.flag)
		value := env.Setting(s.key)
		if f == nil || f.Changed || value == "" || s.key == "theme" { // whose flag knows the others itself
			continue
		}
		if err := f.Value.Set(value); err != nil {
			return cli.Usage("%s: %q cannot be taken for --%s; facilitate config shows what holds", cli.SettingVariable(s.key), session.CleanLine(value), s.flag)
		}
	}
	return nil
}

func keys() (all []string) {
	for _, s := range settings {
		all = append(all, s.key)
	}
	for _, k := range tui.KeyNames(nil) {
		all = append(all, "keys."+k.Name)
	}
	return all
}

// known wants a setting that there is; the error says what may have been meant.
func known(_ *cobra.Command, args []string) error {
	key := args[0]
	if slices.Contains(keys(), key) {
		return nil
	}
	if near := session.Nearest(key, keys()); near != "" {
		return cli.Usage("there is no setting %q; did you mean %s?", session.CleanLine(key), near)
	}
	return cli.Usage("there is no setting %q; facilitate config lists them", session.CleanLine(key))
}
