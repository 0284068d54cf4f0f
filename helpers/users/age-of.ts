const pattern = /^test-(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})-[a-z0-9]{6}-\d+-\d+@staging\.netrasystems\.ai$/;

/**
 * How old a test identity is by the date in its e-mail, in milliseconds; negative where that is yet to come, undefined
 * where the e-mail is not one of this harness (contract §2.2).
 */
export function ageOf(email: string, nowMs: number): number | undefined {
  const match = pattern.exec(email);
  if (!match) return undefined;
  const [, year, month, day, hour, minute] = match.map(String);
  const madeAtMs = Date.parse(
    `20${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:00Z`,
  );
  return Number.isNaN(madeAtMs) ? undefined : nowMs - madeAtMs;
}
