import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/* A real S3 API: OpenStack Swift of Debian with its s3api, one proxy and one disk. It knows no conditional put. */

export const hasSwift: boolean = spawnSync('which', ['swift-proxy-server'], { stdio: 'ignore' }).status === 0;
export const swiftCredentials = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };

export interface S3Server {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export async function startSwift(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'platen-swift-'));
  mkdirSync(join(folder, 'disk', 'd1'), { recursive: true });
  const children: ChildProcess[] = [];
  const common = (port: number) =>
    `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${userInfo().username}\n` +
    `swift_dir = ${folder}\ndevices = ${join(folder, 'disk')}\nmount_check = false\nlog_level = ERROR\n`;
  function run(server: string, text: string) {
    const file = join(folder, `${server}.conf`);
    writeFileSync(file, text);
    children.push(spawn(`swift-${server}-server`, [file], { cwd: folder, stdio: 'ignore' }));
  }
  for (const server of ['account', 'container', 'object']) {
    const port = await freePort();
    const ring = (...args: string[]) =>
      execFileSync('swift-ring-builder', [`${server}.builder`, ...args], { cwd: folder, stdio: 'ignore' });
    ring('create', '0', '1', '1');
    ring('add', `r1z1-127.0.0.1:${port}/d1`, '1');
    ring('rebalance');
    run(
      server,
      `${common(port)}[pipeline:main]\npipeline = ${server}-server\n[app:${server}-server]\nuse = egg:swift#${server}\n`,
    );
  }
  const port = await freePort();
  // Without memcached: nothing is cached, and nothing here needs it to be.
  run(
    'proxy',
    `${common(port)}[pipeline:main]\npipeline = catch_errors cache s3api tempauth proxy-server\n` +
      '[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n' +
      '[filter:catch_errors]\nuse = egg:swift#catch_errors\n' +
      '[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = 127.0.0.1:1\n' +
      '[filter:s3api]\nuse = egg:swift#s3api\nlocation = us-east-1\n' +
      '[filter:tempauth]\nuse = egg:swift#tempauth\nuser_test_tester = testing .admin\n',
  );
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    try {
      await fetch(endpoint);
      break;
    } catch (error) {
      if (tries > 300) throw new Error('Swift did not start', { cause: error });
      await sleep(100);
    }
  }
  return {
    endpoint,
    async stop() {
      for (const child of children) child.kill('SIGKILL');
      await sleep(50);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
