import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Language, textOf } from '../../src/i18n/text.ts';
import type { Action } from '../../src/renderer/actions/action.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { printedKeys } from '../../src/renderer/actions/keys.ts';
import { guideFiles, keysFiles, largestPicture, pictureFile, picturesOf } from '../e2e/guide-pictures.ts';

const languages: readonly Language[] = ['zh-CN', 'en-US'];

describe("the operator's guide", () => {
  it.each(languages)(
    'GUIDE-2 shows pictures that are there, small, each once, and none is left over (%s)',
    async (language) => {
      const named = await picturesOf(language);
      expect(named.length).toBeGreaterThanOrEqual(10);
      expect(new Set(named).size).toBe(named.length);
      for (const name of named) {
        const bytes = readFileSync(pictureFile(language, name));
        expect(bytes.length, name).toBeLessThan(largestPicture);
        expect(await sharp(bytes).metadata(), name).toMatchObject({
          format: 'png',
          width: 1366,
          height: 768,
        });
      }
      const kept = readdirSync(dirname(pictureFile(language, 'any'))).sort();
      expect(kept).toEqual(named.map((name) => `${name}.png`).sort());
    },
  );

  it('GUIDE-3 has the same chapters, pictures, tables and keys in both languages', async () => {
    const [chinese, english] = languages.map((language) => readFileSync(guideFiles[language], 'utf8'));
    if (!chinese || !english) throw new Error('the guide is there in two languages');
    const shape = (guide: string) =>
      guide.split(/^## /m).map((chapter) => ({
        number: chapter.match(/^\d+/)?.[0],
        pictures: [...chapter.matchAll(/\/([a-z-]+)\.png/g)].map(([, name]) => name),
        rows: chapter.split('\n').filter((line) => line.startsWith('|')).length,
        topics: [...chapter.matchAll(/^\*\*/gm)].length,
        keys: [...new Set([...chapter.matchAll(/`([^`]+)`/g)].map(([, key]) => key))].sort(),
      }));
    expect(shape(english)).toEqual(shape(chinese));
    // Links to chapters lead somewhere.
    for (const guide of [chinese, english]) {
      const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, words = '']) => anchorOf(words));
      const links = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
      expect(links).toEqual(headings);
    }
  });

  it.each(languages)('GUIDE-4 tells of each key what the window tells (%s)', (language) => {
    const text = textOf(language);
    const guide = readFileSync(guideFiles[language], 'utf8');
    const chapter = guide.split(/^## /m).find((one) => one.startsWith('10.')) ?? '';
    const rows = [...chapter.matchAll(/^\| (.+?) \| `(.+?)` \|$/gm)];
    expect(rows.length).toBeGreaterThan(20);
    const wrong = rows.filter(([, name, key]) => {
      const action = allActions.find((one) => text(one.labelKey, one.labelParams) === name);
      return !action?.keys.some((keys) => printedKeys(keys) === key);
    });
    expect(wrong.map(([row]) => row)).toEqual([]);
  });

  it.each(languages)(
    'GUIDE-5 lists every action with its keys on a page of its own (%s)',
    async (language) => {
      await expect(keyPage(language)).toMatchFileSnapshot(keysFiles[language]);
    },
  );
});

/** As GitHub makes it of a heading. */
function anchorOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');
}

function keyPage(language: Language): string {
  const text = textOf(language);
  const back = language === 'zh-CN' ? '[扫描员指南](operator.zh.md)' : "[Operator's guide](operator.md)";
  const groups = Map.groupBy(allActions, (action) => action.group);
  const chapters = [...groups].map(([group, actions]) => {
    const rows = actions.map(
      (action) => `| ${text(action.labelKey, action.labelParams)} | ${keysOf(action)} |`,
    );
    return [`## ${text(`action.group.${group}`)}`, '', '| | |', '|--|--|', ...rows, ''].join('\n');
  });
  return [`# ${text('help.title')}`, '', back, '', ...chapters].join('\n');
}

function keysOf(action: Action): string {
  return action.keys.map((keys) => `\`${printedKeys(keys)}\``).join(' ');
}
