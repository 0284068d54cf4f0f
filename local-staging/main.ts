import { fstatSync } from 'node:fs';
import { runCommand } from '../command-line/run-command.ts';
import type { LocalStaging } from './start-local-staging.ts';
import { requireOpenFiles } from './open-files.ts';
import { readCommandLine, stagingCommand } from './read-command-line.ts';
import { listedVariants, variantsText } from './variants/variants-text.ts';

/** Resolves when the person, the system or the parent process ends this one. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
    // Somebody holds the other end of a pipe, a socket or a terminal, and its end is a signal. Of /dev/null it is not.
    const stdin = fstatSync(0);
    if (stdin.isFIFO() || stdin.isSocket() || process.stdin.isTTY)
      process.stdin.once('end', resolve).resume();
  });
}

async function main(words: readonly string[]): Promise<number> {
  const {
    listVariants,
    json,
    writeEnv,
    everyDefect,
    log: logFile,
    variant,
    database,
    ...rest
  } = readCommandLine(words);
  if (listVariants) {
    process.stdout.write(json ? `${JSON.stringify(listedVariants(), undefined, 2)}\n` : variantsText());
    return 0;
  }
  const options = { ...rest, variants: variant, ...(database !== undefined && { databaseFile: database }) };
  requireOpenFiles();
  const end = interrupted();
  if (everyDefect !== undefined) {
    const { startEveryDefect } = await import('./start-every-defect.ts');
    const fleet = await startEveryDefect(everyDefect, options);
    process.stdout.write(`${JSON.stringify({ directory: everyDefect, stagings: fleet.count })}\n`);
    await end;
    await fleet.close();
    return 0;
  }
  // Loaded once the flags are good, so that a mistake is told at once.
  const { envFile } = await import('./env-file.ts');
  const { startLocalStaging } = await import('./start-local-staging.ts');
  const { openLogFile } = await import('./log-file.ts');
  const log = logFile === undefined ? undefined : openLogFile(logFile);
  let staging: LocalStaging | undefined;
  try {
    staging = await startLocalStaging({ ...options, ...(log && { log: log.write }) });
    if (writeEnv !== undefined) envFile.write(writeEnv, staging);
    const { authUrl, backendUrl, websocketUrl } = staging;
    process.stdout.write(`${JSON.stringify({ authUrl, backendUrl, websocketUrl, envFile: writeEnv })}\n`);
    await end;
    if (writeEnv !== undefined) envFile.remove(writeEnv);
    return 0;
  } finally {
    await staging?.close();
    log?.remove();
  }
}

await runCommand(stagingCommand, main);
process.exit();
