// Package scaffold decides what a run writes and then writes it.
//
// The way through it is always the same: fill in [Options] (from flags or the
// wizard, the same struct), call [Options.Validate], make a plan with
// [NewPlan], show it with [Plan.Tree] or [Plan.Diff], and hand it to [Apply].
// Commands that edit an existing project make their plan with [PlanEdits] and
// go on from there.
//
// A plan is read-only: it holds every file's text before and after, and Apply
// refuses to run when the disk no longer looks like "before". Apply is all or
// nothing; what it may leave behind at worst, when the process is killed
// outright, is one folder named .create-app-*.tmp that the next run puts right.
//
// The package asks no questions, knows no flags and prints nothing.
package scaffold
