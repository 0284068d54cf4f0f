import { setTimeout as pause } from 'node:timers/promises';
import type { EdgeRule } from '../../edge/edge-rule.ts';
import type { Parts } from '../../composition/parts.ts';
import { behindEdge } from '../behind-edge.ts';
import { type Change, liberty } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import { hook } from './in-answers.ts';

type Turns = 'call' | 'connection';

/** A further backend, which says when it is asked. */
const further = (taken: () => void, waitMs = 0) =>
  replaceIn('backend', ({ identify }) => ({
    identify: async (...call) => {
      taken();
      if (waitMs > 0) await pause(waitMs);
      return identify(...call);
    },
  }));

/** So many backends more, of one database and one set of sockets. */
const backends =
  (more: number, turns: Turns, waitMs = 0): Change =>
  ({ parts, wiring }, taken) => {
    const one = (all: Parts): Parts => further(taken, waitMs)(all, {});
    const replicas = [...wiring.replicas, ...Array.from({ length: more }, () => one)];
    return { parts, wiring: { ...wiring, replicas, turns } };
  };

/** A proxy before a service, which passes everything on. */
const proxy =
  (service: 'auth' | 'backend', change: EdgeRule = (call) => call): Change =>
  ({ parts, wiring }, taken) => {
    const rule: EdgeRule = (call) => {
      taken();
      return change(call);
    };
    return { parts, wiring: { ...wiring, ...behindEdge(wiring, rule, service) } };
  };

/** So many auth services more, of one database. */
const authServices =
  (more: number, turns?: Turns): Change =>
  (composition, taken, values) => {
    const { parts, wiring } = proxy('auth')(composition, taken, values);
    return {
      parts,
      wiring: { ...wiring, authServices: wiring.authServices + more, ...(turns && { turns }) },
    };
  };

const forwarded: EdgeRule = (call) =>
  'headers' in call
    ? {
        ...call,
        headers: [...call.headers, ['X-Forwarded-For', '192.0.2.7'], ['X-Forwarded-Proto', 'https']],
      }
    : call;

/** More than one replica, whoever a connection sticks to, and what stands before them. */
export const replicas = {
  'two-backends-in-turn': liberty('Two backends are asked in turn.', backends(1, 'call')),
  'two-backends-sticky': liberty('Two backends: a connection keeps to one.', backends(1, 'connection')),
  'three-backends-in-turn': liberty('Three backends are asked in turn.', backends(2, 'call')),
  'five-backends-sticky': liberty('Five backends: a connection keeps to one.', backends(4, 'connection')),
  'one-backend-is-slower': liberty(
    'Two backends are asked in turn, and one takes longer.',
    backends(1, 'call', 10),
  ),
  'two-auth-services': liberty('Two auth services are asked in turn.', authServices(1)),
  'three-auth-services-sticky': liberty(
    'Three auth services: a connection keeps to one.',
    authServices(2, 'connection'),
  ),
  'backend-behind-a-proxy': liberty('A proxy stands before the backend.', proxy('backend', forwarded)),
  'auth-service-behind-a-proxy': liberty('A proxy stands before the auth service.', proxy('auth', forwarded)),
  'replicas-named-in-headers': liberty(
    'Answers name the replica that gave them, another one each time.',
    hook((taken) => {
      let turn = 0;
      return (_request, response) => {
        taken();
        response.setHeader('X-Served-By', `pod-${String((turn += 1) % 3)}`);
      };
    }),
  ),
};
