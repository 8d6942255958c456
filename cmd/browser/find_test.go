package browser

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestUsualPlaces(t *testing.T) {
	t.Parallel()
	getenv := func(name string) string {
		return map[string]string{"HOME": "/Users/me", "ProgramFiles": `C:\Program Files`, "LocalAppData": `C:\Users\me\AppData\Local`}[name]
	}
	for _, c := range []struct {
		system string
		n      int
		has    string
	}{
		{"linux", 0, ""},
		{"darwin", 6, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"},
		{"darwin", 6, "/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium"},
		{"windows", 6, `C:\Program Files\Google\Chrome\Application\chrome.exe`},
		{"windows", 6, `C:\Users\me\AppData\Local\Microsoft\Edge\Application\msedge.exe`},
	} {
		all := usualPlaces(c.system, getenv)
		for i := range all {
			if c.system == "darwin" {
				all[i] = filepath.ToSlash(all[i])
			}
		}
		if len(all) != c.n || c.has != "" && !slices.Contains(all, c.has) {
			t.Errorf("on %s they are %q", c.system, all)
		}
	}
}
