#include "source-manager.h"

#include <cstdio>

#include "frames.h"
#include "manager-paths.h"
#include "progress.h"
#include "text.h"

namespace host {

using namespace twain;

std::unique_ptr<SourceManager> SourceManager::load(const std::wstring &path) {
  const HMODULE library = LoadLibraryExW(path.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
  if (!library) return nullptr;
  const auto entry = reinterpret_cast<DSMENTRYPROC>(reinterpret_cast<void *>(GetProcAddress(library, "DSM_Entry")));
  if (!entry) {
    FreeLibrary(library);
    return nullptr;
  }
  setSessionState(2);
  return std::unique_ptr<SourceManager>(new SourceManager(library, entry, path));
}

SourceManager::SourceManager(HMODULE library, DSMENTRYPROC entry, std::wstring path)
    : library_(library), entry_(entry), path_(std::move(path)) {
  application_.Version.MajorNum = 1;
  // The specification's numbers for English and for the United States: sources choose their language by them.
  application_.Version.Language = 13;
  application_.Version.Country = 1;
  application_.ProtocolMajor = 2;
  application_.ProtocolMinor = 4;
  application_.SupportedGroups = DG_CONTROL | DG_IMAGE | DF_APP2;
  fillField(application_.Version.Info, "1.0");
  fillField(application_.Manufacturer, "Platen");
  fillField(application_.ProductFamily, "Platen");
  fillField(application_.ProductName, "Platen TWAIN host");
}

SourceManager::~SourceManager() {
  close();
  FreeLibrary(library_);
  setSessionState(1);
}

void SourceManager::open(HWND window) {
  window_ = window;
  const TW_UINT16 returned = call(nullptr, DG_CONTROL, DAT_PARENT, MSG_OPENDSM, &window_);
  if (returned != TWRC_SUCCESS) {
    throw Fault{returned, conditionCode(nullptr), tripletName(DG_CONTROL, DAT_PARENT, MSG_OPENDSM), sessionState(),
                std::nullopt, std::nullopt};
  }
  isOpen_ = true;
  setSessionState(3);
  if (!(application_.SupportedGroups & DF_DSM2)) return;
  memory_.Size = sizeof memory_;
  isDsm2_ = call(nullptr, DG_CONTROL, DAT_ENTRYPOINT, MSG_GET, &memory_) == TWRC_SUCCESS && memory_.DSM_MemAllocate &&
            memory_.DSM_MemFree && memory_.DSM_MemLock && memory_.DSM_MemUnlock;
}

void SourceManager::close() {
  if (!isOpen_) return;
  isOpen_ = false;
  const TW_UINT16 returned = call(nullptr, DG_CONTROL, DAT_PARENT, MSG_CLOSEDSM, &window_);
  if (returned != TWRC_SUCCESS) std::fprintf(stderr, "CLOSEDSM: %u\n", returned);
  setSessionState(2);
}

void SourceManager::tellOwner() const {
  writeFrame(JsonObject()
                 .text("type", "dsm")
                 .text("path", utf8OfWide(path_))
                 .text("version", fileVersion(path_).value_or(""))
                 .flag("isDsm2", isDsm2_));
}

std::vector<TW_IDENTITY> SourceManager::sources() {
  std::vector<TW_IDENTITY> found;
  TW_UINT16 message = MSG_GETFIRST;
  for (;;) {
    TW_IDENTITY identity{};
    const TW_UINT16 returned = call(nullptr, DG_CONTROL, DAT_IDENTITY, message, &identity);
    if (returned == TWRC_ENDOFLIST) return found;
    if (returned != TWRC_SUCCESS) {
      const TW_UINT16 code = conditionCode(nullptr);
      // Without any source some answer ENDOFLIST, others NODS; some lose the code of it.
      if (found.empty() && (code == TWCC_NODS || code == TWCC_SUCCESS)) return found;
      throw Fault{returned, code, tripletName(DG_CONTROL, DAT_IDENTITY, message), sessionState(), std::nullopt,
                  std::nullopt};
    }
    found.push_back(identity);
    message = MSG_GETNEXT;
  }
}

TW_UINT16 SourceManager::call(TW_IDENTITY *destination, TW_UINT32 group, TW_UINT16 argumentType, TW_UINT16 message,
                              void *argument) {
  const Busy busy;
  return entry_(&application_, destination, group, argumentType, message, argument);
}

TW_UINT16 SourceManager::conditionCode(TW_IDENTITY *destination) {
  TW_STATUS status{};
  const TW_UINT16 returned = call(destination, DG_CONTROL, DAT_STATUS, MSG_GET, &status);
  return returned == TWRC_SUCCESS ? status.ConditionCode : TWCC_SUCCESS;
}

TW_HANDLE SourceManager::allocate(std::size_t size) const {
  return isDsm2_ ? memory_.DSM_MemAllocate(static_cast<TW_UINT32>(size)) : GlobalAlloc(GHND, size);
}

void *SourceManager::lock(TW_HANDLE handle) const {
  return isDsm2_ ? memory_.DSM_MemLock(handle) : GlobalLock(handle);
}

void SourceManager::unlock(TW_HANDLE handle) const {
  if (isDsm2_) {
    memory_.DSM_MemUnlock(handle);
  } else {
    GlobalUnlock(handle);
  }
}

void SourceManager::free(TW_HANDLE handle) const {
  if (isDsm2_) {
    memory_.DSM_MemFree(handle);
  } else {
    GlobalFree(handle);
  }
}

}  // namespace host
