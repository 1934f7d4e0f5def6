import { z } from 'zod';
import { paperSizes } from '../domain/rules/profile.ts';
import { fault } from './errors.ts';

export const device = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.enum(['escl', 'sane', 'twain', 'virtual']),
  /** What tells it from another of the same name: an address, a driver's device name, `32 bit`. */
  detail: z.string().nullable(),
});
export type Device = z.infer<typeof device>;

/** A driver family that could not look for its devices; the others' are listed all the same. */
export const deviceList = z.object({
  devices: z.array(device),
  failures: z.array(z.object({ family: z.enum(['network', 'sane', 'twain']), fault })),
});
export type DeviceList = z.infer<typeof deviceList>;

/** An option of the driver itself, beyond what a profile names. Values are text as the driver's own tools show them. */
export const driverOption = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  type: z.enum(['switch', 'number', 'text', 'choice', 'button']),
  unit: z.string().nullable(),
  choices: z.array(z.string()),
  range: z.object({ least: z.number(), most: z.number(), step: z.number() }).nullable(),
  value: z.string().nullable(),
  /** `sensor`: can only be read. */
  access: z.enum(['set', 'sensor']),
});
export type DriverOption = z.infer<typeof driverOption>;

/** As the device answers, by setting and reading back where the driver allows it; never by its model name. */
export const capabilities = z.object({
  sources: z.array(z.enum(['feeder', 'platen'])),
  sides: z.array(z.enum(['simplex', 'duplex'])),
  dpi: z.array(z.int()),
  colours: z.array(z.enum(['bitonal', 'gray', 'colour', 'auto'])),
  formats: z.array(z.string()),
  papers: z.array(z.enum(paperSizes)),
  /** Fields of a profile, beyond those above, that the device can follow. */
  settings: z.array(
    z.enum([
      'doubleFeed',
      'blankSides',
      'brightness',
      'contrast',
      'dropout',
      'buffering',
      'imprint',
      'transfer',
      'vendorSettings',
    ]),
  ),
  options: z.array(driverOption),
});
export type Capabilities = z.infer<typeof capabilities>;
