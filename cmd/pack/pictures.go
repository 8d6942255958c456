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
	slides := []*session.Slide{nil} // the logo
	for i := range f.Slides {
		slides = append(slides, &f.Slides[i])
	}
	for _, s := range slides {
		name, path := f.Logo, f.LogoFile()
		if s != nil {
			name, path = s.Image, s.PictureFile()
		}
		if _, done := all[path]; done || name == "" {
			continue
		}
		data, err := readPicture(f, s)
		if sum += len(data); err == nil && sum > mostPictures {
			data, err = nil, fmt.Errorf("the pictures together are larger than %d MiB", mostPictures>>20)
		}
		if err != nil {
			instead := "; its text is printed in its place"
			if s == nil {
				instead = ""
			}
			fmt.Fprintf(env.Err, "the picture %s is left out: %v%s\n", name, cli.Reason(err), instead)
		}
		all[path] = data
	}
	return all
}

// readPicture reads the picture of a slide, or the logo, that the room's screen would
// show too.
func readPicture(f *library.PlanFile, s *session.Slide) ([]byte, error) {
	file, _, err := f.OpenPicture(f.Folder(), s)
	if s == nil && filepath.IsAbs(f.Logo) { // one of the settings; a plan names none so
		folder, name := filepath.Split(f.Logo)
		file, _, err = session.OpenPicture(folder, name)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, session.MaxPicture))
}
