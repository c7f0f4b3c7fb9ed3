//go:build unix

package env

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Files that are made to take long: time grows with their size, or they are refused.
func TestHostileFiles(t *testing.T) {
	const size = 1 << 18
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	var doubling strings.Builder
	for i := range 60 {
		fmt.Fprintf(&doubling, "A%d=${A%d}${A%d}\n", i, i+1, i+1)
	}
	doubling.WriteString("A60=x\n")
	for name, text := range map[string]string{
		"references":             "A=x\nB=" + fill("${A}"),
		"references-to-nothing":  "B=" + fill("${N}"),
		"unclosed-references":    "B=" + fill("${"),
		"nested-references":      "B=" + fill("${A:-") + strings.Repeat("}", 1000),
		"dollars":                "B=" + fill("$A"),
		"values-that-double":     doubling.String(),
		"blank-lines":            fill("\n") + "!",
		"blank-lines-and-export": fill("\nexport \n"),
		"a-long-line":            "B='" + fill("x"),
		"a-long-value":           "B='" + fill("x") + "'",
		"quotes":                 "B=" + fill(`"`),
		"quotes-on-every-line":   "B=`" + fill("\"\n") + "x`",
		"other-quotes":           "B=`" + fill("\"\n'\n") + "x`",
		"escaped-quotes":         `B="` + fill(`\"`),
		"open-values":            fill("B=\"\n"),
		"lines":                  fill("B=1\n"),
		"keys-without-a-value":   fill("B\n"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, reader := range allReaders() {
				start := used()
				var environ Vars
				_, err := reader.Load(Parse([]byte(text)), &environ)
				assert.Less(t, used()-start, 3*time.Second, "%s", reader)
				assert.True(t, err == nil || errors.Is(err, errEndless) || errors.Is(err, errTooMuch), "%s: %v", reader, err)
			}
		})
	}
}

// used is the time of the processor that the tests have taken: what else the machine does is not theirs.
func used() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano())
}
