import { expect, it } from 'vitest';
import { textOf } from '../../src/i18n/text.ts';
import { codeWord } from '../../src/renderer/components/code-words.ts';

it('FIT-2 a code is called by what it looks like, and not by the name of its format', () => {
  const called = (format: string) => [
    codeWord(format, textOf('zh-CN', {})),
    codeWord(format, textOf('en-US', {})),
  ];
  expect(called('QRCode')).toEqual(['二维码', 'QR code']);
  expect(called('Code128')).toEqual(['条形码', 'Barcode']);
  expect(called('PDF417')).toEqual(['二维码', '2D code']);
  expect(called('Code39')).toEqual(['条形码', 'Barcode']);
});
