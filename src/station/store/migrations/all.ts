import { counters } from './0010-counters.ts';
import { tree } from './0020-tree.ts';
import { jobs } from './0030-jobs.ts';
import { outbox } from './0040-outbox.ts';
import { audit } from './0050-audit.ts';
import { stacks } from './0060-stacks.ts';
import { cleanup } from './0070-cleanup.ts';
import { urgency } from './0080-urgency.ts';
import type { Migration } from './migration.ts';

/** In order. Only ever appended to. */
export const migrations: readonly Migration[] = [
  counters,
  tree,
  jobs,
  outbox,
  audit,
  stacks,
  cleanup,
  urgency,
];
