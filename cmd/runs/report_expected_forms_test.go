package runs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

// expectEvaluation is what the forms say.
func (c *recount) expectEvaluation(x *counted, m standingAt) {
	const under = "Evaluation"
	forms, struck := c.forms(m)
	if len(forms)+struck == 0 {
		return
	}
	hands := 0
	for _, statements := range c.quizzes(m) {
		for _, s := range statements {
			if s.counted {
				hands++
			}
		}
	}
	x.count("evaluation", "forms", "forms", len(forms))
	x.count("evaluation", "forms", "forms_struck", struck)
	x.count("evaluation", "forms", "quiz_statements_counted", hands)
	figures := [][2]string{{"Forms counted", strconv.Itoa(len(forms))}}
	if struck > 0 {
		figures = append(figures, [2]string{"Forms struck", strconv.Itoa(struck)})
	}
	x.upright(under, "", figures...)
	if len(forms) == 0 {
		return
	}
	learnt := c.expectConfidence(x, under, forms)
	answers := c.expectScales(x, under, forms)
	answers += c.expectOptions(x, under, forms)
	answers += c.expectTexts(x, under, forms)
	reaction := answers > 0
	for i, collected := range []bool{reaction, learnt || hands > 0, false, false} {
		x.set("evaluation_levels", strconv.Itoa(i+1), "collected", strconv.FormatBool(collected))
	}
}

func (c *recount) expectConfidence(x *counted, under string, forms []run.Form) (any bool) {
	const section = "evaluation_confidence"
	table := expectedTable{
		under: under, title: "Confidence: means of those who gave both numbers",
		columns: []string{"To …", "Both", "One only", "Before", "After", "Change", "Median change", "Rose", "Same", "Fell"},
	}
	signed := func(text string) string {
		switch {
		case strings.HasPrefix(text, "-"):
			return "−" + text[1:]
		case text == "0.0":
			return text
		}
		return "+" + text
	}
	for _, o := range c.plan.Outcomes {
		var before, after, changes []int
		one := 0
		count := map[int]int{}
		for _, f := range forms {
			for _, said := range f.Confidence {
				if said.Outcome != o.ID {
					continue
				}
				if said.Before < 0 || said.After < 0 {
					one++
					continue
				}
				before, after = append(before, said.Before), append(after, said.After)
				changes = append(changes, said.After-said.Before)
				switch {
				case said.After > said.Before:
					count[1]++
				case said.After < said.Before:
					count[-1]++
				default:
					count[0]++
				}
			}
		}
		x.count(section, o.ID, "both", len(changes))
		x.count(section, o.ID, "one_only", one)
		row := map[string]people{"To …": firstWord(o.Text), "Both": same(strconv.Itoa(len(changes)))}
		if one > 0 {
			row["One only"] = people{strconv.Itoa(one), ""}
		}
		if len(changes) > 0 {
			any = true
			for when, numbers := range map[string][]int{"before": before, "after": after} {
				x.more[figureKey{section, o.ID, "lowest_" + when}] = strconv.Itoa(slices.Min(numbers))
				x.more[figureKey{section, o.ID, "highest_" + when}] = strconv.Itoa(slices.Max(numbers))
				counts := make([]int, 11)
				for _, n := range numbers {
					counts[n]++
				}
				x.more[figureKey{section, o.ID, "counts_" + when}] = joined(counts, " ")
			}
			for figure, value := range map[string]string{
				"mean_before": meanText(before), "mean_after": meanText(after), "mean_change": meanText(changes),
				"median_before": medianText(before), "median_after": medianText(after), "median_change": medianText(changes),
				"rose": strconv.Itoa(count[1]), "same": strconv.Itoa(count[0]), "fell": strconv.Itoa(count[-1]),
			} {
				x.set(section, o.ID, figure, value)
			}
			row["Before"], row["After"], row["Change"] = same(meanText(before)), same(meanText(after)), same(signed(meanText(changes)))
			row["Median change"] = people{signed(medianText(changes)), ""}
			row["Rose"], row["Same"], row["Fell"] = same(strconv.Itoa(count[1])), same(strconv.Itoa(count[0])), same(strconv.Itoa(count[-1]))
		}
		table.rows = append(table.rows, row)
	}
	if len(table.rows) > 0 {
		x.tables = append(x.tables, table)
	}
	return any
}

// answersIn are the answers to a question.
func answersIn(forms []run.Form, question string) (all []run.FormAnswer) {
	for _, f := range forms {
		for _, a := range f.Answers {
			if a.Question == question {
				all = append(all, a)
			}
		}
	}
	return all
}

func (c *recount) expectScales(x *counted, under string, forms []run.Form) (n int) {
	const section = "evaluation_scales"
	table := expectedTable{
		under: under, title: "Answers from 0 (not at all) to 10 (completely)",
		columns: []string{"Question", "Answers", "Mean", "Median", "From lowest to highest"},
	}
	for _, q := range c.plan.Evaluation.Questions {
		if q.Kind != session.Scale {
			continue
		}
		var numbers []int
		count := map[int]int{}
		for _, a := range answersIn(forms, q.ID) {
			numbers = append(numbers, a.Scale)
			count[a.Scale]++
		}
		n += len(numbers)
		x.count(section, q.ID, "answers", len(numbers))
		row := map[string]people{"Question": firstWord(q.Text), "Answers": same(strconv.Itoa(len(numbers)))}
		if len(numbers) > 0 {
			x.set(section, q.ID, "mean", meanText(numbers))
			x.set(section, q.ID, "median", medianText(numbers))
			x.count(section, q.ID, "lowest", slices.Min(numbers))
			x.count(section, q.ID, "highest", slices.Max(numbers))
			var words []string
			for i := range 11 {
				x.count(section, q.ID, "count_"+strconv.Itoa(i), count[i])
				if count[i] == 1 {
					words = append(words, strconv.Itoa(i))
				} else if count[i] > 1 {
					words = append(words, fmt.Sprintf("%d×%d", i, count[i]))
				}
			}
			row["Mean"], row["Median"] = same(meanText(numbers)), same(medianText(numbers))
			row["From lowest to highest"] = same(strings.Join(words, ", "))
		}
		table.rows = append(table.rows, row)
	}
	if len(table.rows) > 0 {
		x.tables = append(x.tables, table)
	}
	return n
}

func answersText(question string, n int) string {
	switch n {
	case 0:
		return question + " (no answers)"
	case 1:
		return question + " (1 answer)"
	}
	return fmt.Sprintf("%s (%d answers)", question, n)
}

func (c *recount) expectOptions(x *counted, under string, forms []run.Form) (n int) {
	for _, q := range c.plan.Evaluation.Questions {
		if q.Kind != session.Choice {
			continue
		}
		all := answersIn(forms, q.ID)
		n += len(all)
		x.more[figureKey{"evaluation_choices", q.ID, "answers"}] = strconv.Itoa(len(all))
		table := expectedTable{under: under, title: answersText(q.Text, len(all)), columns: []string{"Answer", "People", "Share"}}
		for i, option := range q.Options {
			chose := 0
			for _, a := range all {
				if a.Option == i {
					chose++
				}
			}
			item := q.ID + "/" + strconv.Itoa(i+1)
			x.count("evaluation_choices", item, "count", chose)
			x.count("evaluation_choices", item, "answers", len(all))
			row := map[string]people{"Answer": firstWord(option), "People": same(strconv.Itoa(chose))}
			if len(all) >= 5 {
				row["Share"] = same(fmt.Sprintf("%.0f%%", float64(int(100*float64(chose)/float64(len(all))+0.5))))
			}
			table.rows = append(table.rows, row)
		}
		x.tables = append(x.tables, table)
	}
	return n
}

func (c *recount) expectTexts(x *counted, under string, forms []run.Form) (n int) {
	for _, q := range c.plan.Evaluation.Questions {
		if q.Kind != session.FreeText {
			continue
		}
		all := answersIn(forms, q.ID)
		n += len(all)
		x.more[figureKey{"evaluation_texts", q.ID, "answers"}] = strconv.Itoa(len(all))
		table := expectedTable{under: under, title: answersText(q.Text, len(all)), columns: []string{"Answer"}}
		for i, a := range all {
			x.set("evaluation_texts", q.ID+"/"+strconv.Itoa(i+1), "text", a.Text)
			table.rows = append(table.rows, map[string]people{"Answer": same(a.Text)})
		}
		if len(all) > 0 {
			x.tables = append(x.tables, table)
		}
	}
	return n
}
