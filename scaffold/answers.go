package scaffold

// Answers are those that may serve for another project, by the settings' options.
func (o *Options) Answers() map[string]string {
	answers := map[string]string{}
	for _, s := range Settings() {
		if s.servesAgain() {
			answers[s.Option] = o.Answer(s.Option)
		}
	}
	return answers
}

// servesAgain is false for what is about the folder of one project.
func (s Setting) servesAgain() bool { return s.Option != "dir" && s.Option != "on-conflict" }

// Take takes the answers of an earlier project for the settings that are open, and
// says which. One that this version does not take any more is left out.
func (o *Options) Take(answers map[string]string, open func(option string) bool) map[string]bool {
	taken := map[string]bool{}
	for _, s := range Settings() {
		value, found := answers[s.Option]
		if !found || !s.servesAgain() || !open(s.Option) {
			continue
		}
		trial := *o
		trial.SetAnswer(s.Option, value)
		if s.Option == "auth" && value == "none" {
			if !open("providers") {
				continue
			}
			trial.Providers = nil
		}
		if trial.Dir == "" {
			trial.Dir = UsualDir
		}
		if trial.Validate() != nil || value == o.Answer(s.Option) && s.Option != "auth" {
			continue
		}
		trial.Dir = o.Dir
		*o = trial
		taken[s.Option] = true
	}
	return taken
}
