package clitest

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
)

// HintsNameKeys holds what hints call a key to the keys that are matched, in a struct
// of bindings.
func HintsNameKeys(t *testing.T, bindings any) {
	t.Helper()
	called := map[string]string{"↑": "up", "PgDn": "pgdown", "PgUp": "pgup"}
	v := reflect.ValueOf(bindings)
	for i := range v.NumField() {
		b := v.Field(i).Interface().(key.Binding)
		shown := b.Help().Key
		if len(b.Keys()) > 0 && !slices.Contains(b.Keys(), cmp.Or(called[shown], strings.ToLower(shown))) {
			t.Errorf("%s: hints say %s, and the keys are %q", v.Type().Field(i).Name, shown, b.Keys())
		}
	}
}
