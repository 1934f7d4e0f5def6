// Capabilities of a source: read and set in any container, as numbers and text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session.h"

namespace host {

// Text and frames (`left,top,right,bottom` in ICAP_UNITS) in `text`, UTF-8; all else in `number`.
struct CapabilityValue {
  double number = 0;
  std::optional<std::string> text;
};

struct Capability {
  twain::TW_UINT16 id = 0;
  // TWON_*
  twain::TW_UINT16 container = 0;
  // TWTY_*
  twain::TW_UINT16 type = 0;
  // One value: itself. Enumeration, array: all of them. Range: least, most, step.
  std::vector<CapabilityValue> values;
  // Nothing for an array.
  std::optional<CapabilityValue> current;

  // Whether the source has `wanted` among its values or within its range.
  bool offers(double wanted) const;
};

// `message` is MSG_GET or MSG_GETCURRENT. Nothing where the source does not answer, or not in a known container.
std::optional<Capability> readCapability(Session &session, twain::TW_UINT16 id,
                                         twain::TW_UINT16 message = twain::MSG_GET);
// The number it has now; nothing where the source tells none.
std::optional<double> currentNumber(Session &session, twain::TW_UINT16 id);
std::optional<std::string> currentText(Session &session, twain::TW_UINT16 id);

// Whether the source took it, perhaps with another value: read back what it is. `type` as the source has it, where it
// tells.
bool setNumber(Session &session, twain::TW_UINT16 id, twain::TW_UINT16 type, double value);
// As an array: several of its values hold at once, none where `values` is empty.
bool setNumbers(Session &session, twain::TW_UINT16 id, twain::TW_UINT16 type, const std::vector<double> &values);
bool setText(Session &session, twain::TW_UINT16 id, const std::string &value);

// TWQC_* bits; nothing where the source does not say.
std::optional<twain::TW_UINT16> supportOf(Session &session, twain::TW_UINT16 id);

double numberOf(const twain::TW_FIX32 &fixed);
twain::TW_FIX32 fixedOf(double number);

}  // namespace host
