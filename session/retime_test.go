package session

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"facilitate/timer"
	"facilitate/timer/timertest"
)

const (
	second = time.Second
	minute = time.Minute
)

// durationsOf are the durations of a plan's phases in plan order.
func durationsOf(p *Plan) (all []time.Duration) {
	for _, a := range p.Activities {
		for _, ph := range a.Phases {
			all = append(all, ph.Duration)
		}
	}
	return all
}

// TestRetime writes 4m30s for the one or two phases of a plan, in every way in
// which a duration can stand in a file.
func TestRetime(t *testing.T) {
	t.Parallel()
	const top = "title: T\nduration: 30m # booked\nactivities:\n"
	for _, c := range []struct{ name, before, after string }{
		{"plain", "- id: a\n  title: A\n  duration: 5m\n", "- id: a\n  title: A\n  duration: 4m30s\n"},
		{
			"comments",
			"- id: a # 5m\n  # duration: 5m\n  title: A\n  duration: 5m      # 5m of it\n  # 5m\n  at_least: 4m # 5m\n",
			"- id: a # 5m\n  # duration: 5m\n  title: A\n  duration: 4m30s      # 5m of it\n  # 5m\n  at_least: 4m # 5m\n",
		},
		{"5 min", "- {id: a, title: A, duration: 5 min, at_least: 2 min}\n", "- {id: a, title: A, duration: 4m30s, at_least: 2 min}\n"},
		{"5min and blanks", "- id: a\n  title: A\n  duration:    5min   \n", "- id: a\n  title: A\n  duration:    4m30s   \n"},
		{"double quotes", "- {id: a, title: A, duration: \"5m\"}\n", "- {id: a, title: A, duration: \"4m30s\"}\n"},
		{"single quotes", "- {'id': 'a', 'title': 'A', 'duration': '5 min'}\n", "- {'id': 'a', 'title': 'A', 'duration': '4m30s'}\n"},
		{"quotes and blanks", "- id: a\n  title: A\n  duration: \" 5m \"\n", "- id: a\n  title: A\n  duration: \"4m30s\"\n"},
		{"escapes", "- {id: a, title: A, duration: \"\\x35m\"}\n", "- {id: a, title: A, duration: \"4m30s\"}\n"},
		{"escaped line break", "- {id: a, title: A, duration: \"5\\\n   m\"}\n", "- {id: a, title: A, duration: \"4m30s\"}\n"},
		{"tabs", "- id: a\n  title: A\n  duration:\t5m\t# five\n", "- id: a\n  title: A\n  duration:\t4m30s\t# five\n"},
		{"next line", "- id: a\n  title: A\n  duration: # the usual\n\n    5m # five\n", "- id: a\n  title: A\n  duration: # the usual\n\n    4m30s # five\n"},
		{"two lines", "- id: a\n  title: A\n  duration: 5\n    min # five\n", "- id: a\n  title: A\n  duration: 4m30s # five\n"},
		{"bar", "- id: a\n  title: A\n  duration: |  # five\n\n     5m\n\n  at_least: 1m\n", "- id: a\n  title: A\n  duration: |  # five\n\n     4m30s\n\n  at_least: 1m\n"},
		{"folded", "- id: a\n  title: A\n  duration: >-\n     5\n     min\n", "- id: a\n  title: A\n  duration: >-\n     4m30s\n"},
		{"explicit key", "- id: a\n  title: A\n  ? duration\n  : 5m\n", "- id: a\n  title: A\n  ? duration\n  : 4m30s\n"},
		{
			"unicode before it",
			"- {id: ä, title: \"Übung 👩‍👧 学习 é\", duration: 5m} # 👶 5m\n",
			"- {id: ä, title: \"Übung 👩‍👧 学习 é\", duration: 4m30s} # 👶 5m\n",
		},
		{
			"flow, with two phases on a line",
			"- {id: a, title: A, phases: [{name: 5m, duration: 5m}, {duration: 300s, name: B}]}\n",
			"- {id: a, title: A, phases: [{name: 5m, duration: 4m30s}, {duration: 4m30s, name: B}]}\n",
		},
		{"flow over lines", "- {id: a,\n title: A,\n   duration:\n 5m\n , at_least: 3m}\n", "- {id: a,\n title: A,\n   duration:\n 4m30s\n , at_least: 3m}\n"},
		{"JSON", `- {"id":"a","title":"A","duration":"5m"}`, `- {"id":"a","title":"A","duration":"4m30s"}`},
		{"the same in other words", "- {id: a, title: A, duration: 270s}\n", "- {id: a, title: A, duration: 270s}\n"},
		{"after the end", "- {id: a, title: A, duration: 5m}\n...\n# 5m\n", "- {id: a, title: A, duration: 4m30s}\n...\n# 5m\n"},
		{"no last line end", "- {id: a, title: A, duration: 5m}", "- {id: a, title: A, duration: 4m30s}"},
		{"duration first", "- duration: 5m\n  id: a\n  title: A\n", "- duration: 4m30s\n  id: a\n  title: A\n"},
	} {
		for _, style := range []struct {
			name string
			as   func(string) string
		}{
			{"", func(s string) string { return s }},
			{", CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
			{", CR", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }},
			{", BOM", func(s string) string { return "\ufeff" + s }},
			{", BOM and CRLF", func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }},
		} {
			t.Run(c.name+style.name, func(t *testing.T) {
				t.Parallel()
				before := []byte(style.as(top + c.before))
				plan, problems := Load("p.yaml", before)
				if plan == nil {
					t.Fatal(problems)
				}
				durations := durationsOf(plan)
				for i := range durations {
					durations[i] = 4*minute + 30*second
				}
				after, err := Retime("p.yaml", before, durations)
				if err != nil {
					t.Fatal(err)
				}
				if want := style.as(top + c.after); string(after) != want {
					t.Errorf("it is now\n%q\nnot\n%q", after, want)
				}
			})
		}
	}
}

// TestRetimeRefused sees that nothing is written where it could not be right,
// and that the place is told.
func TestRetimeRefused(t *testing.T) {
	t.Parallel()
	const top = "title: T\nduration: 30m\nactivities:\n"
	for _, c := range []struct {
		name, src string
		to        time.Duration
		want      string
	}{
		{"anchor", "- {id: a, title: A, duration: &five 5m}\n", 4 * minute, `p.yaml:4:31: "&five" marks a place in the file, which plans do without`},
		{"alias", "- {id: a, title: A, duration: &five 5m}\n- {id: b, title: B, duration: *five}\n", 4 * minute, `p.yaml:5:31: "*five" points to another place`},
		{"tag", "- {id: a, title: A, duration: !!str 5m}\n", 4 * minute, `p.yaml:4:31: a word that starts with "!"`},
		{"empty tag", "- {id: ä, title: A, duration: ! 5m}\n", 4 * minute, "p.yaml:4:31: this duration is written in a way that cannot be changed in place; write it plainly, like duration: 5m"},
		{"at_least", "- {id: a, title: A, duration: 5m, at_least: 4m}\n", 3 * minute, "p.yaml:4:31: 3m is less than at_least 4m; lower at_least first"},
		{"nothing", "- {id: a, title: A, duration: 5m}\n", 0, "p.yaml:4:31: no duration can become 0s; a duration is in whole seconds, from 1s to 24h"},
		{"part of a second", "- {id: a, title: A, duration: 5m}\n", 1500 * time.Millisecond, "no duration can become 1.5s"},
		{"too long", "- {id: a, title: A, duration: 5m}\n", 25 * time.Hour, "no duration can become 25h"},
		{"no plan", "- {id: a, title: A}\n", minute, `an activity has neither "duration" nor "phases"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			durations := []time.Duration{c.to}
			if c.name == "alias" {
				durations = append(durations, c.to)
			}
			after, err := Retime("p.yaml", []byte(top+c.src), durations)
			var problems Problems
			if after != nil || !errors.As(err, &problems) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q and\n%v\nnot\n%s", after, err, c.want)
			}
		})
	}
	if after, err := Retime("p.yaml", []byte(head), nil); after != nil || err == nil {
		t.Errorf("no durations at all: %q, %v", after, err)
	}
}

func TestRetimeLeavesWhatStays(t *testing.T) {
	t.Parallel()
	src := full(t)
	plan, _ := Load("p.yaml", src)
	after, err := Retime("p.yaml", src, durationsOf(plan))
	if err != nil || !bytes.Equal(after, src) {
		t.Errorf("%v: %q", err, after)
	}
}

// TestRetimeAnything makes plans in whatever style YAML allows, with values of
// which the test knows where they stand, and gives them other durations.
func TestRetimeAnything(t *testing.T) {
	t.Parallel()
	for seed := range uint64(timertest.Amount(300, 1000)) {
		g := &styled{Rand: rand.New(rand.NewPCG(seed, 4))}
		g.plan()
		before := g.bytes(g.old)
		plan, problems := Load("p.yaml", before)
		if plan == nil {
			t.Fatalf("seed %d: %v\n%s", seed, problems, before)
		}
		if got := durationsOf(plan); !slices.Equal(got, g.was) {
			t.Fatalf("seed %d: the plan has %v, not %v\n%s", seed, got, g.was, before)
		}
		after, err := Retime("p.yaml", before, g.to)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, before)
		}
		if want := g.bytes(g.want); !bytes.Equal(after, want) {
			t.Fatalf("seed %d: it is now\n%q\nnot\n%q", seed, after, want)
		}
		again, problems := Load("p.yaml", after)
		if again == nil {
			t.Fatalf("seed %d: %v\n%s", seed, problems, after)
		}
		for i := range plan.Activities {
			for j := range plan.Activities[i].Phases {
				plan.Activities[i].Phases[j].Duration = g.to[0]
				g.to = g.to[1:]
			}
		}
		if !Same(plan, again) {
			t.Fatalf("seed %d: the plan means something else\n%s\n%s", seed, before, after)
		}
	}
}

// styled writes a plan in styles drawn by lot, and where its durations stand.
type styled struct {
	*rand.Rand
	text      []string // what stands around the values
	old, want []string // the values as they are and as they shall be
	was, to   []time.Duration
	here      strings.Builder
	newline   string
	mark      bool
	block     bool // the line belongs to a text under | or >: no comment can end it
}

func (g *styled) bytes(values []string) []byte {
	var b bytes.Buffer
	if g.mark {
		b.WriteString("\ufeff")
	}
	for i, text := range g.text {
		b.WriteString(strings.ReplaceAll(text, "\n", g.newline))
		if i < len(values) {
			b.WriteString(strings.ReplaceAll(values[i], "\n", g.newline))
		}
	}
	return b.Bytes()
}

func (g *styled) pick(of ...string) string { return of[g.IntN(len(of))] }

func (g *styled) word() string {
	return g.pick("5m", "Übung", "学习", "👶 5m", "a b", "x\u0301", "duration", "ﬁ")
}

func (g *styled) plan() {
	g.newline = g.pick("\n", "\r\n", "\r")
	g.mark = g.IntN(4) == 0
	g.here.WriteString(g.pick("", "# duration: 5m\n", "---\n", "\n\n"))
	fmt.Fprintf(&g.here, "title: %s\nduration: 4h%s\nactivities:\n", g.word(), g.pick("", "   # 5m", "\t"))
	indent := strings.Repeat(" ", g.IntN(5))
	for a := range 1 + g.IntN(4) {
		switch g.IntN(4) {
		case 0:
			fmt.Fprintf(&g.here, "%s- {id: a%d, title: \"%s\", ", indent, a, g.word())
			g.duration("duration: ", indent+"  ", true)
			g.here.WriteString(g.pick("}", " }", ", optional: true}"))
		case 1:
			fmt.Fprintf(&g.here, "%s- {\"id\":\"a%d\", title: '%s', phases: [", indent, a, g.word())
			for p := range 1 + g.IntN(3) {
				fmt.Fprintf(&g.here, "%s{name: %s %d, ", []string{"", ", "}[min(p, 1)], g.word(), p)
				g.duration(g.pick("duration: ", `"duration":`, "duration : "), indent+"  ", true)
				g.here.WriteString("}")
			}
			g.here.WriteString("]}")
		case 2:
			fmt.Fprintf(&g.here, "%s- id: a%d\n%s  title: |\n%s    %s\n%s  ", indent, a, indent, indent, g.word(), indent)
			g.duration("duration: ", indent+"  ", false)
		case 3:
			fmt.Fprintf(&g.here, "%s-   title: %s\n%s    id: a%d\n%s    phases:\n", indent, g.word(), indent, a, indent)
			for p := range 1 + g.IntN(3) {
				fmt.Fprintf(&g.here, "%s    - name: %s %d %s\n%s      ", indent, g.word(), p, g.pick("", "# 5m"), indent)
				g.duration(g.pick("duration: ", "duration:\t", "? duration\n"+indent+"      : "), indent+"      ", false)
				if p < 3 {
					g.line()
				}
			}
			g.here.WriteString(indent + "    optional: true")
		}
		g.line()
	}
	g.here.WriteString(g.pick("", "# duration: 5m", "...\n", "...\n# 5m"))
	g.text = append(g.text, g.here.String())
}

// line ends a line, perhaps with a comment.
func (g *styled) line() {
	if g.block {
		g.block = false
		g.here.WriteString(g.pick("\n", "  \n", "\n\n"))
		return
	}
	g.here.WriteString(g.pick("\n", "\n", "  \n", " # duration: 5m\n", "\n\n  # 5m 👶\n"))
}

// duration writes a key and a value, with other text around it.
func (g *styled) duration(key, indent string, flow bool) {
	was, to := time.Duration(1+g.IntN(7200))*second, time.Duration(1+g.IntN(7200))*second
	text := timer.FormatSpan(was)
	ways := []string{text, text, fmt.Sprintf("%ds", was/second)}
	if g.IntN(2) == 0 {
		was = time.Duration(1+g.IntN(120)) * minute
		text = timer.FormatSpan(was)
		n := fmt.Sprint(int(was / minute))
		ways = []string{n + " min", n + "min", n + "   min", n + "m", n + "\n" + indent + " min"}
	}
	if g.IntN(5) == 0 {
		to = was
	}
	old := ways[g.IntN(len(ways))]
	lead, trail := g.pick("", "", "", " ", "  "), ""
	n := g.IntN(8)
	g.block = (n == 2 || n == 3) && !flow
	switch {
	case n == 0:
		lead, trail = lead+`"`, `"`
	case n == 1:
		lead, trail = lead+"'", "'"
	case n == 2 && g.block:
		lead += g.pick(">", ">-", "> # 5m", ">+") + "\n" + g.pick("", "\n") + indent + " "
	case n == 3 && g.block:
		lead, old = lead+g.pick("|", "|-", "| # 5m")+"\n"+indent+g.pick(" ", "     "), text
	case n == 4 && !strings.HasPrefix(key, "?"):
		lead += g.pick("\n", "# 5m\n", "\n\n") + indent + " "
	}
	if key == `"duration":` && strings.HasPrefix(lead, "#") {
		lead = " " + lead
	}
	g.text = append(g.text, g.here.String()+key+lead)
	g.here.Reset()
	g.here.WriteString(trail)
	want := timer.FormatSpan(to)
	if to == was {
		want = old
	}
	g.old, g.want = append(g.old, old), append(g.want, want)
	g.was, g.to = append(g.was, was), append(g.to, to)
}

// FuzzRetime gives whatever is a plan other durations. Either it is refused, or
// the plan has them and nothing else has changed.
func FuzzRetime(f *testing.F) {
	f.Add(full(f), uint64(1))
	for seed := range uint64(20) {
		g := &styled{Rand: rand.New(rand.NewPCG(seed, 4))}
		g.plan()
		f.Add(g.bytes(g.old), seed)
	}
	f.Fuzz(func(t *testing.T, src []byte, seed uint64) {
		plan, _ := Load("p", src)
		if plan == nil {
			return
		}
		random := rand.New(rand.NewPCG(seed, 5))
		durations := durationsOf(plan)
		for i := range durations {
			if random.IntN(3) > 0 {
				durations[i] = time.Duration(1+random.IntN(86400)) * second
			}
		}
		after, err := Retime("p", src, durations)
		if err != nil {
			return
		}
		again, problems := Load("p", after)
		if again == nil {
			t.Fatal(problems)
		}
		if !slices.Equal(durationsOf(again), durations) {
			t.Fatalf("the durations are %v, not %v", durationsOf(again), durations)
		}
		// What is left of the bytes without the values must be the same.
		if a, b := without(t, src, plan), without(t, after, again); !bytes.Equal(a, b) {
			t.Fatalf("%q\n%q", a, b)
		}
	})
}

// without is a plan's file without the values of its durations: whatever can
// stand in a span, and what quotes it.
func without(t *testing.T, src []byte, plan *Plan) []byte {
	t.Helper()
	body := bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(body) {
		t.Fatal("no UTF-8")
	}
	starts := lineStarts(body)
	var offsets []int
	for _, a := range plan.Activities {
		for _, ph := range a.Phases {
			offsets = append(offsets, offsetOf(body, starts, ph.DurationAt))
		}
	}
	slices.Sort(offsets)
	var out []byte
	done := 0
	for _, at := range offsets {
		out = append(out, body[done:at]...)
		_, n, ok := spanText(body[at:])
		if !ok {
			t.Fatalf("no span in %q", body[at:])
		}
		done = at + n
	}
	return append(out, body[done:]...)
}
