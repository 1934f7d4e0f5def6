#include "commands.h"

#include <windows.h>

#include <atomic>

#include "text.h"

namespace host {

namespace {

std::atomic<bool> cancelled{false};
HANDLE started = nullptr;
// Written by the reader before it sets `started`, read by the main thread after it.
Settings collected;
bool isStarted = false;

void take(const std::string &line) {
  const std::size_t space = line.find(' ');
  const std::string name = line.substr(0, space);
  if (name == "cancel") {
    askToCancel();
  } else if (name == "go") {
    isStarted = true;
    SetEvent(started);
  } else if (!name.empty() && !isStarted) {
    collected.emplace_back(name, space == std::string::npos ? "" : decodePercent(line.substr(space + 1)));
  }
}

DWORD WINAPI read(void *) {
  const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
  std::string line;
  char piece[4096];
  DWORD length = 0;
  while (ReadFile(input, piece, sizeof piece, &length, nullptr) && length > 0) {
    for (DWORD at = 0; at < length; at += 1) {
      if (piece[at] == '\n') {
        take(line);
        line.clear();
      } else if (piece[at] != '\r') {
        line += piece[at];
      }
    }
  }
  askToCancel();
  return 0;
}

}  // namespace

void startReadingCommands() {
  started = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  CloseHandle(CreateThread(nullptr, 0, read, nullptr, 0, nullptr));
}

Settings waitForGo() {
  WaitForSingleObject(started, INFINITE);
  return isStarted ? collected : Settings();
}

bool isCancelled() { return cancelled; }

void askToCancel() {
  cancelled = true;
  if (started) SetEvent(started);
}

}  // namespace host
