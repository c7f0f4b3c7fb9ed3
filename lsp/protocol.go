package lsp

import "encoding/json"

// The structures of the protocol, version 3.17, as far as they are used here.
// Their names and fields are those of the specification, which explains them.

type (
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"`
	}
	textRange struct {
		Start position `json:"start"`
		End   position `json:"end"`
	}
	location struct {
		URI   string    `json:"uri"`
		Range textRange `json:"range"`
	}
	locationLink struct {
		OriginSelectionRange textRange `json:"originSelectionRange"`
		TargetURI            string    `json:"targetUri"`
		TargetRange          textRange `json:"targetRange"`
		TargetSelectionRange textRange `json:"targetSelectionRange"`
	}
	textEdit struct {
		Range   textRange `json:"range"`
		NewText string    `json:"newText"`
	}
	command struct {
		Title     string `json:"title"`
		Command   string `json:"command"`
		Arguments []any  `json:"arguments,omitempty"`
	}
	markupContent struct {
		Kind  string `json:"kind"`
		Value string `json:"value"`
	}
)

// Beginning and end.

type (
	initializeParams struct {
		ProcessID             *int               `json:"processId"`
		RootURI               string             `json:"rootUri"`
		WorkspaceFolders      []workspaceFolder  `json:"workspaceFolders"`
		InitializationOptions json.RawMessage    `json:"initializationOptions"`
		Capabilities          clientCapabilities `json:"capabilities"`
	}
	workspaceFolder struct {
		URI  string `json:"uri"`
		Name string `json:"name"`
	}
	// clientCapabilities are those that change what the server does.
	clientCapabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			Configuration         bool `json:"configuration"`
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			DidChangeConfiguration struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeConfiguration"`
			WorkspaceEdit struct {
				DocumentChanges    bool     `json:"documentChanges"`
				ResourceOperations []string `json:"resourceOperations"`
			} `json:"workspaceEdit"`
			SemanticTokens struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"semanticTokens"`
			CodeLens struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"codeLens"`
			InlayHint struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"inlayHint"`
		} `json:"workspace"`
		TextDocument struct {
			Completion struct {
				CompletionItem struct {
					SnippetSupport bool `json:"snippetSupport"`
				} `json:"completionItem"`
			} `json:"completion"`
			Definition struct {
				LinkSupport bool `json:"linkSupport"`
			} `json:"definition"`
			DocumentSymbol struct {
				HierarchicalDocumentSymbolSupport bool `json:"hierarchicalDocumentSymbolSupport"`
			} `json:"documentSymbol"`
			CodeAction struct {
				CodeActionLiteralSupport *struct{} `json:"codeActionLiteralSupport"`
			} `json:"codeAction"`
			FoldingRange struct {
				LineFoldingOnly bool `json:"lineFoldingOnly"`
			} `json:"foldingRange"`
			PublishDiagnostics struct {
				RelatedInformation     bool `json:"relatedInformation"`
				CodeDescriptionSupport bool `json:"codeDescriptionSupport"`
			} `json:"publishDiagnostics"`
		} `json:"textDocument"`
	}
	initializeResult struct {
		Capabilities serverCapabilities `json:"capabilities"`
		ServerInfo   serverInfo         `json:"serverInfo"`
	}
	serverInfo struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	serverCapabilities struct {
		PositionEncoding                 string                          `json:"positionEncoding"`
		TextDocumentSync                 textDocumentSyncOptions         `json:"textDocumentSync"`
		CompletionProvider               completionOptions               `json:"completionProvider"`
		SemanticTokensProvider           semanticTokensOptions           `json:"semanticTokensProvider"`
		FoldingRangeProvider             bool                            `json:"foldingRangeProvider"`
		SelectionRangeProvider           bool                            `json:"selectionRangeProvider"`
		DocumentHighlightProvider        bool                            `json:"documentHighlightProvider"`
		LinkedEditingRangeProvider       bool                            `json:"linkedEditingRangeProvider"`
		WorkspaceSymbolProvider          bool                            `json:"workspaceSymbolProvider"`
		SignatureHelpProvider            signatureHelpOptions            `json:"signatureHelpProvider"`
		InlayHintProvider                bool                            `json:"inlayHintProvider"`
		CodeLensProvider                 codeLensOptions                 `json:"codeLensProvider"`
		DocumentLinkProvider             documentLinkOptions             `json:"documentLinkProvider"`
		DocumentRangeFormattingProvider  bool                            `json:"documentRangeFormattingProvider"`
		DocumentOnTypeFormattingProvider documentOnTypeFormattingOptions `json:"documentOnTypeFormattingProvider"`
		CodeActionProvider               codeActionOptions               `json:"codeActionProvider"`
		RenameProvider                   renameOptions                   `json:"renameProvider"`
		HoverProvider                    bool                            `json:"hoverProvider"`
		DefinitionProvider               bool                            `json:"definitionProvider"`
		ReferencesProvider               bool                            `json:"referencesProvider"`
		DocumentSymbolProvider           bool                            `json:"documentSymbolProvider"`
		DocumentFormattingProvider       bool                            `json:"documentFormattingProvider"`
		Workspace                        *workspaceCapabilities          `json:"workspace,omitempty"`
	}
	workspaceCapabilities struct {
		WorkspaceFolders struct {
			Supported           bool `json:"supported"`
			ChangeNotifications bool `json:"changeNotifications"`
		} `json:"workspaceFolders"`
	}
	textDocumentSyncOptions struct {
		OpenClose bool `json:"openClose"`
		Change    int  `json:"change"`
		Save      bool `json:"save"`
	}
	registrationParams struct {
		Registrations []registration `json:"registrations"`
	}
	registration struct {
		ID              string `json:"id"`
		Method          string `json:"method"`
		RegisterOptions any    `json:"registerOptions,omitempty"`
	}
	didChangeWatchedFilesRegistrationOptions struct {
		Watchers []fileSystemWatcher `json:"watchers"`
	}
	fileSystemWatcher struct {
		GlobPattern string `json:"globPattern"`
	}
	logMessageParams struct {
		Type    int    `json:"type"`
		Message string `json:"message"`
	}
	configurationParams struct {
		Items []configurationItem `json:"items"`
	}
	configurationItem struct {
		Section string `json:"section"`
	}
	cancelParams struct {
		ID json.RawMessage `json:"id"`
	}
)

// Documents.

type (
	textDocumentItem struct {
		URI        string `json:"uri"`
		LanguageID string `json:"languageId"`
		Version    int    `json:"version"`
		Text       string `json:"text"`
	}
	textDocumentIdentifier struct {
		URI string `json:"uri"`
	}
	versionedTextDocumentIdentifier struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
	}
	didOpenTextDocumentParams struct {
		TextDocument textDocumentItem `json:"textDocument"`
	}
	didChangeTextDocumentParams struct {
		TextDocument   versionedTextDocumentIdentifier  `json:"textDocument"`
		ContentChanges []textDocumentContentChangeEvent `json:"contentChanges"`
	}
	textDocumentContentChangeEvent struct {
		Range *textRange `json:"range"`
		Text  string     `json:"text"`
	}
	didCloseTextDocumentParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
	}
	didChangeWatchedFilesParams struct {
		Changes []fileEvent `json:"changes"`
	}
	fileEvent struct {
		URI  string `json:"uri"`
		Type int    `json:"type"`
	}
	didChangeConfigurationParams struct {
		Settings json.RawMessage `json:"settings"`
	}
	didChangeWorkspaceFoldersParams struct {
		Event struct {
			Added   []workspaceFolder `json:"added"`
			Removed []workspaceFolder `json:"removed"`
		} `json:"event"`
	}
	textDocumentPositionParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
		Position     position               `json:"position"`
	}
	documentParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
	}
)

// Diagnostics.

// The severities and tags of a diagnostic.
const (
	severityError       = 1
	severityWarning     = 2
	severityInformation = 3
	severityHint        = 4

	tagUnnecessary = 1
)

type (
	publishDiagnosticsParams struct {
		URI         string       `json:"uri"`
		Version     *int         `json:"version,omitempty"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}
	diagnostic struct {
		Range              textRange                      `json:"range"`
		Severity           int                            `json:"severity,omitempty"`
		Code               string                         `json:"code,omitempty"`
		CodeDescription    *codeDescription               `json:"codeDescription,omitempty"`
		Source             string                         `json:"source,omitempty"`
		Message            string                         `json:"message"`
		Tags               []int                          `json:"tags,omitempty"`
		RelatedInformation []diagnosticRelatedInformation `json:"relatedInformation,omitempty"`
	}
	codeDescription struct {
		Href string `json:"href"`
	}
	diagnosticRelatedInformation struct {
		Location location `json:"location"`
		Message  string   `json:"message"`
	}
)

// Answers.

type (
	hover struct {
		Contents markupContent `json:"contents"`
		Range    *textRange    `json:"range,omitempty"`
	}
	referenceParams struct {
		textDocumentPositionParams
		Context struct {
			IncludeDeclaration bool `json:"includeDeclaration"`
		} `json:"context"`
	}
	documentSymbol struct {
		Name           string             `json:"name"`
		Detail         string             `json:"detail,omitempty"`
		Kind           symbolKind         `json:"kind"`
		Range          textRange          `json:"range"`
		SelectionRange textRange          `json:"selectionRange"`
		Children       documentSymbolList `json:"children,omitempty"`
	}
	symbolInformation struct {
		Name          string     `json:"name"`
		Kind          symbolKind `json:"kind"`
		Location      location   `json:"location"`
		ContainerName string     `json:"containerName,omitempty"`
	}
	documentFormattingParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
		Options      formattingOptions      `json:"options"`
	}
	formattingOptions struct {
		TabSize      int  `json:"tabSize"`
		InsertSpaces bool `json:"insertSpaces"`
	}
)

// Changes.

type (
	renameParams struct {
		textDocumentPositionParams
		NewName string `json:"newName"`
	}
	renameOptions struct {
		PrepareProvider bool `json:"prepareProvider"`
	}
	prepareRenameResult struct {
		Range       textRange `json:"range"`
		Placeholder string    `json:"placeholder"`
	}
	workspaceEdit struct {
		Changes         map[string][]textEdit `json:"changes,omitempty"`
		DocumentChanges []documentChange      `json:"documentChanges,omitempty"`
	}
	// documentChange is a TextDocumentEdit or, with a Kind, a CreateFile or a RenameFile.
	documentChange struct {
		Kind         string                                   `json:"kind,omitempty"`
		URI          string                                   `json:"uri,omitempty"`
		OldURI       string                                   `json:"oldUri,omitempty"`
		NewURI       string                                   `json:"newUri,omitempty"`
		TextDocument *optionalVersionedTextDocumentIdentifier `json:"textDocument,omitempty"`
		Edits        []textEdit                               `json:"edits,omitempty"`
	}
	optionalVersionedTextDocumentIdentifier struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
	}
)

// Code actions.

type (
	codeActionParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
		Range        textRange              `json:"range"`
		Context      struct {
			Only []string `json:"only"`
		} `json:"context"`
	}
	codeActionOptions struct {
		CodeActionKinds []string `json:"codeActionKinds"`
	}
	codeAction struct {
		Title       string        `json:"title"`
		Kind        string        `json:"kind"`
		Diagnostics []diagnostic  `json:"diagnostics,omitempty"`
		IsPreferred bool          `json:"isPreferred,omitempty"`
		Edit        workspaceEdit `json:"edit"`
	}
)

// Completion.

type (
	completionOptions struct {
		TriggerCharacters []string `json:"triggerCharacters"`
	}
	completionList struct {
		IsIncomplete bool             `json:"isIncomplete"`
		Items        []completionItem `json:"items"`
	}
	completionItem struct {
		Label               string         `json:"label"`
		Kind                int            `json:"kind"`
		Detail              string         `json:"detail,omitempty"`
		Documentation       *markupContent `json:"documentation,omitempty"`
		SortText            string         `json:"sortText,omitempty"`
		FilterText          string         `json:"filterText,omitempty"`
		InsertTextFormat    int            `json:"insertTextFormat,omitempty"`
		TextEdit            textEdit       `json:"textEdit"`
		AdditionalTextEdits []textEdit     `json:"additionalTextEdits,omitempty"`
	}
)

// What lies in a text and around it.

type (
	foldingRange struct {
		StartLine int    `json:"startLine"`
		EndLine   int    `json:"endLine"`
		Kind      string `json:"kind,omitempty"`
	}
	selectionRangeParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
		Positions    []position             `json:"positions"`
	}
	selectionRange struct {
		Range  textRange       `json:"range"`
		Parent *selectionRange `json:"parent,omitempty"`
	}
	documentHighlight struct {
		Range textRange `json:"range"`
		Kind  int       `json:"kind"`
	}
	linkedEditing struct {
		Ranges      []textRange `json:"ranges"`
		WordPattern string      `json:"wordPattern"`
	}
	workspaceSymbolParams struct {
		Query string `json:"query"`
	}
	rangeParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
		Range        textRange              `json:"range"`
	}
	semanticTokensResult struct {
		Data []uint32 `json:"data"`
	}
	semanticTokensOptions struct {
		Legend struct {
			TokenTypes     []string `json:"tokenTypes"`
			TokenModifiers []string `json:"tokenModifiers"`
		} `json:"legend"`
		Range bool `json:"range"`
		Full  bool `json:"full"`
	}
	inlayHint struct {
		Position    position `json:"position"`
		Label       string   `json:"label"`
		Tooltip     string   `json:"tooltip,omitempty"`
		PaddingLeft bool     `json:"paddingLeft"`
	}
	codeLens struct {
		Range   textRange `json:"range"`
		Command command   `json:"command"`
	}
	codeLensOptions struct{}
	documentLink    struct {
		Range   textRange `json:"range"`
		Target  string    `json:"target"`
		Tooltip string    `json:"tooltip"`
	}
	documentLinkOptions  struct{}
	signatureHelpOptions struct {
		TriggerCharacters []string `json:"triggerCharacters"`
	}
	signatureHelp struct {
		Signatures      []signatureInformation `json:"signatures"`
		ActiveParameter *int                   `json:"activeParameter,omitempty"`
	}
	signatureInformation struct {
		Label         string                 `json:"label"`
		Documentation markupContent          `json:"documentation"`
		Parameters    []parameterInformation `json:"parameters"`
	}
	parameterInformation struct {
		Label         string        `json:"label"`
		Documentation markupContent `json:"documentation"`
	}
	documentRangeFormattingParams struct {
		TextDocument textDocumentIdentifier `json:"textDocument"`
		Range        textRange              `json:"range"`
	}
	documentOnTypeFormattingParams struct {
		textDocumentPositionParams
		Ch string `json:"ch"`
	}
	documentOnTypeFormattingOptions struct {
		FirstTriggerCharacter string   `json:"firstTriggerCharacter"`
		MoreTriggerCharacter  []string `json:"moreTriggerCharacter"`
	}
)

type symbolKind int

// The kinds of symbol that a schema has.
const (
	symbolClass      symbolKind = 5
	symbolProperty   symbolKind = 7
	symbolField      symbolKind = 8
	symbolEnum       symbolKind = 10
	symbolInterface  symbolKind = 11
	symbolFunction   symbolKind = 12
	symbolEnumMember symbolKind = 22
	symbolStruct     symbolKind = 23
)
