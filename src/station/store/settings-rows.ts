import type { Database } from 'better-sqlite3';

export interface SettingsRows {
  read(key: string): string | null;
  write(key: string, value: string): void;
  /** Counts submissions of this station; a number is given out once. */
  nextStationSeq(): number;
  passStationSeq(given: number): void;
}

export function openSettingsRows(db: Database): SettingsRows {
  const select = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const next = db
    .prepare<[], number>(`UPDATE counters SET value = value + 1 WHERE name = 'station_seq' RETURNING value`)
    .pluck();
  const pass = db.prepare<[number]>(`UPDATE counters SET value = max(value, ?) WHERE name = 'station_seq'`);

  return {
    read(key) {
      return select.get(key) ?? null;
    },
    write(key, value) {
      upsert.run(key, value);
    },
    nextStationSeq() {
      const value = next.get();
      if (value === undefined) throw new Error('the counter of submissions is gone');
      return value;
    },
    passStationSeq(given) {
      pass.run(given);
    },
  };
}
