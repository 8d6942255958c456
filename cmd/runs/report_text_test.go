package runs

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/session/run"
)

// TestReportFitsTheTerminal wants no line to be wider than there is room,
// whatever stands in it, at any width.
func TestReportFitsTheTerminal(t *testing.T) {
	t.Parallel()
	const script = `
		0:00  names 5 3 Anneliese Bartholomäus Christopherus Donaudampfschifffahrtselektrizitätenhauptbetriebswerk 赤ちゃんの心の健康
		0:00  pairs 1
		0:00  start
		1:00  capture room ` + "`| a | b |` <b>bold</b> =1+1 and so on, for as long as it takes to fill more than one line of any terminal that there is" + `
		2:00  capture parking Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft
		3:00  capture note 私たちは赤ちゃんの心の健康について話し合いました。とても長い一行です。まだ終わりません。
		3:10  setting talk/1 plenary
		3:20  quiz q 1
		3:30  hands q 1 2 3
		3:40  score q 1 1 3
		3:50  hear
		3:55  pass
		4:00  pause incident
		9:00  resume
		9:10  undo
		9:20  resume
		10:00 next
		12:00 until 30:00
		12:10 recover trim
		13:00 skip activity
		14:00 finish
		14:10 form s=3 c=1 t=Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft o:10>0
	`
	source := strings.NewReplacer("title: Talk", "title: 長い題名の活動がここにあります",
		"title: Quiz", "title: An activity whose title goes on and on until it needs another line", "name: Answer", "name: "+strings.Repeat("long", 30)).
		Replace(everyFeature) + `
outcomes: [{id: o, text: "To say what goes on and on and on until it needs another line of a terminal"}]
quizzes:
  - {id: q, title: A quiz, statements: [{text: 私たちは赤ちゃんの心の健康について話し合いました。とても長い一行です。まだ終わりません。, answer: true}]}
evaluation:
  questions:
    - {id: s, text: "How useful was what went on and on and on until it needed another line of any terminal?", kind: scale}
    - {id: c, text: "Which of those things that went on and on and on until they needed another line of any terminal?", kind: choice, options: [私たちは赤ちゃんの心の健康について話し合いました。とても長い一行です, No]}
    - {id: t, text: "What of that which went on and on and on until it needed another line of any terminal?", kind: text}
`
	source = strings.Replace(source, "{id: open, title: Opening, duration: 5m}", `{id: open, title: Opening, duration: 5m, notes: [{round: All}, {quiz: q}]}`, 1)
	source = strings.Replace(source, "{name: Hear, duration: 10m}", "{name: Hear, duration: 10m, setting: [groups, plenary]}", 1)
	dir := t.TempDir()
	id := kept(t, dir, source, run.Booking{Start: reportStart, Zone: reportZone}, script)
	replay, err := journal.Store{Dir: dir}.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	record, err := library.LoadRecord((&cli.Env{Err: &strings.Builder{}}), replay)
	if err != nil {
		t.Fatal(err)
	}
	r := report.Of(record)
	for width := cli.MinWidth; width <= cli.MaxWidth; width++ {
		text := reportText{width: width}
		for line := range strings.Lines(text.of(r)) {
			line = strings.TrimRight(line, "\n")
			if w := ansi.StringWidth(line); w > width {
				t.Errorf("%d columns of %d: %s", w, width, line)
			}
			if line != strings.TrimRight(line, " ") {
				t.Errorf("blanks at the end of %q", line)
			}
		}
	}
}

func TestDrawBar(t *testing.T) {
	t.Parallel()
	const minute = report.Seconds(time.Minute)
	for _, test := range []struct {
		bar  *report.Bar
		want string
	}{
		{nil, ""},
		{&report.Bar{Planned: 10 * minute, Actual: 10 * minute}, "██████████|"},
		{&report.Bar{Planned: 10 * minute, Actual: 4 * minute}, "████······|"},
		{&report.Bar{Planned: 10 * minute, Actual: 0}, "··········|"},
		{&report.Bar{Planned: 5 * minute, Actual: 8 * minute}, "█████|▒▒▒"},
		{&report.Bar{Planned: 20 * minute, Actual: 20 * minute}, "████████████████████|"},
	} {
		if got := drawBar(test.bar, 20*time.Minute, 21); got != test.want {
			t.Errorf("%+v is drawn %q, not %q", test.bar, got, test.want)
		}
	}
	if got := drawBar(&report.Bar{Planned: minute}, time.Minute, leastBar-1); got != "" {
		t.Errorf("without room there is %q", got)
	}
}
