package forecast

import "math"

// What is believed before anything is known, as mean and standard deviation of
// logarithms: how people who run workshops differ, how far plans err. They were
// chosen so that the band holds in worlds unlike each other: cmd/bench has them.
const (
	paceMean, paceSD   = 0.05, 0.12 // own pace, over all phases
	trendSD            = 0.02       // of how the pace changes from run to run
	habitSD            = 0.15       // of one phase
	roomSD, roomKnown  = 0.08, 4    // of one run; known as from so many
	liveMean, liveSD   = 0.08, 0.05 // a delivery beside a rehearsal
	chanceSD, chanceDF = 0.22, 10   // of a phase in a run, with its degrees of freedom
)

// hurries are how much people may hurry, per part of the time to come that is
// missing, and how many do. Some do not at all: no one figure with a spread says that.
var hurries = [...]struct{ much, share float64 }{{0, 0.4}, {0.3, 0.2}, {0.6, 0.15}, {1, 0.15}, {1.5, 0.1}}

// slacks are how much longer people may take where they are early, per part of the
// time to come that there is to spare.
var slacks = [...]struct{ much, share float64 }{{0, 0.9}, {0.5, 0.1}}

// What is common to all phases.
const (
	pace = iota
	room
	live
	trend
	globals
)

type vector = [globals]float64

// suppositions are how many there are of both together.
const suppositions = len(hurries) * len(slacks)

// beliefs are what is known if one hurries and slackens so much, for each of them.
type beliefs [suppositions]*belief

func newBeliefs(phases int) (all beliefs) {
	for i := range all {
		h, s := hurries[i/len(slacks)], slacks[i%len(slacks)]
		all[i] = newBelief(phases)
		all[i].hurry, all[i].slack, all[i].evidence = h.much, s.much, math.Log(h.share*s.share)
	}
	return all
}

func (all beliefs) clone() (copied beliefs) {
	for i, b := range all {
		copied[i] = b.clone()
	}
	return copied
}

func (all beliefs) newRoom(other bool) {
	for _, b := range all {
		b.newRoom(other)
	}
}

func (all beliefs) learn(s step) {
	for _, b := range all {
		b.learn(s)
	}
}

// upTo is how likely it is to be the first of them, one of the first two and so on.
func (all beliefs) upTo() (sums [suppositions]float64) {
	most, sum := math.Inf(-1), 0.
	for _, b := range all {
		most = max(most, b.evidence)
	}
	for i, b := range all {
		sum += math.Exp(b.evidence - most)
		sums[i] = sum
	}
	for i := range sums {
		sums[i] /= sum
	}
	return sums
}

// belief is what is known of this plan and who gives it. Given what is common,
// what is known of each phase depends on that phase alone, so that a phase costs
// the same to learn from in whatever plan.
type belief struct {
	hurry    float64
	slack    float64
	evidence float64 // logarithm of how likely that is, but for what is common to all beliefs

	mean vector
	cov  [globals]vector
	own  []habit

	roomSquares, rooms     float64 // sum of squares of the rooms', and of how many
	chanceSquares, chances float64
	begun, led             bool // a run has been learnt from; one of one's own
}

// habit is how a phase departs from what is common: at + by·common, with the
// variance left.
type habit struct {
	at       float64
	by       vector
	variance float64
}

func newBelief(phases int) *belief {
	b := &belief{
		mean:        vector{pace: paceMean, live: liveMean},
		own:         make([]habit, phases),
		roomSquares: roomKnown * roomSD * roomSD, rooms: roomKnown,
		chanceSquares: chanceDF * chanceSD * chanceSD, chances: chanceDF,
	}
	for i, sd := range (vector{paceSD, roomSD, liveSD, trendSD}) {
		b.cov[i][i] = sd * sd
	}
	for i := range b.own {
		b.own[i].variance = habitSD * habitSD
	}
	return b
}

func (b *belief) clone() *belief {
	c := *b
	c.own = append([]habit(nil), b.own...)
	return &c
}

type step struct {
	phase int     // of today's plan, or session.NoMatch
	took  float64 // logarithm of its time over what today's plan gives it
	late  float64 // by which part of the time to come it lacked when it began
	early float64 // and which part of it there was to spare
	live  bool
	other bool // somebody else led
}

// weights are how far what is common counts in a step.
func (s *step) weights() vector {
	w := vector{pace: 1, room: 1}
	if s.live {
		w[live] = 1
	}
	if s.other {
		w[pace] = 0
	}
	return w
}

// newRoom forgets the room of the run before: what phases owe to it is shared
// out between what stays, as far as the two go together.
func (b *belief) newRoom(other bool) {
	variance := b.cov[room][room]
	if b.begun {
		b.rooms++
		b.roomSquares += b.mean[room]*b.mean[room] + variance
		b.forgetRoom()
	}
	if b.led && !other {
		b.goOn()
	}
	b.begun, b.led = true, b.led || !other
	b.mean[room] = 0
	b.cov[room] = vector{}
	for i := range b.cov {
		b.cov[i][room] = 0
	}
	b.cov[room][room] = b.roomSquares / b.rooms
	if other { // their own pace is in it
		b.mean[room] = paceMean
		b.cov[room][room] += paceSD * paceSD
	}
}

// goOn has the pace change as it does from run to run; what phases owe to it they owe
// to what it was.
func (b *belief) goOn() {
	b.mean[pace] += b.mean[trend]
	for i := range b.cov {
		b.cov[pace][i] += b.cov[trend][i]
	}
	for i := range b.cov {
		b.cov[i][pace] += b.cov[i][trend]
	}
	for i := range b.own {
		b.own[i].by[trend] -= b.own[i].by[pace]
	}
}

// forgetRoom has no habit depend on the room, but on the mean it has, given the rest.
func (b *belief) forgetRoom() {
	var rest [globals][globals + 1]float64 // of the others, and beside them what they share with the room
	for i := range globals {
		if i == room {
			rest[i][i] = 1
			continue
		}
		for j := range globals {
			if j != room {
				rest[i][j] = b.cov[i][j]
			}
		}
		rest[i][globals] = b.cov[i][room]
	}
	slope := solve(rest)
	at, left := b.mean[room], b.cov[room][room]
	for i, s := range slope {
		at -= s * b.mean[i]
		left -= s * b.cov[i][room]
	}
	for i := range b.own {
		h := &b.own[i]
		by := h.by[room]
		h.at += by * at
		h.variance += by * by * max(left, 0)
		h.by[room] = 0
		for j, s := range slope {
			h.by[j] += by * s
		}
	}
}

// solve solves linear equations of a positive matrix, the right side in the last column.
func solve(m [globals][globals + 1]float64) (x vector) {
	for i := range globals {
		for j := i + 1; j < globals; j++ {
			by := m[j][i] / m[i][i]
			for k := i; k <= globals; k++ {
				m[j][k] -= by * m[i][k]
			}
		}
	}
	for i := globals - 1; i >= 0; i-- {
		x[i] = m[i][globals]
		for j := i + 1; j < globals; j++ {
			x[i] -= m[i][j] * x[j]
		}
		x[i] /= m[i][i]
	}
	return x
}

// Steps further off than so many standard deviations count for less, as if
// chance had been larger that time; and for so much at most in how large it is.
const (
	farOff     = 3
	mostSquare = 16
)

// asLate is how much longer a phase takes for being late or early when it begins.
func (b *belief) asLate(late, early float64) float64 { return b.slack*early - b.hurry*late }

func (b *belief) learn(s step) {
	h, w := &b.own[s.phase], s.weights()
	var whole, shared vector // of the step, by what is common; and what it shares with that
	asLate := b.asLate(s.late, s.early)
	expected := h.at + asLate
	for i := range w {
		whole[i] = w[i] + h.by[i]
		expected += whole[i] * b.mean[i]
	}
	known := h.variance
	for i := range whole {
		for j := range whole {
			shared[i] += b.cov[i][j] * whole[j]
		}
	}
	for i := range whole {
		known += whole[i] * shared[i]
	}
	off := s.took - expected
	chance := b.chanceSquares / b.chances
	b.chanceSquares += chance * min(off*off/(known+chance), mostSquare)
	b.chances++
	if most := farOff * farOff * (known + chance); off*off > most {
		chance = off*off/(farOff*farOff) - known
	}

	total := known + chance
	b.evidence -= (off*off/total + math.Log(total)) / 2
	for i := range shared {
		b.mean[i] += shared[i] / total * off
		for j := range shared {
			b.cov[i][j] -= shared[i] * shared[j] / total
		}
	}
	gain := h.variance / (h.variance + chance)
	h.at += gain * (s.took - asLate - h.at)
	for i := range h.by {
		h.by[i] -= gain * whole[i]
	}
	h.variance *= 1 - gain
}

// root is the lower triangle whose square is the covariance.
func (b *belief) root() (l [globals]vector) {
	for i := range globals {
		for j := 0; j <= i; j++ {
			s := b.cov[i][j]
			for k := range j {
				s -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(max(s, 0))
			} else if l[j][j] > 0 {
				l[i][j] = s / l[j][j]
			}
		}
	}
	return l
}
