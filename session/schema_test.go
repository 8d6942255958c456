package session

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
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
	for _, file := range append(files, "testdata/full.yaml", "testdata/beneath.yaml") {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		value, ok := asJSON(src)
		if err := schema.Validate(value); !ok || err != nil {
			t.Errorf("%s: %#v", file, err)
		}
	}
}

// beyondSchema are the problems that one place of a file does not show: YAML itself,
// what names another place, sums, and what is longer or deeper than it may be.
var beyondSchema = regexp.MustCompile(`here twice|there is no |is that of another|is more than the duration|longer than a day|more than \d|` +
	`larger than|is not read as text|would be lost|makes a key of|never closed|starts a code|needs quotes|quotation mark|not allowed|` +
	`points to another|marks a place|starts with|tab|UTF|byte|indented|character|document|invisible|stands alone|a second plan|not "0|cannot be read|is not closed|` +
	`levels|extends|a key is missing|cannot be a key|is spare|names no|has nothing behind it|has no text|comes back|nothing changes|blank`)

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
			if !beyondSchema.MatchString(p.What) {
				t.Errorf("%s: the schema does not mind it: %s", bad.title, p.What)
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
	if len(keyShapes()) != len(allKeys) {
		t.Errorf("there are forms for %d things, not %d", len(keyShapes()), len(allKeys))
	}
	for _, keys := range allKeys {
		n := len(keys.names)
		if keys == &noteKeys {
			n = 1
		}
		if len(keyShapes()[keys]) != n {
			t.Errorf("%s has %d keys and forms for %d", keys.thing, n, len(keyShapes()[keys]))
		}
		for _, key := range keys.names {
			if s := keyShapes()[keys][key]; s.words == "" && (keys != &noteKeys || key == "id") {
				t.Errorf("nothing is said of %s of %s", key, keys.thing)
			}
		}
	}
	if strings.Contains(string(Schema()), `"description": ""`) {
		t.Error("a key has no words")
	}
}
