package change

import "io/fs"

func deviceOf(fs.FileInfo) uint64 { return 0 }
