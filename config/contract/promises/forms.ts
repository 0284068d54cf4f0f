import type { Chapter } from './contract-promise.ts';

/** What holds for several calls: forms of bodies, tokens and times, and what a test must show. */
export const forms = {
  C1: {
    text: 'Error body on REST: `{"error":true,"error_code","message","trace_id","timestamp"}`, with one fixed text per code.',
    plain: 'Every error looks alike, and does not say more than it must.',
  },
  C2: {
    text: 'A refused upgrade has an empty body.',
    plain: 'A refused live connection says nothing more.',
  },
  C3: {
    text: 'Every forged token of N2 has its positive control: the same token with that one claim right, for the same real user, is accepted (capability `signing-secret`). Without the control the row is void, not passed.',
    plain: 'Each forged token is refused for its one flaw, and for nothing else.',
  },
  C4: {
    text: 'Claims, algorithm and leeway as in §2.1. A refresh token is a JWT with `token_type:"refresh"`.',
    plain: 'Tokens say who a user is and until when.',
  },
  C5: {
    text: 'Test identities as in §2.2. Tests never use an id again.',
    plain: 'Users of tests can be recognised, and removed.',
  },
  C6: {
    text: 'Tokens: `{access_token,refresh_token,token_type:"Bearer",expires_in}`. Message: `{id,content,user_id,thread_id,timestamp,message_type,metadata}`; `user_id` is the token\'s `sub`. Thread as in T1.',
    plain: 'Tokens, messages and threads have the fields that apps rely on.',
  },
  C7: {
    text: 'A wrongly typed field is 422 everywhere, never 500. The backend answers `{"detail":[{"loc","msg","type"}]}`, the auth service `{"detail":"<text>"}`.',
    plain: 'Malformed input is refused as such, and breaks nothing.',
  },
  C8: {
    text: 'A text with a lone surrogate or U+0000 is not well-formed: 422, for content, title, type, name and e-mail alike.',
    plain: 'Broken characters are refused, not stored.',
  },
  C9: {
    text: 'Timestamps: ISO 8601 in UTC with `Z` and at least milliseconds.',
    plain: 'Times are exact, and mean the same everywhere.',
  },
  C10: {
    text: 'Ids are opaque strings. Both sides ignore unknown fields.',
    plain: 'Older and newer apps work with the same services.',
  },
  S1: {
    text: 'One resolution chain of the signing secret in every service and in the harness, as in §2.1.',
    plain: 'All services agree on the secret that signs tokens, or refuse to start.',
  },
} satisfies Chapter;
