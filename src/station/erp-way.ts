import { join } from 'node:path';
import type { ErpWayTold } from '../contract/erp-way.ts';
import { err, ok } from '../domain/result.ts';
import type { ErpConfig, ErpSecret } from '../erp/open-connector.ts';
import type { Log } from './ports/clock.ts';
import type { SecretStore } from './ports/secrets.ts';
import type { ErpWay } from './ports/service.ts';
import type { DeskClient } from './sync/desk-client.ts';
import { formOf, readErpFile, withForm, writeErpFile } from './sync/erp-files.ts';
import { givenState, keptSecrets, keptState, secretOf } from './sync/erp-secrets.ts';

/** What the embedded service is told of its ERP when it starts. */
export interface EmbeddedErp {
  readonly args: readonly string[];
  /** By name, those the station keeps; null: they lie in a folder that the arguments name. */
  readonly secrets: Readonly<Partial<Record<ErpSecret, string>>> | null;
}

interface ErpWayOptions {
  /** What IT gives; `secretsFolder` null: the secret is typed here. */
  readonly given: { readonly configFile: string; readonly secretsFolder: string | null } | null;
  /** Not so: then the ERP is that service's, and can be looked at and tested only. */
  readonly isEmbedded: () => boolean;
  readonly dataFolder: string;
  /** Holds the secret that is typed here. */
  readonly secrets: SecretStore;
  readonly desk: () => Pick<DeskClient, 'erpStand' | 'testErp'> | null;
  /** Starts the embedded service anew, as it is configured now. */
  readonly restart: () => Promise<void>;
  readonly log: Log;
}

/**
 * The way to an ERP straight from this station: configuration and secret of the embedded service, which has the connectors,
 * the journal and the queue. A configuration that cannot be used keeps it from starting: bills wait in the station then.
 */
export function openErpWay(options: ErpWayOptions): ErpWay & {
  /** Null: what IT gave, or what was typed, cannot be used, and the service does not start. */
  embedded(): Promise<EmbeddedErp | null>;
} {
  const { given, isEmbedded, secrets, desk, restart, log } = options;
  const file = given?.configFile ?? join(options.dataFolder, 'erp', 'erp.json');
  const folder = given?.secretsFolder ?? null;

  /** A file that IT names has to be there. */
  async function config() {
    const read = await readErpFile(file);
    return read.ok && read.value === null && given !== null ? err('ENOENT') : read;
  }

  /** Set by a file alone: IT names it, or it is of a kind no form is for. */
  const isOnlyTold = (found: ErpConfig | null) =>
    given !== null || (found !== null && found.kind !== 'kingdee');

  return {
    async embedded() {
      const read = await config();
      if (!read.ok) {
        log('error', 'erp.file-unusable', { file, detail: read.error });
        return null;
      }
      if (read.value === null) return { args: [], secrets: null };
      const args = ['--erp', file];
      // Sealed, they can be opened in this process only: it hands them on, as it does the service's token.
      return folder === null
        ? { args, secrets: await keptSecrets(secrets, read.value.kind) }
        : { args: [...args, '--erp-secrets', folder], secrets: null };
    },
    async read(): Promise<ErpWayTold> {
      const stand = await desk()?.erpStand();
      const told = stand?.ok ? stand.value : null;
      if (!isEmbedded()) {
        const kinds = ['kingdee', 'platen', 'webhook'] as const;
        return {
          by: 'service',
          kind: kinds.find((kind) => kind === told?.connector) ?? null,
          file: null,
          fault: null,
          kingdee: null,
          secret: { state: 'kept', by: 'service' },
          stand: told,
        };
      }
      const read = await config();
      const found = read.ok ? read.value : null;
      const name = secretOf[found?.kind ?? 'kingdee'];
      return {
        by: isOnlyTold(found) ? 'given' : 'typed',
        kind: found?.kind ?? null,
        file,
        fault: read.ok ? null : read.error,
        kingdee: formOf(found),
        secret: {
          state: folder === null ? await keptState(secrets, name) : await givenState(folder, name),
          by: folder === null ? 'typed' : 'given',
        },
        stand: told,
      };
    },
    async save({ kingdee, secret }) {
      if (!isEmbedded()) return err({ type: 'SettingGiven' });
      const before = await config();
      const found = before.ok ? before.value : null;
      if (secret !== null && folder !== null) return err({ type: 'SettingGiven' });
      const kind = found?.kind ?? 'kingdee';
      if (!isOnlyTold(found)) {
        // One that cannot be read is written over: it keeps every bill here.
        const next = kingdee === null ? ok(null) : withForm(found, kingdee);
        if (!next.ok) return err({ type: 'ErpSetupInvalid', ...next.error });
        await writeErpFile(file, next.value);
      } else if (!before.ok) {
        return err({ type: 'ErpFileUnusable', path: file, detail: before.error });
      } else if (JSON.stringify(kingdee) !== JSON.stringify(formOf(found))) {
        return err({ type: 'SettingGiven' });
      }
      if (secret !== null) await secrets.write(secretOf[kind], secret);
      // Of a way that was given up no secret stays behind.
      else if (!isOnlyTold(found) && kingdee === null) await secrets.remove(secretOf[kind]);
      await restart();
      return ok({});
    },
    async test() {
      const read = !isEmbedded() ? ok(null) : await config();
      if (!read.ok) return err({ type: 'ErpFileUnusable', path: file, detail: read.error });
      // What IT gave could not be used at the start, and now it can.
      if (desk() === null) await restart();
      const answer = await desk()?.testErp();
      if (answer === undefined) return err({ type: 'ErpOutOfReach', detail: '' });
      if (answer.ok) return answer;
      const { error } = answer.error;
      if (error.type === 'SignInNeeded') return err(error);
      return err({ type: 'ErpOutOfReach', detail: 'detail' in error ? error.detail : error.type });
    },
  };
}
