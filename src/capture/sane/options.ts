import type { ScanProfile } from '../../domain/rules/profile.ts';

/*
 * What the options of real backends are called and take (sane-backends 1.2: fujitsu, canon_dr, epsonds, epson2,
 * kvs20xx, kvs40xx, avision, kodak, hs2p, pixma, xerox_mfp, genesys; hplip, brscan, epkowa, utsushi, airscan). Names and
 * values are tried in this order, values without regard to case. Whether one takes effect is read back, never assumed.
 */

/** One thing to set: the first of these options that the device has gets the first of the values that it takes. */
export interface Step {
  readonly options: readonly string[];
  readonly values: readonly string[];
}

/** How a setting of a profile is done: what `prepares` may fail, one of what `decides` has to be taken. */
export interface Way {
  readonly prepares: readonly Step[];
  readonly decides: readonly Step[];
}

export const sourceOptions = ['source', 'doc-source', 'scan-source'];
/** Beside a source without a duplex value of its own, or without any source. */
export const duplexSwitch = {
  options: ['duplex', 'adf-mode', 'adf_mode'],
  on: ['yes', 'Duplex'],
  off: ['no', 'Simplex'],
};

/** A value of the source option by its words; null: neither feeder nor glass (film, cards, the back alone). */
export function sourceKind(value: string): 'platen' | 'simplex' | 'duplex' | null {
  if (/card|transparen|tpu|film|negative|slide|carrier/i.test(value)) return null;
  if (/duplex|both sides/i.test(value)) return 'duplex';
  if (/back/i.test(value)) return null;
  if (/\badf|feeder|sheet|^adf/i.test(value)) return 'simplex';
  if (/flat ?bed|platen|^fb$|glass|document table|^normal$/i.test(value)) return 'platen';
  return null;
}

export const modeOptions = ['mode', 'image-type', 'scan-mode'];
export const modeValues = {
  bitonal: [
    'Lineart',
    'Binary',
    'Black & White',
    'Black and White',
    'Black/White',
    'Monochrome',
    'Bitonal',
    'Line Art',
  ],
  gray: [
    'Gray',
    'Grey',
    'Grayscale',
    'Greyscale',
    'True Gray',
    'Gray Scale',
    '8-bit Grayscale',
    '256 Gray Levels',
  ],
  colour: [
    'Color',
    'Colour',
    '24bit Color',
    '24-bit Color',
    'True Color',
    'RGB',
    '24bit Color[Fast]',
    'Full Color',
  ],
  auto: ['Auto', 'Automatic', 'Auto Color', 'Automatic Color', 'Auto Detect'],
} as const satisfies Record<ScanProfile['colour'], readonly string[]>;
export const depthOptions = ['depth', 'bit-depth'];

export const resolutionOptions = ['resolution', 'x-resolution', 'scan-resolution'];
export const otherResolutionOptions = ['y-resolution'];

export const pageWidthOptions = ['page-width', 'pagewidth', 'paper-width'];
export const pageHeightOptions = ['page-height', 'pageheight', 'paper-height', 'paper-length'];
export const frameOptions = { left: 'tl-x', top: 'tl-y', right: 'br-x', bottom: 'br-y' } as const;

export const brightnessOptions = ['brightness'];
export const contrastOptions = ['contrast'];

/** Length tells nothing in a stack of mixed receipts: it is used only where there is no other sensor. */
const doubleFeedSensors = [
  ...['df-thickness', 'dfdetect', 'dfeed', 'double-feed-detection'],
  ...['double-feed-detection-sensitivity', 'multifeed-detection', 'multi-feed-detection', 'df-length'],
];

export const doubleFeedWays: Readonly<Record<ScanProfile['doubleFeed'], Way>> = {
  stop: {
    // kvs40xx: `dfstop` is "do not stop".
    prepares: [
      { options: ['df-action'], values: ['Stop'] },
      { options: ['dfstop'], values: ['no'] },
    ],
    decides: [
      { options: doubleFeedSensors, values: ['yes', 'Thickness', 'Both', 'Normal', 'Ultrasonic', 'High'] },
    ],
  },
  off: {
    prepares: [],
    decides: [
      ...doubleFeedSensors.map((name) => ({ options: [name], values: ['no', 'None', 'Off'] })),
      { options: ['df-action'], values: ['Continue', 'Default'] },
    ],
  },
};

/** fujitsu and canon_dr take the share of dark pixels, in percent, up to which a side is blank: the least there is. */
export const blankSidesWays: Readonly<Record<ScanProfile['blankSides'], Way>> = {
  skip: {
    prepares: [],
    decides: [
      { options: ['swskip', 'blank-page-skip', 'skip-blank', 'blank-skip'], values: ['1', 'yes', 'On'] },
    ],
  },
  keep: {
    prepares: [],
    decides: [
      { options: ['swskip', 'blank-page-skip', 'skip-blank', 'blank-skip'], values: ['0', 'no', 'Off'] },
    ],
  },
};

const dropoutColours = {
  none: ['None', 'Default', 'Normal'],
  red: ['Red'],
  green: ['Green'],
  blue: ['Blue'],
};

export function dropoutWay(dropout: ScanProfile['dropout']): Way {
  const values = dropoutColours[dropout];
  return {
    prepares: [{ options: ['dropout-back'], values }],
    decides: [
      {
        options: ['dropoutcolor', 'dropout-front', 'dropout', 'lampcolor', 'lamp-color', 'color-filter'],
        values,
      },
    ],
  };
}

export const bufferingWays: Readonly<Record<ScanProfile['buffering'], Way>> = {
  on: {
    prepares: [{ options: ['prepick'], values: ['yes', 'On'] }],
    decides: [{ options: ['buffermode', 'buffer-mode'], values: ['yes', 'On'] }],
  },
  off: {
    prepares: [{ options: ['prepick'], values: ['no', 'Off'] }],
    decides: [{ options: ['buffermode', 'buffer-mode'], values: ['no', 'Off'] }],
  },
};

export function imprintWay(text: string): Way {
  return {
    prepares: [{ options: ['endorser'], values: ['yes', 'On'] }],
    decides: [{ options: ['endorser-string', 'post-imprint-string', 'pre-imprint-string'], values: [text] }],
  };
}

/** Of a frame, front or back; the device says it between `sane_start` and the first read (fujitsu, canon_dr). */
export const sideSensor = 'side';
/** Sheets that went through, as the device counts them (canon_dr). */
export const counterSensors = ['counter', 'page-counter', 'sheet-counter'];

/** All that a profile names by itself; everything else is an option under its own name. */
export const namedByProfile: ReadonlySet<string> = new Set([
  ...[
    ...sourceOptions,
    ...duplexSwitch.options,
    ...modeOptions,
    ...resolutionOptions,
    ...otherResolutionOptions,
  ],
  ...[...pageWidthOptions, ...pageHeightOptions, ...Object.values(frameOptions)],
  ...[...brightnessOptions, ...contrastOptions],
  ...[doubleFeedWays.stop, doubleFeedWays.off, blankSidesWays.skip, dropoutWay('red'), bufferingWays.on]
    .concat(imprintWay(''))
    .flatMap(({ prepares, decides }) => [...prepares, ...decides])
    .flatMap(({ options }) => options),
]);
