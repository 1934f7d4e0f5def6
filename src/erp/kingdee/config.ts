import { z } from 'zod';
import { secureAddress } from '../address.ts';
import { statusLabels } from './status-labels.ts';

const word = z.string().trim().min(1);

/** One tenant of the flagship imaging API. Secrets are not part of it: they come from the key store. */
export const kingdeeConfig = z.object({
  /** With the tenant's path where it has one; the interfaces stand below it. */
  baseAddress: secureAddress,
  appId: word,
  accountId: word,
  tenantId: word.nullable().default(null),
  user: word,
  /** How `user` is to be read. */
  userType: z.enum(['UserName', 'Mobile']),
  language: word.nullable().default(null),
  /** Agreed with the vendor's implementer; the same on every interface. No default: a wrong one finds other bills. */
  resource: word,
  /** For bills the ERP did not announce with a type; null: such bills are refused. */
  billType: word.nullable().default(null),
  /** Whether 4.02 makes the imaging bill where there is none, and whether it hands it on to the ERP. */
  missingBill: z.enum(['create', 'refuse']).default('create'),
  onward: z.enum(['erp', 'imaging-only']).default('erp'),
  recognition: z.enum(['server', 'none']).default('none'),
  /** Of one request, base64 included. The vendor gives no figure: ask. */
  maxBodyBytes: z
    .int()
    .positive()
    .default(20 * 1024 * 1024),
  billsAtOnce: z.int().min(1).max(8).default(1),
  /**
   * What to do about an upload nobody knows the fate of: leave the bill to a person, or send the file again and leave
   * a file at the server that may show in the bill.
   */
  doubtfulUpload: z.enum(['stop', 'send-again']).default('stop'),
  /** How long the server may take to show a submitted bill in its state. */
  settleMs: z.int().nonnegative().default(60_000),
  /** `errorCode`s that mean: this token is not taken. The vendor publishes no list. */
  tokenRefusedCodes: z.array(word).default([]),
  statusLabels,
});
export type KingdeeConfig = z.infer<typeof kingdeeConfig>;
