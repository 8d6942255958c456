package runs

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session/run"
)

func (x *counted) count(section, item, figure string, n int) {
	x.set(section, item, figure, strconv.Itoa(n))
}

// upright expects a list of figures under some headings.
func (x *counted) upright(under, title string, figures ...[2]string) {
	t := expectedTable{under: under, title: title, upright: true, rows: []map[string]people{{}}}
	for _, f := range figures {
		if f[1] != "" {
			t.columns = append(t.columns, f[0])
			t.rows[0][f[0]] = same(f[1])
		}
	}
	x.tables = append(x.tables, t)
}

func same(words string) people { return people{words, words} }

// firstWord is where a text has only to begin, since it may go on on another line.
func firstWord(text string) people { return people{text, strings.Fields(text)[0]} }

func joined(all []int, by string) string {
	var words []string
	for _, n := range all {
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, by)
}

func groupText(g int) string { return "Group " + strconv.Itoa(g) }

// expectPeople is who was there.
func (c *recount) expectPeople(x *counted, m standingAt) {
	const under = "Who was there"
	g, pairs, paired := c.gathering(m)
	settings := c.settings(m)
	if g.People > 0 || len(g.Groups) > 0 {
		x.count("people", "people", "people", g.People)
		x.count("people", "people", "groups", len(g.Groups))
		x.count("people", "people", "pairs_formed", paired)
		x.set("people", "people", "how", string(g.How))
		if g.Seed > 0 {
			x.set("people", "people", "seed", strconv.FormatUint(g.Seed, 10))
		}
		var sizes []int
		members := expectedTable{under: under, columns: []string{"Group", "Who"}}
		for i, group := range g.Groups {
			sizes = append(sizes, group.Size)
			item := strconv.Itoa(i + 1)
			x.count("groups", item, "size", group.Size)
			x.set("groups", item, "members", strings.Join(group.Members, ", "))
			if len(group.Members) > 0 {
				who := strings.Join(group.Members, ", ")
				if n := group.Size - len(group.Members); n > 0 {
					who += fmt.Sprintf(", and %d without a name", n)
				}
				members.rows = append(members.rows, map[string]people{"Group": same(groupText(i + 1)), "Who": firstWord(who)})
			}
		}
		number := func(n int) string {
			if n == 0 {
				return ""
			}
			return strconv.Itoa(n)
		}
		figures := [][2]string{{"People", number(g.People)}, {"Groups", number(len(g.Groups))}, {"Pairs", number(paired)}}
		if g.People > 0 {
			figures = append(figures, [2]string{"People in each", joined(sizes, ", ")})
		}
		figures = append(figures, [2]string{"Formed by", map[run.Forming]string{"counted": "counting off", "dealt": "dealing names"}[g.How]})
		x.upright(under, "", figures...)
		if len(members.rows) > 0 {
			x.tables = append(x.tables, members)
		}
	}
	table := expectedTable{under: under, columns: []string{"Pair", "Who"}}
	for i, pair := range pairs {
		who := strings.Join(pair, ", ")
		x.set("pairs", strconv.Itoa(i+1), "members", who)
		table.rows = append(table.rows, map[string]people{"Pair": same("Pair " + strconv.Itoa(i+1)), "Who": same(who)})
	}
	if len(pairs) > 0 {
		x.tables = append(x.tables, table)
	}
	table = expectedTable{under: under, columns: []string{"Where the plan leaves a choice", "People worked"}}
	for _, p := range slices.Sorted(maps.Keys(settings)) {
		x.set("settings", c.names[p], "setting", settings[p])
		whole, brief := c.label(c.names[p])
		words := map[string]string{"plenary": "all together", "individual": "on their own", "pairs": "in pairs", "groups": "in groups"}[settings[p]]
		table.rows = append(table.rows, map[string]people{"Where the plan leaves a choice": {whole, brief}, "People worked": same(words)})
	}
	if len(settings) > 0 {
		x.tables = append(x.tables, table)
	}
}

// expectQuizzes is what became of the quizzes.
func (c *recount) expectQuizzes(x *counted, m standingAt) {
	const under = "Quiz"
	all := c.quizzes(m)
	g, _, _ := c.gathering(m)
	for _, quiz := range slices.Sorted(maps.Keys(all)) {
		title, named := "", ""
		if len(all) > 1 {
			title = c.plan.Quizzes[quiz].Title
			named = "“" + title + "”: "
		}
		table := expectedTable{under: under, title: title, columns: []string{"Statement", "It is", "For true", "For false", "Wrong", "Groups right", "Shown"}}
		points := map[int]int{}
		groups, known, hands, wrong, counts := len(g.Groups), 0, 0, 0, 0
		shown := true
		for _, s := range all[quiz] {
			shown = shown && s.revealed
		}
		for i, s := range all[quiz] {
			text := strconv.Itoa(i+1) + ". " + s.text
			row := map[string]people{"Statement": firstWord(text), "It is": same(s.answer)}
			x.set("quiz", s.item, "text", s.text)
			x.set("quiz", s.item, "answer", s.answer)
			x.set("quiz", s.item, "revealed", strconv.FormatBool(s.revealed))
			if !shown {
				row["Shown"] = same(map[bool]string{true: "yes", false: "no"}[s.revealed])
			}
			if s.counted {
				counts++
				hands += s.yes + s.no
				wrong += s.wrong
				x.count("quiz", s.item, "hands_true", s.yes)
				x.count("quiz", s.item, "hands_false", s.no)
				x.count("quiz", s.item, "hands_wrong", s.wrong)
				row["For true"], row["For false"], row["Wrong"] = same(strconv.Itoa(s.yes)), same(strconv.Itoa(s.no)), same(strconv.Itoa(s.wrong))
			}
			if s.place > 0 {
				x.count("quiz", s.item, "split_place", s.place)
			}
			var right []int
			for _, group := range s.right {
				points[group+1]++
				groups = max(groups, group+1)
				right = append(right, group+1)
			}
			x.set("quiz", s.item, "groups_right", joined(right, " "))
			row["Groups right"] = same(joined(right, ", "))
			if s.counted || s.revealed || len(right) > 0 {
				known++
			}
			table.rows = append(table.rows, row)
		}
		x.tables = append(x.tables, table)
		if len(points) > 0 {
			var figures [][2]string
			for group := 1; group <= groups; group++ {
				item := c.plan.Quizzes[quiz].ID + "/" + strconv.Itoa(group)
				x.count("quiz_scores", item, "group", group)
				x.count("quiz_scores", item, "score", points[group])
				x.count("quiz_scores", item, "of", known)
				figures = append(figures, [2]string{groupText(group), fmt.Sprintf("%d of %d", points[group], known)})
			}
			head := "Points"
			if title != "" {
				head += ": " + title
			}
			x.upright(under, head, figures...)
		}
		switch {
		case counts == 0:
		case hands == 0:
			x.say("%sHands were counted at %d of %d statements, and none went up.", named, counts, len(all[quiz]))
		default:
			x.say("%sHands were counted at %d of %d statements: of %s, %d %s wrong.",
				named, counts, len(all[quiz]), handsText(hands), wrong, map[bool]string{true: "was", false: "were"}[wrong == 1])
			x.most(named+"Wrong most often", all[quiz], (*countedStatement).wrongPart, func(s *countedStatement) string {
				return fmt.Sprintf("%d of %s", s.wrong, handsText(s.yes+s.no))
			})
			x.most(named+"What split the room most", all[quiz], (*countedStatement).split, func(s *countedStatement) string {
				return fmt.Sprintf("%d for true, %d for false", s.yes, s.no)
			})
		}
	}
}

func handsText(n int) string {
	if n == 1 {
		return "1 hand"
	}
	return strconv.Itoa(n) + " hands"
}

func (x *counted) say(format string, args ...any) {
	x.sentences = append(x.sentences, fmt.Sprintf(format, args...))
}

// most names the statements with the largest part of the hands.
func (x *counted) most(what string, all []countedStatement, part func(*countedStatement) float64, words func(*countedStatement) string) {
	largest := 0.0
	var names []string
	for i := range all {
		s := &all[i]
		if !s.counted || s.yes+s.no == 0 || part(s) < largest || part(s) == 0 {
			continue
		}
		if part(s) > largest {
			largest, names = part(s), nil
		}
		names = append(names, fmt.Sprintf("statement %d (%s)", i+1, words(s)))
	}
	switch n := len(names); n {
	case 0:
	case 1:
		x.say("%s: %s.", what, names[0])
	default:
		x.say("%s: %s and %s.", what, strings.Join(names[:n-1], ", "), names[n-1])
	}
}

// expectRounds are the feedback rounds.
func (c *recount) expectRounds(x *counted, m standingAt, now time.Time) {
	all := c.rounds(m, now)
	if len(all) == 0 {
		return
	}
	groups := 0
	for _, r := range all {
		groups = max(groups, slices.Max(r.order)+1)
	}
	table := expectedTable{under: "Feedback rounds", columns: []string{"Round", "Together"}}
	abreast := groups > 1 && groups <= 8
	if abreast {
		for g := range groups {
			table.columns = append(table.columns, groupText(g+1))
		}
	}
	if groups > 8 {
		table.columns = append(table.columns, "How long each spoke")
	}
	var together time.Duration
	sums := map[int]time.Duration{}
	whole := 0
	in := map[int]int{} // rounds of each phase
	for _, r := range all {
		item := c.names[r.phase] + "/" + strconv.Itoa(r.note+1)
		name, _ := c.label(c.names[r.phase])
		if in[r.phase]++; in[r.phase] > 1 {
			name += fmt.Sprintf(" (round %d)", in[r.phase])
		}
		row := map[string]people{"Round": firstWord(name)}
		var sum time.Duration
		heard := 0
		var words []string
		for place, g := range r.order {
			voice := item + "/" + strconv.Itoa(g+1)
			x.count("voices", voice, "group", g+1)
			x.count("voices", voice, "place", place+1)
			x.span("voices", voice, "spoke_s", r.spoke[g])
			x.set("voices", voice, "heard", strconv.FormatBool(r.heard[g]))
			sum += r.spoke[g]
			sums[g] += r.spoke[g]
			text := clockText(r.spoke[g])
			switch {
			case r.heard[g]:
				heard++
			case r.spoke[g] == 0:
				text = "not heard"
			default:
				text += ", not finished"
			}
			if abreast {
				row[groupText(g+1)] = same(text)
			}
			words = append(words, groupText(g+1)+" "+text)
		}
		together += sum
		if heard == len(r.order) {
			whole++
		}
		x.span("rounds", item, "spoken_s", sum)
		x.count("rounds", item, "voices", len(r.order))
		x.count("rounds", item, "voices_heard", heard)
		row["Together"] = same(clockText(sum))
		row["How long each spoke"] = people{strings.Join(words, " · "), words[0]}
		table.rows = append(table.rows, row)
	}
	if len(all) > 1 {
		row := map[string]people{"Round": same("All rounds"), "Together": same(clockText(together))}
		for g := 0; abreast && g < groups; g++ {
			row[groupText(g+1)] = same(clockText(sums[g]))
		}
		table.rows = append(table.rows, row)
	}
	x.tables = append(x.tables, table)
	switch {
	case len(all) == 1:
	case whole == len(all):
		x.say("Everybody was heard in all %d rounds.", whole)
	case whole == 0:
		x.say("In none of the %d rounds was everybody heard.", len(all))
	default:
		x.say("Everybody was heard in %d of %d rounds.", whole, len(all))
	}
}
