// Package join adds Prisma and NextAuth to a Next.js project that exists.
//
// A project is looked at once ([Needs], [Look]); what is [Seen] does not change
// and knows no file system. [Seen.Complete] fills in the options that were not
// given, [NewPlan] decides about everything that "create-app ." adds, and
// [Seen.Wire] about the part of it that "create-app auth --wire" is for. Both are
// lists of the same parts: functions from what was seen and what is wanted to
// edits, for package change to carry out, and to steps that are left to the user.
// Files that are there stay, and what was added before is not added again.
package join
