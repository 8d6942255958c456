package forecast

import (
	"math"
	"math/rand/v2"
	"sync"
)

// draws is in how many ways a session is let go on. Half of them are the others
// turned around, so that none leans to a side.
const draws = 512

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
		made.columns = append(made.columns, newColumn(i))
	}
	return made.columns[:n]
}

// newColumn has each part of the distribution once, in an order of its own.
func newColumn(n int) *column {
	var c column
	for i, at := range rand.New(rand.NewPCG(uint64(n), draws)).Perm(len(c)) {
		c[at] = normalAt((float64(i) + 0.5) / float64(len(c)))
	}
	return &c
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
