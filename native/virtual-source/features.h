// The capabilities of the virtual source: what it has, what is set, and DAT_CAPABILITY for them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "twain-codes.h"

namespace virtual_source {

enum class Kind { one, enumeration, range, array };

// Numbers in `values` and `now`, text in `text`. Range: least, most, step.
struct Feature {
  twain::TW_UINT16 type;
  Kind kind;
  bool isSettable;
  std::vector<double> values;
  std::vector<double> now;
  std::string text;
};

class Features {
 public:
  Features();

  bool has(twain::TW_UINT16 id) const { return features_.count(id) > 0; }
  // The first or only value; 0 for what it has not.
  double number(twain::TW_UINT16 id) const;
  bool isAmong(twain::TW_UINT16 id, double value) const;
  std::string text(twain::TW_UINT16 id) const;
  // From within, whether settable or not.
  void put(twain::TW_UINT16 id, double value);
  void putText(twain::TW_UINT16 id, const std::string &text);

  // The condition code, SUCCESS where all is well.
  twain::TW_UINT16 serve(twain::TW_UINT16 message, twain::TW_CAPABILITY &capability);

 private:
  twain::TW_UINT16 set(const twain::TW_CAPABILITY &capability);
  void answer(const Feature &feature, bool isCurrentOnly, twain::TW_CAPABILITY &capability) const;

  std::map<twain::TW_UINT16, Feature> features_;
};

}  // namespace virtual_source
