import { type CleanupPlan, type CleanupPreset, cleanupPresets } from '../../../domain/rules/cleanup.ts';

/** In the order in which they are offered. */
export const presets = ['standard', 'print', 'archive', 'raw'] as const satisfies readonly CleanupPreset[];

/** The preset a plan is, whatever it came from; null where a stage was set by itself. */
export function presetOf(plan: CleanupPlan): CleanupPreset | null {
  const stages = Object.keys(cleanupPresets.standard) as (keyof CleanupPlan)[];
  return (
    presets.find((preset) => stages.every((stage) => cleanupPresets[preset][stage] === plan[stage])) ?? null
  );
}
