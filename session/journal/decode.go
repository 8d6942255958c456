package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"time"

	"facilitate/session"
)

// entry is a record that was read.
type entry struct {
	seq   int
	at    time.Time
	value any    // of a type that record points to; nil: of a kind this program does not know
	raw   []byte // the object and its check, without the newline
}

var errRecord = errors.New("no record")

// decode reads the object of a record. Its texts come out clean.
func decode(object []byte) (entry, error) {
	if e, ok := decodeOwn(object); ok {
		return e, nil
	}
	return decodeAny(object)
}

// decodeOwn reads an object in the very form that encode writes, which is
// several times faster than not to rely on it.
func decodeOwn(object []byte) (e entry, ok bool) {
	rest, ok := bytes.CutPrefix(object, recordStart)
	if !ok {
		return e, false
	}
	comma := bytes.IndexByte(rest, ',')
	if comma < 1 || comma > 15 || rest[0] == '0' {
		return e, false
	}
	for _, c := range rest[:comma] {
		if c < '0' || c > '9' {
			return e, false
		}
		e.seq = 10*e.seq + int(c-'0')
	}
	rest, ok = bytes.CutPrefix(rest[comma:], []byte(`,"at":"`))
	if !ok || len(rest) < len(stampForm) {
		return e, false
	}
	if e.at, ok = parseStamp(rest[:len(stampForm)]); !ok {
		return e, false
	}
	if rest, ok = bytes.CutPrefix(rest[len(stampForm):], []byte(`","`)); !ok {
		return e, false
	}
	name, body, ok := bytes.Cut(rest, []byte(`":`))
	if !ok || len(body) < len(`{}}`) || body[0] != '{' || body[len(body)-1] != '}' {
		return e, false
	}
	kind, ok := kindTable().byName[string(name)]
	if !ok {
		return e, false
	}
	value := reflect.New(kind)
	// A second kind in the same record makes this no object.
	if json.Unmarshal(body[:len(body)-1], value.Interface()) != nil {
		return e, false
	}
	e.value = cleaned(value.Elem(), body).Interface()
	return e, true
}

// parseStamp reads an instant in the form of stamp.
func parseStamp(text []byte) (time.Time, bool) {
	for i, form := range []byte(stampForm) {
		if c := text[i]; '0' <= form && form <= '9' {
			if c < '0' || c > '9' {
				return time.Time{}, false
			}
		} else if c != form {
			return time.Time{}, false
		}
	}
	number := func(from, to int) (n int) {
		for _, c := range text[from:to] {
			n = 10*n + int(c-'0')
		}
		return n
	}
	month, day := number(5, 7), number(8, 10)
	hour, minute, second := number(11, 13), number(14, 16), number(17, 19)
	if month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59 {
		// The last days of a month are left to those who know how long it is.
		t, err := time.Parse(stampForm, string(text))
		return t, err == nil
	}
	ms := number(20, 23) * int(time.Millisecond)
	return time.Date(number(0, 4), time.Month(month), day, hour, minute, second, ms, time.UTC), true
}

// decodeAny reads any object that is a record.
func decodeAny(object []byte) (e entry, err error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(object, &fields); err != nil {
		return e, err
	}
	if e.seq, err = strconv.Atoi(string(fields["seq"])); err != nil || e.seq < 1 || e.seq > maxSeq {
		return e, errRecord
	}
	if err := json.Unmarshal(fields["at"], &e.at); err != nil {
		return e, errRecord
	}
	for name, body := range fields {
		kind, ok := kindTable().byName[name]
		if !ok {
			continue
		}
		value := reflect.New(kind)
		if e.value != nil || json.Unmarshal(body, value.Interface()) != nil {
			return e, errRecord
		}
		e.value = cleaned(value.Elem(), body).Interface()
	}
	return e, nil
}

// maxSeq is far above the number of records of any run.
const maxSeq = 1 << 40

// cleaned cleans every text in a value that was read from source. Most records
// have none that could need it.
func cleaned(v reflect.Value, source []byte) reflect.Value {
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
