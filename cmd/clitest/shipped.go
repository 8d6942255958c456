package clitest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"facilitate/session"
	"facilitate/sessions"
)

// Shipped is the plan that ships.
const Shipped = "infant-mental-health"

// ShippedPlan is that plan with ShippedBlanks filled in, and the text of its file.
func ShippedPlan(t testing.TB) ([]byte, *session.Plan) {
	t.Helper()
	src, ok := sessions.Read(Shipped)
	if !ok {
		t.Fatalf("no plan %s ships", Shipped)
	}
	plan, _, problems := session.LoadWhole(session.File{
		Name: Shipped + ".yaml", Src: src, Filling: session.Filling{Values: ShippedBlanks},
	})
	if plan == nil {
		t.Fatal(problems)
	}
	return src, plan
}

// ShippedBlanks is what tests fill in for the plan.
var ShippedBlanks = map[string]string{
	"lead": "Ann Reid", "support": "Bo Reid", "quiet-place": "across the hall", "child-protection": "Cy on 01234",
}

// KeepBlanks keeps ShippedBlanks in a folder for state, so that nothing is asked,
// for the plan and for the one for parents.
func KeepBlanks(t testing.TB, dir string) {
	t.Helper()
	text, err := json.Marshal(map[string]map[string]string{Shipped: ShippedBlanks, Shipped + "-parents": ShippedBlanks})
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "blanks.json"), text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
