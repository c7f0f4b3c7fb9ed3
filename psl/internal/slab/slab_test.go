package slab

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestValuesAreZeroAndStayWhereTheyAre(t *testing.T) {
	var s Of[int]
	var all []*int
	for i := range 5000 {
		p := s.New()
		assert.Zero(t, *p)
		*p = i
		all = append(all, p)
	}
	for i, p := range all {
		assert.Equal(t, i, *p)
	}
	s.Undo(1)
	assert.Zero(t, *s.New(), "a value that was taken back")
	s.Reset()
	for range 5000 {
		assert.Zero(t, *s.New())
	}
}

func TestResetGivesTheSameMemoryAgain(t *testing.T) {
	var s Of[int]
	fill := func() map[*int]bool {
		places := map[*int]bool{}
		for i := range 5000 {
			p := s.New()
			assert.Zero(t, *p)
			*p = i + 1
			places[p] = true
		}
		for _, v := range s.List(2000) {
			assert.Zero(t, v)
		}
		return places
	}
	first := fill()
	for range 3 {
		s.Reset()
		again := fill()
		assert.Len(t, again, 5000, "one value in two places")
		for p := range again {
			assert.True(t, first[p], "new memory")
		}
	}
}

func TestListsDoNotOverlap(t *testing.T) {
	var s Of[int]
	s.Expect(10)
	a := s.Copy([]int{1, 2, 3})
	b := s.List(4000)
	c := s.Copy([]int{4})
	assert.Equal(t, []int{1, 2, 3, 9}, append(a, 9))
	assert.Zero(t, b[0], "behind the list before")
	b[0], b[3999] = 7, 7
	assert.Equal(t, []int{1, 2, 3}, a)
	assert.Equal(t, []int{4}, c)
	assert.Nil(t, s.List(0))
	assert.Nil(t, s.Copy(nil))
}

func TestARunGrowsAcrossChunks(t *testing.T) {
	var s Of[int]
	var want []int
	var run []int
	for i := range 5000 {
		run = s.Extend(run)
		assert.Zero(t, run[i])
		run[i] = i
		want = append(want, i)
	}
	assert.True(t, slices.Equal(want, run))
	s.Undo(4999)
	assert.Equal(t, []int{0, 0}, s.Extend(run[:1]))
}
