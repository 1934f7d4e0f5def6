import { z } from 'zod';

const statusMeaning = z.enum(['collected', 'submitted', 'done', 'returned', 'failed', 'deleted', 'open']);
const statusLabel = z.object({ zh: z.string(), en: z.string(), meaning: statusMeaning });
type StatusLabel = z.infer<typeof statusLabel>;

/**
 * `imageStatus` as far as it can be guessed: the numbers are documented, their meaning is taken over from the standard
 * edition. A tenant's implementer knows better, so the configuration may replace any of them.
 */
const inferredLabels: Readonly<Record<string, StatusLabel>> = {
  1: { zh: '已上传', en: 'uploaded', meaning: 'collected' },
  2: { zh: '已提交', en: 'submitted', meaning: 'submitted' },
  3: { zh: '审核完成', en: 'review done', meaning: 'done' },
  4: { zh: '待重扫', en: 'to be rescanned', meaning: 'returned' },
  5: { zh: '匹配失败', en: 'match failed', meaning: 'failed' },
  9: { zh: '已删除', en: 'deleted', meaning: 'deleted' },
};

/** Corrections of the table, by code. */
export const statusLabels = z.record(z.string().regex(/^\d+$/), statusLabel).default({});

/** A code nobody has a label for is `open`: neither success nor failure, shown with its number. */
export function labelOf(code: string, corrections: Readonly<Record<string, StatusLabel>>): StatusLabel {
  return (
    corrections[code] ?? inferredLabels[code] ?? { zh: `状态 ${code}`, en: `state ${code}`, meaning: 'open' }
  );
}
