import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const require = createRequire(import.meta.url);

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { rule: { name: string }; from: string }[];
  };
}

async function cruise(folder: string): Promise<Cruise> {
  const bin = join(project, 'node_modules/.bin/depcruise');
  const args = [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  // Violations make the exit status non-zero; the report is on standard output all the same.
  const done = await run(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }).catch((cause) => cause);
  return JSON.parse(done.stdout);
}

/** One breach a rule: the file that is planted and what it wrongly imports. */
const breaches: readonly { rule: string; file: string; text: string }[] = [
  { rule: 'room-domain', file: 'src/domain/planted.ts', text: "import '../contract/shapes.ts';" },
  { rule: 'packages-domain', file: 'src/domain/planted-node.ts', text: "import 'node:fs';" },
  { rule: 'packages-domain', file: 'src/domain/planted-zod.ts', text: "import 'zod';" },
  { rule: 'room-contract', file: 'src/contract/planted.ts', text: "import '../station/ports/store.ts';" },
  { rule: 'packages-contract', file: 'src/contract/planted-node.ts', text: "import 'node:fs';" },
  { rule: 'room-i18n', file: 'src/i18n/planted.ts', text: "import '../station/ports/store.ts';" },
  { rule: 'packages-i18n', file: 'src/i18n/planted-axios.ts', text: "import 'axios';" },
  { rule: 'room-capture', file: 'src/capture/planted.ts', text: "import '../station/ports/store.ts';" },
  { rule: 'koffi-only-for-sane', file: 'src/capture/planted-koffi.ts', text: "import 'koffi';" },
  { rule: 'room-importing', file: 'src/importing/planted.ts', text: "import '../capture/driver.ts';" },
  { rule: 'room-imaging', file: 'src/imaging/planted.ts', text: "import '../recognition/read-page.ts';" },
  {
    rule: 'room-recognition',
    file: 'src/recognition/planted.ts',
    text: "import '../station/ports/store.ts';",
  },
  { rule: 'room-workers', file: 'src/workers/planted.ts', text: "import '../station/ports/store.ts';" },
  { rule: 'room-station-commands', file: 'src/station/commands/planted.ts', text: "import '../status.ts';" },
  {
    rule: 'packages-station-commands',
    file: 'src/station/commands/planted-node.ts',
    text: "import 'node:fs';",
  },
  { rule: 'room-station-queries', file: 'src/station/queries/planted.ts', text: "import '../status.ts';" },
  {
    rule: 'packages-station-queries',
    file: 'src/station/queries/planted-node.ts',
    text: "import 'node:fs';",
  },
  { rule: 'room-station-store', file: 'src/station/store/planted.ts', text: "import '../status.ts';" },
  { rule: 'packages-station-store', file: 'src/station/store/planted-axios.ts', text: "import 'axios';" },
  { rule: 'room-station-files', file: 'src/station/files/planted.ts', text: "import '../status.ts';" },
  { rule: 'packages-station-files', file: 'src/station/files/planted-axios.ts', text: "import 'axios';" },
  { rule: 'room-station-jobs', file: 'src/station/jobs/planted.ts', text: "import '../status.ts';" },
  { rule: 'packages-station-jobs', file: 'src/station/jobs/planted-axios.ts', text: "import 'axios';" },
  { rule: 'room-station-sync', file: 'src/station/sync/planted.ts', text: "import '../status.ts';" },
  { rule: 'packages-station-sync', file: 'src/station/sync/planted-db.ts', text: "import 'better-sqlite3';" },
  { rule: 'room-station-policy', file: 'src/station/policy/planted.ts', text: "import '../status.ts';" },
  { rule: 'packages-station-policy', file: 'src/station/policy/planted-axios.ts', text: "import 'axios';" },
  { rule: 'room-erp', file: 'src/erp/planted.ts', text: "import '../match-service/server.ts';" },
  { rule: 'packages-erp', file: 'src/erp/planted-kysely.ts', text: "import 'kysely';" },
  {
    rule: 'room-match-service',
    file: 'src/match-service/planted.ts',
    text: "import '../station/ports/store.ts';",
  },
  { rule: 'room-shell', file: 'src/shell/planted.ts', text: "import '../station/status.ts';" },
  { rule: 'room-preload', file: 'src/preload/planted.ts', text: "import '../station/ports/store.ts';" },
  { rule: 'packages-preload', file: 'src/preload/planted-zod.ts', text: "import 'zod';" },
  { rule: 'room-cli', file: 'src/cli/planted.ts', text: "import '../match-service/server.ts';" },
  { rule: 'room-cli', file: 'src/cli/planted-import.ts', text: "import '../importing/import-file.ts';" },
  {
    rule: 'room-renderer-components',
    file: 'src/renderer/components/planted.ts',
    text: "import '../station/projection.ts';",
  },
  {
    rule: 'room-renderer-actions',
    file: 'src/renderer/actions/planted.ts',
    text: "import '../app/app.tsx';",
  },
  {
    rule: 'room-renderer-station',
    file: 'src/renderer/station/planted.ts',
    text: "import '../app/app.tsx';",
  },
  {
    rule: 'room-renderer-features',
    file: 'src/renderer/features/tree/planted.ts',
    text: "import '../../app/app.tsx';",
  },
  {
    rule: 'room-renderer-app',
    file: 'src/renderer/app/planted.ts',
    text: "import '../../station/ports/store.ts';",
  },
  {
    rule: 'features-are-islands',
    file: 'src/renderer/features/tree/planted-two.ts',
    text: "import '../planted-other/planted.ts';",
  },
  { rule: 'electron-only-in-its-shell', file: 'src/station/planted-electron.ts', text: "import 'electron';" },
  { rule: 'no-circles', file: 'src/cli/planted-circle-two.ts', text: "import './planted-circle.ts';" },
  { rule: 'nothing-unresolved', file: 'src/cli/planted-gone.ts', text: "import './no-such-file.ts';" },
];

describe('rooms keep their import rules', () => {
  let copy: string;
  let planted: Cruise;

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'platen-layers-'));
    for (const name of ['src', 'tsconfig', 'tsconfig.base.json', '.dependency-cruiser.cjs', 'package.json']) {
      cpSync(join(project, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'), 'junction');
    const others = [
      { file: 'src/renderer/features/planted-other/planted.ts', text: 'export const planted = 1;' },
      { file: 'src/cli/planted-circle.ts', text: "import './planted-circle-two.ts';" },
    ];
    for (const { file, text } of [...breaches, ...others]) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }
    planted = await cruise(copy);
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('ARCH-1 the tree as it stands breaks no rule, and it was read', async () => {
    const { summary } = await cruise(project);
    expect(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(100);
  });

  it.each(breaches)('ARCH-2 a planted breach of $rule in $file is caught', ({ rule, file }) => {
    const caught = planted.summary.violations.filter((violation) => violation.from === file);
    expect(caught.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('ARCH-3 every room rule and package rule has a planted breach', () => {
    const ruled = new Set(breaches.map(({ rule }) => rule));
    const config = require('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
    expect(config.forbidden.map(({ name }) => name).filter((name) => !ruled.has(name))).toEqual([]);
  });
});
