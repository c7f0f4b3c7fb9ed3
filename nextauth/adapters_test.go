package nextauth_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/nextauth"
	"create-app/psl/syntax"
)

// question and answer are what testdata/adapters/run.mjs reads and prints.
type question struct {
	Name       string               `json:"name"`
	Schema     string               `json:"schema"`
	Models     map[string]string    `json:"models"`
	Extras     map[string]any       `json:"extras"`
	Operations []nextauth.Operation `json:"operations"`
	Version    int                  `json:"version"`

	fails map[nextauth.Operation]bool // what the findings say
}

type answer struct {
	Name    string                                   `json:"name"`
	Invalid string                                   `json:"invalid"`
	Results map[string]map[nextauth.Operation]string `json:"results"`
}

// TestAdapters lets the real adapters work with every SQLite schema of the
// corpus, as it is and as Merge leaves it: what fails is what the findings
// say, and nothing else.
func TestAdapters(t *testing.T) {
	if os.Getenv("ADAPTERS") == "" {
		t.Skip("takes minutes; run: make adapters")
	}
	folder := filepath.Join("..", ".tools", "adapters")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "@auth", "prisma-adapter")); err != nil {
		t.Skip("the adapters are not installed; run: make adapters")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed, and the adapters run on it")
	}
	questions := askAll(t)
	if os.Getenv("ADAPTERS_ONLY") == "" && os.Getenv("ADAPTERS_EVERY") == "" {
		require.Greater(t, len(questions), 100)
	}
	answers := ask(t, node, folder, questions)
	for i, q := range questions {
		t.Run(q.Name, func(t *testing.T) { agree(t, q, answers[i]) })
	}
}

// askAll turns the corpus into questions.
func askAll(t *testing.T) []question {
	t.Helper()
	only := os.Getenv("ADAPTERS_ONLY")
	every := 1
	if asked := os.Getenv("ADAPTERS_EVERY"); asked != "" {
		var err error
		every, err = strconv.Atoi(asked)
		require.NoError(t, err)
	}
	var questions []question
	for i, c := range readCorpus(t) {
		if i%every != 0 || len(c.files) != 1 || !strings.Contains(c.files[0].Text, `"sqlite"`) || strings.HasPrefix(c.name, "invalid-") || !strings.Contains(c.name, only) {
			continue
		}
		compared, err := nextauth.Compare(c.files, c.wants)
		require.NoError(t, err)
		after, err := compared.Merge()
		require.NoError(t, err)
		questions = append(questions, newQuestion(c.name+"/before", c.files[0], c.wants, compared))
		if after[0] != c.files[0] {
			again, err := nextauth.Compare(after, c.wants)
			require.NoError(t, err)
			questions = append(questions, newQuestion(c.name+"/after", after[0], c.wants, again))
		}
	}
	return questions
}

func newQuestion(name string, f *syntax.File, w nextauth.Wants, compared *nextauth.Comparison) question {
	q := question{
		Name: name, Schema: strings.TrimPrefix(f.Text, "\ufeff"), Version: w.Version,
		Models: make(map[string]string), Extras: make(map[string]any), fails: make(map[nextauth.Operation]bool),
		Operations: []nextauth.Operation{
			nextauth.CreateUser, nextauth.CreateByEmail, nextauth.FindByEmail, nextauth.LinkAccount, nextauth.LinkSecond,
			nextauth.LinkSparse, nextauth.LinkExtra, nextauth.FindByAccount, nextauth.DeleteUser,
		},
	}
	for _, role := range nextauth.Roles() {
		q.Models[string(role)] = string(role) // the adapter calls what it calls, unless a person has said otherwise
		if model := w.Models[role]; model != "" {
			q.Models[string(role)] = strings.ToLower(model[:1]) + model[1:]
		}
	}
	for _, f := range nextauth.AccountFields(w.Version, w.Providers) {
		q.Extras[f.Name] = map[string]any{"Int": 1, "String": "s", "Boolean": true}[f.Type]
	}
	if w.Strategy != nextauth.JWTSessions {
		q.Operations = append(q.Operations, nextauth.UseSession, nextauth.SecondSession)
	}
	if w.Providers == nil || slices.ContainsFunc(w.Providers, nextauth.IsEmailProvider) {
		q.Operations = append(q.Operations, nextauth.UseToken)
	}
	if slices.Contains(w.Providers, "passkey") {
		q.Operations = append(q.Operations, nextauth.UseAuthenticator)
	}
	for _, f := range compared.Findings {
		for _, op := range f.Fails {
			q.fails[op] = true
		}
	}
	return q
}

func ask(t *testing.T, node, folder string, questions []question) []answer {
	t.Helper()
	var input bytes.Buffer
	encoder := json.NewEncoder(&input)
	for _, q := range questions {
		require.NoError(t, encoder.Encode(q))
	}
	cmd := exec.Command(node, filepath.Join("testdata", "adapters", "run.mjs"), folder)
	cmd.Stdin = &input
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	output, err := cmd.Output()
	require.NoError(t, err, complaints.String())
	var answers []answer
	lines := bufio.NewScanner(bytes.NewReader(output))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a answer
		require.NoError(t, json.Unmarshal(lines.Bytes(), &a))
		answers = append(answers, a)
	}
	require.Len(t, answers, len(questions), complaints.String())
	return answers
}

// agree compares what happened with what the findings say.
func agree(t *testing.T, q question, a answer) {
	t.Helper()
	require.Equal(t, q.Name, a.Name)
	require.Empty(t, a.Invalid, "Prisma does not take the schema")
	for adapter, results := range a.Results {
		for _, op := range q.Operations {
			result := results[op]
			switch {
			case result == "skipped":
			case result == "ok":
				assert.False(t, q.fails[op], "%s: the findings say that one cannot %s, but one can", adapter, op)
			default:
				assert.True(t, q.fails[op], "%s: one cannot %s, and no finding says so: %s", adapter, op, result)
			}
		}
		if len(q.fails) == 0 {
			for op, result := range results {
				assert.Equal(t, "ok", result, fmt.Sprintf("%s: %s", adapter, op))
			}
		}
	}
}
