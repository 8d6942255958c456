// Package bring makes a file of the draft that session/convert has of a
// document, and tells what was read, what was guessed and what has no place.
//
// It must never know which command asks for it.
package bring

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/convert"
	"facilitate/timer"
)

// Document writes the draft of a document's session to a file that is not there
// yet, and answers with what was read. Of several sessions n chooses one, from 1
// on; where it is 0 they are listed, and nothing is written.
func Document(env *cli.Env, from string, n int, path string) (read string, err error) {
	shown := session.CleanLine(from)
	src, err := cli.ReadInput(env, from, shown, convert.MaxSize)
	if err != nil {
		return "", err
	}
	if plan, _ := session.Load(from, src); from == "-" && plan != nil { // it has no ending to tell
		return "", writeWithPictures(env, path, "", src, nil)
	}
	found, err := convert.Read(from, src)
	if err != nil {
		return "", fmt.Errorf("%s cannot be made into a plan: %w", shown, err)
	}
	s, err := chooseSession(env, found, n, shown)
	if err != nil {
		return "", err
	}
	id, _ := library.SuggestID(withoutEnding(path))
	_, title := library.SuggestID(withoutEnding(from))
	folder, pictures := withoutEnding(path)+"-pictures", found.Pictures(s)
	if path == "-" {
		folder = "" // they can stand beside a file only
	}
	name := filepath.Base(from)
	if from == "-" {
		name = "the standard input"
	}
	draft := found.Draft(s, id, title, name, folder)
	read = readTable(s) + noticesText(env, found, s)
	if path == "-" {
		fmt.Fprint(env.Err, read)
	}
	if err := writeWithPictures(env, path, folder, draft, pictures); err != nil || path == "-" {
		return "", err
	}
	if len(pictures) > 0 {
		read += fmt.Sprintf("%s in the folder %s\n", cli.Count(len(pictures), "picture", "pictures"), session.CleanLine(folder))
	}
	return read, nil
}

func withoutEnding(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

func chooseSession(env *cli.Env, found *convert.Found, chosen int, shown string) (*convert.Session, error) {
	n := len(found.Sessions)
	switch {
	case chosen < 0 || chosen > n:
		return nil, cli.Usage("%s holds %s; --session takes a number from 1 to %d", shown, cli.Count(n, "session", "sessions"), n)
	case chosen > 0:
		return found.Sessions[chosen-1], nil
	case n == 1:
		return found.Sessions[0], nil
	}
	fmt.Fprintf(env.Err, "%s holds %d sessions, and a plan is one; choose it with --session N:\n\n", shown, n)
	t := cli.Table{Columns: cli.Columns("N", "Session", "Activities", "Time")}
	for i, s := range found.Sessions {
		name := s.Name
		if name == "" && len(s.Steps) > 0 {
			name = s.Steps[0].Title + " …"
		}
		t.Add(fmt.Sprint(i+1), session.CleanLine(name), fmt.Sprint(len(s.Steps)), lastsText(s))
	}
	fmt.Fprint(env.Err, t.String())
	return nil, cli.ErrReported
}

// lastsText is how long a session lasts, as far as its document says.
func lastsText(s *convert.Session) string {
	lasts, known := s.Lasts()
	switch {
	case known:
		return timer.FormatSpan(lasts)
	case lasts == 0:
		return "not known"
	}
	return timer.FormatSpan(lasts) + " and more"
}

// readTable is what was read of a session, step by step.
func readTable(s *convert.Session) string {
	t := cli.Table{Columns: cli.Columns("Start", "Time", "Activity", "Read from")}
	starts := slices.ContainsFunc(s.Steps, func(step *convert.Step) bool { return step.Start >= 0 })
	if !starts {
		t.Columns = t.Columns[1:]
	}
	for _, step := range s.Steps {
		start, lasts := "", "?"
		if step.Start >= 0 {
			at := step.Start % (24 * time.Hour)
			start = fmt.Sprintf("%02d:%02d", int(at.Hours()), int(at.Minutes())%60)
		}
		if step.Duration > 0 {
			lasts = timer.FormatSpan(step.Duration)
		}
		var parts []string
		for _, ph := range step.Phases {
			parts = append(parts, fmt.Sprintf("%s %s", timer.FormatSpan(ph.Duration), ph.Name))
		}
		title := step.Title
		if len(parts) > 0 {
			title += " (" + strings.Join(parts, ", ") + ")"
		}
		if step.Break {
			title += " (a break)"
		}
		cells := []string{start, lasts, session.CleanLine(title), step.Place}
		if !starts {
			cells = cells[1:]
		}
		t.Add(cells...)
	}
	return t.String() + fmt.Sprintf("\n%s, %s\n\n", cli.Count(len(s.Steps), "activity", "activities"), lastsText(s))
}

const mostUnplaced = 20 // lines that are listed

func noticesText(env *cli.Env, found *convert.Found, s *convert.Session) string {
	var b strings.Builder
	list := func(head string, lines []string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString(head + "\n")
		for _, l := range lines {
			for _, line := range cli.Hang("  - ", "    ", session.CleanLine(l), env.Width()) {
				b.WriteString(line + "\n")
			}
		}
		b.WriteString("\n")
	}
	list("To look at:", found.Notices(s))
	var unplaced []string
	for i, u := range found.Unplaced {
		if i == mostUnplaced {
			unplaced = append(unplaced, fmt.Sprintf("and %d more", len(found.Unplaced)-i))
			break
		}
		unplaced = append(unplaced, fmt.Sprintf("%s: %s", u.Place, convert.Shorten(u.Text, 90)))
	}
	list("Not in the draft:", unplaced)
	return b.String()
}

const mostPictures = 128 << 20 // bytes of all pictures of a deck

// writeWithPictures writes a draft, and before it the pictures of its slides in
// a folder beside it. Where one cannot be written none of them stays.
func writeWithPictures(env *cli.Env, path, folder string, draft []byte, pictures []convert.Picture) (err error) {
	if path == "-" {
		return env.AnswerFile(draft)
	}
	if len(pictures) == 0 || cli.Exists(path) {
		return cli.CreateFile(path, draft)
	}
	folder = filepath.Join(filepath.Dir(path), folder)
	if err := os.Mkdir(folder, 0o777); err != nil {
		return fmt.Errorf("the pictures of the slides go into the folder %s, which cannot be made: %w; choose another name for the plan",
			session.CleanLine(folder), cli.Reason(err))
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(folder)
		}
	}()
	size := 0
	for _, p := range pictures {
		data := p.Data()
		if size += len(data); size > mostPictures {
			return fmt.Errorf("its pictures are larger than %d MiB; make them smaller in the deck, or save it without them", mostPictures>>20)
		}
		if err := cli.CreateFile(filepath.Join(folder, p.Name), data); err != nil {
			return err
		}
	}
	return cli.CreateFile(path, draft)
}
