import { escapeXml } from '../escl/xml.ts';
import { type Delivery, type Offer, offerOf } from './delivery.ts';
import type { Feeder } from './feeder.ts';
import { maxDpi } from './job-settings.ts';

const namespaces =
  'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"';
const offeredDpi = [75, 100, 150, 200, 300, 400, maxDpi];

/** ScannerCapabilities. Black and white is stated only where it is delivered as PDF, or refused on purpose. */
export function capabilitiesXml(uuid: string, delivery: Delivery): string {
  const caps = inputCaps(offerOf(delivery));
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities ${namespaces}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:MakeAndModel>Platen Virtual Scanner</pwg:MakeAndModel>
  <pwg:SerialNumber>VIRTUAL-1</pwg:SerialNumber>
  <scan:UUID>${escapeXml(uuid)}</scan:UUID>
  <scan:Platen>
    <scan:PlatenInputCaps>${caps}</scan:PlatenInputCaps>
  </scan:Platen>
  <scan:Adf>
    <scan:AdfSimplexInputCaps>${caps}</scan:AdfSimplexInputCaps>
    <scan:AdfDuplexInputCaps>${caps}</scan:AdfDuplexInputCaps>
    <scan:FeederCapacity>100</scan:FeederCapacity>
    <scan:AdfOptions>
      <scan:AdfOption>DetectPaperLoaded</scan:AdfOption>
      <scan:AdfOption>Duplex</scan:AdfOption>
      <scan:AdfOption>MultipickDetection</scan:AdfOption>
    </scan:AdfOptions>
  </scan:Adf>
</scan:ScannerCapabilities>
`;
}

export function statusXml(feeder: Feeder): string {
  const adfState = feeder.adfState();
  const jobs = feeder.jobs().map(
    (job) => `
    <scan:JobInfo>
      <pwg:JobUri>${jobPath(job.id)}</pwg:JobUri>
      <pwg:JobUuid>${job.id}</pwg:JobUuid>
      <scan:Age>0</scan:Age>
      <pwg:ImagesCompleted>${job.sidesDone}</pwg:ImagesCompleted>
      <pwg:ImagesToTransfer>${job.state === 'Processing' ? 1 : 0}</pwg:ImagesToTransfer>
      <pwg:JobState>${job.state}</pwg:JobState>
      <pwg:JobStateReasons>
        <pwg:JobStateReason>${reasonByState[job.state]}</pwg:JobStateReason>
      </pwg:JobStateReasons>
    </scan:JobInfo>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus ${namespaces}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:State>${feeder.isBusy() ? 'Processing' : 'Idle'}</pwg:State>
  <scan:AdfState>${adfState}</scan:AdfState>
  <scan:Jobs>${jobs.join('')}
  </scan:Jobs>
</scan:ScannerStatus>
`;
}

export function jobPath(id: string): string {
  return `/eSCL/ScanJobs/${id}`;
}

const reasonByState = {
  Processing: 'JobScanning',
  Completed: 'JobCompletedSuccessfully',
  Canceled: 'JobCanceledByUser',
  Aborted: 'AbortedBySystem',
} as const;

function inputCaps({ colourModes, formats }: Offer): string {
  const modes = colourModes.map(
    (mode) => `
            <scan:ColorMode>${mode}</scan:ColorMode>`,
  );
  const documents = formats.map(
    (format) => `
            <pwg:DocumentFormat>${format}</pwg:DocumentFormat>
            <scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`,
  );
  const resolutions = offeredDpi.map(
    (dpi) => `
              <scan:DiscreteResolution>
                <scan:XResolution>${dpi}</scan:XResolution>
                <scan:YResolution>${dpi}</scan:YResolution>
              </scan:DiscreteResolution>`,
  );
  return `
      <scan:MinWidth>300</scan:MinWidth>
      <scan:MaxWidth>2550</scan:MaxWidth>
      <scan:MinHeight>300</scan:MinHeight>
      <scan:MaxHeight>4200</scan:MaxHeight>
      <scan:SettingProfiles>
        <scan:SettingProfile>
          <scan:ColorModes>${modes.join('')}
          </scan:ColorModes>
          <scan:DocumentFormats>${documents.join('')}
          </scan:DocumentFormats>
          <scan:SupportedResolutions>
            <scan:DiscreteResolutions>${resolutions.join('')}
            </scan:DiscreteResolutions>
          </scan:SupportedResolutions>
        </scan:SettingProfile>
      </scan:SettingProfiles>
    `;
}
