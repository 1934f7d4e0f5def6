import { findAll, textOf, type XmlElement } from './xml.ts';

/** ScannerStatus, as far as a scan depends on it. Words as the device says them. */
export interface EsclStatus {
  readonly state: string | null;
  readonly adfState: string | null;
  readonly jobs: readonly EsclJob[];
}

export interface EsclJob {
  readonly uri: string | null;
  readonly uuid: string | null;
  readonly state: string | null;
  readonly reason: string | null;
  readonly imagesCompleted: number | null;
}

export function readStatus(root: XmlElement): EsclStatus {
  const ownState = root.children.find((child) => child.name === 'State');
  return {
    state: ownState?.text ?? null,
    adfState: textOf(root, 'AdfState'),
    jobs: findAll(root, 'JobInfo').map((job) => {
      const completed = textOf(job, 'ImagesCompleted');
      return {
        uri: textOf(job, 'JobUri'),
        uuid: textOf(job, 'JobUuid'),
        state: textOf(job, 'JobState'),
        reason: textOf(job, 'JobStateReason'),
        imagesCompleted: completed && /^\d+$/.test(completed) ? Number(completed) : null,
      };
    }),
  };
}

/** Our job in the device's list: by the path it gave us, or by the id at the end of it. */
export function jobAt(status: EsclStatus, jobPath: string): EsclJob | null {
  const id = jobPath.split('/').filter(Boolean).at(-1) ?? jobPath;
  return (
    status.jobs.find((job) => job.uri !== null && job.uri.split('/').filter(Boolean).at(-1) === id) ??
    status.jobs.find((job) => job.uuid !== null && job.uuid.replace(/^urn:uuid:/, '') === id) ??
    null
  );
}
