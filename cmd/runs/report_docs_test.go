package runs

import (
	"encoding/json"
	"strings"
	"testing"

	"facilitate/cmd/clitest"
)

// TestDocsReports holds the page to the sections, figures and keys that
// reports have.
func TestDocsReports(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "reports.md")
	asked := map[string]bool{}
	known := func(name, what string) {
		if strings.HasPrefix(name, "count_") { // it names the first and the last
			name = "count_0"
		}
		if asked[name] {
			return
		}
		asked[name] = true
		if !strings.Contains(page, "`"+name+"`") {
			t.Errorf("docs/reports.md does not name the %s %s", what, name)
		}
	}
	seen := 0
	for name := range reportedRuns {
		_, text := reportOf(t, name, "csv")
		figures, err := csvFigures(text)
		if err != nil {
			t.Fatal(err)
		}
		for key, value := range figures {
			seen++
			known(key.section, "section")
			known(key.figure, "figure")
			if key.section == "changes" && key.figure == "figure" {
				known(value, "figure of a change")
			}
		}
		_, text = reportOf(t, name, "json")
		var object any
		if err := json.Unmarshal([]byte(text), &object); err != nil {
			t.Fatal(err)
		}
		for _, key := range keysOf(object, "") {
			known(key, "key")
		}
	}
	if seen < 1500 {
		t.Errorf("only %d figures were looked for", seen)
	}
	if text := clitest.Fenced(t, page, "### CSV", "csv"); !strings.HasPrefix(text, "section,item,name,figure,value\n") {
		t.Errorf("the example begins %.40q", text)
	}
}

// keysOf are all keys of a JSON object and of those in it, but for those that
// are kinds of pause.
func keysOf(v any, under string) (all []string) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if under != "paused_s" {
				all = append(all, key)
			}
			all = append(all, keysOf(value, key)...)
		}
	case []any:
		for _, value := range v {
			all = append(all, keysOf(value, under)...)
		}
	}
	return all
}
