// Package browser finds a browser on this computer, runs it without a window to
// print a page or to have one measured, and opens a page in the user's own. It
// must never know what is on the pages.
package browser
