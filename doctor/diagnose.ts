import { DeadlineOver } from './asking/deadline.ts';
import { createProbeClient, type ProbeClient } from './asking/probe-client.ts';
import type { Probe } from './asking/probe.ts';
import { type LeftUser, removeAccounts } from './asking/remove-accounts.ts';
import type { Session } from './asking/session.ts';
import type { Subject } from './asking/subject.ts';
import { conclude } from './conclude.ts';
import { type Diagnosis, heldMark, type ProbeOutcome } from './diagnosis.ts';
import { noObservations } from './observation/observations.ts';
import { probes } from './probes/probes.ts';

export interface DiagnoseOptions {
  /** For the whole, clean-up apart. */
  deadlineMs: number;
  /** How long deletions get until they bind; unless given, what the target may take. */
  bindsWithinMs?: number;
  /** Hears of each probe before it asks. */
  onProbe?: (probe: Probe) => void;
}

/** What became of a probe whose time was over. */
const cutNote = 'Its time was over before its end.';
/** How long a diagnosis waits for what says that its target is a staging. */
const lookMs = 9_000;
/** Why nothing but the health of the services is asked, as a note of the probes that ask more; undefined where they may. */
async function heldBack(client: ProbeClient, endsAt: number): Promise<string | undefined> {
  client.deadline.endsAt = Math.min(endsAt, performance.now() + lookMs);
  try {
    const reason = await client.held();
    return reason === undefined ? undefined : `${heldMark} ${reason}`;
  } catch (error) {
    if (!(error instanceof DeadlineOver)) throw error;
    return `${heldMark} ${cutNote}`;
  }
}

/** What removing the users may take on top of the deadlines. */
const removalMs = 5_000;

/**
 * Asks the target what tells causes of a refusal apart, in the order of docs/causes.md, and concludes. What can tell nothing
 * more is not asked. Leaves no user behind, wherever it ends. Where no service has said that it is a staging, it looks at
 * their health alone.
 * @throws GuardError when one says that it is something else
 */
export async function diagnose(
  subject: Subject,
  { deadlineMs, onProbe, bindsWithinMs = subject.target.revocationVisibleMs }: DiagnoseOptions,
): Promise<Diagnosis> {
  const startedAt = performance.now();
  const { authUrl: auth, backendUrl: backend, websocketUrl: websocket } = subject.target;
  const from = new Date(subject.now()).toISOString();
  const client = createProbeClient(subject, 'diagnosis');
  const seen = noObservations();
  const session: Session = { subject, client, seen, accounts: [] };
  if (subject.signingSecretProblem !== undefined) seen.ownSecret = { problem: subject.signingSecretProblem };
  else if (subject.signingSecret) seen.ownSecret = { source: subject.signingSecret.source };
  if (subject.refused) seen.refused = subject.refused.what;
  seen.putOff = client.putOff();

  const outcomes: ProbeOutcome[] = [];
  let leftBehind: LeftUser[];
  try {
    const endsAt = startedAt + deadlineMs;
    let held = await heldBack(client, endsAt);
    for (const probe of probes) {
      // The first one looks at the health, and at more only where it may.
      const isFirst = probe === probes[0];
      const note = probe.idle(seen, subject) ?? (isFirst ? undefined : held);
      if (note !== undefined) {
        outcomes.push({ name: probe.name, note });
        continue;
      }
      onProbe?.(probe);
      client.deadline.endsAt = Math.min(endsAt, performance.now() + probe.deadlineMs);
      try {
        await probe.run(session);
        outcomes.push({ name: probe.name });
      } catch (error) {
        if (!(error instanceof DeadlineOver)) throw error;
        outcomes.push({ name: probe.name, note: cutNote });
      }
      // It has waited for a service that was starting.
      if (isFirst && held !== undefined) held = await heldBack(client, endsAt);
    }
  } finally {
    client.deadline.endsAt = performance.now() + bindsWithinMs + removalMs;
    leftBehind = await removeAccounts(session, bindsWithinMs);
  }
  const seconds = Math.round((performance.now() - startedAt) / 10) / 100;
  const isComplete = !outcomes.some(({ note = '' }) => note === cutNote || note.startsWith(heldMark));
  const isClean = leftBehind.length === 0 || !subject.target.capabilities.has('user-deletion');
  const { isHealthy, ...conclusion } = conclude(seen);
  return {
    ...conclusion,
    isHealthy: isHealthy && isComplete && isClean,
    isComplete,
    probes: outcomes,
    seen,
    asked: { auth, backend, websocket, from, to: new Date(subject.now()).toISOString() },
    leftBehind,
    isClean,
    requests: client.sent(),
    seconds,
  };
}
