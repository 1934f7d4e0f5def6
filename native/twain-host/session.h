// One source from opening to closing: the states 4 to 7, always left in order.
#pragma once

#include <atomic>

#include "source-manager.h"

namespace host {

class Session {
 public:
  // State 3 to 4. `manager` and `window` are to outlive this. Throws Fault.
  Session(SourceManager &manager, HWND window, const twain::TW_IDENTITY &source);
  // From whatever state back to 3.
  ~Session();
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;

  SourceManager &manager() { return manager_; }
  const twain::TW_IDENTITY &source() const { return source_; }

  twain::TW_UINT16 call(twain::TW_UINT32 group, twain::TW_UINT16 argumentType, twain::TW_UINT16 message,
                        void *argument) {
    return manager_.call(&source_, group, argumentType, message, argument);
  }
  // Throws Fault unless the source answers SUCCESS or CHECKSTATUS.
  void expect(twain::TW_UINT32 group, twain::TW_UINT16 argumentType, twain::TW_UINT16 message, void *argument);
  // With the source's own condition code, which asking clears.
  Fault faultOf(twain::TW_UINT16 returned, twain::TW_UINT32 group, twain::TW_UINT16 argumentType,
                twain::TW_UINT16 message);
  // What the host itself found wrong.
  Fault ownFault(const char *reason, const std::string &detail, twain::TW_UINT32 group, twain::TW_UINT16 argumentType,
                 twain::TW_UINT16 message);

  // State 4 to 5, without a window of the source. Throws Fault.
  void enable();
  // State 4 to 5, with the source's dialog and nothing else. Throws Fault.
  void enableDialog();
  // XFERREADY (then state 6), CLOSEDSREQ or CLOSEDSOK; NULL after `limitMs`. Throws Cancelled.
  twain::TW_UINT16 waitForMessage(DWORD limitMs);

  // A page is on its way: state 7.
  void beginTransfer();
  // State 7 to 6, to 5 where nothing is pending; returns what is pending, 65535 for unknown. Throws Fault.
  twain::TW_UINT16 endTransfer();
  // From any later state to 4. What fails on the way is told to standard error: the next step may still succeed.
  void disable();

 private:
  static twain::TW_UINT16 WINAPI takeCallback(twain::TW_IDENTITY *origin, twain::TW_IDENTITY *destination,
                                              twain::TW_UINT32 group, twain::TW_UINT16 argumentType,
                                              twain::TW_UINT16 message, void *argument);
  void registerCallback();
  void offer(MSG &message);
  void leave(twain::TW_UINT16 argumentType, twain::TW_UINT16 message, void *argument, int nextState);

  SourceManager &manager_;
  HWND window_;
  twain::TW_IDENTITY source_;
  bool hasCallback_ = false;
  twain::TW_USERINTERFACE interface_{};
};

}  // namespace host
