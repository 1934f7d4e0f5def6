import { cleanPage } from '../clean.ts';
import { platen } from '../ledger.ts';
import { sheetOf } from '../sheets/sheet.ts';
import { code128, modulesOf128, modulesOfQr, qr } from '../sheets/symbols.ts';
import { shoot } from '../shots/shoot.ts';
import { anyShot } from '../shots/shot.ts';
import type { PageSet } from './page-set.ts';

/** One code on a sheet, its modules two pixels wide, or three and more; up to 10 degrees; read after cleanup. */
export const codePages: PageSet = {
  name: 'code',
  share: 0.25,
  async run({ id: name, index, random, ledger }) {
    const bed = random.pick(['black', 'gray', 'white', 'none'] as const);
    const shot = anyShot(random, bed, { skewDeg: random.between(-10, 10), turn: 0 });
    const pixels = index % 2 === 0 ? 2 : random.between(3, 5);
    const module = (pixels * 25.4) / shot.dpi;
    const text = `CL-2026-${random.whole(100_000, 999_999)}`;
    const symbol = random.pick(['QR', 'Code128'] as const);
    const sheet = sheetOf('code', (context) => {
      if (symbol === 'QR') qr(context, text, 70, 90, modulesOfQr(text) * module);
      else code128(context, text, 60, 90, modulesOf128(text) * module, 14);
    });
    const { codes } = await cleanPage(await shoot(sheet, shot, random), shot.jpegQuality);
    const isRead = codes.some((code) => code.text === text);
    const row = pixels === 2 ? 'codes at 2 px a module' : 'codes at 3 px a module and more';
    const id = `${name} ${symbol} ${pixels.toFixed(1)} px, ${bed} bed, ${shot.skewDeg.toFixed(1)} deg, blur ${shot.blur.toFixed(1)}`;
    ledger.outcome(row, platen, id, isRead ? 'read' : 'not read', isRead);
  },
};
