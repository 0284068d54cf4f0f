import { existsSync } from 'node:fs';
import Libsql from 'libsql';
import { StagingError } from '../staging-error.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';

/** A value that may be bound. No booleans: binding one aborts the process in libsql 0.5. */
type Parameter = string | number | null;

/** One row, by column name. */
export type Row = Record<string, unknown>;

/** The embedded database that both services share. Every call throws {@link DatabaseUnavailable} once it is closed. */
export interface Database {
  /** Runs one statement and returns how many rows it changed. */
  run(sql: string, parameters?: Parameter[]): number;
  first(sql: string, parameters?: Parameter[]): Row | undefined;
  all(sql: string, parameters?: Parameter[]): Row[];
  close(): void;
}

/**
 * `rank` gives rows of one millisecond an order. Bypass identities have no password and may share an e-mail with a
 * registered account, so e-mails are unique among registered accounts only.
 */
const schema = `
  PRAGMA foreign_keys = ON;
  CREATE TABLE users (
    id TEXT PRIMARY KEY, email TEXT NOT NULL, email_key TEXT NOT NULL, name TEXT, password_hash TEXT,
    permissions TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'active', created_at TEXT NOT NULL
  );
  CREATE UNIQUE INDEX registered_email ON users (email_key) WHERE password_hash IS NOT NULL;
  CREATE TABLE token_pairs (access_jti TEXT PRIMARY KEY, refresh_jti TEXT NOT NULL);
  CREATE TABLE spent_tokens (jti TEXT PRIMARY KEY);
  CREATE TABLE threads (
    rank INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE, title TEXT, created_at TEXT NOT NULL
  );
  CREATE INDEX thread_owner ON threads (user_id);
  CREATE TABLE messages (
    rank INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE, user_id TEXT NOT NULL,
    content TEXT NOT NULL, message_type TEXT NOT NULL, metadata TEXT NOT NULL, timestamp TEXT NOT NULL
  );
  CREATE INDEX message_thread ON messages (thread_id);
  CREATE INDEX message_owner ON messages (user_id);
`;

const inMemory = ':memory:';

/** So that another process can read it meanwhile; a crash of the machine may cost it, and then it is of no use. */
const ofFile = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;';

/**
 * Opens a fresh database with the schema of both services.
 * @param path - of a file that is not there yet; in memory unless given
 * @throws Error with one sentence when the file is there
 */
export function openDatabase(path = inMemory): Database {
  if (existsSync(path))
    throw new StagingError('DATABASE_TAKEN', `${path} is there. Name a file that is not there yet.`);
  const connection = new Libsql(path);
  if (path !== inMemory) connection.exec(ofFile);
  connection.exec(schema);
  const statements = new Map<string, Libsql.Statement<[Parameter[]]>>();

  const prepare = (sql: string): Libsql.Statement<[Parameter[]]> => {
    if (!connection.open) throw new DatabaseUnavailable();
    const known = statements.get(sql) ?? connection.prepare<[Parameter[]]>(sql);
    statements.set(sql, known);
    return known;
  };

  return {
    run: (sql, parameters = []) => prepare(sql).run(parameters).changes,
    first: (sql, parameters = []) => prepare(sql).get(parameters) as Row | undefined,
    all: (sql, parameters = []) => prepare(sql).all(parameters) as Row[],
    close: () => {
      connection.close();
    },
  };
}
