import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jbig2Page } from '../../src/importing/ofd/jbig2-segments.ts';
import { sealPicture } from '../../src/importing/ofd/seal-picture.ts';
import { wholeFont } from '../../src/importing/ofd/whole-font.ts';
import { boxFont } from './font-files.ts';
import { jbig2Of } from './jbig2-files.ts';
import { entriesOf, type OfdSpec, rectangle, sealOf, signatureFiles, signaturesOfBody } from './ofd-files.ts';
import { taggedInvoice } from './ofd-invoice.ts';
import { type Bench, openBench, runImport } from './run-import.ts';
import { zipOf } from './zip-files.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.remove());

const shading =
  '<ofd:FillColor><ofd:AxialShd StartPoint="0 0" EndPoint="9 9" MapType="Repeat" MapUnit="2"><ofd:Segment Position="0"><ofd:Color Value="0 0 0"/></ofd:Segment></ofd:AxialShd></ofd:FillColor>';

/** Something of everything. */
const spec: OfdSpec = {
  ...taggedInvoice,
  body: signaturesOfBody,
  pages: [
    ...taggedInvoice.pages,
    {
      content:
        rectangle(1, 1, 9, 9, { fill: shading, attributes: 'CTM="1 0 0 1 0 0" Alpha="9"' }) +
        '<ofd:TextObject Font="9" Size="5"><ofd:CGTransform CodePosition="0" CodeCount="1"><ofd:Glyphs>1</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="1" Y="9" DeltaX="g 2 3">AA</ofd:TextCode></ofd:TextObject>',
      box: '0 0 40 40',
    },
  ],
  resources: '<ofd:Fonts><ofd:Font ID="9"><ofd:FontFile>box.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>',
  files: [
    ...(taggedInvoice.files ?? []),
    { name: 'Doc_0/Res/box.ttf', bytes: boxFont() },
    ...signatureFiles(
      '<ofd:StampAnnot ID="1" PageRef="1" Boundary="20 20 40 40"/>',
      sealOf('ofd', zipOf(entriesOf({ pages: [{ content: '' }] }))),
    ),
  ],
};

describe('an OFD of any content', () => {
  it('OFD-24 whatever a file of it is changed into ends in pages or errors, never in an exception', async () => {
    const entries = entriesOf(spec);
    const scraps = [
      '',
      '<',
      '>',
      '"',
      'NaN',
      '-1',
      '9e99',
      '0',
      '&#x110000;',
      '\0',
      'Path',
      'g 99999999 1',
      '../../',
    ];
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(entries.length - 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        fc.constantFrom(...scraps),
        async (index, share, length, scrap) => {
          const changed = entries.map((entry, at) => {
            if (at !== index) return entry;
            const bytes = Buffer.from(entry.bytes);
            const from = Math.floor(share * bytes.length);
            return {
              ...entry,
              bytes: Buffer.concat([
                bytes.subarray(0, from),
                Buffer.from(scrap),
                bytes.subarray(from + length),
              ]),
            };
          });
          const path = await bench.write(`any-${count++}`, zipOf(changed));
          const { pages, errors } = await runImport(bench, path, 'any.ofd', 20);
          expect(pages.length + errors.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('OFD-24 any bytes as signature, font or JBIG2 are looked at without an exception', async () => {
    const starts = [Buffer.alloc(0), boxFont(), sealOf('png', Buffer.from('x')), await jbig2Of('sequential')];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.nat(200),
        fc.uint8Array({ maxLength: 100 }),
        (start, kept, rest) => {
          const bytes = Buffer.concat([start.subarray(0, kept), rest]);
          sealPicture(bytes);
          jbig2Page(bytes);
          expect(Buffer.isBuffer(wholeFont(bytes))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
