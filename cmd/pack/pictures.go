package pack

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
)

// The limits of a plan's pictures, in bytes: a page with larger ones is slow to
// open and to print.
const (
	mostPicture  = 16 << 20
	mostPictures = 64 << 20
)

// readPictures reads those of the plan's slides from beside the plan, and from
// nowhere else. One that cannot be read is told of, and its text is printed in
// its place.
func readPictures(env *cli.Env, f *library.PlanFile) map[string][]byte {
	all := map[string][]byte{}
	sum := 0
	for i := range f.Slides {
		name := f.Slides[i].Image
		if _, done := all[name]; done || name == "" {
			continue
		}
		data, err := readPicture(f, name)
		if sum += len(data); err == nil && sum > mostPictures {
			data, err = nil, fmt.Errorf("the pictures together are larger than %d MiB", mostPictures>>20)
		}
		if err != nil {
			fmt.Fprintf(env.Err, "the picture %s is left out: %v; its text is printed in its place\n", name, cli.Reason(err))
		}
		all[name] = data
	}
	return all
}

// readPicture reads a file in the folder of the plan or below it.
func readPicture(f *library.PlanFile, name string) ([]byte, error) {
	if f.Shipped {
		return nil, errors.New("the plan has none beside it")
	}
	// A root lets no path out of the folder, be it through a link.
	root, err := os.OpenRoot(filepath.Dir(f.File))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no ordinary file")
	}
	if info.Size() > mostPicture {
		return nil, fmt.Errorf("it is larger than %d MiB", mostPicture>>20)
	}
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, mostPicture))
}
