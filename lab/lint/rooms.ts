/** Rooms from the ground up: a file imports from its own room and from rooms that stand before it. */
interface Floor {
  /** Each a folder with all that is in it, or one file; the longest entry that fits a file is its room. */
  rooms: readonly string[];
  /** What its files may import besides: rooms of other floors, each with all that is in it. */
  uses: readonly string[];
}

/** The house. What stands in no room, as `playwright.config.ts`, puts its parts together and may import all. */
export const floors: readonly Floor[] = [
  { rooms: ['command-line'], uses: [] },
  {
    // It reads the contract by itself, so that a mistake of the suite is not made here too.
    rooms: [
      'local-staging/timers.ts',
      'local-staging/staging-error.ts',
      'local-staging/http',
      'local-staging/database',
      'local-staging/auth-service',
      'local-staging/backend',
      'local-staging/edge',
      'local-staging/composition',
      'local-staging/variants',
      'local-staging',
    ],
    uses: ['command-line'],
  },
  {
    rooms: [
      'config/contract',
      'config',
      'helpers/wire',
      'helpers/errors',
      'helpers/shared-file.ts',
      'helpers/flags',
      'helpers/inventory',
      'helpers/coverage',
      'helpers/evidence',
      'helpers/guard',
      'helpers/staging-process',
      'helpers/http',
      'helpers/socket',
      'helpers/auth',
      'helpers/chat',
      'helpers/delivery',
      'helpers/users/ledger',
      'helpers/record',
      'helpers/users',
      'helpers/users/sweep',
      'helpers/users/command',
      'helpers/cli',
      'fixtures/matchers',
      'fixtures',
      'tests',
    ],
    uses: ['command-line'],
  },
  {
    rooms: [
      'doctor/observation',
      'doctor/asking',
      'doctor/probes',
      'doctor/causes',
      'doctor',
      'doctor/in-run',
    ],
    uses: ['command-line', 'config', 'helpers'],
  },
  {
    rooms: [
      'lab',
      'lab/lint',
      'lab/fuzz',
      'lab/reports',
      'lab/kill-score',
      'lab/crash-test',
      'lab/diagnosis-score',
      'lab/fixtures',
      'lab/plants',
      'lab/tests',
    ],
    uses: [
      'command-line',
      'config',
      'helpers',
      'fixtures',
      'doctor',
      'local-staging/edge',
      'playwright.config.ts',
    ],
  },
];

/** Single files that may import what their room may not. */
const doors: ReadonlyMap<string, string> = new Map([['fixtures/start-staging.ts', 'local-staging']]);

const isIn = (file: string, room: string): boolean => file === room || file.startsWith(`${room}/`);

/** The floor and the room of a file; undefined where it stands in none. @param file - from the root of the project, with `/` */
function placeOf(file: string): { floor: Floor; room: string; level: number } | undefined {
  for (const floor of floors) {
    const [room] = floor.rooms
      .filter((one) => isIn(file, one))
      .toSorted((one, other) => other.length - one.length);
    if (room !== undefined) return { floor, room, level: floor.rooms.indexOf(room) };
  }
  return undefined;
}

/**
 * Why a file may not import another; undefined where it may.
 * @param file - who imports, from the root of the project, with `/`
 * @param target - what it imports, likewise
 */
export function refusedImport(file: string, target: string): string | undefined {
  const [from, to] = [placeOf(file), placeOf(target)];
  if (!from) return file.includes('/') ? `${file} stands in no room.` : undefined;
  const isBelow = from.floor === to?.floor && to.level <= from.level;
  const door = doors.get(file);
  const isAllowed = [...from.floor.uses, ...(door === undefined ? [] : [door])].some((room) =>
    isIn(target, room),
  );
  return isBelow || isAllowed ? undefined : `${from.room} may not import ${to?.room ?? target}.`;
}
