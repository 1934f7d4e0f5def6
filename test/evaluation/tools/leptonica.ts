import { globSync } from 'node:fs';
import koffi from 'koffi';
import type { Tool, ToolPage } from './tool.ts';

/** Degrees swept to either side: one more than any page here leans. */
const sweepRange = 16;
const sweepStep = 1;
const leastStep = 0.01;
const threshold = 150;

/** Leptonica through its C interface; null where the library is not installed. */
export function openLeptonica(): Tool | null {
  const [path] = [...globSync('/usr/lib/*/liblept.so.5'), ...globSync('/usr/lib/*/libleptonica.so.6')];
  if (path === undefined) return null;
  const library = koffi.load(path);
  const read = library.func('void* pixRead(const char*)');
  const binarise = library.func('void* pixConvertTo1(void*, int)');
  const search = library.func(
    'int pixFindSkewSweepAndSearch(void*, _Out_ float*, _Out_ float*, int, int, float, float, float)',
  );
  const destroy = library.func('void pixDestroy(_Inout_ void**)');
  return {
    name: 'Leptonica',
    findSkew({ pgm }: ToolPage) {
      const gray = read(pgm);
      const bits = binarise(gray, threshold);
      const angle = [0];
      const confidence = [0];
      const failed = search(bits, angle, confidence, 4, 2, sweepRange, sweepStep, leastStep);
      destroy([gray]);
      destroy([bits]);
      // Its angle is the clockwise turn that straightens, as ours.
      return failed ? null : (angle[0] ?? 0);
    },
    findTurn: null,
  };
}
