package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// memory says how large the process may grow before each collection: to a small size, or to a part of what lives in it.
type memory struct{ least, percent uint64 }

// limit sets the limit, and looks again after every collection. Of what lived lately a process that stays for hours
// takes a while to see that it is no longer needed.
func (m memory) limit(lately uint64) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	lately = max(live[0].Value.Uint64(), lately-lately/8)
	debug.SetMemoryLimit(int64(max(m.least, lately/100*m.percent)))
	runtime.AddCleanup(new([64]byte), m.limit, lately)
}
