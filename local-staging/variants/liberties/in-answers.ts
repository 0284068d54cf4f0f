import type { Around } from '../../http/around.ts';
import type { WireHook } from '../../http/wire-hook.ts';
import type { Access } from '../../composition/wiring.ts';
import type { Change } from '../liberty.ts';

export type Json = Record<string, unknown>;

/** What was asked of which service, and with what it is answered. */
export interface Answered {
  service: 'auth' | 'backend';
  method: string;
  path: string;
  status: number;
}

type Service = Answered['service'];

/** Puts something around each request of both services. */
export function around<Values = unknown>(
  create: (taken: () => void, service: Service, values: Values) => Around,
  services: readonly Service[] = ['auth', 'backend'],
): Change<Values> {
  return ({ parts, wiring }, taken, values) => {
    const changed = services.map((service): [Service, Access] => {
      const access = wiring[service];
      return [service, { ...access, around: [...access.around, create(taken, service, values)] }];
    });
    return { parts, wiring: { ...wiring, ...Object.fromEntries(changed) } };
  };
}

/** Rewrites what answers say, as JSON; undefined leaves one as it is. `write` makes a text of it. */
export function answers(
  rewrite: (body: Json, answered: Answered) => Json | undefined,
  write: (body: unknown) => string = JSON.stringify,
): Change {
  return around((taken, service) => async (request, answer) => {
    const { method, url } = request;
    const response = await answer(request);
    const text = response.headers.get('Content-Type')?.includes('json') ? await response.text() : undefined;
    if (text === undefined) return response;
    const { status, headers } = response;
    const path = new URL(url).pathname;
    const changed =
      text === '' ? undefined : rewrite(JSON.parse(text) as Json, { service, method, path, status });
    if (changed) taken();
    headers.delete('Content-Length');
    return new Response(changed ? write(changed) : text, { status, headers });
  });
}

/** Adds fields to some answers. */
export function answersAlso(
  isMeant: (body: Json, answered: Answered) => boolean,
  fields: (answered: Answered) => Json,
): Change {
  return answers((body, answered) =>
    isMeant(body, answered) ? { ...body, ...fields(answered) } : undefined,
  );
}

/** Rewrites every object within what answers say, but not what users wrote. */
export function objects(rewrite: (object: Json, answered: Answered) => Json | undefined): Change {
  return answers((body, answered) => {
    const changes = { count: 0 };
    const within = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(within);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([name, item]: [string, unknown]): [string, unknown] => [
        name,
        name === 'metadata' ? item : within(item),
      ]);
      const object = Object.fromEntries(entries);
      const rewritten = rewrite(object, answered);
      if (rewritten) changes.count += 1;
      return rewritten ?? object;
    };
    const changed = within(body) as Json;
    return changes.count > 0 ? changed : undefined;
  });
}

/** Sets headers of answers; false leaves them as they are. */
export function headers(set: (headers: Headers, answered: Answered) => boolean): Change {
  return around((taken, service) => async (request, answer) => {
    const response = await answer(request);
    const { status, headers: ofAnswer } = response;
    const path = new URL(request.url).pathname;
    if (set(ofAnswer, { service, method: request.method, path, status })) taken();
    return response;
  });
}

/** Changes how the answers of both services travel. */
export function hook(create: (taken: () => void) => WireHook): Change {
  return ({ parts, wiring }, taken) => {
    const { auth, backend } = wiring;
    const one = create(taken);
    return {
      parts,
      wiring: {
        ...wiring,
        auth: { ...auth, hooks: [...auth.hooks, one] },
        backend: { ...backend, hooks: [...backend.hooks, one] },
      },
    };
  };
}
