package slides

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
)

// TestHintsNameKeys holds what hints call a key to the keys that are matched.
func TestHintsNameKeys(t *testing.T) {
	t.Parallel()
	called := map[string]string{"↑": "up", "PgDn": "pgdown", "PgUp": "pgup"}
	v := reflect.ValueOf(keys)
	for i := range v.NumField() {
		b := v.Field(i).Interface().(key.Binding)
		shown := b.Help().Key
		if len(b.Keys()) > 0 && !slices.Contains(b.Keys(), cmp.Or(called[shown], strings.ToLower(shown))) {
			t.Errorf("%s: hints say %s, and the keys are %q", v.Type().Field(i).Name, shown, b.Keys())
		}
	}
}
