package schema

// A schema has many small things that live as long as it does. They are cut
// from chunks, which grow with the schema up to maxChunk things.
const (
	minChunk = 16
	maxChunk = 1024
)

// slab hands out pointers to single things. They never move.
type slab[T any] struct{ runs[T] }

func (s *slab[T]) new() *T { return &s.take(1)[0] }

// runs hands out short slices.
type runs[T any] struct {
	free  []T
	chunk int
}

func (s *runs[T]) take(n int) []T {
	if n > len(s.free) {
		s.chunk = min(max(2*s.chunk, minChunk), maxChunk)
		s.free = make([]T, max(n, s.chunk))
	}
	run := s.free[:n:n]
	s.free = s.free[n:]
	return run
}

func (s *runs[T]) one(v T) []T {
	run := s.take(1)
	run[0] = v
	return run
}

// copied returns list in a slice of its own.
func (s *runs[T]) copied(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	run := s.take(len(list))
	copy(run, list)
	return run
}
