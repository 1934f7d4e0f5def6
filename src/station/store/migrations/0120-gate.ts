import type { Migration } from './migration.ts';

/**
 * What holds a bill back: paper still to come, and invoices that went out before. Those of bills submitted until now
 * come from the manifests that are kept, by the latest revision of each bill.
 */
export const gate: Migration = {
  number: 120,
  name: 'gate',
  sql: `
ALTER TABLE bills ADD COLUMN paper_pending TEXT;

CREATE TABLE submitted_invoices (
  key TEXT NOT NULL,
  bill_id TEXT NOT NULL,
  bill_number TEXT NOT NULL,
  batch_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (key, bill_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX submitted_invoices_of_bill ON submitted_invoices (bill_id);

INSERT OR IGNORE INTO submitted_invoices (key, bill_id, bill_number, batch_id, at)
  SELECT key, bill_id, number, batch_id, at FROM (
    SELECT invoice_key(invoice.value ->> '$.code', invoice.value ->> '$.number') AS key,
      o.bill_id, o.number, o.batch_id, o.manifest ->> '$.wallTime' AS at
    FROM outbox o, json_each(o.manifest, '$.documents') document, json_each(document.value, '$.invoices') invoice
    WHERE o.revision = (SELECT max(revision) FROM outbox WHERE bill_id = o.bill_id)
  ) WHERE key IS NOT NULL;
`,
};
