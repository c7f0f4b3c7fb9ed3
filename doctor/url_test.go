package doctor

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/project"
)

// As the URL parsers of Prisma and the drivers have it, and Node's: they take
// more than Go's.
func TestConnectionURLs(t *testing.T) {
	for _, c := range []struct{ provider, url, want string }{
		{"postgresql", "postgresql://u:p w@localhost/d", ""},
		{"postgresql", "postgresql://u:p@ss@localhost/d", ""},
		{"postgresql", "postgresql://u:p%ss@localhost/d", ""},
		{"postgresql", "postgresql://u:p[@h/d", ""},
		{"postgresql", "postgresql://u:p@[::1]:5432/d", ""},
		{"postgresql", "postgresql://localhost", ""},
		{"postgresql", "postgresql:///d?host=/tmp", ""},
		{"postgresql", "POSTGRES://u@localhost/d?host=/cloudsql/a:b:c", ""},
		{"cockroachdb", "postgresql://root@localhost:26257/defaultdb?sslmode=disable", ""},
		{"postgresql", "prisma+postgres://localhost:51213/?api_key=x", ""},
		{"mysql", "prisma://accelerate.prisma-data.net/?api_key=x", ""},
		{"mysql", "mysql://u:p@localhost:3306/d?socket=/tmp/mysql.sock", ""},
		{"mysql", "mariadb://u:p@localhost/d", ""},
		{"sqlite", "file:./dev.db?connection_limit=1", ""},
		{"sqlite", "file:dev.db", ""},
		{"sqlite", "file:/data/app.db", ""},
		{"sqlite", "libsql://x.turso.io?authToken=y", ""},
		{"sqlserver", "sqlserver://localhost\\SQLEXPRESS;database=a;user=sa;password={p;w};encrypt=true", ""},
		{"mongodb", "mongodb://u:p@a:1,b:2,c:3/d?replicaSet=rs", ""},
		{"mongodb", "mongodb+srv://u:p@c.x.mongodb.net/d", ""},

		{"postgresql", "postgresql://u:a&b=c@localhost", ""},
		{"postgresql", "postgresql://u:p@localhost/a&b?schema=x&sslmode=require", ""},
		{"sqlite", "file:./this&that.db", ""},
		{"sqlserver", "sqlserver://localhost;database=a&b;password=c=d", ""},

		{"mysql", "mysql://u:p@localhost/d&connection_limit=5", "database-url-parameters"},
		{"postgresql", "postgresql://u:p@localhost/d&schema=x&sslmode=require", "database-url-parameters"},
		{"mongodb", "mongodb+srv://u:p@c.x.mongodb.net/d&retryWrites=true?w=majority", "database-url-parameters"},
		{"sqlite", "file:./dev.db&connection_limit=1", "database-url-parameters"},

		{"postgresql", "postgresql://u:p#s@localhost/d", "database-url-malformed"},
		{"postgresql", "postgresql://u:p/s@localhost/d", "database-url-malformed"},
		{"postgresql", "postgresql://u:p?s@localhost/d", "database-url-malformed"},
		{"postgresql", "postgresql://u:p@local host/d", "database-url-malformed"},
		{"postgresql", "postgresql://u:p@h:99999/d", "database-url-malformed"},
		{"postgresql", "postgresql://USER:PASSWORD@HOST:PORT/DATABASE", "database-url-malformed"},
		{"postgresql", "postgresql://postgres:[YOUR-PASSWORD]@db.x.supabase.co:5432/postgres", "database-url-malformed"},
		{"postgresql", "postgresql://${USER}@localhost/d", "database-url-malformed"},
		{"postgresql", "'postgresql://u:p@localhost/d'", "database-url-malformed"},
		{"postgresql", "postgresql:///d", "database-url-malformed"},
		{"postgresql", "localhost:5432/d", "database-url-malformed"},
		{"postgresql", "http://localhost/d", "database-url-malformed"},
		{"mongodb", "mongodb+srv://u:<db_password>@c.x.mongodb.net/d", "database-url-malformed"},
		{"sqlite", "./dev.db", "database-url-malformed"},
		{"sqlite", "file:", "database-url-malformed"},
		{"sqlserver", "Server=localhost,1433;Database=a", "database-url-malformed"},

		{"postgresql", "mysql://u:p@localhost/d", "database-url-other-provider"},
		{"mysql", "postgres://u:p@localhost/d", "database-url-other-provider"},
		{"sqlite", "postgresql://u:p@localhost/d", "database-url-other-provider"},
		{"postgresql", "file:./dev.db", "database-url-other-provider"},
		{"mongodb", "sqlserver://localhost", "database-url-other-provider"},
		{"sqlserver", "mongodb://localhost/a", "database-url-other-provider"},
	} {
		x := &examination{project: &project.Project{Provider: c.provider}}
		x.checkURLValue("DATABASE_URL", c.url, ".env", 3)
		got := ""
		for _, f := range x.report.Findings {
			got += f.ID
			assert.Equal(t, 3, f.Line)
			assert.NotContains(t, f.Message+f.Why, c.url)
		}
		assert.Equal(t, c.want, got, "%s %s", c.provider, c.url)
	}
}
