import type { CommandInput, CommandName, CommandParsed } from '../../src/contract/commands.ts';
import type { Capabilities, DeviceList, DriverOption } from '../../src/contract/device-shapes.ts';
import type { ErpWayTold } from '../../src/contract/erp-way.ts';
import type { StationError } from '../../src/contract/errors.ts';
import type { QueryOutput } from '../../src/contract/queries.ts';
import type { ErpTest } from '../../src/contract/wire.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import {
  defaultCoverRule,
  defaultScanProfile,
  type ProfileSet,
  type ScanProfile,
  type StoredProfile,
} from '../../src/domain/rules/profile.ts';
import { deleteProfile, saveProfile, setDefaultProfile } from '../../src/domain/rules/profiles.ts';

/* What the double of the station knows of scanners, profiles and settings; the rules of profiles are the real ones. */

type Settings = QueryOutput<'settings.get'>;

export interface FixtureSettings {
  get(): Settings;
  set(change: Partial<Settings>): void;
  keeping(): Result<QueryOutput<'keeping.state'>, StationError>;
  setKeeping(change: Partial<QueryOutput<'keeping.state'>>): void;
  /** The disk gives no answer any more; null: it does again. */
  failKeeping(error: StationError | null): void;
  erp(): ErpWayTold;
  setErp(change: Partial<ErpWayTold>): void;
  setErpTest(result: ErpTest): void;
  /** Null for a command that is no business of settings. */
  run(name: CommandName, input: unknown): Promise<Result<unknown, StationError>> | null;
}

export const fixtureDevices: DeviceList['devices'] = [
  { id: 'virtual', name: '虚拟扫描仪', driver: 'virtual', detail: null },
  { id: 'net-1', name: 'Example fi-1', driver: 'escl', detail: '10.0.0.21' },
  { id: 'sane-1', name: 'Example DR-2', driver: 'sane', detail: 'example:libusb:001:004' },
  { id: 'twain-1', name: 'Example S-3', driver: 'twain', detail: '32 bit' },
];

export function fixtureCapabilities(deviceId: string): Capabilities {
  const whole: Capabilities = {
    sources: ['feeder', 'platen'],
    sides: ['simplex', 'duplex'],
    dpi: [150, 200, 300, 600],
    colours: ['bitonal', 'gray', 'colour'],
    formats: ['image/jpeg'],
    papers: ['auto', 'a4', 'a5', 'a6', 'b5', 'letter'],
    settings: ['brightness', 'contrast'],
    options: [],
  };
  if (deviceId === 'sane-1')
    return {
      ...whole,
      sources: ['feeder'],
      settings: ['doubleFeed', 'brightness', 'contrast', 'dropout', 'buffering', 'imprint', 'blankSides'],
      options: saneOptions,
    };
  if (deviceId === 'twain-1')
    return {
      ...whole,
      colours: ['bitonal', 'gray', 'colour', 'auto'],
      settings: ['doubleFeed', 'blankSides', 'brightness', 'contrast', 'transfer', 'vendorSettings'],
    };
  return whole;
}

export function fixtureProfiles(): ProfileSet {
  const stored = (
    id: number,
    part: Partial<StoredProfile>,
    settings: Partial<ScanProfile>,
  ): StoredProfile => ({
    id: `018f0000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    deviceId: null,
    deviceName: null,
    key: null,
    ...part,
    settings: { ...defaultScanProfile, ...settings },
  });
  const first = stored(1, {}, {});
  return {
    profiles: [
      first,
      stored(
        2,
        { deviceId: 'sane-1', deviceName: 'Example DR-2', key: 'F5' },
        { name: '合同（灰度）', colour: 'gray', options: { 'df-length': 'yes' } },
      ),
      stored(
        3,
        { deviceId: 'twain-1', deviceName: 'Example S-3', key: 'Shift+F6' },
        { name: '小票', sides: 'simplex', dpi: 150, paper: 'a6', vendorSettings: 'AAEC' },
      ),
    ],
    defaults: { stack: first.id, insert: null, replace: null },
  };
}

/** A station whose bills go to no ERP. */
const noErp: ErpWayTold = {
  by: 'typed',
  kind: null,
  file: '/var/lib/platen/erp/erp.json',
  fault: null,
  kingdee: null,
  secret: { state: 'missing', by: 'typed' },
  stand: { connector: null, unannounced: 'wait', waiting: 0, underWay: 0, failed: 0, reason: null },
};

export function fixtureSettings(): FixtureSettings {
  let settings: Settings = {
    coverRule: defaultCoverRule as Settings['coverRule'],
    profiles: fixtureProfiles() as Settings['profiles'],
    coverless: { value: 'refused', by: 'typed' },
    scanPolicy: { warnBelowDpi: 200, refuseBelowDpi: null },
    scannerAddresses: [{ address: '10.0.0.21', by: 'given' }],
    idleLock: null,
    keys: {},
    hotFolder: { folder: null, grouping: 'split', by: 'typed' },
    categories: { by: 'station', categories: [] },
  };
  let keeping: QueryOutput<'keeping.state'> = {
    retention: { days: 30, by: 'typed' },
    freeBytes: 214_000_000_000,
    leftUploads: { files: 0, bytes: 0 },
    pages: 48_210,
    damaged: 0,
    scrub: {
      isRunning: false,
      startedAt: Date.UTC(2026, 10, 9, 1),
      doneAt: Date.UTC(2026, 10, 9, 4),
      checked: 47_020,
      found: 0,
    },
  };
  let keepingFailure: StationError | null = null;
  const set = (change: Partial<Settings>) => {
    settings = { ...settings, ...change };
  };
  const setProfiles = (result: Result<ProfileSet, StationError>): Result<unknown, StationError> => {
    if (!result.ok) return result;
    set({ profiles: result.value as Settings['profiles'] });
    return ok({});
  };
  let erp = noErp;
  let erpTest: ErpTest = { outcome: 'ready', detail: '' };
  const answer = (name: CommandName, input: unknown): Result<unknown, StationError> | null => {
    switch (name) {
      case 'profiles.save':
        return setProfiles(saveProfile(settings.profiles, input as StoredProfile, settings.scanPolicy));
      case 'profiles.delete': {
        const { profileId } = input as CommandInput<'profiles.delete'>;
        return setProfiles(deleteProfile(settings.profiles, profileId));
      }
      case 'profiles.setDefault': {
        const { work, profileId } = input as CommandInput<'profiles.setDefault'>;
        return setProfiles(setDefaultProfile(settings.profiles, work, profileId));
      }
      case 'profiles.configure':
        return ok({ vendorSettings: 'AAECAw==' });
      case 'scanners.addAddress': {
        const { address } = input as CommandInput<'scanners.addAddress'>;
        if (/\s/.test(address)) return { ok: false, error: { type: 'AddressInvalid', address } };
        set({ scannerAddresses: [...settings.scannerAddresses, { address, by: 'typed' }] });
        return ok({});
      }
      case 'scanners.removeAddress': {
        const { address } = input as CommandInput<'scanners.removeAddress'>;
        set({ scannerAddresses: settings.scannerAddresses.filter((one) => one.address !== address) });
        return ok({});
      }
      case 'erp.save': {
        const { kingdee, secret } = input as CommandParsed<'erp.save'>;
        if (kingdee?.baseAddress.startsWith('http:'))
          return err({ type: 'ErpSetupInvalid', field: 'baseAddress', reason: 'AddressInsecure' });
        const state =
          kingdee !== null && (secret !== null || erp.secret.state === 'kept') ? 'kept' : 'missing';
        erp = { ...erp, kind: kingdee && 'kingdee', kingdee, secret: { ...erp.secret, state } };
        return ok({});
      }
      case 'erp.test':
        return ok(erpTest);
      case 'settings.setCoverless':
        set({
          coverless: { value: (input as CommandInput<'settings.setCoverless'>).coverless, by: 'typed' },
        });
        return ok({});
      case 'settings.setKeys':
        set(input as CommandInput<'settings.setKeys'>);
        return ok({});
      case 'categories.save': {
        const { categories } = input as CommandInput<'categories.save'>;
        set({ categories: { by: 'station', categories } });
        return ok({});
      }
      case 'settings.setRetention': {
        const { days } = input as CommandInput<'settings.setRetention'>;
        keeping = { ...keeping, retention: { days, by: 'typed' } };
        return ok({});
      }
      case 'scrub.run': {
        const { pages: checked } = keeping;
        keeping = { ...keeping, scrub: { ...keeping.scrub, checked, doneAt: Date.UTC(2026, 10, 23, 2) } };
        return ok({ checked, found: 0, damaged: keeping.damaged });
      }
      case 'settings.setHotFolder':
        set({ hotFolder: { ...(input as CommandInput<'settings.setHotFolder'>), by: 'typed' } });
        return ok({});
      default:
        return null;
    }
  };
  return {
    get: () => settings,
    set,
    keeping: () => (keepingFailure === null ? ok(keeping) : { ok: false, error: keepingFailure }),
    setKeeping(change) {
      keeping = { ...keeping, ...change };
    },
    failKeeping(error) {
      keepingFailure = error;
    },
    erp: () => erp,
    setErp(change) {
      erp = { ...erp, ...change };
    },
    setErpTest(result) {
      erpTest = result;
    },
    run(name, input) {
      const result = answer(name, input);
      return result && Promise.resolve(result);
    },
  };
}

const option = (
  part: Partial<DriverOption> & Pick<DriverOption, 'name' | 'title' | 'type'>,
): DriverOption => ({
  description: '',
  unit: null,
  choices: [],
  range: null,
  value: null,
  access: 'set',
  ...part,
});

const saneOptions: DriverOption[] = [
  option({
    name: 'df-length',
    title: 'DF by length',
    type: 'switch',
    value: 'no',
    description: 'Detect double feeds by comparing document lengths',
  }),
  option({
    name: 'df-thickness',
    title: 'DF by thickness',
    type: 'switch',
    value: 'no',
    description: 'Detect double feeds by measuring thickness with ultrasound',
  }),
  option({
    name: 'rollerdeskew',
    title: 'Roller deskew',
    type: 'switch',
    value: 'no',
    description: 'Straighten sheets with the rollers before they are scanned',
  }),
  option({
    name: 'swcrop',
    title: 'Software crop',
    type: 'choice',
    choices: ['no', 'loose', 'tight'],
    value: 'no',
  }),
  option({
    name: 'threshold',
    title: 'Threshold',
    type: 'number',
    range: { least: 0, most: 255, step: 1 },
    value: '128',
    description: 'Minimum brightness that becomes white',
  }),
  option({
    name: 'page-height',
    title: 'Page height',
    type: 'number',
    unit: 'mm',
    range: { least: 0, most: 355.6, step: 0.1 },
    value: '297',
  }),
  option({ name: 'endorser-string', title: 'Endorser text', type: 'text', value: '' }),
  option({ name: 'counter', title: 'Sheet counter', type: 'number', value: '18422', access: 'sensor' }),
  option({ name: 'adf-loaded', title: 'Feeder loaded', type: 'switch', value: 'yes', access: 'sensor' }),
  option({ name: 'clear-calibration', title: 'Clear calibration', type: 'button' }),
];
