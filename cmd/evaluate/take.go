package evaluate

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/field"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// taking is a run that forms are being taken in for.
type taking struct {
	id     string
	state  *run.State
	writer *run.Writer
	fields []field.Field
	log    *formLog
	zone   *time.Location

	followUp bool // the forms are those of weeks later
}

// forms are those of the kind that is being taken in.
func (t *taking) forms() []run.TakenForm { return formsOf(t.state, t.followUp) }

func formsOf(s *run.State, followUp bool) []run.TakenForm {
	return slices.DeleteFunc(slices.Clone(s.Forms()), func(f run.TakenForm) bool { return f.Form.FollowUp != followUp })
}

// formOf is the form of what was typed into each field, which was checked.
func (t *taking) formOf(typed []string) run.Form {
	form := field.FormOf(t.fields, typed)
	form.FollowUp = t.followUp
	return form
}

// formLog keeps forms in the record of a run. They are no part of the session,
// whose time must not change by them: the record of one that was not finished
// stays at the moment it was left, so that it can be taken up again from there.
type formLog struct {
	*journal.Run
	clock  *timer.Clock
	takeUp func() error // nil once the record says which process went on with it
	left   bool
	leftAt time.Time
}

// Append is run.Log's.
func (l *formLog) Append(events []run.Event, now time.Time) error {
	if l.takeUp != nil {
		if err := l.takeUp(); err != nil {
			return err
		}
		l.takeUp = nil
	}
	if l.left {
		now = l.leftAt
	}
	return l.Run.Append(events, now)
}

func openTaking(env *cli.Env, store journal.Store, id string, followUp bool) (_ *taking, err error) {
	r, replay, err := store.Open(id)
	if err != nil {
		return nil, err
	}
	state, err := library.LoadState(env, replay)
	if err == nil {
		err = checkTakesForms(id, state, followUp)
	}
	if err != nil {
		_ = r.Close()
		return nil, err
	}
	reading := timer.Read()
	gap, sure := timer.Since(replay.Last.Reading, reading)
	now := replay.Last.At.Add(gap).Truncate(time.Millisecond)
	log := &formLog{Run: r, clock: timer.ContinueClock(now, reading), left: state.Stage() != run.Finished, leftAt: replay.Last.At}
	at, read := now, reading
	if log.left {
		at, read = replay.Last.At, replay.Last.Reading
	}
	log.takeUp = func() error { return r.Resume(at, read, gap, sure, env.Program) }
	return &taking{
		id: id, state: state, writer: run.NewWriter(state, log), fields: field.All(state.Plan(), followUp), log: log,
		zone: cmp.Or(replay.Head.Booking.Zone, time.UTC), followUp: followUp,
	}, nil
}

// checkTakesForms says why a run can have no forms.
func checkTakesForms(id string, s *run.State, followUp bool) error {
	switch plan := s.Plan(); {
	case s.Stage() == run.Ready:
		return fmt.Errorf("%s was never started, so nobody can have filled in a form", id)
	case followUp && len(plan.Evaluation.FollowUp.Questions) == 0:
		return fmt.Errorf(`the plan of %s asks nothing weeks later; with "follow_up" in its evaluation the next run does`, id)
	case followUp:
	case len(plan.Outcomes)+len(plan.Evaluation.Questions) == 0:
		return fmt.Errorf("the plan of %s has neither outcomes nor questions of an evaluation, so there is nothing to take in", id)
	}
	return nil
}

const notFinished = "this session was not finished; its forms are taken in all the same, and its time stays as it is"

// now is the instant on the delivery's clock.
func (t *taking) now() time.Time { return t.log.clock.Now().Add(t.state.Jumped()) }

// do carries out one command. Its error is a refusal; whether it is on disk
// t.log.Trouble says.
func (t *taking) do(c run.Command) error { return t.writer.Do(c, t.now()) }

func (t *taking) doAll(commands []run.Command) error {
	_, err := t.writer.CarryOut(run.Order{At: t.now(), Commands: commands})
	return err
}

// undo takes the newest command back if it is of a form, and says what came of it.
func (t *taking) undo() (form int, words string, err error) {
	switch word, _ := t.state.Undoable(); word {
	case run.CmdForm, run.CmdFormEdit, run.CmdFormStrike:
	default:
		return 0, "", errors.New("there is nothing about a form to take back")
	}
	was := slices.Clone(t.state.Forms())
	if err := t.do(run.Undo{}); err != nil {
		return 0, "", err
	}
	form, words = describeUndo(was, t.state.Forms())
	return form, words, nil
}

func describeUndo(was, is []run.TakenForm) (form int, words string) {
	if len(is) < len(was) {
		return len(was), fmt.Sprintf("form %d is taken back, and its number is free again", len(was))
	}
	for i := range is {
		switch {
		case was[i].Struck && !is[i].Struck:
			return i + 1, fmt.Sprintf("form %d is no longer struck", i+1)
		case !was[i].Struck && is[i].Struck:
			return i + 1, fmt.Sprintf("form %d is struck again", i+1)
		case !sameForm(was[i].Form, is[i].Form):
			return i + 1, fmt.Sprintf("form %d reads as it did before", i+1)
		}
	}
	return 0, "it is taken back"
}

func sameForm(a, b run.Form) bool {
	return a.FollowUp == b.FollowUp && slices.Equal(a.Answers, b.Answers) && slices.Equal(a.Confidence, b.Confidence)
}

func (t *taking) form(id int) (*run.TakenForm, error) {
	forms := t.state.Forms()
	switch n := len(forms); {
	case id >= 1 && id <= n && (forms[id-1].Form.FollowUp == t.followUp || forms[id-1].Lost):
		return &forms[id-1], nil
	case id >= 1 && id <= n && t.followUp:
		return nil, fmt.Errorf("form %d is one of the end of the session; leave out --follow-up", id)
	case id >= 1 && id <= n:
		return nil, fmt.Errorf("form %d is one of weeks later; add --follow-up", id)
	case n == 0:
		return nil, fmt.Errorf("there is no form %d: none was taken in yet", id)
	case n == 1:
		return nil, fmt.Errorf("there is no form %d: there is only form 1", id)
	default:
		return nil, fmt.Errorf("there is no form %d: they are numbered from 1 to %d", id, n)
	}
}

func (t *taking) countWords() string {
	forms, struck, lost := t.forms(), 0, 0
	for i := range forms {
		switch {
		case forms[i].Struck:
			struck++
		case forms[i].Lost:
			lost++
		}
	}
	words := cli.Count(len(forms)-struck-lost, "form", "forms")
	if struck > 0 {
		words += fmt.Sprintf(" and %d struck", struck)
	}
	if lost > 0 {
		words += fmt.Sprintf(" and %d lost", lost)
	}
	return words
}

// close lets go of the run. Where not all of it is on disk, it says so and
// where a copy has gone.
func (t *taking) close(env *cli.Env) error {
	t.log.Retry()
	err := t.log.Close()
	if err == nil {
		return nil
	}
	fmt.Fprintf(env.Err, "not all that was taken in is on disk: %v\n", err)
	library.SaveCopy(env, t.log.Run)
	return cli.ErrReported
}

// strike strikes forms, or lets them count again; all of them or none.
func (t *taking) strike(text string, struck bool) (done evaluateJSON, err error) {
	ids, err := numbers(text)
	if err != nil {
		return done, err
	}
	done = evaluateJSON{Did: "restored", Forms: ids, words: "no longer struck: " + text}
	if struck {
		done.Did, done.words = "struck", "struck: "+text
	}
	var commands []run.Command
	for _, id := range ids {
		form, err := t.form(id)
		switch {
		case err != nil:
			return done, err
		case struck && form.Struck:
			return done, fmt.Errorf("form %d is struck already; --restore lets it count again", id)
		case !struck && !form.Struck:
			return done, fmt.Errorf("form %d is not struck: it counts", id)
		}
		commands = append(commands, run.StrikeForm{ID: id})
	}
	return done, t.doAll(commands)
}

// numbers reads the numbers of forms: 3, or 1-18, or 2,5.
func numbers(text string) (ids []int, err error) {
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		if !isRange {
			to = from
		}
		a, okA := field.Digits(strings.TrimSpace(from))
		b, okB := field.Digits(strings.TrimSpace(to))
		if !okA || !okB || a < 1 || b < a || b > run.MaxForms {
			return nil, cli.Usage("%q names no forms; write their numbers like 3 or 1-18 or 2,5", session.CleanLine(text))
		}
		for id := a; id <= b; id++ {
			if slices.Contains(ids, id) {
				return nil, cli.Usage("form %s is named twice in %q", strconv.Itoa(id), session.CleanLine(text))
			}
			ids = append(ids, id)
		}
	}
	return ids, nil
}
