import { conclude } from './conclude.ts';
import { DeadlineOver } from './deadline-over.ts';
import type { Diagnosis, ProbeOutcome } from './diagnosis.ts';
import { noObservations } from './observations.ts';
import { createProbeClient } from './probe-client.ts';
import type { Probe } from './probe.ts';
import { probes } from './probes/probes.ts';
import { type Session } from './session.ts';
import type { Subject } from './subject.ts';
import { removeAccounts } from './remove-accounts.ts';

export interface DiagnoseOptions {
  /** For the whole, clean-up apart. */
  deadlineMs: number;
  /** Hears of each probe before it asks. */
  onProbe?: (probe: Probe) => void;
}

/** What became of a probe whose time was over. */
const cutNote = 'Its time was over before its end.';
/** What removing the users may take on top of the deadline. */
const removalMs = 5_000;

/**
 * Asks the target what tells causes of a refusal apart, in the order of docs/causes.md, and concludes. What can tell nothing
 * more is not asked. Leaves no user behind, wherever it ends.
 */
export async function diagnose(
  subject: Subject,
  { deadlineMs, onProbe }: DiagnoseOptions,
): Promise<Diagnosis> {
  const startedAt = performance.now();
  const { authUrl: auth, backendUrl: backend, websocketUrl: websocket } = subject.target;
  const from = new Date(subject.now()).toISOString();
  const client = createProbeClient(subject, 'diagnosis');
  const seen = noObservations();
  const session: Session = { subject, client, seen, accounts: [] };
  if (subject.signingSecretProblem !== undefined) seen.ownSecret = { problem: subject.signingSecretProblem };
  else if (subject.signingSecret) seen.ownSecret = { source: subject.signingSecret.source };
  seen.putOff = client.putOff();

  const outcomes: ProbeOutcome[] = [];
  let leftBehind: string[];
  try {
    for (const probe of probes) {
      const note = probe.idle(seen, subject);
      if (note !== undefined) {
        outcomes.push({ name: probe.name, note });
        continue;
      }
      onProbe?.(probe);
      client.endsAt = Math.min(startedAt + deadlineMs, performance.now() + probe.deadlineMs);
      try {
        await probe.run(session);
        outcomes.push({ name: probe.name });
      } catch (error) {
        if (!(error instanceof DeadlineOver)) throw error;
        outcomes.push({ name: probe.name, note: cutNote });
      }
    }
  } finally {
    client.endsAt = performance.now() + removalMs;
    leftBehind = await removeAccounts(session);
  }
  const seconds = Math.round((performance.now() - startedAt) / 10) / 100;
  const isComplete = !outcomes.some(({ note }) => note === cutNote);
  const { isHealthy, ...conclusion } = conclude(seen);
  return {
    ...conclusion,
    isHealthy: isHealthy && isComplete,
    isComplete,
    probes: outcomes,
    seen,
    asked: { auth, backend, websocket, from, to: new Date(subject.now()).toISOString() },
    leftBehind,
    requests: client.sent(),
    seconds,
  };
}
