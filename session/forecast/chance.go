package forecast

import (
	"math"
	"math/rand/v2"
	"sync"
)

// draws is in how many ways a session is let go on. Half of them are the others
// turned around, so that none leans to a side.
const draws = 1024

// column is as if drawn from the standard normal distribution, always the same.
type column [draws / 2]float64

func (c *column) at(draw int) float64 {
	if draw%2 > 0 {
		return -c[draw/2]
	}
	return c[draw/2]
}

var made struct {
	sync.Mutex
	columns []*column
}

// columns are one for each thing that is drawn. The first of them are the same
// however many there are.
func columns(n int) []*column {
	made.Lock()
	defer made.Unlock()
	for i := len(made.columns); i < n; i++ {
		made.columns = append(made.columns, newColumn(i, made.columns))
	}
	return made.columns[:n]
}

// A column has parts that have the whole distribution each, in which the first columns
// are at right angles, so that few draws say how much a sum of many varies.
const (
	parts      = 4
	rows       = draws / 2 / parts
	rightAngle = rows / 2
)

func newColumn(n int, before []*column) *column {
	var c column
	r := rand.New(rand.NewPCG(uint64(n), draws))
	for p := range parts {
		own := c[p*rows : (p+1)*rows]
		for i, at := range r.Perm(rows) {
			own[at] = normalAt((float64(parts*i+(p+i)%parts) + 0.5) / float64(len(c)))
		}
		was := product(own, own)
		for _, other := range before[:min(n, rightAngle)] {
			of := other[p*rows : (p+1)*rows]
			by := product(own, of) / product(of, of)
			for i := range own {
				own[i] -= by * of[i]
			}
		}
		by := math.Sqrt(was / product(own, own))
		for i := range own {
			own[i] *= by
		}
	}
	return &c
}

func product(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// normal is how much of the standard normal distribution lies below z, and
// normalAt below what so much of it lies.
func normal(z float64) float64   { return math.Erfc(-z/math.Sqrt2) / 2 }
func normalAt(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// spread is a chance from the chi-squared distribution, from one of the standard
// normal (Wilson and Hilferty 1931).
func spread(freedom, z float64) float64 {
	c := 1 - 2/(9*freedom) + z*math.Sqrt(2/(9*freedom))
	return max(freedom*c*c*c, freedom/10)
}
