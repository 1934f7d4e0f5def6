import type { Migration } from './migration.ts';

/** Invoices as a person typed them, apart from what was read, so that no reading can write over them. */
export const typedInvoices: Migration = {
  number: 90,
  name: 'typed-invoices',
  sql: `
ALTER TABLE pages ADD COLUMN typed TEXT;
`,
};
