package room

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestLanguage: the page says in what language the plan is, for a browser
// chooses by it between the letters of Chinese and of Japanese.
func TestLanguage(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"title: T": `<html lang="en">`, "language: zh-Hant\ntitle: T": `<html lang="zh-Hant">`,
		"title: はじめ": `<html lang="ja">`, "title: Начало": `<html lang="">`,
	} {
		s := serve(t, Options{Plan: load(t, line+"\nduration: 5m\nactivities: [{id: a, title: A, duration: 5m}]\n")})
		answer, err := http.Get(s.URL())
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%q: the page is %.60q, %v", line, page, err)
		}
	}
}

// TestTitleIsServed: the page has the session's title before any script runs.
func TestTitleIsServed(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{Plan: load(t, "title: Sleep & <b>rest\nduration: 5m\nactivities: [{id: a, title: A, duration: 5m}]\n")})
	answer, err := http.Get(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<title>Sleep &amp; &lt;b&gt;rest</title>", `<h1 dir="auto">Sleep &amp; &lt;b&gt;rest</h1>`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%s is not in the page: %s", want, page)
		}
	}
}
