//go:build linux || darwin

package clitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is a user who may write nothing but what is given to them.
const nobody = 65534

// AsNobody runs a test again as that user, where this one may write anything;
// false where it need not.
func AsNobody(t *testing.T, test string) bool {
	t.Helper()
	if os.Getuid() != 0 {
		return false
	}
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "tests")
	syscall.ForkLock.RLock() // what another test starts meanwhile would hold the file open
	err = os.WriteFile(path, program, 0o755)
	syscall.ForkLock.RUnlock()
	if err != nil {
		t.Fatal(err)
	}
	for p := dir; p != filepath.Dir(p) && p != os.TempDir(); p = filepath.Dir(p) {
		_ = os.Chmod(p, 0o777) // the folders of this test: nobody has to get in
	}
	again := exec.Command(path, "-test.run=^"+test+"$", "-test.v")
	again.Dir, again.Env = dir, append(os.Environ(), "TMPDIR="+dir, "HOME="+dir)
	again.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := again.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+test) || strings.Contains(string(out), "--- SKIP") {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
	return true
}
