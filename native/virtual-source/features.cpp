#include "features.h"

#include <algorithm>
#include <cstdlib>

#include "controls.h"

namespace virtual_source {

using namespace twain;

namespace {

Feature one(TW_UINT16 type, double now) { return {type, Kind::one, true, {}, {now}, ""}; }
Feature fixed(TW_UINT16 type, double now) { return {type, Kind::one, false, {}, {now}, ""}; }
Feature choice(TW_UINT16 type, std::vector<double> values, double now) {
  return {type, Kind::enumeration, true, std::move(values), {now}, ""};
}
Feature several(TW_UINT16 type, std::vector<double> values, std::vector<double> now) {
  return {type, Kind::array, true, std::move(values), std::move(now), ""};
}
Feature between(TW_UINT16 type, double least, double most, double step, double now) {
  return {type, Kind::range, true, {least, most, step}, {now}, ""};
}
Feature written(TW_UINT16 type, const char *text) { return {type, Kind::one, true, {}, {}, text}; }
Feature onOff(double now) { return choice(TWTY_BOOL, {0, 1}, now); }

}  // namespace

Features::Features() {
  std::vector<double> dpi;
  for (const std::string &value : controlList("VDS_DPI")) dpi.push_back(std::atof(value.c_str()));
  if (dpi.empty()) dpi = {150, 200, 300, 600};
  const double flavor = control("VDS_FLAVOR") == "vanilla" ? TWPF_VANILLA : TWPF_CHOCOLATE;
  features_ = {
      {CAP_XFERCOUNT, one(TWTY_INT16, -1)},
      {CAP_FEEDERENABLED, onOff(1)},
      {CAP_FEEDERLOADED, fixed(TWTY_BOOL, 0)},
      {CAP_AUTOFEED, onOff(0)},
      {CAP_INDICATORS, onOff(1)},
      {CAP_PAPERDETECTABLE, fixed(TWTY_BOOL, 1)},
      {CAP_UICONTROLLABLE, fixed(TWTY_BOOL, 1)},
      {CAP_DEVICEONLINE, fixed(TWTY_BOOL, 1)},
      {CAP_AUTOSCAN, onOff(0)},
      {CAP_DUPLEX, fixed(TWTY_UINT16, TWDX_1PASSDUPLEX)},
      {CAP_DUPLEXENABLED, onOff(0)},
      {CAP_ENABLEDSUIONLY, fixed(TWTY_BOOL, 1)},
      {CAP_CUSTOMDSDATA, fixed(TWTY_BOOL, 1)},
      {CAP_PRINTER, choice(TWTY_UINT16, {TWPR_IMPRINTERTOPBEFORE}, TWPR_IMPRINTERTOPBEFORE)},
      {CAP_PRINTERENABLED, onOff(0)},
      {CAP_PRINTERMODE, choice(TWTY_UINT16, {TWPM_SINGLESTRING}, TWPM_SINGLESTRING)},
      {CAP_PRINTERSTRING, written(TWTY_STR255, "")},
      {CAP_DOUBLEFEEDDETECTION, several(TWTY_UINT16, {TWDF_ULTRASONIC, TWDF_BYLENGTH}, {})},
      // Stop, stop and wait, sound.
      {CAP_DOUBLEFEEDDETECTIONRESPONSE, several(TWTY_UINT16, {TWDP_STOP, 1, 2}, {2})},
      {CAP_SHEETCOUNT, fixed(TWTY_UINT32, 0)},
      {ICAP_COMPRESSION, choice(TWTY_UINT16, {TWCP_NONE}, TWCP_NONE)},
      {ICAP_PIXELTYPE, choice(TWTY_UINT16, {TWPT_BW, TWPT_GRAY, TWPT_RGB}, TWPT_BW)},
      {ICAP_UNITS, choice(TWTY_UINT16, {TWUN_INCHES}, TWUN_INCHES)},
      {ICAP_XFERMECH, choice(TWTY_UINT16, {TWSX_NATIVE, TWSX_MEMORY}, TWSX_NATIVE)},
      {ICAP_BRIGHTNESS, between(TWTY_FIX32, -1000, 1000, 10, 0)},
      {ICAP_CONTRAST, between(TWTY_FIX32, -1000, 1000, 10, 0)},
      {ICAP_FILTER, choice(TWTY_UINT16, {TWFT_RED, TWFT_GREEN, TWFT_BLUE, TWFT_NONE}, TWFT_NONE)},
      {ICAP_PHYSICALWIDTH, fixed(TWTY_FIX32, 8.5)},
      {ICAP_PHYSICALHEIGHT, fixed(TWTY_FIX32, 14)},
      {ICAP_XRESOLUTION, choice(TWTY_FIX32, dpi, dpi[0])},
      {ICAP_YRESOLUTION, choice(TWTY_FIX32, dpi, dpi[0])},
      {ICAP_PIXELFLAVOR, choice(TWTY_UINT16, {flavor}, flavor)},
      {ICAP_PLANARCHUNKY, choice(TWTY_UINT16, {TWPC_CHUNKY}, TWPC_CHUNKY)},
      {ICAP_SUPPORTEDSIZES, choice(TWTY_UINT16, {TWSS_NONE, TWSS_A4LETTER, TWSS_A5, TWSS_USLETTER}, TWSS_NONE)},
      {ICAP_EXTIMAGEINFO, onOff(0)},
      {ICAP_AUTODISCARDBLANKPAGES, choice(TWTY_INT32, {TWBP_DISABLE, TWBP_AUTO}, TWBP_DISABLE)},
      {ICAP_BARCODEDETECTIONENABLED, onOff(0)},
      {ICAP_PATCHCODEDETECTIONENABLED, onOff(0)},
      {ICAP_AUTOMATICCOLORENABLED, onOff(0)},
      // The vendor's own: a number and a text.
      {CAP_CUSTOMBASE + 1, between(TWTY_INT16, 0, 10, 1, 3)},
      {CAP_CUSTOMBASE + 2, written(TWTY_STR32, "plain")},
  };
  for (const std::string &id : controlList("VDS_LACKS")) {
    features_.erase(static_cast<TW_UINT16>(std::strtoul(id.c_str(), nullptr, 16)));
  }
  Feature all{TWTY_UINT16, Kind::array, false, {}, {CAP_SUPPORTEDCAPS}, ""};
  for (const auto &entry : features_) all.now.push_back(entry.first);
  features_[CAP_SUPPORTEDCAPS] = all;
}

double Features::number(TW_UINT16 id) const {
  const auto found = features_.find(id);
  return found == features_.end() || found->second.now.empty() ? 0 : found->second.now[0];
}

bool Features::isAmong(TW_UINT16 id, double value) const {
  const auto found = features_.find(id);
  if (found == features_.end()) return false;
  const std::vector<double> &now = found->second.now;
  return std::find(now.begin(), now.end(), value) != now.end();
}

std::string Features::text(TW_UINT16 id) const {
  const auto found = features_.find(id);
  return found == features_.end() ? "" : found->second.text;
}

void Features::put(TW_UINT16 id, double value) {
  const auto found = features_.find(id);
  if (found != features_.end()) found->second.now = {value};
}

void Features::putText(TW_UINT16 id, const std::string &text) {
  const auto found = features_.find(id);
  if (found != features_.end()) found->second.text = text;
}

}  // namespace virtual_source
