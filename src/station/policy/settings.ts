import { schemeBook } from '../../contract/matching-shapes.ts';
import { coverRule, idleLock, profileSet, retention } from '../../contract/profile-shapes.ts';
import { type QueuePace, queuePace } from '../../contract/queue-shapes.ts';
import { categories, keyMap } from '../../contract/shapes.ts';
import { coverless } from '../../contract/submit-shapes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { checkCategories } from '../../domain/rules/categories.ts';
import { type Coverless, usualGate } from '../../domain/rules/gate.ts';
import { type IdleLock, usualIdleLock } from '../../domain/rules/operators.ts';
import { defaultCoverRule } from '../../domain/rules/profile.ts';
import { builtInProfiles } from '../../domain/rules/profiles.ts';
import { type Retention, usualRetention } from '../../domain/rules/retention.ts';
import { checkSchemes, emptySchemeBook, type SchemeBook } from '../../domain/rules/scheme.ts';
import { parseServiceAddress } from '../../domain/rules/service-address.ts';
import type { Log } from '../ports/clock.ts';
import type { Settings } from '../ports/settings.ts';
import type { Store } from '../ports/store.ts';

/** What is stored as it was meant, or what is wrong with it. */
type Reader<T> = (value: unknown) => Result<T, string>;

/**
 * Settings kept in the store as JSON. One that no longer reads is logged and gives way to its default; what is stored
 * stays as it is until something is saved over it.
 */
export function openSettings(store: Pick<Store, 'readSetting' | 'writeSetting'>, log: Log): Settings {
  function stored<T>(key: string, reader: Reader<T>, usual: T): { read(): T; write(value: T): void } {
    return {
      read() {
        const text = store.readSetting(key);
        if (text === null) return usual;
        const value = jsonOf(text);
        const read = value.ok ? reader(value.value) : value;
        if (read.ok) return read.value;
        log('warn', 'settings.unreadable', { key, detail: read.error });
        return usual;
      },
      write(value) {
        store.writeSetting(key, JSON.stringify(value));
      },
    };
  }

  const rule = stored('cover-rule', readCoverRule, defaultCoverRule);
  const serviceAddress = stored('service-address', readServiceAddress, null);
  const withoutCover = stored('coverless', readCoverless, usualGate.coverless);
  const schemes = stored('schemes', readSchemes, emptySchemeBook);
  const pace = stored('queue-pace', readQueuePace, usualPace);
  const kept = stored('retention', readRetention, usualRetention);
  const idle = stored('idle-lock', readIdleLock, usualIdleLock);
  const profiles = stored('scan-profiles', readProfiles, builtInProfiles);
  const ownCategories = stored('categories', readCategories, []);
  const serviceCategories = stored('categories.service', readCategories, []);
  const addresses = stored('scanner-addresses', readTexts, []);
  const pins = stored('scanner-pins', readTextByName, {});
  const keys = stored('keys', readKeys, {});
  const hosts = stored('scanner-hosts', readTextByName, {});
  return {
    coverRule: rule.read,
    setCoverRule: rule.write,
    serviceAddress: serviceAddress.read,
    setServiceAddress: serviceAddress.write,
    idleLock: idle.read,
    setIdleLock: idle.write,
    coverless: withoutCover.read,
    setCoverless: withoutCover.write,
    queuePace: pace.read,
    setQueuePace: pace.write,
    schemes: schemes.read,
    setSchemes: schemes.write,
    retention: kept.read,
    setRetention: kept.write,
    profiles: profiles.read,
    setProfiles: profiles.write,
    keys: keys.read,
    setKeys: keys.write,
    ownCategories: ownCategories.read,
    setOwnCategories: ownCategories.write,
    serviceCategories: serviceCategories.read,
    setServiceCategories: serviceCategories.write,
    scannerAddresses: addresses.read,
    setScannerAddresses: addresses.write,
    scannerPins: pins.read,
    setScannerPins: pins.write,
    scannerHosts: hosts.read,
    setScannerHosts: hosts.write,
  };
}

const readCoverRule: Reader<ReturnType<Settings['coverRule']>> = (value) => {
  const parsed = coverRule.safeParse(value);
  if (!parsed.success) return err(parsed.error.message);
  try {
    new RegExp(parsed.data.pattern, 'u');
    return ok(parsed.data);
  } catch (cause) {
    if (cause instanceof SyntaxError) return err(cause.message);
    throw cause;
  }
};

const readServiceAddress: Reader<string | null> = (value) => {
  const parsed = parseServiceAddress(isText(value) ? value : '');
  return parsed.ok ? parsed : err('no address of a service');
};

const readCoverless: Reader<Coverless> = (value) => {
  const parsed = coverless.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error.message);
};

const readSchemes: Reader<SchemeBook> = (value) => {
  const parsed = schemeBook.safeParse(value);
  if (!parsed.success) return err(parsed.error.message);
  const checked = checkSchemes(parsed.data);
  return checked.ok
    ? checked
    : err(`${checked.error[0].at} ${checked.error[0].index}: ${checked.error[0].reason}`);
};

const usualPace: QueuePace = { state: 'running', kilobytesPerSecond: null };

const readQueuePace: Reader<QueuePace> = (value) => {
  const parsed = queuePace.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error.message);
};

const readIdleLock: Reader<IdleLock> = (value) => {
  const parsed = idleLock.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error.message);
};

const readRetention: Reader<Retention> = (value) => {
  const parsed = retention.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error.message);
};

const readProfiles: Reader<ReturnType<Settings['profiles']>> = (value) => {
  const parsed = profileSet.safeParse(value);
  if (!parsed.success) return err(parsed.error.message);
  return parsed.data.profiles.length > 0 ? ok(parsed.data) : err('no profile in it');
};

const readKeys: Reader<ReturnType<Settings['keys']>> = (value) => {
  const parsed = keyMap.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error.message);
};

const readCategories: Reader<ReturnType<Settings['ownCategories']>> = (value) => {
  const parsed = categories.safeParse(value);
  if (!parsed.success) return err(parsed.error.message);
  const checked = checkCategories(parsed.data);
  return checked.ok ? checked : err(`category ${checked.error[0]?.index}: ${checked.error[0]?.reason}`);
};

const readTexts: Reader<readonly string[]> = (value) =>
  Array.isArray(value) && value.every(isText) ? ok(value) : err('no list of texts');

const readTextByName: Reader<Readonly<Record<string, string>>> = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText)
    ? ok({ ...value })
    : err('no texts by name');

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function jsonOf(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError) return err(cause.message);
    throw cause;
  }
}
