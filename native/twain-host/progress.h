// What the heartbeat and the crash filter may read at any time: where the session stands.
#pragma once

#include <cstdint>

namespace host {

// 1 to 7 as the TWAIN specification counts them.
int sessionState();
void setSessionState(int state);

// Around every call into the source manager or a source.
class Busy {
 public:
  Busy();
  ~Busy();
  Busy(const Busy &) = delete;
  Busy &operator=(const Busy &) = delete;
};

// How long the present call has lasted; 0 between calls.
std::uint64_t busyMs();

// Frames `heartbeat` at once and every 500 ms until the process ends. Ends the process itself where the owner is gone
// and the source does not come back within ten seconds.
void startHeartbeat();

}  // namespace host
