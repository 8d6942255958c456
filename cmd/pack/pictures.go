package pack

import (
	"fmt"
	"io"
	"path/filepath"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
)

// mostPictures is how many bytes the pictures of a plan may be together: a page
// with more is slow to open and to print.
const mostPictures = 64 << 20

// readPictures reads the plan's logo and the pictures of its slides from beside
// the plan, and from nowhere else. One that cannot be read is told of, and its text is printed in
// its place.
func readPictures(env *cli.Env, f *library.PlanFile) map[string][]byte {
	all := map[string][]byte{}
	sum := 0
	names := []string{f.Logo}
	for i := range f.Slides {
		names = append(names, f.Slides[i].Image)
	}
	for _, name := range names {
		if _, done := all[name]; done || name == "" {
			continue
		}
		data, err := readPicture(f, name)
		if sum += len(data); err == nil && sum > mostPictures {
			data, err = nil, fmt.Errorf("the pictures together are larger than %d MiB", mostPictures>>20)
		}
		if err != nil {
			instead := "; its text is printed in its place"
			if name == f.Logo {
				instead = ""
			}
			fmt.Fprintf(env.Err, "the picture %s is left out: %v%s\n", name, cli.Reason(err), instead)
		}
		all[name] = data
	}
	return all
}

// readPicture reads a picture that the room's screen would show too.
func readPicture(f *library.PlanFile, name string) ([]byte, error) {
	folder := f.Folder()
	if filepath.IsAbs(name) { // one of the settings; a plan names none so
		folder, name = filepath.Split(name)
	}
	file, _, err := f.OpenPicture(folder, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, session.MaxPicture))
}
