import type { Chapter } from './contract-promise.ts';

/** The chat backend over REST: which paths there are, threads, messages and the chat turn. */
export const rest = {
  P1: {
    text: 'Public, 200 without a token: `/`, `/health` (`{status,service,version,revision?,environment}`), `/metrics`, `/docs`, `/openapi.json`, `/redoc`, `/ws/config`, `/ws/health`, `/ws/stats`; and the auth routes under `/api/v1/auth`, `/api/auth`, `/auth`.',
    plain: 'Health, documentation and login need no login.',
  },
  P2: {
    text: 'Protected: every path under the families of the table of routes below.',
    plain: "Everything about a user's threads, messages and chats needs a login, and works with one.",
    critical: 'Users with a good login were refused here (issue 1234); users without one must be.',
  },
  P3: {
    text: 'Paths are matched by whole segments (`/` excludes only itself).',
    plain: 'An address that only begins like a public one is not public.',
  },
  P4: {
    text: 'Test headers (`X-Test-*`, `X-E2E-*`) change nothing.',
    plain: 'A request that calls itself a test is treated like any other.',
  },
  P5: {
    text: 'A path that is neither P1 nor P2 is 404 `NOT_FOUND` without any check. A trailing slash makes another path. Of the auth routes the backend has only `/api/auth/login`.',
    plain: 'An address that does not exist is answered as one.',
  },
  P6: {
    text: 'A known path with another method is 405 `METHOD_NOT_ALLOWED` with `Allow`. HEAD is answered like GET.',
    plain: 'A known address says which kinds of request it takes.',
  },
  M1: {
    text: '`GET /api/chat/messages?thread_id&limit=50&offset=0`: 200 `{messages,total_count,page,page_size,has_more}`; limit 1..100, offset ≥ 0, else 422; `page` = offset ÷ limit + 1; oldest first within a thread, else newest first; only those of the caller; an unknown or foreign `thread_id` is N4.',
    plain: 'A user reads their messages, in order and page by page.',
    critical: 'Users could not read their chats; issue 1234 was this call.',
  },
  M2: {
    text: '`POST /api/chat/messages` with `{content,thread_id,message_type="user",metadata={}}`: 201 `{message,status:"created"}`; content is kept as sent; an unknown or foreign thread is N4; every socket of the user, the sender\'s too, gets `message_created` `{data:{message}}`; no agent runs.',
    plain: 'A user writes a message, which is kept as written and appears in all their open windows.',
    critical: 'Users could not write; issue 1234 was this call.',
  },
  M3: {
    text: '`GET` / `DELETE /api/chat/messages/{id}`: 200 the message / 204, then N4.',
    plain: 'A user reads one message, and can delete it.',
  },
  M4: {
    text: 'Content has 1..8000 Unicode code points, one of which is not white space, and no U+0000; else 422, also on the socket (F3).',
    plain: 'Blank and overlong messages are refused.',
  },
  M5: {
    text: '`message_created` comes for M2 and its older name only, not for what a run stores.',
    plain: 'A message appears once.',
  },
  T1: {
    text: '`POST /api/threads` with `{title?}`: 201 `{thread}`. `GET /api/threads?limit&offset`: 200 `{threads,total_count,page,page_size,has_more}`, newest first. Thread = `{id,title,user_id,created_at}`; a new one is empty.',
    plain: 'A user starts a thread, and lists their threads.',
  },
  T2: {
    text: '`GET` / `DELETE /api/threads/{id}`, `GET /api/threads/{id}/messages`: 200 / 204 with its messages / as M1.',
    plain: 'A user opens a thread with its messages, and can delete it.',
  },
  T3: {
    text: '`GET /api/threads/{id}` is `{thread}`; lists of threads take `limit` 1..100, default 50; an empty body makes a thread without title.',
    plain: 'A thread needs no title, and a list shows fifty unless asked otherwise.',
  },
  O1: {
    text: '`GET /api/conversations` = T1, `GET`/`POST /api/messages` = M1/M2: the older names, by the same rules.',
    plain: 'The older addresses still work.',
  },
  G1: {
    text: '`POST /api/chat` with `{content,thread_id}`: 202 `{run_id,thread_id}`: stores the user\'s message, runs the agent; events as §4; the reply is stored as `message_type:"assistant"` and contains the user\'s text.',
    plain: 'A user asks the agent, and gets a reply to what they wrote.',
    critical: 'The agent is what users come for.',
  },
  G2: {
    text: 'The reply is stored before `agent_completed` is sent.',
    plain: 'When the agent says that it is done, its reply can be read.',
  },
  D1: {
    text: 'Delegation: for each request the backend asks A7 with its service credentials within the validation time-out, without retries; nothing is cached beyond `revocationVisibleMs`, a refusal never. It decodes no token by itself.',
    plain: 'The chat backend believes the auth service about every request, and nothing else.',
  },
  D2: {
    text: 'The breaker opens after 3 failures in a row (connect error, time-out, non-200, unparsable; a refused token is none), stays open its time, then lets one through; a success closes it.',
    plain: 'After an outage of the auth service the chat backend recovers by itself.',
  },
  D3: {
    text: "The backend's service id is `netra-backend`.",
    plain: 'The chat backend identifies itself to the auth service.',
  },
  D4: {
    text: 'A `validation_error` is N6 to the backend. So are its refused credentials, which are neither a failure nor a success to the breaker.',
    plain: 'A mistake in the setup of the chat backend is not blamed on its users.',
  },
  D5: {
    text: 'While the breaker tries one call again, any answer that the auth service gives in time, refused credentials too, closes it.',
    plain: 'One answer of the auth service ends the outage.',
  },
} satisfies Chapter;
