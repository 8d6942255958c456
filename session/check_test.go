package session

import (
	"strings"
	"testing"
	"time"
)

func TestCheck(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }
	for _, c := range []struct{ name, src, want string }{
		{"nothing", head, ""},
		{
			"an outcome nobody serves", head + "outcomes:\n- {id: o, text: O}\n",
			`p:8:3: warning: no activity serves the outcome "o"; name it under the outcomes of an activity, or take it out`,
		},
		{
			"a slide never shown", notes + "  - slide: b\nslides:\n- {id: a, title: A}\n- {id: b, title: B}\n",
			`p:10:3: warning: the slide "a" is never shown; add a note "slide: a", or take it out`,
		},
		{
			"a quiz and a handout of the name of a slide", notes + "  - slide: a\nslides: [{id: a, title: A}]\nquizzes:\n- {id: a, statements: [{text: x, answer: true}]}\nhandouts:\n- {id: a, body: x}\n",
			`p:11:3: warning: the quiz "a" is never taken; add a note "quiz: a", or take it out
p:13:3: warning: the handout "a" is never given out; add a note "handout: a", or take it out`,
		},
		{
			"more than is booked", strings.Replace(head, "30m", "4m30s", 1),
			"p:2:11: warning: the activities take 5m, 30s more than the 4m30s booked; shorten some, or book more time",
		},
		{"speech that just fits", notes + "  - say: " + words(650) + "\n", ""},
		{
			"speech that does not fit", notes + "  - say: " + words(400) + "\n  - ask: " + words(200) + "\n  - summarise: " + words(180) + "\n",
			`p:6:13: warning: to speak the notes of "A" takes about 6m, and the phase has 5m; say less, or give it more time`,
		},
		{"what is not spoken", notes + "  - do: " + words(700) + "\n  - note: " + words(700) + "\n  - listen: " + words(700) + "\n", ""},
		{
			"a slide read twice", notes + "  - slide: a\n  - slide: a\nslides: [{id: a, title: Two words, body: " + words(388) + ", read: true}]\n",
			`p:6:13: warning: to speak the notes of "A" takes about 6m, and the phase has 5m; say less, or give it more time`,
		},
		{
			"a character that cannot be seen", notes + "  - say: \"a\\e[2J\"\n  - say: \"b\\u202ec\"\n  - say: \"tab\\there\"\n",
			`p:8:10: warning: this text holds a character that cannot be seen (U+001B), shown as "␛"; delete it
p:9:10: warning: this text holds a character that cannot be seen (U+202E), shown as "�"; delete it`,
		},
		{"a slide not read", notes + "  - slide: a\nslides: [{id: a, body: " + words(1000) + "}]\n", ""},
		{"a round with just enough", notes + "  - say: " + words(390) + "\n  - round: Each group\n", ""},
		{
			"a round with too little", notes + "  - say: " + words(429) + "\n  - round: Each group\n  - round: Again\n",
			`p:9:5: warning: the round in "A" has 1m42s besides what is spoken, less than 30s for each of 4 groups; give the phase more time, or say less`,
		},
		{
			"a round in no time", notes + "  - say: " + words(700) + "\n  - round: Each group\n",
			`p:6:13: warning: to speak the notes of "A" takes about 5m23s, and the phase has 5m; say less, or give it more time`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, problems := Load("p", []byte(c.src))
			if plan == nil {
				t.Fatal(problems)
			}
			if got := Check("p", plan).Error(); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestManyWarnings(t *testing.T) {
	plan, _ := Load("p", []byte(head))
	plan.Outcomes = make([]Outcome, 150)
	for i := range plan.Outcomes {
		plan.Outcomes[i] = Outcome{ID: "o", At: Position{Line: 10 + i, Column: 3}}
	}
	warnings := Check("p", plan)
	if got, want := warnings[len(warnings)-1].String(), "p:109:3: warning: and 50 more; mend these first"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSpeech(t *testing.T) {
	plan := &Plan{
		WordsPerMinute: 60,
		Slides:         []Slide{{ID: "read", Title: "One", Body: "two *three*", Read: true}, {ID: "shown", Body: "not read"}},
	}
	ph := &Phase{Notes: []Note{
		{Kind: Say, Text: "one two three"},
		{Kind: ShowSlide, Ref: "read"},
		{Kind: ShowSlide, Ref: "shown"},
		{Kind: Do, Text: "put the chairs together"},
		{Kind: TakeQuiz, Ref: "read"},
		{Kind: Ask, Text: "four?"},
	}}
	if got := plan.Speech(ph); got != 7*time.Second {
		t.Errorf("the phase takes %v", got)
	}
	if got := plan.SpeechAfter(ph, 0); got != 4*time.Second {
		t.Errorf("what follows the first note takes %v", got)
	}
	plan.Quizzes = []Quiz{{ID: "read", Statements: []Statement{
		{Text: "It is rare.", Because: "One in ten."}, {Text: "It can be learned", Answer: true},
	}}}
	for _, c := range []struct {
		settings []Setting
		want     time.Duration
	}{
		{nil, 19 * time.Second},
		{[]Setting{Plenary}, 19 * time.Second},
		{[]Setting{Pairs, Plenary}, 19 * time.Second},
		{[]Setting{Individual}, 7 * time.Second},
		{[]Setting{Pairs, Groups}, 7 * time.Second},
	} {
		ph.Settings = c.settings
		if got := plan.Speech(ph); got != c.want {
			t.Errorf("with a quiz it takes %v %v, want %v", c.settings, got, c.want)
		}
	}
	if got := plan.SpeechAfter(ph, 4); got != time.Second {
		t.Errorf("what follows the quiz takes %v", got)
	}
	plan.Quizzes = nil
	plan.WordsPerMinute = 0
	if got := plan.Speech(ph); got != 3*time.Second {
		t.Errorf("at the usual pace it takes %v", got)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                                       0,
		" \n\t":                                  0,
		"one":                                    1,
		"One, two; three.":                       3,
		"**Pause.** Then _go_ on":                4,
		"# A heading\n\n> quoted":                3,
		"- a\n- b\n* c\n+ d":                     4,
		"1. first\n2. second":                    2,
		"> 1. first":                             1,
		"in 2026 there were 3":                   5,
		"7":                                      1,
		"1.":                                     0,
		"---\n***\n":                             0,
		"a well-known thing":                     3,
		"don't":                                  1,
		"one — two–three—four":                   4,
		"see https://a.example/b?":               2,
		"[the site](https://a.example/b) has it": 4,
		"<https://a.example/b>":                  1,
		"`code` and | a | table |":               4,
		"Größe für alle":                         3,
		"50 % of all":                            3,
	} {
		if got := Words(text, ""); got != want {
			t.Errorf("%q has %d words, want %d", text, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"tilte", "title"},
		{"titel", "title"},
		{"tittle", "title"},
		{"Title", "title"},
		{"activties", "activities"},
		{"zzz", ""},
		{"x", ""},
		{"", ""},
		{strings.Repeat("title", 1000), ""},
		{"safty", "safety"},
		{"at", ""},
	} {
		if got := Nearest(c.word, planKeys.names); got != c.want {
			t.Errorf("%q: got %q, want %q", c.word, got, c.want)
		}
	}
}

// TestWordsWithoutBlanks: characters count where no blank parts the words, as
// the words that would say as much.
func TestWordsWithoutBlanks(t *testing.T) {
	for _, c := range []struct {
		text, language string
		least, most    int
	}{
		{"みなさん、おはようございます。今日は九十分のワークショップです。", "ja", 12, 13},
		{"みなさん、おはようございます。今日は九十分のワークショップです。", "", 13, 14}, // Chinese characters count more
		{"大家早上好，欢迎参加。", "zh", 5, 6},
		{"大家早上好，欢迎参加。", "ja", 4, 4},
		{"สวัสดีตอนเช้าทุกคน", "th", 4, 5},
		{"今日はFacilitateの2回目です", "ja", 6, 6}, // two of them words of their own
		{"、。", "ja", 0, 0},
		{"안녕하세요 여러분", "ko", 2, 2}, // has blanks
		{"コーヒー", "ja", 2, 2},
	} {
		if got := Words(c.text, c.language); got < c.least || got > c.most {
			t.Errorf("%s in %q counts as %d words, want %d to %d", c.text, c.language, got, c.least, c.most)
		}
	}
}
