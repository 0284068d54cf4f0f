import type { Secret } from '../../config/secret.ts';
import type { TestIdentity } from '../users/test-identity.ts';
import type { AccountSeen, Observations } from './observations.ts';
import type { ProbeClient } from './probe-client.ts';
import type { Subject } from './subject.ts';

/** A user of the diagnosis, with what must not be seen. */
export interface Account {
  way: AccountSeen['way'];
  identity: TestIdentity;
  id: string;
  token: Secret;
  refreshToken: Secret;
  /** Whether the answer names whom it was asked for: nobody else may be removed. */
  isOwn: boolean;
  seen: AccountSeen;
}

/** One diagnosis under way: probes ask with the client, and add to what is seen. */
export interface Session {
  subject: Subject;
  client: ProbeClient;
  seen: Observations;
  /** Users of the diagnosis, the one of the configured strategy first. */
  accounts: Account[];
}
