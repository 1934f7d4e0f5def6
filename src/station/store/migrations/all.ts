import { counters } from './0010-counters.ts';
import { tree } from './0020-tree.ts';
import { jobs } from './0030-jobs.ts';
import { outbox } from './0040-outbox.ts';
import { audit } from './0050-audit.ts';
import { stacks } from './0060-stacks.ts';
import { cleanup } from './0070-cleanup.ts';
import { urgency } from './0080-urgency.ts';
import { typedInvoices } from './0090-typed-invoices.ts';
import { replacements } from './0100-replacements.ts';
import { seams } from './0110-seams.ts';
import { gate } from './0120-gate.ts';
import { operators } from './0130-operators.ts';
import { expectedDetails } from './0140-expected-details.ts';
import { queue } from './0150-queue.ts';
import { auditChain } from './0160-audit-chain.ts';
import { returns } from './0170-returns.ts';
import { held } from './0180-held.ts';
import { keeping } from './0190-keeping.ts';
import { billSidecars } from './0200-bill-sidecars.ts';
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
  typedInvoices,
  replacements,
  seams,
  gate,
  operators,
  expectedDetails,
  queue,
  auditChain,
  returns,
  held,
  keeping,
  billSidecars,
];
