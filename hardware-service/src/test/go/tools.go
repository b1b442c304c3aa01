//go:build tools

// Package tools keeps the other target that the tests build among the module's needs.
package tools

import _ "github.com/google/gnxi/gnmi_target"
