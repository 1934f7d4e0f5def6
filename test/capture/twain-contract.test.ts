import { describeDriverContract } from './driver-contract.ts';
import { openTwainRig } from './twain-rig.ts';
import { hasWine32, missingForWine } from './wine.ts';

const missing = missingForWine();
if (missing) console.error(`NOT TESTED: the TWAIN driver: ${missing}`);
const widths: readonly (32 | 64)[] = missing ? [] : hasWine32() ? [64, 32] : [64];
if (!missing && widths.length === 1) {
  console.error('NOT TESTED: the TWAIN driver with 32 bit sources: this Wine runs 64 bit alone');
}

for (const bits of widths) {
  for (const transfer of ['memory', 'native'] as const) {
    describeDriverContract(
      `TWAIN under Wine, ${bits} bit, ${transfer} transfer`,
      { sides: ['simplex', 'duplex'], fixedStack: null, troubles: ['jam', 'coverOpen', 'doubleFeed'] },
      () => openTwainRig(bits, transfer),
    );
  }
}
