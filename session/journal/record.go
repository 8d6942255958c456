package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// record is a line of the journal: when it was written, and one pointer that
// is not nil. A new kind of event needs a line here and nothing else.
type record struct {
	Seq    int   `json:"seq"`         // from 1, without gaps
	Number int   `json:"n,omitempty"` // of an event: how many there were until then; records of earlier versions lack it
	At     stamp `json:"at"`

	// The journal's own.
	Opened   *opened   `json:"opened,omitempty"`
	Reopened *reopened `json:"reopened,omitempty"`
	Closed   *closed   `json:"closed,omitempty"`

	// What happened.
	Booked       *run.Booked       `json:"booked,omitempty"`
	Started      *run.Started      `json:"started,omitempty"`
	Moved        *run.Moved        `json:"moved,omitempty"`
	Taken        *run.Taken        `json:"taken,omitempty"`
	BegunEarly   *run.BegunEarly   `json:"begun_early,omitempty"`
	Fixed        *run.Fixed        `json:"fixed,omitempty"`
	Stopped      *run.Stopped      `json:"stopped,omitempty"`
	PauseNamed   *run.PauseNamed   `json:"pause_named,omitempty"`
	Resumed      *run.Resumed      `json:"resumed,omitempty"`
	Budgeted     *run.Budgeted     `json:"budgeted,omitempty"`
	Dropped      *run.Dropped      `json:"dropped,omitempty"`
	HardEndSet   *run.HardEndSet   `json:"hard_end_set,omitempty"`
	HardEndMoved *run.HardEndMoved `json:"hard_end_moved,omitempty"`
	Backdated    *run.Backdated    `json:"backdated,omitempty"`
	GapExcluded  *run.GapExcluded  `json:"gap_excluded,omitempty"`
	Credited     *run.Credited     `json:"credited,omitempty"`
	Lapped       *run.Lapped       `json:"lapped,omitempty"`
	Undone       *run.Undone       `json:"undone,omitempty"`
	GapRecorded  *run.GapRecorded  `json:"gap_recorded,omitempty"`
	WallStepped  *run.WallStepped  `json:"wall_stepped,omitempty"`
	Placed       *run.Placed       `json:"placed,omitempty"`
	Captured     *run.Captured     `json:"captured,omitempty"`
	Edited       *run.Edited       `json:"edited,omitempty"`
	Struck       *run.Struck       `json:"struck,omitempty"`

	// Who is in the room and what they do.
	Gathered      *run.Gathered      `json:"gathered,omitempty"`
	Paired        *run.Paired        `json:"paired,omitempty"`
	Joined        *run.Joined        `json:"joined,omitempty"`
	Departed      *run.Departed      `json:"departed,omitempty"`
	SettingChosen *run.SettingChosen `json:"setting_chosen,omitempty"`
	QuizShown     *run.QuizShown     `json:"quiz_shown,omitempty"`
	Revealed      *run.Revealed      `json:"revealed,omitempty"`
	HandsCounted  *run.HandsCounted  `json:"hands_counted,omitempty"`
	GroupsScored  *run.GroupsScored  `json:"groups_scored,omitempty"`
	Asked         *run.Asked         `json:"asked,omitempty"`
	Heard         *run.Heard         `json:"heard,omitempty"`
	PassedOver    *run.PassedOver    `json:"passed_over,omitempty"`
	FormTaken     *run.FormTaken     `json:"form_taken,omitempty"`
	FormCorrected *run.FormCorrected `json:"form_corrected,omitempty"`
	FormStruck    *run.FormStruck    `json:"form_struck,omitempty"`
}

// reopened says that another process took the run over.
type reopened struct {
	Program string        `json:"program,omitempty"`
	Reading timer.Reading `json:"reading"`
	Gap     time.Duration `json:"gap"`  // since the run was last known to be alive
	Sure    bool          `json:"sure"` // the clocks agree on it
}

// closed says that the process let go of the run of its own accord.
type closed struct {
	Reading timer.Reading `json:"reading"`
}

// stamp is an instant written in UTC, to the millisecond.
type stamp struct{ time.Time }

const stampForm = "2006-01-02T15:04:05.000Z"

func (s stamp) MarshalJSON() ([]byte, error) {
	return s.UTC().AppendFormat(nil, `"`+stampForm+`"`), nil
}

// kinds are the pointer fields of record, by the type they point to.
var kinds = sync.OnceValue(func() map[reflect.Type]int {
	k := map[reflect.Type]int{}
	t := reflect.TypeFor[record]()
	for i := range t.NumField() {
		if f := t.Field(i); f.Type.Kind() == reflect.Pointer {
			k[f.Type.Elem()] = i
		}
	}
	return k
})

// encode is the line of a record, its newline included. The error is one of
// the program: a kind that record lacks, or an instant that has no written form.
// The number is an event's, and 0 of what else there is.
func encode(seq, number int, at time.Time, value any) ([]byte, error) {
	r := record{Seq: seq, Number: number, At: stamp{at}}
	field, ok := kinds()[reflect.TypeOf(value)]
	if !ok {
		return nil, fmt.Errorf("the journal has no record for %T", value)
	}
	pointer := reflect.New(reflect.TypeOf(value))
	pointer.Elem().Set(reflect.ValueOf(value))
	reflect.ValueOf(&r).Elem().Field(field).Set(pointer)
	object, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("this cannot be recorded: %w", err)
	}
	if len(object) > maxLine-checkSize-1 {
		return nil, fmt.Errorf("this is too long to be recorded: %d bytes, where %d are the most", len(object), maxLine-checkSize-1)
	}
	return append(seal(object), '\n'), nil
}

type entry struct {
	seq    int
	number int // of an event, if the record has it
	at     time.Time
	value  any    // of a type that record points to; nil: of a kind this program does not know
	raw    []byte // the object and its check, without the newline
}

var errRecord = errors.New("no record")

// decode reads the object of a record. Its texts come out clean.
func decode(object []byte) (e entry, err error) {
	var r record
	if err := json.Unmarshal(object, &r); err != nil {
		return e, err
	}
	if r.Seq < 1 || r.Seq > maxSeq || r.Number < 0 || r.Number > maxSeq || run.CheckInstant(r.At.Time) != nil {
		return e, errRecord
	}
	e.seq, e.number, e.at = r.Seq, r.Number, r.At.Time
	fields := reflect.ValueOf(&r).Elem()
	for i := range fields.NumField() {
		field := fields.Field(i)
		if field.Kind() != reflect.Pointer || field.IsNil() {
			continue
		}
		if e.value != nil {
			return e, errRecord // two of them
		}
		e.value = cleanTexts(field.Elem(), object).Interface()
	}
	return e, nil
}

// maxSeq is far above the number of records of any run.
const maxSeq = 1 << 40

// cleanTexts cleans every text in a value that was read from source. Most records
// have none that could need it.
func cleanTexts(v reflect.Value, source []byte) reflect.Value {
	if bytes.ContainsFunc(source, func(r rune) bool { return r == '\\' || r >= 0x7f }) {
		clean(v)
	}
	return v
}

func clean(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() {
			v.SetString(session.Clean(v.String()))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			clean(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				clean(f)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			clean(v.Elem())
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			k, e := reflect.New(key.Type()).Elem(), reflect.New(v.Type().Elem()).Elem()
			k.Set(key)
			e.Set(v.MapIndex(key))
			clean(k)
			clean(e)
			v.SetMapIndex(key, reflect.Value{})
			v.SetMapIndex(k, e)
		}
	}
}
