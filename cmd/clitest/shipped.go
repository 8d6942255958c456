package clitest

import (
	"testing"

	"facilitate/session"
	"facilitate/sessions"
)

// Shipped is the plan that ships.
const Shipped = "infant-mental-health"

// ShippedPlan is that plan, and the text of its file.
func ShippedPlan(t testing.TB) ([]byte, *session.Plan) {
	t.Helper()
	src, ok := sessions.Read(Shipped)
	if !ok {
		t.Fatalf("no plan %s ships", Shipped)
	}
	plan, problems := session.Load(Shipped+".yaml", src)
	if plan == nil {
		t.Fatal(problems)
	}
	return src, plan
}
