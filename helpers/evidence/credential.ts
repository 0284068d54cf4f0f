const date = /^\d{4}-\d\d-\d\d(?:[T ]|$)/;
const address = /^[\w.+-]+@[\w.-]+$/;

/** A random UUID, which some services use as a token, and all as an id. */
export const isUuid = (value: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);

/** Whether chance made a value. Dates, URLs, addresses, numbers and words are no secrets, whatever their field is called. */
export function looksLikeCredential(value: string): boolean {
  if (value.length < 16 || /\s|:\/\//.test(value) || date.test(value) || address.test(value)) return false;
  if ([/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(value))) return true;
  // In one case, as hex and base32 are. Names of users, runs and variants have shorter parts.
  return (value.match(/[a-z\d]{16,}/gi) ?? []).some(
    (run) => /(?:\d.*){3}/.test(run) && /(?:[a-z].*){3}/i.test(run),
  );
}
