import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { editCommand } from '../../src/contract/edit-shapes.ts';
import { stationErrorTypes } from '../../src/contract/errors.ts';
import { matchResult } from '../../src/contract/matching-shapes.ts';
import { problem } from '../../src/contract/submit-shapes.ts';
import { billStandings, sentStandings } from '../../src/domain/rules/bill-standing.ts';
import { errorParams } from '../../src/i18n/error-params.ts';
import { formatAmount, formatBytes, formatMoney, formatWait, lastFour } from '../../src/i18n/format.ts';
import { type Language, languageFor, languages, messages, textOf } from '../../src/i18n/text.ts';

const keysOf = (language: (typeof languages)[number]) =>
  new Map<string, string>(Object.entries(messages[language]));

/** Names of the arguments of a parsed message, those inside plurals and selects too. */
function argumentsIn(parts: ReturnType<IntlMessageFormat['getAst']>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const part of parts) {
    const isArgument = part.type >= 1 && part.type <= 6;
    if (isArgument && 'value' in part) names.add(part.value);
    if (!('options' in part)) continue;
    for (const option of Object.values(part.options))
      for (const name of argumentsIn(option.value)) names.add(name);
  }
  return names;
}

describe('messages', () => {
  it('I18N-1 both languages have the same keys, none empty', () => {
    const [first, ...others] = languages.map((language) => [...keysOf(language).keys()].sort());
    for (const other of others) expect(other).toEqual(first);
    for (const language of languages) {
      for (const [key, message] of keysOf(language))
        expect(message.trim(), `${language} ${key}`).not.toBe('');
    }
  });

  it('I18N-2 every message is sound ICU', () => {
    for (const language of languages) {
      for (const [key, message] of keysOf(language)) {
        expect(
          () => new IntlMessageFormat(message, language),
          `${language} ${key}: ${message}`,
        ).not.toThrow();
      }
    }
  });

  it('I18N-3 a translation uses no parameter its source does not have', () => {
    const parameters = (message: string) => argumentsIn(new IntlMessageFormat(message, 'en-US').getAst());
    const source = keysOf('zh-CN');
    for (const [key, message] of keysOf('en-US')) {
      const known = parameters(source.get(key) ?? '');
      for (const name of parameters(message)) expect(known, `${key}: {${name}}`).toContain(name);
    }
  });

  it('I18N-4 every error of the station says what happened and what to do, in both languages', () => {
    expect(stationErrorTypes.length).toBeGreaterThan(60);
    for (const language of languages) {
      const keys = keysOf(language);
      for (const type of stationErrorTypes) {
        expect(keys.get(`error.${type}.what`), `${language} ${type}`).toBeTruthy();
        expect(keys.get(`error.${type}.do`), `${language} ${type}`).toBeTruthy();
      }
    }
  });

  it('I18N-5 every problem, verdict, standing and edit has its words', () => {
    const problems = problem.options.map((option) => option.shape.type.value);
    const wanted = [
      ...problems.flatMap((type) => [`problem.${type}.what`, `problem.${type}.do`, `need.${type}`]),
      ...matchResult.shape.verdict.options.flatMap((verdict) => [
        `verdict.${verdict}`,
        `verdict.${verdict}.explain`,
      ]),
      ...billStandings.map((standing) => `standing.${standing}`),
      ...sentStandings.map((standing) => `standing.${standing}.explain`),
      ...editCommand.options.map((option) => `act.${option.shape.type.value}`),
    ];
    for (const language of languages) {
      for (const key of wanted) expect(keysOf(language).get(key), `${language} ${key}`).toBeTruthy();
    }
  });

  it('I18N-6 the renderer shows no Chinese but through its keys', () => {
    const root = join(import.meta.dirname, '../../src/renderer');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    expect(files.length).toBeGreaterThan(40);
    for (const name of files) {
      const code = readFileSync(join(root, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      // The language switch shows both languages whatever is chosen.
      expect(code.replace('中 / EN', ''), name).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe('words and figures', () => {
  it('I18N-7 plurals follow the language', () => {
    const english = textOf('en-US');
    expect(english('submit.action', { count: 1 })).toBe('Submit 1 bill');
    expect(english('submit.action', { count: 4 })).toBe('Submit 4 bills');
    expect(textOf('zh-CN')('submit.action', { count: 4 })).toBe('提交 4 单');
  });

  it('I18N-8 amounts come from minor units exactly', () => {
    expect(formatAmount(1234567, 'zh-CN')).toBe('12,345.67');
    expect(formatAmount(5, 'en-US')).toBe('0.05');
    expect(formatAmount(-8800, 'zh-CN')).toBe('-88.00');
    expect(formatAmount(1234, 'en-US', 'JPY')).toBe('1,234');
    expect(formatMoney(1234567, 'CNY', 'zh-CN')).toBe('¥12,345.67');
  });

  it('I18N-9 sizes are told as disks are sold', () => {
    expect(formatBytes(214_000_000_000, 'en-US')).toBe('214 GB');
    expect(formatBytes(2_400_000, 'en-US')).toBe('2.4 MB');
    for (const language of languages) expect(formatBytes(0, language)).toBe('0 B');
  });

  it('I18N-9 figures stand apart from their words in either language', () => {
    expect(formatWait(30_000, 'zh-CN')).toBe('30 秒');
    expect(formatWait(120_000, 'zh-CN')).toBe('2 分钟');
    expect(formatWait(30_000, 'en-US')).toBe('30 seconds');
  });

  it('I18N-9 the limit in the words of an archive is the one its error carries', () => {
    const archive = (measure: string, found: number, limit: number, language: Language) => {
      const text = textOf(language);
      const error = { type: 'ArchiveTooLarge', name: 'a.ofd', measure, found, limit };
      return text('error.ArchiveTooLarge.what', errorParams(error, text));
    };
    for (const language of languages) {
      expect(archive('entryBytes', 70_000_000, 64_000_000, language)).toContain('64 MB');
      expect(archive('totalBytes', 70_000_000, 48_000_000, language)).toContain('48 MB');
      expect(archive('entries', 7000, 5000, language)).toMatch(/7,?000.*5,?000/);
      expect(archive('ratio', 900, 200, language)).toMatch(/900.*200/);
    }
  });

  it('I18N-10 long numbers shorten to their last four', () => {
    expect(lastFour('26317000000530000021')).toBe('…0021');
    expect(lastFour('87272786')).toBe('…2786');
    expect(lastFour('2786')).toBe('2786');
  });

  it('I18N-11 the first start speaks Chinese to Chinese machines and to unknown ones, else English', () => {
    expect(languageFor(['zh-TW', 'en'])).toBe('zh-CN');
    expect(languageFor(['de-DE', 'zh'])).toBe('en-US');
    expect(languageFor([])).toBe('zh-CN');
  });
});
