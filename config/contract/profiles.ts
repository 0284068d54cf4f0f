/** One refusal of contract §1: its id, and what it answers over REST and at the upgrade. */
export interface ExpectedRefusal {
  id: string;
  /** The profile that promises it. */
  profile: string;
  status: number;
  errorCode: string;
  /** Undefined where it cannot happen at the upgrade. */
  upgradeStatus?: number;
  /** Whether `Retry-After` must come with it (contract N9). */
  hasRetryAfter?: boolean;
}

/** How a target says what it is (contract A1, P1). */
export interface HealthRules {
  /** What is asked of each service before anything else; each must be answered 200. */
  paths: readonly [first: string, ...others: string[]];
  /** Whether an answer without `environment` is a staging's too; for hosts of STAGING_ALLOWED_HOSTS and loopback only. */
  mayOmitEnvironment: boolean;
}

/** How a deployment answers a refused call, by situation. */
export interface Refusals {
  noToken: ExpectedRefusal;
  badToken: ExpectedRefusal;
  userRefused: ExpectedRefusal;
  notFound: ExpectedRefusal;
  permissionDenied: ExpectedRefusal;
  authUnavailable: ExpectedRefusal;
  unknownPath: ExpectedRefusal;
  methodNotAllowed: ExpectedRefusal;
}

/** What a deployment promises where deployments differ: a field for each difference. */
export interface ContractProfile {
  /** Which deployments have it, in a sentence. */
  about: string;
  health: HealthRules;
  refusals: Refusals;
}

/** The refusals of a profile. Only the statuses of N1, N2 and N3 over REST differ so far. */
function refusalsOf(profile: string, { n1, n2, n3 }: Record<'n1' | 'n2' | 'n3', number>): Refusals {
  const hasRetryAfter = true;
  return {
    noToken: { id: 'N1', profile, status: n1, errorCode: 'AUTH_REQUIRED', upgradeStatus: 403 },
    badToken: { id: 'N2', profile, status: n2, errorCode: 'AUTH_FAILED', upgradeStatus: 403 },
    userRefused: { id: 'N3', profile, status: n3, errorCode: 'USER_REFUSED', upgradeStatus: 403 },
    notFound: { id: 'N4', profile, status: 404, errorCode: 'NOT_FOUND' },
    permissionDenied: { id: 'N5', profile, status: 403, errorCode: 'PERMISSION_DENIED' },
    authUnavailable: {
      id: 'N6',
      profile,
      status: 503,
      errorCode: 'AUTH_UNAVAILABLE',
      upgradeStatus: 503,
      hasRetryAfter,
    },
    unknownPath: { id: 'N8', profile, status: 404, errorCode: 'NOT_FOUND', upgradeStatus: 404 },
    methodNotAllowed: { id: 'N8', profile, status: 405, errorCode: 'METHOD_NOT_ALLOWED' },
  };
}

const health: HealthRules = { paths: ['/health'], mayOmitEnvironment: false };

const profiles = {
  '2025-09-07': {
    about: 'The contract as it was first written. The default.',
    health,
    refusals: refusalsOf('2025-09-07', { n1: 403, n2: 401, n3: 403 }),
  },
  'after-issue-1234': {
    about: 'As the issue wanted it: a refused call over REST is answered 401.',
    health,
    refusals: refusalsOf('after-issue-1234', { n1: 401, n2: 401, n3: 401 }),
  },
} satisfies Record<string, ContractProfile>;

export type ProfileName = keyof typeof profiles;

/** What a target may promise (contract §0). A test expects exactly one status: that of the target's profile. */
export const contractProfiles: Readonly<Record<ProfileName, ContractProfile>> = profiles;
