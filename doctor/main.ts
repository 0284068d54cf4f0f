import { ConfigurationError } from '../config/configuration-error.ts';
import { type LoadedEnvironment, loadEnvironmentWithSources } from '../config/environment.ts';
import { readFlags } from '../command-line/read-flags.ts';
import { print, printError, printJson, runRedacted } from '../helpers/cli/run-redacted.ts';
import { printable } from '../helpers/evidence/printable.ts';
import { startDisposableStaging } from '../helpers/staging-process/start-disposable-staging.ts';
import { ownSecretOf } from './asking/subject.ts';
import { detailLines } from './detail-lines.ts';
import { diagnosisText } from './diagnosis-text.ts';
import { doctorCommand } from './doctor-command.ts';
import { examine } from './examine.ts';
import { explainCause } from './explain-cause.ts';
import { readSecretFile } from './read-secret-file.ts';

/** Enough for every probe of a target with several faults. */
const deadlineMs = 60_000;

/** The configuration, where it is good; what is wrong with it is a part of the diagnosis. */
function loaded(...from: Parameters<typeof loadEnvironmentWithSources>): LoadedEnvironment | undefined {
  try {
    return loadEnvironmentWithSources(...from);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** The exit code: 0 healthy, 1 something was found, 2 not all could be asked. */
async function main(words: readonly string[]): Promise<number> {
  const { json, explain, tokenFile, offerFile, call } = readFlags(words, doctorCommand);
  if (explain !== undefined) {
    print(...explainCause(explain));
    return 0;
  }
  const [token, offer] = [readSecretFile('token-file', tokenFile), readSecretFile('offer-file', offerFile)];
  const configured = loaded()?.environment;
  const isEmbedded = configured?.STAGING_TARGET === 'local' && configured.STAGING_AUTH_URL === undefined;
  if (isEmbedded)
    printError('STAGING_TARGET is local and none is up: an embedded staging is started and diagnosed.');
  const staging = isEmbedded
    ? await startDisposableStaging(
        '--profile',
        configured.STAGING_PROFILE,
        ...configured.STAGING_VARIANTS.flatMap((variant) => ['--variant', variant]),
      )
    : undefined;
  try {
    const variables = staging && {
      STAGING_ENV_FILE: staging.envFile,
      STAGING_LEDGER_DIRECTORY: staging.ledgerDirectory,
      STAGING_AUTH_STRATEGY: configured?.STAGING_AUTH_STRATEGY,
    };
    const diagnosis = await examine({
      deadlineMs,
      onProbe: ({ asks }) => {
        printError(asks);
      },
      ...(variables && { variables }),
      ...(token && { token }),
      ...(offer && { offer }),
      ...(call && { refused: { what: `${call.method} ${call.path}`, call } }),
    });
    if (json) printJson(diagnosis);
    else {
      const subject = loaded(variables);
      const own = subject && ownSecretOf(subject.environment).signingSecret;
      const place = own && subject.sources[own.source as 'JWT_SECRET'];
      print(...diagnosisText(diagnosis));
      const [secret = '', ...details] = detailLines(
        diagnosis.seen,
        own ? { ...own, place: place ?? 'nowhere' } : undefined,
      );
      // The fingerprint is for this terminal, and so is not taken out.
      process.stdout.write(`\n${printable(secret)}\n`);
      print(...details);
    }
    if (diagnosis.isHealthy) return 0;
    const { findings, unknown, isClean } = diagnosis;
    return findings.length > 0 || unknown.length > 0 || !isClean ? 1 : 2;
  } finally {
    await staging?.close();
  }
}

await runRedacted(doctorCommand, main);
