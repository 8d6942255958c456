package session

import (
	"strings"
	"unicode"
)

// usualLanguage is that of a plan in Latin letters that does not say its own.
const usualLanguage = "en-GB"

// scripts are those that tell a language by themselves.
var scripts = []struct {
	language string
	letters  []*unicode.RangeTable
}{
	{usualLanguage, []*unicode.RangeTable{unicode.Latin}},
	{"ja", []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
	{"zh", []*unicode.RangeTable{unicode.Han}},
	{"ko", []*unicode.RangeTable{unicode.Hangul}},
	{"th", []*unicode.RangeTable{unicode.Thai}},
	{"lo", []*unicode.RangeTable{unicode.Lao}},
	{"km", []*unicode.RangeTable{unicode.Khmer}},
	{"my", []*unicode.RangeTable{unicode.Myanmar}},
	{"el", []*unicode.RangeTable{unicode.Greek}},
	{"he", []*unicode.RangeTable{unicode.Hebrew}},
	{"hy", []*unicode.RangeTable{unicode.Armenian}},
	{"ka", []*unicode.RangeTable{unicode.Georgian}},
}

// LanguageTag is the language of the plan's texts for whoever shows them: what the
// plan says, else what the letters of its titles and questions tell, be that in
// Latin ones usualLanguage. It is empty where they are of a script in which several
// languages are written, such as Arabic or Cyrillic.
func (p *Plan) LanguageTag() string {
	if p.Language != "" {
		return p.Language
	}
	var texts strings.Builder
	texts.WriteString(p.Title)
	for i := range p.Activities {
		texts.WriteString(p.Activities[i].Title)
		for j := range p.Activities[i].Phases {
			texts.WriteString(p.Activities[i].Phases[j].Question)
		}
	}
	counts, most := map[string]int{usualLanguage: 1}, usualLanguage // of no letters at all
	for _, r := range texts.String() {
		if !unicode.IsLetter(r) {
			continue
		}
		language := ""
		for i := range scripts {
			if unicode.In(r, scripts[i].letters...) {
				language = scripts[i].language
				break
			}
		}
		counts[language]++
	}
	if counts["ja"] > 0 { // Chinese has none of these
		counts["ja"] += counts["zh"]
		delete(counts, "zh")
	}
	for language, count := range counts {
		if count > counts[most] {
			most = language
		}
	}
	return most
}
