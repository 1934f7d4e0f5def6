import { describeDriverContract } from './driver-contract.ts';
import { openAirscanRig } from './sane/airscan-rig.ts';
import { openPnmRig } from './sane/pnm-rig.ts';
import { openTestRig } from './sane/test-rig.ts';

describeDriverContract(
  'SANE, test backend',
  { sides: ['simplex'], fixedStack: 10, troubles: ['jam', 'coverOpen'] },
  openTestRig,
);

describeDriverContract(
  'SANE, our own pages through the pnm backend',
  { sides: ['simplex'], fixedStack: null, troubles: ['jam', 'coverOpen'] },
  openPnmRig,
);

describeDriverContract(
  'SANE, the virtual network scanner through sane-airscan',
  { sides: ['simplex', 'duplex'], fixedStack: null, troubles: ['jam', 'coverOpen', 'doubleFeed'] },
  openAirscanRig,
);
