package run

// Status is how far a phase has come. While a delivery is under way exactly
// one phase is Current.
type Status uint8

const (
	Pending Status = iota
	Current
	Done
	Skipped
)

// String is the word people and scripts read.
func (s Status) String() string {
	return [...]string{"pending", "current", "done", "skipped"}[s]
}

// Word is what people read where what became of a phase is told.
func (s Status) Word() string {
	return [...]string{"to come", "under way", "done", "skipped"}[s]
}

// Statuses are all there are.
var Statuses = []Status{Pending, Current, Done, Skipped}

// Stage is how far the whole delivery has come.
type Stage uint8

const (
	Ready    Stage = iota // not started
	Running               // a phase is current and its time runs
	Paused                // a phase is current and its time stands
	Finished              // the end was reached or called
)

// String is the word people and scripts read.
func (s Stage) String() string {
	return [...]string{"ready", "running", "paused", "finished"}[s]
}
