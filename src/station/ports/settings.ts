import type { QueuePace } from '../../contract/queue-shapes.ts';
import type { Category } from '../../domain/rules/categories.ts';
import type { Coverless } from '../../domain/rules/gate.ts';
import type { IdleLock } from '../../domain/rules/operators.ts';
import type { CoverRule, ProfileSet } from '../../domain/rules/profile.ts';
import type { Retention } from '../../domain/rules/retention.ts';
import type { SchemeBook } from '../../domain/rules/scheme.ts';

export interface Settings {
  coverRule(): CoverRule;
  setCoverRule(rule: CoverRule): void;
  /** Where a person enrolled this station; null: nowhere. */
  serviceAddress(): string | null;
  setServiceAddress(address: string): void;
  idleLock(): IdleLock;
  setIdleLock(idleLock: IdleLock): void;
  retention(): Retention;
  setRetention(retention: Retention): void;
  coverless(): Coverless;
  setCoverless(coverless: Coverless): void;
  queuePace(): QueuePace;
  setQueuePace(pace: QueuePace): void;
  /** As the service told them last; empty where it keeps none. */
  schemes(): SchemeBook;
  setSchemes(book: SchemeBook): void;
  /** Never empty: the built-in profile stands where there is none. */
  profiles(): ProfileSet;
  setProfiles(set: ProfileSet): void;
  /** Keys of the window changed here, by action id. */
  keys(): Record<string, readonly string[]>;
  setKeys(keys: Record<string, readonly string[]>): void;
  /** Kept at this station; the service's go before them. */
  ownCategories(): readonly Category[];
  setOwnCategories(categories: readonly Category[]): void;
  /** As the service told them last; empty where it keeps none. */
  serviceCategories(): readonly Category[];
  setServiceCategories(categories: readonly Category[]): void;
  /** As a person typed them. */
  scannerAddresses(): readonly string[];
  setScannerAddresses(addresses: readonly string[]): void;
  /** Fingerprints of certificates taken at first use, by `host:port`. */
  scannerPins(): Readonly<Record<string, string>>;
  setScannerPins(pins: Readonly<Record<string, string>>): void;
  /** Where network scanners were last seen: `host:port` by device id. One that shows another certificate is not listed. */
  scannerHosts(): Readonly<Record<string, string>>;
  setScannerHosts(hosts: Readonly<Record<string, string>>): void;
}
