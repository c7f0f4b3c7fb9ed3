package untrusted

const nonblock = 0
