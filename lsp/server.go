package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sourcegraph/jsonrpc2"
	"github.com/spf13/afero"

	"create-app/psl/syntax"
)

// Server is a language server, for one editor.
type Server struct {
	FS      afero.Fs // where the files are
	Version string   // of the program, which the editor shows
	Docs    string   // the address of docs, for links at diagnostics; "" for none
	// Prisma is the major version to judge by; 0 lets each project say.
	Prisma syntax.Version

	conn   *jsonrpc2.Conn
	ready  chan struct{} // closed when conn is set: the library reads before it returns
	stream *stream

	mu  sync.Mutex // for now
	now *world
	// users are those who look at worlds, for reading. Where there are none, the
	// trees of a text that changes are done with, and their memory is used again.
	users sync.RWMutex
	disk  *disk
	state atomic.Int32

	running  sync.Map // the cancel functions of requests, by id
	slots    chan struct{}
	changed  chan struct{} // that there is something new to judge
	left     chan error    // that the editor has left
	answered sync.WaitGroup
}

// The states of a session.
const (
	beforeInitialize int32 = iota
	inSession
	afterShutdown
)

// ErrAbandoned says that the editor went away without taking leave.
var ErrAbandoned = errors.New("the editor went away without shutting the server down")

// maxAtOnce is the number of requests that are answered at the same time.
const maxAtOnce = 4

// Run serves until the editor leaves, its end of in is closed, its process dies
// or ctx is done. Nothing but messages is written to out.
func (s *Server) Run(ctx context.Context, in io.Reader, out io.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.disk = &disk{files: map[string]diskFile{}}
	s.now = &world{docs: map[string]*document{}, settings: s.defaults(), encoding: utf16Encoding, docsAt: s.Docs, layout: newLayout(s.FS, s.disk)}
	s.slots = make(chan struct{}, maxAtOnce)
	s.changed = make(chan struct{}, 1)
	s.left = make(chan error, 4)
	s.stream = newStream(in, out, io.NopCloser(nil))
	s.ready = make(chan struct{})
	s.conn = jsonrpc2.NewConn(ctx, s.stream, s, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	close(s.ready)
	judge := make(chan struct{})
	go func() { defer close(judge); s.judge(ctx) }()
	var err error
	select {
	case err = <-s.left:
	case <-s.conn.DisconnectNotify():
		if s.state.Load() != afterShutdown {
			err = ErrAbandoned
		}
		select { // "exit" may have been the last message
		case err = <-s.left:
		default:
		}
	case <-ctx.Done():
		err = ctx.Err()
	}
	cancel()
	_ = s.conn.Close()
	s.answered.Wait()
	<-judge
	return err
}

func (s *Server) defaults() settings {
	d := defaultSettings()
	d.Prisma = int(s.Prisma)
	return d
}

// world is what is known at the moment.
func (s *Server) world() *world {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// change makes a new world of the present one.
func (s *Server) change(f func(*world) *world) {
	s.mu.Lock()
	s.now = f(s.now)
	s.mu.Unlock()
	s.wake()
}

// wake has the schemas judged again.
func (s *Server) wake() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// relayout has every file looked for anew.
func (s *Server) relayout() {
	s.change(func(w *world) *world { return w.with(func(n *world) { n.layout = newLayout(s.FS, s.disk) }) })
}

// Handle takes a message. It is called for one after the other, in their order,
// and by the library alone.
func (s *Server) Handle(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	<-s.ready
	params := s.stream.params
	if req.Notif {
		if f := notifications[req.Method]; f != nil && (s.state.Load() == inSession || req.Method == "exit") {
			s.guard(req.Method, func() { f(s, ctx, params) })
		}
		return
	}
	answer, refused := s.admit(req.Method)
	if refused != nil {
		_ = s.conn.ReplyWithError(ctx, req.ID, refused)
		return
	}
	if req.Method == "initialize" || req.Method == "shutdown" {
		s.answer(ctx, req, answer, s.world(), params)
		return
	}
	s.users.RLock()
	w := s.world()
	ctx, cancel := context.WithCancel(ctx)
	s.running.Store(req.ID.String(), cancel)
	s.answered.Go(func() {
		defer s.users.RUnlock()
		defer s.running.Delete(req.ID.String())
		defer cancel()
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
		case <-ctx.Done():
		}
		s.answer(ctx, req, answer, w, params)
	})
}

// Errors of the protocol.
const (
	codeServerNotInitialized = -32002
	codeRequestFailed        = -32803
	codeRequestCancelled     = -32800
)

// admit finds what answers a request, or says why nothing does.
func (s *Server) admit(method string) (answerFunc, *jsonrpc2.Error) {
	state := s.state.Load()
	f := requests[method]
	switch {
	case state == beforeInitialize && method != "initialize":
		return nil, &jsonrpc2.Error{Code: codeServerNotInitialized, Message: "the server is not initialized"}
	case state == afterShutdown:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is shut down"}
	case state == inSession && method == "initialize":
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is initialized already"}
	case f == nil:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: fmt.Sprintf("no method %q", method)}
	}
	return f, nil
}

// answerFunc answers a request about w.
type answerFunc func(s *Server, ctx context.Context, w *world, params value) (any, error)

// failure is an error whose text is for the person at the editor.
type failure string

func (f failure) Error() string { return string(f) }

func (s *Server) answer(ctx context.Context, req *jsonrpc2.Request, f answerFunc, w *world, params value) {
	var result any
	err := errors.New("it panicked")
	s.guard(req.Method, func() {
		if err = ctx.Err(); err == nil {
			result, err = f(s, ctx, w, params)
		}
	})
	var failed failure
	var mistake *jsonrpc2.Error
	switch {
	case err == nil:
		var unwritable *json.UnsupportedValueError
		if err = s.stream.reply(req.ID, result); !errors.As(err, &unwritable) {
			return // it is written, or the editor is gone
		}
		mistake = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
	case errors.As(err, &mistake):
	case errors.As(err, &failed):
		mistake = &jsonrpc2.Error{Code: codeRequestFailed, Message: string(failed)}
	case errors.Is(err, context.Canceled):
		mistake = &jsonrpc2.Error{Code: codeRequestCancelled, Message: "cancelled"}
	default:
		mistake = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
	}
	_ = s.conn.ReplyWithError(context.WithoutCancel(ctx), req.ID, mistake)
}

// guard keeps the server alive if f panics, which is a mistake of ours: the
// editor is told, and what else it asks is answered.
func (s *Server) guard(what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			s.log(logError, fmt.Sprintf("%s: panic: %v\n%s", what, r, debug.Stack()))
		}
	}()
	f()
}

// The types of a message for the editor's log.
const (
	logError = 1
	logInfo  = 3
)

func (s *Server) log(kind int, message string) {
	s.notify("window/logMessage", logMessageParams{Type: kind, Message: message})
}

func (s *Server) notify(method string, params any) {
	_ = s.stream.notify(method, params) // fails only when the editor is gone
}

// call asks the editor, and takes its answer, in another goroutine: who reads
// the editor's messages must not wait for it to read ours.
func (s *Server) call(ctx context.Context, method string, params any, then func(result json.RawMessage)) {
	go s.guard(method, func() {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		var result json.RawMessage
		if s.conn.Call(ctx, method, params, &result) == nil && then != nil {
			then(result)
		}
	})
}

// request makes an answerFunc of a function that takes the parameters it knows.
func request[P any](f func(ctx context.Context, w *world, params P) (any, error)) answerFunc {
	return requestOf(func(_ *Server, ctx context.Context, w *world, params P) (any, error) { return f(ctx, w, params) })
}

// requestOf is request for a function that tells the editor something besides.
func requestOf[P any](f func(s *Server, ctx context.Context, w *world, params P) (any, error)) answerFunc {
	return func(s *Server, ctx context.Context, w *world, raw value) (any, error) {
		var params P
		if err := read(raw, &params); err != nil {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
		}
		return f(s, ctx, w, params)
	}
}

// notification is request for what is not answered.
func notification[P any](f func(s *Server, ctx context.Context, params P)) func(*Server, context.Context, value) {
	return func(s *Server, ctx context.Context, raw value) {
		var params P
		if err := read(raw, &params); err == nil {
			f(s, ctx, params)
		}
	}
}

// decoder are parameters that read themselves, because they may be long.
type decoder interface {
	decode(v value) error
}

func read(v value, into any) error {
	if len(v.RawMessage) == 0 {
		return nil
	}
	if d, ok := into.(decoder); ok {
		return d.decode(v)
	}
	return json.Unmarshal(v.RawMessage, into)
}
