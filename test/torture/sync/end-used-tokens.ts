import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * How long after its first use an access token ends here, where it takes a quarter of an hour elsewhere. Longer than the line keeps a
 * request back that it repeats: one that comes after two rotations ends the enrolment (ADR 27), and that is not what is looked for.
 */
const goodForMs = 900;

/** Lets the access tokens of a service end soon after they are used, past its code: their stations have to rotate all the time. */
export function endUsedTokens(folder: string): void {
  // The service may be in the middle of a transaction, in this very thread: it is not waited for.
  const db = new Database(join(folder, 'match-service.db'), { timeout: 0 });
  const end = db.prepare('UPDATE enrolment SET access_until = 1 WHERE access_until > 1 AND used_at < ?');
  setInterval(() => {
    try {
      end.run(Date.now() - goodForMs);
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
    }
  }, 60);
}
