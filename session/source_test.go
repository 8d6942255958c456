package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"facilitate/timer/timertest"
)

// Plans whose mistakes cannot be written in a text file.
func TestBadBytes(t *testing.T) {
	const deep = "lists and keys lie too deep in each other; look at the brackets and the indentation"
	for _, c := range []struct{ name, src, want string }{
		{"nothing", "", `p:1:1: the plan is empty; start it with "title: ..."`},
		{"more than 1 MiB", strings.Repeat("#\n", MaxSize/2+1), "p:1:1: the plan is larger than 1 MiB; move long texts into handouts of their own outside the plan"},
		{"UTF-16", "\xff\xfet\x00i\x00", "p:1:1: the file is written in UTF-16; save it as UTF-8 in your editor"},
		{"UTF-16, the other way round", "\xfe\xff\x00t\x00i", "p:1:1: the file is written in UTF-16; save it as UTF-8 in your editor"},
		{"UTF-16 without a mark", "t\x00i\x00", "p:1:1: the file is written in UTF-16; save it as UTF-8 in your editor"},
		{"not UTF-8", "title: caf\xe9\n\xff", `p:1:11: the byte 0xe9 is not UTF-8; save the file as UTF-8 in your editor, or delete the character here
p:2:1: the byte 0xff is not UTF-8; save the file as UTF-8 in your editor, or delete the character here`},
		{"zero", "ti\x00", "p:1:3: a control character (U+0000); delete it"},
		{"control characters", "é: \x1b[0m\r\n\r\x7f\u0085", `p:1:4: a control character (U+001B); delete it
p:3:1: a control character (U+007F); delete it
p:3:2: a control character (U+0085); delete it`},
		{"line breaks of other kinds", "a\u2028\u2029", `p:1:2: a line break of a special kind (U+2028); delete it and press Enter in its place
p:1:3: a line break of a special kind (U+2029); delete it and press Enter in its place`},
		{"no character", "a\ufffe", "p:1:2: a character that no text may hold (U+FFFE); delete it"},
		{"bidi in a text", head + "aim: a\u202eb\n", "p:7:7: a character that cannot be seen and turns the direction of writing (U+202E); delete it"},
		{"invisible in a key", head + "a\u2061\u200b: 1\n", "p:7:1: \"a\ufffd\ufffd\" is not a key of a plan; its keys are " + List(planKeys.names, "and")},
		{"100,000 brackets", head + "aim: " + strings.Repeat("[", 100_000), "p:7:1: " + deep},
		{"100,000 braces", strings.Repeat("{a: ", 100_000), "p:1:1: " + deep},
		{"100,000 dashes", head + "aim:\n  " + strings.Repeat("- ", 100_000), "p:8:3: " + deep},
		{"old lines", "title: T\rduration: 5\r", `p:1:1: a plan has no "activities"; add "activities:" and at least one with an id, a title and a duration
p:2:11: duration "5" has no unit; write it with units, like 45s, 5m, 1m30s or 1h30m`},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, problems := Load("p", []byte(c.src))
			if plan != nil || problems.Error() != c.want {
				t.Errorf("got\n%s\nwant\n%s", problems.Error(), c.want)
			}
		})
	}
}

func TestManyProblems(t *testing.T) {
	_, problems := Load("p", []byte(head+strings.Repeat("- x\n", 150)))
	if len(problems) != MaxProblems+1 {
		t.Fatalf("%d problems", len(problems))
	}
	if got, want := problems[MaxProblems].String(), "p:106:3: and 50 more; mend these first"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPhaseLimit(t *testing.T) {
	var b strings.Builder
	b.WriteString("title: T\nduration: 5m\nactivities:\n- {id: a, title: A, duration: 5m}\n- id: b\n  title: B\n  phases:\n")
	b.WriteString(strings.Repeat("  - {name: A, duration: 5m}\n", MaxPhases))
	// The one it is about is the first that is too many: with all before it the plan is in order.
	want := "p:20007:5: the plan has more than 20000 phases; make several plans of it"
	if _, problems := Load("p", []byte(b.String())); problems.Error() != want {
		t.Error(problems)
	}
}

// No plan makes the program slow, whatever is in it. The bound is many times
// what each takes; what is found here is work that
// grows with the square of the size. With FACILITATE_LONG the plans are nearly
// as large as plans may be.
func TestHostilePlansAreQuick(t *testing.T) {
	var keys, ids strings.Builder
	for i := range 45_000 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	for i := range 5_000 {
		fmt.Fprintf(&ids, "- {id: outcome%d, text: x}\n", i)
	}
	references := strings.TrimSuffix(head, "\n") + "\n  outcomes: [" + strings.Repeat("outcomeXX, ", 5_000) + "]\noutcomes:\n"
	for name, src := range map[string]string{
		"45,000 keys":          head + keys.String(),
		"wrong references":     references + ids.String(),
		"comments":             fill(notes, "  - say: a #\n"),
		"numbers lost":         fill(notes, "  - say: a #3\n"),
		"text that trips":      fill(notes, "  - say: a: b\n"),
		"text that trips late": fill(notes, "  - say: a\n") + strings.Repeat("  - say: [a] b\n", 5),
		"open quotes":          fill(notes, "  - say: \"\n"),
		"brackets":             fill(head+"aim: ", "["),
		"commas":               fill(head+"  outcomes: [", "a,"),
		"question marks":       fill("", "?\n"),
		"directives":           fill("", "%TAG !a! b\n"),
		"zeros":                fill("", "\x00"),
		"escapes":              fill(head+`aim: "`, `\e`),
		"a slide read for ever": fill(notes, "  - slide: a\n") + "slides: [{id: a, read: true, body: " +
			strings.Repeat("w ", 100_000) + "}]\n",
	} {
		took := timertest.Work(func() {
			plan, _ := Load("p", []byte(src)[:min(len(src), MaxSize)])
			if plan != nil {
				Check("p", plan)
			}
		})
		if took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// fill repeats a text until a plan is large.
func fill(start, text string) string {
	size := timertest.Amount(MaxSize/24, MaxSize*3/4)
	return start + strings.Repeat(text, (size-len(start))/len(text))
}
