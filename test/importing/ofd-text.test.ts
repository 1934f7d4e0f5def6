import { describe, expect, it } from 'vitest';
import { boxFont } from './font-files.ts';
import { onePage, onOfdBench } from './ofd-bench.ts';
import { songFont, text } from './ofd-files.ts';

const { drawn } = onOfdBench();

describe('text of an OFD', () => {
  it('OFD-11 text whose font is not in the file is drawn in ours and the page says so', async () => {
    const { page, paper } = await drawn(onePage(text(1, 20, 30, 10, '增值税发票'), { resources: songFont }));
    expect(page?.warnings).toEqual(['font-replaced']);
    for (const index of [0, 1, 2, 3, 4]) {
      expect(paper.ink(20 + index * 10, 20, 10, 11), `sign ${index}`).toBeGreaterThan(0.08);
    }
    expect(paper.ink(72, 18, 40, 16)).toBe(0);
  });

  it('OFD-12 offsets with repeat groups, both ways; signs made narrow and turned; runs without offsets', async () => {
    const { paper } = await drawn(
      onePage(
        text(1, 20, 20, 10, '国国国国', 'DeltaX="g 2 20 40"') +
          text(2, 20, 60, 10, '国国国', 'DeltaX="g 2 0" DeltaY="g 2 20"') +
          text(3, 60, 60, 10, '国', '', 'HScale="0.5"') +
          text(4, 100, 60, 10, '一', '', 'CharDirection="90"') +
          text(5, 120, 60, 10, '国国', '') +
          text(6, 160, 60, 10, '国国', '', 'ReadDirection="90"') +
          // Too few offsets: the last one goes on.
          text(7, 20, 130, 10, '国国国国', 'DeltaX="20"'),
        { resources: songFont },
      ),
    );
    const isInked = (x: number, y: number) => paper.ink(x, y, 10, 11) > 0.08;
    expect([20, 30, 40, 50, 60, 70, 80, 90, 100].map((x) => isInked(x, 10))).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      false,
      false,
      true,
    ]);
    expect([50, 60, 70, 80, 90].map((y) => isInked(20, y))).toEqual([true, false, true, false, true]);
    expect([20, 30, 40, 50, 60, 70, 80].map((x) => isInked(x, 120))).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(paper.ink(60, 50, 5, 11)).toBeGreaterThan(0.1);
    expect(paper.ink(65.5, 50, 6, 11)).toBe(0);
    // A stroke that lies now stands, right of its origin and below it.
    expect(paper.ink(100, 60, 8, 10)).toBeGreaterThan(0.02);
    expect(paper.ink(100, 50, 10, 8)).toBe(0);
    expect([120, 130, 140].map((x) => isInked(x, 50))).toEqual([true, true, false]);
    expect([50, 60, 70].map((y) => isInked(160, y))).toEqual([true, true, false]);
  });

  it('OFD-13 an embedded font is drawn by its outlines, by character or by the glyphs given', async () => {
    const object = (id: number, x: number, words: string, more = '') =>
      `<ofd:TextObject ID="${id}" Boundary="${x} 20 40 20" Font="${id}" Size="20">${more}<ofd:TextCode X="0" Y="20" DeltaX="20">${words}</ofd:TextCode></ofd:TextObject>`;
    const transform =
      '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>1</ofd:Glyphs></ofd:CGTransform>';
    const several = transform.replace(
      '"1" GlyphCount="1"><ofd:Glyphs>1',
      '"2" GlyphCount="3"><ofd:Glyphs>1 1 1',
    );
    const { page, paper } = await drawn(
      onePage(
        object(2, 20, 'A') +
          object(3, 60, '国', transform) +
          // Two signs drawn as three glyphs, each with an offset, and a sign after them.
          object(2, 100, '国国A', several),
        {
          resources:
            '<ofd:Fonts><ofd:Font ID="2" FontName="Box"><ofd:FontFile>box.ttf</ofd:FontFile></ofd:Font>' +
            '<ofd:Font ID="3" FontName="Box"><ofd:FontFile>glyphs-only.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>',
          files: [
            { name: 'Doc_0/Res/box.ttf', bytes: boxFont() },
            { name: 'Doc_0/Res/glyphs-only.ttf', bytes: boxFont(['cmap']) },
          ],
        },
      ),
    );
    expect(page?.warnings).toEqual([]);
    // The glyph is a box as wide as half the size and as high.
    for (const x of [20, 60, 100, 120, 140, 160]) {
      expect(paper.ink(x + 1, 31, 8, 8)).toBe(1);
      expect(paper.ink(x + 11, 20, 8, 20)).toBe(0);
    }
    const broken = await drawn(
      onePage(object(2, 20, '国'), {
        resources:
          '<ofd:Fonts><ofd:Font ID="2" FontName="Box"><ofd:FontFile>box.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>',
        files: [{ name: 'Doc_0/Res/box.ttf', bytes: Buffer.from('no font') }],
      }),
    );
    expect(broken.page?.warnings).toEqual(['font-replaced']);
    expect(broken.paper.ink(20, 20, 20, 20)).toBeGreaterThan(0.08);
  });
});
