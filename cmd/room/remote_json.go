package room

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"
)

// mostBody is far more than a phone has to say, in bytes.
const mostBody = 1 << 10

// readJSON reads what a phone sends, strictly; where it cannot be read, that is
// answered, and it is false.
func readJSON(w http.ResponseWriter, r *http.Request, v any) bool {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, "only application/json is read here")
		return false
	}
	if http.NewResponseController(w).SetReadDeadline(time.Now().Add(writePatience)) != nil {
		return false
	}
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostBody))
	in.DisallowUnknownFields()
	err := in.Decode(v)
	if err == nil {
		if _, more := in.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more than one value")
		}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuse(w, http.StatusRequestEntityTooLarge, "that is too long")
	case err != nil:
		refuse(w, http.StatusBadRequest, "that cannot be read")
	}
	return err == nil
}
