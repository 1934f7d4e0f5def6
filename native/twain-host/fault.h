// Why the work of a session ended, thrown from where it was met to the verb that tells the owner.
#pragma once

#include <optional>
#include <string>

#include "twain-codes.h"

namespace host {

struct Fault {
  twain::TW_UINT16 returnCode = twain::TWRC_FAILURE;
  twain::TW_UINT16 conditionCode = twain::TWCC_SUCCESS;
  // As the specification writes it: `DG_CONTROL / DAT_IDENTITY / MSG_OPENDS`.
  std::string triplet;
  int state = 1;
  // Null: the source itself said so. Else a word of PROTOCOL.md for what the host found.
  std::optional<std::string> reason;
  std::optional<std::string> detail;
};

// The owner asked to stop.
struct Cancelled {};

std::string tripletName(twain::TW_UINT32 group, twain::TW_UINT16 argumentType, twain::TW_UINT16 message);

void tellFault(const Fault &fault);

}  // namespace host
