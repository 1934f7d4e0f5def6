import { it } from 'vitest';
import { describeDriverContract } from './driver-contract.ts';
import { selfSigned } from './virtual-certificate.ts';
import { openVirtualRig, virtualAbilities } from './virtual-rig.ts';

describeDriverContract('eSCL with the virtual scanner', virtualAbilities, () => openVirtualRig());

const certificate = selfSigned();
if (certificate) {
  describeDriverContract('eSCL over TLS', virtualAbilities, () => openVirtualRig({ certificate }));
} else {
  it.skip('driver contract over TLS: no openssl here to make a certificate with', () => undefined);
}

describeDriverContract('eSCL with sides as PDF', virtualAbilities, () => openVirtualRig({ delivery: 'pdf' }));
