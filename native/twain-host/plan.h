// What was asked for, and what came of it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "commands.h"
#include "transfer.h"

namespace host {

// The words of a scan by their names; one that is not there leaves the source as it is.
using Words = std::map<std::string, std::string>;

// What the scan itself has to know of the settings as they are now in the source.
struct Plan {
  Transfer transfer = Transfer::memory;
  bool isFeeder = false;
  bool isBlackZero = true;
};

// `used` nothing: not applied. Texts as in the settings.
void note(const std::string &setting, const std::string &wanted, const std::optional<std::string> &used);

// Sets all in the order sources depend on, and reads each back; tells by notes what is otherwise than wanted.
Plan applySettings(Session &session, const Settings &settings);

// The parts of it, one for each matter.
void applyVendorSettings(Session &session, const std::string &base64);
Transfer applyTransfer(Session &session, const Words &words);
bool applySource(Session &session, const Words &words);
void applyColour(Session &session, const std::string &wanted);
void applyResolution(Session &session, double wanted);
void applyPaper(Session &session, const std::string &wanted);
void applyFeederSettings(Session &session, const Words &words);
void applyImageSettings(Session &session, const Words &words);
void applyOption(Session &session, const std::string &assignment);

}  // namespace host
