import type { Capabilities } from '../../contract/device-shapes.ts';
import { type EsclCapabilities, inputsOf } from './capabilities.ts';
import { papersOf } from './papers.ts';
import { dropoutChannels, formatsFor, modeByColour } from './settings.ts';

/** What a device can do, in the station's words. Only what it states and what this driver can take is offered. */
export function toContract(capabilities: EsclCapabilities): Capabilities {
  const inputs = inputsOf(capabilities);
  const profiles = inputs.flatMap((input) => input.profiles);
  const hasFeeder = capabilities.simplex !== null || capabilities.duplex !== null;
  const colours = (['bitonal', 'gray', 'colour'] as const).filter((colour) =>
    inputs.some((input) => formatsFor(input, modeByColour[colour]).length > 0),
  );
  const channels = profiles.flatMap((profile) => profile.channels);
  const canDropOut = Object.values(dropoutChannels).every((channel) => channels.includes(channel));
  return {
    sources: [
      ...(hasFeeder ? (['feeder'] as const) : []),
      ...(capabilities.platen ? (['platen'] as const) : []),
    ],
    sides: ['simplex', ...(capabilities.duplex ? (['duplex'] as const) : [])],
    dpi: [...new Set(profiles.flatMap((profile) => profile.dpi))].sort((a, b) => a - b),
    colours,
    formats: [...new Set(profiles.flatMap((profile) => profile.formats))],
    papers: papersOf(inputs),
    settings: [
      ...(capabilities.canDetectMultipick ? (['doubleFeed'] as const) : []),
      ...(capabilities.canRemoveBlank ? (['blankSides'] as const) : []),
      ...(capabilities.brightness ? (['brightness'] as const) : []),
      ...(capabilities.contrast ? (['contrast'] as const) : []),
      ...(canDropOut ? (['dropout'] as const) : []),
    ],
    options: [],
  };
}
