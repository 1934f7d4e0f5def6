import type { Capabilities, DriverOption } from '../../contract/device-shapes.ts';
import { isColour } from './colour.ts';
import type { SaneDevice } from './device.ts';
import { bedOf, papersInside } from './geometry.ts';
import type { SaneOption } from './option-value.ts';
import {
  blankSidesWays,
  brightnessOptions,
  bufferingWays,
  contrastOptions,
  doubleFeedWays,
  dropoutWay,
  imprintWay,
  modeOptions,
  namedByProfile,
  resolutionOptions,
} from './options.ts';
import { nearest, settable, settle } from './settle.ts';
import { type Feed, setFeed } from './source.ts';

/** Offered where a device takes any resolution in a range. */
const usualDpi = [75, 100, 150, 200, 240, 300, 400, 600, 1200];
/** What a profile can hold of an option; gamma tables are longer. */
const mostValue = 1_000;
const feeds = ['simplex', 'duplex', 'platen'] as const satisfies readonly Feed[];
const colours = ['bitonal', 'gray', 'colour', 'auto'] as const;

/** Sets each of a profile's values and reads it back; leaves the device as that left it, so it ends with its process. */
export async function readCapabilities(device: SaneDevice, deviceType: string | null): Promise<Capabilities> {
  // Told as the device first shows them, before anything is tried.
  const options = await ownOptions(device);
  const possible: Feed[] = [];
  const dpi = new Set<number>();
  const seen = new Set<(typeof colours)[number]>();
  const papers = new Set<Capabilities['papers'][number]>();
  for (const feed of feeds) {
    if (!(await setFeed(device, feed, deviceType))) continue;
    possible.push(feed);
    for (const one of resolutionsOf(device)) dpi.add(one);
    for (const colour of await coloursOf(device)) seen.add(colour);
    for (const paper of papersInside(bedOf(device, 300))) papers.add(paper);
  }
  const feeder = possible.find((feed) => feed !== 'platen') ?? possible[0];
  if (feeder) await setFeed(device, feeder, deviceType);
  return {
    sources: [
      ...(possible.some((feed) => feed !== 'platen') ? (['feeder'] as const) : []),
      ...(possible.includes('platen') ? (['platen'] as const) : []),
    ],
    sides: possible.includes('duplex') ? ['simplex', 'duplex'] : ['simplex'],
    dpi: [...dpi].sort((one, other) => one - other),
    colours: colours.filter((colour) => seen.has(colour)),
    formats: [],
    papers: [...papers],
    settings: await settingsOf(device),
    options,
  };
}

function resolutionsOf(device: SaneDevice): number[] {
  const option = settable(device, resolutionOptions);
  if (!option) return [];
  if (option.choices.length > 0) return option.choices.map(Number).filter(Number.isInteger);
  return usualDpi.filter((dpi) => nearest(option, dpi) === dpi);
}

async function coloursOf(device: SaneDevice): Promise<(typeof colours)[number][]> {
  if (!settable(device, modeOptions)) {
    // Nothing to choose: what comes is what the device makes of the sheet.
    const { status, parameters } = await device.parameters();
    return status === 'GOOD' && parameters.format === 0 ? ['gray'] : ['colour'];
  }
  const taken: (typeof colours)[number][] = [];
  for (const colour of colours) {
    if (await isColour(device, colour)) taken.push(colour);
  }
  return taken;
}

async function settingsOf(device: SaneDevice): Promise<Capabilities['settings']> {
  // Some settings are there only in one mode: tones in gray, and a colour is dropped only where none is scanned.
  await isColour(device, 'gray');
  const isRanged = (names: readonly string[]) => Boolean(settable(device, names)?.range);
  const followed = {
    doubleFeed: await settle(device, doubleFeedWays.stop),
    blankSides: await settle(device, blankSidesWays.skip),
    brightness: isRanged(brightnessOptions),
    contrast: isRanged(contrastOptions),
    dropout: await settle(device, dropoutWay('red')),
    buffering: await settle(device, bufferingWays.on),
    imprint: await settle(device, imprintWay('1')),
  };
  return (Object.keys(followed) as (keyof typeof followed)[]).filter((setting) => followed[setting]);
}

async function ownOptions(device: SaneDevice): Promise<DriverOption[]> {
  const own = device.options().filter(({ name, isActive }) => isActive && !namedByProfile.has(name));
  const told: DriverOption[] = [];
  for (const option of own) {
    const value = await device.get(option);
    told.push({ ...describe(option), value: value === null || value.length > mostValue ? null : value });
  }
  return told;
}

function describe(option: SaneOption): Omit<DriverOption, 'value'> {
  const { name, title, description, unit, choices, range } = option;
  return {
    name,
    title,
    description,
    type: typeOf(option),
    unit,
    choices: [...choices],
    range,
    access: option.isSettable ? 'set' : 'sensor',
  };
}

/** Lists of numbers are text, comma between. */
function typeOf({ type, choices, size }: SaneOption): DriverOption['type'] {
  const isOneWord = size <= 4;
  if (type === 'button' || type === 'switch') return type;
  if (type !== 'text' && !isOneWord) return 'text';
  if (choices.length > 0) return 'choice';
  return type === 'text' ? 'text' : 'number';
}
