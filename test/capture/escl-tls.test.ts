import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import { openEsclHttp } from '../../src/capture/escl/http.ts';
import { defaultEsclLimits } from '../../src/capture/escl/limits.ts';
import { hostOf, openCertificatePins } from '../../src/capture/escl/pins.ts';
import type { EsclReach } from '../../src/capture/escl/visits.ts';
import { pagesOfScannedPdf } from '../../src/importing/pdf/scanned-pages.ts';
import { collect, never, pagesOf, simplex } from './driver-contract.ts';
import { closedPort } from './escl-closed-port.ts';
import { type SelfSigned, selfSigned } from './virtual-certificate.ts';
import { openVirtualRig, quickLimits, reachOf, surroundings } from './virtual-rig.ts';

const [certificate, another] = [selfSigned(), selfSigned()];
const otherPrint = another?.fingerprint ?? '';

if (!certificate) it.skip('ESCL-13 ESCL-21: no openssl here to make a certificate with', () => undefined);

describe.skipIf(certificate === null)('a scanner with a certificate it signed itself', () => {
  it('ESCL-13 is taken and told at first, and only with the same certificate from then on', async () => {
    const server = createServer(certificate as SelfSigned, (_request, response) =>
      response.end('<ScannerStatus><State>Idle</State></ScannerStatus>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const told: string[] = [];
    const pins = openCertificatePins({}, (...pinned) => told.push(pinned.join(' ')));
    const http = openEsclHttp(`https://${host}/eSCL`, defaultEsclLimits, pins);
    expect((await http.xml('ScannerStatus', never)).ok).toBe(true);
    expect((await http.xml('ScannerStatus', never)).ok).toBe(true);
    expect(told).toEqual([`${host} ${certificate?.fingerprint}`]);
    server.setSecureContext(another as SelfSigned);
    expect(await http.xml('ScannerStatus', never)).toMatchObject({
      ok: false,
      error: { type: 'certificate', detail: `${host} shows ${otherPrint}` },
    });
    expect(told).toHaveLength(1);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  describe('asked by one driver after another', () => {
    let rig: Awaited<ReturnType<typeof openVirtualRig>>;
    let secureUrl: string;
    let host: string;
    let spoolFolder: string;

    beforeAll(async () => {
      rig = await openVirtualRig({ certificate: certificate as SelfSigned });
      secureUrl = rig.secureUrl ?? '';
      host = hostOf(secureUrl);
      spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
    });
    afterAll(async () => {
      await rig.close();
      await rm(spoolFolder, { recursive: true, force: true });
    });

    function open(reach: Partial<EsclReach>, urls: readonly string[] = [secureUrl]) {
      const told: Record<string, string> = {};
      const driver = openEsclDriver(
        { ...reachOf(...urls), ...reach },
        {
          pagesOfPdf: pagesOfScannedPdf,
          onPinned: (pinnedHost, fingerprint) => {
            told[pinnedHost] = fingerprint;
          },
        },
        quickLimits,
      );
      const list = async () => {
        const listed = await driver.list(never);
        if (!listed.ok) throw new Error(listed.error.type);
        return listed.value;
      };
      const scan = (deviceId = rig.deviceId) =>
        collect(driver.scan({ deviceId, profile: simplex, spoolFolder }, never));
      return { list, scan, told };
    }
    const fault = (type: string, raw: unknown) => ({ type: 'fault', fault: { type, afterSide: 0, raw } });

    it('ESCL-13 what the first one took, the next one keeps to', async () => {
      const first = open({});
      expect(await first.list()).toHaveLength(1);
      expect(first.told).toEqual({ [host]: certificate?.fingerprint });

      await rig.load(2);
      const next = open({ pins: first.told });
      expect(pagesOf(await next.scan())).toHaveLength(2);
      expect(next.told).toEqual({});
    });

    it('ESCL-13 another certificate than kept is CertificateChanged, and the device is listed by its address', async () => {
      await rig.load(2);
      const driver = open({ pins: { [host]: otherPrint } });
      const changed = fault('CertificateChanged', `${host} shows ${certificate?.fingerprint}`);
      expect(await driver.scan()).toEqual([changed]);
      const id = `virtual:${secureUrl}`;
      expect(await driver.list()).toEqual([{ id, name: host, driver: 'virtual', detail: host }]);
      expect(await driver.scan(id)).toEqual([changed]);
      expect(driver.told).toEqual({});
    });

    it('ESCL-21 a device at both schemes is one, and is asked over TLS whichever answers first', async () => {
      for (const urls of [
        [rig.url, secureUrl],
        [secureUrl, rig.url],
      ]) {
        const driver = open({}, urls);
        expect(await driver.list()).toEqual([expect.objectContaining({ id: rig.deviceId, detail: host })]);
        await rig.load(1);
        const again = open({}, urls);
        expect((await again.scan()).at(-1)).toMatchObject({ type: 'end', sides: 1 });
        expect(again.told).toEqual({ [host]: certificate?.fingerprint });
      }
    });

    it('ESCL-21 a changed certificate does not send the driver to clear text', async () => {
      const driver = open({ pins: { [host]: otherPrint } }, [secureUrl, rig.url]);
      await rig.load(1);
      expect(await driver.scan()).toEqual([fault('CertificateChanged', expect.stringContaining(host))]);
      // It answers, so the operator sees it, and learns why when it is used.
      expect((await driver.list()).map(({ id }) => id)).toEqual([rig.deviceId]);
    });

    it('ESCL-21 nor does TLS that was there and is gone; a device that never had it is asked over http', async () => {
      const gone = `https://127.0.0.1:${await closedPort()}/eSCL`;
      await rig.load(1);
      const known = open({ pins: { [hostOf(gone)]: otherPrint } }, [gone, rig.url]);
      expect(await known.scan()).toEqual([fault('Offline', expect.stringContaining('ECONNREFUSED'))]);
      const unknown = open({}, [gone, rig.url]);
      expect((await unknown.scan()).at(-1)).toMatchObject({ type: 'end', sides: 1 });
    });

    it('ESCL-21 a TLS address that never says a word does not hold up a device that was never seen there', async () => {
      const mute = createTcpServer((socket) => socket.on('error', () => undefined).resume());
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
      const silent = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/eSCL`;
      await rig.load(1);
      const driver = openEsclDriver(reachOf(silent, rig.url), surroundings, {
        ...quickLimits,
        connectMs: 3_600_000,
        controlMs: 3_600_000,
        twinMs: 10,
      });
      const events = await collect(
        driver.scan({ deviceId: rig.deviceId, profile: simplex, spoolFolder }, never),
      );
      expect(events.at(-1)).toMatchObject({ type: 'end', sides: 1 });
      await new Promise((resolve) => mute.close(resolve));
    });

    it('ESCL-21 an address typed as http stays so', async () => {
      await rig.load(1);
      const driver = open({ pins: { [host]: otherPrint } }, [rig.url]);
      expect((await driver.scan()).at(-1)).toMatchObject({ type: 'end', sides: 1 });
    });
  });
});
