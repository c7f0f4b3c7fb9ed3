package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"create-app/psl/token"
)

// Tool is the program that a SARIF log says it comes from.
type Tool struct {
	Name    string
	Version string
	URL     string // of the documentation, where a rule's code is an anchor; may be empty
	Rules   []Rule
}

// Unread is a file that could not be looked at, and why.
type Unread struct{ Name, Reason string }

// WriteSARIF writes l as a SARIF 2.1.0 log of one run, as code scanning services
// read it; with files that could not be read the run is one that failed. Names of
// files become URIs relative to the root of the repository, so they should be
// relative paths. Rules that nothing in l is about are left out.
func WriteSARIF(w io.Writer, tool Tool, l List, unread ...Unread) error {
	run := newSARIFRun(tool, l)
	run.Invocations = []sarifInvocation{newSARIFInvocation(unread)}
	log := sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(log)
}

func newSARIFRun(tool Tool, l List) sarifRun {
	run := sarifRun{
		Tool:       sarifTool{Driver: sarifDriver{Name: tool.Name, Version: tool.Version, InformationURI: tool.URL, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[Code]int{}
	prints := map[string]int{}
	for i := range l {
		d := &l[i]
		if _, ok := index[d.Code]; !ok {
			index[d.Code] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSARIFRule(tool, d))
		}
		run.Results = append(run.Results, newSARIFResult(d, index[d.Code], prints))
	}
	return run
}

func newSARIFInvocation(unread []Unread) sarifInvocation {
	v := sarifInvocation{Successful: len(unread) == 0}
	for _, u := range unread {
		n := sarifNotification{Level: Error.String(), Message: sarifText{Text: u.Reason}, Locations: make([]sarifFileLocation, 1)}
		n.Locations[0].Physical.Artifact.URI = fileURI(u.Name)
		v.Notifications = append(v.Notifications, n)
	}
	return v
}

func newSARIFRule(tool Tool, d *Diagnostic) sarifRule {
	rule := sarifRule{ID: string(d.Code)}
	if tool.URL != "" {
		rule.HelpURI = tool.URL + "#" + string(d.Code)
	}
	rule.Configuration.Level = d.Severity.String()
	r := Rule{Summary: d.Message, Cure: d.Help}
	for _, known := range tool.Rules {
		if known.Code == d.Code {
			r = known
		}
	}
	if r.Cure == "" {
		r.Cure = r.Summary
	}
	rule.Short.Text, rule.Full.Text, rule.Help.Text = r.Summary, r.Summary, r.Cure
	rule.Properties.Tags = []string{"prisma", "schema"}
	return rule
}

func newSARIFResult(d *Diagnostic, rule int, prints map[string]int) sarifResult {
	text := d.Message
	if d.Help != "" {
		text += ": " + d.Help
	}
	result := sarifResult{
		RuleID: string(d.Code), RuleIndex: rule, Level: d.Severity.String(),
		Message:   sarifText{Text: text},
		Locations: []sarifLocation{newSARIFLocation(d.File, d.Span, nil, "")},
	}
	for i, r := range d.Related {
		id := i + 1
		result.Related = append(result.Related, newSARIFLocation(r.File, r.Span, &id, r.Message))
	}
	result.Fingerprints = map[string]string{"primaryLocationLineHash": fingerprint(d, prints)}
	if d.Fix != nil && !d.Fix.Guess {
		result.Fixes = []sarifFix{newSARIFFix(d)}
	}
	return result
}

// hashedLine is as much of a line as tells it from others, in bytes: one may have thousands of diagnostics.
const hashedLine = 4096

// fingerprint stays the same where lines move: it is made from the code and the
// text of the line, and counts repetitions.
func fingerprint(d *Diagnostic, seen map[string]int) string {
	span := d.File.LineSpan(d.Line())
	line := strings.TrimSpace(d.File.Slice(token.Span{Start: span.Start, End: min(span.End, span.Start+hashedLine)}))
	sum := sha256.Sum256([]byte(d.File.Name + "\x00" + string(d.Code) + "\x00" + line))
	key := hex.EncodeToString(sum[:8])
	seen[key]++
	return fmt.Sprintf("%s:%d", key, seen[key])
}

func newSARIFLocation(f *token.File, s token.Span, id *int, message string) sarifLocation {
	l := sarifLocation{ID: id}
	l.Physical.Artifact.URI = fileURI(f.Name)
	l.Physical.Region = region(f, s)
	if message != "" {
		l.Message = &sarifText{Text: message}
	}
	return l
}

func region(f *token.File, s token.Span) sarifRegion {
	start, end := f.Position(s.Start), f.Position(s.End)
	return sarifRegion{
		StartLine: start.Line, StartColumn: start.Column, EndLine: end.Line, EndColumn: end.Column,
		ByteOffset: int(s.Start), ByteLength: s.Len(),
	}
}

func newSARIFFix(d *Diagnostic) sarifFix {
	change := sarifChange{}
	change.Artifact.URI = fileURI(d.File.Name)
	for _, e := range d.Fix.Edits {
		change.Replacements = append(change.Replacements, sarifReplacement{
			Deleted: region(d.File, e.Span), Inserted: sarifText{Text: e.Text},
		})
	}
	return sarifFix{Description: sarifText{Text: d.Fix.Title}, Changes: []sarifChange{change}}
}

// fileURI is name as a URI reference; a relative path stays relative.
func fileURI(name string) string {
	slashed := strings.ReplaceAll(name, `\`, "/")
	u := url.URL{Path: path.Clean(slashed)}
	switch {
	case len(slashed) > 2 && slashed[1:3] == ":/":
		u = url.URL{Scheme: "file", Path: "/" + slashed}
	case strings.HasPrefix(slashed, "/"):
		u.Scheme = "file"
	}
	return u.String()
}

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	ColumnKind  string            `json:"columnKind"`
	Results     []sarifResult     `json:"results"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level     string              `json:"level"`
	Message   sarifText           `json:"message"`
	Locations []sarifFileLocation `json:"locations"`
}

// sarifFileLocation is a whole file.
type sarifFileLocation struct {
	Physical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
	} `json:"physicalLocation"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri,omitempty"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID            string    `json:"id"`
	Short         sarifText `json:"shortDescription"`
	Full          sarifText `json:"fullDescription"`
	Help          sarifText `json:"help"`
	HelpURI       string    `json:"helpUri,omitempty"`
	Configuration struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
	Properties struct {
		Tags []string `json:"tags"`
	} `json:"properties"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Fixes        []sarifFix        `json:"fixes,omitempty"`
}

type sarifLocation struct {
	ID       *int `json:"id,omitempty"`
	Physical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	} `json:"physicalLocation"`
	Message *sarifText `json:"message,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
	ByteOffset  int `json:"byteOffset"`
	ByteLength  int `json:"byteLength"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted sarifText   `json:"insertedContent"`
}

type sarifText struct {
	Text string `json:"text"`
}
