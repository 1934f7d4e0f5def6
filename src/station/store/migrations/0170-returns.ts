import type { Migration } from './migration.ts';

/** Why a revision was sent back for re-scan; NULL: it was not. */
export const returns: Migration = {
  number: 170,
  name: 'returns',
  sql: `
ALTER TABLE outbox ADD COLUMN returned TEXT;
`,
};
