import type { ScanNote } from '../../contract/profile-shapes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ScanProfile } from '../../domain/rules/profile.ts';
import { setColour } from './colour.ts';
import type { SaneDevice } from './device.ts';
import { setPaper } from './geometry.ts';
import { isSameValue } from './option-value.ts';
import {
  blankSidesWays,
  brightnessOptions,
  bufferingWays,
  contrastOptions,
  doubleFeedWays,
  dropoutWay,
  imprintWay,
  otherResolutionOptions,
  resolutionOptions,
  type Way,
} from './options.ts';
import { setNearest, settable, settle } from './settle.ts';
import { type Feed, feedOf, setFeed } from './source.ts';
import type { SaneFault } from './status.ts';

/** A device that is set as a profile wants it, as far as it can be. */
export interface Applied {
  readonly feed: Feed;
  readonly dpi: number;
  /** The device itself leaves blank sides out. */
  readonly skipsBlanks: boolean;
  readonly notes: readonly ScanNote[];
}

/** Sets and reads back, in the order in which options of backends depend on each other. Fault: no such source. */
export async function applyProfile(
  device: SaneDevice,
  profile: ScanProfile,
  deviceType: string | null,
): Promise<Result<Applied, SaneFault>> {
  const notes: ScanNote[] = [];
  const changed = (setting: string, wanted: string | number, used: string | number) => {
    if (wanted === used) return;
    notes.push({ type: 'SettingChanged', setting, wanted: String(wanted), used: String(used) });
  };
  const unless = (isFollowed: boolean, setting: string, wanted: string | number) => {
    if (!isFollowed) notes.push({ type: 'SettingNotApplied', setting, wanted: String(wanted) });
  };

  const feed = feedOf(profile);
  if (!(await setFeed(device, feed, deviceType))) {
    return err({ type: 'Unsupported', raw: `no source for ${profile.source}, ${profile.sides}` });
  }
  if (feed === 'platen') changed('sides', profile.sides, 'simplex');

  const colour = await setColour(device, profile.colour);
  if (colour === null)
    unless(profile.colour === 'colour' || profile.colour === 'auto', 'colour', profile.colour);
  else if (profile.colour === 'auto') unless(colour === 'auto', 'colour', 'auto');
  else changed('colour', profile.colour, colour);

  const resolution = await setNearest(device, resolutionOptions, profile.dpi);
  const dpi = resolution?.used ?? profile.dpi;
  if (resolution) changed('dpi', profile.dpi, dpi);
  else unless(false, 'dpi', profile.dpi);
  await setNearest(device, otherResolutionOptions, dpi);

  const paper = await setPaper(device, profile.paper, dpi);
  if (paper === null) unless(profile.paper === 'auto', 'paper', profile.paper);
  else changed('paper', profile.paper, paper);

  const doubleFeed = await settle(device, doubleFeedWays[profile.doubleFeed]);
  // What has no feeder takes in no sheets; where nothing can be switched, nothing stops.
  unless(feed === 'platen' || profile.doubleFeed === 'off' || doubleFeed, 'doubleFeed', profile.doubleFeed);
  const skipsBlanks =
    (await settle(device, blankSidesWays[profile.blankSides])) && profile.blankSides === 'skip';
  unless(profile.blankSides === 'keep' || skipsBlanks, 'blankSides', profile.blankSides);

  unless(await isToned(device, brightnessOptions, profile.brightness), 'brightness', profile.brightness);
  unless(await isToned(device, contrastOptions, profile.contrast), 'contrast', profile.contrast);

  const followed = async (way: Way) => settle(device, way);
  unless(
    (await followed(dropoutWay(profile.dropout))) || profile.dropout === 'none',
    'dropout',
    profile.dropout,
  );
  const isBuffering = await followed(bufferingWays[profile.buffering]);
  unless(isBuffering || profile.buffering === 'on' || feed === 'platen', 'buffering', profile.buffering);
  if (profile.imprint !== null)
    unless(await followed(imprintWay(profile.imprint)), 'imprint', profile.imprint);

  unless(profile.transfer === 'memory', 'transfer', profile.transfer);
  // The settings themselves are a TWAIN source's bytes: nothing to show.
  unless(profile.vendorSettings === null, 'vendorSettings', `${profile.vendorSettings?.length} characters`);
  for (const [name, value] of Object.entries(profile.options))
    notes.push(...(await setOwn(device, name, value)));

  return ok({ feed, dpi: await dpiNow(device, dpi), skipsBlanks, notes });
}

/** -100 to 100 over the option's range, 0 in its middle or at its own zero; 0 leaves the device as it is. */
async function isToned(device: SaneDevice, names: readonly string[], percent: number): Promise<boolean> {
  if (percent === 0) return true;
  const option = settable(device, names);
  if (!option?.range) return false;
  const { least, most } = option.range;
  const zero = least < 0 && most > 0 ? 0 : (least + most) / 2;
  const wanted =
    percent > 0 ? zero + ((most - zero) * percent) / 100 : zero + ((zero - least) * percent) / 100;
  const taken = await setNearest(device, names, wanted);
  // Within a step and the rounding of whole numbers: the device has no finer one.
  return taken !== null && Math.abs(taken.used - wanted) <= Math.max(1, option.range.step);
}

/** An option of the driver itself, as the profile names it. */
async function setOwn(device: SaneDevice, name: string, wanted: string): Promise<ScanNote[]> {
  const option = settable(device, [name]);
  if (!option) return [{ type: 'SettingNotApplied', setting: name, wanted }];
  const taken = await device.set(option, wanted);
  if (taken.type === 'refused') return [{ type: 'SettingNotApplied', setting: name, wanted }];
  const isAsWanted = option.type === 'button' || wanted === 'auto' || isSameValue(option, taken.used, wanted);
  return isAsWanted ? [] : [{ type: 'SettingChanged', setting: name, wanted, used: taken.used }];
}

/** An option of the driver may have moved the resolution. */
async function dpiNow(device: SaneDevice, set: number): Promise<number> {
  const option = settable(device, resolutionOptions);
  const now = option && (await device.get(option));
  return now ? Number(now) : set;
}
