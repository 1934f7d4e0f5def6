import { Command, CommanderError, Option } from 'commander';
import { defaultScanProfile } from '../domain/rules/profile.ts';
import { appVersion } from '../station/station.ts';
import { cleanupOption, dataOption, usage, wholeNumber } from './arguments.ts';
import { planFor, presetNamed } from './cleanup-plan.ts';
import { checkAudit } from './commands/audit.ts';
import { listBatches, showBatch, submitBatch, withStation } from './commands/batch.ts';
import { capture } from './commands/capture.ts';
import { cleanFiles } from './commands/clean.ts';
import { demo } from './commands/demo.ts';
import { listDevices } from './commands/devices.ts';
import { doctor } from './commands/doctor.ts';
import { enrolStation } from './commands/enrol.ts';
import { importFiles } from './commands/import.ts';
import { runRetention, runScrub } from './commands/keeping.ts';
import { openLink } from './commands/open.ts';
import { listOperators, setOperatorPin } from './commands/operators.ts';
import { listQueue, syncNow } from './commands/queue.ts';
import { exportQueue, importQueue } from './commands/queue-files.ts';
import { readFiles } from './commands/read.ts';
import { rebuild } from './commands/rebuild.ts';
import { scan } from './commands/scan.ts';
import { serve } from './commands/serve.ts';
import { matchServiceCommand } from './match-service-command.ts';
import { type Output, openOutput } from './output.ts';

/* Exit status: 0 done, 1 some input failed (each with its error on a line of its own), 2 wrong usage. */

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Platen needs Node 24, this is ${process.versions.node}. Run it by: npm run -s platen -- ...\n`,
  );
  process.exit(2);
}

let output: Output = openOutput('text');
const program = new Command('platen')
  .description('Platen, the scanning station, without a window')
  .version(appVersion)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

/** Every command takes --json, before its own work begins. */
function command(usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--json', 'one JSON object a line')
    .exitOverride()
    .hook('preAction', (_program, one) => {
      output = openOutput(one.opts().json ? 'json' : 'text');
    });
}

command('devices', 'list the scanners in reach').action(() => listDevices(output));
command('scan', 'scan to image files')
  .requiredOption('--device <id>', 'as `devices` names it')
  .requiredOption('--out <folder>', 'where the images go')
  .option('--profile <name>', 'a profile of the station, with --data; the options below are set over it')
  .option('--dpi <n>', `resolution, else ${defaultScanProfile.dpi}`, wholeNumber)
  .addOption(new Option('--source <source>', 'else feeder').choices(['feeder', 'platen']))
  .addOption(new Option('--sides <sides>', 'else duplex').choices(['simplex', 'duplex']))
  .addOption(new Option('--colour <kind>', 'else colour').choices(['bitonal', 'gray', 'colour', 'auto']))
  .option('--lossless', 'no JPEG')
  .option('--count <n>', 'sheets as counted by hand', wholeNumber)
  .addOption(dataOption())
  .action(({ device, out, profile, dpi, source, sides, colour, lossless, count, data }) => {
    if (profile !== undefined && data === null) throw usage('--profile needs --data');
    const storage = lossless ? ('lossless' as const) : undefined;
    const given = Object.entries({ dpi, source, sides, colour, storage });
    const settings = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    return scan({ device, out, profile: profile ?? null, settings, count: count ?? null, data }, output);
  });
command('import <files...>', 'files to page images')
  .requiredOption('--out <folder>', 'where the images go')
  .option('--dpi <n>', 'resolution of pages that have to be drawn', wholeNumber, 300)
  .action((files, { out, dpi }) => importFiles(files, { out, dpi }, output));
command('clean <files...>', 'straighten and clean page images')
  .requiredOption('--out <folder>', 'where the images go')
  .addOption(cleanupOption())
  .option('--profile <name>', 'cleanup of a profile of the station, with --data')
  .addOption(dataOption())
  .action(async (files, { out, cleanup, profile, data }) => {
    const plan = await planFor({ cleanup, profile, data }, output);
    if (plan) await cleanFiles(files, { out, plan }, output);
  });
command('read <files...>', 'read codes, bill numbers and invoices')
  .addOption(cleanupOption())
  .option('--profile <name>', 'cleanup of a profile of the station, with --data')
  .addOption(dataOption())
  .action(async (files, { cleanup, profile, data }) => {
    const plan = await planFor({ cleanup, profile, data }, output);
    if (plan) await readFiles(files, { plan }, output);
  });
command('capture [files...]', 'capture a whole batch into the station')
  .option('--device <id>', 'scan instead of reading files')
  .option('--profile <name>', 'a profile of the station, else its default for stacks')
  .option('--count <n>', 'sheets as counted by hand', wholeNumber)
  .addOption(cleanupOption())
  .addOption(dataOption())
  .action((files: string[], { device, profile, count, cleanup, data }) => {
    if ((files.length === 0) === (device === undefined)) throw usage('give either files or --device');
    if (device === undefined && (profile ?? count) !== undefined)
      throw usage('--profile and --count are for a --device');
    const plan = presetNamed(cleanup);
    const options = { device: device ?? null, profile: profile ?? null, count: count ?? null, plan, data };
    return capture(files, options, output);
  });
command('batch <act> [name]', 'list, show or submit batches')
  .addOption(dataOption())
  .action((act: string, name: string | undefined, options) => {
    const acts: Record<string, Parameters<typeof withStation>[2]> = {
      list: (station) => listBatches(station, output),
      show: (station) => showBatch(station, name ?? null, output),
      submit: (station) => submitBatch(station, name ?? null, output),
    };
    const chosen = acts[act];
    if (!chosen) throw usage(`batch knows ${Object.keys(acts).join(', ')}, not ${act}`);
    return withStation(options, output, chosen);
  });
command(
  'queue [act] [file]',
  'list where every submitted bill stands; export to or import from another station',
)
  .option('--out <file>', 'where `export` writes the bills the service does not have')
  .addOption(dataOption())
  .action((act: string | undefined, file: string | undefined, { out, data }) => {
    if (act === undefined || act === 'list')
      return withStation({ data }, output, (station) => listQueue(station, output));
    if (act === 'export') {
      if (out === undefined) throw usage('queue export needs --out');
      return withStation({ data }, output, (station) => exportQueue(station, out, output));
    }
    if (act !== 'import') throw usage(`queue knows list, export, import, not ${act}`);
    if (file === undefined) throw usage('queue import needs a file');
    return withStation({ data }, output, (station) => importQueue(station, file, output));
  });
command('sync', 'send what waits, now')
  .addOption(dataOption())
  .action((options) => withStation(options, output, (station) => syncNow(station, output)));
command('audit', 'whether the audit trail is as it was written')
  .requiredOption('--data <folder>', 'data folder of the station')
  .action(({ data }) => checkAudit(data, output));
command('operators <act>', 'list the operators; set-pin where a PIN is forgotten, with the station closed')
  .option('--operator <name>', 'whose PIN is set; the new PIN is asked for, or read from standard input')
  .addOption(dataOption())
  .action((act: string, { operator, data }) => {
    if (act === 'list') return listOperators({ data }, output);
    if (act !== 'set-pin') throw usage(`operators knows list, set-pin, not ${act}`);
    if (operator === undefined) throw usage('set-pin needs --operator');
    return setOperatorPin({ data, operator }, output);
  });
command('retention', 'take away pictures the service has had long enough')
  .option('--dry-run', 'only say what would go, and how much space')
  .addOption(dataOption())
  .action((options) => {
    const span = options.dryRun ? ('plan' as const) : ('run' as const);
    return withStation(options, output, (station) => runRetention(station, { span }, output));
  });
command('scrub', 'read every picture again, and mend what can be')
  .addOption(dataOption())
  .action((options) => withStation(options, output, (station) => runScrub(station, output)));
command('rebuild', 'make a damaged database anew from pictures and sidecars, with the station closed')
  .requiredOption('--data <folder>', 'data folder of the station')
  .action(({ data }) => rebuild({ data }, output));
command('demo', 'the main job on the virtual scanner and the embedded service')
  .addOption(dataOption())
  .option('--dpi <n>', 'resolution', wholeNumber, defaultScanProfile.dpi)
  .action(({ data, dpi }) => demo({ data, dpi }, output));
matchServiceCommand(command, () => output);
command('station <act>', 'enrol: gets this station a token of its own at a match service, for a code from IT')
  .requiredOption('--service <url>', 'the address of the match service')
  .option('--code <code>', 'as IT gave it; else it is asked for, or read from standard input')
  .addOption(dataOption())
  .action((act: string, { service, code, data }) => {
    if (act !== 'enrol') throw usage(`station knows enrol, not ${act}`);
    return enrolStation({ service, code: code ?? null, data }, output);
  });
command('serve', 'run the station in the browser shell')
  .addOption(dataOption())
  .option('--port <n>', 'port on 127.0.0.1', wholeNumber, 0)
  .option('--open', 'open a window')
  .action(({ data, port, open }) =>
    serve({ data, port, window: open ? 'open' : 'none', link: null }, output),
  );
command('open <link>', 'open the station at a bill: platen://capture?bill=NUMBER, platen://match?bill=NUMBER')
  .addOption(dataOption())
  .action((link: string, { data }) => openLink({ data, link }, output));
command('doctor', 'what is installed, reachable and writable')
  .addOption(dataOption())
  .action(({ data }) => doctor({ data }, output));

try {
  await program.parseAsync();
  process.exitCode = output.status();
} catch (cause) {
  if (!(cause instanceof CommanderError)) throw cause;
  process.exitCode = cause.exitCode === 0 ? 0 : 2;
}
