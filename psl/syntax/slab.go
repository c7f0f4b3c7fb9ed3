package syntax

// slab hands out values of one type from large pieces of memory, which costs
// far less than one allocation each. After reset the same memory is used again.
type slab[T any] struct {
	chunks [][]T // all of them at full length
	chunk  int   // the one in use
	used   int   // values of it that are taken
}

const (
	firstChunk = 16
	lastChunk  = 1024
)

// take returns n fresh values next to each other; they are not zeroed.
func (s *slab[T]) take(n int) []T {
	for ; s.chunk < len(s.chunks); s.chunk++ {
		if c := s.chunks[s.chunk]; s.used+n <= len(c) {
			s.used += n
			return c[s.used-n : s.used : s.used]
		}
		s.used = 0
	}
	size := firstChunk
	if s.chunk > 0 {
		size = min(2*len(s.chunks[s.chunk-1]), lastChunk)
	}
	s.chunks = append(s.chunks, make([]T, max(size, n)))
	s.used = n
	return s.chunks[s.chunk][:n:n]
}

// put returns a pointer to a copy of v.
func (s *slab[T]) put(v T) *T {
	p := &s.take(1)[0]
	*p = v
	return p
}

// cut moves the values of stack from mark on into the slab, and returns them
// with the shortened stack. No values give a nil slice.
func (s *slab[T]) cut(stack []T, mark int) (values, rest []T) {
	if len(stack) == mark {
		return nil, stack
	}
	values = s.take(len(stack) - mark)
	copy(values, stack[mark:])
	return values, stack[:mark]
}

// reset makes all values free again.
func (s *slab[T]) reset() { s.chunk, s.used = 0, 0 }
