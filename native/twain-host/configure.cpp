#include <vector>

#include "capability.h"
#include "find-source.h"
#include "frames.h"
#include "plan.h"
#include "verbs.h"

namespace host {

using namespace twain;

namespace {

void tellSaved(Session &session) {
  TW_CUSTOMDSDATA saved{};
  session.expect(DG_CONTROL, DAT_CUSTOMDSDATA, MSG_GET, &saved);
  const LockedMemory memory(session.manager(), saved.hData);
  if (!memory.bytes() || saved.InfoLength > GlobalSize(saved.hData)) {
    throw session.ownFault("badTransfer", std::to_string(saved.InfoLength) + " bytes of settings that are not there",
                           DG_CONTROL, DAT_CUSTOMDSDATA, MSG_GET);
  }
  writeFrame(JsonObject().text("type", "configured").flag("saved", true), memory.bytes(), saved.InfoLength);
}

void showDialog(Session &session) {
  session.enableDialog();
  // A person sits before it: no limit.
  const TW_UINT16 told = session.waitForMessage(INFINITE);
  session.disable();
  if (told == MSG_CLOSEDSREQ) {
    writeFrame(JsonObject().text("type", "configured").flag("saved", false));
  } else {
    // CLOSEDSOK; or `Scan` was pressed in the dialog of a source that has no other, which means the same.
    tellSaved(session);
  }
}

}  // namespace

void configureSource(ManagerChoice choice, HWND window, const std::string &source) {
  const Settings settings = waitForGo();
  if (isCancelled()) throw Cancelled{};
  withSource(choice, window, source, [&](SourceManager &manager, const TW_IDENTITY &identity) {
    bool isStopped = false;
    {
      Session session(manager, window, identity);
      try {
        for (const auto &[name, value] : settings) {
          if (name == "vendorSettings") applyVendorSettings(session, value);
        }
        showDialog(session);
      } catch (const Cancelled &) {
        isStopped = true;
      } catch (const Fault &fault) {
        tellFault(fault);
      }
    }
    if (isStopped) throw Cancelled{};
  });
}

}  // namespace host
