// What a source can do, in the words of the contract and capability by capability; probed by setting and reading back.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "capability-names.h"
#include "capability.h"
#include "commands.h"
#include "find-source.h"
#include "frames.h"
#include "verbs.h"

namespace host {

using namespace twain;

namespace {

using WordList = std::vector<std::string>;

// What a range of resolutions is told as, beside its ends.
constexpr double usualDpi[] = {75, 100, 150, 200, 240, 250, 300, 400, 500, 600, 800, 1200};

bool takes(Session &session, TW_UINT16 id, TW_UINT16 type, double value) {
  return setNumber(session, id, type, value) && currentNumber(session, id) == value;
}

bool isSwitch(Session &session, TW_UINT16 id) {
  return readCapability(session, id) && takes(session, id, TWTY_BOOL, 1);
}

WordList sourcesOf(Session &session) {
  WordList sources;
  const bool hasSwitch = readCapability(session, CAP_FEEDERENABLED).has_value();
  // Without a switch there is one of both: what sees paper is a feeder.
  if (!hasSwitch) {
    const bool isFeeder = readCapability(session, CAP_FEEDERLOADED).has_value();
    return {jsonText(std::string(isFeeder ? "feeder" : "platen"))};
  }
  if (takes(session, CAP_FEEDERENABLED, TWTY_BOOL, 0)) sources.push_back(jsonText(std::string("platen")));
  if (takes(session, CAP_FEEDERENABLED, TWTY_BOOL, 1)) {
    sources.insert(sources.begin(), jsonText(std::string("feeder")));
  }
  return sources;
}

WordList sidesOf(Session &session) {
  WordList sides{jsonText(std::string("simplex"))};
  const bool isNamed = currentNumber(session, CAP_DUPLEX).value_or(TWDX_1PASSDUPLEX) != TWDX_NONE;
  if (isNamed && isSwitch(session, CAP_DUPLEXENABLED)) sides.push_back(jsonText(std::string("duplex")));
  return sides;
}

WordList dpiOf(Session &session) {
  const std::optional<Capability> offered = readCapability(session, ICAP_XRESOLUTION);
  std::vector<double> found;
  if (offered && offered->container == TWON_RANGE) {
    found = {offered->values[0].number, offered->values[1].number};
    for (const double dpi : usualDpi) {
      if (offered->offers(dpi)) found.push_back(dpi);
    }
  } else if (offered) {
    for (const CapabilityValue &value : offered->values) found.push_back(value.number);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  WordList dpi;
  for (const double one : found) dpi.push_back(jsonNumber(std::round(one)));
  return dpi;
}

WordList coloursOf(Session &session) {
  static constexpr std::pair<TW_INT16, const char *> types[] = {
      {TWPT_BW, "bitonal"}, {TWPT_GRAY, "gray"}, {TWPT_RGB, "colour"}};
  WordList colours;
  for (const auto &[type, word] : types) {
    if (takes(session, ICAP_PIXELTYPE, TWTY_UINT16, type)) colours.push_back(jsonText(std::string(word)));
  }
  if (isSwitch(session, ICAP_AUTOMATICCOLORENABLED)) colours.push_back(jsonText(std::string("auto")));
  return colours;
}

WordList papersOf(Session &session) {
  static constexpr std::pair<TW_UINT16, const char *> codes[] = {
      {TWSS_A3, "a3"},    {TWSS_A4LETTER, "a4"}, {TWSS_A5, "a5"},           {TWSS_A6, "a6"},
      {TWSS_ISOB4, "b4"}, {TWSS_ISOB5, "b5"},    {TWSS_USLETTER, "letter"}, {TWSS_USLEGAL, "legal"}};
  WordList papers;
  if (currentNumber(session, ICAP_PHYSICALWIDTH)) papers.push_back(jsonText(std::string("auto")));
  const std::optional<Capability> sizes = readCapability(session, ICAP_SUPPORTEDSIZES);
  for (const auto &[code, word] : codes) {
    if (sizes && sizes->offers(code)) papers.push_back(jsonText(std::string(word)));
  }
  return papers;
}

WordList settingsOf(Session &session) {
  WordList settings;
  const auto add = [&settings](const char *word, bool isThere) {
    if (isThere) settings.push_back(jsonText(std::string(word)));
  };
  const auto has = [&session](TW_UINT16 id) { return readCapability(session, id).has_value(); };
  add("doubleFeed", has(CAP_DOUBLEFEEDDETECTION));
  add("blankSides",
      has(ICAP_AUTODISCARDBLANKPAGES) && takes(session, ICAP_AUTODISCARDBLANKPAGES, TWTY_INT32, TWBP_AUTO));
  add("brightness", has(ICAP_BRIGHTNESS));
  add("contrast", has(ICAP_CONTRAST));
  add("dropout", has(ICAP_FILTER));
  add("buffering", isSwitch(session, CAP_AUTOSCAN));
  add("imprint", isSwitch(session, CAP_PRINTERENABLED));
  const std::optional<Capability> ways = readCapability(session, ICAP_XFERMECH);
  add("transfer", ways && ways->offers(TWSX_NATIVE) && ways->offers(TWSX_MEMORY));
  add("vendorSettings", currentNumber(session, CAP_CUSTOMDSDATA).value_or(0) != 0);
  return settings;
}

std::string valueJson(const Capability &capability, const CapabilityValue &value) {
  if (value.text) return jsonText(*value.text);
  if (capability.type == TWTY_BOOL && capability.container != TWON_RANGE) return value.number != 0 ? "true" : "false";
  return jsonNumber(value.number);
}

std::string capabilityJson(Session &session, const Capability &capability) {
  char id[8];
  std::snprintf(id, sizeof id, "%04x", capability.id);
  WordList values;
  for (const CapabilityValue &value : capability.values) values.push_back(valueJson(capability, value));
  const std::optional<TW_UINT16> support = supportOf(session, capability.id);
  return JsonObject()
      .text("id", id)
      .text("name", capabilityName(capability.id))
      .text("type", typeName(capability.type))
      .text("container", containerName(capability.container))
      .with("values", jsonArray(values))
      .with("current", capability.current ? valueJson(capability, *capability.current) : "null")
      .flag("isReadOnly", support && !(*support & TWQC_SET))
      .done();
}

// As the source has them before anything is probed.
WordList allCapabilities(Session &session) {
  WordList all;
  const std::optional<Capability> supported = readCapability(session, CAP_SUPPORTEDCAPS);
  if (!supported) return all;
  for (const CapabilityValue &value : supported->values) {
    const std::optional<Capability> one = readCapability(session, static_cast<TW_UINT16>(value.number));
    if (one) all.push_back(capabilityJson(session, *one));
  }
  return all;
}

void tell(Session &session) {
  const WordList all = allCapabilities(session);
  setNumber(session, ICAP_UNITS, TWTY_UINT16, TWUN_INCHES);
  // The feeder last: duplex and the like are there only with it.
  const WordList sources = sourcesOf(session);
  writeFrame(JsonObject()
                 .text("type", "capabilities")
                 .with("sources", jsonArray(sources))
                 .with("sides", jsonArray(sidesOf(session)))
                 .with("dpi", jsonArray(dpiOf(session)))
                 .with("colours", jsonArray(coloursOf(session)))
                 .with("papers", jsonArray(papersOf(session)))
                 .with("settings", jsonArray(settingsOf(session)))
                 .with("capabilities", jsonArray(all)));
}

}  // namespace

void tellCapabilities(ManagerChoice choice, HWND window, const std::string &source) {
  waitForGo();
  if (isCancelled()) throw Cancelled{};
  withSource(choice, window, source, [&](SourceManager &manager, const TW_IDENTITY &identity) {
    Session session(manager, window, identity);
    try {
      tell(session);
    } catch (const Fault &fault) {
      tellFault(fault);
    }
  });
}

}  // namespace host
