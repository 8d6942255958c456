package runs

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session/run"
)

// gathering is who was there after the commands that stand.
func (c *recount) gathering(m standingAt) (g run.Gathered, pairs [][]string, paired int) {
	for _, e := range m.standing {
		switch e := e.(type) {
		case run.Gathered:
			g, pairs, paired = e, nil, 0
			g.Groups = slices.Clone(e.Groups)
		case run.Paired:
			pairs, paired = e.Sets, g.People/2
		case run.Joined:
			pairs, paired = nil, 0
			g.People++
			if e.Group >= 0 {
				group := &g.Groups[e.Group]
				group.Size++
				if e.Name != "" {
					group.Members = append(slices.Clone(group.Members), e.Name)
				}
			}
		case run.Departed:
			pairs, paired = nil, 0
			g.People--
			if e.Group >= 0 {
				group := &g.Groups[e.Group]
				group.Size--
				if i := slices.Index(group.Members, e.Name); i >= 0 {
					group.Members = slices.Delete(slices.Clone(group.Members), i, i+1)
				}
			}
		}
	}
	return g, pairs, paired
}

// settings are those chosen live.
func (c *recount) settings(m standingAt) map[int]string {
	all := map[int]string{}
	for _, e := range m.standing {
		if e, ok := e.(run.SettingChosen); ok {
			all[e.Phase] = string(e.Setting)
		}
	}
	return all
}

// countedStatement is what became of a statement of a quiz.
type countedStatement struct {
	revealed, counted  bool
	yes, no, wrong     int
	right              []int
	place              int // by how much it split the room
	text, answer, item string
}

// quizzes are the statements of each quiz of which anything was seen.
func (c *recount) quizzes(m standingAt) map[int][]countedStatement {
	all := map[int][]countedStatement{}
	of := func(quiz int) []countedStatement {
		if all[quiz] == nil {
			for i, s := range c.plan.Quizzes[quiz].Statements {
				all[quiz] = append(all[quiz], countedStatement{
					text: strings.Join(strings.Fields(s.Text), " "), answer: strconv.FormatBool(s.Answer), item: c.plan.Quizzes[quiz].ID + "/" + strconv.Itoa(i+1),
				})
			}
		}
		return all[quiz]
	}
	for _, e := range m.standing {
		switch e := e.(type) {
		case run.QuizShown:
			of(e.Quiz)
		case run.Revealed:
			of(e.Quiz)[e.Statement].revealed = true
		case run.HandsCounted:
			s := &of(e.Quiz)[e.Statement]
			s.counted, s.yes, s.no, s.wrong = true, e.True, e.False, e.True
			if s.answer == "true" {
				s.wrong = e.False
			}
		case run.GroupsScored:
			of(e.Quiz)[e.Statement].right = e.Right
		}
	}
	for _, statements := range all {
		for i := range statements {
			if s := &statements[i]; s.counted && s.yes+s.no > 0 {
				s.place = 1
				for k := range statements {
					o := &statements[k]
					if o.counted && o.yes+o.no > 0 && (o.split() > s.split() || o.split() == s.split() && k < i) {
						s.place++
					}
				}
			}
		}
	}
	return all
}

// split is the part of the smaller side.
func (s *countedStatement) split() float64 {
	return float64(min(s.yes, s.no)) / float64(s.yes+s.no)
}

// wrongPart is the part that was wrong.
func (s *countedStatement) wrongPart() float64 { return float64(s.wrong) / float64(s.yes+s.no) }

// countedRound is a round: each group spoke for the differences of what its phase
// had spent.
type countedRound struct {
	phase, note int
	order       []int // of groups
	spoke       map[int]time.Duration
	heard       map[int]bool
}

func (c *recount) rounds(m standingAt, now time.Time) (all []*countedRound) {
	spent, _, _ := c.spentAt(m, now)
	turns, _, _ := c.turns(m)
	here := run.NoPhase
	if len(turns) > 0 {
		here = turns[len(turns)-1].phase
	}
	type talk struct {
		group int
		from  time.Duration
	}
	talks := map[*countedRound]*talk{} // nil where nobody has the word
	round := func(phase, note int, order []int) *countedRound {
		for _, r := range all {
			if r.phase == phase && r.note == note {
				return r
			}
		}
		r := &countedRound{phase, note, slices.Clone(order), map[int]time.Duration{}, map[int]bool{}}
		all = append(all, r)
		return r
	}
	end := func(r *countedRound, at time.Duration) {
		if t := talks[r]; t != nil {
			r.spoke[t.group] += max(0, at-t.from)
			r.heard[t.group] = true
		}
		talks[r] = nil
	}
	for _, e := range m.standing {
		switch e := e.(type) {
		case run.Asked:
			r := round(e.Phase, e.Note, e.Voices)
			end(r, e.Spent)
			talks[r], r.heard[e.Group] = &talk{e.Group, e.Spent}, false
		case run.Heard:
			end(round(e.Phase, e.Note, nil), e.Spent)
		case run.PassedOver:
			r := round(e.Phase, e.Note, e.Voices)
			if t := talks[r]; t != nil && t.group == e.Group {
				end(r, e.Spent)
			}
			i := slices.Index(r.order, e.Group)
			r.order = append(slices.Delete(r.order, i, i+1), e.Group)
			r.heard[e.Group] = false
		}
	}
	for r, t := range maps.Clone(talks) {
		if t != nil {
			end(r, spent[r.phase])
			r.heard[t.group] = r.phase != here // while it is there, the turn is under way
		}
	}
	return all
}

// forms are those that were not struck, and how many were.
func (c *recount) forms(m standingAt) (forms []run.Form, struck int) {
	var all []run.Form
	var out []bool
	for _, e := range m.standing {
		switch e := e.(type) {
		case run.FormTaken:
			all, out = append(all, e.Form), append(out, false)
		case run.FormCorrected:
			all[e.ID-1] = e.Form
		case run.FormStruck:
			out[e.ID-1] = e.Struck
		}
	}
	for i, form := range all {
		if out[i] {
			struck++
			continue
		}
		forms = append(forms, form)
	}
	return forms, struck
}

// meanText and medianText are those of some numbers, to a tenth.
func meanText(numbers []int) string {
	sum := 0.0
	for _, n := range numbers {
		sum += float64(n)
	}
	return tenthText(math.Round(10*sum/float64(len(numbers))) / 10)
}

func medianText(numbers []int) string {
	sorted := slices.Clone(numbers)
	slices.Sort(sorted)
	for len(sorted) > 2 {
		sorted = sorted[1 : len(sorted)-1]
	}
	sum := 0
	for _, n := range sorted {
		sum += n
	}
	return tenthText(float64(sum) / float64(len(sorted)))
}

func tenthText(n float64) string {
	if n == 0 {
		n = 0 // without a sign
	}
	return strconv.FormatFloat(n, 'f', 1, 64)
}

// workWord is the command of an event that says what people did.
func workWord(e run.Event) string {
	switch e.(type) {
	case run.Gathered:
		return "people"
	case run.Paired:
		return "pairs"
	case run.Joined:
		return "join"
	case run.Departed:
		return "leave"
	case run.SettingChosen:
		return "setting"
	case run.QuizShown:
		return "quiz"
	case run.Revealed:
		return "reveal"
	case run.HandsCounted:
		return "hands"
	case run.GroupsScored:
		return "score"
	case run.Asked:
		return "hear"
	case run.Heard:
		return "heard"
	case run.PassedOver:
		return "pass"
	case run.FormTaken:
		return "form"
	case run.FormCorrected:
		return "form-edit"
	case run.FormStruck:
		return "form-strike"
	}
	return ""
}
