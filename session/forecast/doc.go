// Package forecast says how likely a session ends when: as a band, learnt from
// the runs of its plan that were kept and from what this one has done so far. The
// projection of package run stays the law; a forecast is what stands beside it.
//
// A phase is taken to last, in logarithms,
//
//	ln(budget) + own pace + habit of the phase + today's room + live − hurry·late + slack·early + chance
//
// where late is by how much the projected end was beyond the hard end when the
// phase began, as a part of the time still to come, and not below nothing; early is
// the other way round. All of
// these but chance are learnt, and by how much the own pace changes from run to
// run, each finished phase being one step of a Kalman filter; how large chance is,
// and how much rooms differ, is learnt too.
//
// The same runs and the same state give the same forecast, to the last bit, so
// that what is shown does not flicker. Nothing is stored. The package must never
// know a clock, a file or where runs are kept.
package forecast
