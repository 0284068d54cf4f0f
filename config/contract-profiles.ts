/** One refusal of contract §1: its id, and what it answers over REST and at the upgrade. */
export interface ExpectedRefusal {
  id: string;
  status: number;
  errorCode: string;
  upgradeStatus: number;
}

/** The refusals that a target's profile promises, by situation. */
export interface ContractProfile {
  noToken: ExpectedRefusal;
  badToken: ExpectedRefusal;
  userRefused: ExpectedRefusal;
  notFound: Omit<ExpectedRefusal, 'upgradeStatus'>;
}

const notFound = { id: 'N4', status: 404, errorCode: 'NOT_FOUND' } as const;

/** What a target may promise (contract §0). A test expects exactly one status: that of the target's profile. */
export const contractProfiles = {
  '2025-09-07': {
    noToken: { id: 'N1', status: 403, errorCode: 'AUTH_REQUIRED', upgradeStatus: 403 },
    badToken: { id: 'N2', status: 401, errorCode: 'AUTH_FAILED', upgradeStatus: 403 },
    userRefused: { id: 'N3', status: 403, errorCode: 'USER_REFUSED', upgradeStatus: 403 },
    notFound,
  },
  'after-issue-1234': {
    noToken: { id: 'N1', status: 401, errorCode: 'AUTH_REQUIRED', upgradeStatus: 403 },
    badToken: { id: 'N2', status: 401, errorCode: 'AUTH_FAILED', upgradeStatus: 403 },
    userRefused: { id: 'N3', status: 401, errorCode: 'USER_REFUSED', upgradeStatus: 403 },
    notFound,
  },
} as const satisfies Record<string, ContractProfile>;
