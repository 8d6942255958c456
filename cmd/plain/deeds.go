package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// deed is something that can be asked for by a word, or by the console's keys.
type deed struct {
	word, takes string
	keys        []string
	does        string
	do          func(l *lines, args []string) error
}

// asks is a deed that takes nothing and changes nothing.
func asks(f func(l *lines)) func(*lines, []string) error {
	return func(l *lines, _ []string) error { f(l); return nil }
}

// deeds are all there are, in the order in which help says them.
func deeds() []deed {
	plain := func(f func(*lines) error) func(*lines, []string) error {
		return func(l *lines, _ []string) error { return f(l) }
	}
	// scripted gives a command as scripts write it; without arguments, these.
	scripted := func(word run.Word, otherwise ...string) func(*lines, []string) error {
		return func(l *lines, args []string) error {
			if len(args) == 0 {
				args = otherwise
			}
			c, err := run.ParseCommand(append([]string{string(word)}, args...), l.State.Rehearsal())
			if err != nil {
				return err
			}
			return l.change(c)
		}
	}
	bare := func(word run.Word, key, does string) deed {
		return deed{string(word), "", []string{key}, does, scripted(word)}
	}
	return []deed{
		{"on", "", []string{"Enter", "Page Down", "Space"}, "the next note, statement, group or phase", plain((*lines).on)},
		{"up", "", []string{"Page Up"}, "the note before", plain((*lines).back)},
		{"ahead", "", []string{"↓", "mouse wheel"}, "read a note further ahead, without going there", plain(func(l *lines) error { return l.look(1) })},
		{"behind", "", []string{"↑"}, "read a note further back", plain(func(l *lines) error { return l.look(-1) })},
		{"repeat", "", []string{"Esc"}, "this note again", asks(func(l *lines) { l.returnToPlace(); l.place() })},
		{"time", "", nil, "what is left, and whether it will end on time", asks(func(l *lines) { l.say(l.timeLeft()) })},
		{"where", "", nil, "the phase, the time and what comes next", asks((*lines).where)},
		{"agenda", "", []string{"a"}, "all phases, with their names for goto and allot", asks((*lines).agenda)},
		{"safety", "", []string{"s"}, "the safety card", asks((*lines).safety)},
		{"start", "", nil, "begin the session", plain((*lines).start)},
		{"pause", "[KIND]", []string{"p"}, "pause, and go on again; question, break, incident or other says why", pause},
		bare(run.CmdResume, "", "go on after a pause"),
		{"undo", "", []string{"u"}, "take the last step back", plain((*lines).undo)},
		{"extend", "[SPAN]", []string{"+"}, "a minute more for this phase, or so much", scripted(run.CmdExtend, "1m")},
		{"trim", "[SPAN]", []string{"-"}, "a minute less", scripted(run.CmdTrim, "1m")},
		{"allot", "PHASE SPAN", []string{"t"}, "another time for a phase", scripted(run.CmdAllot)},
		{"until", "TIME", []string{"e"}, "we must be out by a time of day", until},
		{"book", "TIME", nil, "the booked start, before the session", book},
		{"fix", "ACTIVITY TIME", []string{"f"}, "another fixed time for an activity, or none", fix},
		{"recover", "[trim|drop|extend]", []string{"l"}, "what can be done when late; with a word, do it", recovery},
		{"next", "", []string{"n"}, "the next phase now", plain(func(l *lines) error { return l.move(l.toLeave(run.Next{})) })},
		{"skip", "[activity]", []string{"x", "X"}, "skip this phase, or the rest of the activity", scripted(run.CmdSkip)},
		bare(run.CmdBack, "Backspace", "back to the phase before"),
		{"goto", "PHASE", []string{"g"}, "go to a phase", scripted(run.CmdGoto)},
		{"take", "ACTIVITY", []string{"i"}, "take a break or another activity now, and come back", scripted(run.CmdTake)},
		bare(run.CmdBegin, "N", "begin now what waits for its time"),
		{"backdate", "[SPAN]", []string{"m"}, "we moved on a minute ago, or so long", scripted(run.CmdBackdate, "1m")},
		bare(run.CmdExcludeGap, "w", "leave out the time the computer slept"),
		bare(run.CmdFinish, "F", "end the session"),
		bare(run.CmdCredit, "d", "in a rehearsal: take this phase as done in its time"),
		bare(run.CmdLap, "o", "in a rehearsal: this phase once more"),
		{"capture", "[room|parking|note] TEXT", []string{"c"}, "keep a line", capture},
		{"kept", "", []string{"k"}, "the kept lines, with their numbers", asks((*lines).kept)},
		{"edit", "NUMBER TEXT", nil, "another text for a kept line", edit},
		{"strike", "NUMBER", nil, "strike a kept line, or take that back", strike},
		{"people", "[PEOPLE GROUPS | NAMES]", []string{"j"}, "who is there; form groups, by numbers or by names with commas", gather},
		{"pairs", "", nil, "form pairs", pairs},
		{"join", "[NAME]", nil, "somebody joins", join},
		{"leave", "[NAME | GROUP]", nil, "somebody leaves", leave},
		{"setting", "SETTING", nil, "how people work in this phase, where the plan leaves it open", setting},
		{"quiz", "NUMBER", nil, "show a statement of the quiz", showStatement},
		{"reveal", "", nil, "show the answer", ofStatement(func(q *run.Quiz, _ []int) run.Command { return run.Reveal{Quiz: q.Plan.ID} }, 0)},
		{"hands", "TRUE FALSE", []string{"h"}, "count hands", ofStatement(func(q *run.Quiz, n []int) run.Command {
			return run.CountHands{Quiz: q.Plan.ID, Statement: q.At, True: n[0], False: n[1]}
		}, 2)},
		{"score", "GROUP…", []string{"v"}, "the groups that had it right", ofStatement(func(q *run.Quiz, n []int) run.Command {
			right := make([]int, len(n))
			for i := range n {
				right[i] = n[i] - 1
			}
			return run.ScoreGroups{Quiz: q.Plan.ID, Statement: q.At, Right: right}
		}, -1)},
		{"hear", "[GROUP]", nil, "in a round: give a group the word", inRound(func(note, group int) run.Command { return run.Hear{Note: note, Group: group} })},
		{"heard", "", nil, "in a round: the group has spoken", inRound(func(note, _ int) run.Command { return run.HearOut{Note: note} })},
		{"pass", "[GROUP]", []string{"y"}, "in a round: this group later", inRound(func(note, group int) run.Command { return run.PassOver{Note: note, Group: group} })},
		{"help", "[WORD]", []string{"?"}, "this", help},
		{"quit", "", []string{"q", "Ctrl+C", "Ctrl+Z"}, "leave; the session is kept, and resume takes it up", asks(func(l *lines) { l.left = true })},
	}
}

// take does what a line asks for, and says why it cannot be done.
func (l *lines) take(line string) {
	if err := l.obey(strings.Fields(line)); err != nil {
		l.say(err.Error() + ".")
	}
}

func (l *lines) obey(line []string) error {
	if len(line) == 0 {
		line = []string{"on"}
	}
	word, args := line[0], line[1:]
	if l.Gone != "" && word != "quit" && word != "q" {
		return l.answerGone(word)
	}
	if n, err := strconv.Atoi(word); err == nil && len(args) == 0 { // a digit, as on the console
		if _, _, paused := l.State.Pause(l.now); paused && n >= 1 && n <= len(run.PauseKinds) {
			return pause(l, []string{string(run.PauseKinds[n-1])})
		}
		word, args = "hear", line
	}
	d, err := find(word)
	if err != nil {
		return err
	}
	switch {
	case word == "X":
		args = []string{"activity"}
	case word == "t" && l.State.Stage() == run.Ready && len(args) == 1: // the booked start, as on the console
		return book(l, args)
	}
	if err := d.do(l, args); err != nil {
		if errors.Is(err, errLacks) || len(args) == 0 && d.takes != "" && d.takes[0] != '[' {
			return fmt.Errorf("%s takes %s: %s", d.word, d.takes, d.does)
		}
		return err
	}
	return nil
}

// find finds what a word or a key asks for.
func find(word string) (deed, error) {
	var known []string
	for _, d := range deeds() {
		if d.word == word || slices.Contains(d.keys, word) {
			return d, nil
		}
		known = append(known, d.word)
	}
	if near := session.Nearest(word, known); near != "" {
		return deed{}, fmt.Errorf("there is no %q; did you mean %s? help lists the words", word, near)
	}
	return deed{}, fmt.Errorf("there is no %.40q; help lists the words", word)
}

// errLacks is that the words behind a word are not what it takes.
var errLacks = errors.New("it lacks something")

// answerGone takes the answer whether the time counts in which the program was gone.
func (l *lines) answerGone(word string) (err error) {
	switch word {
	case "yes", "y":
		l.Gone = ""
		err = l.give()
		l.say("Counted.")
	case "no", "n":
		l.Gone = ""
		err = l.give(run.ExcludeGap{})
		l.say("Left out.")
	default:
		return errors.New(l.Gone + " Say yes or no")
	}
	l.where()
	l.place()
	return err
}

func help(l *lines, args []string) error {
	for _, d := range deeds() {
		if len(args) > 0 && d.word != args[0] && !slices.Contains(d.keys, args[0]) {
			continue
		}
		text := strings.TrimSpace(d.word + " " + d.takes)
		if len(d.keys) > 0 && d.keys[0] != "" {
			text += ", or " + strings.Join(d.keys, " ")
		}
		l.say(text + ": " + d.does + ".")
	}
	return nil
}

func pause(l *lines, args []string) error {
	if _, _, paused := l.State.Pause(l.now); paused && len(args) == 0 {
		return l.change(run.Resume{})
	}
	c, err := run.ParseCommand(append([]string{string(run.CmdPause)}, args...), false)
	if err != nil {
		return err
	}
	return l.change(c)
}

func recovery(l *lines, args []string) error {
	if len(args) == 0 && !l.verdict().Late() {
		l.say("Nothing has to be recovered; " + l.verdict().Line() + ".")
		return nil
	} else if len(args) == 0 {
		l.recoveries()
		return nil
	}
	c, err := run.ParseCommand(append([]string{string(run.CmdRecover)}, args...), false)
	if err != nil {
		return err
	}
	return l.change(c)
}

// timeOfDay reads a time of day, or "+10" as so many minutes after an instant.
func (l *lines) timeOfDay(args []string, from time.Time) (time.Time, error) {
	if len(args) != 1 {
		return time.Time{}, errLacks
	}
	ahead := l.Wall().Sub(l.real).Round(time.Second)
	at, err := timer.ReadInstant(args[0], l.now.Add(ahead).In(l.Zone), from.Add(ahead))
	return at.Add(-ahead), err
}

func until(l *lines, args []string) error {
	at, err := l.timeOfDay(args, l.now)
	if err != nil {
		return err
	}
	return l.change(run.Until{At: at})
}

func book(l *lines, args []string) error {
	at, err := l.timeOfDay(args, l.now)
	if err != nil {
		return err
	}
	return l.change(run.Book{At: at})
}

func fix(l *lines, args []string) (err error) {
	if len(args) != 2 {
		return errLacks
	}
	c := run.Fix{Activity: args[0]}
	if args[1] != "none" {
		from := l.now
		for i, a := range l.State.Plan().Activities {
			if at := l.State.FixedAt(i, l.now); a.ID == args[0] && !at.IsZero() {
				from = at // so many minutes later than that
			}
		}
		if c.At, err = l.timeOfDay(args[1:], from); err != nil {
			return err
		}
	}
	return l.change(c)
}

func capture(l *lines, args []string) error {
	kind := run.RoomSaid
	if len(args) > 1 && slices.Contains(run.CaptureKinds, run.CaptureKind(args[0])) {
		kind, args = run.CaptureKind(args[0]), args[1:]
	}
	return l.step(func() { l.say(fmt.Sprintf("Kept as number %d.", len(l.State.Captures()))) }, run.CaptureLine{Kind: kind, Text: strings.Join(args, " ")})
}

func edit(l *lines, args []string) error {
	n, err := numbers(args[:min(1, len(args))], 1)
	if err != nil {
		return err
	}
	return l.step(l.kept, run.EditLine{ID: n[0], Text: strings.Join(args[1:], " ")})
}

func strike(l *lines, args []string) error {
	n, err := numbers(args, 1)
	if err != nil {
		return err
	}
	return l.step(l.kept, run.StrikeLine{ID: n[0]})
}

// numbers are so many numbers; -1: any.
func numbers(args []string, want int) ([]int, error) {
	all := make([]int, len(args))
	for i, arg := range args {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%.40q is no number", arg)
		}
		all[i] = n
	}
	if want >= 0 && len(all) != want {
		return nil, errLacks
	}
	return all, nil
}

func showStatement(l *lines, args []string) error {
	n, err := numbers(args, 1)
	if q := l.quiz(); err != nil || q == nil {
		return errors.Join(err, notHere(q == nil, "quiz"))
	}
	return l.step(l.statement, run.ShowStatement{Quiz: l.quiz().Plan.ID, Statement: n[0] - 1})
}

func notHere(is bool, what string) error {
	if is {
		return errors.New("this note is no " + what)
	}
	return nil
}

// ofStatement is a command about the statement that is shown, with so many numbers.
func ofStatement(command func(q *run.Quiz, n []int) run.Command, want int) func(*lines, []string) error {
	return func(l *lines, args []string) error {
		q := l.quiz()
		n, err := numbers(args, want)
		switch {
		case q == nil || q.At == run.NotBegun || q.Over():
			return errors.New("that is for a statement that is shown")
		case err != nil:
			return err
		}
		return l.step(func() {
			if q := l.quiz(); q.Answers[q.At].Revealed {
				l.statement()
				return
			}
			l.say(run.Did(string(command(q, n).Word())) + ".")
		}, command(q, n))
	}
}

// inRound is a command about the round at the place; group 0 is the next.
func inRound(command func(note, group int) run.Command) func(*lines, []string) error {
	return func(l *lines, args []string) error {
		n, err := numbers(args, -1)
		if err != nil || l.round() == nil {
			return errors.Join(err, notHere(l.round() == nil, "round"))
		}
		return l.step(l.speaks, command(l.State.Phases()[l.State.Current()].Place, append(n, 0)[0]))
	}
}
