import { describe, expect, it } from 'vitest';
import { nearestDpi, readCapabilities, toContract } from '../../src/capture/escl/capabilities.ts';
import { serviceUrl } from '../../src/capture/escl/discovery.ts';
import { feederRefusal } from '../../src/capture/escl/faults.ts';
import { judge, type NoImage } from '../../src/capture/escl/judge.ts';
import { defaultEsclLimits, limitsForModel } from '../../src/capture/escl/limits.ts';
import { chooseSettings, scanSettingsXml } from '../../src/capture/escl/settings.ts';
import { jobAt, readStatus } from '../../src/capture/escl/status.ts';
import { parseXml } from '../../src/capture/escl/xml.ts';
import { openJpegProbe } from '../../src/capture/jpeg-probe.ts';
import { duplex, simplex } from './driver-contract.ts';
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
    sides: 2,
    refusals: 1,
    waitedMs: 0,
    ...rest,
  };
}
const verdict = (change: Parameters<typeof noImage>[0]) => judge(noImage(change), defaultEsclLimits);

describe('what an answer without an image means', () => {
  it('ESCL-4 the first 404 or 410 is asked again after a second, whatever the status says', () => {
    for (const httpStatus of [404, 410]) {
      expect(verdict({ httpStatus, refusals: 0 })).toEqual({ type: 'again', afterMs: 1000 });
    }
  });

  it.each(['ScannerAdfEmpty', 'ScannerAdfLoaded', 'ScannerAdfProcessing'])(
    'ESCL-2 Completed and %s is the end',
    (adfState) => {
      expect(verdict({ adfState })).toEqual({ type: 'end' });
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
    for (const jobs of [[], [job('Aborted')], [job('Canceled')], [job(null)]]) {
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
    expect(verdict({ jobs: [job('Completed', 2)] })).toEqual({ type: 'end' });
    expect(verdict({ jobs: [job('Completed', 0)] })).toEqual({ type: 'end' });
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
    const patient = limitsForModel(defaultEsclLimits, 'HP LaserJet MFP M28w');
    expect(judge(noImage({ ...early, refusals: 20 }), patient).type).toBe('again');
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

  it('ESCL-9 resolutions as a list, as a range, in shared profiles', () => {
    const xml = parseXml(`<c:ScannerCapabilities xmlns:c="c"><c:MakeAndModel>Some &amp; Model</c:MakeAndModel>
      <c:UUID>urn:uuid:ABCDEF00-0000-4000-8000-000000000000</c:UUID>
      <c:SettingProfiles><c:SettingProfile name="p"><c:ColorMode>RGB24</c:ColorMode>
        <c:XResolutionRange><c:Min>100</c:Min><c:Max>400</c:Max></c:XResolutionRange></c:SettingProfile></c:SettingProfiles>
      <c:Adf><c:AdfSimplexInputCaps><c:MaxWidth>2600</c:MaxWidth></c:AdfSimplexInputCaps></c:Adf></c:ScannerCapabilities>`);
    if (!xml.ok) throw new Error(xml.error);
    const capabilities = readCapabilities(xml.value);
    expect(capabilities).toMatchObject({
      model: 'Some & Model',
      uuid: 'abcdef00-0000-4000-8000-000000000000',
    });
    expect(toContract(capabilities)).toMatchObject({
      sources: ['feeder'],
      sides: ['simplex'],
      dpi: [100, 150, 200, 240, 300, 400],
      colours: ['colour'],
    });
    expect(chooseSettings(capabilities, simplex)).toMatchObject({
      dpi: 300,
      colourMode: 'RGB24',
      width: 2600,
    });
    expect(chooseSettings(capabilities, duplex)).toBeNull();
  });

  it('ESCL-9 the nearest resolution, the finer of two', () => {
    expect(nearestDpi([100, 200, 300], 240)).toBe(200);
    expect(nearestDpi([100, 200, 300], 250)).toBe(300);
    expect(nearestDpi([], 240)).toBe(240);
  });

  it('ESCL-9 a job asks for JPEG, with the feeder named and duplex said', () => {
    const settings = {
      source: 'feeder',
      sides: 'duplex',
      dpi: 300,
      colourMode: 'RGB24',
      width: 2550,
      height: 3626,
    } as const;
    const xml = scanSettingsXml(settings, '2.63');
    expect(parseXml(xml).ok).toBe(true);
    expect(xml).toContain('<pwg:InputSource>Feeder</pwg:InputSource>');
    expect(xml).toContain('<scan:Duplex>true</scan:Duplex>');
    expect(xml).toContain('<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>');
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
