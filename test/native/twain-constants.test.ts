import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { twain2Numbers, twain2Sizes } from './twain-2-numbers.ts';

const folder = join(import.meta.dirname, '../../native/twain-host');
const codes = readFileSync(join(folder, 'twain-codes.h'), 'utf8');
const types = readFileSync(join(folder, 'twain-types.h'), 'utf8');

/* An independent header, of TWAIN 1.8: it lacks what TWAIN 2 added. */
const wineHeader = '/usr/include/wine/wine/windows/twain.h';
const compilers = ['x86_64-w64-mingw32-g++', 'i686-w64-mingw32-g++'] as const;
const missing = [
  ...(existsSync(wineHeader) ? [] : [wineHeader]),
  ...compilers.filter((name) => spawnSync('which', [name], { stdio: 'ignore' }).status !== 0),
];
if (missing.length > 0) console.error(`NOT TESTED: the TWAIN constants: ${missing.join(', ')} missing`);

/** Our constants by name, as the header writes them. */
const ours = new Map(
  [...codes.matchAll(/constexpr TW_U?INT(?:16|32) ([^;]+);/g)].flatMap(([, list]) =>
    (list ?? '').split(',').map((one) => {
      const [name = '', value = ''] = one.split('=').map((part) => part.trim());
      return [name, value] as const;
    }),
  ),
);

/** Our structures with the names of their members. */
const structures = new Map(
  [...types.matchAll(/struct (TW_\w+) \{([^}]*)\};/g)].map(([, name = '', body = '']) => [
    name,
    [...body.matchAll(/(\w+)(?:\[\d+\])?(?=[,;])/g)].map(([, member]) => member ?? ''),
  ]),
);

const winesText = missing.length > 0 ? '' : readFileSync(wineHeader, 'latin1');
const wines = new Set([...winesText.matchAll(/^#define (\w+)/gm)].map(([, name]) => name));
const winesStructures = new Set([...winesText.matchAll(/^\s*\}\s*(TW_\w+)/gm)].map(([, name]) => name));

/** Members that Wine's header names otherwise. */
const winesMember: Readonly<Record<string, string>> = {
  'TW_PENDINGXFERS.EOJ': 'u.EOJ',
  'TW_INFO.ReturnCode': 'CondCode',
};
/** As wide as a pointer since TWAIN 2; in the header of 1.8 always four bytes, which is the same for 32 bit alone. */
const widened: readonly string[] = ['TW_INFO', 'TW_EXTIMAGEINFO'];

const work = mkdtempSync(join(tmpdir(), 'platen-constants-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe.skipIf(missing.length > 0)('the TWAIN numbers of the host', () => {
  it('TWAIN-19 every constant is compared with something: Wine’s header or the table', () => {
    expect(ours.size).toBeGreaterThan(200);
    const unchecked = [...ours.keys()].filter(
      (name) => !wines.has(name) && twain2Numbers[name] === undefined,
    );
    expect(unchecked).toEqual([]);
    const unknown = [...structures.keys()].filter(
      (name) => !winesStructures.has(name) && twain2Sizes[name] === undefined,
    );
    expect(unknown).toEqual([]);
  });

  it('TWAIN-19 what TWAIN 2 added is as its specification has it', () => {
    const wrong = Object.entries(twain2Numbers).filter(
      ([name, value]) => ours.has(name) && Number(ours.get(name)) !== value,
    );
    expect(wrong).toEqual([]);
    expect(Object.keys(twain2Numbers).filter((name) => ours.has(name)).length).toBeGreaterThan(30);
  });

  it.each(compilers)('TWAIN-19 constants, sizes and offsets are those of Wine’s header (%s)', (compiler) => {
    expect(compile(compiler, codes, types)).toBe('');
  });

  it('TWAIN-19 the comparison sees a wrong constant and a wrong structure', () => {
    const wrongCode = codes.replace('PAPERJAM = 20', 'PAPERJAM = 22');
    expect(compile(compilers[0], wrongCode, types)).toContain('TWCC_PAPERJAM');
    const wrongType = types.replace('TW_UINT32 MinBufSize, MaxBufSize', 'TW_UINT32 MaxBufSize, MinBufSize');
    expect(compile(compilers[1], codes, wrongType)).toContain('TW_SETUPMEMXFER.MinBufSize');
  });
});

/** The errors of a program that asserts both headers to say the same; '' where they do. */
function compile(compiler: string, codesText: string, typesText: string): string {
  copyFileSync(wineHeader, join(work, 'wine-twain.h'));
  writeFileSync(join(work, 'twain-codes.h'), codesText);
  writeFileSync(join(work, 'twain-types.h'), typesText);
  writeFileSync(join(work, 'compare.cpp'), comparison(compiler.startsWith('x86_64') ? 64 : 32));
  const done = spawnSync(
    compiler,
    ['-std=c++17', '-fsyntax-only', '-DDECLSPEC_EXPORT=', `-I${work}`, join(work, 'compare.cpp')],
    {
      encoding: 'utf8',
    },
  );
  const errors = done.stderr.split('\n').filter((line) => line.includes('error:'));
  if (!errors.every((line) => line.includes('static assertion failed'))) throw new Error(done.stderr);
  return done.stderr;
}

/* Ours is read first and kept under other names: the macros of Wine's header would replace them. */
function comparison(bits: 32 | 64): string {
  const shared = [...structures].filter(
    ([name]) => winesStructures.has(name) && !(widened.includes(name) && bits === 64),
  );
  const tableSizes = Object.entries(twain2Sizes).map(
    ([name, sizes]) => `static_assert(sizeof(twain::${name}) == ${sizes[bits]}, "${name}");`,
  );
  const members = shared.flatMap(([name, names]) => names.map((member) => ({ name, member })));
  const named = [...ours.keys()].filter((name) => wines.has(name));
  return [
    '#include <cstddef>',
    '#include "twain-codes.h"',
    ...tableSizes,
    'namespace kept {',
    ...named.map((name) => `constexpr long long ${name}_ = twain::${name};`),
    ...shared.map(([name]) => `constexpr std::size_t ${name}_size = sizeof(twain::${name});`),
    ...members.map(
      ({ name, member }) => `constexpr std::size_t ${name}_${member} = offsetof(twain::${name}, ${member});`,
    ),
    '}',
    '#include "wine-twain.h"',
    ...named.map((name) => `static_assert(kept::${name}_ == static_cast<long long>(${name}), "${name}");`),
    ...shared.map(([name]) => `static_assert(kept::${name}_size == sizeof(::${name}), "${name}");`),
    ...members.map(
      ({ name, member }) =>
        `static_assert(kept::${name}_${member} == offsetof(::${name}, ${winesMember[`${name}.${member}`] ?? member}), "${name}.${member}");`,
    ),
    '',
  ].join('\n');
}
