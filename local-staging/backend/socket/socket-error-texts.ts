/** One text per code of an `error_message` (contract F3, L1, N4, N5). */
export const socketErrorTexts = {
  INVALID_JSON: 'The frame is not JSON',
  INVALID_FRAME: 'The frame is not a JSON object',
  INVALID_PAYLOAD: 'The payload is not valid',
  FRAME_TOO_LARGE: 'The frame is too large',
  PERMISSION_DENIED: 'Permission denied',
  NOT_FOUND: 'Not found',
  TOKEN_EXPIRED: 'The token has expired',
  TOKEN_REVOKED: 'The token was revoked',
  USER_REFUSED: 'The user is not accepted',
} as const;
