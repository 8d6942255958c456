package session

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"facilitate/sessions"
)

// TestLookalikes names characters that only look like others, at their places,
// and keeps those that stand in a text.
func TestLookalikes(t *testing.T) {
	t.Parallel()
	const before = "title: A\nduration: 30m\nactivities:\n"
	for _, c := range []struct {
		what, bad, good string
		told            []string // places and characters; none: they are meant
	}{
		{"blanks for indent", "\u00a0\u00a0- id: a\n\u00a0 \u00a0 title: A\n    duration: 5m\n", "  - id: a\n    title: A\n    duration: 5m\n", []string{"4:1 U+00A0", "5:1 U+00A0", "5:3 U+00A0"}},
		{"wide blanks", "\u3000- id: a\n\u3000\u3000duration: 5m\n", "  - id: a\n    duration: 5m\n", []string{"4:1 U+3000", "5:1 U+3000"}},
		{"blanks before colons", "  - id: a\n    title\u00a0: A\n    lead\u202f: B\n", "  - id: a\n    title : A\n    lead : B\n", []string{"5:10 U+00A0", "6:9 U+202F"}},
		{"blanks behind signs", "  -\u202fid:\u00a0a\n    title:\u2009A\n", "  - id: a\n    title: A\n", []string{"4:4 U+202F", "4:8 U+00A0", "5:11 U+2009"}},
		{"what has no width", "  - id: a\n\u200b    title: \ufeffA\n", "  - id: a\n    title: A\n", []string{"5:1 U+200B", "5:13 U+FEFF"}},
		{"dashes and bullets", "  – id: a\n    notes:\n      • say: x\n      —\u00a0ask: y\n", "  - id: a\n    notes:\n      - say: x\n      - ask: y\n", []string{"4:3 U+2013", "6:7 U+2022", "7:7 U+2014", "7:8 U+00A0"}},
		{"a list of texts", "    - listen:\n        – one\n        – two\n", "    - listen:\n        - one\n        - two\n", []string{"5:9 U+2013", "6:9 U+2013"}},
		{"wide colons", "  - id： a\n    title：A\n    notes：\n", "  - id: a\n    title: A\n    notes:\n", []string{"4:7 U+FF1A", "5:10 U+FF1A", "6:10 U+FF1A"}},
		{"quotes", "  - id: “a”\n    at: ‘9:30’ # x\n    lead: “Ann: first”\n", "  - id: \"a\"\n    at: \"9:30\" # x\n    lead: \"Ann: first\"\n", []string{"4:9 U+201C", "4:11 U+201D", "5:9 U+2018", "5:14 U+2019", "6:11 U+201C", "6:22 U+201D"}},
		{"brackets", "  - {id：a, title: “A”,\u00a0duration: 5m}\n", "  - {id: a, title: “A”, duration: 5m}\n", []string{"4:8 U+FF1A", "4:23 U+00A0"}},
		{"the indent of a text", "  - say: |\n\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0Hello\n      – you\n", "  - say: |\n      Hello\n      – you\n", []string{"5:1 U+00A0"}},

		{"a sentence", "  - say: “Good\u00a0morning”, I’m here – and so are you…\n      – and you：all\n      \u00a0 of you\n", "", nil},
		{"a text", "  - say: |\n      – Hello\n      • one：\u00a0two\n\n      \u00a0“so”\n", "", nil},
		{"a line of speech", "  - say:\n      – Hello, you.\n", "", nil},
		{"quotes that are meant", "  - title: “Hello”\n  - id: kids\n    text: “one” and “two”\n", "", nil},
		{"plain quotes", "  - say: \"a\n    – b\n      • c\"\n  - {text: '– x：y'}\n  - say: x # – a\n  # – b：c\n", "", nil},
		{"what is no key", "  - say: x\n    Frage：wer\n", "", nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			if c.good == "" {
				c.good = c.bad
			}
			after, found := straighten([]byte(before + c.bad))
			if got := strings.TrimPrefix(string(after), before); got != c.good {
				t.Errorf("it became\n%s\nnot\n%s", got, c.good)
			}
			var told []string
			for _, p := range found {
				told = append(told, p.place())
			}
			if strings.Join(told, ", ") != strings.Join(c.told, ", ") {
				t.Errorf("told are %v, not %v", told, c.told)
			}
		})
	}
}

// TestStraightenPlans spoils the plans that ship as other programs would, and
// gets back every byte. Plans that are sound stay as they are.
func TestStraightenPlans(t *testing.T) {
	t.Parallel()
	indent := regexp.MustCompile(`(?m)^ +`)
	note := regexp.MustCompile(`(?m)^( *)- (id|name|say|do|ask|note|slide|listen|summarise|round): `)
	for _, name := range sessions.Names() {
		src, _ := sessions.Read(name)
		if got := string(Straighten(src)); got != string(src) {
			t.Errorf("%s does not stay as it is", name)
		}
		bad := note.ReplaceAllString(string(src), "$1– $2： ")
		bad = indent.ReplaceAllStringFunc(bad, func(s string) string { return strings.Repeat("\u00a0", len(s)) })
		bad = strings.ReplaceAll(bad, "\n", "\r\n")
		if got := strings.ReplaceAll(string(Straighten([]byte(bad))), "\r\n", "\n"); got != string(src) {
			t.Errorf("%s does not come back", name)
			a, b := strings.Split(got, "\n"), strings.Split(string(src), "\n")
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Fatalf("line %d\n%q\n%q", i+1, a[i], b[i])
				}
			}
		}
	}
}

func (l lookalike) place() string {
	return fmt.Sprintf("%d:%d U+%04X", l.at.Line, l.at.Column, l.r)
}
