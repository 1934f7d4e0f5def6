// platen-twain-host: one session with one TWAIN source. PROTOCOL.md says how its owner speaks with it.
#include <windows.h>

#include <cstdio>
#include <string>
#include <vector>

#include "commands.h"
#include "crash.h"
#include "frames.h"
#include "progress.h"
#include "text.h"
#include "verbs.h"

namespace {

using namespace host;

constexpr int exitUsage = 2;

int usage() {
  std::fputs("usage: platen-twain-host [--dsm new|old] list | capabilities SOURCE | configure SOURCE | scan SOURCE\n",
             stderr);
  return exitUsage;
}

// Sources want a window of the application, if only to be their parent. It is never shown; their dialogs open over its
// place, the middle of the screen.
HWND openWindow() {
  WNDCLASSW windowClass{};
  windowClass.lpfnWndProc = DefWindowProcW;
  windowClass.hInstance = GetModuleHandleW(nullptr);
  windowClass.lpszClassName = L"PlatenTwainHost";
  RegisterClassW(&windowClass);
  return CreateWindowW(windowClass.lpszClassName, L"Platen", WS_POPUP, GetSystemMetrics(SM_CXSCREEN) / 2,
                       GetSystemMetrics(SM_CYSCREEN) / 2, 0, 0, nullptr, nullptr, windowClass.hInstance, nullptr);
}

using Verb = void (*)(ManagerChoice, HWND, const std::string &);

Verb verbOf(const std::string &name) {
  if (name == "capabilities") return tellCapabilities;
  if (name == "configure") return configureSource;
  return name == "scan" ? scanPages : nullptr;
}

}  // namespace

int main(int count, char **values) {
  std::vector<std::string> words(values + 1, values + count);
  ManagerChoice choice = ManagerChoice::any;
  if (words.size() >= 2 && words[0] == "--dsm") {
    if (words[1] != "new" && words[1] != "old") return usage();
    choice = words[1] == "new" ? ManagerChoice::newOnly : ManagerChoice::oldOnly;
    words.erase(words.begin(), words.begin() + 2);
  }
  const bool isList = words.size() == 1 && words[0] == "list";
  const Verb verb = words.size() == 2 ? verbOf(words[0]) : nullptr;
  if (!isList && !verb) return usage();
  openFrames();
  containCrashes();
  startHeartbeat();
  if (!isList) startReadingCommands();
  const HWND window = openWindow();
  try {
    if (isList) {
      listSources(choice, window);
    } else {
      verb(choice, window, decodePercent(words[1]));
    }
  } catch (const Fault &fault) {
    tellFault(fault);
  } catch (const Cancelled &) {
    writeFrame(JsonObject().text("type", "cancelled"));
  }
  writeFrame(JsonObject().text("type", "done"));
  // Without the farewells of libraries: a source that crashes or hangs in them would spoil a finished work.
  TerminateProcess(GetCurrentProcess(), 0);
}
