package framework_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/session/framework"
	"facilitate/sessions"
)

// shipped are the session that ships, its framework and the module beside it.
func shipped(t *testing.T) (*session.Plan, *session.Framework, *session.Entry) {
	t.Helper()
	src, _ := sessions.Read(sessions.Usual)
	p, problems := session.Load("p", src)
	if p == nil {
		t.Fatal(problems)
	}
	src, _ = sessions.Framework("cyp-informed")
	f, problems := session.LoadFramework("f", src)
	if f == nil {
		t.Fatal(problems)
	}
	src, _ = sessions.Learning("nes-imh")
	e, problems := session.LoadEntry("e", src)
	if e == nil {
		t.Fatal(problems)
	}
	return p, f, e
}

// met are the statements that sources meet at a level, in the framework's order.
func met(f *session.Framework, at framework.Level, sources ...*framework.Source) (ids []string) {
	for _, d := range f.Dimensions {
		for _, st := range d.Statements {
			if level, _, _ := framework.Together(sources, st.ID); level == at {
				ids = append(ids, st.ID)
			}
		}
	}
	return ids
}

// TestShippedMapping holds the mapping of the session to the strict reading of
// it: each line of a table made by hand, with the activities that carry it.
func TestShippedMapping(t *testing.T) {
	t.Parallel()
	p, f, e := shipped(t)
	carried := map[string][]string{}
	for _, a := range p.Activities {
		for mark, claims := range map[string][]session.Claim{"+": a.Covers, "-": a.Touches} {
			for _, c := range claims {
				carried[c.ID] = append(carried[c.ID], mark+a.ID)
			}
		}
		for _, ph := range a.Phases {
			if len(ph.Covers)+len(ph.Touches) > 0 {
				t.Errorf("%s claims by phase", a.ID)
			}
		}
	}
	var lines []string
	for _, d := range f.Dimensions {
		for _, st := range d.Statements {
			if by := carried[st.ID]; len(by) > 0 {
				lines = append(lines, st.ID+" "+strings.Join(by, " "))
			}
		}
	}
	const want = `1.01 -welcome -what-can-affect
1.03 +what-can-affect
1.04 +statistics +promoting
1.06 -promoting
1.07 -promoting
1.12 -what-can-affect
1.14 -what-can-affect
1.18 +statistics -impact
1.20 -statistics -impact
1.24 -look-out-for
2.01 +myth-buster +what-is-imh
2.04 -look-out-for
2.08 +look-out-for
2.10 -look-out-for
2.12 +what-can-affect
2.14 +what-can-affect +promoting
2.18 -what-can-affect
3.02 -myth-buster -look-out-for
3.03 +what-is-imh +what-can-affect +promoting
3.13 -promoting
3.18 -look-out-for
3.19 +myth-buster +look-out-for +promoting
4.02 +myth-buster +promoting
4.11 -look-out-for
4.29 -look-out-for
4.32 -self-care
4.37 -look-out-for -promoting
5.01 +promoting
5.02 -welcome
5.03 +promoting
5.04 +promoting
5.05 -promoting
5.07 -promoting
5.12 -what-is-imh -promoting
5.22 -myth-buster -look-out-for
5.27 -self-care`
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("the mapping is\n%s\nwant\n%s", got, want)
	}
	plan, module := framework.OfPlan(p, nil), framework.OfEntry(e)
	count := func(sources ...*framework.Source) string {
		return fmt.Sprint(len(met(f, framework.Covered, sources...)), len(met(f, framework.Touched, sources...)), len(met(f, framework.Not, sources...)))
	}
	if got := fmt.Sprint(count(plan), ", ", count(module), ", ", count(plan, module)); got != "13 23 114, 32 0 118, 35 13 102" {
		t.Errorf("alone, the module and together: %s", got)
	}
}

// TestWithoutTheFigures leaves the optional statistics out: what only they carried
// goes, what others carry too stays.
func TestWithoutTheFigures(t *testing.T) {
	t.Parallel()
	p, f, _ := shipped(t)
	all := framework.OfPlan(p, nil)
	given := framework.OfPlan(p, func(activity, _ int) bool { return p.Activities[activity].ID != "statistics" })
	var lost []string
	for _, d := range f.Dimensions {
		for _, st := range d.Statements {
			if was, is := all.Level(st.ID), given.Level(st.ID); was != is {
				lost = append(lost, fmt.Sprintf("%s %s %s", st.ID, was, is))
			}
		}
	}
	if !slices.Equal(lost, []string{"1.18 covered touched"}) {
		t.Errorf("lost is %q", lost)
	}
	if got := fmt.Sprint(len(met(f, framework.Covered, given)), len(met(f, framework.Touched, given))); got != "12 24" {
		t.Errorf("%s are left", got)
	}
}
