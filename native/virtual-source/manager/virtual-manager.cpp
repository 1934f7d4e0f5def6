// The virtual source manager of Platen's tests: no TWAINDSM.dll, but what of it a host meets. It knows one source, the
// virtual one, gives it and the application memory functions, calls the application back, and keeps the condition code
// of a source that did not open. Its memory carries a mark, so that memory from elsewhere is seen: freeing such ends the
// process with 72.
#include <windows.h>

#include <set>

#include "twain-codes.h"

using namespace twain;

namespace {

constexpr UINT exitForeignMemory = 72;

DSENTRYPROC source = nullptr;
TW_IDENTITY application{}, opened{};
bool isOpened = false;
TW_UINT16 conditionCode = TWCC_SUCCESS;
DSMENTRYPROC callback = nullptr;
std::set<TW_HANDLE> given;

TW_HANDLE WINAPI allocate(TW_UINT32 size) {
  const TW_HANDLE handle = GlobalAlloc(GHND, size);
  given.insert(handle);
  return handle;
}

void WINAPI release(TW_HANDLE handle) {
  if (given.erase(handle) == 0) TerminateProcess(GetCurrentProcess(), exitForeignMemory);
  GlobalFree(handle);
}

TW_MEMREF WINAPI lock(TW_HANDLE handle) { return GlobalLock(handle); }
void WINAPI unlock(TW_HANDLE handle) { GlobalUnlock(handle); }

TW_UINT16 failed(TW_UINT16 code) {
  conditionCode = code;
  return TWRC_FAILURE;
}

TW_UINT16 toSource(TW_UINT32 group, TW_UINT16 argumentType, TW_UINT16 message, void *argument) {
  const TW_UINT16 returned = source(&application, group, argumentType, message, argument);
  // Of other calls the application asks the source itself, which is open.
  if (returned != TWRC_FAILURE || message != MSG_OPENDS) return returned;
  TW_STATUS status{};
  source(&application, DG_CONTROL, DAT_STATUS, MSG_GET, &status);
  conditionCode = status.ConditionCode;
  return returned;
}

bool load() {
  char path[MAX_PATH];
  const UINT length = GetWindowsDirectoryA(path, MAX_PATH - 32);
  lstrcpyA(path + length, sizeof(void *) == 8 ? "\\twain_64\\sane.ds" : "\\twain_32\\sane.ds");
  const HMODULE library = LoadLibraryA(path);
  if (!library) return false;
  source = reinterpret_cast<DSENTRYPROC>(reinterpret_cast<void *>(GetProcAddress(library, "DS_Entry")));
  return source != nullptr;
}

TW_UINT16 identity(TW_UINT16 message, TW_IDENTITY *argument) {
  if (!source && !load()) return failed(TWCC_NODS);
  switch (message) {
    case MSG_GETFIRST:
      argument->Id = 1;
      return source(&application, DG_CONTROL, DAT_IDENTITY, MSG_GET, argument);
    case MSG_GETNEXT:
      return TWRC_ENDOFLIST;
    case MSG_OPENDS: {
      TW_ENTRYPOINT functions = {sizeof functions, nullptr, allocate, release, lock, unlock};
      functions.DSM_Entry = reinterpret_cast<DSMENTRYPROC>(
          reinterpret_cast<void *>(GetProcAddress(GetModuleHandleA("TWAINDSM.dll"), "DSM_Entry")));
      source(&application, DG_CONTROL, DAT_ENTRYPOINT, MSG_SET, &functions);
      opened = *argument;
      const TW_UINT16 returned = toSource(DG_CONTROL, DAT_IDENTITY, message, argument);
      isOpened = returned == TWRC_SUCCESS;
      return returned;
    }
    case MSG_CLOSEDS:
      isOpened = false;
      callback = nullptr;
      return toSource(DG_CONTROL, DAT_IDENTITY, message, argument);
    default:
      return failed(TWCC_BADPROTOCOL);
  }
}

TW_UINT16 toManager(TW_IDENTITY *origin, TW_UINT16 argumentType, TW_UINT16 message, void *argument) {
  switch (argumentType) {
    case DAT_PARENT:
      if (message == MSG_OPENDSM) application = *origin;
      if (message == MSG_OPENDSM && origin->SupportedGroups & DF_APP2) origin->SupportedGroups |= DF_DSM2;
      return TWRC_SUCCESS;
    case DAT_ENTRYPOINT:
      *static_cast<TW_ENTRYPOINT *>(argument) = {sizeof(TW_ENTRYPOINT), nullptr, allocate, release, lock, unlock};
      return TWRC_SUCCESS;
    case DAT_STATUS:
      *static_cast<TW_STATUS *>(argument) = {conditionCode, 0};
      conditionCode = TWCC_SUCCESS;
      return TWRC_SUCCESS;
    case DAT_IDENTITY:
      return identity(message, static_cast<TW_IDENTITY *>(argument));
    default:
      return failed(TWCC_BADPROTOCOL);
  }
}

}  // namespace

extern "C" TW_UINT16 WINAPI DSM_Entry(TW_IDENTITY *origin, TW_IDENTITY *destination, TW_UINT32 group,
                                      TW_UINT16 argumentType, TW_UINT16 message, TW_MEMREF argument) {
  if (argumentType == DAT_NULL) {
    // From the source: passed on to whom the application named.
    return callback ? callback(&opened, &application, DG_CONTROL, DAT_NULL, message, nullptr) : failed(TWCC_SEQERROR);
  }
  if (!destination) return toManager(origin, argumentType, message, argument);
  if (!isOpened) return failed(TWCC_BADDEST);
  if (argumentType == DAT_CALLBACK) {
    callback = reinterpret_cast<DSMENTRYPROC>(static_cast<TW_CALLBACK *>(argument)->CallBackProc);
    return TWRC_SUCCESS;
  }
  // With callbacks there is nothing to ask for.
  if (argumentType == DAT_EVENT) return failed(TWCC_BADPROTOCOL);
  return toSource(group, argumentType, message, argument);
}
