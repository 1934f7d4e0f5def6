import type { Corners } from '../../domain/units.ts';
import type { Stage } from '../stage.ts';
import { isWarped } from './is-warped.ts';
import { widenQuad } from './widen-quad.ts';

export const cornersStage: Stage<'corners'> = {
  neutral: null,
  forced: () => null,
  find({ page, sheet }, _recipe, plan) {
    // Without a crop there is nothing to lay flat: the whole original is wanted.
    if (plan.corners === 'off' || plan.crop === 'off') return { value: null, confidence: 1 };
    const quad = sheet?.quad;
    if (!sheet || !quad) return { value: null, confidence: 0 };
    const { factor, dpi } = page.reduced;
    const mm = dpi / 25.4;
    if (!isWarped(quad, mm)) return { value: null, confidence: sheet.confidence };
    const corners = widenQuad(quad, plan.marginMm * mm).map(({ x, y }) => ({ x: x * factor, y: y * factor }));
    return { value: corners as unknown as Corners, confidence: 0.85 };
  },
};
