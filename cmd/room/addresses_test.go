package room

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	at := func(texts ...string) (all []netip.Addr) {
		for _, text := range texts {
			all = append(all, netip.MustParseAddr(text))
		}
		return all
	}
	for _, test := range []struct {
		name  string
		cards []card
		usual string
		want  string
	}{
		{"Wi-Fi alone", []card{{"lo", true, at("127.0.0.1", "::1")}, {"wlan0", true, at("192.168.1.7", "fe80::1", "fd00::7")}}, "", "[192.168.1.7 (wlan0)]"},
		{
			"the usual one first, those that lead nowhere last",
			[]card{{"docker0", true, at("172.17.0.1")}, {"eth0", true, at("10.0.0.3")}, {"wlan0", true, at("192.168.1.7")}},
			"192.168.1.7",
			"[192.168.1.7 (wlan0) 10.0.0.3 (eth0) 172.17.0.1 (docker0)]",
		},
		{
			"a tunnel is no way, usual or not",
			[]card{{"tun0", true, at("10.8.0.2")}, {"wlan0", true, at("192.168.1.7")}},
			"10.8.0.2", "[192.168.1.7 (wlan0) 10.8.0.2 (tun0)]",
		},
		{"one that is down", []card{{"eth0", false, at("10.0.0.3")}, {"wlan0", true, at("172.31.255.254")}}, "", "[172.31.255.254 (wlan0)]"},
		{"public, link-local and none", []card{{"eth0", true, at("93.184.216.34", "169.254.3.4", "172.32.0.1")}, {"wlan0", true, nil}}, "", "[]"},
		{"nothing", nil, "", "[]"},
	} {
		var usual netip.Addr
		if test.usual != "" {
			usual = netip.MustParseAddr(test.usual)
		}
		got, err := addressesOf(test.cards, usual)
		if fmt.Sprint(got) != test.want {
			t.Errorf("%s: %v, want %s", test.name, got, test.want)
		}
		if (err != nil) != (test.want == "[]") || err != nil && !strings.Contains(err.Error(), "hotspot") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	all, err := Addresses() // whatever this computer has
	for _, a := range all {
		if !a.IP.IsPrivate() {
			t.Errorf("%v is not private", a)
		}
	}
	if (err == nil) != (len(all) > 0) {
		t.Error(err)
	}
}
