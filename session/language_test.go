package session

import "testing"

func TestLanguageTag(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ title, says, want string }{
		{"Infant Mental Health", "", "en-GB"},
		{"Gesundheit für Säuglinge", "de", "de"},
		{"12:30", "", "en-GB"},
		{"赤ちゃんの心の健康ワークショップ", "", "ja"},
		{"赤ちゃんの心", "ja-JP", "ja-JP"},
		{"婴儿心理健康", "", "zh"},
		{"아기의 마음 건강", "", "ko"},
		{"สุขภาพจิตของทารก (PDF)", "", "th"},
		{"Ψυχική υγεία", "", "el"},
		{"صحة الرضع النفسية", "", ""},
		{"Здоровье малышей", "", ""},
		{"शिशु", "", ""},
		{"YouTube и дети: вебинар для родителей", "", ""},
	} {
		if got := (&Plan{Title: c.title, Language: c.says}).LanguageTag(); got != c.want {
			t.Errorf("%s, which says %q: %q, not %q", c.title, c.says, got, c.want)
		}
	}
}
