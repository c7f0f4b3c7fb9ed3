package scaffold

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"create-app/internal/sandbox"
	"create-app/scaffold/change"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scripted is a Runner that fails the commands it is told to.
type scripted struct {
	missing bool
	fail    map[string]string // a part of the command line, and what it prints
	ran     []string
}

func (s *scripted) Find(program string) (string, error) {
	if s.missing {
		return "", errors.New("not found")
	}
	return "/bin/" + program, nil
}

func (s *scripted) Run(ctx context.Context, _ string, environ []string, output io.Writer, program string, args ...string) error {
	line := strings.Join(slices.Concat(environ, []string{program}, args), " ")
	s.ran = append(s.ran, line)
	for part, text := range s.fail {
		if strings.Contains(line, part) {
			_, _ = io.WriteString(output, text)
			return errors.New("exit status 1")
		}
	}
	return ctx.Err()
}

func TestInstall(t *testing.T) {
	run := &scripted{}
	for _, manager := range []string{"npm", "pnpm", "yarn", "bun"} {
		require.NoError(t, Install(t.Context(), run, "/app", manager, io.Discard))
	}
	assert.Equal(t, []string{"npm install", "pnpm install --no-frozen-lockfile", "YARN_ENABLE_IMMUTABLE_INSTALLS=false yarn install", "bun install"}, run.ran)

	err := Install(t.Context(), &scripted{missing: true}, "/app", "pnpm", io.Discard)
	assert.ErrorContains(t, err, "pnpm is not installed")

	var said strings.Builder
	err = Install(t.Context(), &scripted{fail: map[string]string{"install": "no network"}}, "/app", "npm", &said)
	assert.EqualError(t, err, `"npm install" failed (exit status 1); the project is complete but its packages are missing`)
	assert.Equal(t, "no network", said.String())

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, Install(ctx, run, "/app", "npm", io.Discard), change.ErrStopped)
}

func TestNextSteps(t *testing.T) {
	fsys, cwd := afero.NewOsFs(), sandbox.Lay(t, nil)
	for _, test := range []struct {
		alter     func(*Options)
		installed bool
		want      string
	}{
		{nil, false, "cd my-app; npm install; npm run db:push; npm run dev"},
		{func(o *Options) { o.Database, o.PackageManager = "postgresql", "pnpm" }, true,
			"cd my-app; docker compose up -d --wait; pnpm db:push; pnpm dev"},
		{func(o *Options) { o.Database, o.PackageManager = "planetscale", "bun" }, true,
			"cd my-app; # put the database's URL into .env; bun run db:push; bun run dev"},
		{func(o *Options) { o.Database = "neon" }, true,
			"cd my-app; # put the database's two URLs into .env; npm run db:push; npm run dev"},
		{func(o *Options) { o.Dir = "apps/@acme/web" }, true, "cd apps/web; npm run db:push; npm run dev"},
		{func(o *Options) { o.Dir = "It's/web" }, true, `cd 'It'\''s/web'; npm run db:push; npm run dev`},
	} {
		o := answered(test.alter)
		plan := mustPlan(t, fsys, cwd, test.alter)
		assert.Equal(t, test.want, strings.Join(Commands(NextSteps(plan.Plan, o, test.installed)), "; "))
	}
}
