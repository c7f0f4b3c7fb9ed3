package lsp

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// requests are answered, notifications are not.
var (
	requests = map[string]answerFunc{
		"initialize":                        initialize,
		"shutdown":                          shutdown,
		"textDocument/prepareRename":        request(prepareRenameAt),
		"textDocument/rename":               requestOf(renameAt),
		"textDocument/foldingRange":         request(foldingRanges),
		"textDocument/selectionRange":       request(selectionRanges),
		"textDocument/documentHighlight":    request(documentHighlights),
		"textDocument/linkedEditingRange":   request(linkedEditingRanges),
		"workspace/symbol":                  request(workspaceSymbols),
		"textDocument/semanticTokens/full":  request(semanticTokens),
		"textDocument/semanticTokens/range": request(semanticTokensRange),
		"textDocument/signatureHelp":        request(signatureHelpAt),
		"textDocument/inlayHint":            request(inlayHints),
		"textDocument/codeLens":             request(codeLenses),
		"textDocument/documentLink":         request(documentLinks),
		"textDocument/rangeFormatting":      request(formatRange),
		"textDocument/onTypeFormatting":     request(formatOnType),
		"textDocument/codeAction":           request(codeActionsAt),
		"textDocument/completion":           request(completionAt),
		"textDocument/hover":                request(hoverAt),
		"textDocument/definition":           request(definitionAt),
		"textDocument/references":           request(referencesAt),
		"textDocument/documentSymbol":       request(documentSymbols),
		"textDocument/formatting":           request(formatDocument),
	}
	notifications = map[string]func(*Server, context.Context, value){
		"initialized":                         notification(initialized),
		"exit":                                notification(exit),
		"$/cancelRequest":                     notification(cancelRequest),
		"textDocument/didOpen":                notification(didOpen),
		"textDocument/didChange":              notification(didChange),
		"textDocument/didClose":               notification(didClose),
		"textDocument/didSave":                notification(didSave),
		"workspace/didChangeWatchedFiles":     notification(didChangeWatchedFiles),
		"workspace/didChangeConfiguration":    notification(didChangeConfiguration),
		"workspace/didChangeWorkspaceFolders": notification(didChangeWorkspaceFolders),
	}
)

func initialize(s *Server, ctx context.Context, _ *world, raw value) (any, error) {
	var p initializeParams
	if err := read(raw, &p); err != nil {
		return nil, failure("initialize: " + err.Error())
	}
	s.change(func(w *world) *world {
		return w.with(func(n *world) {
			n.client = p.Capabilities
			n.settings = n.settings.with(p.InitializationOptions)
			if slices.Contains(p.Capabilities.General.PositionEncodings, string(utf8Encoding)) {
				n.encoding = utf8Encoding
			}
			folders := p.WorkspaceFolders
			if len(folders) == 0 && p.RootURI != "" {
				folders = []workspaceFolder{{URI: p.RootURI}}
			}
			for _, f := range folders {
				if path, ok := pathOf(f.URI); ok {
					n.folders = append(n.folders, path)
				}
			}
		})
	})
	s.state.Store(inSession)
	if p.ProcessID != nil {
		go s.watchParent(ctx, *p.ProcessID)
	}
	return initializeResult{Capabilities: capabilities(s.world()), ServerInfo: serverInfo{"create-app", s.Version}}, nil
}

func capabilities(w *world) serverCapabilities {
	c := serverCapabilities{
		PositionEncoding:     string(w.encoding),
		TextDocumentSync:     textDocumentSyncOptions{OpenClose: true, Change: 2, Save: true},
		FoldingRangeProvider: true, SelectionRangeProvider: true, DocumentHighlightProvider: true, LinkedEditingRangeProvider: true,
		WorkspaceSymbolProvider: true, InlayHintProvider: true, DocumentRangeFormattingProvider: true,
		SignatureHelpProvider:            signatureHelpOptions{TriggerCharacters: []string{"(", ",", ":"}},
		DocumentOnTypeFormattingProvider: documentOnTypeFormattingOptions{FirstTriggerCharacter: "}", MoreTriggerCharacter: []string{"\n"}},
		CodeActionProvider:               codeActionOptions{CodeActionKinds: []string{quickFix, refactorExtract, refactorMove, refactorRewrite}},
		RenameProvider:                   renameOptions{PrepareProvider: true},
		CompletionProvider:               completionOptions{TriggerCharacters: []string{"@", ".", "\"", "(", "[", ",", " "}},
		HoverProvider:                    true, DefinitionProvider: true, ReferencesProvider: true,
		DocumentSymbolProvider: true, DocumentFormattingProvider: true,
		Workspace: &workspaceCapabilities{},
	}
	c.SemanticTokensProvider.Full, c.SemanticTokensProvider.Range = true, true
	c.SemanticTokensProvider.Legend.TokenTypes, c.SemanticTokensProvider.Legend.TokenModifiers = tokenTypes, tokenMods
	c.Workspace.WorkspaceFolders.Supported = true
	c.Workspace.WorkspaceFolders.ChangeNotifications = true
	return c
}

// watched are the files whose change may change what a schema is or says.
var watched = []string{
	"**/*.prisma", "**/package.json", "**/{package-lock.json,pnpm-lock.yaml,pnpm-workspace.yaml,yarn.lock,bun.lock,bun.lockb}",
	"**/{prisma,prisma7}.config.{js,ts,mjs,cjs,mts,cts}", "**/.config/prisma*", "**/.env*",
}

func initialized(s *Server, ctx context.Context, _ struct{}) {
	w := s.world()
	var registrations []registration
	if w.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		var options didChangeWatchedFilesRegistrationOptions
		for _, pattern := range watched {
			options.Watchers = append(options.Watchers, fileSystemWatcher{pattern})
		}
		registrations = append(registrations, registration{"files", "workspace/didChangeWatchedFiles", options})
	}
	if w.client.Workspace.DidChangeConfiguration.DynamicRegistration {
		registrations = append(registrations, registration{"settings", "workspace/didChangeConfiguration", map[string]string{"section": settingsSection}})
	}
	if len(registrations) > 0 {
		s.call(ctx, "client/registerCapability", registrationParams{registrations}, nil)
	}
	s.askSettings(ctx)
	go s.lookAround(ctx)
}

// askSettings asks the editor for its settings, where it can be asked.
func (s *Server) askSettings(ctx context.Context) {
	if !s.world().client.Workspace.Configuration {
		return
	}
	s.call(ctx, "workspace/configuration", configurationParams{[]configurationItem{{settingsSection}}}, func(result json.RawMessage) {
		var sections []json.RawMessage
		if json.Unmarshal(result, &sections) == nil && len(sections) == 1 {
			s.applySettings(sections[0])
		}
	})
}

func (s *Server) applySettings(sent json.RawMessage) {
	s.change(func(w *world) *world {
		next := w.settings.with(sent)
		if next == w.settings {
			return w
		}
		return w.with(func(n *world) { n.settings, n.layout = next, newLayout(s.FS, s.disk) })
	})
}

// lookInterval is how often the disk is looked at by itself.
const lookInterval = 2 * time.Second

// lookAround notices what changed on disk without the editor telling.
func (s *Server) lookAround(ctx context.Context) {
	tick := time.NewTicker(lookInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if len(s.world().docs) > 0 && s.world().layout.isStale() {
				s.relayout()
			}
		}
	}
}

func shutdown(s *Server, _ context.Context, _ *world, _ value) (any, error) {
	s.state.Store(afterShutdown)
	return nil, nil
}

func exit(s *Server, _ context.Context, _ struct{}) {
	if s.state.Load() == afterShutdown {
		s.left <- nil
	} else {
		s.left <- ErrAbandoned
	}
}

func cancelRequest(s *Server, _ context.Context, p cancelParams) {
	if cancel, ok := s.running.Load(string(p.ID)); ok {
		cancel.(context.CancelFunc)()
	}
}

// watchParent ends the server when the editor's process is gone: its end of the
// pipe may be held open by a process that it left behind.
func (s *Server) watchParent(ctx context.Context, pid int) {
	tick := time.NewTicker(lookInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if !isAlive(pid) {
				s.left <- ErrAbandoned
				return
			}
		}
	}
}

func didOpen(s *Server, _ context.Context, p didOpenTextDocumentParams) {
	item := p.TextDocument
	path, _ := pathOf(item.URI)
	d := &document{uri: item.URI, path: path, version: item.Version, isOpen: true, text: newText(item.Text)}
	s.change(func(w *world) *world { return w.withDocument(d).with(s.unlessKnown(d)) })
}

// unlessKnown looks for schemas anew when a file comes that no schema has yet.
func (s *Server) unlessKnown(d *document) func(*world) {
	return func(n *world) {
		if d.path != "" && !n.layout.knows(d.key()) {
			n.layout = newLayout(s.FS, s.disk)
		}
	}
}

func didChange(s *Server, _ context.Context, p didChangeTextDocumentParams) {
	s.change(func(w *world) *world {
		old := w.docs[keyOf(p.TextDocument.URI)]
		if old == nil {
			return w // a change of what was never opened
		}
		d := &document{uri: old.uri, path: old.path, version: p.TextDocument.Version, isOpen: true, text: old.text.apply(p.ContentChanges, w.encoding)}
		if s.users.TryLock() {
			w.layout.retire(old)
			d.inherit(old)
			s.users.Unlock()
		}
		next := w.withDocument(d)
		if d.hasDatasource() != old.hasDatasource() {
			next.layout = newLayout(s.FS, s.disk)
		}
		return next
	})
}

func didClose(s *Server, _ context.Context, p didCloseTextDocumentParams) {
	key := keyOf(p.TextDocument.URI)
	s.change(func(w *world) *world {
		return w.withoutDocument(key).with(func(n *world) {
			if d := w.docs[key]; d != nil && d.path == "" {
				n.layout.forget(key)
				return
			}
			n.layout = newLayout(s.FS, s.disk)
		})
	})
}

func didSave(s *Server, _ context.Context, _ didCloseTextDocumentParams) {
	if s.world().layout.isStale() {
		s.relayout()
	}
}

func didChangeWatchedFiles(s *Server, _ context.Context, _ didChangeWatchedFilesParams) { s.relayout() }

// didChangeConfiguration takes settings as older editors send them, and asks the
// others.
func didChangeConfiguration(s *Server, ctx context.Context, p didChangeConfigurationParams) {
	if s.world().client.Workspace.Configuration {
		s.askSettings(ctx)
		return
	}
	s.applySettings(p.Settings)
}

func didChangeWorkspaceFolders(s *Server, _ context.Context, p didChangeWorkspaceFoldersParams) {
	s.change(func(w *world) *world {
		return w.with(func(n *world) {
			n.folders = slices.Clone(w.folders)
			for _, f := range p.Event.Removed {
				if path, ok := pathOf(f.URI); ok {
					n.folders = slices.DeleteFunc(n.folders, func(other string) bool { return other == path })
				}
			}
			for _, f := range p.Event.Added {
				if path, ok := pathOf(f.URI); ok {
					n.folders = append(n.folders, path)
				}
			}
			n.layout = newLayout(s.FS, s.disk)
		})
	})
}
