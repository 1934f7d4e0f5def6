import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../../src/i18n/text.ts';

const guide = join(import.meta.dirname, '../../docs/guide');

/** Bytes a picture may have. */
export const largestPicture = 120_000;

export const guideFiles = {
  'zh-CN': join(guide, 'operator.zh.md'),
  'en-US': join(guide, 'operator.md'),
} as const;

/** Every action with its keys; written by the test that holds them. */
export const keysFiles = {
  'zh-CN': join(guide, 'keys.zh.md'),
  'en-US': join(guide, 'keys.md'),
} as const;

export function pictureFile(language: Language, name: string): string {
  return join(guide, 'pictures', language, `${name}.png`);
}

/** In docs/images, one for each README. */
export function readmePicture(language: Language): string {
  return language === 'zh-CN' ? 'station.zh.png' : 'station.png';
}

/** Names of the pictures in the guide of this language, in its order. */
export async function picturesOf(language: Language): Promise<readonly string[]> {
  const words = await readFile(guideFiles[language], 'utf8');
  return [...words.matchAll(/!\[[^\]]+\]\(pictures\/([a-zA-Z-]+)\/([a-z-]+)\.png\)/g)].map(
    ([, folder, name]) => {
      if (folder !== language) throw new Error(`${folder} in the guide of ${language}`);
      return name ?? '';
    },
  );
}
