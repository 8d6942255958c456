package runs

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// parsedTable is a table as it was found in a report for people.
type parsedTable struct {
	under, title string
	head         []string
	rows         [][]string
}

// csvFigures are the figures of a CSV. Texts that would be formulas have lost
// their guard.
func csvFigures(text string) (map[figureKey]string, error) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	if got := strings.Join(records[0], ","); got != "section,item,name,figure,value" {
		return nil, fmt.Errorf("the columns are %s", got)
	}
	all := map[figureKey]string{}
	for _, r := range records[1:] {
		key := figureKey{r[0], r[1], r[3]}
		if _, twice := all[key]; twice {
			return nil, fmt.Errorf("%v is there twice", key)
		}
		all[key] = strings.TrimPrefix(r[4], "'")
	}
	return all, nil
}

// jsonFigures are the figures of the JSON under the names of the CSV.
func jsonFigures(text string) (map[figureKey]string, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var root map[string]any
	if err := d.Decode(&root); err != nil {
		return nil, err
	}
	all := map[figureKey]string{}
	scalars := func(section, item string, object map[string]any) { scalarFigures(all, section, item, object) }
	list := objectsIn
	scalars("summary", "run", root)
	paused, _ := root["paused_s"].(map[string]any)
	for kind, d := range paused {
		all[figureKey{"summary", "run", "paused_" + kind + "_s"}] = fmt.Sprint(d)
	}
	for _, a := range list(root, "activities") {
		scalars("activities", fmt.Sprint(a["id"]), a)
		for _, p := range list(a, "phases") {
			scalars("phases", fmt.Sprint(p["phase"]), p)
		}
	}
	for _, p := range list(root, "promises") {
		scalars("promises", fmt.Sprint(p["activity"]), p)
	}
	for _, name := range []string{"taken", "pauses", "gaps"} {
		for i, object := range list(root, name) {
			scalars(name, strconv.Itoa(i+1), object)
		}
	}
	for _, object := range list(root, "captures") {
		scalars("captures_"+fmt.Sprint(object["kind"]), fmt.Sprint(object["id"]), object)
	}
	workFigures(all, root)
	for i, object := range list(root, "changes") {
		effects := list(object, "effects")
		if len(effects) == 0 {
			scalars("changes", strconv.Itoa(i+1), object)
		}
		for k, e := range effects {
			item := strconv.Itoa(i + 1)
			if k > 0 {
				item += "." + strconv.Itoa(k+1)
			}
			scalars("changes", item, object)
			delete(all, figureKey{"changes", item, "of"})
			during := all[figureKey{"changes", item, "phase"}]
			scalars("changes", item, e)
			if of, ok := e["phase"].(string); ok {
				all[figureKey{"changes", item, "of"}] = of
			}
			delete(all, figureKey{"changes", item, "phase"})
			if during != "" {
				all[figureKey{"changes", item, "phase"}] = during
			}
		}
	}
	return all, nil
}

// scalarFigures takes in those of an object that are neither lists nor objects.
func scalarFigures(all map[figureKey]string, section, item string, object map[string]any) {
	for name, v := range object {
		switch v := v.(type) {
		case string:
			all[figureKey{section, item, name}] = v
		case json.Number:
			all[figureKey{section, item, name}] = v.String()
		case bool:
			all[figureKey{section, item, name}] = strconv.FormatBool(v)
		}
	}
}

// objectsIn are those of a list in an object.
func objectsIn(of map[string]any, name string) (objects []map[string]any) {
	array, _ := of[name].([]any)
	for _, v := range array {
		if object, ok := v.(map[string]any); ok {
			objects = append(objects, object)
		}
	}
	return objects
}

// elements are the elements of a list.
func elements(v any, by string) string {
	var words []string
	array, _ := v.([]any)
	for _, element := range array {
		words = append(words, fmt.Sprint(element))
	}
	return strings.Join(words, by)
}

// workFigures are those of what people did and said.
func workFigures(all map[figureKey]string, root map[string]any) {
	set := func(section, item, figure string, v any) {
		if text := fmt.Sprint(v); v != nil && text != "" {
			all[figureKey{section, item, figure}] = text
		}
	}
	if people, ok := root["people"].(map[string]any); ok {
		scalarFigures(all, "people", "people", people)
		for _, g := range objectsIn(people, "groups") {
			item := fmt.Sprint(g["group"])
			set("groups", item, "group", g["group"])
			set("groups", item, "size", g["size"])
			set("groups", item, "members", elements(g["members"], ", "))
		}
		pairs, _ := people["pairs"].([]any)
		for i, pair := range pairs {
			set("pairs", strconv.Itoa(i+1), "members", elements(pair, ", "))
		}
		for _, s := range objectsIn(people, "settings") {
			set("settings", fmt.Sprint(s["phase"]), "setting", s["setting"])
		}
	}
	for _, q := range objectsIn(root, "quizzes") {
		for _, s := range objectsIn(q, "statements") {
			item := fmt.Sprint(q["quiz"], "/", s["statement"])
			scalarFigures(all, "quiz", item, s)
			hands, _ := s["hands"].(map[string]any)
			scalarFigures(all, "quiz", item, hands)
			set("quiz", item, "groups_right", elements(s["groups_right"], " "))
		}
		for _, s := range objectsIn(q, "scores") {
			scalarFigures(all, "quiz_scores", fmt.Sprint(q["quiz"], "/", s["group"]), s)
		}
	}
	for _, r := range objectsIn(root, "rounds") {
		item := fmt.Sprint(r["phase"], "/", r["note"])
		set("rounds", item, "spoken_s", r["spoken_s"])
		set("rounds", item, "note", r["note"])
		for i, v := range objectsIn(r, "voices") {
			voice := fmt.Sprint(item, "/", v["group"])
			scalarFigures(all, "voices", voice, v)
			set("voices", voice, "place", i+1)
		}
	}
	evaluation, _ := root["evaluation"].(map[string]any)
	scalarFigures(all, "evaluation", "forms", evaluation)
	for _, o := range objectsIn(evaluation, "outcomes") {
		item := fmt.Sprint(o["outcome"])
		scalarFigures(all, "evaluation_confidence", item, o)
		for _, of := range []string{"before", "after", "change"} {
			spread, _ := o[of].(map[string]any)
			set("evaluation_confidence", item, "mean_"+of, spread["mean"])
			set("evaluation_confidence", item, "median_"+of, spread["median"])
			switch of {
			case "change":
				scalarFigures(all, "evaluation_confidence", item, spread)
			default:
				set("evaluation_confidence", item, "lowest_"+of, spread["lowest"])
				set("evaluation_confidence", item, "highest_"+of, spread["highest"])
				set("evaluation_confidence", item, "counts_"+of, elements(spread["counts"], " "))
			}
		}
	}
	for _, q := range objectsIn(evaluation, "questions") {
		item := fmt.Sprint(q["question"])
		if scale, ok := q["scale"].(map[string]any); ok {
			scalarFigures(all, "evaluation_scales", item, scale)
			counts, _ := scale["counts"].([]any)
			for i, n := range counts {
				set("evaluation_scales", item, "count_"+strconv.Itoa(i), n)
			}
		}
		set("evaluation_"+map[string]string{"scale": "scales", "choice": "choices", "text": "texts"}[fmt.Sprint(q["kind"])], item, "answers", q["answers"])
		for i, o := range objectsIn(q, "options") {
			set("evaluation_choices", item+"/"+strconv.Itoa(i+1), "count", o["count"])
			set("evaluation_choices", item+"/"+strconv.Itoa(i+1), "answers", q["answers"])
		}
		texts, _ := q["texts"].([]any)
		for i, text := range texts {
			set("evaluation_texts", item+"/"+strconv.Itoa(i+1), "text", text)
		}
	}
}

// markdownTables are the tables of a report in Markdown.
func markdownTables(text string) (all []parsedTable) {
	under, title := "", ""
	inTable := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "### "):
			title = unescaped(line[4:])
		case strings.HasPrefix(line, "## "):
			under, title = unescaped(line[3:]), ""
		case strings.HasPrefix(line, "| ---"):
		case strings.HasPrefix(line, "|"):
			cells := markdownCells(line)
			if !inTable {
				all = append(all, parsedTable{under: under, title: title, head: cells})
				inTable = true
				continue
			}
			t := &all[len(all)-1]
			t.rows = append(t.rows, cells)
			continue
		default:
			inTable = false
		}
	}
	return all
}

// markdownCells are those of a row: a bar with a backslash before it is a
// letter.
func markdownCells(line string) (cells []string) {
	const letter = "\x00"
	line = strings.Trim(strings.ReplaceAll(line, `\|`, letter), "|")
	for cell := range strings.SplitSeq(line, "|") {
		cell = strings.Trim(strings.TrimSpace(strings.ReplaceAll(cell, letter, "|")), "*")
		cells = append(cells, unescaped(cell))
	}
	return cells
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

func unescaped(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		b.WriteByte(text[i])
	}
	return entities.Replace(b.String())
}

// htmlTables are the tables of a report as a page, and its list of figures. The
// page is written so that a strict reader of XML takes it.
func htmlTables(text string) (all []parsedTable, err error) {
	d := xml.NewDecoder(strings.NewReader(text))
	var under, title string
	var words strings.Builder
	var t *parsedTable
	inHead, drawn := false, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "svg":
				drawn++
			case "h2", "h3", "td", "th", "dt", "dd":
				words.Reset()
			case "table", "dl":
				all = append(all, parsedTable{under: under, title: title})
				t = &all[len(all)-1]
				if token.Name.Local == "dl" {
					t.rows = [][]string{nil}
				}
			case "thead":
				inHead = true
			case "tr":
				if !inHead {
					t.rows = append(t.rows, nil)
				}
			}
		case xml.EndElement:
			text := strings.TrimSpace(words.String())
			switch token.Name.Local {
			case "svg":
				drawn--
			case "h2":
				under, title = text, ""
			case "h3":
				title = text
			case "thead":
				inHead = false
			case "th", "dt":
				t.head = append(t.head, text)
			case "td", "dd":
				last := len(t.rows) - 1
				t.rows[last] = append(t.rows[last], text)
			}
		case xml.CharData:
			if drawn == 0 {
				words.Write(token)
			}
		}
	}
}

// textLines are the lines under each heading of a report for a terminal, whose
// headings are in capitals.
func textLines(text string) map[string][]string {
	all := map[string][]string{}
	under := "AT A GLANCE"
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if isHeading(line) {
			under = line
			continue
		}
		all[under] = append(all[under], line)
	}
	return all
}

// isHeading is whether a line of a report for a terminal is one.
func isHeading(line string) bool {
	return line != "" && line == strings.ToUpper(line) && strings.ToLower(line) != line && !strings.ContainsAny(line, ":│█×")
}
