// Package scaffold knows what people choose, and what a new project then is.
//
// The way through it is always the same: fill in [Options] (from flags or the
// wizard, the same struct), call [Options.Validate], and make a plan with
// [NewPlan]. Package change shows the plan and carries it out. What is added to
// a project that exists is for package join to decide, and how one moves to
// another database for package move.
//
// The package asks no questions, knows no flags and prints nothing.
package scaffold
