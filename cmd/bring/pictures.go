package bring

import (
	"fmt"
	"os"
	"path/filepath"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/convert"
)

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
