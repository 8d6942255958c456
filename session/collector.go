package session

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// collector gathers the problems of one file.
type collector struct {
	file string
	list Problems
	more int // beyond MaxProblems

	places *places          // of an overlay; else nil
	known  map[Problem]bool // of the plan beneath it, by place and what
}

// beginning is the place of what concerns a whole file.
var beginning = Position{Line: 1, Column: 1}

func (c *collector) problem(id string, at Position, what, todo string) {
	c.add(Problem{ID: id, At: at, What: what, Todo: todo})
}

func (c *collector) warning(id string, at Position, what, todo string) {
	c.add(Problem{ID: id, At: at, What: what, Todo: todo, Warning: true})
}

func (c *collector) add(p Problem) {
	if c.isFull() {
		c.more++
		return
	}
	if c.places != nil && !c.known[Problem{At: p.At, What: p.What}] {
		p.At = c.places.of(p.At)
	}
	p.File = p.At.within(c.file).File
	c.list = append(c.list, p)
}

// isFull says that further problems are only counted, so that nobody needs to
// look for a hint to go with them.
func (c *collector) isFull() bool { return len(c.list) >= MaxProblems }

// sorted is what was gathered in the order of places, each problem once.
func (c *collector) sorted() Problems {
	c.list.Sort()
	c.list = slices.Compact(c.list)
	if c.more > 0 {
		last := c.list[len(c.list)-1]
		last.ID, last.What = "and-more", fmt.Sprintf("and %d more", c.more)
		last.Todo = "mend these first"
		c.list = append(c.list, last)
	}
	return c.list
}

// quoted is a text of the plan within a message: short, and in quotes.
func quoted(text string) string { return `"` + short(text) + `"` }

// short is one clean line of a text, cut to what a message can bear.
func short(text string) string {
	const most = 40
	if len(text) > 4*most {
		text = text[:4*most] // so that a long text costs nothing; the cut is mended below
	}
	text = CleanLine(text)
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most-1]) + "…"
	}
	return text
}
