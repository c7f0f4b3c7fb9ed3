package env

import (
	"maps"
	"slices"
	"strconv"
)

// Vars is a set of variables that remembers its order. The zero value is
// empty and ready to use.
type Vars struct {
	names  []string
	values map[string]string
}

// VarsOf makes a set from KEY=value strings such as os.Environ gives.
func VarsOf(environ []string) Vars {
	var v Vars
	for _, e := range environ {
		for i := 1; i < len(e); i++ { // Windows has names that start with "="
			if e[i] == '=' {
				v.Set(e[:i], e[i+1:])
				break
			}
		}
	}
	return v
}

// Set adds or changes a variable. The name __proto__ is dropped, as it is by
// an assignment to a JavaScript object.
func (v *Vars) Set(name, value string) {
	if name == "__proto__" {
		return
	}
	if v.values == nil {
		v.values = map[string]string{}
	}
	if _, known := v.values[name]; !known {
		v.names = append(v.names, name)
	}
	v.values[name] = value
}

// Lookup returns the value of a variable and whether it is set.
func (v Vars) Lookup(name string) (string, bool) {
	value, ok := v.values[name]
	return value, ok
}

// Clone returns a copy that shares nothing.
func (v Vars) Clone() Vars {
	return Vars{names: slices.Clone(v.names), values: maps.Clone(v.values)}
}

// Names returns the names in the order of a JavaScript for-in loop: array
// indexes by size, then the others as they came. Expansion depends on it.
func (v Vars) Names() []string {
	var indexes, rest []string
	for _, n := range v.names {
		if isArrayIndex(n) {
			indexes = append(indexes, n)
		} else {
			rest = append(rest, n)
		}
	}
	slices.SortFunc(indexes, func(a, b string) int {
		x, _ := strconv.ParseUint(a, 10, 64)
		y, _ := strconv.ParseUint(b, 10, 64)
		return int(int64(x) - int64(y))
	})
	return append(indexes, rest...)
}

func isArrayIndex(name string) bool {
	n, err := strconv.ParseUint(name, 10, 64)
	return err == nil && n < 1<<32-1 && strconv.FormatUint(n, 10) == name
}
