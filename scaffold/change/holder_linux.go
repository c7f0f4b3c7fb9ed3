package change

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// holder names the process that has locked a folder, as " (process 12)"; empty
// where that cannot be known.
func holder(dir string) string {
	info, err := os.Stat(dir)
	if err != nil {
		return ""
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	locks, err := os.ReadFile("/proc/locks")
	if !ok || err != nil {
		return ""
	}
	for line := range strings.Lines(string(locks)) {
		// 1: FLOCK  ADVISORY  WRITE 708 00:13:10495 0 EOF
		words := strings.Fields(line)
		if len(words) > 5 && words[1] == "FLOCK" && strings.HasSuffix(words[5], fmt.Sprintf(":%d", stat.Ino)) {
			return fmt.Sprintf(" (process %s)", words[4])
		}
	}
	return ""
}
