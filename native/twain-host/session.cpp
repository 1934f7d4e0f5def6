#include "session.h"

#include <cstdio>

#include "commands.h"
#include "crash.h"
#include "progress.h"

namespace host {

using namespace twain;

namespace {

constexpr DWORD tickMs = 100;
constexpr DWORD eagerTickMs = 5;
constexpr ULONGLONG eagerForMs = 500;

// Set by the callback, perhaps from a thread of the source; a process has one session at a time.
std::atomic<TW_UINT16> called{MSG_NULL};
std::atomic<DWORD> waitingThread{0};

}  // namespace

Session::Session(SourceManager &manager, HWND window, const TW_IDENTITY &source)
    : manager_(manager), window_(window), source_(source) {
  const TW_UINT16 returned = manager_.call(nullptr, DG_CONTROL, DAT_IDENTITY, MSG_OPENDS, &source_);
  containCrashes();
  if (returned != TWRC_SUCCESS) {
    TW_UINT16 code = manager_.conditionCode(nullptr);
    // twain_32.dll puts OPERATIONERROR or nothing in place of the source's own code, which may still be asked for.
    const bool isLost = code == TWCC_SUCCESS || code == TWCC_BUMMER || (code == TWCC_OPERATIONERROR && !manager_.isDsm2());
    if (isLost) {
      const TW_UINT16 ofSource = manager_.conditionCode(&source_);
      code = ofSource == TWCC_SUCCESS || ofSource == TWCC_BADDEST ? TWCC_CHECKDEVICEONLINE : ofSource;
    }
    throw Fault{returned, code, tripletName(DG_CONTROL, DAT_IDENTITY, MSG_OPENDS), sessionState(), std::nullopt,
                std::nullopt};
  }
  setSessionState(4);
  registerCallback();
}

Session::~Session() {
  disable();
  const TW_UINT16 returned = manager_.call(nullptr, DG_CONTROL, DAT_IDENTITY, MSG_CLOSEDS, &source_);
  if (returned != TWRC_SUCCESS) std::fprintf(stderr, "CLOSEDS: %u\n", returned);
  setSessionState(3);
}

void Session::expect(TW_UINT32 group, TW_UINT16 argumentType, TW_UINT16 message, void *argument) {
  const TW_UINT16 returned = call(group, argumentType, message, argument);
  if (returned != TWRC_SUCCESS && returned != TWRC_CHECKSTATUS) throw faultOf(returned, group, argumentType, message);
}

Fault Session::faultOf(TW_UINT16 returned, TW_UINT32 group, TW_UINT16 argumentType, TW_UINT16 message) {
  TW_UINT16 code = manager_.conditionCode(&source_);
  // A source manager that refused the call itself, or asked the source before us, has the code.
  if (code == TWCC_SUCCESS) code = manager_.conditionCode(nullptr);
  return Fault{returned,     code, tripletName(group, argumentType, message), sessionState(),
               std::nullopt, std::nullopt};
}

Fault Session::ownFault(const char *reason, const std::string &detail, TW_UINT32 group, TW_UINT16 argumentType,
                        TW_UINT16 message) {
  return Fault{TWRC_FAILURE, TWCC_SUCCESS, tripletName(group, argumentType, message), sessionState(),
               std::string(reason), detail};
}

void Session::enable() {
  called = MSG_NULL;
  interface_ = {FALSE, FALSE, window_};
  // CHECKSTATUS: the source shows its window all the same; it scans nevertheless.
  expect(DG_CONTROL, DAT_USERINTERFACE, MSG_ENABLEDS, &interface_);
  setSessionState(5);
}

void Session::enableDialog() {
  called = MSG_NULL;
  interface_ = {TRUE, FALSE, window_};
  const TW_UINT16 returned = call(DG_CONTROL, DAT_USERINTERFACE, MSG_ENABLEDSUIONLY, &interface_);
  if (returned != TWRC_SUCCESS) {
    const Fault refused = faultOf(returned, DG_CONTROL, DAT_USERINTERFACE, MSG_ENABLEDSUIONLY);
    const bool isUnknown = returned == TWRC_FAILURE && refused.conditionCode == TWCC_BADPROTOCOL;
    if (!isUnknown) throw refused;
    // A source without such a dialog shows the one for scanning; its wish to scan is then not granted.
    expect(DG_CONTROL, DAT_USERINTERFACE, MSG_ENABLEDS, &interface_);
  }
  setSessionState(5);
}

TW_UINT16 Session::waitForMessage(DWORD limitMs) {
  waitingThread = GetCurrentThreadId();
  const ULONGLONG start = GetTickCount64();
  for (;;) {
    if (isCancelled()) throw Cancelled{};
    MSG message;
    while (called == MSG_NULL && PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) offer(message);
    const ULONGLONG waited = GetTickCount64() - start;
    if (called == MSG_NULL && !hasCallback_) {
      // The old source manager speaks only when spoken to.
      MSG tick{};
      tick.hwnd = window_;
      tick.message = WM_NULL;
      offer(tick);
    }
    const TW_UINT16 told = called.exchange(MSG_NULL);
    if (told == MSG_XFERREADY) setSessionState(6);
    if (told == MSG_XFERREADY || told == MSG_CLOSEDSREQ || told == MSG_CLOSEDSOK) return told;
    if (waited > limitMs) return MSG_NULL;
    MsgWaitForMultipleObjects(0, nullptr, FALSE, waited < eagerForMs ? eagerTickMs : tickMs, QS_ALLINPUT);
  }
}

void Session::offer(MSG &message) {
  if (!hasCallback_) {
    TW_EVENT event{&message, MSG_NULL};
    const TW_UINT16 returned = call(DG_CONTROL, DAT_EVENT, MSG_PROCESSEVENT, &event);
    if (event.TWMessage != MSG_NULL) called = event.TWMessage;
    if (returned == TWRC_DSEVENT) return;
  }
  if (message.message == WM_NULL) return;
  // Windows of the source are served here, and may hang it as well as a call.
  const Busy busy;
  TranslateMessage(&message);
  DispatchMessageW(&message);
}

void Session::registerCallback() {
  if (!manager_.isDsm2()) return;
  TW_CALLBACK callback{};
  callback.CallBackProc = reinterpret_cast<void *>(&Session::takeCallback);
  hasCallback_ = call(DG_CONTROL, DAT_CALLBACK, MSG_REGISTER_CALLBACK, &callback) == TWRC_SUCCESS;
}

TW_UINT16 WINAPI Session::takeCallback(TW_IDENTITY *, TW_IDENTITY *, TW_UINT32, TW_UINT16, TW_UINT16 message, void *) {
  called = message;
  // Wakes the wait, which may be in another thread than this call.
  if (waitingThread) PostThreadMessageW(waitingThread, WM_NULL, 0, 0);
  return TWRC_SUCCESS;
}

void Session::beginTransfer() { setSessionState(7); }

TW_UINT16 Session::endTransfer() {
  TW_PENDINGXFERS pending{};
  expect(DG_CONTROL, DAT_PENDINGXFERS, MSG_ENDXFER, &pending);
  setSessionState(pending.Count == 0 ? 5 : 6);
  return pending.Count;
}

void Session::disable() {
  TW_PENDINGXFERS pending{0xffff, 0};
  if (sessionState() == 7) leave(DAT_PENDINGXFERS, MSG_ENDXFER, &pending, 6);
  if (sessionState() == 6 && pending.Count == 0) setSessionState(5);
  if (sessionState() == 6) leave(DAT_PENDINGXFERS, MSG_RESET, &pending, 5);
  if (sessionState() == 5) leave(DAT_USERINTERFACE, MSG_DISABLEDS, &interface_, 4);
}

void Session::leave(TW_UINT16 argumentType, TW_UINT16 message, void *argument, int nextState) {
  const TW_UINT16 returned = call(DG_CONTROL, argumentType, message, argument);
  if (returned != TWRC_SUCCESS) {
    std::fprintf(stderr, "%s: %u, condition code %u\n", tripletName(DG_CONTROL, argumentType, message).c_str(), returned,
                 manager_.conditionCode(&source_));
  }
  setSessionState(nextState);
}

}  // namespace host
