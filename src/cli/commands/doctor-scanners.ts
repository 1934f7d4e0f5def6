import type { DeviceList } from '../../contract/device-shapes.ts';
import type { DriverFamily, Reach } from '../../contract/workers.ts';
import type { CapturePort } from '../../station/ports/workers.ts';
import { wordsOf } from '../output.ts';
import { type Check, fine, look } from './doctor-check.ts';

/** What the drivers of this platform need, and what to install where it is missing. */
export async function driverChecks(
  platform: NodeJS.Platform,
  reach: Pick<Reach, 'sane' | 'twain'>,
  scanner: Pick<CapturePort, 'capabilities'>,
): Promise<readonly Check[]> {
  switch (platform) {
    case 'linux':
      return [await saneCheck(reach.sane, scanner)];
    case 'win32':
      return [twainCheck(reach.twain)];
    default:
      return [fine('scanner drivers', 'network scanners (eSCL) only on this system')];
  }
}

/** Who answered, and which driver family could not look. */
export function deviceChecks({ devices, failures }: DeviceList): readonly Check[] {
  const names = devices.map(({ name, driver }) => `${name} (${driver})`);
  const found =
    names.length > 0
      ? fine('scanners', names.join(', '))
      : look(
          'scanners',
          'none found',
          'Switch the scanner on, or name it by PLATEN_ESCL=10.0.0.7 or in the settings.',
        );
  return [
    found,
    ...failures.map(({ family, fault }) =>
      look(`scanners (${family})`, wordsOf(fault), adviceByFamily[family]),
    ),
  ];
}

const adviceByFamily: Readonly<Record<DriverFamily, string>> = {
  network: 'Network scanners are left out until this is mended; look at the network of this computer.',
  sane: 'SANE scanners are left out; try `scanimage -L` (package sane-utils) as this user. PLATEN_SANE=off turns SANE off.',
  twain:
    'TWAIN scanners are left out; install the driver of the maker again, or try its other width (32 or 64 bit).',
};

/** Opening a scanner that is not there tells whether there is anything to open it with. */
const nobody = 'sane:platen-doctor';

async function saneCheck(sane: Reach['sane'], scanner: Pick<CapturePort, 'capabilities'>): Promise<Check> {
  if (sane.state === 'off') return fine('SANE', 'turned off by PLATEN_SANE');
  const asked = await scanner.capabilities(nobody, new AbortController().signal);
  if (asked.ok || asked.error.type !== 'Unsupported') {
    const folder = sane.configFolder === null ? 'a configuration of our own' : sane.configFolder;
    return fine('SANE', `libsane loads, with ${folder}`);
  }
  return look(
    'SANE',
    asked.error.raw ?? 'libsane is not there',
    'For USB scanners install libsane1 (Debian, Ubuntu, UOS, Kylin), sane-backends-libs (Fedora, openEuler) or ' +
      'sane-backends (openSUSE, Arch), and the SANE driver of the maker. Network scanners need neither it nor sane-airscan.',
  );
}

function twainCheck({ hosts }: Reach['twain']): Check {
  if (hosts.length === 0)
    return look(
      'TWAIN',
      'no TWAIN host beside the program',
      'Install Platen whole, or run npm run build:twain-host. Scanners also need the TWAIN driver of their maker.',
    );
  return fine('TWAIN', `hosts for ${hosts.map(({ bits }) => `${bits} bit`).join(' and ')}`);
}
