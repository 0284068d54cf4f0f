import type { Identity } from '../backend/identity.ts';
import { claimsAs } from './claims-as.ts';
import { defect } from './defect.ts';
import { guest } from './guest.ts';
import { replaceIn } from './replace-in.ts';

const withStatus = (taken: 'inactive' | 'unknown') =>
  replaceIn('backend', ({ judgeValidation }) => ({
    judgeValidation: (answer) =>
      judgeValidation(
        answer.valid && answer.user_status === taken ? { ...answer, user_status: 'active' } : answer,
      ),
  }));

const everything = (identity: Identity): Identity => ({ ...identity, permissions: ['read', 'write'] });

/** Who the caller is, what it may do, and how accounts come and go (contract N3, N5, A2-A4, A9). */
export const users = {
  'inactive-users-accepted': defect(
    'N3',
    'The backend takes good tokens of users who are not active.',
    withStatus('inactive'),
  ),
  'unknown-users-accepted': defect(
    'N3',
    'The backend takes good tokens of users whom nobody knows.',
    withStatus('unknown'),
  ),
  'unknown-users-created': defect(
    'N3',
    'The auth service makes a user of any good token that names none, a deleted one too.',
    claimsAs((claims, { users: store }) => {
      const { sub, email } = claims;
      if (typeof sub === 'string' && typeof email === 'string' && sub !== '' && !store.byId(sub))
        store.insert({
          id: sub,
          email,
          name: null,
          passwordHash: null,
          permissions: ['read', 'write'],
          status: 'active',
        });
      return claims;
    }),
  ),
  'absent-status-is-unknown': defect(
    'A7',
    'The backend refuses a user of whom the auth service tells no status.',
    replaceIn('backend', ({ judgeValidation }) => ({
      judgeValidation: (answer) =>
        judgeValidation(
          answer.valid && answer.user_status === undefined ? { ...answer, user_status: 'unknown' } : answer,
        ),
    })),
  ),
  'identity-taken-from-email': defect(
    'N3',
    'The auth service identifies the user of a token by `email`, not by `sub`.',
    claimsAs((claims, { auth, users: store }) => {
      const email = typeof claims['email'] === 'string' ? claims['email'] : '';
      const user = store.registered(email) ?? store.byId(auth.bypassUserId(email));
      return user ? { ...claims, sub: user.id } : claims;
    }),
  ),
  'one-demo-user-for-browsers': defect(
    'W5',
    'The backend takes everybody who sends the token as a subprotocol for one demo user.',
    replaceIn('backend', ({ identify }) => ({
      identify: async (call, authenticate) => {
        const identity = await identify(call, authenticate);
        const isBrowser = call.protocol === 'socket' && call.header('Authorization') === undefined;
        return isBrowser ? guest('demo_user') : identity;
      },
    })),
  ),
  'permissions-not-checked': defect(
    'N5',
    'The backend gives every user every permission.',
    replaceIn('backend', ({ identify }) => ({
      identify: async (call, authenticate) => everything(await identify(call, authenticate)),
    })),
  ),
  'read-permission-suffices': defect(
    'N5',
    'The backend asks for `read` where a request writes.',
    replaceIn('backend', () => ({ permissionFor: () => 'read' as const })),
  ),
  'permissions-not-checked-on-the-socket': defect(
    'N5',
    'The backend runs the agent for a `user_message` of a user who may only read.',
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (socket, token, identity, parts) =>
        openConnection(socket, token, everything(identity), parts),
    })),
  ),
  'any-bypass-key-accepted': defect(
    'A2',
    'The auth service takes any bypass key, if only one is sent.',
    replaceIn('auth', ({ decideBypass }) => ({
      decideBypass: (attempt) =>
        decideBypass({ ...attempt, sentKey: attempt.sentKey && attempt.configuredKey }),
    })),
  ),
  'bypass-ids-keep-capitals': defect(
    'A15',
    'The bypass makes two users of two spellings of one e-mail.',
    replaceIn('auth', () => ({ bypassUserId: (email) => `e2e-${email.split('@')[0] ?? ''}` })),
  ),
  'any-password-accepted': defect(
    'A4',
    'The auth service lets a user log in with any password.',
    replaceIn('auth', ({ passwordHash }) => ({
      passwordHash: { ...passwordHash, matches: () => Promise.resolve(true) },
    })),
  ),
  'inactive-users-log-in': defect(
    'A11',
    'The auth service lets users log in who are not active.',
    replaceIn('users', ({ registered }) => ({
      registered: (email) => {
        const user = registered(email);
        return user && { ...user, status: 'active' };
      },
    })),
  ),
  'taken-email-registered-again': defect(
    'A3',
    'The auth service answers 200 to the registration of an e-mail that is taken.',
    replaceIn('users', ({ insert }) => ({ insert: (user) => insert(user) || user.passwordHash !== null })),
  ),
  'email-compared-with-case': defect(
    'A14',
    'The auth service knows a user only by the spelling of the e-mail that registered.',
    replaceIn('users', ({ registered }) => ({
      registered: (email) => {
        const user = registered(email);
        return user?.email === email ? user : undefined;
      },
    })),
  ),
  'anyone-deletes-anyone': defect(
    'A9',
    'The auth service deletes a user for anybody who has a good token.',
    replaceIn('auth', ({ mayDeleteUser }) => ({
      mayDeleteUser: (request, isTest) => request.claims !== undefined || mayDeleteUser(request, isTest),
    })),
  ),
  'bypass-key-deletes-anyone': defect(
    'A9',
    'The auth service deletes people who are no test identities for the bypass key.',
    replaceIn('auth', () => ({ isTestIdentity: () => true })),
  ),
  'user-deletion-not-stored': defect(
    'A9',
    'The auth service answers 204 to a deletion and keeps the user.',
    replaceIn('users', ({ byId }) => ({ remove: (id) => byId(id) !== undefined })),
  ),
  'later-deletions-keep-the-user': defect(
    'A9',
    'The auth service removes the first users that are deleted. The deletion of a later one it answers with 204, then with 404, and the user still logs in.',
    replaceIn('users', ({ byId, insert, remove }, { deletions }: { deletions: number }) => {
      const kept = new Set<string>();
      let count = 0;
      return {
        insert: (user) => kept.delete(user.id) || insert(user),
        remove: (id) => {
          if (!byId(id) || kept.has(id)) return false;
          count += 1;
          return count > deletions ? kept.add(id).has(id) : remove(id);
        },
      };
    }),
    { deletions: { default: 2, meaning: 'how many users are removed' } },
  ),
  'later-deletions-find-no-user': defect(
    'A9',
    'The auth service removes the first users that are deleted. The deletion of a later one it answers with 404, and the user stays.',
    replaceIn('users', ({ byId, remove }, { deletions }: { deletions: number }) => {
      let count = 0;
      return {
        remove: (id) => {
          if (!byId(id)) return false;
          count += 1;
          return count <= deletions && remove(id);
        },
      };
    }),
    { deletions: { default: 2, meaning: 'how many users are removed' } },
  ),
  'threads-outlive-their-user': defect(
    'A9',
    'The deletion of a user leaves the threads and messages, and who comes back under that id has them.',
    replaceIn('users', ({ byId, insert, registered }) => {
      const deleted = new Set<string>();
      return {
        byId: (id) => (deleted.has(id) ? undefined : byId(id)),
        registered: (email) => {
          const user = registered(email);
          return user && !deleted.has(user.id) ? user : undefined;
        },
        insert: (user) => deleted.delete(user.id) || insert(user),
        remove: (id) => byId(id) !== undefined && !deleted.has(id) && deleted.add(id).has(id),
      };
    }),
  ),
};
