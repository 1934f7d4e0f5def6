import type { EsclSettings } from './settings.ts';
import { escapeXml } from './xml.ts';

/** ScanSettings (eSCL Technical Specification, 7). What is null in the settings is left out, so that the device's own value stands. */
export function scanSettingsXml(settings: EsclSettings, version: string): string {
  const { region } = settings;
  const scan = (name: string, value: string | number | boolean | null) =>
    value === null ? [] : [`  <scan:${name}>${escapeXml(String(value))}</scan:${name}>`];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">',
    `  <pwg:Version>${escapeXml(version)}</pwg:Version>`,
    '  <pwg:ScanRegions>',
    '    <pwg:ScanRegion>',
    '      <pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>',
    `      <pwg:XOffset>${region.x}</pwg:XOffset>`,
    `      <pwg:YOffset>${region.y}</pwg:YOffset>`,
    `      <pwg:Width>${region.width}</pwg:Width>`,
    `      <pwg:Height>${region.height}</pwg:Height>`,
    '    </pwg:ScanRegion>',
    '  </pwg:ScanRegions>',
    `  <pwg:InputSource>${settings.source === 'feeder' ? 'Feeder' : 'Platen'}</pwg:InputSource>`,
    ...scan('ColorMode', settings.colourMode),
    ...scan('XResolution', settings.dpi),
    ...scan('YResolution', settings.dpi),
    ...scan('Duplex', settings.source === 'feeder' ? settings.sides === 'duplex' : null),
    ...scan('MultipickDetection', settings.multipickDetection),
    ...scan('CcdChannel', settings.channel),
    ...scan('Brightness', settings.brightness),
    ...scan('Contrast', settings.contrast),
    ...scan('BlankPageDetectionAndRemoval', settings.blankRemoval),
    `  <pwg:DocumentFormat>${settings.format}</pwg:DocumentFormat>`,
    ...scan('DocumentFormatExt', settings.format),
    '</scan:ScanSettings>',
    '',
  ].join('\n');
}
