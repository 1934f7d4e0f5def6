import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QuarterTurn } from '../../../src/domain/units.ts';
import type { Tool } from './tool.ts';

/* Programs of the command line, each set as its manual says for pages that lean up to 15 degrees. */

export function openImageMagick(): Tool | null {
  if (!isInstalled('convert')) return null;
  return {
    name: 'ImageMagick',
    findSkew({ pgm }) {
      const said = output('convert', [pgm, '-deskew', '40%', '-format', '%[deskew:angle]', 'info:']);
      const angle = Number.parseFloat(said.stdout);
      return Number.isFinite(angle) ? angle : null;
    },
    findTurn: null,
  };
}

export function openUnpaper(): Tool | null {
  if (!isInstalled('unpaper')) return null;
  return {
    name: 'unpaper',
    findSkew({ pgm }) {
      const folder = mkdtempSync(join(tmpdir(), 'platen-eval-'));
      try {
        const options = [
          '-vv',
          '--overwrite',
          '--deskew-scan-range',
          '15',
          '--no-blackfilter',
          '--no-grayfilter',
        ];
        const { stderr, stdout } = output('unpaper', [...options, pgm, join(folder, 'out.pgm')]);
        const said = /rotate \([^)]*\): (-?[\d.]+)/.exec(stdout + stderr);
        // Radians, clockwise lean positive.
        return said ? (-Number.parseFloat(said[1] ?? '') * 180) / Math.PI : null;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    findTurn: null,
  };
}

/** Its baselines for the lean, its orientation mode for the turn. */
export function openTesseract(): Tool | null {
  if (!isInstalled('tesseract')) return null;
  const language = output('tesseract', ['--list-langs']).stdout.includes('chi_sim') ? 'chi_sim+eng' : 'eng';
  return {
    name: 'tesseract',
    findSkew({ pgm, dpi }) {
      const options = ['stdout', '--dpi', String(dpi), '-l', language, '--psm', '3', 'hocr'];
      const { stdout } = output('tesseract', [pgm, ...options]);
      const slopes = [...stdout.matchAll(/class='ocr_line'[^>]*baseline (-?[\d.]+) /g)].map((m) =>
        Number(m[1]),
      );
      if (slopes.length === 0) return null;
      const middle = slopes.sort((a, b) => a - b)[slopes.length >> 1] ?? 0;
      // Slopes grow downwards.
      return (-Math.atan(middle) * 180) / Math.PI;
    },
    findTurn({ pgm, dpi }) {
      const { stdout } = output('tesseract', [pgm, 'stdout', '--dpi', String(dpi), '--psm', '0']);
      const turn = /Rotate: (\d+)/.exec(stdout)?.[1];
      return turn === undefined ? null : (Number(turn) as QuarterTurn);
    },
  };
}

function isInstalled(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
}

function output(program: string, args: readonly string[]): { stdout: string; stderr: string } {
  const env = { ...process.env, OMP_THREAD_LIMIT: '1', LC_ALL: 'C' };
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000, env });
  return { stdout: stdout ?? '', stderr: stderr ?? '' };
}
