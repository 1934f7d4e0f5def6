#include "crash.h"

#include <windows.h>

#include <cstdint>
#include <cstdio>

#include "frames.h"
#include "progress.h"

namespace host {

namespace {

LONG WINAPI tellAndEnd(EXCEPTION_POINTERS *exception) {
  const EXCEPTION_RECORD &record = *exception->ExceptionRecord;
  char code[16];
  char address[24];
  std::snprintf(code, sizeof code, "%08lx", static_cast<unsigned long>(record.ExceptionCode));
  std::snprintf(address, sizeof address, "%llx",
                static_cast<unsigned long long>(reinterpret_cast<std::uintptr_t>(record.ExceptionAddress)));
  writeLastFrame(JsonObject()
                     .text("type", "crash")
                     .text("exceptionCode", code)
                     .text("address", address)
                     .number("state", sessionState()));
  TerminateProcess(GetCurrentProcess(), exitCrash);
  return EXCEPTION_EXECUTE_HANDLER;
}

}  // namespace

void containCrashes() {
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  // Leaves the filter room to write its frame after a stack overflow.
  ULONG reserve = 64 * 1024;
  SetThreadStackGuarantee(&reserve);
  SetUnhandledExceptionFilter(tellAndEnd);
}

}  // namespace host
