#include "find-source.h"

#include "crash.h"
#include "progress.h"
#include "text.h"

namespace host {

using namespace twain;

namespace {

Fault notFound(const char *reason, const std::string &detail, TW_UINT16 argumentType, TW_UINT16 message) {
  return Fault{TWRC_FAILURE, TWCC_NODS, tripletName(DG_CONTROL, argumentType, message), sessionState(),
               std::string(reason), detail};
}

}  // namespace

void throughManagers(ManagerChoice choice, HWND window, const std::function<bool(SourceManager &)> &use) {
  std::optional<Fault> refused;
  bool isOpened = false;
  for (const std::wstring &path : managerPaths(choice)) {
    const std::unique_ptr<SourceManager> manager = SourceManager::load(path);
    if (!manager) continue;
    try {
      manager->open(window);
    } catch (const Fault &fault) {
      // The next one may work.
      refused = fault;
      continue;
    }
    isOpened = true;
    // Listing has loaded every source once, crash filters of theirs included.
    const bool isContent = use(*manager);
    containCrashes();
    if (isContent) return;
  }
  if (isOpened) return;
  if (refused) throw *refused;
  throw notFound("noSourceManager", "neither TWAINDSM.dll nor twain_32.dll", DAT_PARENT, MSG_OPENDSM);
}

void withSource(ManagerChoice choice, HWND window, const std::string &name,
                const std::function<void(SourceManager &, const TW_IDENTITY &)> &work) {
  bool isFound = false;
  throughManagers(choice, window, [&](SourceManager &manager) {
    for (const TW_IDENTITY &source : manager.sources()) {
      if (utf8OfField(source.ProductName) != name) continue;
      isFound = true;
      manager.tellOwner();
      work(manager, source);
      return true;
    }
    return false;
  });
  // Asked to open a name it does not list, Wine's source manager would open its first source.
  if (!isFound) throw notFound("noSource", name, DAT_IDENTITY, MSG_OPENDS);
}

}  // namespace host
