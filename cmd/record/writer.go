package record

import (
	"time"

	"facilitate/cmd/tui"
	"facilitate/session/run"
)

// Writer is the one writer of a delivery, in a goroutine of its own, so that a
// slow disk holds up an answer and nothing else. Whatever touches the record is
// done there: no lock is needed that a screen could wait for.
type Writer struct {
	run    *run.Writer
	record *Recorder
	orders chan placed
	ended  chan struct{}
}

// placed is an order, and where its answer goes.
type placed struct {
	run.Order
	answer chan<- tui.Answer
}

// mostPlaced is how many orders may wait without keeping whoever sends them:
// far more than a console has that waits for each answer.
const mostPlaced = 64

// StartWriter starts the writer of a record.
func StartWriter(w *run.Writer, record *Recorder) *Writer {
	writer := &Writer{run: w, record: record, orders: make(chan placed, mostPlaced), ended: make(chan struct{})}
	go writer.work()
	return writer
}

// Send is the console's way to it: see tui.Writer.
func (w *Writer) Send(o run.Order) <-chan tui.Answer {
	answer := make(chan tui.Answer, 1)
	w.orders <- placed{o, answer}
	return answer
}

// Close has everything carried out that was sent, and ends the writer: send no more.
func (w *Writer) Close() {
	close(w.orders)
	<-w.ended
}

// State is what the writer has made of it all, once it is closed.
func (w *Writer) State() *run.State { return w.run.State() }

func (w *Writer) work() {
	defer close(w.ended)
	ticker := time.NewTicker(aliveEvery)
	defer ticker.Stop()
	for {
		select {
		case o, ok := <-w.orders:
			if !ok {
				return
			}
			o.answer <- w.carryOut(o.Order)
		case <-ticker.C:
			w.record.keepUp()
		}
	}
}

// carryOut carries out an order. If the program fails at it the console is
// told, which can put the terminal back.
func (w *Writer) carryOut(o run.Order) (a tui.Answer) {
	defer func() {
		if p := recover(); p != nil {
			a = tui.Answer{Broke: p}
		}
	}()
	a.Events, a.Err = w.run.CarryOut(o)
	return a
}
