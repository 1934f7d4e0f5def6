// What the source knows of a page beyond its pixels (DAT_EXTIMAGEINFO).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session.h"

namespace host {

struct Barcode {
  // As ZXing names it where it knows it, else `TWBT n`.
  std::string type;
  std::string text;
};

struct ExtendedInformation {
  std::optional<std::string> side;
  std::optional<double> pageNumber, documentNumber, paperCount;
  std::optional<std::string> patch;
  std::vector<Barcode> codes;
  std::optional<std::string> imprinted;
};

// In state 7, before ENDXFER. Empty where the source tells nothing.
ExtendedInformation readExtendedInformation(Session &session);

}  // namespace host
