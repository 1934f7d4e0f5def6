#include <new>

#include "capability.h"
#include "extended-information.h"
#include "find-source.h"
#include "frames.h"
#include "plan.h"
#include "verbs.h"

namespace host {

using namespace twain;

namespace {

// From the start of the feeder to the first image: lamps warm up, sleeping devices wake.
constexpr DWORD firstImageLimitMs = 60'000;

// An empty feeder, where the source can see it. Some find out only later, by a fault of their own.
void refuseEmptyFeeder(Session &session) {
  if (currentNumber(session, CAP_PAPERDETECTABLE).value_or(1) == 0) return;
  if (currentNumber(session, CAP_FEEDERLOADED).value_or(1) != 0) return;
  Fault empty;
  empty.conditionCode = TWCC_NOMEDIA;
  empty.triplet = tripletName(DG_CONTROL, DAT_CAPABILITY, MSG_GETCURRENT);
  empty.state = 4;
  empty.reason = "feederEmpty";
  throw empty;
}

void tellPage(const PageImage &page, const ExtendedInformation &information) {
  std::vector<std::string> codes;
  for (const Barcode &code : information.codes) {
    codes.push_back(JsonObject().text("type", code.type).text("text", code.text).done());
  }
  writeFrame(JsonObject()
                 .text("type", "page")
                 .number("width", page.width)
                 .number("height", page.height)
                 .number("stride", page.stride)
                 .number("bits", page.bits)
                 .number("channels", page.channels)
                 .number("dpiX", page.dpiX)
                 .number("dpiY", page.dpiY)
                 .with("isBlackZero", page.isBlackZero ? "true" : "false")
                 .with("side", jsonText(information.side))
                 .with("pageNumber", jsonNumber(information.pageNumber))
                 .with("documentNumber", jsonNumber(information.documentNumber))
                 .with("paperCount", jsonNumber(information.paperCount))
                 .with("patch", jsonText(information.patch))
                 .with("codes", jsonArray(codes))
                 .with("imprinted", jsonText(information.imprinted)),
             page.rows.data(), page.rows.size());
}

void takeStack(Session &session, const Plan &plan) {
  if (isCancelled()) throw Cancelled{};
  if (plan.isFeeder) refuseEmptyFeeder(session);
  session.enable();
  const TW_UINT16 told = session.waitForMessage(firstImageLimitMs);
  if (told == MSG_NULL) {
    throw session.ownFault("noImage", "no image within " + std::to_string(firstImageLimitMs / 1000) + " s", DG_CONTROL,
                           DAT_EVENT, MSG_PROCESSEVENT);
  }
  // The source closed itself: someone pressed stop at the device or in a window of the driver.
  if (told != MSG_XFERREADY) throw Cancelled{};
  for (;;) {
    const PageImage page = transferPage(session, plan.transfer, plan.isBlackZero);
    const ExtendedInformation information = readExtendedInformation(session);
    tellPage(page, information);
    if (session.endTransfer() == 0) return;
    if (isCancelled()) throw Cancelled{};
  }
}

Fault outOfMemory() {
  Fault fault;
  fault.conditionCode = TWCC_LOWMEMORY;
  fault.triplet = tripletName(DG_IMAGE, DAT_IMAGEINFO, MSG_GET);
  fault.state = 7;
  fault.reason = "outOfMemory";
  return fault;
}

enum class Ending { complete, cancelled, fault };

// A fault is told before the source is taken down: that may hang as well.
Ending scanWith(Session &session, const Settings &settings) {
  try {
    const Plan plan = applySettings(session, settings);
    takeStack(session, plan);
    session.disable();
    const std::optional<double> sheets = currentNumber(session, CAP_SHEETCOUNT);
    const std::optional<double> loaded = plan.isFeeder ? currentNumber(session, CAP_FEEDERLOADED) : std::nullopt;
    const bool isDetectable = currentNumber(session, CAP_PAPERDETECTABLE).value_or(1) != 0;
    writeFrame(JsonObject()
                   .text("type", "end")
                   .with("sheetCount", jsonNumber(sheets))
                   .with("isFeederLoaded", !loaded || !isDetectable ? "null" : *loaded != 0 ? "true" : "false"));
    return Ending::complete;
  } catch (const Cancelled &) {
    return Ending::cancelled;
  } catch (const Fault &fault) {
    tellFault(fault);
  } catch (const std::bad_alloc &) {
    tellFault(outOfMemory());
  }
  return Ending::fault;
}

}  // namespace

void scanPages(ManagerChoice choice, HWND window, const std::string &source) {
  const Settings settings = waitForGo();
  if (isCancelled()) throw Cancelled{};
  withSource(choice, window, source, [&](SourceManager &manager, const TW_IDENTITY &identity) {
    Ending ending = Ending::complete;
    {
      Session session(manager, window, identity);
      ending = scanWith(session, settings);
    }
    if (ending == Ending::cancelled) throw Cancelled{};
  });
}

}  // namespace host
