package session

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// File is the file of a plan, and how a plan that it extends is found.
type File struct {
	Name string // that problems carry
	Src  []byte

	Folder string // in which its pictures are; empty: it has none

	// Base finds what this file names behind "extends:". The error says in
	// words for people why it cannot be had. Where Base is nil, the file cannot
	// extend anything.
	Base func(name string) (File, error)

	Filling Filling // of the plan's blanks
}

// Overlay is what a plan that extends another one makes of it.
type Overlay struct {
	Extends string   // as the file names it
	Base    *Plan    // what it extends
	Changes []Change // in the order of the file; what was changed to what it is already is none

	file   string // that the base's problems carry
	folder string // of the base's pictures
	places *places
}

// Overlay is what the plan makes of another one; nil where it extends none.
func (p *Plan) Overlay() *Overlay { return p.overlay }

// LoadWhole reads a plan as Load does, and what it extends. whole is the plan
// in a file of its own that Load reads: the bytes of the file itself, where it
// extends nothing.
func LoadWhole(f File) (plan *Plan, whole []byte, problems Problems) {
	plan, write, problems := LoadFile(f)
	if plan == nil {
		return nil, f.Src, problems
	}
	if whole, problems = write(); problems != nil {
		return nil, nil, problems
	}
	return plan, whole, nil
}

// LoadFile is LoadWhole, but the plan in a file of its own is made by write, once
// it is wanted: that takes several times as long as to read the plan.
func LoadFile(f File) (plan *Plan, write func() ([]byte, Problems), problems Problems) {
	plan, root, problems := loadOver(f, nil)
	if plan == nil {
		return nil, nil, problems
	}
	return plan, func() ([]byte, Problems) {
		fills := len(plan.Blanks) > 0 && (f.Filling.Open != nil || len(plan.filling.Values) > 0)
		if plan.overlay == nil && !fills {
			return f.Src, nil
		}
		if fills {
			root = root.without("blanks")
		}
		return writeWhole(f.Name, plan, root)
	}, nil
}

// loadOver loads a plan and what it extends; above are the files that led here.
func loadOver(f File, above []File) (*Plan, *node, Problems) {
	c := &collector{file: f.Name}
	d := &decoder{collector: c, filling: f.Filling, ids: map[*idKind]*idset{}}
	root := c.tree(f.Src)
	var over *Overlay
	if at := root.valueOf("extends"); at != nil {
		root, over = c.extend(f, root, at, above)
	}
	if root == nil {
		return nil, nil, c.sorted()
	}
	plan := d.plan(root)
	if problems := c.sorted(); len(problems) > 0 {
		return nil, nil, problems
	}
	if plan.overlay = over; over != nil {
		plan.placePictures(over)
	}
	return plan, root, nil
}

// extend merges a file and what it extends; nil where it cannot, which is reported.
func (c *collector) extend(f File, root, extends *node, above []File) (*node, *Overlay) {
	d := &decoder{collector: c}
	name, ok := d.scalar(extends, "extends")
	if !ok {
		return nil, nil
	}
	name = CleanLine(strings.TrimSpace(name))
	root = root.without("extends")
	if again := root.valueOf("extends"); again != nil {
		c.problem("key-twice", again.keyAt, `"extends" is here twice`, "keep one of them")
		root = root.without("extends")
	}
	if f.Base == nil {
		c.problem("extends-not-found", extends.at, "this plan extends another one, which is not to be had here", "name a plan that stands by itself")
		return nil, nil
	}
	base, err := f.Base(name)
	above = append(slices.Clone(above), f)
	switch {
	case err != nil:
		what, todo, _ := strings.Cut(err.Error(), "; ")
		c.problem("extends-not-found", extends.at, what, todo)
		return nil, nil
	case slices.ContainsFunc(above, base.isSame):
		c.problem("extends-itself", extends.at, quoted(name)+" comes back to a plan that extends it", "name one that does not")
		return nil, nil
	case len(above) > MaxExtends:
		c.problem("extends-too-many", extends.at, fmt.Sprintf("more than %d plans extend one another", MaxExtends), "put the changes of some of them together")
		return nil, nil
	}
	plan, tree, problems := loadOver(base, above)
	if plan == nil {
		c.problem("extends-mistaken", extends.at, "the plan "+quoted(name)+" has mistakes of its own", "mend them first")
		for _, p := range problems {
			p.At = p.At.within(base.Name)
			c.add(p)
		}
		return nil, nil
	}
	m := &merger{c: c, places: &places{
		extends: extends.at, by: map[Position]Position{}, ids: map[Position]string{},
		out: map[string]Position{}, dropped: map[thingID]Position{},
	}}
	m.learn(tree, base.Name)
	root = m.group(nil, "", tree, root)
	c.places = m.places
	return root, &Overlay{Extends: name, Base: plan, Changes: m.changes, file: base.Name, folder: base.Folder, places: m.places}
}

// isSame is whether two files are one: a plan of one's own may have the name of
// one that ships.
func (f File) isSame(other File) bool { return f.Name == other.Name && bytes.Equal(f.Src, other.Src) }

// within is a place as it is told outside its file.
func (p Position) within(file string) Position {
	if p.File == "" {
		p.File = file
	}
	return p
}

// places tell where in an overlay something came about that is found at a place
// of the plan beneath it: nobody can mend that one there.
type places struct {
	extends Position              // of what is extended: where nothing better is known
	by      map[Position]Position // of a value that stayed beside others that were given
	ids     map[Position]string   // of the things beneath
	out     map[string]Position   // ids that were named in what was left out, and where it was
	dropped map[thingID]Position  // things that were left out
}

// A thingID is a thing by the list it stands in.
type thingID struct{ key, id string }

// of is the place in the overlay for a place anywhere.
func (p *places) of(at Position) Position {
	if at.File == "" {
		return at
	}
	if by, ok := p.by[at]; ok {
		return by
	}
	if out, ok := p.out[p.ids[at]]; ok {
		return out
	}
	return p.extends
}

// stillNamed reports that a thing was left out and is still named beneath.
func (d *decoder) stillNamed(r reference) {
	at, ok := d.places.dropped[thingID{r.kind.key, r.id}]
	if !ok {
		at = d.places.extends
	}
	d.problem("dropped-still-named", at, fmt.Sprintf("the %s %s is left out and still named on line %d of %s", r.kind.one, quoted(r.id), r.at.Line, CleanLine(r.at.File)),
		"leave it in, or change that too")
}

// known are the warnings of the plan beneath, told at its own places.
func (o *Overlay) known() map[Problem]bool {
	all := map[Problem]bool{}
	for _, p := range Check(o.file, o.Base) {
		all[Problem{At: p.At.within(o.file), What: p.What}] = true
	}
	return all
}
