package convert

import "testing"

// TestReadShapes reads small documents of further shapes: where the time stands
// in one, and what it is written as.
func TestReadShapes(t *testing.T) {
	t.Parallel()
	for _, c := range []readCase{
		{"minutes outside of the bold", "a.md", "**Hello** (10 minutes)\n\nSay hello.\n\n**Break** (5 min)\n\n**Work** – 40 minutes\n", "10 Hello\n5 Break (break)\n40 Work", ""},
		{"a time below each heading", "a.md", "# A\n\n## Aims\n- x\n\n## One\nTime: 10 minutes\n\nTalk.\n\n## Two\n**Durée :** 25 min\n", "10 One\n25 Two", ""},
		{"how long the whole is, below its title", "a.md", "# A\n\nDuration: 30 min\n\n## One (10 min)\nx\n## Two (20 min)\n", "10 One\n20 Two", ""},
		{"a time as an item below each heading", "a.md", "# A\n## One\n- Duration: 5 min\n- x\n## Two\n- Duration: 20 min\n", "5 One\n20 Two", ""},
		{"a table below each heading", "a.html", "<h2>One</h2><table><tr><td>Time</td><td>30 min</td></tr><tr><td>Materials</td><td>pens</td></tr></table><h2>Two</h2><table><tr><td>Time</td><td>10 min</td></tr></table>", "30 One\n10 Two", ""},
		{"plain lines with minutes", "a.md", "# A\n\nIntroduction (5 minutes)\n\nSay why.\n\nReading – 20 minutes\n\nClosing (5 minutes)\n", "5 Introduction\n20 Reading\n5 Closing", ""},
		{"times above their titles", "a.md", "# A\n\n9:00 – 9:10\n\nHello\n\n9:10 – 9:40\n\nTalk\n\n9:40 – 10:00\n\nTea\n", "10 Hello\n30 Talk\n20 Tea (break)", ""},
		{"French heads", "a.csv", "Horaire;Activité;Intervenant\n9h-9h30;Accueil;Anne\n9h30-10h45;Plénière;Luc\n10h45-11h;Pause;", "30 Accueil\n75 Plénière\n15 Pause (break)", ""},
		{"Spanish heads", "a.csv", "Tiempo;Tema;Responsable\n9:00 a 9:30;Registro;\n9:30 a 11:00;Taller;Ana\n11:00 a 11:15;Receso;", "30 Registro\n90 Taller\n15 Receso (break)", ""},
		{"hours in many ways", "a.csv", "Time,Session\n9-9.30am,One\n9.30 a.m. – 12 noon,Two\n12 noon - 1pm,Lunch\n1pm-2:30 p.m.,Three", "30 One\n150 Two\n60 Lunch (break)\n90 Three", ""},
		{"four digits", "a.csv", "Time,Session\n0900-0930,One\n0930-1100,Two", "30 One\n90 Two", ""},
		{"a start and how long, in one cell", "a.html", "<table><tr><th>TIME<th>TITLE<tr><td>9:00 AM<br>15m<td>One<tr><td>9:15 AM<br>1h 30m<td>Two</table>", "15 One\n90 Two", ""},
		{"starts from zero", "a.html", "<table><tr><td><td>Setup<td>Install it<tr><td>00:00<td>1. One<td>What is it and how does it work?<tr><td>00:30<td>2. Two<td>What?<tr><td>01:30<td>Finish<td></table>", "30 One\n60 Two", `"Setup" has no time`},
		{"spans since the start", "a.csv", "Minutes,Activity\n0,One\n10,Two\n25,End", "10 One\n15 Two", ""},
		{"minutes and seconds of slides", "a.csv", "Slide,Time,Say\n1 Title,0:30,Hello\n2 Problem,1:15,Nobody knows\n3 Ask,0:45,Money", "0.5 Title\n1.25 Problem\n0.75 Ask", ""},
		{"longer heads", "a.csv", "Topic,Est. time (mins),Presenter\nOne,5,Kim\nTwo,10,Lee", "5 One\n10 Two", ""},
		{"when, how long and what, each in a line", "a.md", "# A\n\n10:00\n\nDuration: 10 min\n\nActivity: Greeting\n\n- say hello\n\n10:10\n\nDuration: 15 min\n\nActivity: Middle\n\n10:25\n\nDuration: 5 min\n\nActivity: Ending\n\n- bye\n", "10 Greeting\n15 Middle\n5 Ending", ""},
		{"heads over two rows", "a.html", "<table><tr><th colspan=2>Time<th>Activity<th>Duration<tr><td>From<td>To<td><td>(min)<tr><td>9:00<td>9:15<td>One<td>15<tr><td>9:15<td>10:00<td>Two<td>45</table>", "15 One\n45 Two", ""},
		{"a table within a table", "a.html", "<table><tr><td>Logo<td><table><tr><td>Time<td>Activity<tr><td>10 min<td>One<tr><td>20 min<td>Two</table></table>", "10 One\n20 Two", ""},
		{"a break over all columns", "a.html", "<table><tr><td>Time<td>Activity<td>Who<tr><td>9:00-10:00<td>One<td>A<tr><td colspan=3>LUNCH<tr><td>11:00-12:00<td>Two<td>B</table>", "60 One\n60 LUNCH (break)\n60 Two", ""},
		{"lengths that differ from the clock", "a.csv", "Start,End,Duration,Title\n9:00,9:15,20 min,One\n9:15,9:30,15 min,Two", "20 One\n15 Two", `"One" lasts 20 min, and from 09:00 to 09:15 are 15 min`},
		{"minutes before a title", "a.md", "# Plan\n\n- 10' Open\n- [20 min] Work\n- 15 min Share\n", "10 Open\n20 Work\n15 Share", ""},
		{"minutes between bars", "a.md", "# A\n### 1.1 One | 10 min | all\n### 1.2 Two | 40 min | groups\n", "10 One\n40 Two", ""},
		{"steps of steps", "a.md", "# A\n## One (30 minutes)\n1. In (5 min)\n2. Work (25 min)\n## Two (20 min)\n1. Show (15 min)\n2. Talk (5 min)\n", "30 One +5 In +25 Work\n20 Two +15 Show +5 Talk", ""},
		{"labels in lines", "a.html", "<p>TIME: 9:00 – 9:10<p>ACTIVITY: Hi<p>NEEDS: x<p>TIME: 9:10 – 9:40<p>ACTIVITY: Story<p>TIME: 9:40 – 10:00<p>ACTIVITY: Draw", "10 Hi\n30 Story\n20 Draw", ""},
		{"plain text", "a.txt", "Team day\n\n09:00 Arrive and coffee\n09:30 Where are we?\n10:45 Break\n11:00 End\n", "30 Arrive and coffee\n75 Where are we?\n15 Break (break)", ""},
		{"weeks", "a.md", "# A\n## Week 1: Basics (30 min)\n### One (10 min)\n### Two (20 min)\n## Week 2: More (40 min)\n### Three (15 min)\n### Four (25 min)\n", "[Week 1: Basics]\n10 One\n20 Two\n[Week 2: More]\n15 Three\n25 Four", ""},
		{"an agenda before the activities", "a.md", "# A\n## Agenda\n- Icebreaker (10 min)\n- Mapping (30 min)\n- Closing (10 min)\n\n## Icebreaker (10 min)\nA fruit.\n## Mapping (25 min)\nPaper.\n## Closing (10 min)\nA word.\n", "10 Icebreaker\n25 Mapping\n10 Closing", `"Mapping": 25 min here, and 30 min in`},
		{"two tracks", "a.html", "<table><tr><th>Time<th>Track A<th>Track B<tr><td>9:00-9:30<td colspan=2>Welcome<tr><td>9:30-10:30<td>R<td>Python</table>", "30 Welcome\n60 R", ""},
		{"parts below one another in the cell of the time", "a.html", "<table><tr><td>Activity<td>Time<tr><td>One<td>20 min groups<br>10 min plenary<tr><td>Two<td>5 min</table>", "30 One +20 Groups +10 Plenary\n5 Two", ""},
		{"a sum without a name", "a.csv", "Activity,Minutes\nOne,10\nTwo,20\n,35", "10 One\n20 Two", "the document says 35 min"},
		{"what stands after the end", "a.csv", "Activity,Minutes\nOne,10\nTwo,20\nEnd,0\nExtra: Three,15\nHome,", "10 One\n20 Two\n15 Extra: Three", "is spare"},
		{"minutes in the titles of a table", "a.csv", "Activity,Description\nOne (10 min),x\nTwo (20 min),y", "10 One\n20 Two", ""},
		{"how long the whole is, below a bold line", "a.html", "<p><b>Session 3</b><p>Total time: 30 minutes<p><b>1. One (10 min)</b><p>x<p><b>2. Two (20 min)</b>", "10 One\n20 Two", ""},
		{"days as columns", "a.html", "<table><tr><td>Time<td>Monday<td>Tuesday<tr><td>9:00-10:30<td>One<td>Two<tr><td>10:30-11:00<td>Break<td>", "[Monday]\n90 One\n30 Break (break)\n[Tuesday]\n90 Two", ""},
		{"halves of a day", "a.md", "# A\n## Morning (2 hours)\n### One (30 min)\n### Two (1.5 hours)\n## Afternoon (1 hour)\n### Three (15 min)\n### Four (45 min)\n", "30 One\n90 Two\n15 Three\n45 Four", ""},
		{"pictures of clocks", "a.md", "# A\n- ⏱ 5 min: One\n- ⏱ 20 min: Two\n- ⏱ 5 min: Three\n", "5 One\n20 Two\n5 Three", ""},
		{"bare numbers among minutes", "a.csv", "Step,Time\nOne,5\nTwo,20 min\nClose,5", "5 One\n20 Two\n5 Close", ""},
		{"bare numbers that may be hours", "a.csv", "Step,Time\nOne,9\nTwo,10\nThree,11", "? One\n? Two\n? Three", "have no minutes"},
		{"minutes right behind a heading", "a.md", "# A\n## One 10 min\n## Two 30 minutes\n## Walk for 5 minutes\n", "10 One\n30 Two", ""},
		{"times in words", "a.csv", "Time,Activity\nhalf an hour,One\nten minutes,Two\n1 ½ hours,Three\n2 x 20 min,Four", "30 One\n10 Two\n90 Three\n40 Four", ""},
	} {
		t.Run(c.what, c.try)
	}
}

// TestProseOfTable is that what stands below headings called as the steps of a
// table is said of them.
func TestProseOfTable(t *testing.T) {
	t.Parallel()
	f, err := Read("a.md", []byte("# A\n\n| Time | Activity |\n|--|--|\n| 10 min | Icebreaker |\n| 20 min | Mapping |\n\n## Icebreaker\nAsk for a fruit.\n\n## Mapping\nTake paper.\n\n## Later\nGo home.\n"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"Ask for a fruit.", "Take paper."} {
		if notes := f.Sessions[0].Steps[i].notes; len(notes) != 1 || notes[0].text != want {
			t.Errorf("the notes of step %d are %v", i, notes)
		}
	}
	if len(f.Unplaced) != 2 {
		t.Errorf("not placed is %v", f.Unplaced)
	}
}
