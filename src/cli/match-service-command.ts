import { type Command, Option } from 'commander';
import { usage, wholeNumber } from './arguments.ts';
import { clearBlobs } from './commands/collect-blobs.ts';
import { matchService } from './commands/match-service.ts';
import { moveService } from './commands/move-service.ts';
import { listStations, makeEnrolmentCode, revokeStation } from './commands/stations.ts';
import type { Output } from './output.ts';

/** `platen match-service`: running one, and what IT does about one that runs or that lies in a folder. */
export function matchServiceCommand(
  command: (usage: string, description: string) => Command,
  output: () => Output,
): void {
  command(
    'match-service [act] [name]',
    'run the match service; enrol, revoke or stations: what IT does about the stations of one that runs; gc: take away blobs that no revision names; move: from SQLite and files to another store',
  )
    .option('--folder <folder>', 'where it keeps its data')
    .option('--port <n>', 'port', wholeNumber, 0)
    .option('--host <address>', 'address it listens on', '127.0.0.1')
    .addOption(
      new Option(
        '--token <token>',
        'the token of the service, for the ERP, IT and stations that share it; not for gc and move',
      ).env('PLATEN_SERVICE_TOKEN'),
    )
    .addOption(
      new Option('--stations <which>', 'enrolled: the token of the service is good for no station')
        .env('PLATEN_STATIONS')
        .choices(['shared', 'enrolled'])
        .default('shared'),
    )
    .addOption(
      new Option('--database <url>', 'postgres://...; else a SQLite file in the folder')
        .env('PLATEN_DATABASE_URL')
        .default(null),
    )
    .addOption(
      new Option('--blobs <url>', 's3://bucket/prefix?endpoint=...&region=...; else files in the folder')
        .env('PLATEN_BLOBS_URL')
        .default(null),
    )
    .option('--expected <file>', 'expected invoices to load, JSON')
    .option('--erp <file>', 'the ERP bills go to, JSON (docs/ERP.md)')
    .option('--erp-secrets <folder>', 'a file for each secret of the ERP')
    .option('--from <folder>', 'move: the folder of the service that moves; the other options say where to')
    .option('--days <n>', 'gc: days a blob must have been there', wholeNumber, 30)
    .option('--dry-run', 'gc: only say how much would go')
    .option('--station <name>', 'enrol: what the station is called')
    .addOption(
      new Option('--service <url>', 'enrol, revoke, stations: the service that runs').env(
        'PLATEN_SERVICE_URL',
      ),
    )
    .action((act: string | undefined, name: string | undefined, options) => {
      if (act === 'gc') {
        const { folder, database, blobs, days, dryRun } = options;
        if (folder === undefined) throw usage('match-service gc needs --folder');
        return clearBlobs({ folder, database, blobs, days, span: dryRun ? 'plan' : 'run' }, output());
      }
      if (act === 'move') {
        const { from, folder, database, blobs } = options;
        if (from === undefined || folder === undefined)
          throw usage('match-service move needs --from and --folder');
        return moveService({ from, folder, database, blobs }, output());
      }
      if (!options.token) throw usage('match-service needs --token');
      if (act === undefined) {
        const { folder, port, host, token, database, blobs, stations, expected, erp, erpSecrets } = options;
        if (folder === undefined) throw usage('match-service needs --folder');
        return matchService(
          {
            folder,
            port,
            host,
            token,
            database,
            blobs,
            stations,
            expected: expected ?? null,
            erp: erp ?? null,
            erpSecrets: erpSecrets ?? null,
          },
          output(),
        );
      }
      if (options.service === undefined) throw usage(`match-service ${act} needs --service`);
      const door = { address: options.service as string, token: options.token as string };
      const station: string | undefined = options.station ?? name;
      if (act === 'stations') return listStations(door, output());
      if (act !== 'enrol' && act !== 'revoke')
        throw usage(`match-service knows enrol, revoke, stations, gc, move, not ${act}`);
      if (station === undefined) throw usage(`match-service ${act} needs the name of a station`);
      return act === 'enrol'
        ? makeEnrolmentCode(door, station, output())
        : revokeStation(door, station, output());
    });
}
