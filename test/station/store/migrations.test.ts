import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { reading, recipe } from '../../../src/contract/shapes.ts';
import { neutralRecipe } from '../../../src/domain/rules/recipe.ts';
import { migrate, schemaObjection } from '../../../src/station/store/migrate.ts';
import { migrations } from '../../../src/station/store/migrations/all.ts';
import { openStore } from '../../../src/station/store/open-store.ts';
import { sha } from './sample.ts';

const auto = (value: unknown) => ({ value, by: 'auto', confidence: 0.9 });
/** As the programs before step 70 wrote them: four values, no versions. */
const oldRecipe = {
  quarterTurn: { value: 90, by: 'manual', confidence: 1 },
  crop: auto({ x: 1, y: 2, width: 3, height: 4 }),
  skewDeg: auto(-0.8),
  tone: auto('whiten'),
};
const oldReading = {
  quality: {
    blank: { isBlank: false, inkRatio: 0.1 },
    sharpness: { value: 0.5, isBlurred: false },
    colour: 'gray',
  },
  codes: [],
  patches: [],
  invoices: [],
  kind: 'attachment',
  billNumber: null,
};
const oldRendition = { image: { sha256: sha(2) }, thumbnail: { sha256: sha(3) }, recipe: oldRecipe };
const oldChange = { id: 'page:1', from: { recipe: null }, to: { recipe: oldRecipe, isDeleted: true } };
const none = { added: [], updated: [], removed: [] };
const oldDiff = { bills: none, documents: none, pages: { ...none, updated: [oldChange] } };

/** A row of each table a step makes, written as that step's program would have. */
const rowsByStep: Readonly<Record<number, string>> = {
  10: `UPDATE counters SET value = 41 WHERE name = 'station_seq'; INSERT INTO settings VALUES ('cover-rule', '{}')`,
  20: `INSERT INTO batches VALUES ('batch:1', 'one', 1, 'lin', 1, 1, 1, 1);
    INSERT INTO bills VALUES ('bill:1', 'batch:1', 0, 'CL-1', 'auto', 'open');
    INSERT INTO documents VALUES ('document:1', 'bill:1', 0, 'cover', 'auto', NULL, 'auto');
    INSERT INTO pages (id, document_id, rank, capture_job_id, feed, sheet, side, original_sha256, original_mime,
      original_bytes, original_width, original_height, dpi, dpi_by, mark, mark_by, is_deleted,
      recipe, rendition, reading)
      VALUES ('page:1', 'document:1', 0, 'capture:1', 0, 1, 'front', '${sha(1)}', 'image/jpeg', 1, 1, 1, 300, 'device',
        'content', 'auto', 0, '${JSON.stringify(oldRecipe)}', '${JSON.stringify(oldRendition)}', '${JSON.stringify(oldReading)}');
    INSERT INTO history_steps VALUES ('batch:1', 1, 'page.rotate', '${JSON.stringify(oldDiff)}', 0)`,
  30: `INSERT INTO jobs (kind, batch_id, page_id, state, attempts, due_at) VALUES ('page.read', 'batch:1', 'page:1', 'dead', 2, 0);
    INSERT INTO capture_jobs (id, batch_id, kind, state, started_at, sheets_fed, sides_taken, sides_blank, sides_unread,
      fault, files_total, files_done, failures) VALUES ('capture:1', 'batch:1', 'scan', 'done', 1, 1, 1, 0, 0, NULL, 0, 0, '[]')`,
  40: `INSERT INTO outbox VALUES ('bill:1', 1, 'batch:1', 'CL-1', 'queued', 0, NULL, NULL, 1, 0, NULL, 1, 1, '{}', '${sha(1)}', NULL);
    INSERT INTO expected_invoices VALUES ('CL-1', 0, 'expected:1', 't', NULL, '1', NULL, NULL, NULL, 'CNY', NULL)`,
  50: `INSERT INTO audit (at, operator, batch_id, act, detail) VALUES (1, 'lin', 'batch:1', 'opened', '{}');
    INSERT INTO audit_subjects VALUES ('batch:1', 1)`,
  60: `INSERT INTO capture_jobs (id, batch_id, kind, state, started_at, sheets_fed, sides_taken, sides_blank, sides_unread,
      files_total, files_done, failures, device_id, profile, continues, counted_sheets, count_accepted_by, device_sheets, notes)
      VALUES ('capture:2', 'batch:1', 'scan', 'done', 2, 1, 1, 0, 0, 0, 0, '[]', 'escl:1', '{}', 'capture:1', 3, 'lin', 1,
        '[{"type":"EndByFeederOnly"}]');
    UPDATE pages SET device_says = '{"patch":"T","codes":[],"imprinted":null}'`,
  70: `UPDATE pages SET accepted = '{"by":"lin","faults":["Blurred"]}'`,
  80: `INSERT INTO jobs (kind, batch_id, page_id, urgency, state, attempts, due_at)
    VALUES ('page.read', 'batch:1', 'page:1', 2, 'cancelled', 0, 0)`,
  90: `UPDATE pages SET typed = '[]'`,
  100: `UPDATE capture_jobs SET replacement = '{"documentIds":[],"into":null,"refused":null}'`,
  110: `UPDATE documents SET seams = '[{"pageId":"page:1","kind":"cover","kindBy":"auto","category":null}]'`,
  120: `UPDATE bills SET paper_pending = '{"by":"lin"}';
    INSERT INTO submitted_invoices VALUES ('26317000000000000001', 'bill:1', 'CL-1', 'batch:1', 1)`,
  130: `INSERT INTO operators VALUES
    ('018f0000-0000-7000-8000-000000000001', 'Lin Xiao', 'lin xiao', 'admin', 'aGFzaA==', 'c2FsdA==', 32768, 8, 3, 1, 0, 0, 1, 1)`,
  140: `UPDATE expected_invoices SET paper_number = '80100798', check_code = '123456'`,
  150: `UPDATE outbox SET hand_over = '{"state":"waiting"}', priority = 1, pages = 2, standing = 'matched'`,
  160: `INSERT INTO audit (at, operator, batch_id, act, detail) VALUES (2, 'lin', NULL, 'opened', '{}');
    INSERT INTO audit_chain SELECT max(id), '${sha(4)}' FROM audit`,
  170: `UPDATE outbox SET returned = '{"reason":"blurred"}'`,
  180: `UPDATE outbox SET held = '{"type":"mending"}', origin = 'station-2';
    INSERT INTO superseded_revisions VALUES ('bill:1', '${sha(5)}', '{}')`,
  190: `UPDATE pages SET cleared_at = 5; UPDATE outbox SET received_at = 3, cleared_at = 5;
    INSERT INTO file_removals VALUES ('${sha(5)}', 'page:1')`,
  200: `UPDATE bill_sidecars_owed SET change = 3`,
};

function contents(db: Database.Database): Record<string, unknown[]> {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'`,
    )
    .pluck()
    .all();
  return Object.fromEntries(
    tables.map((table) => [table, db.prepare<[], object>(`SELECT * FROM ${table}`).all().map(parsed)]),
  );
}

/** What a page has as JSON may gain fields, as a table may gain columns. */
function parsed(row: object): object {
  const fields = Object.entries(row).map(([name, value]) =>
    ['recipe', 'rendition', 'reading'].includes(name) && typeof value === 'string'
      ? [name, JSON.parse(value)]
      : [name, value],
  );
  return Object.fromEntries(fields);
}

function fresh(): Database.Database {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  return db;
}

/** A store that was there from the first step on: each step's rows were written before the next came. */
function grow(db: Database.Database, count: number): void {
  for (const [index, step] of migrations.slice(0, count).entries()) {
    migrate(db, migrations.slice(0, index + 1));
    db.exec(rowsByStep[step.number] ?? '');
  }
}

const fullRecipe = {
  ...neutralRecipe,
  ...oldRecipe,
};
const undo: (() => void)[] = [];
afterEach(() => {
  for (const act of undo.splice(0)) act();
});

describe('migrations', () => {
  it('DATA-6 are numbered upwards in tens, so that one that is late can still be put between', () => {
    const numbers = migrations.map((migration) => migration.number);
    expect(numbers.filter((number) => number % 10 !== 0)).toEqual([]);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });

  it.each(migrations.map((migration, index) => [migration.number, index] as const))(
    'DATA-6 step %i keeps every row of the version before it',
    (number, index) => {
      const db = fresh();
      grow(db, index);
      const kept = contents(db);
      migrate(db, migrations.slice(0, index + 1));
      expect(contents(db)).toMatchObject(kept);
      db.exec(rowsByStep[number] ?? 'no rows for this step');
      expect(db.pragma('foreign_key_check')).toEqual([]);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(schemaObjection(db, migrations, 'x')).toBeNull();
      db.close();
    },
  );

  it('DATA-6 step 60 leaves captures of before uncounted, on their own and without notes', () => {
    const db = fresh();
    migrate(db, migrations.slice(0, 5));
    for (const number of [10, 20, 30]) db.exec(rowsByStep[number] ?? '');
    migrate(db, migrations);
    expect(db.prepare('SELECT * FROM capture_jobs').all()).toMatchObject([
      {
        sides_deleted: 0,
        profile: null,
        continues: null,
        refed_sheets: 0,
        counted_sheets: null,
        notes: '[]',
      },
    ]);
    expect(db.prepare('SELECT device_says FROM pages').pluck().all()).toEqual([null]);
    db.close();
  });

  it('CLEAN-5 step 70 fills up recipes and findings, those in the undo history too', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'platen-old-')), 'station.sqlite');
    undo.push(() => rmSync(dirname(path), { recursive: true, force: true }));
    const db = new Database(path);
    migrate(db, migrations.slice(0, 6));
    for (const step of migrations.slice(0, 6)) db.exec(rowsByStep[step.number] ?? '');
    db.close();
    const opened = openStore(path, { log: () => undefined });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const batch = opened.value.loadBatch('batch:1');
    opened.value.close();
    const page = batch?.tree.pages.get('page:1');
    expect(page).toMatchObject({ parked: null, accepted: null, typed: null });
    for (const made of [page?.recipe, page?.rendition?.recipe]) expect(made).toEqual(fullRecipe);
    expect(recipe.safeParse(page?.recipe).success).toBe(true);
    expect(reading.safeParse(page?.reading).success).toBe(true);
    const [step] = batch?.history ?? [];
    if (!batch || !step) throw new Error('no step');
    expect(step.diff.pages.updated[0]?.to.recipe).toEqual(fullRecipe);
  });

  it('CLEAN-6 step 80 makes captures of reads and parks the pages that nobody will read', () => {
    const db = fresh();
    migrate(db, migrations.slice(0, 7));
    for (const step of migrations.slice(0, 7)) db.exec(rowsByStep[step.number] ?? '');
    db.exec(`UPDATE pages SET reading = NULL; UPDATE jobs SET detail = 'worker died'`);
    db.exec(`INSERT INTO jobs (kind, batch_id, page_id, state, attempts, due_at)
      VALUES ('page.render', 'batch:1', 'page:1', 'queued', 0, 0)`);
    migrate(db, migrations);
    expect(db.prepare('SELECT parked FROM pages').pluck().all()).toEqual(['worker died']);
    expect(db.prepare('SELECT kind, urgency, state FROM jobs ORDER BY id').raw().all()).toEqual([
      ['page.read', 1, 'dead'],
      ['page.render', 0, 'queued'],
    ]);
    db.close();
  });

  it('FIELD-10 step 90 leaves pages of before untyped, those in the undo history too', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'platen-old-')), 'station.sqlite');
    undo.push(() => rmSync(dirname(path), { recursive: true, force: true }));
    const db = new Database(path);
    grow(db, 8);
    const removed = { ...oldDiff, pages: { ...none, removed: [{ id: 'page:1', reading: oldReading }] } };
    db.prepare(`UPDATE history_steps SET diff = ?`).run(JSON.stringify(removed));
    db.close();
    const opened = openStore(path, { log: () => undefined });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const batch = opened.value.loadBatch('batch:1');
    opened.value.close();
    expect(batch?.tree.pages.get('page:1')).toMatchObject({ typed: null });
    expect(batch?.history[0]?.diff.pages.removed).toMatchObject([{ id: 'page:1', typed: null }]);
  });

  it('EDIT-6 step 110 leaves documents of before without seams, those in the undo history too', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'platen-old-')), 'station.sqlite');
    undo.push(() => rmSync(dirname(path), { recursive: true, force: true }));
    const db = new Database(path);
    grow(
      db,
      migrations.findIndex(({ number }) => number === 110),
    );
    const document = { id: 'document:2', billId: 'bill:1', kind: 'invoice' };
    const merged = { ...oldDiff, documents: { ...none, removed: [document] } };
    db.prepare(`UPDATE history_steps SET diff = ?`).run(JSON.stringify(merged));
    db.close();
    const opened = openStore(path, { log: () => undefined });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const batch = opened.value.loadBatch('batch:1');
    opened.value.close();
    expect(batch?.tree.documents.get('document:1')).toMatchObject({ kind: 'cover', seams: [] });
    expect(batch?.history[0]?.diff.documents.removed).toEqual([{ ...document, seams: [] }]);
  });

  it('HELD-12 step 120 knows the invoices that went out before it, by the latest revision of each bill', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'platen-old-')), 'station.sqlite');
    undo.push(() => rmSync(dirname(path), { recursive: true, force: true }));
    const db = new Database(path);
    grow(db, 11);
    db.exec('DELETE FROM outbox');
    const insert =
      db.prepare(`INSERT INTO outbox VALUES (?, ?, 'batch:1', ?, 'accepted', 0, NULL, NULL, 1, 0, NULL, 1, ?,
      ?, '${sha(1)}', NULL)`);
    const fullWidth = (digits: string) =>
      digits.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    const manifest = (wallTime: number, ...numbers: readonly (readonly [string | null, string])[]) =>
      JSON.stringify({
        wallTime,
        documents: numbers.map(([code, number]) => ({ invoices: [{ code, number }] })),
      });
    insert.run('bill:1', 1, 'CL-1', 1, manifest(5, [null, '26317000000000000009']));
    insert.run(
      ...['bill:1', 2, 'CL-1', 2],
      // As typed in full width, a legacy one by code and number, and one nothing tells from others.
      manifest(7, [null, `${fullWidth('26317000000000000001')} `], ['3100201130', '00000041'], [null, '41']),
    );
    insert.run('bill:2', 1, 'CL-2', 3, manifest(9, [null, '26317000000000000001']));
    const removed = { ...oldDiff, bills: { ...none, removed: [{ id: 'bill:9', number: null }] } };
    db.prepare(`UPDATE history_steps SET diff = ?`).run(JSON.stringify(removed));
    db.close();
    const opened = openStore(path, { log: () => undefined });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const store = opened.value;
    const keys = ['26317000000000000001', '3100201130-00000041', '26317000000000000009', '41'];
    const found = store.submittedInvoices(keys);
    const batch = store.loadBatch('batch:1');
    store.close();
    expect(found).toEqual([
      { key: keys[0], billId: 'bill:1', billNumber: 'CL-1', batchId: 'batch:1', batchName: 'one', at: 7 },
      { key: keys[1], billId: 'bill:1', billNumber: 'CL-1', batchId: 'batch:1', batchName: 'one', at: 7 },
      { key: keys[0], billId: 'bill:2', billNumber: 'CL-2', batchId: 'batch:1', batchName: 'one', at: 9 },
    ]);
    expect(batch?.tree.bills.get('bill:1')).toMatchObject({ paperPending: null });
    expect(batch?.history[0]?.diff.bills.removed).toMatchObject([{ id: 'bill:9', paperPending: null }]);
  });

  it('DATA-6 every bill of a store from before owes its sidecar, also one that is only in the outbox', () => {
    const db = fresh();
    grow(
      db,
      migrations.findIndex(({ number }) => number === 200),
    );
    db.prepare(
      `INSERT INTO outbox (bill_id, revision, batch_id, number, stage, attempts, bytes_total, bytes_sent, updated_at,
         station_seq, manifest, digest) VALUES ('bill:7', 1, 'batch:7', 'CL', 'queued', 0, 1, 0, 1, 100, '{}', ?)`,
    ).run(sha(9));
    migrate(db, migrations);
    expect(db.prepare('SELECT * FROM bill_sidecars_owed ORDER BY bill_id').all()).toEqual([
      { bill_id: 'bill:1', change: 0 },
      { bill_id: 'bill:7', change: 0 },
    ]);
    db.close();
  });

  it('DATA-6 are not applied twice', () => {
    const db = fresh();
    migrate(db, migrations);
    migrate(db, migrations);
    expect(db.prepare('SELECT number FROM migrations ORDER BY number').pluck().all()).toEqual(
      migrations.map((migration) => migration.number),
    );
    db.close();
  });

  it('DATA-6 a step that fails leaves nothing of itself', () => {
    const db = fresh();
    const bad = {
      number: (migrations.at(-1)?.number ?? 0) + 10,
      name: 'bad',
      sql: 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE half (a TEXT) STRICT;',
    };
    expect(() => migrate(db, [...migrations, bad])).toThrow(/half/);
    expect(Object.keys(contents(db))).not.toContain('half');
    expect(schemaObjection(db, migrations, 'x')).toBeNull();
    db.close();
  });

  it('DATA-7 every table is STRICT, and every name snake_case', () => {
    const db = fresh();
    migrate(db, migrations);
    const tables = db.pragma('table_list') as {
      name: string;
      schema: string;
      type: string;
      strict: number;
    }[];
    const ours = tables.filter((table) => table.type === 'table' && !table.name.startsWith('sqlite_'));
    expect(ours.length).toBeGreaterThan(12);
    expect(ours.filter((table) => table.strict === 0)).toEqual([]);
    for (const { name } of ours) {
      for (const column of db.pragma(`table_xinfo(${name})`) as { name: string }[])
        expect(column.name).toMatch(/^[a-z0-9_]+$/);
    }
    db.close();
  });

  it('DATA-8 the audit takes rows and never changes or loses one', () => {
    const db = fresh();
    migrate(db, migrations);
    db.exec(rowsByStep[50] ?? '');
    for (const sql of [
      `UPDATE audit SET operator = 'other'`,
      'DELETE FROM audit',
      `UPDATE audit_subjects SET subject = 'other'`,
      'DELETE FROM audit_subjects',
    ]) {
      expect(() => db.exec(sql), sql).toThrow(/append-only/);
    }
    db.close();
  });
});

describe('the queue of a station from before', () => {
  it('QUEUE-7 stands in words at once, counts its pages, and hears again what the service told of the ERP', () => {
    const db = fresh();
    grow(
      db,
      migrations.findIndex(({ number }) => number === 150),
    );
    const pages = JSON.stringify({ documents: [{ pages: [1, 2] }, { pages: [3] }] });
    const insert = db.prepare(
      `INSERT INTO outbox (bill_id, revision, batch_id, number, stage, attempts, bytes_total, bytes_sent, results,
         updated_at, station_seq, manifest, digest) VALUES (?, ?, 'batch:1', 'CL', ?, 0, 1, 0, ?, 1, ?, ?, ?)`,
    );
    const rows = [
      ['bill:2', 1, 'matched', '[]'],
      ['bill:2', 2, 'accepted', null],
      ['bill:3', 1, 'accepted', '[]'],
      ['bill:4', 1, 'unmatched', '[]'],
      ['bill:5', 1, 'sending', null],
      ['bill:6', 1, 'parked', null],
    ] as const;
    for (const [at, [billId, revision, stage, results]] of rows.entries())
      insert.run(billId, revision, stage, results, 100 + at, pages, sha(at));
    db.prepare(`INSERT INTO settings VALUES ('sync.cursor', '{}')`).run();
    migrate(db, migrations);
    const standings = db
      .prepare<[], { standing: string | null; pages: number }>(
        'SELECT standing, pages FROM outbox WHERE station_seq >= 100 ORDER BY station_seq',
      )
      .all();
    expect(standings.map(({ standing }) => standing)).toEqual([
      ...[null, 'accepted', 'matching', 'matchFailed', 'uploading', 'parked'],
    ]);
    expect(standings[0]?.pages).toBe(3);
    expect(db.prepare(`SELECT * FROM settings WHERE key = 'sync.cursor'`).all()).toEqual([]);
    db.close();
  });
});
