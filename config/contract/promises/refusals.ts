import type { Chapter } from './contract-promise.ts';

/** Who is refused, and how. The statuses are those of the target's profile. */
export const refusals = {
  N1: {
    text: 'No `Authorization`, another scheme, an empty or blank token: `AUTH_REQUIRED`.',
    plain: 'Without a login nothing is shown and nothing is changed.',
    critical: 'What needs a login would be open to everybody.',
  },
  N2: {
    text: 'A bad token: `AUTH_FAILED`. Bad is garbage, a wrong signature, `alg:none`, another `alg`, expired, `nbf` ahead, `iat` ahead by over 60 s, wrong or missing `iss`, wrong or missing `aud`, wrong or missing `token_type` (refresh as access), missing or empty `sub`, missing `jti`, revoked.',
    plain: 'A token that is forged, expired or logged out is refused.',
    critical: 'Anybody could act as any user with a token of their own making.',
  },
  N3: {
    text: 'A good token whose user is unknown, deleted or inactive: `USER_REFUSED`.',
    plain: 'A user who was removed or switched off cannot go on working.',
  },
  N4: {
    text: "A good token, and another user's object or one that does not exist: 404 `NOT_FOUND`, the same for both.",
    plain: "A user cannot see another user's threads and messages, nor find out that they exist.",
    critical: 'Users would read what others write.',
  },
  N5: {
    text: 'A good token without the permission (`read` for GET, `write` for the rest and for `user_message`): `PERMISSION_DENIED`. The socket is upgraded all the same; a frame is answered by `error_message` `PERMISSION_DENIED`, and the socket stays open.',
    plain: 'A user who may only read cannot write.',
  },
  N6: {
    text: "The auth service is unreachable, slow, answers non-200 or unparsable, or refuses the backend's own credentials: `AUTH_UNAVAILABLE`.",
    plain: 'While logins cannot be checked, no user is let in, and the error does not blame the user.',
  },
  N7: {
    text: 'The circuit breaker is open: as N6, and at once.',
    plain: 'During a longer outage of the auth service the answer comes at once.',
  },
  N8: {
    text: 'A good token, and an unknown path or method under a protected prefix: 404 `NOT_FOUND`, or 405 `METHOD_NOT_ALLOWED` with `Allow`. Without a good token as N1-N3.',
    plain: 'A wrong address is answered as one, but only to users who are logged in.',
  },
  N9: {
    text: '`Retry-After` comes with each N6 and N7, on the 503 of an upgrade too, in whole seconds, at least 1.',
    plain: 'During an outage the service says when to try again.',
  },
  N10: {
    text: 'The backend decodes no token, so with the auth service away even garbage is N6. N1 and P1 need no auth service.',
    plain: 'During an outage of the auth service public pages stay, and every token is answered alike.',
  },
  N11: {
    text: 'Order of checks: authentication, route (404, 405), permission, query and body (422), the object (404). On the socket permission comes before payload.',
    plain: 'Who is not logged in does not learn what is wrong with a request.',
  },
  N12: {
    text: 'Ill-formed claims are N2: no `iat` or `exp`, an `exp` beyond the year 9999, an `email` that is not text, `permissions` that are not a list of texts, a list-valued `aud`.',
    plain: 'A token with malformed contents is refused, and breaks nothing.',
  },
} satisfies Chapter;
