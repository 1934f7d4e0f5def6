import { coverRule, profileSet } from '../../contract/shapes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { defaultCoverRule } from '../../domain/rules/profile.ts';
import { builtInProfiles } from '../../domain/rules/profiles.ts';
import type { Log, Settings, Store } from '../ports.ts';

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
  const profiles = stored('scan-profiles', readProfiles, builtInProfiles);
  const addresses = stored('scanner-addresses', readTexts, []);
  const pins = stored('scanner-pins', readTextByName, {});
  const hosts = stored('scanner-hosts', readTextByName, {});
  return {
    coverRule: rule.read,
    setCoverRule: rule.write,
    profiles: profiles.read,
    setProfiles: profiles.write,
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

const readProfiles: Reader<ReturnType<Settings['profiles']>> = (value) => {
  const parsed = profileSet.safeParse(value);
  if (!parsed.success) return err(parsed.error.message);
  return parsed.data.profiles.length > 0 ? ok(parsed.data) : err('no profile in it');
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
