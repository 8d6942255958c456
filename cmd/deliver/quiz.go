package deliver

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/plain"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

type quizOptions struct {
	peopleFlags
	frontFlags
}

// NewQuiz is the command quiz.
func NewQuiz(env *cli.Env) *cobra.Command {
	var o quizOptions
	c := &cobra.Command{
		Use:   "quiz [PLAN [QUIZ]]",
		Short: "run one quiz of a plan by itself",
		Long: `Runs one quiz of a plan by itself, in the console of deliver: to practise it, or
for a quick use. Nothing is kept of it.

Page Down shows the next statement, then its answer. The key h counts a show of
hands, and v says which groups had a statement right.

QUIZ is the quiz's id; it may be left out where the plan has only one. Without
PLAN the plan that ships is taken.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 2 {
				return cli.Usage("%q is one argument too many; try: facilitate quiz infant-mental-health", args[2])
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runQuiz(env, o, args) },
	}
	o.peopleFlags.add(c.Flags())
	o.frontFlags.add(c.Flags())
	cli.ThemeFlag(env, c.Flags())
	return c
}

func runQuiz(env *cli.Env, o quizOptions, args []string) error {
	plan, err := library.AskedPlan(env, args[:min(1, len(args))], library.Fill{})
	if err != nil {
		return err
	}
	q, err := findQuiz(plan.Plan, append(args, "", "")[1]) // empty: none is named
	if err != nil {
		return err
	}
	alone := quizAlone(plan.Plan, q)
	now := env.Now()
	state := run.New(alone, run.Booking{Zone: now.Location()})
	gather, err := o.gather(state, now)
	if err != nil {
		return err
	}
	front, input, err := o.openFront(env)
	if err != nil {
		return err
	}
	defer front.restore()
	clock := timer.NewClock()
	writer := run.NewWriter(state, nil)
	if gather != nil {
		err = writer.Do(*gather, clock.Now())
	}
	if err = errors.Join(err, writer.Do(run.Start{}, clock.Now())); err != nil {
		return err
	}
	ctx, stop := cli.UntilTold()
	defer stop()
	if front.lines != nil {
		p := front.plainOptions(state.Clone(), clock, now.Location())
		if !input {
			plain.Opening(p)
			return nil
		}
		p.CarryOut = writer.CarryOut
		return runLines(ctx, p)
	}
	m := tui.New(tui.Options{
		Writer: tui.AtOnce(writer), State: state.Clone(), Now: clock.Now, Look: clock.Look, Wall: time.Now, Zone: now.Location(), Own: front.own, Alone: true,
	})
	return cli.ScreenEnded(env, tui.Run(ctx, m, tui.Terminal(front.terminal)))
}

// findQuiz is the quiz of an id; without one, the only one there is.
func findQuiz(plan *session.Plan, id string) (*session.Quiz, error) {
	ids := make([]string, len(plan.Quizzes))
	for i := range plan.Quizzes {
		ids[i] = plan.Quizzes[i].ID
	}
	switch q := plan.Quiz(id); {
	case len(ids) == 0:
		return nil, errors.New("the plan has no quiz; docs/plan-format.md says how one is written")
	case q != nil:
		return q, nil
	case id == "" && len(ids) == 1:
		return &plan.Quizzes[0], nil
	case id == "":
		return nil, cli.Usage("the plan has several quizzes: %s; name one", strings.Join(ids[:min(len(ids), mostNamed)], ", "))
	default:
		todo := "its quizzes are " + strings.Join(ids[:min(len(ids), mostNamed)], ", ")
		if near := session.Nearest(id, ids); near != "" {
			todo = "did you mean " + near + "?"
		}
		return nil, cli.Usage("the plan has no quiz %.40q; %s", id, todo)
	}
}

const perStatement = time.Minute // the time for each statement of a quiz without a time of its own

// quizAlone is a plan of nothing but one quiz of another plan, in the time
// that this gives the phase in which the quiz is taken.
func quizAlone(plan *session.Plan, q *session.Quiz) *session.Plan {
	took := time.Duration(len(q.Statements)) * perStatement
	takes := func(n session.Note) bool { return n.Kind == session.TakeQuiz && n.Ref == q.ID }
	for a := range plan.Activities {
		for _, phase := range plan.Activities[a].Phases {
			if slices.ContainsFunc(phase.Notes, takes) {
				took = phase.Duration
			}
		}
	}
	title := cmp.Or(q.Title, plan.Title)
	alone := *plan
	alone.Title, alone.Duration, alone.Start = title, took, nil
	alone.Quizzes = []session.Quiz{*q}
	alone.Activities = []session.Activity{{
		ID: "quiz", Title: title, Single: true,
		Phases: []session.Phase{{
			Name: title, Duration: took,
			Notes: []session.Note{{Kind: session.TakeQuiz, Ref: q.ID}},
		}},
	}}
	return &alone
}
