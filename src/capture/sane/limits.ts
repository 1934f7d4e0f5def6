/** How long a call into libsane may take before its device counts as hung, in milliseconds. */
export interface SaneLimits {
  /** `sane_init` and the search of all backends; some wait for SCSI and USB time limits of their own. */
  readonly listMs: number;
  readonly openMs: number;
  /** Reading or setting one option. */
  readonly controlMs: number;
  /** `sane_start`: lamp warm-up and drawing in a sheet, by hand on some devices. */
  readonly startMs: number;
  /** One `sane_read`, and the longest silence of one that answers without bytes. */
  readonly readMs: number;
  /** From `sane_cancel` to the return of the call that it interrupts, and for closing. */
  readonly releaseMs: number;
}

export const defaultSaneLimits: SaneLimits = {
  listMs: 60_000,
  openMs: 30_000,
  controlMs: 15_000,
  startMs: 120_000,
  readMs: 60_000,
  releaseMs: 5_000,
};
