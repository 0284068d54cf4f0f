/** The environment for a process that is not part of this run: without what a run, its runner or its CI sets. */
export function childEnvironment(added: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(STAGING_|E2E_|JWT_|TEST_|PW|PLAYWRIGHT|FORCE_COLOR$|NODE_OPTIONS$|CI$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...added };
}
