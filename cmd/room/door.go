package room

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"

	"github.com/skip2/go-qrcode"
)

// Address is one of this computer's in a local network.
type Address struct {
	IP        netip.Addr
	Interface string
}

// String is the address with the name of its network card.
func (a Address) String() string { return fmt.Sprintf("%s (%s)", a.IP, a.Interface) }

// Addresses are those under which a phone in the same network may find this
// computer, the most likely one first. It fails, in words, where there is none.
func Addresses() ([]Address, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("the network cards cannot be listed: %w", err)
	}
	var cards []card
	for _, i := range all {
		found, err := i.Addrs()
		if err != nil {
			continue // it went away meanwhile
		}
		c := card{name: i.Name, up: i.Flags&net.FlagUp != 0 && i.Flags&net.FlagRunning != 0}
		for _, a := range found {
			if prefix, err := netip.ParsePrefix(a.String()); err == nil {
				c.addresses = append(c.addresses, prefix.Addr().Unmap())
			}
		}
		cards = append(cards, c)
	}
	return addressesOf(cards, outboundAddress())
}

type card struct {
	name      string
	up        bool
	addresses []netip.Addr
}

// outboundAddress is that from which this computer would reach the world; the zero
// one where it would not. To ask the system for it sends nothing.
func outboundAddress() netip.Addr {
	c, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return netip.Addr{}
	}
	defer c.Close()
	if a, ok := c.LocalAddr().(*net.UDPAddr); ok {
		return a.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

// inside begins the names of cards that lead into this computer, or through it
// to somewhere that no phone in the room is.
var inside = []string{"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vEthernet", "lxc", "lxd", "podman", "cni", "tun", "tap", "utun", "wg", "tailscale", "zt", "ppp", "bridge"}

// addressesOf are the private addresses of cards that are in use.
func addressesOf(cards []card, usual netip.Addr) ([]Address, error) {
	var found []Address
	for _, c := range cards {
		for _, a := range c.addresses {
			if c.up && a.Is4() && a.IsPrivate() {
				found = append(found, Address{a, c.name})
			}
		}
	}
	if len(found) == 0 {
		return nil, errors.New("this computer is in no local network that a phone could share; " +
			"join the same Wi-Fi as the phone, or let the phone make a hotspot and join that")
	}
	likely := func(a Address) int {
		switch {
		case slices.ContainsFunc(inside, func(begin string) bool { return strings.HasPrefix(a.Interface, begin) }):
			return 2
		case a.IP != usual:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(found, func(a, b Address) int { return cmp.Compare(likely(a), likely(b)) })
	return found, nil
}

// QR draws a text as a QR code of half blocks, with the quiet ground of four
// squares that phones need around it: black on white, set by escape sequences,
// since phones want dark on light whatever the terminal's ground is. The address of a
// remote takes some 41 columns and 21 lines. A text that is too long fails.
func QR(text string) ([]string, error) {
	code, err := qrcode.New(text, qrcode.Low) // a screen is neither torn nor dirty
	if err != nil {
		return nil, err
	}
	dark := code.Bitmap()
	var lines []string
	for y := 0; y < len(dark); y += 2 {
		line := ""
		for x, upper := range dark[y] {
			line += colours[upper][y+1 < len(dark) && dark[y+1][x]]
		}
		lines = append(lines, line+coloursOff)
	}
	return lines, nil
}

const coloursOff = "\x1b[0m"

// colours are the squares, upper and lower, in colours of their own. The
// letters of many terminals leave a line of their cell open, so as much as can
// be is left to the ground, which leaves none.
var colours = map[bool]map[bool]string{
	true:  {true: "\x1b[48;5;16m ", false: "\x1b[38;5;231;48;5;16m▄"},
	false: {true: "\x1b[38;5;16;48;5;231m▄", false: "\x1b[48;5;231m "},
}
