import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleLeaves } from '../src/capture/virtual/sheets/sample-sheets.ts';

/** Writes every side of the sample stack as a JPEG file, and `truth.json` with what is known of each. */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    dpi: { type: 'string', default: '300' },
    gray: { type: 'boolean', default: false },
    fronts: { type: 'boolean', default: false },
  },
});
if (!values.out) {
  console.error('usage: make-sample-stack.ts --out DIR [--dpi N] [--gray] [--fronts]');
  process.exit(2);
}
const settings = { dpi: Number(values.dpi), colour: values.gray ? 'gray' : 'colour' } as const;
await mkdir(values.out, { recursive: true });
const truth: unknown[] = [];
for (const leaf of sampleLeaves()) {
  for (const side of values.fronts ? [leaf.front] : [leaf.front, leaf.back]) {
    const file = `${String(leaf.number).padStart(3, '0')}-${side.truth.side}.jpg`;
    await writeFile(join(values.out, file), await side.scan(settings));
    truth.push({ file, dpi: settings.dpi, ...side.truth });
  }
}
await writeFile(join(values.out, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
console.log(`${truth.length} sides in ${values.out}`);
