// Package join adds Prisma and NextAuth to a Next.js project that exists.
//
// [Observe] completes the options by what the project shows, and [NewPlan]
// decides from there: a [Plan] holds the changes, for package change to show and
// to carry out, and the steps that are left to the user. Files that are there
// stay, and what was added before is not added again.
package join
