package config

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/tui"
	"facilitate/session"
)

// New is the command config.
func New(env *cli.Env) *cobra.Command {
	var json bool
	c := &cobra.Command{
		Use:   "config",
		Short: "what holds where no flag says otherwise: colours, keys, folders",
		Long: `Shows what holds where no flag says otherwise, and from where: a flag goes
before a variable, and that before the file of settings, a small one in YAML.

  theme: light
  bell: true
  organisation: Family Centre North
  clicker: {on: right, back: left}
  keys:
    pause: P

facilitate config set writes into it, unset takes a line out, and keys lists what
keys there are to change. A setting's variable is FACILITATE_ and its name in
capitals, as FACILITATE_WORDS_A_MINUTE; FACILITATE_CONFIG names another file.
The names of files are read from the folder of that file.

--json prints one object: file, and settings, an array of objects with key, value,
from (default, file or variable), and line where it is from the file. The exit
status is 1 where something is wrong in the file.`,
		Args: cli.NoArgs("facilitate config"),
		RunE: func(*cobra.Command, []string) error { return show(env, json) },
	}
	c.Flags().BoolVar(&json, "json", false, "print JSON")
	c.AddCommand(
		&cobra.Command{
			Use: "set KEY VALUE", Short: "write a setting into the file", Long: "Writes a setting into the file of settings. All else in it stays.",
			Example: "  facilitate config set theme light\n  facilitate config set keys.pause P",
			Args: func(c *cobra.Command, args []string) error {
				if len(args) != 2 {
					return cli.Usage("a setting has a name and a value; try: facilitate config set theme light")
				}
				return known(c, args)
			},
			RunE:              func(_ *cobra.Command, args []string) error { return set(env, args[0], args[1]) },
			ValidArgsFunction: offer,
		},
		&cobra.Command{
			Use: "unset KEY", Short: "take a setting out of the file", Long: "Takes a setting out of the file of settings.",
			Example:           "  facilitate config unset keys.pause",
			Args:              cobra.MatchAll(cli.OneArg("the setting", "facilitate config unset theme"), known),
			RunE:              func(_ *cobra.Command, args []string) error { return set(env, args[0], "") },
			ValidArgsFunction: offer,
		},
		&cobra.Command{
			Use: "keys", Short: "list the keys that can be changed", Long: "Lists what has a key of its own that can be changed, and which it is now.",
			Example: "  facilitate config keys",
			Args:    cli.NoArgs("facilitate config keys"),
			RunE:    func(*cobra.Command, []string) error { return listKeys(env) },
		},
	)
	return c
}

func offer(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return keys(), cobra.ShellCompDirectiveNoFileComp
}

func show(env *cli.Env, json bool) error {
	is, problems, err := read(env)
	file := library.ConfigFile(env)
	all := []held{}
	for _, s := range settings {
		if !slices.ContainsFunc(is, func(h held) bool { return h.Key == s.key }) {
			all = append(all, held{Key: s.key, From: "default"})
		}
	}
	all = append(is, all...)
	var wrong error
	if err != nil || len(problems) > 0 {
		wrong = cli.ErrReported // told when the program began
	}
	if json {
		return cmp.Or(env.AnswerJSON(struct {
			File     string `json:"file"`
			Settings []held `json:"settings"`
		}{file, all}), wrong)
	}
	t := cli.Table{Columns: []cli.Column{{Title: "SETTING"}, {Title: "VALUE", Least: 12}, {Title: "FROM"}, {Title: "IS", Least: 16}}, Width: env.Width(), Bold: env.Bold()}
	for _, h := range all {
		from := map[string]string{"file": "line " + strconv.Itoa(h.Line), "variable": cli.SettingVariable(h.Key), "default": "default"}[h.From]
		about := ""
		if i := slices.IndexFunc(settings, func(s setting) bool { return s.key == h.Key }); i >= 0 {
			about = settings[i].about
		}
		t.Add(h.Key, cmp.Or(session.CleanLine(h.Value), "–"), from, about)
	}
	where := "there is no place for a file; FACILITATE_CONFIG names one"
	switch {
	case file != "" && cli.Exists(file):
		where = "the file: " + session.CleanLine(file)
	case file != "":
		where = "the file, which is not there yet: " + session.CleanLine(file)
	}
	return cmp.Or(env.Answer(t.String()+"\n"+where+"\n"), wrong)
}

// set writes a setting, or takes it out where it is empty, if it can be read then.
func set(env *cli.Env, key, value string) error {
	src, err := library.ReadConfig(env)
	if err != nil {
		return err
	}
	file := session.CleanLine(library.ConfigFile(env))
	if _, problems := readSource(file, src); len(problems) > 0 && value != "" {
		return fmt.Errorf("nothing was changed, for something is wrong in the file; mend it first")
	}
	after, err := session.WithSetting(src, key, value)
	if err != nil {
		return err
	}
	all, problems := readSource(file, after)
	_, wrong := withoutWrongKeys(file, all)
	if problems = append(problems, wrong...); len(problems) > 0 && value != "" {
		return cli.Usage("%s; %s", problems[0].What, problems[0].Todo)
	}
	if err := library.WriteConfig(env, after); err != nil {
		return err
	}
	did := key + " is " + value + " from now on"
	if value == "" {
		did = key + " is as it comes from now on"
	}
	if v := cli.SettingVariable(key); env.Getenv(v) != "" {
		did += "; but as long as " + v + " is set, that holds"
	}
	return env.Answer(session.CleanLine(did) + "\n")
}

func listKeys(env *cli.Env) error {
	t := cli.Table{Columns: []cli.Column{{Title: "SETTING"}, {Title: "KEY"}, {Title: "DOES", Least: 20}}, Width: env.Width(), Bold: env.Bold()}
	for _, k := range tui.KeyNames(tui.OwnKeysOf(env.Settings)) {
		t.Add("keys."+k.Name, k.Key, k.Does)
	}
	return env.Answer(t.String() + "\nfacilitate config set keys.pause P changes one\n")
}
