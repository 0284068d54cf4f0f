import { afterthoughts } from './afterthoughts.ts';
import { delegation } from './delegation.ts';
import { events } from './events.ts';
import { edgeFaults } from './faults/edge.ts';
import { lifeFaults } from './faults/life.ts';
import { routeFaults } from './faults/routes.ts';
import { secretFaults } from './faults/secrets.ts';
import { tokenFaults } from './faults/tokens.ts';
import { validationFaults } from './faults/validation.ts';
import { frames } from './frames.ts';
import { late } from './liberties/late.ts';
import { longerLists } from './liberties/longer-lists.ts';
import { moreFrames } from './liberties/more-frames.ts';
import { opaqueThings } from './liberties/opaque-things.ts';
import { optionalFields } from './liberties/optional-fields.ts';
import { replicas } from './liberties/replicas.ts';
import { slowness } from './liberties/slow.ts';
import { tokens } from './liberties/tokens.ts';
import { travel } from './liberties/travel.ts';
import { unknownFields } from './liberties/unknown-fields.ts';
import { life } from './life.ts';
import { protection } from './protection.ts';
import { reading } from './reading.ts';
import { replies } from './replies.ts';
import { runs } from './runs.ts';
import { sessions } from './sessions.ts';
import { socket } from './socket.ts';
import { tokenChecks } from './token-checks.ts';
import { users } from './users.ts';
import type { Variant } from './variant.ts';
import { writing } from './writing.ts';

/** All variants, by family and name. */
export const families: Readonly<Record<string, Readonly<Record<string, Variant>>>> = {
  'token checks': tokenChecks,
  users,
  protection,
  reading,
  writing,
  delegation,
  sessions,
  socket,
  frames,
  events,
  replies,
  runs,
  life,
  afterthoughts,
  'faults: tokens and users': tokenFaults,
  'faults: secrets and identities between services': secretFaults,
  'faults: validation': validationFaults,
  'faults: routes': routeFaults,
  'faults: edge and network': edgeFaults,
  'faults: lifecycle': lifeFaults,
  'liberties: unknown fields': unknownFields,
  'liberties: optional fields': optionalFields,
  'liberties: what is opaque': opaqueThings,
  'liberties: more frames': moreFrames,
  'liberties: how bytes travel': travel,
  'liberties: tokens': tokens,
  'liberties: what may be late': late,
  'liberties: slowness': slowness,
  'liberties: replicas': replicas,
  'liberties: longer lists': longerLists,
};
