/*
 * Starts a command of this project in this process: `node config/start.mjs doctor/main.ts --json`, or a program of a package:
 * `node config/start.mjs playwright test`. Every npm script does. It is plain JavaScript of Node 12 without packages, as it
 * must say in a sentence that packages are missing, or that Node is too old.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** As coded-error.ts, which this Node may not read. */
const coded = (/** @type {string} */ code, /** @type {string} */ sentence) => `[${code}] ${sentence}`;

const root = path.resolve(fileURLToPath(import.meta.url), '..', '..');
const require = createRequire(import.meta.url);

/** @typedef {{ engines: { node: string }, devDependencies: Record<string, string>, bin?: string | Record<string, string> }} Manifest */

/**
 * @param {string} file
 * @returns {Manifest}
 */
function readManifest(file) {
  /** @type {unknown} */
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  return /** @type {Manifest} */ (manifest);
}

const own = readManifest(path.join(root, 'package.json'));

function problemOfNode() {
  const numbers = (/** @type {string} */ version) =>
    version.replace('>=', '').split('.').map(Number).concat(0, 0);
  const [least, here] = [numbers(own.engines.node), numbers(process.versions.node)];
  const different = here.findIndex((number, place) => number !== least[place]);
  if (different === -1 || Number(here[different]) > Number(least[different])) return undefined;
  return coded(
    'NODE_TOO_OLD',
    `This is Node ${process.versions.node}, and this project needs Node ${own.engines.node}. Install one, e.g. from nodejs.org, and run this command again.`,
  );
}

/**
 * The package.json of a package, where Node looks for it.
 * @param {string} name
 */
const manifestOf = (name) =>
  (require.resolve.paths(name) || [])
    .map((folder) => path.join(folder, name, 'package.json'))
    .find((file) => fs.existsSync(file));

function problemOfPackages() {
  const missing = Object.keys(own.devDependencies).filter((name) => manifestOf(name) === undefined);
  if (missing.length === 0) return undefined;
  const names = missing.length > 3 ? missing.slice(0, 2).concat('others') : missing;
  // A plain `npm ci` leaves them out where NODE_ENV, or the settings of npm, say so.
  return coded(
    'PACKAGES_MISSING',
    `Packages are not installed in ${root}: ${names.join(', ')}. Run "npm ci --include=dev" there, then this command again.`,
  );
}

function problemOfTemporaryDirectory() {
  const name = ['TMPDIR', 'TMP', 'TEMP'].find((variable) => Boolean(process.env[variable]));
  const directory = os.tmpdir();
  // Not the value: what stands in the wrong variable may be a secret.
  const place = name === undefined ? directory : `The directory that ${name} names`;
  const advice =
    'Set TMPDIR to the absolute path of a directory that this user can write to and that has room.';
  if (!path.isAbsolute(directory))
    return coded('TMPDIR_UNUSABLE', `${place} has no absolute path. ${advice}`);
  try {
    const made = fs.mkdtempSync(path.join(directory, 'netra-staging-start-'));
    fs.writeFileSync(path.join(made, 'file'), ' ');
    fs.rmSync(made, { recursive: true });
    return undefined;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return coded('TMPDIR_UNUSABLE', `${place} cannot hold temporary files (${String(code)}). ${advice}`);
  }
}

/**
 * A run that cannot start, or is cancelled before its configuration is loaded, leaves no green of the run before. The
 * reports of a run that goes on stay, and so do all where the command has others, or none.
 * @param {string[]} flags
 */
function problemOfReports(flags) {
  const reports = path.join(root, 'reports');
  const isElsewhere = flags.some((flag) => /^(--list|--help|-h|-c|--config)(=|$)/.test(flag));
  if (isElsewhere || !fs.existsSync(reports) || fs.existsSync(path.join(reports, 'run.lock')))
    return undefined;
  try {
    for (const name of fs.readdirSync(reports))
      if (name !== 'README.md') fs.rmSync(path.join(reports, name), { recursive: true, force: true });
    return undefined;
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return coded(
      'REPORTS_UNWRITABLE',
      `${message}. A run removes the reports of the run before and writes its own: make ${reports} writable for this user, or start it in another checkout.`,
    );
  }
}

/**
 * The file of a program that a package brings.
 * @param {string} program
 */
function programFile(program) {
  for (const manifest of Object.keys(own.devDependencies).map(manifestOf)) {
    const { bin } = readManifest(String(manifest));
    const place = typeof bin === 'object' ? bin[program] : path.parse(String(bin)).name === program && bin;
    if (place) return path.resolve(String(manifest), '..', place);
  }
  throw new Error(coded('COMMAND_UNKNOWN', `No package brings the program ${program}: see package.json.`));
}

const [command = '', ...flags] = process.argv.slice(2);
const isRun = command === 'playwright' && flags[0] === 'test';
const problem =
  problemOfNode() ||
  (isRun ? problemOfReports(flags) : undefined) ||
  problemOfPackages() ||
  problemOfTemporaryDirectory();
/** @type {(specifier: string) => Promise<unknown>} */
const load = (specifier) => import(specifier);
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
} else {
  const isSource = command.endsWith('.ts');
  const file = isSource ? path.join(root, command) : programFile(command);
  process.argv.splice(1, 2, file);
  const ready = isSource
    ? load('tsx')
        .then(() => import('../command-line/closed-pipe.ts'))
        .then(({ surviveClosedPipes }) => {
          surviveClosedPipes();
        })
    : Promise.resolve();
  void ready.then(() => load(pathToFileURL(file).href));
}
