import { z } from 'zod';
import { type IdleLock, longestIdleLock } from '../domain/rules/operators.ts';
import {
  type CoverRule,
  defaultScanProfile,
  type ProfileSet,
  paperSizes,
  profileKeys,
  type ScanPolicy,
  type ScanProfile,
  type StoredProfile,
  scanWorks,
} from '../domain/rules/profile.ts';
import { longestRetention } from '../domain/rules/retention.ts';
import { cleanupPlan, colourKind, list } from './shapes.ts';

export const coverRule = z.object({
  formats: z.array(z.string()).min(1).readonly(),
  pattern: z.string().min(1).max(500),
}) satisfies z.ZodType<CoverRule>;

const {
  name: _name,
  source: _source,
  sides: _sides,
  dpi: _dpi,
  colour: _colour,
  ...usual
} = defaultScanProfile;

/** What came later than the first five has its usual value where a stored profile is older. */
export const scanProfile = z.object({
  name: z.string().min(1).max(100),
  source: z.enum(['feeder', 'platen']),
  sides: z.enum(['simplex', 'duplex']),
  dpi: z.int().min(75).max(1200),
  colour: z.enum([...colourKind.options, 'auto']),
  paper: z.enum(paperSizes).default(usual.paper),
  doubleFeed: z.enum(['stop', 'off']).default(usual.doubleFeed),
  blankSides: z.enum(['keep', 'skip']).default(usual.blankSides),
  brightness: z.int().min(-100).max(100).default(usual.brightness),
  contrast: z.int().min(-100).max(100).default(usual.contrast),
  dropout: z.enum(['none', 'red', 'green', 'blue']).default(usual.dropout),
  buffering: z.enum(['on', 'off']).default(usual.buffering),
  imprint: z.string().max(100).nullable().default(usual.imprint),
  storage: z.enum(['compact', 'lossless']).default(usual.storage),
  cleanup: cleanupPlan.default(usual.cleanup),
  transfer: z.enum(['memory', 'native']).default(usual.transfer),
  options: z.record(z.string().max(100), z.string().max(1000)).default({}),
  vendorSettings: z.base64().max(1_000_000).nullable().default(usual.vendorSettings),
}) satisfies z.ZodType<ScanProfile>;

export const storedProfile = z.object({
  id: z.uuid(),
  deviceId: z.string().nullable(),
  deviceName: z.string().nullable(),
  key: z.enum(profileKeys).nullable(),
  settings: scanProfile,
}) satisfies z.ZodType<StoredProfile>;

export const scanWork = z.enum(scanWorks);

export const profileSet = z.object({
  profiles: list(storedProfile),
  defaults: z.object({
    stack: z.uuid().nullable(),
    insert: z.uuid().nullable(),
    replace: z.uuid().nullable(),
  }),
}) satisfies z.ZodType<ProfileSet>;

export const scanPolicy = z.object({
  warnBelowDpi: z.int(),
  refuseBelowDpi: z.int().nullable(),
}) satisfies z.ZodType<ScanPolicy>;

/** What of a scan went otherwise than asked for, without being a fault. The operator sees each. */
export const scanNote = z.discriminatedUnion('type', [
  /** `setting`: a field of the profile, or a driver's own option. */
  z.object({ type: z.literal('SettingNotApplied'), setting: z.string(), wanted: z.string() }),
  z.object({ type: z.literal('SettingChanged'), setting: z.string(), wanted: z.string(), used: z.string() }),
  /** The device forgot the finished job: the only evidence of the end is its empty feeder. */
  z.object({ type: z.literal('EndByFeederOnly') }),
  /** A duplex stack ended on a front. */
  z.object({ type: z.literal('BackMissing'), sheet: z.int() }),
]);
export type ScanNote = z.infer<typeof scanNote>;

/** Whole days pictures stay after the receipt; null: for ever. */
export const retention = z.int().min(0).max(longestRetention).nullable();

export const idleLock = z.int().min(1).max(longestIdleLock).nullable() satisfies z.ZodType<IdleLock>;
