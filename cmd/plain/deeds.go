package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"facilitate/session"
	"facilitate/session/run"
)

// deed is something that can be asked for by a word, or by the console's keys.
type deed struct {
	word, takes string
	keys        []string // of the console, by the names of what they do there
	does        string
	do          func(l *lines, args []string) error
}

// asks is a deed that takes nothing and changes nothing.
func asks(f func(l *lines)) func(*lines, []string) error {
	return func(l *lines, _ []string) error { f(l); return nil }
}

// without is a deed that takes nothing.
func without(f func(*lines) error) func(*lines, []string) error {
	return func(l *lines, _ []string) error { return f(l) }
}

// scripted gives a command as scripts write it; without arguments, these.
func scripted(word run.Word, otherwise ...string) func(*lines, []string) error {
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

func bare(word run.Word, key, does string) deed {
	return deed{string(word), "", []string{key}, does, scripted(word)}
}

// deeds are those that take more than a command of the core as scripts write it, or
// are described otherwise than their key, in the order in which help says them.
func deeds() []deed {
	return []deed{
		// For the notes and for how things stand.
		{"on", "", []string{"on"}, "the next note, statement, group or phase", without((*lines).on)},
		{"up", "", []string{"back"}, "the note before", without((*lines).back)},
		{"place", "NUMBER", nil, "a note of the phase, by its number", place},
		{"ahead", "", []string{"look-ahead"}, "read a note further ahead, without going there", without(func(l *lines) error { return l.look(1) })},
		{"behind", "", []string{"look-back"}, "read a note further back", without(func(l *lines) error { return l.look(-1) })},
		{"repeat", "", []string{"close"}, "this note again", asks(func(l *lines) { l.returnToPlace(); l.place() })},
		{"time", "", nil, "what is left, and whether it will end on time", asks(func(l *lines) { l.say(l.timeLeft() + l.likely()) })},
		{"where", "", nil, "the phase, the time and what comes next", asks((*lines).where)},
		{"agenda", "", []string{"agenda"}, "all phases, with their names for goto and allot", asks((*lines).agenda)},
		{"safety", "", []string{"safety"}, "the safety card", asks((*lines).safety)},
		// For the time.
		{"start", "", nil, "begin the session", without((*lines).start)},
		{"tick", "[NUMBER]", nil, "what to bring and to see to, before the start; with a number, tick it off", tick},
		{"pause", "[KIND]", []string{"pause"}, "pause, and go on again; " + run.Either(run.PauseKinds) + " says why", pause},
		bare(run.CmdResume, "", "go on after a pause"),
		{"undo", "", []string{"undo"}, "take the last step back", without((*lines).undo)},
		{"extend", "[SPAN]", []string{"more"}, "a minute more for this phase, or so much", scripted(run.CmdExtend, "1m")},
		{"trim", "[SPAN]", []string{"less"}, "a minute less", scripted(run.CmdTrim, "1m")},
		{"allot", "PHASE SPAN", []string{"allot"}, "another time for a phase", scripted(run.CmdAllot)},
		{"until", "TIME", []string{"until"}, "we must be out by a time of day", atTime(func(at time.Time) run.Command { return run.Until{At: at} })},
		{"book", "TIME", nil, "the booked start, before the session", atTime(func(at time.Time) run.Command { return run.Book{At: at} })},
		{"fix", "ACTIVITY TIME", []string{"fix"}, "another fixed time for an activity, or none", fix},
		{"recover", "[trim|drop|extend]", []string{"late"}, "what can be done when late, or what there is time for; with its word or number, do it", recovery},
		// For the way through the phases.
		{"next", "", []string{"next"}, "the next phase now", without(func(l *lines) error { return l.move(l.toLeave(run.Next{})) })},
		{"skip", "[activity]", []string{"skip", "skip-activity"}, "skip this phase, or the rest of the activity", scripted(run.CmdSkip)},
		bare(run.CmdBack, "go-back", "back to the phase before"),
		{"goto", "PHASE [drop]", []string{"goto"}, "go to a phase; drop leaves out what is passed over", scripted(run.CmdGoto)},
		{"take", "ACTIVITY", []string{"insert"}, "take a break or another activity now, and come back", scripted(run.CmdTake)},
		{"backdate", "[SPAN]", []string{"backdate"}, "we moved on a minute ago, or so long", scripted(run.CmdBackdate, "1m")},
		bare(run.CmdExcludeGap, "leave-out", "leave out the time the computer slept"),
		bare(run.CmdCredit, "take-done", "in a rehearsal: take this phase as done in its time"),
		bare(run.CmdLap, "again", "in a rehearsal: this phase once more"),
		// For kept lines and for the people.
		{"capture", "[room|parking|note] TEXT", []string{"capture"}, "keep a line", capture},
		{"kept", "", []string{"kept"}, "the kept lines, with their numbers", asks((*lines).kept)},
		{"edit", "NUMBER TEXT", nil, "another text for a kept line", edit},
		{"strike", "NUMBER", nil, "strike a kept line, or take that back", strike},
		{"people", "[PEOPLE GROUPS | NAMES]", []string{"people"}, "who is there; form groups, by numbers or by names with commas", gather},
		{"deal", "", nil, "deal the names into groups again", deal},
		{"pairs", "", nil, "form pairs", pairs},
		{"join", "[NAME]", nil, "somebody joins", join},
		{"leave", "[NAME | GROUP]", nil, "somebody leaves", leave},
		{"setting", "SETTING", nil, "how people work in this phase, where the plan leaves it open", setting},
		// For a quiz and a round.
		{"quiz", "NUMBER", nil, "show a statement of the quiz", showStatement},
		{"reveal", "", nil, "show the answer", ofStatement(func(q *run.Quiz, _ []int) run.Command { return run.Reveal{Quiz: q.Plan.ID} }, 0)},
		{"hands", "TRUE FALSE", []string{"hands"}, "count hands", ofStatement(func(q *run.Quiz, n []int) run.Command {
			return run.CountHands{Quiz: q.Plan.ID, Statement: q.At, True: n[0], False: n[1]}
		}, 2)},
		{"score", "GROUP…", []string{"points"}, "the groups that had it right", ofStatement(func(q *run.Quiz, n []int) run.Command {
			for i := range n {
				n[i]--
			}
			return run.ScoreGroups{Quiz: q.Plan.ID, Statement: q.At, Right: n}
		}, -1)},
		{"hear", "[GROUP]", nil, "in a round: give a group the word", inRound(func(note, group int) run.Command { return run.Hear{Note: note, Group: group} })},
		{"heard", "", nil, "in a round: the group has spoken", inRound(func(note, _ int) run.Command { return run.HearOut{Note: note} })},
		{"pass", "[GROUP]", []string{"later"}, "in a round: this group later", inRound(func(note, group int) run.Command { return run.PassOver{Note: note, Group: group} })},
		// For what is around a session.
		{"room", "[black|clock|slide|countdown|groups|back TIME]", []string{"room"}, "open the room's screen, or say how it is; with a word, change what is seen on it", room},
		{"black", "", []string{"blank"}, "the room's screen black, and back", black},
		{"phone", "[off]", nil, "let a phone in, or turn every phone away", phone},
		{"form", "", nil, "evaluation forms", asks(func(l *lines) {
			l.say("Forms are taken in once you have left: facilitate evaluate says how, in lines too.")
		})},
		{"help", "[WORD|all]", []string{"help"}, "the words there are, or what one does, or what all do", help},
		{"suspend", "", []string{"suspend"}, "back to the shell for a moment; fg returns", asks(func(l *lines) { l.say("Ctrl+Z does that, in a terminal.") })},
		{"quit", "", []string{"quit"}, "leave; the session is kept, and resume takes it up", asks(func(l *lines) { l.left = true })},
	}
}

// deeds are all there are: what else the core can be told does what its key does,
// which has its name. It is said behind the ways through the phases.
func (l *lines) deeds() []deed {
	all := deeds()
	at := slices.IndexFunc(all, func(d deed) bool { return d.word == string(run.CmdCapture) })
	for _, word := range run.ScriptWords() {
		name := string(word)
		if slices.ContainsFunc(all, func(d deed) bool { return d.word == name }) {
			continue
		}
		d := deed{word: name, keys: []string{name}, do: scripted(word)}
		if keys := l.Keys[name]; len(keys) > 0 {
			d.does = keys[0].Does
		}
		all = slices.Insert(all, at, d)
		at++
	}
	return all
}

// take does what a line asks for, and says why it cannot be done.
func (l *lines) take(line string) {
	asked := strings.Fields(line)
	switch {
	case len(asked) == 0:
		asked = []string{"on"}
	case line == "Page Down" || line == "Page Up":
		if l.State.Stage() == run.Ready { // nobody shall start a session by trying a clicker
			l.clicks++
			l.say(fmt.Sprintf("Clicker: %s received, number %d. Enter or start begins the session.", line, l.clicks))
			return
		}
		asked = []string{line}
	}
	if err := l.obey(asked); err != nil {
		l.say(err.Error() + ".")
	}
}

func (l *lines) obey(line []string) error {
	word, args := line[0], line[1:]
	word, args = l.asKey(word, args)
	d, err := l.find(word)
	if l.Gone != "" && d.word != "quit" {
		return l.answerGone(line[0])
	}
	if err != nil {
		return err
	}
	if err := d.do(l, args); err != nil {
		if errors.Is(err, errLacks) || len(args) == 0 && d.takes != "" && d.takes[0] != '[' {
			return fmt.Errorf("%s takes %s: %s", d.word, d.takes, d.does)
		}
		return err
	}
	return nil
}

// asKey is what a key means on the console, where that is more than its word.
func (l *lines) asKey(word string, args []string) (string, []string) {
	ready := l.State.Stage() == run.Ready
	is := func(key string) bool { return has(l.keysOf(key), word) }
	switch n, err := strconv.Atoi(word); {
	case err == nil && len(args) == 0:
		if _, _, paused := l.State.Pause(l.now); paused && n >= 1 && n <= len(run.PauseKinds) {
			return "pause", []string{string(run.PauseKinds[n-1])}
		}
		return "hear", []string{word}
	case is("skip-activity"):
		return "skip", []string{"activity"}
	case is("tick") && ready:
		return "tick", args
	case is("book-start") && ready && len(args) == 1:
		return "book", args
	}
	return word, args
}

// has is whether a word is one of some keys: a letter as it is, F9 and Esc in any way.
func has(keys []string, word string) bool {
	return slices.ContainsFunc(keys, func(k string) bool {
		return k == word || utf8.RuneCountInString(k) > 1 && strings.EqualFold(k, word)
	})
}

// keysOf are the console's keys by the names of what they do there.
func (l *lines) keysOf(names ...string) (keys []string) {
	for _, name := range names {
		for _, k := range l.Keys[name] {
			keys = append(keys, k.Key)
		}
	}
	return keys
}

func (l *lines) find(word string) (deed, error) {
	if strings.HasPrefix(word, string(run.CmdForm)+"-") { // form-edit and form-strike, of which the same is said
		word = string(run.CmdForm)
	}
	var known []string
	for _, d := range l.deeds() {
		if d.word == strings.ToLower(word) || has(l.keysOf(d.keys...), word) {
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
		err = l.give()
		l.say("Counted.")
	case "no", "n":
		err = l.give(run.ExcludeGap{})
		l.say("Left out.")
	default:
		return errors.New(l.Gone + " Say yes or no")
	}
	l.Gone = ""
	l.where()
	l.place()
	return err
}

// help says the words there are, in a breath: what all of them do is long to hear.
func help(l *lines, args []string) error {
	if len(args) > 0 && args[0] != "all" {
		d, err := l.find(args[0])
		if err == nil {
			l.describe(d)
		}
		return err
	}
	var all []string
	for _, d := range l.deeds() {
		if all = append(all, d.word); len(args) > 0 {
			l.describe(d)
		}
	}
	if len(args) == 0 {
		l.say("Enter takes the next note; at the last one it says what comes next, and again it goes there.")
		l.say("The words: " + strings.Join(all, ", ") + ".")
		l.say("help and a word says what it does; help all says it of each.")
	}
	return nil
}

// describe says what a deed is asked for by, and what it does.
func (l *lines) describe(d deed) {
	text := strings.TrimSpace(d.word + " " + d.takes)
	if keys := l.keysOf(d.keys...); len(keys) > 0 {
		text += ", or " + strings.Join(keys, " ")
	}
	l.say(text + ": " + d.does + ".")
}
