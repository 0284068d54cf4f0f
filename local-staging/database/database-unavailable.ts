/** The database is away: services answer 503 to every call that needs it (contract A12). */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';

  constructor() {
    super('The database is not available.');
  }
}
