package session

import "reflect"

// Same is whether two plans mean the same: they differ in nothing but where
// and how it stands in their files.
func Same(a, b *Plan) bool {
	return same(reflect.ValueOf(a), reflect.ValueOf(b))
}

var (
	positionType = reflect.TypeFor[Position]()
	fillingType  = reflect.TypeFor[Filling]()
	folderType   = reflect.TypeFor[pictureFolder]()
)

// same looks at everything a plan can hold. It is no reflect.DeepEqual, for
// that cannot pass over positions.
func same(a, b reflect.Value) bool {
	switch {
	case a.Type() == positionType, a.Type() == fillingType, a.Type() == folderType:
		return true
	case a.Kind() == reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	case a.Kind() == reflect.Slice:
		if a.Len() != b.Len() || a.IsNil() != b.IsNil() { // no cues are not the usual ones
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case a.Kind() == reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}
