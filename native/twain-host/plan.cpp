#include "plan.h"

#include <cstdlib>
#include <cstring>

#include "capability.h"
#include "frames.h"
#include "text.h"

namespace host {

using namespace twain;

namespace {

constexpr const char *known[] = {"source",     "sides",    "dpi",     "colour",  "paper",    "doubleFeed",    "blankSides",
                                 "brightness", "contrast", "dropout", "imprint", "transfer", "vendorSettings", "buffering"};

bool isKnown(const std::string &name) {
  for (const char *one : known) {
    if (name == one) return true;
  }
  return false;
}

}  // namespace

void note(const std::string &setting, const std::string &wanted, const std::optional<std::string> &used) {
  writeFrame(JsonObject()
                 .text("type", "note")
                 .text("setting", setting)
                 .text("wanted", wanted)
                 .with("used", jsonText(used)));
}

Plan applySettings(Session &session, const Settings &settings) {
  Words words;
  std::vector<std::string> options;
  for (const auto &[name, value] : settings) {
    if (name == "option") {
      options.push_back(value);
    } else if (isKnown(name)) {
      words[name] = value;
    } else {
      note(name, value, std::nullopt);
    }
  }
  Plan plan;
  // First, since it may set anything.
  if (words.count("vendorSettings")) applyVendorSettings(session, words["vendorSettings"]);
  // -1: as many images as there are.
  setNumber(session, CAP_XFERCOUNT, TWTY_INT16, -1);
  setNumber(session, CAP_INDICATORS, TWTY_BOOL, 0);
  setNumber(session, ICAP_UNITS, TWTY_UINT16, TWUN_INCHES);
  plan.transfer = applyTransfer(session, words);
  plan.isFeeder = applySource(session, words);
  if (words.count("colour")) applyColour(session, words["colour"]);
  if (words.count("dpi")) applyResolution(session, std::atof(words["dpi"].c_str()));
  if (words.count("paper")) applyPaper(session, words["paper"]);
  if (plan.isFeeder) applyFeederSettings(session, words);
  applyImageSettings(session, words);
  // What the device finds on a sheet by itself is always welcome.
  for (const TW_UINT16 id : {ICAP_EXTIMAGEINFO, ICAP_BARCODEDETECTIONENABLED, ICAP_PATCHCODEDETECTIONENABLED}) {
    if (readCapability(session, id)) setNumber(session, id, TWTY_BOOL, 1);
  }
  for (const std::string &option : options) applyOption(session, option);
  plan.isBlackZero = currentNumber(session, ICAP_PIXELFLAVOR).value_or(TWPF_CHOCOLATE) == TWPF_CHOCOLATE;
  return plan;
}

void applyVendorSettings(Session &session, const std::string &base64) {
  const std::optional<std::vector<unsigned char>> bytes = decodeBase64(base64);
  if (!bytes || bytes->empty()) return note("vendorSettings", base64, std::nullopt);
  const SourceManager &manager = session.manager();
  TW_CUSTOMDSDATA saved{static_cast<TW_UINT32>(bytes->size()), manager.allocate(bytes->size())};
  const LockedMemory memory(manager, saved.hData);
  if (memory.bytes()) std::memcpy(memory.bytes(), bytes->data(), bytes->size());
  const TW_UINT16 returned =
      memory.bytes() ? session.call(DG_CONTROL, DAT_CUSTOMDSDATA, MSG_SET, &saved) : TWRC_FAILURE;
  if (returned != TWRC_SUCCESS) note("vendorSettings", base64, std::nullopt);
}

Transfer applyTransfer(Session &session, const Words &words) {
  const auto asked = words.find("transfer");
  const bool isNativeWanted = asked != words.end() && asked->second == "native";
  const double wanted = isNativeWanted ? TWSX_NATIVE : TWSX_MEMORY;
  setNumber(session, ICAP_XFERMECH, TWTY_UINT16, wanted);
  // Every source knows native transfer; one that tells nothing knows nothing else.
  const double used = currentNumber(session, ICAP_XFERMECH).value_or(TWSX_NATIVE);
  const Transfer transfer = used == TWSX_MEMORY ? Transfer::memory : Transfer::native;
  if (used != TWSX_MEMORY && used != TWSX_NATIVE) setNumber(session, ICAP_XFERMECH, TWTY_UINT16, TWSX_NATIVE);
  if ((transfer == Transfer::native) != isNativeWanted) {
    note("transfer", isNativeWanted ? "native" : "memory", transfer == Transfer::native ? "native" : "memory");
  }
  if (readCapability(session, ICAP_COMPRESSION)) setNumber(session, ICAP_COMPRESSION, TWTY_UINT16, TWCP_NONE);
  if (readCapability(session, ICAP_PLANARCHUNKY)) setNumber(session, ICAP_PLANARCHUNKY, TWTY_UINT16, TWPC_CHUNKY);
  return transfer;
}

void applyOption(Session &session, const std::string &assignment) {
  const std::size_t equals = assignment.find('=');
  const std::string name = assignment.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : assignment.substr(equals + 1);
  const std::string setting = "option " + name;
  char *end = nullptr;
  const unsigned long id = std::strtoul(name.c_str(), &end, 16);
  if (end == name.c_str() || *end || id == 0 || id > 0xffff || equals == std::string::npos) {
    return note(setting, value, std::nullopt);
  }
  const auto capability = static_cast<TW_UINT16>(id);
  const std::optional<Capability> now = readCapability(session, capability, MSG_GETCURRENT);
  if (!now || !now->current || now->type == TWTY_FRAME) return note(setting, value, std::nullopt);
  if (now->current->text) {
    const bool isTaken = setText(session, capability, value);
    const std::optional<std::string> used = currentText(session, capability);
    if (!isTaken || used != value) note(setting, value, isTaken ? used : std::nullopt);
    return;
  }
  // Switches are told as words, and may be set by them.
  const std::string digits = value == "true" ? "1" : value == "false" ? "0" : value;
  const double wanted = std::strtod(digits.c_str(), &end);
  if (end == digits.c_str() || *end) return note(setting, value, std::nullopt);
  const bool isTaken = setNumber(session, capability, now->type, wanted);
  const std::optional<double> used = currentNumber(session, capability);
  // FIX32 keeps 16 bits of fraction.
  if (isTaken && used && *used - wanted < 1e-4 && wanted - *used < 1e-4) return;
  note(setting, value, isTaken && used ? std::optional<std::string>(jsonNumber(*used)) : std::nullopt);
}

}  // namespace host
