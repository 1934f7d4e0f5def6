// Where sheets come from and what the feeder watches for.
#include <algorithm>

#include "capability.h"
#include "plan.h"

namespace host {

using namespace twain;

namespace {

std::optional<std::string> wordOf(const Words &words, const char *name) {
  const auto found = words.find(name);
  return found == words.end() ? std::nullopt : std::optional<std::string>(found->second);
}

bool isOn(Session &session, TW_UINT16 id) { return currentNumber(session, id).value_or(0) != 0; }

// Sets a switch where the source has it; whether it is then as wanted.
bool turn(Session &session, TW_UINT16 id, bool wanted) {
  if (readCapability(session, id)) setNumber(session, id, TWTY_BOOL, wanted ? 1 : 0);
  return isOn(session, id) == wanted;
}

void applySides(Session &session, const std::string &wanted) {
  if (!turn(session, CAP_DUPLEXENABLED, wanted == "duplex")) {
    note("sides", wanted, wanted == "duplex" ? "simplex" : "duplex");
  }
}

// The kinds that are on: of an array all, of other containers the current one.
std::vector<double> kindsOn(Session &session) {
  const std::optional<Capability> now = readCapability(session, CAP_DOUBLEFEEDDETECTION, MSG_GETCURRENT);
  std::vector<double> kinds;
  if (!now) return kinds;
  if (now->current) {
    kinds.push_back(now->current->number);
  } else {
    for (const CapabilityValue &value : now->values) kinds.push_back(value.number);
  }
  return kinds;
}

void applyDoubleFeed(Session &session, const std::string &wanted) {
  const std::optional<Capability> offered = readCapability(session, CAP_DOUBLEFEEDDETECTION);
  if (!offered) {
    if (wanted == "stop") note("doubleFeed", wanted, std::nullopt);
    return;
  }
  if (wanted != "stop") {
    setNumbers(session, CAP_DOUBLEFEEDDETECTION, TWTY_UINT16, {});
    if (!kindsOn(session).empty()) note("doubleFeed", wanted, "stop");
    return;
  }
  bool isWatched = false;
  for (const double kind : {TWDF_ULTRASONIC, TWDF_INFRARED, TWDF_BYLENGTH}) {
    if (isWatched) break;
    if (!setNumbers(session, CAP_DOUBLEFEEDDETECTION, TWTY_UINT16, {kind})) {
      setNumber(session, CAP_DOUBLEFEEDDETECTION, TWTY_UINT16, kind);
    }
    const std::vector<double> on = kindsOn(session);
    isWatched = std::find(on.begin(), on.end(), kind) != on.end();
  }
  if (!isWatched) return note("doubleFeed", wanted, std::nullopt);
  // Sources without this capability stop: it is what a double feed does.
  if (!readCapability(session, CAP_DOUBLEFEEDDETECTIONRESPONSE)) return;
  if (!setNumbers(session, CAP_DOUBLEFEEDDETECTIONRESPONSE, TWTY_UINT16, {TWDP_STOP})) {
    setNumber(session, CAP_DOUBLEFEEDDETECTIONRESPONSE, TWTY_UINT16, TWDP_STOP);
  }
  const std::optional<Capability> response = readCapability(session, CAP_DOUBLEFEEDDETECTIONRESPONSE, MSG_GETCURRENT);
  if (response && !response->offers(TWDP_STOP)) note("doubleFeed", wanted, std::nullopt);
}

void applyImprint(Session &session, const std::optional<std::string> &wanted) {
  if (!wanted) {
    if (!turn(session, CAP_PRINTERENABLED, false)) note("imprint", "", "on");
    return;
  }
  if (!readCapability(session, CAP_PRINTERENABLED) || !turn(session, CAP_PRINTERENABLED, true)) {
    return note("imprint", *wanted, std::nullopt);
  }
  setNumber(session, CAP_PRINTERMODE, TWTY_UINT16, TWPM_SINGLESTRING);
  const bool isTaken = setText(session, CAP_PRINTERSTRING, *wanted);
  const std::optional<std::string> used = currentText(session, CAP_PRINTERSTRING);
  if (isTaken && used == wanted) return;
  // Another text on every sheet is worse than none.
  turn(session, CAP_PRINTERENABLED, false);
  note("imprint", *wanted, std::nullopt);
}

}  // namespace

bool applySource(Session &session, const Words &words) {
  const std::optional<std::string> wanted = wordOf(words, "source");
  if (wanted) turn(session, CAP_FEEDERENABLED, *wanted == "feeder");
  // A device that is nothing but a feeder may have no switch for it.
  const bool isFeeder = readCapability(session, CAP_FEEDERENABLED) ? isOn(session, CAP_FEEDERENABLED)
                                                                   : readCapability(session, CAP_FEEDERLOADED).has_value();
  if (wanted && (*wanted == "feeder") != isFeeder) note("source", *wanted, isFeeder ? "feeder" : "platen");
  if (isFeeder) {
    // Without it each sheet would have to be asked for.
    turn(session, CAP_AUTOFEED, true);
    const std::optional<std::string> sides = wordOf(words, "sides");
    if (sides) applySides(session, *sides);
  } else {
    turn(session, CAP_DUPLEXENABLED, false);
  }
  return isFeeder;
}

void applyFeederSettings(Session &session, const Words &words) {
  const std::optional<std::string> doubleFeed = wordOf(words, "doubleFeed");
  if (doubleFeed) applyDoubleFeed(session, *doubleFeed);
  const std::optional<std::string> buffering = wordOf(words, "buffering");
  if (buffering && !turn(session, CAP_AUTOSCAN, *buffering == "on")) {
    note("buffering", *buffering, std::nullopt);
  }
  applyImprint(session, wordOf(words, "imprint"));
}

}  // namespace host
