// Package lsp is a language server for Prisma schemas: what psl and doctor know,
// as an editor asks for it.
//
// The first call is [Server.Run], which speaks the Language Server Protocol 3.17
// over a reader and a writer until the editor leaves. The package decides
// nothing about schemas: it finds out which files an editor means, keeps their
// unsaved texts, and puts questions and answers into the protocol's form.
//
// # How a message is answered
//
// Messages are taken one by one in the order they come. Those that change
// something (a text, a setting, a folder) make a new [world] at once; a request
// is given the world as it was when it arrived and answered beside the others,
// so its answer fits the text that the editor asked about, however fast
// the keys come. A world never changes; what is derived from it (trees, the
// resolved schema, the index of names) is made when it is first asked for and
// kept as long as the texts stay the same.
//
// What a key leaves behind is as large as the schema. So where neither a request nor
// the diagnostics look at a text that changes, the memory of its trees and of its
// resolved schema serves for the next one: see Server.users.
//
// Diagnostics are made by one goroutine that always takes the latest world, so
// that of ten quick keys only those are checked that there is time for.
package lsp
