// Package shell is what somebody at a shell expects of every command alike: help
// by task with examples, completion, flags that exclude each other, a hint where
// a word is mistyped, manual pages and a reference. It dresses commands that
// their families made, and must never carry one out.
package shell
