// Package change carries out what a command has decided about files: all of it
// or nothing.
//
// The way through it is always the same: a list of [Edit] is compared with the
// disk by [NewPlan], the [Plan] is shown with [Plan.Tree] or [Plan.Diff], and
// handed to [Writer.Apply]. [Applied.Undo] takes it back.
//
// A plan is read-only: it holds every file's text before and after, and Apply
// refuses to run when the disk no longer looks like "before". What a run may
// leave behind at worst, when its process is killed outright, is one folder
// named .create-app-*.tmp that the next run puts right ([Lock.Recover]).
//
// The package knows files and folders and nothing of what is in them: which
// texts hold secrets and how these are hidden ([Mask]), and what other tools
// leave beside a plan's files ([Applied.Undo]), is for the caller to say.
package change
