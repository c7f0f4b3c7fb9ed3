package prismaconfig

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A config may nest as deep as it likes: reading it takes no more of the stack,
// and time in proportion to its length.
func TestHostileNesting(t *testing.T) {
	for _, piece := range []string{
		"(", "[", "{a:", "{...", "`${", "f(", "a.", "a[", "await ", "()=>", "!", "a+", "x as ", "a<", "process(", "process.loadEnvFile([", "dotenv.config(", "export default ", "const a=", "require(", "()=>{return ", "import{",
	} {
		text := "import dotenv from 'dotenv';export default " + strings.Repeat(piece, 1<<16/len(piece))
		start := time.Now()
		_, _ = Read("/a/prisma.config.ts", []byte(text), "/a") // whatever it makes of it
		assert.Less(t, time.Since(start), 10*time.Second, piece)
	}
}
