import { describe, expect, it } from 'vitest';
import { black, blue, onePage, onOfdBench, picture, red, white } from './ofd-bench.ts';
import { ofdOf, rectangle, sealOf, signatureFiles, signaturesOfBody, xmlFile } from './ofd-files.ts';

const { drawn } = onOfdBench();

describe('annotations and seals of an OFD', () => {
  it('OFD-14 annotations are drawn as they look, but not those that are hidden', async () => {
    const annotation = (more: string, x: number) =>
      `<ofd:Annot ID="${x}" Type="Watermark" ${more}><ofd:Appearance Boundary="${x} 10 40 40">${rectangle(0, 0, 40, 40)}</ofd:Appearance></ofd:Annot>`;
    const { paper } = await drawn(
      onePage('', {
        document: '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>',
        files: [
          {
            name: 'Doc_0/Annots/Annotations.xml',
            bytes: xmlFile(
              '<ofd:Annotations><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annot.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
            ),
          },
          {
            name: 'Doc_0/Annots/Page_0/Annot.xml',
            bytes: xmlFile(
              `<ofd:PageAnnot>${annotation('', 10)}${annotation('Visible="false"', 100)}</ofd:PageAnnot>`,
            ),
          },
        ],
      }),
    );
    expect(paper.at(30, 30)).toEqual(black);
    expect(paper.at(120, 30)).toEqual(white);
  });

  it('OFD-22 a template, composite or list of annotations that cannot be read is told on the page, which is there all the same', async () => {
    for (const spec of [
      onePage(rectangle(0, 0, 50, 50), { document: '<ofd:Annotations>gone.xml</ofd:Annotations>' }),
      onePage(`${rectangle(0, 0, 50, 50)}<ofd:CompositeObject ID="4" Boundary="9 9 9 9" ResourceID="99"/>`),
      { pages: [{ content: rectangle(0, 0, 50, 50), head: '<ofd:Template TemplateID="50"/>' }] },
    ]) {
      const { page, paper } = await drawn(spec);
      expect(page?.warnings).toEqual(['part-skipped']);
      expect(paper.at(30, 30)).toEqual(black);
    }
  });

  it('OFD-15 a seal is found in its signature and multiplied onto the page, as far as its clip goes', async () => {
    const stamp = '<ofd:StampAnnot ID="1" PageRef="1" Boundary="20 20 40 40" Clip="0 0 20 40"/>';
    const { page, paper } = await drawn(
      onePage(rectangle(0, 0, 30, 100, { colour: '0 0 255' }), {
        body: signaturesOfBody,
        files: signatureFiles(stamp, sealOf('PNG', await picture('#ff0000'))),
      }),
    );
    expect(page?.warnings).toEqual([]);
    expect(paper.at(35, 40)).toEqual(red);
    // Red ink on blue ink.
    expect(paper.at(25, 40)).toEqual(black);
    expect(paper.at(50, 40)).toEqual(white);
  });

  it('OFD-16 a seal that is itself an OFD is drawn clear; one that cannot be read is told', async () => {
    const stamp = '<ofd:StampAnnot ID="1" PageRef="1" Boundary="20 20 40 40"/>';
    const seal = ofdOf({
      pages: [{ content: rectangle(0, 0, 10, 20, { colour: '255 0 0' }), box: '0 0 20 20' }],
    });
    const good = await drawn(
      onePage(rectangle(0, 50, 100, 100, { colour: '0 0 255' }), {
        body: signaturesOfBody,
        files: signatureFiles(stamp, sealOf('ofd', seal)),
      }),
    );
    expect(good.page?.warnings).toEqual([]);
    expect(good.paper.at(30, 30)).toEqual(red);
    expect(good.paper.at(50, 30)).toEqual(white);
    expect(good.paper.at(50, 55)).toEqual(blue);
    const bad = await drawn(
      onePage('', { body: signaturesOfBody, files: signatureFiles(stamp, Buffer.from('no DER')) }),
    );
    expect(bad.page?.warnings).toEqual(['seal-skipped']);
    const lost = await drawn(onePage('', { body: signaturesOfBody }));
    expect(lost.page?.warnings).toEqual(['seal-skipped']);
  });
});
