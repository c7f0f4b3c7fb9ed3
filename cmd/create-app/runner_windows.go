package main

import "os/exec"

// ownGroup leaves the program as it is: without process groups, ending it is
// what the standard library does anyway.
func ownGroup(*exec.Cmd) {}
