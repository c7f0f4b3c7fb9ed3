package project

import (
	"testing"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestInContainer(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		line             int
		built            bool
	}{
		{"map", "compose.yaml", "services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgresql://db/x\n", 5, true},
		{"list", "docker-compose.yml", "services:\n  web:\n    image: web\n    environment:\n      - \"DATABASE_URL=postgresql://db/x\"\n", 5, false},
		{"quoted-key", "docker-compose.dev.yml", "services:\n  web:\n    environment:\n      'DATABASE_URL': \"postgresql://${USER}@db/x\"\n", 4, false},
		{"anchor", "compose.override.yaml", "x-env: &env\n  DATABASE_URL: postgresql://db/x\nservices:\n  web:\n    environment: *env\n", 2, false},
		{"fallback", "compose.yml", "services:\n  web:\n    environment:\n      DATABASE_URL: ${DATABASE_URL:-postgresql://db/x}\n", 4, false},
		{"file", "compose.yml", "services:\n  web:\n    env_file: docker.env\n", 3, false},
		{"files", "compose.yml", "services:\n  web:\n    env_file:\n      - other.env\n      - ./docker.env # here\n    ports: [\"1:1\"]\n", 3, false},
		{"file-with-path", "compose.yml", "services:\n  web:\n    env_file:\n      - path: ./docker.env\n        required: false\n", 3, false},
		{"handed-on", "compose.yml", "services:\n  web:\n    environment:\n      DATABASE_URL: ${DATABASE_URL}\n", 0, false},
		{"handed-on-or-stop", "compose.yml", "services:\n  web:\n    environment:\n      - DATABASE_URL=${DATABASE_URL:?set it}\n", 0, false},
		{"handed-on-by-name", "compose.yml", "services:\n  web:\n    environment:\n      - DATABASE_URL\n", 0, false},
		{"empty", "compose.yml", "services:\n  web:\n    environment:\n      DATABASE_URL:\n", 0, false},
		{"argument-of-the-build", "compose.yml", "services:\n  web:\n    build:\n      args:\n        DATABASE_URL: postgresql://db/x\n", 0, false},
		{"comment", "compose.yml", "services:\n  web:\n    environment:\n      # DATABASE_URL: postgresql://db/x\n      A: b\n", 0, false},
		{"longer-name", "compose.yml", "services:\n  web:\n    environment:\n      DATABASE_URL_2: a\n      MY_DATABASE_URL: b\n", 0, false},
		{"another-file", "composer.yml", "DATABASE_URL: a\n", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			fs := afero.NewMemMapFs()
			for name, text := range map[string]string{"package.json": "{}", "docker.env": "DATABASE_URL=postgresql://db/x\n", "other.env": "A=b\n", c.file: c.text} {
				require.NoError(t, afero.WriteFile(fs, "/p/"+name, []byte(text), 0o644))
			}
			p, err := Find(fs, "/p", Options{})
			require.NoError(t, err)
			_, line, built := p.InContainer("DATABASE_URL")
			assert.Equal(t, c.line, line)
			assert.Equal(t, c.built, built)
		})
	}
}
