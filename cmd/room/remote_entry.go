package room

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// secretBytes are 128 bits: nobody guesses them.
	secretBytes = 16
	// cookieAge is how long a phone keeps it, in seconds: longer than a session
	// takes. When the program ends, or revokes it, it counts no more.
	cookieAge = 12 * 60 * 60
	// mostPhones is more than help to lead a session.
	mostPhones = 32
)

type entry struct {
	mu     sync.Mutex
	token  [sha256.Size]byte // of the one given out; kept only so
	open   bool              // one was given out, and not revoked
	phones map[[sha256.Size]byte]*phone
	wrong  tries
}

func newEntry() entry {
	return entry{phones: map[[sha256.Size]byte]*phone{}, wrong: newTries()}
}

// newSecret is a text that nobody can guess.
func newSecret() string {
	b := make([]byte, secretBytes)
	_, _ = rand.Read(b) // it never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

func (e *entry) newToken() string {
	token := newSecret()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.token, e.open = sha256.Sum256([]byte(token)), true
	return token
}

func (e *entry) revoke() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.open = false
	clear(e.phones)
}

// admit lets a phone in that knows the token, and gives it its secret; false
// where the token is wrong, or many are in already.
func (e *entry) admit(token string) (secret string, ok bool) {
	sum := sha256.Sum256([]byte(token))
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.open || subtle.ConstantTimeCompare(sum[:], e.token[:]) != 1 || len(e.phones) >= mostPhones {
		return "", false
	}
	secret = newSecret()
	p := &phone{}
	p.last.Store(&doneTap{})
	e.phones[sha256.Sum256([]byte(secret))] = p
	return secret, true
}

// phone is the one whose secret this is; nil where there is none.
func (e *entry) phone(secret string) *phone {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.phones[sha256.Sum256([]byte(secret))]
}

func (e *entry) isIn(p *phone) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Contains(slices.Collect(maps.Values(e.phones)), p)
}

// cookieName is that of the cookie by which a phone is known. Cookies belong to
// an address whatever the port, so the name has it.
func (r *Remote) cookieName() string { return "facilitate-remote-" + strconv.Itoa(r.Port()) }

// enter exchanges the token for a cookie that no script can read and that no
// other page can make the phone send.
func (r *Remote) enter(w http.ResponseWriter, req *http.Request) {
	from, _, err := net.SplitHostPort(req.RemoteAddr)
	if err != nil {
		from = req.RemoteAddr
	}
	if !r.entry.wrong.allows(from, r.stream.now()) {
		refuse(w, http.StatusTooManyRequests, "too many wrong tries; wait a minute")
		return
	}
	var given struct {
		Token string `json:"token"`
	}
	if !readJSON(w, req, &given) {
		return
	}
	secret, ok := r.entry.admit(given.Token)
	if !ok {
		r.entry.wrong.remember(from, r.stream.now())
		refuse(w, http.StatusForbidden, "this address lets nobody in any more")
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: r.cookieName(), Value: secret, Path: "/", MaxAge: cookieAge, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	answer(w, http.StatusOK, map[string]bool{"in": true})
}

// phoneOf is the phone that asks; nil, and answered, where it is not let in.
func (r *Remote) phoneOf(w http.ResponseWriter, req *http.Request) *phone {
	if cookie, err := req.Cookie(r.cookieName()); err == nil {
		if p := r.entry.phone(cookie.Value); p != nil {
			return p
		}
	}
	refuse(w, http.StatusUnauthorized, "this phone is not let in")
	return nil
}

// phone is one that was let in, and how far its taps have been carried out.
type phone struct{ last atomic.Pointer[doneTap] }

// doneTap is a tap that was carried out; its number is 0 before the first.
type doneTap struct {
	tap
	told string
}

const (
	mostWrong  = 5           // tries with a wrong token
	wrongWhile = time.Minute // from one address in this time
	mostTriers = 1000        // addresses that are remembered
)

// tries are those with a wrong token, by where they came from.
type tries struct {
	mu   sync.Mutex
	from map[string][]time.Time
}

func newTries() tries { return tries{from: map[string][]time.Time{}} }

// recent drops what is long ago. The lock is held.
func (t *tries) recent(from string, now time.Time) []time.Time {
	all := t.from[from]
	for len(all) > 0 && now.Sub(all[0]) >= wrongWhile {
		all = all[1:]
	}
	if len(all) == 0 {
		delete(t.from, from)
		return nil
	}
	t.from[from] = all
	return all
}

func (t *tries) allows(from string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.recent(from, now)) < mostWrong
}

func (t *tries) remember(from string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.from) >= mostTriers {
		for other := range t.from {
			t.recent(other, now)
		}
	}
	if len(t.from) >= mostTriers {
		clear(t.from) // many at once: they share what is left of the secret's 128 bits
	}
	t.from[from] = append(t.recent(from, now), now)
}
