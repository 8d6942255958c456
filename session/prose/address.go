package prose

import (
	"net/url"
	"strings"
)

// MayLink is whether a text may lead to an address.
func MayLink(address string) bool {
	u, err := url.Parse(address)
	if err != nil || strings.ContainsAny(address, " <>\"'`\\\n\t") || strings.Map(visible, address) != address {
		return false
	}
	switch u.Scheme { // in lower case
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return false
}

// Typed is an address as people type it: without what every browser adds.
func Typed(address string) string {
	for _, lead := range []string{"https://", "http://", "mailto:", "tel:"} {
		address = strings.TrimPrefix(address, lead)
	}
	return strings.TrimSuffix(address, "/")
}
