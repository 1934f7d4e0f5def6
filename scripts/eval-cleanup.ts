import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { evaluate } from '../test/evaluation/evaluate.ts';
import { writeContactSheet } from '../test/evaluation/pictures.ts';

/*
 * `npm run eval:cleanup`: the cleanup on drawn pages of known truth, beside other tools on the same pages.
 * --seed N draws other pages, --pages N more or fewer, --stage NAME one set alone, --only ID one page, --others N tries
 * the other tools on every Nth page (0: on none), --pictures DIR writes before and after.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    pages: { type: 'string', default: '240' },
    stage: { type: 'string' },
    only: { type: 'string' },
    others: { type: 'string', default: '12' },
    pictures: { type: 'string' },
  },
});

sharp.concurrency(1);
sharp.cache(false);
if (values.pictures) mkdirSync(values.pictures, { recursive: true });

const begun = process.cpuUsage();
const ledger = await evaluate(
  {
    seed: Number(values.seed),
    pages: Number(values.pages),
    set: values.stage ?? values.only?.replace(/-\d+$/, '') ?? null,
    only: values.only ?? null,
    pictures: values.pictures ?? null,
    othersEvery: values.only ? 1 : Number(values.others),
  },
  (id) => process.stderr.isTTY && process.stderr.write(`\r${id}   `),
);
if (values.pictures) await writeContactSheet(values.pictures);
const { user, system } = process.cpuUsage(begun);
process.stdout.write(`${ledger.print()}\n\nWorst pages of seed ${values.seed} (repeat one with --only)\n`);
process.stdout.write(`${ledger.worst(5)}\n\n${((user + system) / 1e6).toFixed(0)} s of CPU here\n`);
