import { escapeXml } from '../escl/xml.ts';
import type { Feeder } from './feeder.ts';
import { maxDpi } from './job-settings.ts';

const namespaces =
  'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"';
const offeredDpi = [75, 100, 150, 200, 300, 400, maxDpi];

/** ScannerCapabilities. Black and white is left out: this scanner makes JPEG only. */
export function capabilitiesXml(uuid: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities ${namespaces}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:MakeAndModel>Platen Virtual Scanner</pwg:MakeAndModel>
  <pwg:SerialNumber>VIRTUAL-1</pwg:SerialNumber>
  <scan:UUID>${escapeXml(uuid)}</scan:UUID>
  <scan:Platen>
    <scan:PlatenInputCaps>${inputCaps()}</scan:PlatenInputCaps>
  </scan:Platen>
  <scan:Adf>
    <scan:AdfSimplexInputCaps>${inputCaps()}</scan:AdfSimplexInputCaps>
    <scan:AdfDuplexInputCaps>${inputCaps()}</scan:AdfDuplexInputCaps>
    <scan:FeederCapacity>100</scan:FeederCapacity>
    <scan:AdfOptions>
      <scan:AdfOption>DetectPaperLoaded</scan:AdfOption>
      <scan:AdfOption>Duplex</scan:AdfOption>
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

function inputCaps(): string {
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
          <scan:ColorModes>
            <scan:ColorMode>Grayscale8</scan:ColorMode>
            <scan:ColorMode>RGB24</scan:ColorMode>
          </scan:ColorModes>
          <scan:DocumentFormats>
            <pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
            <scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
          </scan:DocumentFormats>
          <scan:SupportedResolutions>
            <scan:DiscreteResolutions>${resolutions.join('')}
            </scan:DiscreteResolutions>
          </scan:SupportedResolutions>
        </scan:SettingProfile>
      </scan:SettingProfiles>
    `;
}
