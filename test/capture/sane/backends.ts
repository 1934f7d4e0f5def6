import type { ScriptedOption } from './scripted-libsane.ts';

/* Options as sane-backends 1.2 describes them, as far as a profile or a fault touches them. */

const mm = { type: 'fixed', unit: 'mm' } as const;
const frame = (width: number, height: number): ScriptedOption[] => [
  { name: 'tl-x', ...mm, range: [0, width, 0.02], value: '0' },
  { name: 'tl-y', ...mm, range: [0, height, 0.02], value: '0' },
  { name: 'br-x', ...mm, range: [0, width, 0.02], value: '100' },
  { name: 'br-y', ...mm, range: [0, height, 0.02], value: '100' },
];
const list = (name: string, choices: readonly string[]): ScriptedOption => ({
  name,
  type: 'text',
  choices,
  value: choices[0] ?? '',
});
const onOff = (name: string): ScriptedOption => ({ name, type: 'switch', value: 'no' });
const sensor = (name: string, type: 'switch' | 'whole' = 'switch'): ScriptedOption => ({
  name,
  type,
  value: type === 'switch' ? 'no' : '0',
  access: 'sensor',
});

export const fujitsu: readonly ScriptedOption[] = [
  list('source', ['Flatbed', 'ADF Front', 'ADF Back', 'ADF Duplex', 'Card Front', 'Card Duplex']),
  list('mode', ['Lineart', 'Halftone', 'Gray', 'Color']),
  { name: 'resolution', type: 'whole', unit: 'dpi', range: [50, 600, 1], value: '300' },
  { name: 'page-width', ...mm, range: [0, 221, 0.02], value: '215' },
  { name: 'page-height', ...mm, range: [0, 876, 0.02], value: '279' },
  ...frame(221, 876),
  { name: 'brightness', type: 'whole', range: [-127, 127, 1], value: '0' },
  { name: 'contrast', type: 'whole', range: [-127, 127, 1], value: '0' },
  list('df-action', ['Default', 'Continue', 'Stop']),
  { ...onOff('df-thickness'), onlyWhile: ['df-action', ['Continue', 'Stop']] },
  { ...onOff('df-length'), onlyWhile: ['df-action', ['Continue', 'Stop']] },
  {
    ...list('dropoutcolor', ['Default', 'Red', 'Green', 'Blue']),
    onlyWhile: ['mode', ['Lineart', 'Halftone', 'Gray']],
  },
  list('buffermode', ['Default', 'Off', 'On']),
  list('prepick', ['Default', 'Off', 'On']),
  { name: 'swskip', type: 'fixed', unit: '%', range: [0, 100, 0.1], value: '0' },
  onOff('endorser'),
  { name: 'endorser-string', type: 'text', value: '%05ud', onlyWhile: ['endorser', ['yes']] },
  sensor('double-feed'),
  sensor('error-code', 'whole'),
  sensor('side'),
];

export const canonDr: readonly ScriptedOption[] = [
  list('source', ['ADF Front', 'ADF Back', 'ADF Duplex']),
  list('mode', ['Lineart', 'Gray', 'Color']),
  {
    name: 'resolution',
    type: 'whole',
    unit: 'dpi',
    choices: ['150', '200', '240', '300', '600'],
    value: '300',
  },
  { name: 'page-width', ...mm, range: [0, 219, 0.02], value: '215' },
  { name: 'page-height', ...mm, range: [0, 1000, 0.02], value: '279' },
  ...frame(219, 1000),
  onOff('df-length'),
  onOff('df-thickness'),
  list('dropout-front', ['None', 'Red', 'Green', 'Blue', 'Enhance Red']),
  list('dropout-back', ['None', 'Red', 'Green', 'Blue', 'Enhance Red']),
  onOff('buffermode'),
  sensor('side'),
  sensor('counter', 'whole'),
];

export const kvs40xx: readonly ScriptedOption[] = [
  list('mode', ['Lineart', 'Gray', 'Color']),
  { name: 'resolution', type: 'whole', unit: 'dpi', range: [100, 600, 1], value: '100' },
  onOff('duplex'),
  list('source', ['adf', 'fb']),
  onOff('dfeed'),
  { ...onOff('dfstop'), value: 'yes' },
  list('lampcolor', ['normal', 'red', 'green', 'blue']),
  ...frame(215.9, 355.6),
];

/** As an older office machine: a feeder with a mode of its own, black and white by depth, a frame in pixels. */
export const epson2: readonly ScriptedOption[] = [
  list('source', ['Flatbed', 'Automatic Document Feeder']),
  list('adf-mode', ['Simplex', 'Duplex']),
  list('mode', ['Gray', 'Color']),
  { name: 'depth', type: 'whole', choices: ['1', '8', '16'], value: '16' },
  { name: 'x-resolution', type: 'whole', unit: 'dpi', choices: ['75', '300', '600'], value: '75' },
  { name: 'y-resolution', type: 'whole', unit: 'dpi', choices: ['75', '300', '600'], value: '75' },
  { name: 'br-x', type: 'whole', unit: 'px', range: [0, 2550, 1], value: '2550' },
  { name: 'br-y', type: 'whole', unit: 'px', range: [0, 4200, 1], value: '4200' },
  { name: 'brightness', type: 'whole', range: [0, 255, 1], value: '128' },
  list('dropout', ['None', 'Red', 'Green', 'Blue']),
];

/** Without any source to choose. */
export const kvs20xx: readonly ScriptedOption[] = kvs40xx.filter(({ name }) => name !== 'source');

/** A driver of a vendor, with words of its own. */
export const brscan: readonly ScriptedOption[] = [
  list('mode', ['Black & White', 'Gray[Error Diffusion]', 'True Gray', '24bit Color', '24bit Color[Fast]']),
  { name: 'resolution', type: 'whole', unit: 'dpi', choices: ['100', '150', '200', '300'], value: '200' },
  list('source', [
    'FlatBed',
    'Automatic Document Feeder(left aligned)',
    'Automatic Document Feeder(left aligned,Duplex)',
  ]),
  ...frame(215.9, 297.9),
];
