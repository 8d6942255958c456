package session

import "strings"

// Setting is how participants sit and work.
type Setting string

// The settings a phase can have. All that is known of them stands in settings.
const (
	Plenary    Setting = "plenary"
	Individual Setting = "individual"
	Pairs      Setting = "pairs"
	Groups     Setting = "groups"
)

// settings are all of them, in the order in which messages name them. A plenary
// is said in words that nobody has to know.
var settings = []struct {
	setting   Setting
	you, they string
}{
	{Plenary, "all together", "all together"},
	{Individual, "on your own", "on their own"},
	{Pairs, "in pairs", "in pairs"},
	{Groups, "in groups", "in groups"},
}

// settingNames are the settings as a plan has them.
func settingNames() []string { return wordsOf(Plenary, Individual, Pairs, Groups) }

// Name is the setting as facilitators call it: as a plan has it, but for the one
// that few would call so.
func (s Setting) Name() string {
	if s == Plenary {
		return s.OfThem()
	}
	return string(s)
}

// ToYou is the setting said to the participants: "on your own".
func (s Setting) ToYou() string { you, _ := s.words(); return you }

// OfThem is the setting told of the participants: "on their own".
func (s Setting) OfThem() string { _, they := s.words(); return they }

func (s Setting) words() (you, they string) {
	for _, known := range settings {
		if known.setting == s {
			return known.you, known.they
		}
	}
	return string(s), string(s)
}

// EitherSetting are settings to choose from in the words that say has for one:
// "pairs or groups".
func EitherSetting(all []Setting, say func(Setting) string) string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = say(s)
	}
	return strings.Join(words, " or ")
}
