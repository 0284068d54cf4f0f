import type { Owner } from './owner.ts';

/** What a code means, and what its owner does. */
export interface ErrorMeaning {
  /** One plain sentence. */
  means: string;
  /** What to do first. */
  action: string;
}

/**
 * Every code that stands before an error, `[CODE] sentence`, under its owner. docs/errors.md is written from it. An error of
 * the embedded staging has its code here too; that room imports nothing, so a test compares the two.
 */
export const errorCatalogue = {
  product: {
    UNEXPECTED_STATUS: {
      means: 'The target answered with another status than the contract promises.',
      action: 'Find the call in wire.html, compare it with docs/contract.md, and fix the service.',
    },
    UNEXPECTED_SHAPE: {
      means: 'The body of an answer, or a frame, does not have the promised form.',
      action: 'Find the named field in wire.html, compare it with docs/contract.md, and fix the service.',
    },
    USER_NOT_GONE: {
      means: 'The target accepted the deletion of a user, and the user is still there.',
      action: 'Fix the deletion (promise A9), then remove the user: npm run users -- sweep.',
    },
    UNEXPECTED_USER: {
      means: 'The target names another user than the one that was asked for; the harness removes neither.',
      action: 'Fix the sign-in (promises A2 to A4), then look for the user: npm run users -- list.',
    },
    HANDSHAKE_REFUSED: {
      means: 'The chat backend refused a WebSocket handshake that must succeed.',
      action: 'Read the cause in diagnosis.txt, or ask for it: npm run doctor.',
    },
    UPGRADE_INVALID: {
      means: 'An answer 101 opens no WebSocket: a header that the error names is missing or wrong.',
      action: 'Look at the proxy before the chat backend: it must hand on the headers of an upgrade.',
    },
    SUBPROTOCOL_NOT_SELECTED: {
      means: 'An answer 101 selects no subprotocol of those that were offered, or one without an offer.',
      action: 'Let the backend answer with jwt-auth where it was offered, else with none: browsers abort.',
    },
    UNEXPECTED_WELCOME: {
      means: 'The first frames of a socket are not the promised welcome, or are for another user.',
      action: 'Compare the first frames in wire.html with promises W5 and F2, and fix the backend.',
    },
    FRAME_NOT_RECEIVED: {
      means: 'A frame that must come did not come in time.',
      action: 'Look at the frames that came (wire.html), and at the log of the backend at that time.',
    },
    EVENT_NOT_RECEIVED: {
      means: 'An agent run did not reach its last event in time.',
      action: 'The last event that came shows where the run stopped: look there in the log of the agent.',
    },
    CLOSE_NOT_RECEIVED: {
      means: 'The chat backend kept a socket open that it must close.',
      action: 'Find the promise in the title of the test, and let the backend close the socket.',
    },
    SOCKET_CLOSED: {
      means: 'The chat backend closed a socket while a test waited for a frame.',
      action: 'Look up the close code of the error in the log of the backend.',
    },
    DELIVERY: {
      means: 'Events came twice, late, in the wrong order, to another user, or not at all.',
      action: 'Read the list in the error: it names the promise, the run and the socket of each event.',
    },
  },
  operations: {
    TARGET_UNREACHABLE: {
      means: 'No connection to a service of the target could be made.',
      action: 'Check that the service runs, and its URL, DNS and certificate. The error names the reason.',
    },
    TARGET_TIMEOUT: {
      means: 'A service of the target gave no whole answer in time.',
      action: 'Check the load and the log of the service, and of the proxy before it.',
    },
    CONNECTION_CUT: {
      means: 'The connection ended in the middle of an answer.',
      action: 'Check whether the service crashed, and the limits of the proxy before it.',
    },
    ANSWER_TOO_LARGE: {
      means: 'An answer, or the frames of a socket, are larger than the harness reads (config/limits.ts).',
      action: 'Check what sends without end: the service, or a proxy that answers in its place.',
    },
    ANSWER_UNREADABLE: {
      means: 'The body of an answer cannot be decompressed as its Content-Encoding says.',
      action: 'Check the compression of the proxy before the service.',
    },
  },
  harness: {
    CONFIGURATION_INVALID: {
      means: 'A setting is missing, misspelt or contradicts another one, so the run did not start.',
      action: 'Correct each listed setting; npm run config shows where its value comes from.',
    },
    CONFIGURATION_MISSING: {
      means: 'Playwright was started without the configuration of this project, so no test ran.',
      action: 'Start it in the directory of the project: npm run e2e.',
    },
    REPORTS_IN_USE: {
      means: 'Another run of this checkout goes on and owns reports/.',
      action: 'Wait for its end, or use another checkout.',
    },
    REPORTS_UNWRITABLE: {
      means: 'The run cannot write reports/ or test-results/.',
      action: 'Make both directories writable for this user.',
    },
    NODE_TOO_OLD: {
      means: 'The Node that runs the command is older than the harness needs.',
      action: 'Install the version that the error names.',
    },
    PACKAGES_MISSING: {
      means: 'Packages of package.json are not installed, for example as NODE_ENV is production.',
      action: 'npm ci --include=dev',
    },
    TMPDIR_UNUSABLE: {
      means: 'The directory for temporary files is not there, is full, or cannot be written to.',
      action: 'Set TMPDIR to the absolute path of a directory that this user can write to.',
    },
    OUTPUT_LOST: {
      means: 'The terminal output could not be written, for example as the disk is full.',
      action: 'Free some space, or send the output elsewhere.',
    },
    MACHINE_LIMIT: {
      means: 'A limit of this machine was reached, or it has no network. This says nothing about the target.',
      action: 'Do what the error says, for example ulimit -n 4096, then run again.',
    },
    NOT_A_STAGING: {
      means: 'The target says that it is production, or something else than a staging. Nothing more is sent.',
      action: 'Name a staging in STAGING_AUTH_URL and STAGING_BACKEND_URL.',
    },
    STAGE_NOT_SAID: {
      means: 'The health answer of a service does not name its environment, so the harness stops.',
      action: 'Let the service report environment, or set the profile of a deployment that does not.',
    },
    TARGET_NOT_GUARDED: {
      means: 'A request was meant for a host that is neither the target nor a staging of this process.',
      action: 'Send it with the fixtures, or to what startStaging returns.',
    },
    NOTHING_EXCHANGED: {
      means: 'A test of the target passed without one answer from it.',
      action: "Let the test ask the target, or say why it does not: annotation type 'no-exchange'.",
    },
    DELIVERY_BREACH_INVALID: {
      means:
        'A test declares that deliveries break (delivery-breach) where it may not, or they do not break.',
      action: 'Remove the annotation, or give it a description.',
    },
    INVENTORY: {
      means: 'The tests of the run are not the tests that are listed in tests/inventory.txt.',
      action: 'If the change is meant: npm run fix, then read the diff and commit it.',
    },
    CONTRACT_REGION: {
      means: 'A generated table is missing in docs/contract.md, or has an unknown name.',
      action: 'Restore its two comment lines, then npm run fix.',
    },
    RECORD_UNREADABLE: {
      means: 'A record.json is missing, damaged or of another version.',
      action: 'Run the suite again: npm run e2e.',
    },
    LEDGER_UNWRITABLE: {
      means: 'The ledger of test users cannot be written, so no user is made.',
      action: 'Make the directory writable, or set STAGING_LEDGER_DIRECTORY.',
    },
    LEDGER_UNREADABLE: {
      means: 'The ledger of test users cannot be read.',
      action: 'Make it readable: it names the users that are left at the target.',
    },
    LEDGER_CHANGED: {
      means: 'Something else changed a ledger file while its run used it, so no further user is made.',
      action: 'After the run: npm run users -- sweep --run <its id>.',
    },
    LEDGER_DAMAGED: {
      means: 'A ledger file has lines that cannot be read, so users may be missing in it.',
      action: 'Sweep the users of the named run, then remove the file.',
    },
    NOT_SHOWN: {
      means: 'The answers of the target do not show whether a test user is gone.',
      action: 'Set the key that the error names and sweep again, or ask the operators for the user.',
    },
    ROUTE_MISSING: {
      means: 'The target is said to delete users, and does not have the route for it.',
      action: 'Remove user-deletion from STAGING_CAPABILITIES, or let the product add the route (A9).',
    },
    CAPABILITY_MISSING: {
      means: 'The target cannot delete users, so this command cannot either.',
      action: 'Give its operators the output of npm run users -- list --format sql.',
    },
    KEY_MISSING: {
      means: 'The bypass made a user, and its key is needed to remove the user.',
      action: 'Set E2E_OAUTH_SIMULATION_KEY, then npm run users -- sweep.',
    },
    USER_KEY_DIFFERS: {
      means: 'The users of a ledger file have passwords of another STAGING_USER_KEY.',
      action: 'Set the STAGING_USER_KEY that the named run had, and sweep again.',
    },
    ID_INVALID: {
      means: 'The target gave a user an id that cannot stand in a URL, so the user is not removed.',
      action: 'Ask the operators of the target to remove the user.',
    },
    RUN_IS_LIVE: {
      means: 'The run whose users should be removed is still going on.',
      action: 'Wait for its end.',
    },
    RUN_MAY_BE_LIVE: {
      means: 'The run whose users should be removed may be going on, here or on another machine.',
      action: 'If it is over, add --over.',
    },
    SWEEP_FAILED: {
      means: 'Users that earlier runs left could not be removed. The run goes on.',
      action: 'Do what the error says, then npm run users -- sweep.',
    },
    OBJECT_NOT_MADE: {
      means: 'A route of the contract needs an object that no route before it makes.',
      action: "Add makes: '…' to the route that makes it, in config/contract/routes.ts.",
    },
    STAGING_NOT_UP: {
      means: 'The embedded staging did not start.',
      action: 'Start it alone and read its error: npm run staging.',
    },
    COMMAND_UNKNOWN: {
      means: 'A command of the harness has no such action, or an npm script names no program.',
      action: 'Use one of those that the error lists.',
    },
    FLAG_UNKNOWN: {
      means: 'A command was given a flag that it does not have, or an argument that it does not read.',
      action: 'Use the nearest one that the error names, or look at --help.',
    },
    FLAG_INVALID: {
      means: 'The value of a flag is not valid.',
      action: 'Give a value of the kind that the error names.',
    },
    FILE_UNREADABLE: {
      means: 'A file that a flag names is empty or cannot be read.',
      action: 'Name a file that holds what the error asks for.',
    },
    CAUSE_UNKNOWN: {
      means: 'The doctor has no cause of that name.',
      action: 'Look up the name in docs/causes.md.',
    },
    FLEET_FAILED: {
      means: 'A run of the suite against many stagings left no report.',
      action: 'Read what the run printed, and mend that first.',
    },
    KILLERS_UNREADABLE: {
      means: 'tests/killers.json is damaged.',
      action: 'Write {} into it: npm run kill-score finds the killers again.',
    },
    INTERRUPTED: {
      means: 'A signal ended the command before its result was written.',
      action: 'Start it again.',
    },
    NOTHING_TO_KILL: {
      means: 'No run of the crash test made users, so there was nothing to kill.',
      action: 'Start one such run alone and read its error.',
    },
    RUN_STAYS: {
      means: 'A run of the crash test, or one of its workers, did not end.',
      action: 'Look at what it waits for, and end it by its process id.',
    },
    RUN_FAILED: {
      means: 'A run of the crash test failed without having been interrupted.',
      action: 'Read its errors: they are about the suite or about this machine.',
    },
    DRAWN_BY_SEED: {
      means: 'A test failed that draws at random what it tests.',
      action: 'Run the command of the error: it draws the same again.',
    },
    DATABASE_TAKEN: {
      means: 'The file that the local staging should make its database in is already there.',
      action: 'Name a file that does not exist.',
    },
    ENV_FILE_NOT_WRITTEN: {
      means: 'The local staging cannot write the settings for its users.',
      action: 'Name another file for --write-env.',
    },
    LOG_NOT_WRITTEN: {
      means: 'The local staging cannot make its log file.',
      action: 'Name a file that does not exist for --log.',
    },
    PORT_UNAVAILABLE: {
      means: 'The local staging cannot listen on the port.',
      action: 'Name another port, or 0 for a free one.',
    },
    SECRET_MISSING: {
      means: 'A service of the local staging has no signing secret.',
      action: 'Set one of the variables that the error lists.',
    },
    SECRET_INSECURE: {
      means: 'A service of the local staging has a well-known default as its signing secret.',
      action: 'Set a random value.',
    },
    SECRET_TOO_SHORT: {
      means: 'The signing secret of a local staging is too short for its environment.',
      action: 'Set a random value of at least 32 characters.',
    },
    VARIANT_UNKNOWN: {
      means: 'There is no defect, fault or liberty of that name.',
      action: 'Choose one: npm run staging -- --list-variants.',
    },
    VARIANT_PARAMETER_UNKNOWN: {
      means: 'The variant has no parameter of that name.',
      action: 'Choose one: npm run staging -- --list-variants.',
    },
    VARIANT_PARAMETER_INVALID: {
      means: 'The value of a parameter of a variant is not valid.',
      action: 'Give a value of the kind that the error names.',
    },
  },
} as const satisfies Record<Owner, Record<string, ErrorMeaning>>;

type Catalogue = typeof errorCatalogue;

/** The codes whose owner acts. */
export type CodeOf<Who extends Owner> = keyof Catalogue[Who];
export type ErrorCode = { [Who in Owner]: CodeOf<Who> }[Owner];
