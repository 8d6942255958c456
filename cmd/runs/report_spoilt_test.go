package runs

import (
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"testing"

	"facilitate/timer/timertest"
)

// TestReportDifferencesAreFound spoils figures one after the other, in each
// format, and sees that each is missed.
func TestReportDifferencesAreFound(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"delivery", "with everything", "odd work", "promises"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, report := keptOnce(t, name)
			x := c.expect()
			for _, format := range reportFormatNames {
				spoilt, ofWork := spoil(t, x, format, report(format))
				if spoilt < 100 || name == "with everything" && ofWork < 250 {
					t.Errorf("as %s: only %d digits were spoilt, and of what people did %d", format, spoilt, ofWork)
				}
			}
		})
	}
}

// spoil spoils digits of a report, of which there are so many, and so many of what
// people did.
func spoil(t *testing.T, x counted, format, text string) (digits, ofWork int) {
	t.Helper()
	for i := 0; i < len(text); i++ {
		// Digits of times, spans and counts: those of names, dates and drawings are
		// not figures.
		if text[i] < '0' || text[i] > '9' || !figureAt(format, text, i) {
			continue
		}
		digits++
		of := timertest.Every(37)
		if isWork(format, text, i) {
			of = timertest.Every(11)
			ofWork++
		}
		if digits%of != 0 {
			continue
		}
		other := text[:i] + string('0'+(text[i]-'0'+1)%10) + text[i+1:]
		if len(x.differences(format, other)) == 0 {
			t.Errorf("as %s: another digit is not found: %s[%c]%s", format, text[max(0, i-40):i], text[i], text[i+1:min(len(text), i+40)])
		}
	}
	return digits, ofWork
}

// isWork is whether a place of a report for people lies in a section of what
// people did and said.
func isWork(format, text string, i int) bool {
	under := ""
	switch format {
	case "markdown":
		_, under, _ = strings.Cut(text[strings.LastIndex(text[:i], "\n## ")+1:], "## ")
	case "html":
		_, under, _ = strings.Cut(text[max(0, strings.LastIndex(text[:i], "<h2>")):], "<h2>")
		under, _, _ = strings.Cut(under, "<")
	case "text":
		for line := range strings.Lines(text[:i]) {
			if isHeading(strings.TrimRight(line, "\n")) {
				under = line[:1] + strings.ToLower(line[1:])
			}
		}
	case "csv":
		section, _, _ := strings.Cut(text[strings.LastIndexByte(text[:i], '\n')+1:], ",")
		return slices.Contains([]string{"people", "groups", "pairs", "settings", "quiz", "quiz_scores", "rounds", "voices"}, section) ||
			strings.HasPrefix(section, "evaluation")
	case "json":
		return strings.Contains(text[:i], "\n  \"people\": {")
	}
	under, _, _ = strings.Cut(under, "\n")
	return slices.Contains([]string{"Who was there", "Quiz", "Feedback rounds", "Evaluation"}, under)
}

var (
	// uncounted are lines with digits that are no figures.
	uncounted = regexp.MustCompile(`^Round +Together|\(not at all\)|\(completely\)|Reaction|Learning|Behaviour|Results|statements? of the quiz`)
	// otherwise are sentences with figures that are not counted anew.
	otherwise = regexp.MustCompile(`^(Not finished|Ran |It ended|The end|Ended in|Would have run)|w(as|ere) not reached|had to be out|everybody had|It would have`)
	// jsonFigure is a line of the JSON with a figure that is counted anew.
	jsonFigure = regexp.MustCompile(`^("(spent_s|lasted_s|given_s|over_s|undone|at|drift_s|` +
		`people|size|pairs_formed|seed|hands_\w+|split_place|score|of|note|spoken_s|spoke_s|` +
		`forms|forms_struck|quiz_statements_counted|both|one_only|mean|median|lowest|highest|rose|same|fell|answers|count)":|"(from|to)": |-?[0-9]+,?$)`)
)

// figureAt is whether the digit at a place of a report belongs to a figure that
// is counted anew.
func figureAt(format, text string, i int) bool {
	begins := strings.LastIndexByte(text[:i], '\n') + 1
	line, _, _ := strings.Cut(text[begins:], "\n")
	timed := text[i-1] == ':' || i+1 < len(text) && text[i+1] == ':'
	switch format {
	case "csv":
		record, err := csv.NewReader(strings.NewReader(line)).Read()
		return err == nil && i >= begins+strings.LastIndexByte(line, ',') && !slices.Contains(otherFigures, record[3])
	case "json":
		return jsonFigure.MatchString(strings.TrimSpace(line))
	}
	if isWork(format, text, i) {
		if format == "text" && strings.HasSuffix(text[:i], " (round ") {
			return false // of a name that may be broken, the first word is looked for
		}
		return !uncounted.MatchString(line) && (format != "html" || inWords(text, i) && !strings.Contains(text[max(0, i-3):i], "&#")) && !strings.HasPrefix(line, "## ")
	}
	switch format {
	case "markdown":
		return strings.HasPrefix(line, "| ") && i > 2 && timed
	case "html":
		before := text[max(0, i-12):i]
		return strings.Contains(line, "<td") && timed && !strings.Contains(before, "planned ") && !strings.Contains(before, "actual ")
	}
	return timed && !otherwise.MatchString(line)
}

// inWords is whether a place of a page lies outside of its tags.
func inWords(page string, i int) bool {
	return strings.LastIndexByte(page[:i], '>') > strings.LastIndexByte(page[:i], '<')
}
