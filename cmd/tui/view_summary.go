package tui

import (
	"fmt"
	"slices"
	"strings"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// summary is what split the room, what most had wrong, and the scores.
func (w quizWork) summary(m *Model, width int) []string {
	var lines []string
	row := func(label string, statement int, told string) {
		text := fmt.Sprintf("%-*s %d. %s", summedWidth, told, statement+1,
			prose.Plain(w.q.Plan.Statements[statement].Text))
		if width < 60 {
			label = strings.TrimPrefix(label, "MOST ")
			text = fmt.Sprintf("%d. %s", statement+1, told)
			lines = append(lines, draw.Fit(draw.Pad("  "+m.theme.Label.Render(label), 9)+text, width))
			return
		}
		lines = append(lines, draw.Fit(draw.Pad("  "+m.theme.Label.Render(label), labelWidth+2)+text, width))
	}
	split, wrong := words.Split(w.q), words.MostWrong(w.q)
	if width < 60 {
		split, wrong = split[:min(len(split), 1)], wrong[:min(len(wrong), 1)]
	}
	label := "SPLIT"
	for _, i := range split {
		row(label, i, fmt.Sprintf("%d true, %d false", w.q.Answers[i].True, w.q.Answers[i].False))
		label = ""
	}
	label = "MOST WRONG"
	for _, i := range wrong {
		a := w.q.Answers[i]
		row(label, i, fmt.Sprintf("%d of %d; it is %s", w.q.Wrong(i), a.True+a.False, answerWord(w.q.Plan.Statements[i].Answer)))
		label = ""
	}
	hasHands := slices.ContainsFunc(w.q.Answers, func(a run.Answer) bool { return a.Counted && a.True+a.False > 0 })
	if len(split)+len(wrong) == 0 && hasHands {
		lines = append(lines, "  Every hand was for the right answer.")
	}
	if w.q.Scored() {
		if len(lines) > 0 && width >= 60 {
			lines = append(lines, "")
		}
		column := either(width < 60, 9, labelWidth+2)
		lines = append(lines, draw.Hang(draw.Pad("  "+m.theme.Label.Render("POINTS"), column), strings.Repeat(" ", column),
			draw.Wrap(w.scores(len(m.state().Gathering().Groups), width < 60), width-column))...)
	}
	return lines
}

const summedWidth = len("12 of 18; it is FALSE ") // the column of the figures in the summary

// scores are the groups' points, most first.
func (w quizWork) scores(groups int, short bool) string {
	order := words.ByScore(w.q, groups)
	points := make([]string, len(order))
	for i, g := range order {
		points[i] = fmt.Sprintf("group %d: %d", g+1, w.q.Score(g))
		if short {
			points[i] = points[i][len("group "):]
		}
	}
	return strings.Join(points, " · ")
}
