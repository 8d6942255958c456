package journal

import (
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// entry is a record that was read.
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
	for _, c := range source {
		if c == '\\' || c >= 0x7f {
			clean(v)
			break
		}
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
