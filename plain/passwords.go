package plain

import "strings"

// HidePasswords puts stars in the place of the passwords of URLs, as many as they have bytes: what is printed ends in the
// logs of other machines. A password stands before the host, as in "postgresql://ann:secret@host", or in a parameter by the
// name of one. Time grows with the text.
func HidePasswords(text string) string {
	at := strings.Index(text, "://")
	if at < 0 {
		return text
	}
	hidden := []byte(text)
	for at >= 0 {
		start := at + len("://")
		end := urlEnd(text, at, start)
		from := start + hideUser(hidden[start:end])
		hideParameters(hidden[from:end])
		if at = strings.Index(text[start:], "://"); at >= 0 {
			at += start
		}
	}
	return string(hidden)
}

// urlEnd is where the URL ends whose "://" is at an offset: at the quote that it begins behind, else at a blank or a quote.
func urlEnd(text string, at, start int) int {
	scheme := at
	for scheme > 0 && isScheme(text[scheme-1]) {
		scheme--
	}
	ends, rest := " \t\r\n\"'`<>", text[start:]
	if scheme > 0 && strings.IndexByte("\"'`", text[scheme-1]) >= 0 {
		ends = text[scheme-1:scheme] + "\r\n"
	} else if next := strings.Index(rest, "://"); next >= 0 {
		rest = rest[:next] // of the next URL, whose scheme does no harm
	}
	if n := strings.IndexAny(rest, ends); n >= 0 {
		return start + n
	}
	return start + len(rest)
}

func isScheme(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'
}

// hideUser hides the password before the host, and returns where the host begins.
func hideUser(url []byte) int {
	text := string(url)
	host := strings.LastIndexByte(text, '@')
	if host < 0 {
		return 0
	}
	user, password, found := strings.Cut(text[:host], ":")
	if port, _, path := strings.Cut(password, "/"); !found || strings.ContainsAny(user, "/?#; ") || path && isNumber(port) {
		return 0
	}
	fill(url[len(user)+1 : host])
	return host + 1
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// hideParameters hides the values of "?password=…", "&api_key=…" and, as SQL Server has them, ";password={…}".
func hideParameters(url []byte) {
	text := string(url)
	for i := 0; i < len(text); {
		n := strings.IndexAny(text[i:], "?&;")
		if n < 0 {
			return
		}
		i += n + 1
		end := len(text)
		if n := strings.IndexAny(text[i:], "&;"); n >= 0 {
			end = i + n
		}
		name, _, found := strings.Cut(text[i:end], "=")
		value := i + len(name) + 1
		if !found || !isSecretName(name) {
			continue
		}
		if value < len(text) && text[value] == '{' {
			end = len(text)
			if n := strings.IndexByte(text[value:], '}'); n >= 0 {
				end = value + n + 1
			}
		}
		fill(url[value:end])
		i = end
	}
}

func isSecretName(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, part := range []string{"password", "passwd", "pwd", "token", "secret", "api_key", "apikey"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

func fill(b []byte) {
	for i := range b {
		b[i] = '*'
	}
}
