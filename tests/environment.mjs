// @ts-check
// The environment of a program that a test starts.

/**
 * What it gets of this process's: where programs, caches and temporary files are, and what a build depends on. Nothing that says who asks, through
 * which proxy, in which language or time zone, or whether a CI or a terminal wants colours: a test that needs one of
 * these sets it.
 */
export const machine = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|LD_LIBRARY_PATH|NODE_EXTRA_CA_CERTS|(?:CARGO|RUSTUP)_HOME|RUSTUP_TOOLCHAIN|REPOSITORY_URL|npm_config_\w+)$/.test(
      name,
    ),
  ),
);
