// Package slab hands out many small values that live as long as each other,
// such as the nodes of a tree, from few and large pieces of memory: that costs
// far less than one allocation each.
//
// It is for values that are made by the thousand. Start with a zero Of, and
// call Expect if it is known how many there will be.
package slab

// Of hands out values of one type. All of them are zero, and none ever moves,
// except as Extend says.
type Of[T any] struct {
	chunk    []T
	used     int // values of the chunk that are taken
	size     int // values of all chunks so far
	expected int

	chunks [][]T // all there are, those that values are taken from first
	begun  int   // how many these are: the last of them is chunk
}

// Chunks are no smaller and no larger than that, lists apart that have to fit in.
const (
	smallestChunk = 8
	largestChunk  = 1024
)

// Expect says how many values will be asked for, all in all, as far as is known.
func (s *Of[T]) Expect(n int) { s.expected = n }

// New returns a value.
func (s *Of[T]) New() *T {
	if s.used == len(s.chunk) {
		s.grow(1)
	}
	s.used++
	return &s.chunk[s.used-1]
}

// Put returns a pointer to a copy of v.
func (s *Of[T]) Put(v T) *T {
	p := s.New()
	*p = v
	return p
}

// List returns n values next to each other, or nil for none.
func (s *Of[T]) List(n int) []T {
	if n == 0 {
		return nil
	}
	if s.used+n > len(s.chunk) {
		s.grow(n)
	}
	s.used += n
	return s.chunk[s.used-n : s.used : s.used]
}

// Copy returns a copy of list, or nil for one that is empty.
func (s *Of[T]) Copy(list []T) []T {
	values := s.List(len(list))
	for i := range values { // most lists are so short that copy would cost more
		values[i] = list[i]
	}
	return values
}

// Extend returns run, which is nil or what Extend returned last, with one more
// value. The run may move.
func (s *Of[T]) Extend(run []T) []T {
	n := len(run)
	if s.used == len(s.chunk) {
		s.grow(2*n + 1)
		s.used = copy(s.chunk, run)
	}
	s.used++
	return s.chunk[s.used-n-1 : s.used : s.used]
}

// Undo takes the last n values back.
func (s *Of[T]) Undo(n int) {
	clear(s.chunk[s.used-n : s.used])
	s.used -= n
}

// Reset takes all values back: none of them may be used any longer. Their memory
// serves for the next ones.
func (s *Of[T]) Reset() {
	if s.begun == 0 {
		return
	}
	for _, chunk := range s.chunks[:s.begun-1] {
		clear(chunk)
	}
	clear(s.chunk[:s.used])
	s.chunk, s.used, s.begun = nil, 0, 0
}

// grow goes on to a chunk with room for n values: to one that Reset took back, or
// to a new one. That has what is still expected, or half as much as there has been.
func (s *Of[T]) grow(n int) {
	for i := s.begun; i < len(s.chunks); i++ {
		if len(s.chunks[i]) >= n {
			s.begin(i)
			return
		}
	}
	size := s.expected - s.size
	if size <= 0 {
		size = s.size / 2
	}
	size = max(min(max(size, smallestChunk), largestChunk), n)
	s.chunks = append(s.chunks, make([]T, size))
	s.size += size
	s.begin(len(s.chunks) - 1)
}

// begin takes the next values from the chunk that stands at i.
func (s *Of[T]) begin(i int) {
	s.chunks[s.begun], s.chunks[i] = s.chunks[i], s.chunks[s.begun]
	s.chunk, s.used = s.chunks[s.begun], 0
	s.begun++
}
