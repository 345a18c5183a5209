"""One rule a module; each looks at the whole knowledge and yields findings."""
