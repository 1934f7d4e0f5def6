// How a sheet is to look: colour, resolution, size, and what the device mends in it.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "capability.h"
#include "frames.h"
#include "plan.h"

namespace host {

using namespace twain;

namespace {

struct ColourWord {
  const char *word;
  TW_INT16 pixelType;
  double bitDepth;
};
// From the poorest to the richest.
constexpr ColourWord colours[] = {{"bitonal", TWPT_BW, 1}, {"gray", TWPT_GRAY, 8}, {"colour", TWPT_RGB, 24}};

struct PaperSize {
  const char *word;
  TW_UINT16 code;
  double widthInch, heightInch;
};
constexpr double mm = 1 / 25.4;
// B sizes as scanners in East Asia count them: JIS.
constexpr PaperSize papers[] = {
    {"a3", TWSS_A3, 297 * mm, 420 * mm},     {"a4", TWSS_A4LETTER, 210 * mm, 297 * mm},
    {"a5", TWSS_A5, 148 * mm, 210 * mm},     {"a6", TWSS_A6, 105 * mm, 148 * mm},
    {"b4", TWSS_ISOB4, 250 * mm, 353 * mm},  {"b5", TWSS_ISOB5, 176 * mm, 250 * mm},
    {"letter", TWSS_USLETTER, 8.5, 11},      {"legal", TWSS_USLEGAL, 8.5, 14},
};
// A skewed A4 sheet sticks out of an A4 frame: 10 mm more are taken, and cropped later.
constexpr double autoHeightInch = 307 * mm;
constexpr double sameInch = 0.1;

bool tryPixelType(Session &session, const ColourWord &colour) {
  setNumber(session, ICAP_PIXELTYPE, TWTY_UINT16, colour.pixelType);
  if (currentNumber(session, ICAP_PIXELTYPE) != colour.pixelType) return false;
  setNumber(session, ICAP_BITDEPTH, TWTY_UINT16, colour.bitDepth);
  return true;
}

bool isAutoColour(Session &session) { return currentNumber(session, ICAP_AUTOMATICCOLORENABLED).value_or(0) != 0; }

bool setFrame(Session &session, double widthInch, double heightInch) {
  TW_IMAGELAYOUT layout{};
  session.call(DG_IMAGE, DAT_IMAGELAYOUT, MSG_GET, &layout);
  layout.Frame = {fixedOf(0), fixedOf(0), fixedOf(widthInch), fixedOf(heightInch)};
  session.call(DG_IMAGE, DAT_IMAGELAYOUT, MSG_SET, &layout);
  TW_IMAGELAYOUT used{};
  if (session.call(DG_IMAGE, DAT_IMAGELAYOUT, MSG_GET, &used) != TWRC_SUCCESS) return false;
  const double width = numberOf(used.Frame.Right) - numberOf(used.Frame.Left);
  const double height = numberOf(used.Frame.Bottom) - numberOf(used.Frame.Top);
  return std::fabs(width - widthInch) < sameInch && std::fabs(height - heightInch) < sameInch;
}

bool setSize(Session &session, TW_UINT16 code) {
  const std::optional<Capability> sizes = readCapability(session, ICAP_SUPPORTEDSIZES);
  if (!sizes || !sizes->offers(code)) return false;
  setNumber(session, ICAP_SUPPORTEDSIZES, TWTY_UINT16, code);
  return currentNumber(session, ICAP_SUPPORTEDSIZES) == code;
}

// The value of a range that -100 to 100 stands for, on one of its steps; 0 is 0.
double scaled(const Capability &range, double percent) {
  const double least = range.values[0].number;
  const double most = range.values[1].number;
  const double step = range.values[2].number;
  const double wanted = percent > 0 ? most * percent / 100 : -least * percent / 100;
  if (step <= 0) return wanted;
  return std::clamp(least + std::round((wanted - least) / step) * step, least, most);
}

void applyTone(Session &session, TW_UINT16 id, const char *setting, const std::string &word) {
  const double percent = std::clamp(std::atof(word.c_str()), -100.0, 100.0);
  const std::optional<Capability> offered = readCapability(session, id);
  double wanted = percent * 10;
  if (offered && offered->container == TWON_RANGE) wanted = scaled(*offered, percent);
  if (offered && offered->container == TWON_ENUMERATION && !offered->values.empty()) {
    const auto nearer = [wanted](const CapabilityValue &one, const CapabilityValue &other) {
      return std::fabs(one.number - wanted) < std::fabs(other.number - wanted);
    };
    wanted = std::min_element(offered->values.begin(), offered->values.end(), nearer)->number;
  }
  if (offered) setNumber(session, id, TWTY_FIX32, wanted);
  const std::optional<double> used = currentNumber(session, id);
  if (used && std::fabs(*used - wanted) < 1e-3) return;
  if (percent != 0 || used) note(setting, word, std::nullopt);
}

void applyBlankSides(Session &session, const std::string &wanted) {
  const double value = wanted == "skip" ? TWBP_AUTO : TWBP_DISABLE;
  if (readCapability(session, ICAP_AUTODISCARDBLANKPAGES)) {
    setNumber(session, ICAP_AUTODISCARDBLANKPAGES, TWTY_INT32, value);
  }
  const double used = currentNumber(session, ICAP_AUTODISCARDBLANKPAGES).value_or(TWBP_DISABLE);
  // Any other number is a size under which a side counts as blank.
  if (wanted == "skip" && used == TWBP_DISABLE) note("blankSides", wanted, "keep");
  if (wanted != "skip" && used != TWBP_DISABLE) note("blankSides", wanted, "skip");
}

void applyDropout(Session &session, const std::string &wanted) {
  const double filter = wanted == "red"     ? TWFT_RED
                        : wanted == "green" ? TWFT_GREEN
                        : wanted == "blue"  ? TWFT_BLUE
                                            : TWFT_NONE;
  if (readCapability(session, ICAP_FILTER) && !setNumber(session, ICAP_FILTER, TWTY_UINT16, filter)) {
    setNumbers(session, ICAP_FILTER, TWTY_UINT16, {filter});
  }
  const std::optional<Capability> now = readCapability(session, ICAP_FILTER, MSG_GETCURRENT);
  const std::optional<double> used = !now                   ? std::nullopt
                                     : now->current         ? std::optional<double>(now->current->number)
                                     : now->values.empty()  ? std::nullopt
                                                            : std::optional<double>(now->values[0].number);
  if (used.value_or(TWFT_NONE) != filter) note("dropout", wanted, std::nullopt);
}

}  // namespace

void applyColour(Session &session, const std::string &wanted) {
  const bool hasAuto = readCapability(session, ICAP_AUTOMATICCOLORENABLED).has_value();
  if (hasAuto) setNumber(session, ICAP_AUTOMATICCOLORENABLED, TWTY_BOOL, wanted == "auto" ? 1 : 0);
  if (wanted == "auto" && isAutoColour(session)) return;
  const std::string asked = wanted == "auto" ? "colour" : wanted;
  std::size_t first = 0;
  while (first < 3 && asked != colours[first].word) first += 1;
  if (first == 3) return note("colour", wanted, std::nullopt);
  // The next richer one where it has not the wanted one: colour can always be reduced later.
  std::size_t used = first;
  while (used < 3 && !tryPixelType(session, colours[used])) used += 1;
  for (std::size_t poorer = first; used == 3 && poorer > 0; poorer -= 1) {
    if (tryPixelType(session, colours[poorer - 1])) used = poorer - 1;
    if (used != 3) break;
  }
  if (used == 3) return note("colour", wanted, std::nullopt);
  if (wanted != colours[used].word) note("colour", wanted, colours[used].word);
  if (isAutoColour(session)) note("colour", wanted, "auto");
}

void applyResolution(Session &session, double wanted) {
  const std::optional<Capability> offered = readCapability(session, ICAP_XRESOLUTION);
  double nearest = wanted;
  if (offered && offered->container == TWON_RANGE) {
    const double least = offered->values[0].number;
    const double step = offered->values[2].number;
    nearest = std::clamp(wanted, least, offered->values[1].number);
    if (step > 0) nearest = least + std::round((nearest - least) / step) * step;
  } else if (offered && offered->container == TWON_ENUMERATION && !offered->values.empty()) {
    nearest = offered->values[0].number;
    for (const CapabilityValue &value : offered->values) {
      const double distance = std::fabs(value.number - wanted);
      const double best = std::fabs(nearest - wanted);
      // Of two that are as near, the finer one.
      if (distance < best || (distance == best && value.number > nearest)) nearest = value.number;
    }
  }
  setNumber(session, ICAP_XRESOLUTION, TWTY_FIX32, nearest);
  setNumber(session, ICAP_YRESOLUTION, TWTY_FIX32, nearest);
  const std::optional<double> used = currentNumber(session, ICAP_XRESOLUTION);
  if (used == wanted) return;
  note("dpi", jsonNumber(wanted), used ? std::optional<std::string>(jsonNumber(*used)) : std::nullopt);
}

void applyPaper(Session &session, const std::string &wanted) {
  if (wanted == "auto") {
    const std::optional<double> width = currentNumber(session, ICAP_PHYSICALWIDTH);
    const std::optional<double> height = currentNumber(session, ICAP_PHYSICALHEIGHT);
    const bool isSet = width && setFrame(session, *width, std::min(height.value_or(autoHeightInch), autoHeightInch));
    if (!isSet) note("paper", wanted, std::nullopt);
    return;
  }
  for (const PaperSize &paper : papers) {
    if (wanted != paper.word) continue;
    if (setSize(session, paper.code) || setFrame(session, paper.widthInch, paper.heightInch)) return;
    break;
  }
  note("paper", wanted, std::nullopt);
}

void applyImageSettings(Session &session, const Words &words) {
  const auto with = [&words](const char *name, auto apply) {
    const auto found = words.find(name);
    if (found != words.end()) apply(found->second);
  };
  with("blankSides", [&](const std::string &wanted) { applyBlankSides(session, wanted); });
  with("brightness", [&](const std::string &wanted) { applyTone(session, ICAP_BRIGHTNESS, "brightness", wanted); });
  with("contrast", [&](const std::string &wanted) { applyTone(session, ICAP_CONTRAST, "contrast", wanted); });
  with("dropout", [&](const std::string &wanted) { applyDropout(session, wanted); });
}

}  // namespace host
