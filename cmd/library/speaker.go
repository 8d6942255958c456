package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/timer"
)

// Speaker is what is remembered of how fast somebody speaks, in speaker.json in
// the folder for state.
type Speaker struct {
	WordsPerMinute int         `json:"words_per_minute"`
	Words          int         `json:"words"`    // it was taken from so many
	Spoken         cli.Seconds `json:"spoken_s"` // spoken in this time
	Phases         int         `json:"phases"`   // in so many phases
	Run            string      `json:"run"`      // of this run
	Learnt         time.Time   `json:"learnt"`
}

// SpeakerFile is the path of the file in which it is kept.
func SpeakerFile(store journal.Store) string { return filepath.Join(store.Dir, "speaker.json") }

// maxSpeaker is far above the size of the file that is written.
const maxSpeaker = 1 << 16

// ReadSpeaker is what is remembered; nil where nothing is.
func ReadSpeaker(store journal.Store) (*Speaker, error) {
	path := SpeakerFile(store)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && info.Size() > maxSpeaker {
		err = errors.New("it is too large")
	}
	var text []byte
	if err == nil {
		text, err = os.ReadFile(path)
	}
	var s Speaker
	if err == nil && json.Unmarshal(text, &s) != nil {
		err = errors.New("it is damaged")
	}
	if err == nil && (s.WordsPerMinute < report.SlowestPace || s.WordsPerMinute > report.FastestPace) {
		err = fmt.Errorf("nobody speaks %d words a minute", s.WordsPerMinute)
	}
	if err != nil {
		return nil, fmt.Errorf("%s, where your pace of speaking is kept, cannot be used: %w; facilitate show --speech --forget-pace removes it", path, cli.Reason(err))
	}
	s.Run = session.CleanLine(s.Run)
	return &s, nil
}

// PaceProblem says why a pace cannot be learnt; nil if it can.
func PaceProblem(p report.Pace) error {
	switch {
	case p.Phases == 0:
		return errors.New("no phase of this rehearsal was for speaking alone and spoken to its end, so there is nothing to take it from")
	case !p.Enough():
		return fmt.Errorf("%s in %s are too little to take it from; %d words in %s are the least",
			cli.Count(p.Words, "word", "words"), timer.MinSec(p.Spoken), report.LeastWords, timer.MinSec(report.LeastSpoken))
	case !p.Believable():
		return fmt.Errorf("%d words a minute are not believed: people speak %d to %d", p.PerMinute(), report.SlowestPace, report.FastestPace)
	}
	return nil
}

// LearnPace remembers how fast somebody spoke in a run.
func LearnPace(store journal.Store, p report.Pace, id string, now time.Time) error {
	s := Speaker{
		WordsPerMinute: p.PerMinute(), Words: p.Words, Spoken: cli.Seconds(p.Spoken.Round(time.Second)), Phases: p.Phases,
		Run: id, Learnt: now.UTC().Truncate(time.Second),
	}
	return s.write(store)
}

func (s Speaker) write(store journal.Store) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = cli.ReplaceFile(SpeakerFile(store), append(text, '\n'))
	}
	if err != nil {
		return fmt.Errorf("your pace of speaking cannot be kept in %s: %w", store.Dir, cli.Reason(err))
	}
	return nil
}

// ForgetRuns forgets that the pace was learnt in one of some runs, but not the pace.
func ForgetRuns(store journal.Store, ids []string) error {
	s, err := ReadSpeaker(store)
	if err != nil || s == nil || !slices.Contains(ids, s.Run) {
		return nil // who needs the pace is told why it cannot be read
	}
	s.Run = ""
	return s.write(store)
}

// ForgetPace forgets how fast somebody speaks.
func ForgetPace(store journal.Store) error {
	if err := os.Remove(SpeakerFile(store)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("your pace of speaking cannot be forgotten: %w", err)
	}
	return nil
}

// LearnPaceFrom learns the pace of speaking from a rehearsal that is kept.
func LearnPaceFrom(env *cli.Env, store journal.Store, asked string) (*session.Plan, error) {
	id, err := FindRun(store, asked, journal.Rehearsal)
	if err != nil {
		return nil, err
	}
	replay, err := store.Read(id)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", id, err)
	}
	record, err := LoadRecord(env, replay)
	if err != nil {
		return nil, err
	}
	state := record.State()
	pace := report.SpokenPace(state, record.Until(state))
	if err := PaceProblem(pace); err != nil {
		return nil, fmt.Errorf("your pace cannot be learnt from %s: %w", id, err)
	}
	return record.Plan, LearnPace(store, pace, id, env.Now())
}
