/** A value of a DER structure (X.690): only as much of it as is needed to walk to one that is wanted. */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  readonly children: readonly DerValue[];
}

export const derTags = {
  integer: 0x02,
  octets: 0x04,
  utf8: 0x0c,
  printable: 0x13,
  ia5: 0x16,
  sequence: 0x30,
};

const constructed = 0x20;
const depthLimit = 32;

/** The values that follow one another in the bytes; what is cut or broken ends them. */
export function derValues(bytes: Buffer, depth = 0): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const length = lengthAt(bytes, at + 1);
    if (!length || length.from + length.bytes > bytes.length) break;
    const content = bytes.subarray(length.from, length.from + length.bytes);
    const isNested = (tag & constructed) !== 0 && depth < depthLimit;
    values.push({ tag, content, children: isNested ? derValues(content, depth + 1) : [] });
    at = length.from + length.bytes;
  }
  return values;
}

function lengthAt(bytes: Buffer, at: number): { readonly from: number; readonly bytes: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { from: at + 1, bytes: first };
  const count = first & 0x7f;
  if (count < 1 || count > 4 || at + 1 + count > bytes.length) return null;
  return { from: at + 1 + count, bytes: bytes.readUIntBE(at + 1, count) };
}
