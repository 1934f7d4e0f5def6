import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result.ts';
import type { RawFrame } from './frames.ts';

/* What the TWAIN host writes, frame by frame; the twin of native/twain-host/PROTOCOL.md. */

const state = z.int();
const count = z.int().nullable();

export const sourceFrame = z.object({
  type: z.literal('source'),
  name: z.string().min(1),
  manufacturer: z.string(),
  family: z.string(),
  version: z.string(),
  protocol: z.string(),
});
export type SourceFrame = z.infer<typeof sourceFrame>;

const capabilityValue = z.union([z.string(), z.number(), z.boolean()]);

export const twainCapability = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  container: z.string(),
  values: z.array(capabilityValue),
  current: capabilityValue.nullable(),
  isReadOnly: z.boolean(),
});
export type TwainCapability = z.infer<typeof twainCapability>;

const capabilitiesFrame = z.object({
  type: z.literal('capabilities'),
  sources: z.array(z.string()),
  sides: z.array(z.string()),
  dpi: z.array(z.number()),
  colours: z.array(z.string()),
  papers: z.array(z.string()),
  settings: z.array(z.string()),
  capabilities: z.array(twainCapability),
});
export type CapabilitiesFrame = z.infer<typeof capabilitiesFrame>;

const pageFrame = z.object({
  type: z.literal('page'),
  width: z.int().positive(),
  height: z.int().positive(),
  /** Bytes a row. */
  stride: z.int().positive(),
  bits: z.int(),
  channels: z.int(),
  dpiX: z.number(),
  dpiY: z.number(),
  isBlackZero: z.boolean(),
  side: z.enum(['front', 'back']).nullable(),
  pageNumber: count,
  documentNumber: count,
  paperCount: count,
  patch: z.enum(['1', '2', '3', '4', '6', 'T']).nullable(),
  codes: z.array(z.object({ type: z.string(), text: z.string() })),
  imprinted: z.string().nullable(),
});
export type PageFrame = z.infer<typeof pageFrame>;

const faultFrame = z.object({
  type: z.literal('fault'),
  conditionCode: z.int(),
  returnCode: z.int(),
  triplet: z.string(),
  state,
  /** Null: the source itself said so; else what the host found. */
  reason: z.string().nullable(),
  detail: z.string().nullable(),
});
export type FaultFrame = z.infer<typeof faultFrame>;

const noteFrame = z.object({
  type: z.literal('note'),
  setting: z.string(),
  wanted: z.string(),
  used: z.string().nullable(),
});
export type NoteFrame = z.infer<typeof noteFrame>;

const heartbeatFrame = z.object({ type: z.literal('heartbeat'), state, busyMs: z.number() });
export type HeartbeatFrame = z.infer<typeof heartbeatFrame>;

const crashFrame = z.object({
  type: z.literal('crash'),
  exceptionCode: z.union([z.string(), z.number()]),
  address: z.union([z.string(), z.number()]),
  state,
});
export type CrashFrame = z.infer<typeof crashFrame>;

const hostMessage = z.discriminatedUnion('type', [
  heartbeatFrame,
  z.object({ type: z.literal('dsm'), path: z.string(), version: z.string(), isDsm2: z.boolean() }),
  sourceFrame,
  capabilitiesFrame,
  noteFrame,
  z.object({ type: z.literal('configured'), saved: z.boolean() }),
  pageFrame,
  faultFrame,
  z.object({
    type: z.literal('end'),
    sheetCount: count,
    /** Null where the source cannot see it. */
    isFeederLoaded: z.boolean().nullable(),
  }),
  z.object({ type: z.literal('cancelled') }),
  crashFrame,
  z.object({ type: z.literal('done') }),
]);
export type HostMessage = z.infer<typeof hostMessage>;

/** A message and the bytes that came with it. */
export interface HostFrame {
  readonly message: HostMessage;
  readonly bytes: Buffer;
}

/** Reads the JSON of a frame; the error is words for support. */
export function readFrame(frame: RawFrame): Result<HostFrame, string> {
  let value: unknown;
  try {
    value = JSON.parse(frame.json);
  } catch {
    return err(`no JSON: ${frame.json.slice(0, 200)}`);
  }
  const message = hostMessage.safeParse(value);
  return message.success
    ? ok({ message: message.data, bytes: frame.bytes })
    : err(`not in the protocol: ${frame.json.slice(0, 200)}: ${z.prettifyError(message.error)}`);
}
