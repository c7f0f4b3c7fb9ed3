// Package move takes a project to another database: its schema, .env,
// package.json, the files that create-app made and that were not changed since,
// and the migrations, which are put aside.
//
// A project is looked at once ([Look]); what is [Seen] does not change and knows
// no file system. [NewPlan] decides from it; the [Plan] holds the changes, for
// package change to show and to carry out, a report of what the move costs, and
// the steps that are left to the user.
package move
