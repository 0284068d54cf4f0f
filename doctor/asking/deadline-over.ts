/** A probe, or the whole diagnosis, has used up its time; what it saw so far counts. */
export class DeadlineOver extends Error {
  override readonly name = 'DeadlineOver';

  constructor() {
    super('The time of the probe is over.');
  }
}
