// Names of capabilities, values' types and containers for people and for the owner.
#pragma once

#include <string>

#include "twain-codes.h"

namespace host {

// `CAP_...` and `ICAP_...` without their prefix; `CUSTOM n` of the vendor's own; hexadecimal where not known.
std::string capabilityName(twain::TW_UINT16 id);
std::string typeName(twain::TW_UINT16 type);
std::string containerName(twain::TW_UINT16 container);

}  // namespace host
