/**
 * Import rules of the rooms (docs/ARCHITECTURE.md, "Rooms"). Each rule names a room and the only places inside `src`
 * it may import; `also` limits npm packages and Node. test/architecture plants a breach of each and expects it caught.
 */
const rooms = {
  domain: ['src/domain'],
  contract: ['src/contract', 'src/domain'],
  i18n: ['src/i18n', 'src/contract'],
  capture: ['src/capture', 'src/domain', 'src/contract'],
  importing: ['src/importing', 'src/domain', 'src/contract'],
  imaging: ['src/imaging', 'src/domain', 'src/contract'],
  recognition: ['src/recognition', 'src/domain', 'src/contract'],
  workers: [
    'src/workers',
    'src/capture',
    'src/importing',
    'src/imaging',
    'src/recognition',
    'src/match-service/server.ts',
    'src/match-service/service-log.ts',
    'src/erp/start-erp.ts',
    'src/erp/secrets-folder.ts',
    'src/contract',
    'src/domain',
  ],
  'station/commands': ['src/station/commands', 'src/station/ports', 'src/domain', 'src/contract'],
  'station/queries': [
    'src/station/queries',
    'src/station/commands',
    'src/station/ports',
    'src/domain',
    'src/contract',
  ],
  'station/store': ['src/station/store', 'src/station/ports', 'src/domain', 'src/contract'],
  'station/files': ['src/station/files', 'src/station/ports', 'src/domain', 'src/contract'],
  'station/jobs': ['src/station/jobs', 'src/station/ports', 'src/domain', 'src/contract'],
  'station/sync': ['src/station/sync', 'src/erp', 'src/station/ports', 'src/domain', 'src/contract'],
  'station/policy': ['src/station/policy', 'src/station/ports', 'src/domain', 'src/contract'],
  // The port is its caller's; the connectors that fill it see nothing else of the service.
  erp: ['src/erp', 'src/match-service/erp/erp-port.ts', 'src/domain', 'src/contract'],
  'match-service': ['src/match-service', 'src/erp', 'src/domain', 'src/contract'],
  shell: [
    'src/shell',
    'src/contract',
    'src/domain/result.ts',
    'src/station/station.ts',
    'src/station/ports',
    'src/station/policy',
    'src/i18n',
    'src/workers/launch-node.ts',
    'src/workers/worker-environment.ts',
  ],
  preload: ['src/preload', 'src/contract'],
  // The doctor names what is installed by asking what will use it.
  cli: [
    'src/cli',
    'src/contract',
    'src/domain',
    'src/station',
    'src/workers',
    'src/shell/browser',
    'src/shell/door',
    'src/importing/office/find-libreoffice.ts',
    'src/importing/office/libreoffice-version.ts',
  ],
  'renderer/components': ['src/renderer/components', 'src/i18n', 'src/domain', 'src/contract'],
  'renderer/actions': [
    'src/renderer/actions',
    'src/renderer/station',
    'src/renderer/components',
    'src/domain',
    'src/contract',
    'src/i18n',
  ],
  'renderer/station': ['src/renderer/station', 'src/domain', 'src/contract'],
  'renderer/features': [
    'src/renderer/features',
    'src/renderer/actions',
    'src/renderer/components',
    'src/renderer/station',
    'src/domain',
    'src/contract',
    'src/i18n',
  ],
  'renderer/app': ['src/renderer', 'src/domain', 'src/contract', 'src/i18n'],
};

/** npm packages a room may use; rooms not named may use none. `node:` modules are named as `node`. */
const packages = {
  contract: ['zod'],
  i18n: ['intl-messageformat'],
  erp: ['axios', 'zod', '@embedpdf/pdfium', 'node'],
  'station/store': ['better-sqlite3', 'node'],
  'station/files': ['uuid', 'write-excel-file', 'yauzl', 'zod', 'node'],
  'station/policy': ['better-sqlite3', 'node'],
  'station/jobs': ['zod', 'node'],
  'station/sync': ['axios', 'zod', 'node'],
  preload: ['electron', 'node'],
};
const strict = [
  'domain',
  'contract',
  'i18n',
  'erp',
  'station/commands',
  'station/queries',
  'station/store',
  'station/files',
  'station/policy',
  'station/jobs',
  'station/sync',
  'preload',
];

const asPattern = (folders) =>
  folders.map((folder) => (folder.endsWith('.ts') ? `^${folder}$` : `^${folder}(/|$)`));

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room.replace('/', '-')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: asPattern(allowed) },
}));

const packageRules = strict.map((room) => ({
  name: `packages-${room.replace('/', '-')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    dependencyTypes: [
      'npm',
      'npm-dev',
      'npm-optional',
      'npm-peer',
      'npm-no-pkg',
      'npm-unknown',
      'core',
      'undetermined',
    ],
    pathNot: (packages[room] ?? [])
      .filter((name) => name !== 'node')
      .map((name) => `node_modules/(@types/)?${name}/`),
    ...((packages[room] ?? []).includes('node') ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...packageRules,
    {
      name: 'electron-only-in-its-shell',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(shell/electron|preload)/' },
      to: { path: '(^electron$|node_modules/electron/)' },
    },
    {
      // A native library in any other process than a SANE session's would take that process down with it.
      name: 'koffi-only-for-sane',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/capture/sane/' },
      to: { path: 'node_modules/koffi/' },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    { name: 'nothing-unresolved', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig/node.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
