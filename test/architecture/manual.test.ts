import { describe, expect, it } from 'vitest';
import { proofs, spec, writtenRules } from './rules.ts';

const heading = '## The manual, operation by operation';
const comesLater = 'comes with the queue and the match service';

interface Row {
  readonly operation: string;
  readonly platen: string;
  readonly proof: string;
  readonly rules: readonly string[];
  readonly differs: string;
}

function rowsOf(text: string): readonly Row[] {
  const chapter = text.split(heading)[1]?.split(/^## /m)[0] ?? '';
  const lines = chapter.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) => {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const [operation = '', platen = '', proof = '', differs = ''] = cells.map((cell) => cell.trim());
    expect(cells, line).toHaveLength(4);
    return { operation, platen, proof, rules: proof.match(/[A-Z][A-Z0-9]+-\d+/g) ?? [], differs };
  });
}

/** Chapters of the manual that name operations; a chapter without a row was forgotten. */
const chapters = [
  '更新版本记录',
  '扫描仪采集',
  '本地导入',
  '导入多页发票',
  '查看采集的文件',
  '设为发票',
  '设为附件',
  '设为其他分类',
  '设为封面',
  '替扫影像',
  '替换封面',
  '插入影像',
  '合并影像文件',
  '拆分影像文件',
  '删除',
  '影像文件调整',
  '提交影像',
  '影像采集相关配置',
  '影像采集相关接口',
] as const;

describe('the manual, operation by operation', () => {
  const rows = rowsOf(spec());

  it('MAN-20 every row names rules that are written down and proven, and every chapter has a row', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(chapters.filter((name) => !rows.some(({ operation }) => operation.startsWith(name)))).toEqual([]);
    const written = new Set(writtenRules());
    const proven = new Set(proofs().flatMap(({ rules }) => [...rules]));
    const unfounded = rows.flatMap((row) =>
      row.rules.filter((id) => !written.has(id) || !proven.has(id)).map((id) => `${row.operation}: ${id}`),
    );
    expect(unfounded).toEqual([]);
    const idle = rows.filter(
      (row) => row.proof !== comesLater && (row.rules.length === 0 || row.platen === ''),
    );
    expect(idle.map((row) => row.operation)).toEqual([]);
  });

  it('MAN-21 every operation is proven in a real browser in Chinese, or says why elsewhere', () => {
    const inBrowser = new Set(
      proofs().flatMap(({ file, text, rules }) =>
        file.startsWith('e2e/') && file.endsWith('.test.ts') && text.includes('zh-CN') ? [...rules] : [],
      ),
    );
    const unseen = rows.filter(
      (row) =>
        row.proof !== comesLater &&
        !row.rules.some((id) => inBrowser.has(id)) &&
        !row.differs.startsWith('At the station: '),
    );
    expect(unseen.map((row) => row.operation)).toEqual([]);
  });

  it('MAN-20 a row without a rule, or with one that is not written down, is seen', () => {
    const planted = rowsOf(
      `${heading}\n\n| a | b | c | d |\n|--|--|--|--|\n| 删除: x | y | NONE-1 | |\n| 设为: x | y | | |\n\n## next`,
    );
    expect(planted.map(({ rules }) => rules)).toEqual([['NONE-1'], []]);
    expect(writtenRules()).not.toContain('NONE-1');
  });
});
