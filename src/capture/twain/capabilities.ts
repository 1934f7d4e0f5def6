import type { z } from 'zod';
import { type Capabilities, capabilities, type DriverOption } from '../../contract/device-shapes.ts';
import type { CapabilitiesFrame, TwainCapability } from './messages.ts';

const { sources, sides, colours, papers, settings } = capabilities.shape;

/** What a profile names already, or the driver needs for itself: these are no options of their own (TWAIN 2.x). */
const ownIds: ReadonlySet<number> = new Set([
  0x1, // XFERCOUNT
  0x1002, // FEEDERENABLED
  0x1005, // SUPPORTEDCAPS
  0x1006, // EXTENDEDCAPS
  0x1007, // AUTOFEED
  0x100b, // INDICATORS
  0x100e, // UICONTROLLABLE
  0x1010, // AUTOSCAN
  0x1012, // DUPLEX
  0x1013, // DUPLEXENABLED
  0x1014, // ENABLEDSUIONLY
  0x1015, // CUSTOMDSDATA
  0x101e, // MAXBATCHBUFFERS
  0x1027, // PRINTERENABLED
  0x102a, // PRINTERSTRING
  0x103f, // DOUBLEFEEDDETECTION
  0x100, // COMPRESSION
  0x101, // PIXELTYPE
  0x102, // UNITS
  0x103, // XFERMECH
  0x1101, // BRIGHTNESS
  0x1103, // CONTRAST
  0x1106, // FILTER
  0x1118, // XRESOLUTION
  0x1119, // YRESOLUTION
  0x111f, // PIXELFLAVOR
  0x1120, // PLANARCHUNKY
  0x1122, // SUPPORTEDSIZES
  0x112b, // BITDEPTH
  0x112f, // EXTIMAGEINFO
  0x1134, // AUTODISCARDBLANKPAGES
  0x1159, // AUTOMATICCOLORENABLED
]);

/** In the station's words; a word that the station does not know is left out. */
export function toContract(frame: CapabilitiesFrame): Capabilities {
  return {
    sources: known(sources.element, frame.sources),
    sides: known(sides.element, frame.sides),
    dpi: [...new Set(frame.dpi.map(Math.round))].sort((a, b) => a - b),
    colours: known(colours.element, frame.colours),
    // Bare pixels come, in no file format.
    formats: [],
    papers: known(papers.element, frame.papers),
    settings: known(settings.element, frame.settings),
    options: frame.capabilities.filter(({ id }) => !ownIds.has(Number.parseInt(id, 16))).map(optionOf),
  };
}

function known<T>(word: z.ZodType<T>, words: readonly string[]): T[] {
  return words.map((one) => word.safeParse(one)).flatMap((read) => (read.success ? [read.data] : []));
}

/** Several values at once and frames can only be read: the host sets one number or one text. */
function optionOf(capability: TwainCapability): DriverOption {
  const { id, name, type, container, values, current, isReadOnly } = capability;
  const isArray = container === 'ARRAY';
  const shown = isArray ? values : current === null ? [] : [current];
  const kind = typeOf(capability);
  return {
    name: `${id} ${name}`,
    title: name,
    description: '',
    type: kind,
    unit: null,
    choices: kind === 'choice' ? values.map(textOf) : [],
    range: container === 'RANGE' ? rangeOf(values) : null,
    value: shown.length === 0 ? null : shown.map(textOf).join(', '),
    access: isReadOnly || isArray || type === 'FRAME' ? 'sensor' : 'set',
  };
}

function typeOf({ type, container, values }: TwainCapability): DriverOption['type'] {
  if (container === 'ARRAY') return 'text';
  if (type === 'BOOL') return 'switch';
  if (container === 'ENUMERATION' && values.length > 0) return 'choice';
  return type.startsWith('STR') || type === 'FRAME' ? 'text' : 'number';
}

/** As the host takes it back: a switch is a number. */
function textOf(value: TwainCapability['values'][number]): string {
  return typeof value === 'boolean' ? `${Number(value)}` : `${value}`;
}

/** Least, most, step. */
function rangeOf(values: TwainCapability['values']): DriverOption['range'] {
  const [least, most, step] = values.map(Number);
  return least === undefined || most === undefined || step === undefined ? null : { least, most, step };
}
