package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
	"facilitate/timer"
)

func (w quizWork) keys(m *Model) keyRow {
	k := m.keys
	switch q := w.q; {
	case q.At == run.NotBegun:
		return k.underWay("first statement")
	case q.Over():
		return k.underWay("on", press(k.Back, "back"))
	case !q.Answers[q.At].Revealed:
		return k.underWay("answer", press(k.Hands, "hands"), press(k.Points, "points"))
	}
	return k.underWay("on", press(k.Back, "back"), press(k.Hands, "hands"), press(k.Points, "points"))
}

func (w quizWork) heading(m *Model, width int) string {
	q := w.q
	of := len(q.Answers)
	head := m.notePlace(w.at, width)
	if q.At >= 0 && !q.Over() {
		head += either(width >= 60, "statement ", "") + fmt.Sprintf("%d of %d · ", q.At+1, of)
	}
	if lines, ok := m.workLines(w.at, m.layout.width); ok && m.scroll+m.layout.height < len(lines) {
		return strings.TrimSuffix(head, " · ") // that there is more below is added
	}
	switch {
	case q.At == run.NotBegun:
		return head + named(m.keys.On) + ": the first of " + itoa(of)
	case q.Over():
		return head + "summary · " + m.onwards(w.at)
	case !q.Answers[q.At].Revealed:
		return head + named(m.keys.On) + ": the answer"
	case q.At+1 < of:
		return head + named(m.keys.On) + ": statement " + itoa(q.At+2)
	case q.HasSummary():
		return head + named(m.keys.On) + ": the summary"
	}
	return head + m.onwards(w.at)
}

func (w quizWork) lines(m *Model, width, height int) []string {
	switch {
	case w.q.At == run.NotBegun:
		return draw.Cut(w.overview(m, width), height)
	case w.q.Over():
		return draw.Cut(w.summary(m, width), height)
	}
	var lines []string
	for spread := generous; spread <= tight; spread++ {
		if lines = w.statement(m, width, spread); len(lines) <= height {
			break
		}
	}
	return lines
}

// spread is how much room a statement is given.
type spread uint8

const (
	generous spread = iota // the answer in block letters
	airy                   // a blank line between the lines of the statement
	plainly
	tight // no blank line, what supports it in as few lines as can be
)

// beside puts a label before lines, in the column of the notes' kinds; in a
// narrow window it gets a line of its own, or none if it is empty.
func (m *Model) beside(label string, lines []string, width int) []string {
	if width >= 60 {
		return draw.Hang(draw.Pad("  "+label, labelWidth), strings.Repeat(" ", labelWidth), lines)
	}
	lines = draw.Hang("  ", "  ", lines)
	return either(label == "", lines, append([]string{"  " + label}, lines...))
}

// besideWidth is the width of what stands beside a label.
func besideWidth(width int) int { return width - either(width >= 60, labelWidth, 2) }

const mostListed = 60 // how many statements the overview lists: more fit on no screen

func (w quizWork) overview(m *Model, width int) []string {
	room, title := besideWidth(width), ""
	if w.q.Plan.Title != "" {
		title = m.theme.Bold.Render(w.q.Plan.Title)
	}
	share := words.Plural(len(w.q.Answers), "statement") + ", " + w.share(m)
	if width < 60 {
		return m.beside(m.kindLabel(session.TakeQuiz)+"  "+title,
			paragraphs(room, share+".", "If you want: "+hint(m.keys.Hands, "hands")+", "+hint(m.keys.Points, "points.")), width)
	}
	lines := m.beside(m.kindLabel(session.TakeQuiz), paragraphs(room, title, share+", one at a time.",
		"If you want: "+hint(m.keys.Hands, "counts hands")+", "+hint(m.keys.Points, "gives groups points.")), width)
	lines = append(lines, "")
	for i := range min(len(w.q.Plan.Statements), mostListed) {
		text := itoa(i+1) + ". " + prose.Plain(w.q.Plan.Statements[i].Text)
		lines = append(lines, strings.Repeat(" ", labelWidth)+m.theme.Faint.Render(draw.Fit(text, room)))
	}
	return lines
}

func (w quizWork) share(m *Model) string {
	each, left := m.state().StatementShare(w.at.note, m.now)
	switch {
	case left == 0:
		return ""
	case each < time.Second:
		return "0:00 left for " + itoa(left)
	case left == 1:
		return timer.MinSec(each) + " for the last one"
	case w.q.At == run.NotBegun:
		return timer.MinSec(each) + " each"
	}
	return timer.MinSec(each) + " each for the " + itoa(left) + " left"
}

// answerWord is an answer as a word: no meaning rests on a colour.
func answerWord(answer bool) string { return either(answer, "TRUE", "FALSE") }

// statement is the statement shown, with its answer if that is shown too. The
// facilitator knows the answer before the room does.
func (w quizWork) statement(m *Model, width int, s spread) []string {
	st, a := &w.q.Plan.Statements[w.q.At], w.q.Answers[w.q.At]
	room, narrow := besideWidth(width), width < 60
	strong := draw.StyleWords(prose.Plain(st.Text), m.theme.Strong)
	place := either(narrow, "", m.theme.Label.Render(fmt.Sprintf("%d of %d", w.q.At+1, len(w.q.Answers)))) // it stands in the heading
	text := draw.Wrap(strong, room)
	switch {
	case s == tight && a.Revealed && narrow:
		text = []string{draw.Fit(m.answerBadge(st.Answer)+" "+strong, room)}
	case s == tight && a.Revealed:
		text = []string{draw.Fit(strong, room)}
	case s <= airy:
		text = strings.Split(strings.Join(text, "\n\n"), "\n") // lines are read from afar
	}
	lines := m.beside(place, text, width)
	blank := func() {
		if s != tight {
			lines = append(lines, "")
		}
	}
	blank()
	if !a.Revealed {
		hidden := m.theme.Faint.Render("not shown yet: " + answerWord(st.Answer))
		return append(lines, m.beside("", draw.Pack(room, " · ", hidden, w.share(m), words.Hands(w.q, w.q.At), w.points()), width)...)
	}
	lines = append(lines, w.answer(m, st, width, s)...)
	if told := draw.Pack(room, " · ", words.Hands(w.q, w.q.At), w.points()); len(told) > 0 {
		blank()
		lines = append(lines, m.beside("", told, width)...)
	}
	return lines
}

func (m *Model) answerBadge(answer bool) string {
	return either(answer, m.theme.Good, m.theme.Warn).Render(" " + answerWord(answer) + " ")
}

func (w quizWork) answer(m *Model, st *session.Statement, width int, s spread) []string {
	room := besideWidth(width)
	badge := m.answerBadge(st.Answer)
	var lines []string
	switch {
	case width >= 60 && s == generous:
		for _, row := range draw.Figures(answerWord(st.Answer), draw.Normal) {
			lines = append(lines, strings.Repeat(" ", labelWidth)+draw.Blocks(row, m.theme.Strong))
		}
		lines = append(lines, "")
	case width < 60 && s == tight:
		badge = "" // it stands before the statement
	case width < 60:
		badge += " " + m.theme.Faint.Render(w.share(m))
	}
	var because []string
	if st.Because != "" {
		because = m.prose.Lines(st.Because, room)
		if s <= airy {
			because = append(because, "")
		}
	}
	for _, source := range w.sources(m, st) {
		if s == tight {
			source = draw.Fit(source, room)
		}
		because = append(because, styled(m.theme.Faint, draw.Wrap(source, room))...)
	}
	if len(because) > 0 || badge != "" {
		lines = append(lines, m.beside(badge, because, width)...)
	}
	return lines
}

func (w quizWork) sources(m *Model, st *session.Statement) []string {
	return collect(st.Sources, func(id string) string {
		at := slices.IndexFunc(m.plan.Sources, func(s session.Source) bool { return s.ID == id })
		return "Source: " + prose.Plain(m.plan.Sources[at].Text)
	})
}

func (w quizWork) points() string {
	right := w.q.Answers[w.q.At].Right
	return either(len(right) == 0, "", "points: "+words.Groups(right))
}

func (w quizWork) statementTitle() string {
	return fmt.Sprintf("STATEMENT %d OF %d", w.q.At+1, len(w.q.Answers))
}

// statementLines are the statement's words in a panel, in so many lines.
func (w quizWork) statementLines(m *Model, width, most int) []string {
	if most < 1 {
		return nil
	}
	return styled(m.theme.Strong, draw.Cut(draw.Wrap(prose.Plain(w.q.Plan.Statements[w.q.At].Text), width), most))
}

// summary is what split the room, what most had wrong, and the scores.
func (w quizWork) summary(m *Model, width int) (lines []string) {
	narrow := width < 60
	column := either(narrow, 9, labelWidth+2)
	list := func(label string, statements []int, told func(i int, a run.Answer) string) {
		for _, i := range statements[:min(len(statements), either(narrow, 1, len(statements)))] {
			text := fmt.Sprintf("%-*s %d. %s", summedWidth, told(i, w.q.Answers[i]), i+1, prose.Plain(w.q.Plan.Statements[i].Text))
			if narrow {
				text = fmt.Sprintf("%d. %s", i+1, told(i, w.q.Answers[i]))
			}
			lines = append(lines, draw.Fit(draw.Pad("  "+m.theme.Label.Render(label), column)+text, width))
			label = ""
		}
	}
	list("SPLIT", words.Split(w.q), func(_ int, a run.Answer) string { return fmt.Sprintf("%d true, %d false", a.True, a.False) })
	list(either(narrow, "WRONG", "MOST WRONG"), words.MostWrong(w.q), func(i int, a run.Answer) string {
		return fmt.Sprintf("%d of %d; it is %s", w.q.Wrong(i), a.True+a.False, answerWord(w.q.Plan.Statements[i].Answer))
	})
	hasHands := slices.ContainsFunc(w.q.Answers, func(a run.Answer) bool { return a.Counted && a.True+a.False > 0 })
	if len(lines) == 0 && hasHands {
		lines = append(lines, "  Every hand was for the right answer.")
	}
	if !w.q.Scored() {
		return lines
	}
	if len(lines) > 0 && !narrow {
		lines = append(lines, "")
	}
	return append(lines, draw.Hang(draw.Pad("  "+m.theme.Label.Render("POINTS"), column), strings.Repeat(" ", column),
		draw.Wrap(w.scores(len(m.state().Gathering().Groups), narrow), width-column))...)
}

const summedWidth = len("12 of 18; it is FALSE ") // the column of the figures in the summary

func (w quizWork) scores(groups int, short bool) string {
	points := collect(words.ByScore(w.q, groups), func(g int) string {
		return either(short, "", "group ") + fmt.Sprintf("%d: %d", g+1, w.q.Score(g))
	})
	return strings.Join(points, " · ")
}
