import type { Chapter } from './contract-promise.ts';

/** The socket: the way in, frames, the events of a run, and the end. */
export const socket = {
  W1: {
    text: 'The paths `/ws`, `/websocket`, `/api/v1/websocket` are the same; a plain `GET` there is 426.',
    plain: 'The live connection works at its old and new addresses.',
  },
  W2: {
    text: 'The token comes as `Authorization: Bearer` (scheme case-insensitive), or as subprotocols `["jwt-auth","jwt.<base64url of the token, no padding>"]`, as browsers must; if both are sent the header decides, even when it is bad; `?token=` is not read; only `jwt.*` without `jwt-auth` is 403.',
    plain: 'Apps and browsers can each hand over their login when they connect.',
  },
  W3: {
    text: 'The server selects `jwt-auth` when it was offered, else nothing; it never echoes the token.',
    plain: 'Browsers accept the live connection, and the token is not repeated.',
  },
  W4: {
    text: 'The check comes before the upgrade (§1).',
    plain: 'Who is not logged in gets no live connection, not even for a moment.',
  },
  W5: {
    text: 'The first frame is `{"type":"connection_established","data":{"connection_id","user_id"},"timestamp"}`; ready means this frame, not "open"; `user_id` = `sub`.',
    plain: 'A user with a good login gets a live connection, in their own name.',
    critical: 'Without a live connection no reply of the agent is seen.',
  },
  W6: {
    text: "`STAGING_WEBSOCKET_URL` includes the path; left out, it is the backend's URL with `ws`/`wss` and `/ws`.",
    plain: 'The tests find the live connection at the address that is configured.',
  },
  W7: {
    text: 'A good header with only `jwt.*` offered: 101, nothing selected.',
    plain: 'An odd offer beside a good login does no harm.',
  },
  F1: {
    text: '`{"type":"ping"}` → `{"type":"pong"}`.',
    plain: 'The live connection answers when it is asked whether it is there.',
  },
  F2: {
    text: 'Unknown or missing `type` → `{"type":"ack","received_type","user_id","timestamp"}`; `received_type` is null when there is none, or none that is text.',
    plain: 'What the live connection does not know, it acknowledges.',
  },
  F3: {
    text: 'Malformed JSON `INVALID_JSON`, a non-object `INVALID_FRAME`, a binary frame `INVALID_FRAME`, a bad payload (one without `thread_id` too) `INVALID_PAYLOAD`, over 64 KiB `FRAME_TOO_LARGE` → `{"type":"error_message","error_code","error_message","timestamp"}`; the socket stays open; over 1 MiB close 1009.',
    plain: 'A malformed message is refused with a reason, and the live connection goes on.',
  },
  F4: {
    text: '`heartbeat` after the heartbeat time without traffic.',
    plain: 'An idle live connection shows that it is alive.',
  },
  F5: {
    text: "A frame's size is checked before its form; exactly 64 KiB is allowed.",
    plain: 'Messages up to the limit are taken.',
  },
  E1: {
    text: '`{"type":"user_message","payload":{"content","thread_id"}}` = G1 over the socket (no answer but the events; an unknown thread is `NOT_FOUND`).',
    plain: 'A user can ask the agent over the live connection, too.',
  },
  E2: {
    text: "One run's events come in order, as the table of events below says; nothing comes after the last one, which comes exactly once.",
    plain: "The steps of the agent's work arrive in order, and end once.",
    critical: 'A user would wait for ever, or see a reply that is none.',
  },
  E3: {
    text: 'Each event is `{"type","event_id","run_id","thread_id","user_id","seq","timestamp","payload"}`; `event_id` unique; `seq` 1, 2, 3 ... within the run; payloads as the table of events below says; `final_response` contains the user\'s text and equals the stored reply.',
    plain: 'Each step says whose it is and what was done, and the last one carries the reply.',
  },
  E4: {
    text: "Every socket of the user gets every event once, and no other user's gets any; a run goes on when its sockets close.",
    plain: "A user sees the agent's reply in each open window, and no other user sees it.",
    critical: "Replies would reach another user's screen.",
  },
  E5: {
    text: 'Runs of one user may overlap; each keeps its own order.',
    plain: 'Two questions at once are answered side by side.',
  },
  E6: {
    text: '`event_id` is unique over all runs.',
    plain: 'No two steps can be mistaken for each other.',
  },
  L1: {
    text: 'A token that expires or is revoked, or whose user is deleted or deactivated, under an open socket: `error_message` `TOKEN_EXPIRED`, `TOKEN_REVOKED` or `USER_REFUSED`, then close 1008, within `socketRecheckMs`.',
    plain: 'After a logout an open live connection ends soon.',
    critical: 'Who was logged out or removed would go on reading.',
  },
  L2: {
    text: 'Shutdown closes with 1001; a new connection is a new connection (no replay): the stored reply is read over REST.',
    plain: 'After a restart of the service a user connects anew, and has lost no reply.',
  },
} satisfies Chapter;
