import { describe, expect, it } from 'vitest';
import { serviceUrl } from '../../src/capture/escl/discovery.ts';
import { feederRefusal } from '../../src/capture/escl/faults.ts';
import { judge, type NoImage } from '../../src/capture/escl/judge.ts';
import { defaultEsclLimits } from '../../src/capture/escl/limits.ts';
import { quirksOf } from '../../src/capture/escl/quirks.ts';
import { sheetsCounted } from '../../src/capture/escl/stack.ts';
import { jobAt, readStatus } from '../../src/capture/escl/status.ts';
import { parseXml } from '../../src/capture/escl/xml.ts';
import { openJpegProbe } from '../../src/capture/jpeg-probe.ts';
import { tinyJpeg } from './tiny-pages.ts';

const job = (state: string | null, imagesCompleted: number | null = null) => ({
  uri: '/eSCL/ScanJobs/1',
  uuid: null,
  state,
  reason: null,
  imagesCompleted,
});

function noImage(
  change: Partial<NoImage> & { adfState?: string | null; jobs?: ReturnType<typeof job>[] },
): NoImage {
  const { adfState = 'ScannerAdfEmpty', jobs = [job('Completed')], ...rest } = change;
  return {
    httpStatus: 404,
    retryAfterMs: null,
    status: { state: 'Idle', adfState, jobs },
    jobPath: '/eSCL/ScanJobs/1',
    source: 'feeder',
    isBlankRemoved: false,
    sides: 2,
    refusals: 1,
    waitedMs: 0,
    limitMs: 120_000,
    ...rest,
  };
}
const verdict = (change: Parameters<typeof noImage>[0], model = 'Some Scanner') =>
  judge(noImage(change), defaultEsclLimits, quirksOf(model));
const end = { type: 'end', evidence: 'job', imagesCompleted: null };

describe('what an answer without an image means', () => {
  it('ESCL-4 the first 404 or 410 is asked again after a second unless everything says that it is the end', () => {
    const again = { type: 'again', afterMs: 1000 };
    const counted = (imagesCompleted: number) => [{ ...job('Completed'), imagesCompleted }];
    for (const httpStatus of [404, 410]) {
      expect(verdict({ httpStatus, refusals: 0 })).toEqual(again);
      expect(verdict({ httpStatus, refusals: 0, jobs: counted(1) })).toEqual(again);
      expect(verdict({ httpStatus, refusals: 0, jobs: counted(2), adfState: 'ScannerAdfLoaded' })).toEqual(
        again,
      );
      expect(verdict({ httpStatus, refusals: 0, jobs: counted(2) })).toEqual({ ...end, imagesCompleted: 2 });
    }
  });

  it.each(['ScannerAdfEmpty', 'ScannerAdfLoaded', 'ScannerAdfProcessing'])(
    'ESCL-2 Completed and %s is the end',
    (adfState) => {
      expect(verdict({ adfState })).toEqual(end);
    },
  );

  it('ESCL-2 everything else is a fault, never an end', () => {
    const states = [
      'ScannerAdfJam',
      'ScannerAdfDuplexPageTooLong',
      'ScannerAdfInputTrayOverloaded',
      'SomethingNew',
      null,
    ];
    for (const adfState of states) expect(verdict({ adfState }).type).toBe('fault');
    for (const jobs of [[job('Aborted')], [job('Canceled')], [job(null)]]) {
      expect(verdict({ jobs, refusals: 5 }).type).toBe('fault');
    }
  });

  it('ESCL-2 a state that no list knows keeps its word', () => {
    expect(verdict({ adfState: 'SomethingNew' })).toEqual({
      type: 'fault',
      fault: { type: 'Unknown', raw: 'SomethingNew' },
    });
  });

  it('ESCL-2 a device that counts more images than came is not through', () => {
    expect(verdict({ jobs: [job('Completed', 3)] })).toMatchObject({
      type: 'fault',
      fault: { type: 'CommunicationError' },
    });
    expect(verdict({ jobs: [job('Completed', 2)] })).toEqual({ ...end, imagesCompleted: 2 });
    expect(verdict({ jobs: [job('Completed', 0)] })).toEqual({ ...end, imagesCompleted: 0 });
  });

  it('ESCL-2 a finished job without a side is no end of nothing', () => {
    expect(verdict({ sides: 0 })).toMatchObject({ type: 'fault', fault: { type: 'FeederEmpty' } });
    expect(verdict({ sides: 0, adfState: 'ScannerAdfLoaded' })).toMatchObject({ fault: { type: 'Unknown' } });
    expect(verdict({ sides: 0, isBlankRemoved: true })).toEqual(end);
  });

  it('ESCL-18 sheets are told as the device counts images, unless it counts fewer than came', () => {
    expect(sheetsCounted(4, 4, 1)).toBe(4);
    expect(sheetsCounted(5, 5, 2)).toBe(3);
    // Blank sides that the device left out were fed all the same.
    expect(sheetsCounted(6, 4, 1)).toBe(6);
    for (const images of [null, 0, 3]) expect(sheetsCounted(images, 4, 1)).toBeNull();
  });

  it('ESCL-2 unless it was told to leave blank sides out', () => {
    expect(verdict({ jobs: [job('Completed', 3)], isBlankRemoved: true })).toEqual({
      ...end,
      imagesCompleted: 3,
    });
  });

  it('ESCL-17 a job that is not listed: the empty feeder is evidence once it was asked twice, after a side', () => {
    const forgotten = { jobs: [], refusals: 2 };
    expect(verdict(forgotten)).toEqual({ ...end, evidence: 'feeder' });
    expect(verdict({ ...forgotten, refusals: 1 })).toEqual({ type: 'again', afterMs: 1000 });
    for (const change of [
      { sides: 0 },
      { httpStatus: 500 },
      { adfState: 'ScannerAdfLoaded' },
      { adfState: 'ScannerAdfProcessing' },
      { adfState: null },
    ]) {
      expect(verdict({ ...forgotten, ...change, refusals: 9 }).type).toBe('fault');
    }
    expect(verdict({ ...forgotten, adfState: 'ScannerAdfJam' })).toMatchObject({
      fault: { type: 'PaperJam' },
    });
  });

  it('ESCL-17 the glass has one side: with that the scan is through although its job is not listed', () => {
    const glass: Parameters<typeof noImage>[0] = { source: 'platen', jobs: [], adfState: 'ScannerAdfEmpty' };
    expect(verdict({ ...glass, sides: 1 })).toEqual({ ...end, evidence: 'glass' });
    expect(verdict({ ...glass, sides: 0 }).type).toBe('fault');
  });

  it('ESCL-3 503 waits as told while the job is under way, but not for ever', () => {
    const busy = { httpStatus: 503, jobs: [job('Processing')], adfState: 'ScannerAdfProcessing' };
    expect(verdict({ ...busy, refusals: 40, retryAfterMs: 4000 })).toEqual({ type: 'again', afterMs: 4000 });
    expect(verdict(busy)).toEqual({ type: 'again', afterMs: 2000 });
    expect(verdict({ ...busy, waitedMs: 120_000 })).toMatchObject({
      type: 'fault',
      fault: { type: 'DriverTimeout' },
    });
  });

  it('ESCL-4 while the job is under way a side is tried five times', () => {
    const early = { jobs: [job('Processing')] };
    expect(verdict({ ...early, refusals: 4 }).type).toBe('again');
    expect(verdict({ ...early, refusals: 5 })).toMatchObject({ type: 'fault', fault: { type: 'Unknown' } });
  });

  it('ESCL-22 models that need more: tries, 404 for "not yet", a jam that is an empty feeder', () => {
    const early = { jobs: [job('Processing')], adfState: 'ScannerAdfProcessing', refusals: 20 };
    expect(verdict(early).type).toBe('fault');
    expect(verdict(early, 'HP LaserJet MFP M28w').type).toBe('again');
    for (const httpStatus of [404, 410]) {
      expect(verdict({ ...early, httpStatus, refusals: 200 }, 'Xerox B215 MFP').type).toBe('again');
    }
    expect(verdict({ ...early, waitedMs: 120_000 }, 'Xerox B205')).toMatchObject({
      fault: { type: 'DriverTimeout' },
    });
    expect(verdict({ ...early, httpStatus: 500 }, 'Xerox B205').type).toBe('fault');
    const jam = { adfState: 'ScannerAdfJam' };
    expect(verdict(jam, 'Xerox WorkCentre 3345')).toEqual(end);
    expect(verdict({ ...jam, jobs: [job('Aborted')] }, 'Xerox WorkCentre 3345')).toMatchObject({
      fault: { type: 'PaperJam' },
    });
    expect(verdict(jam)).toMatchObject({ fault: { type: 'PaperJam' } });
  });

  it('ESCL-22 only the models of the table are treated otherwise', () => {
    expect(quirksOf('Brother MFC-L2710DW series').needsPause).toBe(true);
    expect(quirksOf('HP Color LaserJet MFP M480').jobHost).toBe('localhost');
    const usual = { retries: 0, notYet: [], needsPause: false, saysJamForEmpty: false, jobHost: null };
    for (const model of [
      'Canon TR4500 series',
      'HP Color LaserJet Pro M478f',
      'EPSON XP-7100',
      'Xerox B2055',
    ]) {
      expect(quirksOf(model)).toEqual(usual);
    }
  });

  it('ESCL-1 401 and 403 are AccessDenied', () => {
    for (const httpStatus of [401, 403]) {
      expect(verdict({ httpStatus, refusals: 0 })).toMatchObject({ fault: { type: 'AccessDenied' } });
    }
  });

  it('CAP-5 before a job only Loaded and Processing will do', () => {
    expect(feederRefusal('ScannerAdfLoaded')).toBeNull();
    expect(feederRefusal('ScannerAdfProcessing')).toBeNull();
    expect(feederRefusal('ScannerAdfEmpty')).toEqual({ type: 'FeederEmpty', raw: 'ScannerAdfEmpty' });
    expect(feederRefusal('ScannerAdfDuplexPageTooShort')).toEqual({
      type: 'Unknown',
      raw: 'ScannerAdfDuplexPageTooShort',
    });
  });
});

describe('what scanners say', () => {
  it('ESCL-11 elements are found by local name, whatever the prefix', () => {
    const xml = parseXml(
      '\uFEFF<?xml version="1.0"?><a:ScannerStatus xmlns:a="x" xmlns:b="y"><b:State>Idle</b:State><b:AdfState>ScannerAdfLoaded</b:AdfState>' +
        '<b:Jobs><b:JobInfo><a:JobUri>http://other.host/eSCL/ScanJobs/77/</a:JobUri><a:JobState>Processing</a:JobState>' +
        '<a:ImagesCompleted>3</a:ImagesCompleted></b:JobInfo></b:Jobs></a:ScannerStatus>',
    );
    if (!xml.ok) throw new Error(xml.error);
    const status = readStatus(xml.value);
    expect(status).toMatchObject({ state: 'Idle', adfState: 'ScannerAdfLoaded' });
    expect(jobAt(status, '/eSCL/ScanJobs/77')).toMatchObject({ state: 'Processing', imagesCompleted: 3 });
    expect(jobAt(status, '/eSCL/ScanJobs/78')).toBeNull();
  });

  it('ESCL-11 document types, endless XML and plain rubbish are refused', () => {
    expect(parseXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').ok).toBe(false);
    expect(parseXml(`<a>${'x'.repeat(1_100_000)}</a>`).ok).toBe(false);
    expect(parseXml('<a><b></a>').ok).toBe(false);
    expect(parseXml('').ok).toBe(false);
    expect(parseXml('404 not found').ok).toBe(false);
  });

  it('ESCL-12 a network announcement becomes an address', () => {
    const service = {
      addresses: ['fe80::1', '192.0.2.7'],
      host: 'scanner.local',
      port: 8080,
      txt: { rs: '/eSCL/' },
    };
    expect(serviceUrl(service, 'http')).toBe('http://192.0.2.7:8080/eSCL');
    expect(serviceUrl({ ...service, addresses: [] }, 'https')).toBe('https://scanner.local:8080/eSCL');
    expect(serviceUrl({ ...service, port: 0 }, 'http')).toBeNull();
  });
});

describe('a JPEG going by', () => {
  it('ESCL-5 is complete with its end marker only, however it is cut into chunks', async () => {
    const bytes = await tinyJpeg(3);
    const complete = { type: 'complete', width: 63, height: 80 };
    for (const size of [1, 7, 64, 100_000]) {
      expect(probe(bytes, size)).toEqual(complete);
      expect(probe(Buffer.concat([bytes, Buffer.from([0, 0, 13, 10])]), size)).toEqual(complete);
      for (const cut of [1, 2, 20, bytes.length - 30]) {
        expect(probe(bytes.subarray(0, bytes.length - cut), size)).toEqual({ type: 'truncated' });
      }
      expect(probe(Buffer.from('%PDF-1.7 not an image'), size)).toEqual({ type: 'not-jpeg' });
    }
  });
});

function probe(bytes: Buffer, chunkSize: number) {
  const probing = openJpegProbe();
  for (let at = 0; at < bytes.length; at += chunkSize) probing.push(bytes.subarray(at, at + chunkSize));
  return probing.verdict();
}
