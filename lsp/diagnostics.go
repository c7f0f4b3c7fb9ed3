package lsp

import (
	"context"
	"slices"
	"time"
	"weak"

	"create-app/psl/diag"
	"create-app/psl/token"
)

// source is what editors show as the origin of a diagnostic.
const source = "create-app"

// judge has the schemas of the open buffers checked whenever something has
// changed, and tells the editor. It takes the latest world each time, and leaves
// as much time between two checks as one took: where keys come faster than
// that, those in between are not checked.
func (s *Server) judge(ctx context.Context) {
	p := publisher{server: s, published: map[string]told{}}
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.changed:
		}
		if s.state.Load() != inSession {
			continue
		}
		start := time.Now()
		s.guard("diagnostics", func() {
			for _, news := range p.news() {
				s.notify("textDocument/publishDiagnostics", news)
			}
		})
		select {
		case <-ctx.Done():
			return
		case <-time.After(min(time.Since(start), time.Second)):
		}
	}
}

// publisher remembers what the editor has been told.
type publisher struct {
	server    *Server
	published map[string]told // by URI
}

// publication is what there is to be said of a file.
type publication struct {
	doc      *document
	analysis *analysis // nil where it is of no schema of ours
	settings settings
}

// told is what was said of a file: enough to know whether there is news, and
// nothing that keeps a text and its trees in memory when they are old.
type told struct {
	doc      weak.Pointer[document]
	analysis weak.Pointer[analysis]
	settings settings
	isOpen   bool
	empty    bool
}

func (p publication) told(empty bool) told {
	return told{weak.Make(p.doc), weak.Make(p.analysis), p.settings, p.doc.isOpen, empty}
}

// news is what the editor has not been told yet. Once it is made, the trees it was
// made from are not needed any more: the next key may come before it is sent.
func (p *publisher) news() []publishDiagnosticsParams {
	p.server.users.RLock()
	defer p.server.users.RUnlock()
	w := p.server.world()
	var news []publishDiagnosticsParams
	current := map[string]publication{}
	for _, d := range w.docs {
		if _, done := current[d.uri]; done {
			continue
		}
		if d.otherLanguage() == "" {
			w.layout.unitOf(w, d).findings() // which need as much memory as what follows, and none of it afterwards
		}
		a := w.schema(d.uri)
		if a == nil {
			current[d.uri] = publication{doc: d, settings: w.settings}
			continue
		}
		for _, other := range a.docs {
			current[other.uri] = publication{doc: other, analysis: a, settings: w.settings}
		}
	}
	published := map[string]told{}
	for uri, now := range current {
		was, known := p.published[uri]
		if known && was == now.told(was.empty) {
			published[uri] = was
			continue
		}
		list := diagnosticsOf(w, now)
		published[uri] = now.told(len(list) == 0)
		if len(list) == 0 && !now.doc.isOpen && (!known || was.empty) {
			continue
		}
		message := publishDiagnosticsParams{URI: uri, Diagnostics: list}
		if now.doc.isOpen {
			message.Version = &now.doc.version
		}
		news = append(news, message)
	}
	for uri, was := range p.published {
		if _, still := current[uri]; !still && (!was.empty || was.isOpen) {
			news = append(news, publishDiagnosticsParams{URI: uri, Diagnostics: []diagnostic{}})
		}
	}
	p.published = published
	return news
}

// diagnosticsOf is what there is to say of one file.
func diagnosticsOf(w *world, p publication) []diagnostic {
	list := []diagnostic{}
	if !w.settings.Diagnostics.Enable {
		return list
	}
	if p.analysis == nil {
		if other := p.doc.otherLanguage(); other != "" {
			list = append(list, diagnostic{
				Range: p.doc.text.rangeOf(token.Span{End: token.Pos(p.doc.text.lineEnd(0))}, w.encoding), Severity: severityInformation,
				Source: source, Code: "other-language", Message: other,
			})
		}
		return list
	}
	for _, d := range p.analysis.judged().list {
		if doc, _ := p.analysis.documentOf(d.File); doc == p.doc {
			list = append(list, p.analysis.diagnostic(w, d))
		}
	}
	list = append(list, p.analysis.signInFindings(w, p.doc)...)
	list = append(list, p.analysis.doctorFindings(w, p.doc)...)
	return append(list, p.analysis.hints(w, p.doc)...)
}

// diagnostic is d in the editor's terms.
func (a *analysis) diagnostic(w *world, d diag.Diagnostic) diagnostic {
	out := diagnostic{Range: a.rangeOf(d.File, d.Span, w.encoding), Severity: severityError, Source: source, Code: string(d.Code), Message: d.Message}
	if d.Severity == diag.Warning {
		out.Severity = severityWarning
	}
	if d.Help != "" {
		out.Message += "\n" + d.Help
	}
	if w.docsAt != "" && w.client.TextDocument.PublishDiagnostics.CodeDescriptionSupport {
		out.CodeDescription = &codeDescription{w.docsAt + "/diagnostics.md#" + string(d.Code)}
	}
	if w.client.TextDocument.PublishDiagnostics.RelatedInformation {
		for _, r := range d.Related {
			if doc, _ := a.documentOf(r.File); doc != nil {
				out.RelatedInformation = append(out.RelatedInformation, diagnosticRelatedInformation{a.location(r.File, r.Span, w.encoding), r.Message})
			}
		}
	}
	return out
}

// hints are not about mistakes: what is marked with @ignore or @@ignore is not
// in the client, and shown so.
func (a *analysis) hints(w *world, doc *document) []diagnostic {
	var list []diagnostic
	i := slices.Index(a.docs, doc)
	f := a.files[i]
	hint := func(s token.Span, message string) {
		list = append(list, diagnostic{
			Range: doc.text.rangeOf(s, w.encoding), Severity: severityHint, Source: source, Code: "ignored", Message: message, Tags: []int{tagUnnecessary},
		})
	}
	for b := range f.Blocks() {
		for attribute := range b.BlockAttributes() {
			if attribute.Name.Is(f.File, "ignore") {
				hint(b.Span, "@@ignore: the client does not know this "+b.Kind.String())
			}
		}
		for field := range b.Fields() {
			for j := range field.Attributes {
				if field.Attributes[j].Name.Is(f.File, "ignore") {
					hint(field.Span, "@ignore: the client does not know this field")
				}
			}
		}
	}
	return list
}
