package pack

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/session"
)

// TestPicturesStayBesideThePlan tries to get at files that lie elsewhere.
func TestPicturesStayBesideThePlan(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	folder := filepath.Join(root, "plan")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	const png = "\x89PNG\r\n\x1a\n"
	for path, text := range map[string]string{filepath.Join(root, "secret.png"): png + "secret", filepath.Join(folder, "near.png"): png + "near"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{"near.png", "../secret.png", "gone.png", "."}
	if runtime.GOOS != "windows" { // where links need a right that few have
		if err := os.Symlink(filepath.Join("..", "secret.png"), filepath.Join(folder, "link.png")); err != nil {
			t.Fatal(err)
		}
		names = append(names, "link.png")
	}
	var plan session.Plan
	for _, name := range names {
		plan.Slides = append(plan.Slides, session.Slide{Image: name})
	}
	var told strings.Builder
	env := &cli.Env{Err: &told}
	all := readPictures(env, &library.PlanFile{Plan: &plan, File: filepath.Join(folder, "plan.yaml")})
	for _, name := range names {
		want := map[string]string{"near.png": png + "near"}[name]
		if string(all[name]) != want {
			t.Errorf("%s is %q", name, all[name])
		}
		if missed := strings.Contains(told.String(), "the picture "+name+" is left out"); missed != (want == "") {
			t.Errorf("%s is told of: %v", name, missed)
		}
	}
	shipped := readPictures(env, &library.PlanFile{Plan: &plan, File: filepath.Join(folder, "plan.yaml"), Shipped: true})
	if len(shipped["near.png"]) > 0 {
		t.Error("a plan that ships takes pictures from a folder")
	}
}

func TestPackFolder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ id, file, want string }{
		{"walk", "x.yaml", "walk-pack"},
		{"", filepath.Join("a", "My walk.yaml"), "My-walk-pack"},
		{"con", "x.yaml", "con-pack"},
		{"", "---.yaml", "session-pack"},
	} {
		if got := packFolder(&library.PlanFile{Plan: &session.Plan{ID: c.id}, File: c.file}); got != c.want {
			t.Errorf("%q in %s is packed to %s, not %s", c.id, c.file, got, c.want)
		}
	}
}

// TestReadContacts finds the places of mistakes in the file itself.
func TestReadContacts(t *testing.T) {
	t.Parallel()
	plan := &session.Plan{Sources: []session.Source{{ID: "seen"}, {ID: "123"}}}
	for _, c := range []struct {
		src   string
		names string
		says  string
	}{
		{"- {name: A, verified: true}\n- name: B\n  sources: [seen, \"123\"]\n", "A B", ""},
		{"contacts:\n- name: A\n", "A", ""},
		{"# here\n\n---\ncontacts:\n  - name: A\n", "A", ""},
		{"\ufeff- name: A\r\n- name: B\r\n", "A B", ""},
		{"- name: |\n    A\n", "A", ""},
		{"- phone: \"1\"\n", "", `f.yaml:1:3: a contact has no "name"`},
		{"- name: A\n  sources: [unseen]\n", "", `f.yaml:2:13: there is no source "unseen"`},
		{"- name: A\n  url: javascript:alert(1)\n", "", "f.yaml:2:8: "},
		{"- name: A\nsafety: x\n", "", "f.yaml:2:"},
		{"contacts:\n- name: A\ntitle: x\n", "", `"title" is here twice`},
		{"name: A\n", "", "f.yaml:1:"},
		{"- name: A\n\tphone: x\n", "", "f.yaml:2:"},
	} {
		contacts, problems := readContacts("f.yaml", []byte(c.src), plan)
		var names []string
		for _, contact := range contacts {
			names = append(names, contact.Name)
		}
		if got := strings.Join(names, " "); got != c.names {
			t.Errorf("%q lists %q", c.src, got)
		}
		if (c.says == "") != (len(problems) == 0) || !strings.Contains(problems.Error(), c.says) {
			t.Errorf("%q: %q is not said, but:\n%v", c.src, c.says, problems)
		}
	}
}

// TestDocsPictures holds the page about slides to the size of pictures.
func TestDocsPictures(t *testing.T) {
	t.Parallel()
	if says := fmt.Sprintf("at most %d MiB each", session.MaxPicture>>20); !strings.Contains(clitest.Document(t, "room.md"), says) {
		t.Errorf("the page does not say %q", says)
	}
}
