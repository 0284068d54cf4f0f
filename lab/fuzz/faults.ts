import type { DeliveryFact } from '../../helpers/delivery/delivery-fact.ts';
import type { GoodLog, Got, Heard } from './good-log.ts';
import type { Random } from './random.ts';

/** A log with one fault; undefined where the log gives no occasion for it. */
export type Fault = (log: GoodLog, random: Random) => DeliveryFact[] | undefined;

const runOf = ({ events }: Heard): unknown => events[0]?.json['run_id'];
const isTerminal = ({ type }: Got): boolean => type === 'agent_completed';
const withJson = (got: Got, change: Record<string, unknown>): Got => ({
  ...got,
  json: { ...got.json, ...change },
});
/** Puts others in the place of a fact; none takes it away. */
const replace = (
  facts: readonly DeliveryFact[],
  old: DeliveryFact,
  ...others: DeliveryFact[]
): DeliveryFact[] => facts.flatMap((fact) => (fact === old ? others : [fact]));
/** What a socket heard that was there from a run's start to its end, and to the test's. */
const whole = ({ heard, sockets }: GoodLog, random: Random): Heard | undefined =>
  random.pick(
    heard.filter(
      ({ isFromStart, events, socket }) =>
        isFromStart &&
        events.some(isTerminal) &&
        sockets.some(({ name, isOpenAtEnd }) => name === socket && isOpenAtEnd),
    ),
  );
const inner = (heard: Heard | undefined): Got[] => heard?.events.filter((event) => !isTerminal(event)) ?? [];
const isNamed = ({ dialect }: GoodLog): boolean => dialect.hasEventId;
/** What other sockets heard of the same run. */
const others = ({ heard }: GoodLog, one: Heard): Heard[] =>
  heard.filter((other) => other !== one && runOf(other) === runOf(one));
/** Whether the reply of a run was read. */
const isRead = ({ facts, dialect: { payloadIn } }: GoodLog, { events }: Heard): boolean => {
  const json = events.find(isTerminal)?.json ?? {};
  const payload = payloadIn === 'root' ? json : json[payloadIn];
  const { final_response: reply } = payload as { final_response: string };
  return facts.some((fact) => fact.kind === 'listed' && fact.replies.includes(reply));
};
/**
 * Whether the log still tells that a run ended, without what one socket heard. The removal of a thread may stop its runs,
 * and how soon nobody promises: an end that no other socket heard, with a reply that nobody read, may never have been.
 */
const mustEnd = (log: GoodLog, heard: Heard): boolean =>
  !log.facts.some((fact) => fact.kind === 'removed' && fact.which === heard.events[0]?.json['thread_id']) ||
  isRead(log, heard) ||
  others(log, heard).some(({ events }) => events.some(isTerminal));
/** The facts but for some, and the thread of a run is removed at last. */
const withRemoval = (
  { facts }: GoodLog,
  { events: [event] }: Heard,
  isKept: (fact: DeliveryFact) => boolean,
): DeliveryFact[] => {
  const which = String(event?.json['thread_id']);
  return facts.filter(isKept).flatMap((fact): DeliveryFact[] => {
    const removal = { kind: 'removed', at: fact.at, id: 'removal', origin: 'target' } as const;
    return fact.kind === 'settled' ? [{ ...removal, what: 'thread', which }, fact] : [fact];
  });
};
const changed =
  (
    change: (event: Got, log: GoodLog) => Record<string, unknown>,
    needs = (log: GoodLog) => !log.dialect.isDeployed,
  ): Fault =>
  (log, random) => {
    const event = random.pick(whole(log, random)?.events ?? []);
    return event && needs(log) ? replace(log.facts, event, withJson(event, change(event, log))) : undefined;
  };
const messages = ({ facts, sockets }: GoodLog): Got[] =>
  facts.filter(
    (fact): fact is Got =>
      fact.kind === 'got' &&
      fact.type === 'message_created' &&
      sockets.some(({ name, isOpenAtEnd }) => name === fact.socket && isOpenAtEnd),
  );
const always = (): boolean => true;

/** Every fault by its name; each alone must be found. */
export const faults: Readonly<Record<string, Fault>> = {
  'an event is missing': (log, random) => {
    const heard = whole(log, random);
    // A thought that may be repeated is missed only where events have names or numbers.
    const event = random.pick(
      heard?.events.filter(({ type }) => !log.dialect.isDeployed || type !== 'agent_thinking') ?? [],
    );
    if (!heard || !event || (isTerminal(event) && !mustEnd(log, heard))) return undefined;
    return replace(log.facts, event);
  },
  'an event comes twice': (log, random) => {
    const event = random.pick(whole(log, random)?.events ?? []);
    return event && isNamed(log) ? replace(log.facts, event, event, { ...event }) : undefined;
  },
  'the end comes twice': (log, random) => {
    const end = whole(log, random)?.events.find(isTerminal);
    return end && replace(log.facts, end, end, withJson(end, { event_id: 'evt-again', seq: 99 }));
  },
  'two events change places': (log, random) => {
    const events = whole(log, random)?.events ?? [];
    const at = random.below(events.length - 1);
    const [first, second] = [events[at], events[at + 1]];
    if (!first || !second || first.type === second.type) return undefined;
    return log.facts.map((fact) => (fact === first ? second : fact === second ? first : fact));
  },
  'an event comes after the end': (log, random) => {
    const heard = whole(log, random);
    const [event, end] = [random.pick(inner(heard)), heard?.events.find(isTerminal)];
    return event && end && replace(replace(log.facts, event), end, end, event);
  },
  'an event is of a run that nobody started': changed(() => ({ run_id: 'run-x' }), always),
  'an event is of another run': (log, random) => {
    const other = random.pick(log.heard)?.events[0]?.json['run_id'];
    const event = random.pick(whole(log, random)?.events ?? []);
    if (!event || other === event.json['run_id'] || log.dialect.isDeployed) return undefined;
    return replace(log.facts, event, withJson(event, { run_id: other }));
  },
  'an event is of another thread': changed(() => ({ thread_id: 'thread-x' }), always),
  'an event is of another user': changed(() => ({ user_id: 'somebody' })),
  'seq has a gap': changed(({ json }) => ({ seq: Number(json['seq']) + 1 })),
  'seq begins with 0': (log, random) => {
    const events = new Set<DeliveryFact>(log.dialect.isDeployed ? [] : (whole(log, random)?.events ?? []));
    return events.size === 0
      ? undefined
      : log.facts.map((fact) =>
          events.has(fact) ? withJson(fact as Got, { seq: Number((fact as Got).json['seq']) - 1 }) : fact,
        );
  },
  'an event_id is used again': (log, random) => {
    const [one, two] = [
      random.pick(whole(log, random)?.events ?? []),
      random.pick(random.pick(log.heard)?.events ?? []),
    ];
    if (!one || !two || !isNamed(log) || one.json['event_id'] === two.json['event_id']) return undefined;
    return replace(log.facts, one, withJson(one, { event_id: two.json['event_id'] }));
  },
  'an event reaches a stranger': (log, random) => {
    const heard = random.pick(log.heard);
    const event = random.pick(heard?.events ?? []);
    const stranger = random.pick(
      log.sockets.filter(({ user, isOpenAtEnd }) => isOpenAtEnd && user !== heard?.user),
    );
    if (!event || !stranger) return undefined;
    const settled = log.facts.find(({ kind }) => kind === 'settled');
    return settled && replace(log.facts, settled, { ...event, socket: stranger.name }, settled);
  },
  'a socket hears nothing of a run': (log, random) => {
    const heard = whole(log, random);
    if (!heard) return undefined;
    const isStarted = log.facts.some((fact) => fact.kind === 'started' && fact.run === runOf(heard));
    // What was asked for over a socket may have been refused, unless somebody heard of it.
    const isKnown = others(log, heard).length > 0 || isRead(log, heard) || (isStarted && mustEnd(log, heard));
    const events = new Set<DeliveryFact>(heard.events);
    return isKnown ? log.facts.filter((fact) => !events.has(fact)) : undefined;
  },
  'a socket hears nothing of a run that is removed once its reply was read': (log, random) => {
    const heard = whole(log, random);
    if (!heard || !isRead(log, heard) || others(log, heard).length > 0) return undefined;
    const events = new Set<DeliveryFact>(heard.events);
    return withRemoval(log, heard, (fact) => !events.has(fact));
  },
  'a socket hears nothing of a run that is removed once others heard its beginning': (log, random) => {
    const heard = whole(log, random);
    const rest = heard ? others(log, heard) : [];
    if (!heard || rest.length === 0) return undefined;
    const ends = rest.flatMap(({ events }) => events.filter(isTerminal));
    const lost = new Set<DeliveryFact>([...heard.events, ...ends]);
    const thread = heard.events[0]?.json['thread_id'];
    const isBeginning = rest.some(({ events }) => events.some((event) => !lost.has(event)));
    return isBeginning
      ? withRemoval(
          log,
          heard,
          (fact) => !lost.has(fact) && !(fact.kind === 'listed' && fact.thread === thread),
        )
      : undefined;
  },
  'a reply is canned': (log, random) => {
    const end = whole(log, random)?.events.find(isTerminal);
    const canned = { final_response: 'I see.' };
    const where = log.dialect.payloadIn;
    return end && replace(log.facts, end, withJson(end, where === 'root' ? canned : { [where]: canned }));
  },
  'the stored reply is another': (log, random) => {
    const end = whole(log, random)?.events.find(isTerminal);
    // What was read before the end came may be older than the reply.
    const list = log.facts
      .slice(end && log.facts.indexOf(end))
      .find((fact) => fact.kind === 'listed' && fact.thread === end?.json['thread_id']);
    return list && replace(log.facts, list, { ...list, replies: ['another'] } as DeliveryFact);
  },
  'an event lacks what it must tell': changed(({ json }, { dialect }) =>
    dialect.payloadIn === 'root' ? json : { [dialect.payloadIn]: {} },
  ),
  'an event has another shape': changed(() => ({ timestamp: null }), always),
  'one socket hears another text': (log, random) => {
    const heard = whole(log, random);
    const event = heard?.events[0];
    const twins = log.heard.filter(
      ({ events, isFromStart, user }) =>
        isFromStart && user === heard?.user && events[0]?.json['run_id'] === event?.json['run_id'],
    );
    return event && twins.length > 1 && !log.dialect.isDeployed
      ? replace(log.facts, event, withJson(event, { payload: { agent_name: 'somebody else' } }))
      : undefined;
  },
  'a message comes twice': (log, random) => {
    const message = random.pick(messages(log));
    return message && replace(log.facts, message, message, { ...message });
  },
  'a message is missing': (log, random) => {
    const message = random.pick(messages(log));
    if (!message) return undefined;
    const { id } = (message.json['data'] as { message: { id: string } }).message;
    const posted = log.facts.find((fact) => fact.kind === 'posted' && fact.message?.id === id);
    const sent = log.facts.findIndex(
      (fact) => fact.kind === 'begun' && posted && 'id' in posted && fact.id === posted.id,
    );
    const first = log.facts.findIndex((fact) => fact.kind === 'got' && fact.socket === message.socket);
    return first < sent ? replace(log.facts, message) : undefined;
  },
  'a message reaches a stranger': (log, random) => {
    const message = random.pick(messages(log));
    const owner = log.sockets.find(({ name }) => name === message?.socket)?.user;
    const stranger = random.pick(
      log.sockets.filter(({ user, isOpenAtEnd }) => isOpenAtEnd && user !== owner),
    );
    const settled = log.facts.find(({ kind }) => kind === 'settled');
    return message && stranger && settled
      ? replace(log.facts, settled, { ...message, socket: stranger.name }, settled)
      : undefined;
  },
  'a welcome is for somebody else': (log, random) => {
    const { name } = random.pick(log.sockets) ?? {};
    const first = log.facts.find((fact): fact is Got => fact.kind === 'got' && fact.socket === name);
    const data = { ...(first?.json['data'] as object), user_id: 'somebody' };
    return first && replace(log.facts, first, withJson(first, { data }));
  },
  'a welcome is missing': (log, random) => {
    const { name } = random.pick(log.sockets.filter(({ isOpenAtEnd }) => isOpenAtEnd)) ?? {};
    const first = log.facts.find((fact) => fact.kind === 'got' && fact.socket === name);
    return first && replace(log.facts, first);
  },
  'a socket ends for no reason': (log, random) => {
    const closed = random.pick(log.facts.filter((fact) => fact.kind === 'closed'));
    return (
      closed &&
      replace(log.facts, closed, { ...closed, by: 'target', code: random.chance(0.5) ? 1011 : 1006 })
    );
  },
  'a socket is closed with 1008, and not told why': (log, random) => {
    const closed = random.pick(log.facts.filter((fact) => fact.kind === 'closed' && fact.code === 1001));
    return closed && replace(log.facts, closed, { ...closed, code: 1008 } as DeliveryFact);
  },
  'a frame comes after the close': (log, random) => {
    const closed = random.pick(log.facts.filter((fact) => fact.kind === 'closed'));
    return (
      closed &&
      replace(log.facts, closed, closed, {
        kind: 'got',
        at: closed.at,
        socket: closed.socket,
        type: 'pong',
        json: { type: 'pong' },
      })
    );
  },
};
