import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');

describe('the domain knows no environment', () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'platen-domain-'));
    for (const name of [
      'src/domain',
      'tsconfig',
      'tsconfig.base.json',
      'biome.json',
      '.gitignore',
      'package.json',
    ]) {
      cpSync(join(project, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'), 'junction');
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each(['document.title', 'process.pid', "console.log('x')", "new Buffer('x')"])(
    'ARCH-4 %s does not compile in the domain',
    (expression) => {
      writeFileSync(join(copy, 'src/domain/planted.ts'), `export const planted = () => ${expression};\n`);
      const tsc = join(project, 'node_modules/typescript/bin/tsc');
      const compile = () =>
        execFileSync(process.execPath, [tsc, '-p', 'tsconfig/domain.json'], { cwd: copy, encoding: 'utf8' });
      expect(compile).toThrow(/Command failed/);
    },
  );

  it('ARCH-5 the clock is a lint error in the domain', () => {
    writeFileSync(join(copy, 'src/domain/planted.ts'), 'export const planted = () => Date.now();\n');
    const biome = join(project, 'node_modules/@biomejs/biome/bin/biome');
    const lint = () =>
      execFileSync(process.execPath, [biome, 'lint', '--vcs-enabled=false', 'src/domain/planted.ts'], {
        cwd: copy,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(lint).toThrow(/The clock is injected/);
  });
});
