/** Where the embedded staging of this run writes its log (playwright.config.ts); undefined where there is none. */
export function localLogFile(): string | undefined {
  const envFile = process.env['STAGING_LOCAL_ENV_FILE'];
  return envFile === undefined ? undefined : `${envFile}.log`;
}
