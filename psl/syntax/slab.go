package syntax

// slab hands out values of one type from large chunks of memory, which costs
// far less than one allocation each. All of them are zero. After reset the
// memory of the last chunk is used again.
type slab[T any] struct {
	chunk    []T
	used     int // values of the chunk that are taken
	size     int // values of all chunks so far
	expected int // how many values are going to be asked for, as far as is known
}

const (
	smallestChunk = 8
	largestChunk  = 1024
)

// new returns a value.
func (s *slab[T]) new() *T {
	if s.used == len(s.chunk) {
		s.grow(1)
	}
	s.used++
	return &s.chunk[s.used-1]
}

// put returns a pointer to a copy of v.
func (s *slab[T]) put(v T) *T {
	p := s.new()
	*p = v
	return p
}

// undo takes the last n values back.
func (s *slab[T]) undo(n int) {
	clear(s.chunk[s.used-n : s.used])
	s.used -= n
}

// extend returns run, which is nil or was handed out last, with one more value.
func (s *slab[T]) extend(run []T) []T {
	n := len(run)
	if s.used == len(s.chunk) {
		s.grow(2*n + 1)
		s.used = copy(s.chunk, run)
	}
	s.used++
	return s.chunk[s.used-n-1 : s.used : s.used]
}

// cut moves the values of stack from mark on into the slab, and returns them
// with the shortened stack. No values give a nil slice.
func (s *slab[T]) cut(stack []T, mark int) (values, rest []T) {
	n := len(stack) - mark
	if n == 0 {
		return nil, stack
	}
	if s.used+n > len(s.chunk) {
		s.grow(n)
	}
	s.used += n
	values = s.chunk[s.used-n : s.used : s.used]
	copy(values, stack[mark:])
	return values, stack[:mark]
}

// grow goes on to a new chunk with room for n values. It has what is still
// expected, or half as much as there has been.
func (s *slab[T]) grow(n int) {
	size := s.expected - s.size
	if size <= 0 {
		size = s.size / 2
	}
	size = max(min(max(size, smallestChunk), largestChunk), n)
	s.chunk, s.used = make([]T, size), 0
	s.size += size
}

// reset makes all values free again.
func (s *slab[T]) reset() {
	clear(s.chunk[:s.used])
	s.used = 0
}
