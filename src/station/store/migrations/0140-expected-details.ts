import type { Migration } from './migration.ts';

/** What else an expected invoice may be known or confirmed by; NULL where the ERP did not say. */
export const expectedDetails: Migration = {
  number: 140,
  name: 'expected-details',
  sql: `
ALTER TABLE expected_invoices ADD COLUMN paper_number TEXT;
ALTER TABLE expected_invoices ADD COLUMN check_code TEXT;
`,
};
