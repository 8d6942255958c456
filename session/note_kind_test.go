package session

import (
	"testing"
	"unicode/utf8"
)

// TestNoteKinds: each has its word, and a sign of its own.
func TestNoteKinds(t *testing.T) {
	t.Parallel()
	signs := map[string]NoteKind{}
	for _, kind := range NoteKinds() {
		if kind.Word() == "" || kind.Word() == string(kind) || kind.Label() == "" || len(kind.Label()) > len("HAND OUT") {
			t.Errorf("%s is called %q and %q", kind, kind.Word(), kind.Label())
		}
		sign := kind.Sign()
		if utf8.RuneCountInString(sign) != 1 || signs[sign] != "" {
			t.Errorf("%s has the sign %q, as %q has", kind, sign, signs[sign])
		}
		signs[sign] = kind
	}
	if k := NoteKind("mime"); k.Word() != "mime" || k.Label() != "MIME" || k.Sign() != " " || k.Spoken() {
		t.Errorf("what is no kind is %q, %q, %q", k.Word(), k.Label(), k.Sign())
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for setting, want := range map[Setting][3]string{
		Plenary:    {"all together", "all together", "all together"},
		Individual: {"individual", "on your own", "on their own"},
		Pairs:      {"pairs", "in pairs", "in pairs"},
		"standing": {"standing", "standing", "standing"},
	} {
		if got := [3]string{setting.Name(), setting.ToYou(), setting.OfThem()}; got != want {
			t.Errorf("%s is %q", setting, got)
		}
	}
	if got := EitherSetting([]Setting{Individual, Pairs, Groups}, Setting.ToYou); got != "on your own or in pairs or in groups" {
		t.Error(got)
	}
}
