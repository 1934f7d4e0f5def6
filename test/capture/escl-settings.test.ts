import { describe, expect, it } from 'vitest';
import { type EsclCapabilities, readCapabilities } from '../../src/capture/escl/capabilities.ts';
import { notesOn } from '../../src/capture/escl/notes.ts';
import { toContract } from '../../src/capture/escl/offer.ts';
import { chooseSettings, nearestDpi } from '../../src/capture/escl/settings.ts';
import { scanSettingsXml } from '../../src/capture/escl/settings-xml.ts';
import { parseXml, textOf } from '../../src/capture/escl/xml.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { duplex, simplex } from './driver-contract.ts';

const profileXml = (modes: string, formats: string) =>
  `<c:SettingProfile name="p">${modes
    .split(' ')
    .map((mode) => `<c:ColorMode>${mode}</c:ColorMode>`)
    .join('')}${formats
    .split(' ')
    .map((format) => `<p:DocumentFormat>${format}</p:DocumentFormat>`)
    .join('')}<c:DiscreteResolution><c:XResolution>200</c:XResolution></c:DiscreteResolution>
    <c:DiscreteResolution><c:XResolution>300</c:XResolution></c:DiscreteResolution></c:SettingProfile>`;
const everyMode = profileXml('BlackAndWhite1 Grayscale8 RGB24', 'image/jpeg application/pdf');

/** A feeder for both sides and a glass, 8.5 x 14 inches, that can do what eSCL knows unless told otherwise. */
function device(more = '', profiles = everyMode): EsclCapabilities {
  const size = '<c:MaxWidth>2550</c:MaxWidth><c:MaxHeight>4200</c:MaxHeight>';
  const caps = (name: string) => `<c:${name}>${size}${profiles}</c:${name}>`;
  const xml = parseXml(`<c:ScannerCapabilities xmlns:c="c" xmlns:p="p"><p:Version>2.63</p:Version>
    <p:MakeAndModel>Some &amp; Model</p:MakeAndModel><c:UUID>urn:uuid:ABCDEF00-0000-4000-8000-000000000000</c:UUID>
    <c:Platen>${caps('PlatenInputCaps')}</c:Platen>
    <c:Adf>${caps('AdfSimplexInputCaps')}${caps('AdfDuplexInputCaps')}</c:Adf>${more}</c:ScannerCapabilities>`);
  if (!xml.ok) throw new Error(xml.error);
  return readCapabilities(xml.value);
}

const watchful =
  '<c:AdfOptions><c:AdfOption>Duplex</c:AdfOption><c:AdfOption>scan:MultipickDetection</c:AdfOption></c:AdfOptions>';
const levels = `<c:BrightnessSupport><Min>0</Min><Max>2000</Max><Normal>1000</Normal><Step>1</Step></c:BrightnessSupport>
  <c:ContrastSupport><Min>-4</Min><Max>4</Max><Step>2</Step></c:ContrastSupport>`;

function first(capabilities: EsclCapabilities, profile: ScanProfile) {
  const [settings] = chooseSettings(capabilities, profile);
  if (!settings) throw new Error('nothing to ask for');
  return settings;
}

const sent = (capabilities: EsclCapabilities, profile: ScanProfile, name: string) => {
  const xml = parseXml(scanSettingsXml(first(capabilities, profile), capabilities.version));
  if (!xml.ok) throw new Error(xml.error);
  return textOf(xml.value, name);
};
const notes = (capabilities: EsclCapabilities, profile: ScanProfile) =>
  notesOn(profile, first(capabilities, profile));

describe('what an eSCL device offers', () => {
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
      settings: [],
      options: [],
    });
    expect(first(capabilities, simplex)).toMatchObject({
      dpi: 300,
      colourMode: 'RGB24',
      format: 'image/jpeg',
      region: { width: 2600 },
    });
    expect(chooseSettings(capabilities, duplex)).toEqual([]);
  });

  it('ESCL-15 papers that fit, and the settings that ScannerCapabilities states', () => {
    const papers = ['auto', 'a4', 'a5', 'a6', 'b5', 'letter', 'legal'];
    expect(toContract(device())).toMatchObject({
      papers,
      settings: [],
      colours: ['bitonal', 'gray', 'colour'],
    });
    const channels = ['Red', 'Green', 'Blue'].map((one) => `<c:CcdChannel>${one}</c:CcdChannel>`).join('');
    const able = device(
      `${watchful}${levels}<c:BlankPageDetectionAndRemoval>true</c:BlankPageDetectionAndRemoval>`,
      everyMode.replace('</c:SettingProfile>', `${channels}</c:SettingProfile>`),
    );
    expect(toContract(able).settings).toEqual([
      'doubleFeed',
      'blankSides',
      'brightness',
      'contrast',
      'dropout',
    ]);
  });

  it('ESCL-15 a device that makes nothing this driver can take offers no colour, and nothing is asked of it', () => {
    const tiff = device('', profileXml('RGB24', 'image/tiff'));
    expect(toContract(tiff).colours).toEqual([]);
    expect(chooseSettings(tiff, simplex)).toEqual([]);
  });
});

describe('what is asked for', () => {
  it('ESCL-9 the nearest resolution, the finer of two', () => {
    expect(nearestDpi([100, 200, 300], 240)).toBe(200);
    expect(nearestDpi([100, 200, 300], 250)).toBe(300);
    expect(nearestDpi([], 240)).toBe(240);
  });

  it('ESCL-9 a job asks for JPEG, with the feeder named and duplex said', () => {
    const xml = scanSettingsXml(first(device(), duplex), '2.63');
    expect(parseXml(xml).ok).toBe(true);
    expect(xml).toContain('<pwg:InputSource>Feeder</pwg:InputSource>');
    expect(xml).toContain('<scan:Duplex>true</scan:Duplex>');
    expect(xml).toContain('<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>');
    expect(xml).toContain('<pwg:Width>2550</pwg:Width>');
    expect(xml).toContain('<pwg:Height>3626</pwg:Height>');
    for (const silent of ['Brightness', 'Contrast', 'CcdChannel', 'MultipickDetection', 'BlankPage']) {
      expect(xml).not.toContain(silent);
    }
  });

  it('ESCL-9 ESCL-19 black and white: as JPEG, where that is refused as PDF, then grey, then colour', () => {
    const asked = (capabilities: EsclCapabilities) =>
      chooseSettings(capabilities, { ...simplex, colour: 'bitonal' }).map(
        ({ colourMode, format }) => `${colourMode} ${format}`,
      );
    expect(asked(device())).toEqual([
      'BlackAndWhite1 image/jpeg',
      'BlackAndWhite1 application/pdf',
      'Grayscale8 image/jpeg',
      'Grayscale8 application/pdf',
      'RGB24 image/jpeg',
      'RGB24 application/pdf',
    ]);
    const separate = profileXml('Grayscale8', 'image/jpeg') + profileXml('BlackAndWhite1', 'application/pdf');
    expect(asked(device('', separate))).toEqual(['BlackAndWhite1 application/pdf', 'Grayscale8 image/jpeg']);
    expect(asked(device('', profileXml('RGB24', 'image/jpeg')))).toEqual(['RGB24 image/jpeg']);
    expect(chooseSettings(device(), simplex)).toHaveLength(1);
  });

  it('ESCL-15 a paper is its region, placed as the feeder places it; one that does not fit is auto', () => {
    const a5 = { ...simplex, paper: 'a5' } as const;
    expect(first(device(), a5).region).toEqual({ x: 0, y: 0, width: 1748, height: 2480 });
    const centred = device('<c:Justification><p:XImagePosition>Center</p:XImagePosition></c:Justification>');
    expect(first(centred, a5).region.x).toBe(401);
    expect(first(centred, { ...a5, source: 'platen' }).region.x).toBe(0);
    expect(first(device(), { ...simplex, paper: 'a3' })).toMatchObject({
      paper: 'auto',
      region: { width: 2550 },
    });
  });

  it('ESCL-15 brightness and contrast on the scale of the device, by its steps', () => {
    const able = device(levels);
    const bright = (brightness: number) => sent(able, { ...simplex, brightness }, 'Brightness');
    expect([-100, -50, 1, 100].map(bright)).toEqual(['0', '500', '1010', '2000']);
    const contrast = (value: number) => sent(able, { ...simplex, contrast: value }, 'Contrast');
    expect([-100, -60, 0, 10, 100].map(contrast)).toEqual(['-4', '-2', null, null, '4']);
  });

  it('ESCL-15 double-feed detection is switched as the profile says, where the device states it', () => {
    const detection = (doubleFeed: ScanProfile['doubleFeed'], source: ScanProfile['source'] = 'feeder') =>
      sent(device(watchful), { ...simplex, doubleFeed, source }, 'MultipickDetection');
    expect(detection('stop')).toBe('true');
    expect(detection('off')).toBe('false');
    expect(detection('stop', 'platen')).toBeNull();
    expect(sent(device(), simplex, 'MultipickDetection')).toBeNull();
  });

  it('ESCL-15 blank sides are left out by the device in simplex only: of two sides none says which it is', () => {
    const able = device('<c:BlankPageDetectionAndRemoval>true</c:BlankPageDetectionAndRemoval>');
    const skip = { ...simplex, blankSides: 'skip' } as const;
    expect(sent(able, skip, 'BlankPageDetectionAndRemoval')).toBe('true');
    expect(sent(able, simplex, 'BlankPageDetectionAndRemoval')).toBeNull();
    expect(sent(able, { ...skip, sides: 'duplex' }, 'BlankPageDetectionAndRemoval')).toBeNull();
    expect(notes(able, skip)).not.toContainEqual(expect.objectContaining({ setting: 'blankSides' }));
    expect(notes(able, { ...skip, sides: 'duplex' })).toContainEqual({
      type: 'SettingNotApplied',
      setting: 'blankSides',
      wanted: 'skip',
    });
  });

  it('ESCL-15 a dropout colour is the channel of a grey scan', () => {
    const able = device(
      '',
      everyMode.replace('</c:SettingProfile>', '<c:CcdChannel>Red</c:CcdChannel></c:SettingProfile>'),
    );
    const red = { ...simplex, dropout: 'red', colour: 'gray' } as const;
    expect(sent(able, red, 'CcdChannel')).toBe('Red');
    expect(sent(able, { ...red, dropout: 'green' }, 'CcdChannel')).toBeNull();
    expect(notes(able, { ...red, colour: 'colour' })).toContainEqual({
      type: 'SettingNotApplied',
      setting: 'dropout',
      wanted: 'red',
    });
  });
});

describe('what the operator is told of a profile', () => {
  it('ESCL-16 nothing where the device follows it, and nothing of what asks for nothing', () => {
    expect(notes(device(watchful), duplex)).toEqual([]);
    expect(notes(device(), { ...duplex, doubleFeed: 'off' })).toEqual([]);
  });

  it('ESCL-16 each setting that the device cannot follow, under its own name', () => {
    const wild: ScanProfile = {
      ...duplex,
      dpi: 310,
      colour: 'auto',
      paper: 'a3',
      blankSides: 'skip',
      brightness: 10,
      contrast: -10,
      dropout: 'green',
      buffering: 'off',
      imprint: 'A-%04d',
      storage: 'lossless',
      transfer: 'native',
      options: { gamma: '1.8' },
      vendorSettings: 'AAAA',
    };
    const unapplied = (setting: string, wanted: string) => ({ type: 'SettingNotApplied', setting, wanted });
    expect(notes(device(), wild)).toEqual([
      { type: 'SettingChanged', setting: 'dpi', wanted: '310', used: '300' },
      unapplied('colour', 'auto'),
      { type: 'SettingChanged', setting: 'paper', wanted: 'a3', used: 'auto' },
      unapplied('doubleFeed', 'stop'),
      unapplied('blankSides', 'skip'),
      unapplied('brightness', '10'),
      unapplied('contrast', '-10'),
      unapplied('dropout', 'green'),
      unapplied('buffering', 'off'),
      unapplied('imprint', 'A-%04d'),
      unapplied('storage', 'lossless'),
      unapplied('transfer', 'native'),
      unapplied('gamma', '1.8'),
      unapplied('vendorSettings', '4 characters'),
    ]);
  });

  it('ESCL-16 a change that is too small for the steps of the device was not applied', () => {
    const coarse = device(
      '<c:BrightnessSupport><Min>1</Min><Max>9</Max><Normal>5</Normal></c:BrightnessSupport>',
    );
    expect(notes(coarse, { ...simplex, doubleFeed: 'off', brightness: 5 })).toEqual([
      { type: 'SettingNotApplied', setting: 'brightness', wanted: '5' },
    ]);
  });

  it('ESCL-16 the glass takes one side and needs no double-feed detection', () => {
    expect(notes(device(), { ...duplex, source: 'platen' })).toEqual([
      { type: 'SettingChanged', setting: 'sides', wanted: 'duplex', used: 'simplex' },
    ]);
  });
});
