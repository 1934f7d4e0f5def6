#include "progress.h"

#include <windows.h>

#include <atomic>

#include "commands.h"
#include "frames.h"

namespace host {

namespace {

constexpr DWORD heartbeatMs = 500;
constexpr std::uint64_t ownerlessLimitMs = 10'000;
constexpr UINT exitOwnerGone = 71;

std::atomic<int> state{1};
std::atomic<std::uint64_t> busySince{0};

DWORD WINAPI beat(void *) {
  for (;;) {
    writeFrame(JsonObject()
                   .text("type", "heartbeat")
                   .number("state", sessionState())
                   .number("busyMs", static_cast<double>(busyMs())));
    if (isOwnerGone()) {
      askToCancel();
      if (busyMs() > ownerlessLimitMs) TerminateProcess(GetCurrentProcess(), exitOwnerGone);
    }
    Sleep(heartbeatMs);
  }
}

}  // namespace

int sessionState() { return state; }
void setSessionState(int next) { state = next; }

Busy::Busy() { busySince = GetTickCount64(); }
Busy::~Busy() { busySince = 0; }

std::uint64_t busyMs() {
  const std::uint64_t since = busySince;
  return since == 0 ? 0 : GetTickCount64() - since;
}

void startHeartbeat() { CloseHandle(CreateThread(nullptr, 0, beat, nullptr, 0, nullptr)); }

}  // namespace host
