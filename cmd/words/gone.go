package words

import "time"

// Gone asks whether the time counts in which the program was not there; sure is
// whether the clocks agree on it.
func Gone(lasted time.Duration, sure bool) string {
	if sure {
		return "The program was gone for " + Span(lasted) + ". Does that time count?"
	}
	return "By the wall clock the program was gone for " + Span(lasted) +
		", but this computer's clocks do not agree. Does that time count?"
}
