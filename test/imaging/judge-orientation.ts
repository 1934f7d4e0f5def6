import { countVotes } from '../../src/imaging/orient/certainty.ts';
import { findOrientation } from '../../src/imaging/orient/find-orientation.ts';
import { pollPrint } from '../../src/imaging/orient/poll.ts';
import { someSheet } from './orientation-captures.ts';
import { registerFonts } from './orientation-fonts.ts';
import type { Kind } from './orientation-sheets.ts';

/*
 * How often quarter turns are right, wrong and left, on families and kinds of pages nothing was learnt from:
 *   node test/imaging/judge-orientation.ts <sheets> <first seed> <folder of fonts>...
 */

const kinds: readonly Kind[] = ['letter', 'short letter', 'table', 'list', 'form', 'receipt', 'invoice'];
const [count, first, ...folders] = process.argv.slice(2);
const faces = registerFonts(folders).filter(({ isHeld }) => isHeld);
const results = new Map<Kind, { right: number; wrong: number; left: number }>();
for (let i = 0; i < Number(count); i++) {
  const kind = kinds[i % kinds.length] as Kind;
  const { view, print, dpi } = await someSheet(kind, faces, Number(first) + i);
  const { turn, confidence } = findOrientation(view, view.skew.degrees);
  const result = results.get(kind) ?? { right: 0, wrong: 0, left: 0 };
  results.set(kind, result);
  if (confidence > 0 && turn === 0) {
    result.right++;
    continue;
  }
  if (confidence === 0) result.left++;
  else result.wrong++;
  const verdict = countVotes(pollPrint(view, view.skew.degrees));
  console.log(
    kind,
    print.style,
    print.face.name,
    `${print.points.toFixed(1)} pt at ${dpi} dpi:`,
    verdict,
    turn,
    confidence,
  );
}
console.table(Object.fromEntries(results));
