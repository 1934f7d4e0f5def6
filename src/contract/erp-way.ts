import { z } from 'zod';
import { erpStand } from './wire.ts';

const text = z.string().trim().max(500);
const orNone = text.transform((value) => (value === '' ? null : value)).nullable();

/** Kingdee as it is set up at a station. What else its configuration can say stands in the file and stays as it is there. */
export const kingdeeForm = z.object({
  baseAddress: text,
  appId: text,
  accountId: text,
  /** Shared cloud only. */
  tenantId: orNone,
  user: text,
  userType: z.enum(['UserName', 'Mobile']),
  /** The source agreed with the vendor's implementer. */
  resource: text,
  /** For bills of which neither the ERP nor the number says a type. */
  billType: orNone,
  /** `imaging-only`: stays in imaging until a person there submits it. */
  onward: z.enum(['erp', 'imaging-only']),
  /** An upload of unknown fate: a person looks, or the file is sent again. */
  doubtfulUpload: z.enum(['stop', 'send-again']),
});
export type KingdeeForm = z.output<typeof kingdeeForm>;
export const kingdeeFields = kingdeeForm.keyof();
export const erpFieldFaults = ['Missing', 'AddressInsecure', 'Invalid'] as const;

/** Where bills go from this station, and how that is doing. No secret is in it. */
export const erpWay = z.object({
  /**
   * `service`: the match service elsewhere decides; `given`: a file of IT's; `typed`: this station's own settings, or none
   * where `kind` is null too.
   */
  by: z.enum(['service', 'given', 'typed']),
  kind: z.enum(['kingdee', 'platen', 'webhook']).nullable(),
  /** Where the configuration lies; null where it is the service's. */
  file: z.string().nullable(),
  /** Why that file cannot be used; then no bill leaves the station. */
  fault: z.string().nullable(),
  /** Null unless `kind` is `kingdee` and it is known here. */
  kingdee: kingdeeForm.nullable(),
  /** Whether there is a secret to sign in with; `elsewhere`: the service keeps it; `given`: a folder of IT's holds it. */
  secret: z.object({
    state: z.enum(['kept', 'missing', 'unreadable']),
    by: z.enum(['given', 'typed', 'service']),
  }),
  /** Null while the service does not answer. */
  stand: erpStand.nullable(),
});
export type ErpWayTold = z.infer<typeof erpWay>;
