import type { Chapter } from './contract-promise.ts';

/** The auth service. */
export const authService = {
  A1: {
    text: '`GET /health`: 200 `{status:"healthy",service,version,revision?,environment}`.',
    plain: 'The auth service says that it is well, and which build it is.',
  },
  A2: {
    text: '`POST /auth/e2e/test-auth` with `X-E2E-Bypass-Key` and `{email?,name?,permissions?=["read","write"]}` answers, in this order: production 403; header missing or empty 401 `E2E bypass key required`; not staging, or no key configured, 503 `E2E authentication not configured`; wrong key 401 `Invalid E2E bypass key`; bad JSON 422. 200 is tokens and `user:{id,email,name,permissions}`; a user is made if there is none. `id` = `e2e-` and the e-mail\'s local part: two e-mails with one local part are one user.',
    plain: 'Tests can log in with the bypass key, on staging only, and with the right key only.',
  },
  A3: {
    text: '`POST /auth/register` with `{email,password,name?}`: 200 tokens and user (`permissions` read, write; the server chooses the id); 409; 422.',
    plain: 'A new user can register.',
  },
  A4: {
    text: '`POST /auth/login` (and `/api/auth/login` of the backend, with the same answers) with `{email,password}`: 200 tokens and user; 401 `Invalid credentials`; 422.',
    plain: 'A user logs in with e-mail and password, and a wrong password is refused.',
    critical: 'Without a login no user can do anything.',
  },
  A5: {
    text: '`POST /auth/refresh` with `{refresh_token}`: 200 a new pair. Single use: of N parallel calls exactly one wins, the rest are 401.',
    plain: 'A session is prolonged, and each prolongation works once.',
  },
  A6: {
    text: '`POST /auth/logout` with Bearer: 200; that access token and its refresh token are revoked.',
    plain: 'After a logout the session is over.',
  },
  A7: {
    text: '`POST /auth/validate` with `{token,token_type?}`; `X-Service-ID` and `X-Service-Secret` are checked when both are sent. Always 200: `{valid:true,user_id,email,permissions,expires_at,user_status:"active"\\|"inactive"\\|"unknown"}` (absent = active) or `{valid:false,error,message}`, error one of `missing_token`, `invalid_token`, `invalid_service_id`, `invalid_service_secret`, `service_not_configured`, `validation_error`.',
    plain: 'The auth service says whether a token is good, and whose it is.',
  },
  A8: {
    text: '`GET /auth/me` with Bearer: 200 `{user_id,email,permissions}`; 401.',
    plain: 'A user can ask who they are logged in as.',
  },
  A9: {
    text: "`DELETE /auth/users/{id}` with the user's own Bearer, or with the bypass key for an `e2e` identity (§2.2): 204, and the user's threads and messages are gone; again, with the deleted user's own token too, 404; another user's 403.",
    plain: 'A user can be removed with all that is theirs, by themselves and by no other user.',
  },
  A10: {
    text: 'A missing or bad Bearer is 401 on the auth service (`/auth/me`, logout, DELETE), and so is a wrong bypass key at DELETE.',
    plain: 'The auth service, too, refuses who is not logged in.',
  },
  A11: {
    text: 'Login, refresh, bypass and `/auth/me` of an inactive user: 403 `User is not active`. `/auth/me` of an unknown user: 401.',
    plain: 'A user who was switched off cannot log in.',
  },
  A12: {
    text: 'While its database is away: 503 on every call that needs it.',
    plain: 'Without its database the auth service says that it is unavailable.',
  },
  A13: {
    text: '`validate` checks the service id, then the secret, then the token. Bad JSON, a wrongly typed token and a `token_type` other than `access` and `refresh` are `validation_error`, at 200. `token_type` in the request names the type that is asked for (default access).',
    plain:
      'The check of tokens accepts only services that it knows, and only the kind of token that is asked for.',
  },
  A14: {
    text: 'E-mails are compared without case and need one `@` and a dot in the domain, passwords 8..128 characters, else 422 with a string `detail`.',
    plain:
      'Capitals in an e-mail address do not matter; malformed addresses and short passwords are refused.',
  },
  A15: {
    text: 'The bypass makes the id from the local part in lower case; the user keeps the e-mail of its first creation.',
    plain: 'A test user is the same user however its address is spelled.',
  },
  A16: {
    text: "Deletion by bypass key goes by the pattern of the user's e-mail (§2.2), for registered users too.",
    plain: 'The bypass key removes test users, and never a real user.',
  },
  A17: {
    text: 'Permissions survive a refresh.',
    plain: 'A prolonged session may do what the session before it could, and no more.',
  },
  A18: {
    text: 'A bypass that names no e-mail makes a test identity (§2.2).',
    plain: 'A test user without a given address gets one that marks it as a test user.',
  },
} satisfies Chapter;
