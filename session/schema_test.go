package session

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compiledSchema is the schema as an editor reads it.
func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) { return asEditors(pattern) })
	if err := c.AddResource(SchemaFile, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(SchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// lookahead is a pattern of an editor's, which may look ahead, in parts that Go's
// can: all of the first must match, and none of the second.
type lookahead struct {
	pattern   string
	all, none []*regexp.Regexp
}

var ahead = regexp.MustCompile(`\(\?([=!])((?:[^()]|\([^()]*\))*)\)`)

func asEditors(pattern string) (*lookahead, error) {
	l := &lookahead{pattern: pattern}
	for _, m := range ahead.FindAllStringSubmatch(pattern, -1) {
		re, err := regexp.Compile(`^\s*` + m[2])
		if err != nil {
			return nil, err
		}
		if m[1] == "=" {
			l.all = append(l.all, re)
		} else {
			l.none = append(l.none, re)
		}
	}
	re, err := regexp.Compile(ahead.ReplaceAllString(pattern, ""))
	l.all = append(l.all, re)
	return l, err
}

func (l *lookahead) String() string { return l.pattern }

func (l *lookahead) MatchString(text string) bool {
	for _, re := range l.all {
		if !re.MatchString(text) {
			return false
		}
	}
	for _, re := range l.none {
		if re.MatchString(text) {
			return false
		}
	}
	return true
}

// TestSchemaAllowsWhatLoads holds the schema to plans that load.
func TestSchemaAllowsWhatLoads(t *testing.T) {
	t.Parallel()
	schema := compiledSchema(t)
	files, err := filepath.Glob("../sessions/*.yaml")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	examples, err := filepath.Glob("../sessions/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range slices.Concat(files, examples, []string{"testdata/full.yaml", "testdata/beneath.yaml"}) {
		if strings.Contains(file, "frameworks") || strings.Contains(file, "learning") {
			continue // they are no plans
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(file, "../sessions") && !strings.Contains(string(src), Modeline) {
			t.Errorf("%s does not tell an editor where the schema is", file)
		}
		value, ok := asJSON(src)
		if err := schema.Validate(value); !ok || err != nil {
			t.Errorf("%s: %#v", file, err)
		}
	}
}

// beyondSchema are the kinds of problems that one place of a file does not show: YAML
// itself, what names another place, sums, and what is longer than it may be.
var beyondSchema = map[string]bool{
	"at-least-too-long": true, "id-twice": true, "key-twice": true, "no-such-id": true,
	"not-a-number": true, // 0130 is one in JSON
	"second-plan":  true, "text-lost": true, "yaml-alias": true, "yaml-tag": true,
}

// TestSchemaFindsWhatDoesNotLoad holds it to the bad plans: what the loader minds it
// minds, but for what is beyond it.
func TestSchemaFindsWhatDoesNotLoad(t *testing.T) {
	t.Parallel()
	schema := compiledSchema(t)
	found, beyond := 0, 0
	for _, bad := range readBadPlans(t) {
		_, problems := Load("p.yaml", []byte(bad.whole()))
		value, ok := asJSON([]byte(bad.whole()))
		if !ok {
			continue // an editor says so without a schema
		}
		if schema.Validate(value) != nil {
			found++
			continue
		}
		beyond++
		for _, p := range problems {
			if !beyondSchema[p.ID] {
				t.Errorf("%s: the schema does not mind it: %s, %s", bad.title, p.ID, p.What)
			}
		}
	}
	t.Logf("%d of the bad plans are found, %d are beyond a schema", found, beyond)
	if found < 55 {
		t.Errorf("only %d of the bad plans are found", found)
	}
}

// TestSchemaOfOverlays allows what only a plan that extends another one may leave out.
func TestSchemaOfOverlays(t *testing.T) {
	t.Parallel()
	schema := compiledSchema(t)
	for src, allowed := range map[string]bool{
		"extends: walk\nactivities:\n- {id: a, drop: true}\n- {id: b, title: B, duration: 5m, after: a}\n- {id: c, duration: null}\n": true,
		"title: T\nduration: 5m\nactivities: [{id: a, drop: true}]\n":                                                                 false,
		"extends: walk\nactivities: [{id: a, duration: 5}]\n":                                                                         false,
		"extends: walk\nactivites: []\n":                                                                                              false,
	} {
		value, _ := asJSON([]byte(src))
		if err := schema.Validate(value); (err == nil) != allowed {
			t.Errorf("%s: %v", src, err)
		}
	}
}

// TestSchemaKnowsEveryKey wants a form and words for each key, and no key there is not.
func TestSchemaKnowsEveryKey(t *testing.T) {
	t.Parallel()
	for _, keys := range allKeys {
		if n := len(keys.names); n == 0 || len(keys.shapes) != n {
			t.Errorf("%s has %d keys and forms for %d", keys.thing, n, len(keys.shapes))
		}
		for _, s := range keys.shapes {
			if s.words == "" || s.form == nil {
				t.Errorf("nothing is said of %s of %s", s.key, keys.thing)
			}
		}
	}
	if strings.Contains(string(Schema()), `"description": ""`) {
		t.Error("a key has no words")
	}
}
