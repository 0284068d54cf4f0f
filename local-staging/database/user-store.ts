import type { Database, Row } from './open-database.ts';

/** One user. `passwordHash` is absent for identities that the staging bypass made. */
export interface User {
  id: string;
  email: string;
  name: string | null;
  passwordHash: string | null;
  permissions: string[];
  status: 'active' | 'inactive';
}

/** Users, whoever made them. E-mails are compared without case (contract A14). */
export interface UserStore {
  byId: (id: string) => User | undefined;
  /** The registered account of an e-mail; bypass identities have none. */
  registered: (email: string) => User | undefined;
  /** Returns false, and stores nothing, when the id or the registered e-mail is taken. */
  insert: (user: User) => boolean;
  deactivate: (id: string) => void;
  /** Removes the user with the threads and messages; false when there was none. */
  remove: (id: string) => boolean;
}

const toUser = (row: Row | undefined): User | undefined =>
  row && {
    id: row['id'] as string,
    email: row['email'] as string,
    name: row['name'] as string | null,
    passwordHash: row['password_hash'] as string | null,
    permissions: JSON.parse(row['permissions'] as string) as string[],
    status: row['status'] as User['status'],
  };

export function createUserStore(database: Database): UserStore {
  return {
    byId: (id) => toUser(database.first('SELECT * FROM users WHERE id = ?', [id])),
    registered: (email) =>
      toUser(
        database.first('SELECT * FROM users WHERE email_key = ? AND password_hash IS NOT NULL', [
          email.toLowerCase(),
        ]),
      ),
    insert: (user) =>
      database.run(
        `INSERT INTO users (id, email, email_key, name, password_hash, permissions, status, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        [
          user.id,
          user.email,
          user.email.toLowerCase(),
          user.name,
          user.passwordHash,
          JSON.stringify(user.permissions),
          user.status,
          new Date().toISOString(),
        ],
      ) === 1,
    deactivate: (id) => {
      database.run(`UPDATE users SET status = 'inactive' WHERE id = ?`, [id]);
    },
    remove: (id) => database.run('DELETE FROM users WHERE id = ?', [id]) === 1,
  };
}
