import { describeDriverContract } from './driver-contract.ts';
import { openVirtualRig } from './virtual-rig.ts';

describeDriverContract('eSCL with the virtual scanner', () => openVirtualRig());
