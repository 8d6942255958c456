package session

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, prose, line string }{
		{"plain", "Plain text, 100 %", "Plain text, 100 %", "Plain text, 100 %"},
		{"lines", "a\nb\r\nc", "a\nb\nc", "a b c"},
		{"tab", "a\tb", "a    b", "a b"},
		{"escape", "\x1b]52;c;aGk=\a", "␛]52;c;aGk=␇", "␛]52;c;aGk=␇"},
		{"zero, backspace, carriage return, delete", "\x00\b\r\x7f", "␀␈␍␡", "␀␈␍␡"},
		{"C1", "\u0085\u009b2J", "��2J", "��2J"},
		{"C1 as a byte", "\x9b2J", "�2J", "�2J"},
		{"direction", "a\u202eb\u2066c\u200f", "a�b�c�", "a�b�c�"},
		{"invisible", "a\u200bb\u00adc\ufeff\u2060", "a�b�c��", "a�b�c��"},
		{"separators", "a\u2028b\u2029", "a�b�", "a�b�"},
		{"private use", "\ue000\U000f0000", "��", "��"},
		{"tags", "\U000e0041", "�", "�"},
		{"no characters", "\ufffe\U0001ffff", "��", "��"},
		{"emoji with joiner and selector", "👩‍👧 ❤️ 👍🏽", "👩‍👧 ❤️ 👍🏽", "👩‍👧 ❤️ 👍🏽"},
		{"emoji newer than the tables", "\U0001faea", "\U0001faea", "\U0001faea"},
		{"Persian with its non-joiner", "می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"},
		{"accents apart", "e\u0301", "e\u0301", "e\u0301"},
		{"spaces of other kinds", "5\u00a0min\u2009x", "5\u00a0min\u2009x", "5\u00a0min\u2009x"},
		{"half a character", "caf\xc3", "caf�", "caf�"},
		{"the replacement itself", "�", "�", "�"},
	} {
		if got := Clean(c.in); got != c.prose {
			t.Errorf("%s: prose %q, want %q", c.name, got, c.prose)
		}
		if got := CleanLine(c.in); got != c.line {
			t.Errorf("%s: line %q, want %q", c.name, got, c.line)
		}
	}
}

func TestCleanDoesNotCopyWhatIsClean(t *testing.T) {
	text := strings.Repeat("Grüße an alle, 👩‍👧 dort.\n", 100)
	line := strings.ReplaceAll(text, "\n", " ")
	if n := testing.AllocsPerRun(10, func() { Clean(text); CleanLine(line) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// dirty is the first character that must never reach a terminal or a page, as
// the rule is written rather than as Clean decides it; 0 if there is none.
func dirty(s string) rune {
	if !utf8.ValidString(s) {
		return utf8.MaxRune
	}
	for _, r := range s {
		switch {
		case r == '\n', r == '\u200c', r == '\u200d':
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp):
			return r
		}
	}
	return 0
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"", "text\n", "\x1b]52;c;aGk=\a", "\u009b\u202e\u200b\ufeff", "a\r\n\tb\r", "\xff\xc3", "👩‍👧❤️", "\U000e0041"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, clean := range map[string]func(string) string{"Clean": Clean, "CleanLine": CleanLine} {
			got := clean(s)
			if r := dirty(got); r != 0 {
				t.Errorf("%s(%q) leaves %U", name, s, r)
			}
			if again := clean(got); again != got {
				t.Errorf("%s(%q) changes again from %q to %q", name, s, got, again)
			}
		}
		if strings.Contains(CleanLine(s), "\n") {
			t.Errorf("CleanLine(%q) has a new line", s)
		}
	})
}
