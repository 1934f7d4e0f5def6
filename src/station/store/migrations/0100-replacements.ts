import type { Migration } from './migration.ts';

/** What the pages of a capture are to replace and what came of it, so that a restart neither forgets nor guesses it. */
export const replacements: Migration = {
  number: 100,
  name: 'replacements',
  sql: `
ALTER TABLE capture_jobs ADD COLUMN replacement TEXT;
`,
};
