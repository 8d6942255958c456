package run

import (
	"slices"
	"testing"
)

// TestWords: no code is told to people as such.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, kind := range AllPauseKinds {
		if kind.Word() == "" || (kind == GapKind || kind == LapKind || kind == WaitKind) && kind.Word() == string(kind) {
			t.Errorf("a pause of the kind %s is called %q", kind, kind.Word())
		}
	}
	if slices.Contains(PauseKinds, GapKind) || slices.Contains(PauseKinds, LapKind) || slices.Contains(PauseKinds, WaitKind) || len(PauseKinds) != len(AllPauseKinds)-3 {
		t.Errorf("the kinds that can be asked for are %q", PauseKinds)
	}
	if got := PauseKind("siesta").Word(); got != "siesta" {
		t.Errorf("a kind that is not known is called %q", got)
	}
	signs := map[string]bool{}
	for _, kind := range CaptureKinds {
		if kind.Label() == "" || kind.Title() == "" || len(kind.Sign()) != 1 || signs[kind.Sign()] {
			t.Errorf("lines of the kind %s: %q, %q, %q", kind, kind.Label(), kind.Title(), kind.Sign())
		}
		signs[kind.Sign()] = true
	}
	for _, status := range Statuses {
		if status.Word() == "" {
			t.Errorf("%v has no word", status)
		}
	}
	for _, c := range []struct{ command, want string }{
		{"next", "moved on"},
		{"skip", "skipped"},
		{"skip activity", "activity skipped"},
		{"recover trim", "recovered: shortened"},
		{"recover drop", "recovered: dropped"},
		{"recover extend", "recovered: later end"},
		{"levitate", "levitate"},
	} {
		if got := Did(c.command); got != c.want {
			t.Errorf("%s did: %s, not %s", c.command, got, c.want)
		}
	}
}

// notSaid are the commands of which nothing is told afterwards: they are no
// steps of the session.
var notSaid = map[Word]bool{CmdUndo: true, CmdPlace: true, CmdCapture: true, CmdEdit: true, CmdStrike: true}

// TestEveryCommandIsTold: what can be taken back is named when it is, and every
// change is told in a report.
func TestEveryCommandIsTold(t *testing.T) {
	t.Parallel()
	for word, w := range words {
		if (w.did == "") != notSaid[word] {
			t.Errorf("%s did %q", word, w.did)
		}
		if (word.TakenBack() == "") != (notSaid[word] || word == CmdBook) {
			t.Errorf("of %s %q is taken back", word, word.TakenBack())
		}
	}
}

func TestEither(t *testing.T) {
	t.Parallel()
	for want, all := range map[string][]Option{"trim": {RecoverTrim}, "trim or drop": {RecoverTrim, RecoverDrop}, "trim, drop or extend": Options} {
		if got := Either(all); got != want {
			t.Errorf("%q is %q", all, got)
		}
	}
}
