/** What makes a page fail the policy: it holds its bill back until it is mended or accepted by name. */
export const qualityFaults = ['SkewLeft', 'Coarse', 'Blurred', 'Clipped'] as const;
export type QualityFault = (typeof qualityFaults)[number];
