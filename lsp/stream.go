package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage is the longest message that is read. A schema may be as long as
// that; a length that is a mistake must not take all memory.
const maxMessage = 256 << 20

// maxRoom is the length of a message up to which room is kept for the next.
const maxRoom = 1 << 20

// maxHeader is the longest line of a message's header.
const maxHeader = 8 << 10

// stream reads and writes messages with the headers of the protocol. It answers
// by itself what is no message, and goes on with the next: an editor that makes
// one mistake keeps its server.
type stream struct {
	in     *bufio.Reader
	out    io.Writer
	closer io.Closer

	mu sync.Mutex // for out

	room []byte // for the next message: of the one before, nothing is needed any more

	// params are those of the message that was read last. They stay outside of
	// the library, which would read and write them four times: in an editor
	// that sends whole texts they are long.
	params value
}

func newStream(in io.Reader, out io.Writer, closer io.Closer) *stream {
	return &stream{in: bufio.NewReaderSize(in, 64<<10), out: out, closer: closer}
}

// ReadObject reads the next message that is one into v, but for its parameters,
// which it puts into s.params.
func (s *stream) ReadObject(v any) error {
	for {
		body, err := s.readBody()
		var bad *badMessage
		switch {
		case errors.As(err, &bad):
			if err := s.refuse(bad); err != nil {
				return err
			}
			continue
		case err != nil:
			return err
		}
		message, params, bad := open(body)
		if bad != nil {
			if err := s.refuse(bad); err != nil {
				return err
			}
			continue
		}
		if message == nil || json.Unmarshal(message, v) != nil {
			continue // an answer to nothing
		}
		s.params = params
		return nil
	}
}

// badMessage is what a message is answered with that cannot be understood.
type badMessage struct {
	code int64
	text string
	id   json.RawMessage // of the request, nil where it is not known
}

func (b *badMessage) Error() string { return b.text }

// readBody reads the headers and the body of a message.
func (s *stream) readBody() ([]byte, error) {
	length, empty := -1, true
	var mistake string
	for {
		line, err := s.readLine()
		if err != nil {
			return nil, err
		}
		if line == "" {
			if empty {
				continue // blank lines between messages harm nothing
			}
			break
		}
		empty = false
		name, value, found := strings.Cut(line, ":")
		if !found || !strings.EqualFold(strings.TrimSpace(name), "content-length") {
			continue
		}
		if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 {
			length, mistake = -1, fmt.Sprintf("Content-Length %q is no length", strings.TrimSpace(value))
		}
	}
	switch {
	case mistake != "":
		return nil, &badMessage{code: jsonrpc2.CodeParseError, text: mistake}
	case length < 0:
		return nil, &badMessage{code: jsonrpc2.CodeParseError, text: "a message without Content-Length"}
	case length > maxMessage:
		if _, err := io.CopyN(io.Discard, s.in, int64(length)); err != nil {
			return nil, err
		}
		return nil, &badMessage{code: jsonrpc2.CodeInvalidRequest, text: fmt.Sprintf("a message of %d bytes; the most is %d", length, maxMessage)}
	}
	if length <= maxRoom {
		if cap(s.room) < length {
			s.room = make([]byte, length+length/8)
		}
		body := s.room[:length]
		_, err := io.ReadFull(s.in, body)
		return body, err
	}
	var body bytes.Buffer
	body.Grow(maxRoom) // and further with what really comes
	if _, err := io.CopyN(&body, s.in, int64(length)); err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

// readLine reads a line of a header without its end; of one that is too long
// only the beginning.
func (s *stream) readLine() (string, error) {
	var line []byte
	for {
		part, err := s.in.ReadSlice('\n')
		if len(line) < maxHeader {
			line = append(line, part...)
		}
		if err == nil {
			return strings.TrimRight(string(line), "\r\n"), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return "", err
		}
	}
}

// open takes the parameters out of a message. It returns neither a message nor
// a mistake for an answer that is none.
func open(body []byte) (short []byte, params value, bad *badMessage) {
	e, err := fields(message(body))
	switch {
	case errors.Is(err, errNotObject) && bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("[")):
		return nil, value{}, &badMessage{code: jsonrpc2.CodeInvalidRequest, text: "the protocol has no batches"}
	case errors.Is(err, errNotObject):
		return nil, value{}, &badMessage{code: jsonrpc2.CodeInvalidRequest, text: "no message: " + err.Error()}
	case err != nil:
		return nil, value{}, &badMessage{code: jsonrpc2.CodeParseError, text: "no JSON: " + err.Error()}
	}
	id, method, params := e["id"].RawMessage, e["method"].RawMessage, e["params"]
	hasID := len(id) > 0 && string(id) != "null"
	switch {
	case method == nil && (e["result"].RawMessage != nil || e["error"].RawMessage != nil):
		return body, value{}, nil
	case hasID && !isID(id):
		return nil, value{}, &badMessage{code: jsonrpc2.CodeInvalidRequest, text: "an id is a whole number from 0, or a string"}
	case method == nil || method[0] != '"':
		return nil, value{}, &badMessage{code: jsonrpc2.CodeInvalidRequest, text: "a message without a method", id: id}
	case !isParams(params.RawMessage):
		return nil, value{}, &badMessage{code: jsonrpc2.CodeInvalidRequest, text: "parameters are an object or a list", id: id}
	}
	without := map[string]any{"jsonrpc": "2.0", "method": method}
	if hasID {
		without["id"] = id
		params = value{RawMessage: slices.Clone(params.RawMessage)} // which outlive the message
	}
	short, _ = json.Marshal(without) // of JSON that was read
	return short, params, nil
}

func isParams(params json.RawMessage) bool {
	return len(params) == 0 || params[0] == '{' || params[0] == '[' || string(params) == "null"
}

func isID(id json.RawMessage) bool {
	var text string
	if id[0] == '"' {
		return json.Unmarshal(id, &text) == nil
	}
	_, err := strconv.ParseInt(string(id), 10, 64)
	return err == nil && id[0] != '-'
}

// refuse answers what could not be understood.
func (s *stream) refuse(bad *badMessage) error {
	id := bad.id
	if len(id) == 0 {
		id = json.RawMessage("null")
	}
	return s.WriteObject(map[string]any{
		"jsonrpc": "2.0", "id": id, "error": map[string]any{"code": bad.code, "message": bad.text},
	})
}

// WriteObject writes a message of the library's.
func (s *stream) WriteObject(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.write(append(newMessage(len(body)), body...))
}

// reply answers a request, and notify tells something. They are the library's
// as well, which writes everything three times: answers may be long.
func (s *stream) reply(id jsonrpc2.ID, result any) error {
	name, err := id.MarshalJSON()
	if err != nil {
		return err
	}
	message := fmt.Appendf(newMessage(sizeOf(result)), `{"jsonrpc":"2.0","id":%s,"result":`, name)
	if message, err = appendJSON(message, result); err != nil {
		return err
	}
	return s.write(append(message, '}'))
}

func (s *stream) notify(method string, params any) error {
	message, err := appendJSON(fmt.Appendf(newMessage(sizeOf(params)), `{"jsonrpc":"2.0","method":%q,"params":`, method), params)
	if err != nil {
		return err
	}
	return s.write(append(message, '}'))
}

// headerRoom is what is left free before a message for its header.
const headerRoom = 40

func newMessage(size int) []byte { return make([]byte, headerRoom, headerRoom+128+size) }

// write sends a message that was begun with newMessage, in one piece, whatever
// else writes there.
func (s *stream) write(message []byte) error {
	header := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(message)-headerRoom)
	start := headerRoom - len(header)
	copy(message[start:], header)
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.out.Write(message[start:])
	return err
}

// appender is an answer that writes itself, because it may be long.
type appender interface {
	appendJSON(to []byte) []byte
	size() int // about how long it will be
}

func sizeOf(v any) int {
	if a, ok := v.(appender); ok {
		return a.size()
	}
	return 0
}

func appendJSON(to []byte, v any) ([]byte, error) {
	if a, ok := v.(appender); ok {
		return a.appendJSON(to), nil
	}
	body, err := json.Marshal(v)
	return append(to, body...), err
}

func (s *stream) Close() error { return s.closer.Close() }
