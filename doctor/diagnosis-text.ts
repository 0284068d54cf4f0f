import { ownerText } from '../config/owner-contacts.ts';
import { type CauseId, causes } from './causes/causes.ts';
import { type Diagnosis, type Finding, heldMark, type JudgedCause } from './diagnosis.ts';
import { allAnswers } from './observation/all-answers.ts';
import { answersText, answerText, isRefused } from './observation/answer.ts';
import type { Observations } from './observation/observations.ts';

const stageOf = ({ id }: { id: CauseId }): string => causes[id].stage;

function* findingLines({ causes: group }: Finding): Generator<string> {
  if (group.length > 1) yield `EITHER/OR: these ${group.length} cannot be told apart from outside.`;
  for (const { id, owner, sentence, reason, next } of group) {
    yield `CAUSE: ${id} (for ${ownerText(owner)})`;
    yield `  What:  ${sentence}`;
    yield `  Seen:  ${reason}`;
    yield `  Do:    ${next}`;
  }
}

/** Causes that were decided in the same way, in one line each. */
function byReason(list: readonly JudgedCause[]): string[] {
  const reasons = new Map<string, CauseId[]>();
  for (const { id, reason } of list) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  return [...reasons].map(([reason, ids]) => `  ${ids.join(', ')}: ${reason}`);
}

/** The calls behind what no cause explains. */
function refusalLines(seen: Observations): string[] {
  const { refused, callAgain, otherReads } = seen;
  const unread = allAnswers(seen).filter(({ notUnderstood }) => notUnderstood !== undefined);
  const routes = otherReads.filter(isRefused);
  const again = callAgain ? ` Asked again: ${answerText(callAgain)}.` : '';
  return [
    ...(refused === undefined ? [] : [`Asked because: ${refused}.${again}`]),
    ...(unread.length > 0 ? [`In full: ${answersText(unread)}.`] : []),
    ...(routes.length > 0 ? [`Refused with a good token: ${answersText(routes)}.`] : []),
  ];
}

/** What a diagnosis came to, for who reads it: the causes, what rules their rivals out, and what to do. */
export function diagnosisText({
  isHealthy,
  findings,
  unknown,
  ruledOut,
  silent,
  ...rest
}: Diagnosis): string[] {
  const found = findings.flatMap(({ causes: group }) => group);
  const stages = new Set(found.map(stageOf));
  const rivals = ruledOut.filter((cause) => stages.has(stageOf(cause)));
  const lines = findings.flatMap((finding) => [...findingLines(finding), '']);
  if (findings.length > 1)
    lines.unshift('Several causes: the first may hide a part of the others. Begin there.', '');
  if (isHealthy) lines.push('HEALTHY: nothing is seen that would refuse a good request.');
  const isNothingFound = !isHealthy && findings.length === 0 && unknown.length === 0;
  if (isNothingFound && rest.isComplete)
    lines.push('NOT CLEAN: nothing is seen that would refuse a good request, but the target keeps users.');
  if (isNothingFound && !rest.isComplete)
    lines.push('INCOMPLETE: nothing wrong was seen, but not all could be asked. Ask again: npm run doctor.');
  if (unknown.length > 0)
    lines.push(
      `UNKNOWN: no cause of docs/causes.md explains that ${unknown.join(', that ')}. --json has every answer.`,
      ...refusalLines(rest.seen),
    );
  if (rivals.length > 0) lines.push('Ruled out, of those like it:', ...byReason(rivals));
  const untold = isHealthy ? silent : silent.filter((cause) => stages.has(stageOf(cause)));
  if (untold.length > 0) lines.push('Nothing tells of:', ...byReason(untold));
  const cut = rest.probes.filter(({ note }) => note?.startsWith('Its time'));
  const held = rest.probes.find(({ note }) => note?.startsWith(heldMark));
  if (held?.note !== undefined) lines.push(held.note);
  for (const { name, note = '' } of cut) lines.push(`The probe ${name} was cut: ${note}`);
  for (const { email, why } of rest.leftBehind)
    lines.push(`LEFT BEHIND: ${email}. ${why} Remove it: npm run users -- sweep.`);
  if (rest.asked) {
    const { auth, backend, websocket, from, to } = rest.asked;
    lines.push(
      `Asked: the auth service ${auth}, the chat backend ${backend}, the socket ${websocket}; from ${from} to ${to} by the clock here.`,
    );
  }
  lines.push(
    `${rest.requests} requests in ${rest.seconds} s; ${ruledOut.length} causes ruled out in all (--json has each). After a change: npm run doctor again.`,
  );
  return lines;
}
