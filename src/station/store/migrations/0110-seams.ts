import type { Migration } from './migration.ts';

/** Where merged documents began, as JSON; null where none was merged. What was merged before this is not known any more. */
export const seams: Migration = {
  number: 110,
  name: 'seams',
  sql: `
ALTER TABLE documents ADD COLUMN seams TEXT;
`,
};
